#pragma once

#include "base/xl-mask.h"
#include "exchange/xl-sheet-writer.h"
#include "ledgers/xl-ledger-layout-paper.h"
#include "ledgers/xl-ledger-query.h"
#include "store/xl-store.h"

G_BEGIN_DECLS

/* What of a ledger is to be written where; everything belongs to it. */
typedef struct {
  char           *key;
  char           *layout;       /* (nullable): name of one (xl_layout_table_find ()); NULL and no @given: all that comes in again */
  XlLedgerLayout *given;        /* (nullable): a layout that is not kept, or not yet */
  char           *office, *period, *filter;   /* (nullable) */
  char          **where;        /* (nullable): conditions as xl_ledger_filter_parse () reads them, beside the layout's own */
  XlLedgerQuery  *query;        /* (nullable): what a page shows, instead of office, period and filter */
  char           *today;
  XlMaskProfile   mask;
  XlWriteFormat   format;
  gboolean        pdf;          /* a paper; @format says nothing then */
  gboolean        print;        /* for the log: it goes to a printer */
  gboolean        trim;         /* columns without a single value are left out of the paper */
  gboolean        empty;        /* no rows: to be filled in by hand and imported */
  guint           max_rows;     /* 0: all of them; else a preview */
  char           *path;         /* (nullable) with @pdf: the paper alone is wanted, in @bytes */
  char           *user;
  /* out */
  gint64          n_rows, n_filled, n_typed, n_empty;
  char           *title, *department;         /* of the layout; NULL without one */
  XlLayoutSheet  *sheet;        /* with @pdf: what xl_ledger_export_draw () draws */
  GBytes         *bytes;        /* the paper */
  guint           n_pages;
} XlLedgerExport;
void     xl_ledger_export_free (XlLedgerExport *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerExport, xl_ledger_export_free)

/**
 * xl_ledger_export_run:
 *
 * An XlReadFunc: writes the file, or with @pdf gathers what the paper says.  @data is an XlLedgerExport, which is returned.
 * Errors: XL_ERROR_NOT_FOUND (no such ledger or layout, a line with a {word} nobody knows), XL_ERROR_REFUSED (a whole number in what
 * leaves the office masked), XL_ERROR_IO, XL_ERROR_UNKNOWN (characters the encoding lacks): nothing is written then.
 * Thread: a reader's.
 */
gpointer xl_ledger_export_run  (XlDb *db, gpointer data, GError **error);
/* An XlPaperFunc: draws what was gathered into @bytes, and writes it to @path where there is one.  Thread: paper. */
gpointer xl_ledger_export_draw (gpointer data, GCancellable *cancellable, GError **error);
/* An XlWriteFunc: notes that a form was made, and an export that was not masked. */
gint64   xl_ledger_export_note (XlDb *db, gpointer data, GError **error);
/* xlsx, ods, csv or pdf by the ending of job->path.  XL_ERROR_UNKNOWN. */
gboolean xl_ledger_export_take_format (XlLedgerExport *job, GError **error);

G_END_DECLS
