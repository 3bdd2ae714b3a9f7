#pragma once

#include "ledgers/xl-template.h"

G_BEGIN_DECLS

/* Periods as they are written: "2026-06-03", "2026-06", "2026-Q2", "2026".  Thread: any. */

/* The first and the last day of @period; FALSE when it is none. */
gboolean xl_period_days (const char *period, char first[11], char last[11]);
/* The period @n after it (before it, when negative), of the same length; NULL when it is none or lies outside the calendar. */
char    *xl_period_step (const char *period, int n);

/**
 * xl_due_every_deadline:
 * @period: of every->every
 *
 * The last day to do what is due in @period: "2026-Q2" with {month 1, day 20, after 1} → "2026-07-20".  A day that the month does
 * not have is its last.
 *
 * Returns: FALSE when @period is none
 */
gboolean xl_due_every_deadline (const XlDueEvery *every, const char *period, char out[11]);

typedef enum { XL_DUE_DONE, XL_DUE_OPEN, XL_DUE_OVERDUE } XlDueState;

/* How it stands on day @on: done when there are as many records as expected, however late; overdue after the deadline. */
XlDueState xl_due_every_state (const XlDueEvery *every, guint done, const char *deadline, const char *on);
/* "done", "open", "overdue". */
const char *xl_due_state_name (XlDueState state);

G_END_DECLS
