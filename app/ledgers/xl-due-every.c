#include "ledgers/xl-due-every.h"

#include "base/xl-date.h"

#include <stdlib.h>
#include <string.h>

static gboolean
is_period (const char *period)
{
  gsize size = strlen (period);
  char first[11];

  if (size == 10)
    return xl_date_is_valid (period);
  if (size == 7 && period[4] == '-' && period[5] == 'Q')
    return period[6] >= '1' && period[6] <= '4' && strspn (period, "0123456789") == 4;
  g_snprintf (first, sizeof first, size == 7 ? "%s-01" : "%s-01-01", period);
  return (size == 7 || size == 4) && xl_date_is_valid (first);
}

static void
make_day (int year, int month, int day, char out[11])
{
  xl_date_from_days (xl_date_to_days (year, month, MIN (day, xl_date_month_length (year, month))), out);
}

/* Its year, first month and number of months. */
static int
split (const char *period, int *year, int *month)
{
  gsize size = strlen (period);
  gboolean quarter = period[4] == '-' && period[5] == 'Q';

  *year = atoi (period);
  *month = size == 4 ? 1 : quarter ? (period[6] - '0') * 3 - 2 : atoi (period + 5);
  return size == 4 ? 12 : quarter ? 3 : 1;
}

gboolean
xl_period_days (const char *period, char first[11], char last[11])
{
  int year, month, n;

  if (!is_period (period))
    return FALSE;
  if (strlen (period) == 10)
    {
      g_strlcpy (first, period, 11);
      g_strlcpy (last, period, 11);
      return TRUE;
    }
  n = split (period, &year, &month);
  make_day (year, month, 1, first);
  make_day (year, month + n - 1, 31, last);
  return TRUE;
}

char *
xl_period_step (const char *period, int n)
{
  char first[11], day[11];
  int year, month, months;

  if (!is_period (period))
    return NULL;
  if (strlen (period) == 10)
    return xl_date_add_days (period, n, day) ? g_strdup (day) : NULL;
  months = split (period, &year, &month);
  make_day (year, month, 1, first);
  if (!xl_date_add_months (first, n * months, day))
    return NULL;
  return xl_template_period_of (months == 12 ? XL_PERIOD_YEAR : months == 3 ? XL_PERIOD_QUARTER : XL_PERIOD_MONTH, day);
}

gboolean
xl_due_every_deadline (const XlDueEvery *every, const char *period, char out[11])
{
  g_autofree char *counted = xl_period_step (period, every->by_after ? 1 : 0);
  int year, month, n;

  if (counted == NULL)
    return FALSE;
  if (strlen (counted) == 10)
    {
      g_strlcpy (out, counted, 11);
      return TRUE;
    }
  n = split (counted, &year, &month);
  month += (every->by_month > 0 ? MIN ((int) every->by_month, n) : n) - 1;
  make_day (year, month, every->by_day > 0 ? (int) every->by_day : 31, out);
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
