#pragma once

#include "ledgers/xl-question-table.h"

G_BEGIN_DECLS

/* As many rows as a report shows. */
#define XL_LEDGER_MAX_REPORT_ROWS 5000

/**
 * XlLedgerReportResult:
 *
 * What a report says.  Shared by counting: it never changes.
 */
typedef struct {
  int                   refs;
  XlTemplate           *t;
  const XlLedgerReport *report;     /* of @t: its columns are XlLedgerField */
  GPtrArray            *rows;       /* GArray of XlValue, one a column, as stored */
  GHashTable           *names;      /* gint64 → char *: what persons and households are called */
  gsize                 size;       /* bytes of text in it */
  gboolean              cut;        /* there is more than it shows */
} XlLedgerReportResult;
XlLedgerReportResult *xl_ledger_report_result_ref  (XlLedgerReportResult *result);
void                  xl_ledger_report_result_free (XlLedgerReportResult *result);   /* gives one reference back */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerReportResult, xl_ledger_report_result_free)

/**
 * xl_ledger_report_run:
 * @key: of a report of @t
 * @question: whose members the report's parameters ask for
 *
 * Any connection.
 * Errors: XL_ERROR_NOT_FOUND (no such report), XL_ERROR_USAGE (a parameter is not told), XL_ERROR_FORMAT (other columns);
 *   see xl_question_ask ().
 */
XlLedgerReportResult *xl_ledger_report_run  (XlDb *db, const XlTemplate *t, const char *key, const XlQuestion *question,
                                             GError **error);

/* The cell as people read it; "" when unknown.  Free with g_free (). */
char                 *xl_ledger_report_cell  (const XlLedgerReportResult *result, guint row, guint column);
/* The same of the row of totals: sums, averages, counts of column @column; "" where it has none. */
char                 *xl_ledger_report_total (const XlLedgerReportResult *result, guint column);

G_END_DECLS
