#pragma once

#include "ledgers/xl-ledger-answer-table.h"
#include "ledgers/xl-ledger-look-page.h"
#include "ledgers/xl-ledger-report-page.h"
#include "ledgers/xl-ledger-source-page.h"
#include "ui/xl-grid-memory.h"
#include "ui/xl-page.h"

G_BEGIN_DECLS

/**
 * XlLedgerView:
 *
 * One ledger: tabs for what is looked at (in force, all, missing, alerts, reports), what it is narrowed to, and the sheet of its
 * records with totals and groups.  How it was left comes back.
 *
 * Tabs: "all", "active" (in force today), "missed", "alert:KEY", "reports".
 * Signals: "record-activated" (gint64 id), "missed-activated" (gint64 person, const char *name), "tab-changed" (const char *key),
 * "found" (): how many records there are is known.
 */
#define XL_TYPE_LEDGER_VIEW (xl_ledger_view_get_type ())
G_DECLARE_FINAL_TYPE (XlLedgerView, xl_ledger_view, XL, LEDGER_VIEW, GtkBox)

XlLedgerView   *xl_ledger_view_new       (XlPage *page);
/* Puts @widget before the others of the upper line: the way back, the switch of periods. */
void            xl_ledger_view_add_head  (XlLedgerView *self, GtkWidget *widget);
/* Shows @answer: its counts, who is missing, and its records. */
void            xl_ledger_view_show      (XlLedgerView *self, XlLedgerAnswer *answer, const char *today);
/* Only records with these words. */
void            xl_ledger_view_filter    (XlLedgerView *self, const char *text);

const char     *xl_ledger_view_get_tab   (XlLedgerView *self);
/* As a press on the tab; one that does not exist yet is pressed when it does. */
void            xl_ledger_view_set_tab   (XlLedgerView *self, const char *key);
/* The words on a tab; NULL: there is none. */
const char     *xl_ledger_view_tab_words (XlLedgerView *self, const char *key);
gboolean        xl_ledger_view_shows_missed (XlLedgerView *self);
/* Whom the cursor is on among the missing; 0: nobody.  @name: (out) (optional): free with g_free (). */
gint64          xl_ledger_view_get_missed (XlLedgerView *self, char **name);

/* The record the cursor is on; 0: none. */
gint64          xl_ledger_view_get_record (XlLedgerView *self);
XlGrid         *xl_ledger_view_get_grid   (XlLedgerView *self);
XlGridMemory   *xl_ledger_view_get_memory (XlLedgerView *self);
/* NULL before anything was shown. */
XlLedgerSource *xl_ledger_view_get_source (XlLedgerView *self);

/* The reports, NULL unless they are looked at. */
XlLedgerReports *xl_ledger_view_get_reports (XlLedgerView *self);

/* How it is looked at; after a change xl_ledger_view_look_changed () asks anew and keeps it. */
XlLedgerLook   *xl_ledger_view_get_look   (XlLedgerView *self);
void            xl_ledger_view_look_changed (XlLedgerView *self);
/* Asks what column @position of the grid is to be narrowed to. */
void            xl_ledger_view_ask_filter (XlLedgerView *self, int position, GtkWidget *button);
/* The line over the grid, for tests and screen readers. */
const char     *xl_ledger_view_get_words (XlLedgerView *self);

G_END_DECLS
