#pragma once

#include "base/xl-mask.h"
#include "ledgers/xl-ledger-table.h"

G_BEGIN_DECLS

/* How records are shown: in words of paper, through a layout. */
typedef struct {
  const XlTemplate     *t;
  const XlLedgerLayout *layout;
  XlMaskProfile         mask;
  const char           *today;         /* for ages: "YYYY-MM-DD" */
  guint                 first_number;  /* of the first row, for running numbers; 0 counts as 1 */
} XlLedgerView;

/* @cells: one a column of the layout, "" where there is nothing; valid during the call.  @record: as stored. */
typedef void (*XlLedgerRowFunc) (const XlLedgerRecord *record, const char *const *cells, gpointer data);

/* Hands the rows of @ids to @each, in their order; ids without a row are passed over.  Any connection. */
gboolean xl_ledger_row_table_read (XlDb *db, const XlLedgerView *view, const gint64 *ids, guint n_ids, XlLedgerRowFunc each,
                                   gpointer data, GError **error);

G_END_DECLS
