#pragma once

#include "ledgers/xl-ledger-sheet-table.h"
#include "store/xl-store.h"
#include "ui/xl-grid-source.h"

G_BEGIN_DECLS

/**
 * XlLedgerSource:
 *
 * The records of one ledger as a grid shows and changes them: an XlGridSource whose columns are the fields of the template (by index)
 * and %XL_LEDGER_SHEET_OFFICE.  Groups and their subtotals stand among the records, totals below them.  What is typed or pasted is
 * judged and written as one edit; what is refused comes back with its reason.
 *
 * Signals: "around-changed" (): totals and groups are those of the rows now; and those of XlGridSource.
 * Thread: main.
 */
#define XL_TYPE_LEDGER_SOURCE (xl_ledger_source_get_type ())
G_DECLARE_FINAL_TYPE (XlLedgerSource, xl_ledger_source, XL, LEDGER_SOURCE, GObject)

XlLedgerSource *xl_ledger_source_new        (XlStore *store, XlTemplate *t);
/* Asks for the rows of @sheet, whose template is the source's; takes it. */
void            xl_ledger_source_ask        (XlLedgerSource *self, XlLedgerSheet *sheet);
/* What was asked last; NULL before. */
const XlLedgerSheet *xl_ledger_source_get_sheet (XlLedgerSource *self);

/* Whose new records are; NULL: none are made here. */
void            xl_ledger_source_set_office (XlLedgerSource *self, const char *office);
/* The column that says what a group is: the first that the grid shows. */
void            xl_ledger_source_set_head   (XlLedgerSource *self, int column);
/* The records that the alert names which is looked at; NULL: none is, or it is not known yet. */
const GArray   *xl_ledger_source_get_only   (XlLedgerSource *self);
/* Called when a header is clicked; see XlPagedOrder. */
typedef gboolean (*XlLedgerOrder) (int column, gboolean descending, gpointer user_data);
void            xl_ledger_source_set_order  (XlLedgerSource *self, XlLedgerOrder order, gpointer user_data);

/* How many records are found, groups not counted. */
gint64          xl_ledger_source_get_n      (XlLedgerSource *self);
/* What is found in all; NULL before it is known. */
const XlLedgerTotals *xl_ledger_source_get_totals (XlLedgerSource *self);
/* Groups: all folded, or all open. */
void            xl_ledger_source_fold_all   (XlLedgerSource *self, gboolean folded);

G_END_DECLS
