#pragma once

#include "ui/xl-page.h"

G_BEGIN_DECLS

/**
 * XlLedgersPage:
 *
 * The room of ledgers: the list of them by department, and one ledger with its period, its records, who is missing, and the form.
 *
 * Views: "ledger=KEY", "month=KEY/PERIOD", "missing=KEY/PERIOD", "new=KEY/PERSON".
 * Records: every table "ledger_…".
 */
#define XL_TYPE_LEDGERS_PAGE (xl_ledgers_page_get_type ())
G_DECLARE_FINAL_TYPE (XlLedgersPage, xl_ledgers_page, XL, LEDGERS_PAGE, XlPage)

/* The day that counts as today, "YYYY-MM-DD"; the clock's until set.  For tests. */
void xl_ledgers_page_set_today (XlLedgersPage *self, const char *today);

G_END_DECLS
