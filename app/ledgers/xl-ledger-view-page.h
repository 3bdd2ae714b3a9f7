#pragma once

#include <gtk/gtk.h>

#include "ledgers/xl-ledger-answer-table.h"
#include "store/xl-store.h"

G_BEGIN_DECLS

/**
 * XlLedgerView:
 *
 * One ledger: two tabs, its records and who is not yet in it, and the line that says how the period stands.
 *
 * Signals: "record-activated" (gint64 id), "missed-activated" (gint64 person, const char *name).
 */
#define XL_TYPE_LEDGER_VIEW (xl_ledger_view_get_type ())
G_DECLARE_FINAL_TYPE (XlLedgerView, xl_ledger_view, XL, LEDGER_VIEW, GtkBox)

XlLedgerView   *xl_ledger_view_new       (void);
/* Puts @widget before the tabs: the way back, the switch of periods. */
void            xl_ledger_view_add_head  (XlLedgerView *self, GtkWidget *widget);
/* Takes up @answer's counts and missing people; the records come by xl_ledger_view_ask (). */
void            xl_ledger_view_show      (XlLedgerView *self, const XlLedgerAnswer *answer);
/* Asks for the records of @t. */
void            xl_ledger_view_ask       (XlLedgerView *self, XlStore *store, XlTemplate *t, const char *office,
                                          const char *period, const char *filter, const char *today);
void            xl_ledger_view_show_missed (XlLedgerView *self, gboolean missed);
gboolean        xl_ledger_view_shows_missed (XlLedgerView *self);
/* Whom the cursor is on among the missing; 0: nobody.  @name: (out) (optional): free with g_free (). */
gint64          xl_ledger_view_get_missed (XlLedgerView *self, char **name);
/* The record the cursor is on; 0: none. */
gint64          xl_ledger_view_get_record (XlLedgerView *self);
gint64          xl_ledger_view_get_n_records (XlLedgerView *self);
/* The line over the grid, for tests and screen readers. */
const char     *xl_ledger_view_get_words (XlLedgerView *self);

G_END_DECLS
