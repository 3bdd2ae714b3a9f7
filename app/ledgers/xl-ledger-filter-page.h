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
/* Asks about field @field of @sheet; @now: (nullable): what it is narrowed to. */
void       xl_ledger_filter_popover_ask  (XlLedgerFilterPopover *self, XlLedgerSheet *sheet, guint field, const XlLedgerFilter *now);

G_END_DECLS
