#pragma once

#include "ledgers/xl-ledger-sheet-table.h"
#include "ui/xl-page.h"

G_BEGIN_DECLS

/**
 * XlLedgerFilterPopover:
 *
 * What a column is to be narrowed to: values that stand in it to tick, a range of dates or numbers, blank or filled in, words it has
 * in it; and the ways to sort by it.
 *
 * Signals: "chosen" (const char *name, XlLedgerFilter *filter, const char *words): the filter is handed over, NULL: none; "sorted"
 * (const char *name, gboolean descending).
 */
#define XL_TYPE_LEDGER_FILTER_POPOVER (xl_ledger_filter_popover_get_type ())
G_DECLARE_FINAL_TYPE (XlLedgerFilterPopover, xl_ledger_filter_popover, XL, LEDGER_FILTER_POPOVER, GtkPopover)

/* Reads what stands in columns through @page.  To be set as a child of a widget and taken away by it. */
GtkWidget *xl_ledger_filter_popover_new  (XlPage *page);
/**
 * XlLedgerValues:
 *
 * A list whose columns are asked about: the fields of @t, and who reads what stands in one of them on a reader thread (as
 * xl_ledger_query_table_distinct () answers; @question belongs to it).  Counted references.
 */
typedef GPtrArray *(*XlLedgerValuesFunc) (XlDb *db, const XlTemplate *t, gconstpointer question, const char *name, const char *begin,
                                          gboolean *more, GError **error);
typedef struct _XlLedgerValues XlLedgerValues;
XlLedgerValues *xl_ledger_values_new   (XlTemplate *t, XlLedgerValuesFunc read, gpointer question, GDestroyNotify free_question);
void            xl_ledger_values_unref (XlLedgerValues *values);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerValues, xl_ledger_values_unref)

/* Asks about field @field of the list; @now: (nullable): what it is narrowed to. */
void       xl_ledger_filter_popover_ask_of (XlLedgerFilterPopover *self, XlLedgerValues *values, guint field, const XlLedgerFilter *now);
/* The same of a ledger's @sheet. */
void       xl_ledger_filter_popover_ask  (XlLedgerFilterPopover *self, XlLedgerSheet *sheet, guint field, const XlLedgerFilter *now);

G_END_DECLS
