#pragma once

#include "ledgers/xl-ledger-answer-table.h"
#include "ui/xl-page.h"

G_BEGIN_DECLS

/**
 * XlLedgerReports:
 *
 * The reports of a ledger: which one, what it asks for, and its table, which can be written to a spreadsheet.
 */
#define XL_TYPE_LEDGER_REPORTS (xl_ledger_reports_get_type ())
G_DECLARE_FINAL_TYPE (XlLedgerReports, xl_ledger_reports, XL, LEDGER_REPORTS, GtkBox)

GtkWidget *xl_ledger_reports_new   (XlPage *page);
/* The reports of the ledger of @answer. */
void       xl_ledger_reports_show  (XlLedgerReports *self, XlLedgerAnswer *answer, const char *today);
/* Works out the one that is chosen. */
void       xl_ledger_reports_run   (XlLedgerReports *self);
/* Asks where to write it. */
void       xl_ledger_reports_export (XlLedgerReports *self);

G_END_DECLS
