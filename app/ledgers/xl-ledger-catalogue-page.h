#pragma once

#include <gtk/gtk.h>

#include "ledgers/xl-ledger-shelf-table.h"

G_BEGIN_DECLS

/**
 * XlLedgerCatalogue:
 *
 * The list of ledgers: those opened lately on top, then people and households, then by department, each with how its period stands.
 *
 * Signals: "opened" (const char *key): Enter or double click; "@people" and "@households" are no ledgers.
 */
#define XL_TYPE_LEDGER_CATALOGUE (xl_ledger_catalogue_get_type ())
G_DECLARE_FINAL_TYPE (XlLedgerCatalogue, xl_ledger_catalogue, XL, LEDGER_CATALOGUE, GtkBox)

XlLedgerCatalogue *xl_ledger_catalogue_new  (void);
/* Shows @shelf, which stays the caller's. */
void               xl_ledger_catalogue_show (XlLedgerCatalogue *self, const XlLedgerShelf *shelf);
/* What of them wants somebody's eyes.  @wanted: (element-type XlLedgerWanted). */
void               xl_ledger_catalogue_show_wanted (XlLedgerCatalogue *self, const GPtrArray *wanted);
/* Only ledgers whose title, its initials or whose department has @text in it. */
void               xl_ledger_catalogue_filter (XlLedgerCatalogue *self, const char *text);
/* The cursor onto the first line. */
void               xl_ledger_catalogue_to_top (XlLedgerCatalogue *self);
/* How many lines there are now. */
guint              xl_ledger_catalogue_get_n  (XlLedgerCatalogue *self);
/* The ledger under the cursor; NULL: none. */
const char        *xl_ledger_catalogue_get_key (XlLedgerCatalogue *self);

G_END_DECLS
