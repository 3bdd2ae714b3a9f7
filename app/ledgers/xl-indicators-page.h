#pragma once

#include "ui/xl-page.h"

G_BEGIN_DECLS

/**
 * XlIndicatorsPage:
 *
 * The room of indicators: the indicator tables of plans with value, bar against the target, and the records behind each.
 *
 * Views: "set=KEY", a built-in set or a ledger's.
 */
#define XL_TYPE_INDICATORS_PAGE (xl_indicators_page_get_type ())
G_DECLARE_FINAL_TYPE (XlIndicatorsPage, xl_indicators_page, XL, INDICATORS_PAGE, XlPage)

/* The day that counts as today, "YYYY-MM-DD"; the clock's until set.  For tests. */
void xl_indicators_page_set_today (XlIndicatorsPage *self, const char *today);

G_END_DECLS
