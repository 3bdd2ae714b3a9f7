#pragma once

#include "ledgers/xl-period.h"

G_BEGIN_DECLS

/**
 * xl_due_every_deadline:
 * @period: of every->every
 *
 * The last day to do what is due in @period: "2026-Q2" with {month 1, day 20, after 1} → "2026-07-20"; "2026-W23" with {day 5} → its
 * Friday.  A day that the month (a week or ten days: the period) does not have is its last.
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
