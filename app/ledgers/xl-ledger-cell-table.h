#pragma once

#include "ledgers/xl-ledger-table.h"

G_BEGIN_DECLS

/**
 * XlLedgerCells:
 *
 * Puts what somebody wrote into fields of records, persons and households too, and judges the records.  Keeps what it has
 * looked up; belongs to one connection and one edit.
 */
typedef struct _XlLedgerCells XlLedgerCells;

/* @office: (nullable): people of this office before others.  @today: "YYYY-MM-DD". */
XlLedgerCells *xl_ledger_cells_new  (XlDb *db, const XlTemplate *t, const char *office, const char *today, GError **error);
void           xl_ledger_cells_free (XlLedgerCells *cells);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerCells, xl_ledger_cells_free)

/**
 * xl_ledger_cells_set:
 * @number: (nullable): identity number that stands beside the person meant
 * @reason: (out): why it was refused, English marked N_()
 *
 * Field @field of @record becomes @text.   Returns: 1, 0 refused, -1 with @error
 */
int            xl_ledger_cells_set  (XlLedgerCells *cells, XlLedgerRecord *record, guint field, const char *text, const char *number,
                                     const char **reason, GError **error);

/* A new record with what the office fills in by habit: a fixed value, today, the last record's value. */
XlLedgerRecord *xl_ledger_cells_new_record (XlLedgerCells *cells, const char *office);

/**
 * xl_ledger_cells_judge:
 * @before: (nullable): the record as it is stored
 * @findings: (element-type XlLedgerFinding): added to
 *
 * Judges @record.  Marks of @before that no rule explains (from an import, say) stay on fields whose value stays.
 * Returns: 1 when it may be stored, 0 when something refuses it, -1 with @error
 */
int            xl_ledger_cells_judge (XlLedgerCells *cells, XlLedgerRecord *record, const XlLedgerRecord *before, const char *period,
                                      GPtrArray *findings, GError **error);

/* What field @field of @record shows to people, also of a field that is not stored; "" blank. */
char          *xl_ledger_cells_show (XlLedgerCells *cells, const XlLedgerRecord *record, guint field);

G_END_DECLS
