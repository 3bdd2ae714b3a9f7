#include "ledgers/xl-due-every.h"

#include "base/xl-date.h"

#include <string.h>

/* The last day of month @month of the period that begins on @first, or its day @day. */
static gboolean
find_day (const char *first, int month, int day, char out[11])
{
  char begin[11], end[11];
  g_autofree char *of_month = NULL;

  if (!xl_date_add_months (first, month - 1, begin))
    return FALSE;
  of_month = xl_template_period_of (XL_PERIOD_MONTH, begin);
  if (!xl_period_days (of_month, begin, end))
    return FALSE;
  if (day == 0 || xl_date_between (begin, end) < day)
    g_strlcpy (out, end, 11);
  else
    return xl_date_add_days (begin, day - 1, out);
  return TRUE;
}

gboolean
xl_due_every_deadline (const XlDueEvery *every, const char *period, char out[11])
{
  g_autofree char *counted = xl_period_step (period, every->by_after ? 1 : 0);
  char first[11], last[11], day[11];
  int n;

  if (counted == NULL || !xl_period_days (counted, first, last))
    return FALSE;
  n = xl_period_months (xl_period_kind (counted));
  if (n > 0)
    return find_day (first, every->by_month > 0 ? MIN ((int) every->by_month, n) : n, (int) every->by_day, out);
  if (every->by_day == 0 || !xl_date_add_days (first, (int) every->by_day - 1, day) || strcmp (day, last) > 0)
    g_strlcpy (out, last, 11);
  else
    g_strlcpy (out, day, 11);
  return TRUE;
}

XlDueState
xl_due_every_state (const XlDueEvery *every, guint done, const char *deadline, const char *on)
{
  if (done >= every->times)
    return XL_DUE_DONE;
  return strcmp (on, deadline) > 0 ? XL_DUE_OVERDUE : XL_DUE_OPEN;
}

const char *
xl_due_state_name (XlDueState state)
{
  static const char *const names[] = { "done", "open", "overdue" };

  return names[state];
}
