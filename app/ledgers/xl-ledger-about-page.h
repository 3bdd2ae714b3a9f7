#pragma once

#include <gtk/gtk.h>

#include "ledgers/xl-ledger-about-table.h"

G_BEGIN_DECLS

/* Whom a record is about, beside its form: name, masked number, age, household, kinds, the last records of the ledger; above all
 * what one must know before recording: has died, has moved away, has a record in this period already. */
#define XL_TYPE_LEDGER_ABOUT_CARD (xl_ledger_about_card_get_type ())
G_DECLARE_FINAL_TYPE (XlLedgerAboutCard, xl_ledger_about_card, XL, LEDGER_ABOUT_CARD, GtkBox)

GtkWidget *xl_ledger_about_card_new  (void);
/* @about: NULL empties the card, which keeps its place. */
void       xl_ledger_about_card_show (XlLedgerAboutCard *self, const XlLedgerAbout *about, const char *today);

G_END_DECLS
