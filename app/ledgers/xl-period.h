#pragma once

#include "ledgers/xl-template.h"

G_BEGIN_DECLS

/* Periods as they are written: "2026-06-03", "2026-W23" (ISO 8601 weeks, Monday to Sunday), "2026-06-T1" (旬: to the 10th, to the 20th,
 * the rest), "2026-06", "2026-Q2", "2026-H1", "2026".  Thread: any. */

/* As templates name them, by XlLedgerPeriod: "event", "day", "week", …; NULL-terminated. */
const char *const *xl_period_names (void);
/* How many months it has; 0: less than one, or an event. */
int      xl_period_months (XlLedgerPeriod kind);
/* How long @period is; %XL_PERIOD_EVENT when it is none. */
XlLedgerPeriod xl_period_kind (const char *period);
/* The first and the last day of @period; FALSE when it is none. */
gboolean xl_period_days (const char *period, char first[11], char last[11]);
/* The period @n after it (before it, when negative), of the same length; NULL when it is none or lies outside the calendar. */
char    *xl_period_step (const char *period, int n);

/* Whether @period (nullable: none is fine) is one, as a command is told.  Errors: XL_ERROR_USAGE. */
gboolean xl_period_check (const char *period, GError **error);

G_END_DECLS
