#pragma once

#include <gtk/gtk.h>

#include "ledgers/xl-ledger-look-page.h"

G_BEGIN_DECLS

/**
 * XlLedgerChips:
 *
 * What a list is narrowed to and sorted by, each as a button that takes it away, and one that takes away all.  Not there when there
 * is nothing to say.
 *
 * Signals: "removed" (const char *name, gboolean sort), "cleared" ().
 */
#define XL_TYPE_LEDGER_CHIPS (xl_ledger_chips_get_type ())
G_DECLARE_FINAL_TYPE (XlLedgerChips, xl_ledger_chips, XL, LEDGER_CHIPS, GtkWidget)

GtkWidget *xl_ledger_chips_new  (void);
void       xl_ledger_chips_show (XlLedgerChips *self, const XlTemplate *t, const XlLedgerLook *look);

G_END_DECLS
