#pragma once

#include <gtk/gtk.h>

#include "ledgers/xl-ledger-book-table.h"

G_BEGIN_DECLS

/**
 * XlLedgerCatalogue:
 *
 * The list of ledgers by department, with counts and what is filed.
 *
 * Signals: "opened" (const char *key): Enter or double click.
 */
#define XL_TYPE_LEDGER_CATALOGUE (xl_ledger_catalogue_get_type ())
G_DECLARE_FINAL_TYPE (XlLedgerCatalogue, xl_ledger_catalogue, XL, LEDGER_CATALOGUE, GtkBox)

XlLedgerCatalogue *xl_ledger_catalogue_new  (void);
/* @list: (element-type XlLedgerSummary). */
void               xl_ledger_catalogue_show (XlLedgerCatalogue *self, GPtrArray *list);
/* Only ledgers whose title or department has @text in it. */
void               xl_ledger_catalogue_filter (XlLedgerCatalogue *self, const char *text);

G_END_DECLS
