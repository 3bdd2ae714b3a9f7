#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * XlLedgerTabs:
 *
 * Buttons side by side of which one is pressed: what of a ledger is looked at.  Not there while there is one alone.
 *
 * Signal: "chosen" (const char *key).
 */
#define XL_TYPE_LEDGER_TABS (xl_ledger_tabs_get_type ())
G_DECLARE_FINAL_TYPE (XlLedgerTabs, xl_ledger_tabs, XL, LEDGER_TABS, GtkWidget)

GtkWidget  *xl_ledger_tabs_new    (void);
/* Between these two calls every tab is added; those that were there keep their button. */
void        xl_ledger_tabs_begin  (XlLedgerTabs *self);
/* @count: after the words, -1: none; @class: (nullable): "seal", "amber", "green" of the count. */
void        xl_ledger_tabs_add    (XlLedgerTabs *self, const char *key, const char *words, gint64 count, const char *class);
void        xl_ledger_tabs_end    (XlLedgerTabs *self);

const char *xl_ledger_tabs_get    (XlLedgerTabs *self);
/* Presses @key without a signal; FALSE: there is no such tab. */
gboolean    xl_ledger_tabs_set    (XlLedgerTabs *self, const char *key);
/* Presses the tab @by places further, as by a click; beyond the ends nothing happens. */
void        xl_ledger_tabs_step   (XlLedgerTabs *self, int by);
/* The words on the tab @key; NULL: there is none.  For tests. */
const char *xl_ledger_tabs_words  (XlLedgerTabs *self, const char *key);

G_END_DECLS
