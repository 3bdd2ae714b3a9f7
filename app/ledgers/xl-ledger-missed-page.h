#pragma once

#include <gtk/gtk.h>

#include "ledgers/xl-ledger-answer-table.h"

G_BEGIN_DECLS

/**
 * XlLedgerMissed:
 *
 * Who is due in a period and not in the ledger yet.
 *
 * Signal: "activated" (gint64 person, const char *name): record for that person.
 */
#define XL_TYPE_LEDGER_MISSED (xl_ledger_missed_get_type ())
G_DECLARE_FINAL_TYPE (XlLedgerMissed, xl_ledger_missed, XL, LEDGER_MISSED, GtkWidget)

GtkWidget *xl_ledger_missed_new  (void);
void       xl_ledger_missed_show (XlLedgerMissed *self, const XlLedgerAnswer *answer);
/* Whom the cursor is on; 0: nobody.  @name: (out) (optional): free with g_free (). */
gint64     xl_ledger_missed_get  (XlLedgerMissed *self, char **name);

G_END_DECLS
