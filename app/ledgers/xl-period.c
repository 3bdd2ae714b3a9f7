#include "ledgers/xl-period.h"

#include "base/xl-date.h"

#include <stdlib.h>
#include <string.h>

const char *const *
xl_period_names (void)
{
  static const char *const names[] = { "event", "day", "week", "ten-days", "month", "quarter", "half-year", "year", NULL };

  return names;
}

int
xl_period_months (XlLedgerPeriod kind)
{
  static const int months[] = { [XL_PERIOD_MONTH] = 1, [XL_PERIOD_QUARTER] = 3, [XL_PERIOD_HALF_YEAR] = 6, [XL_PERIOD_YEAR] = 12 };

  return months[kind];
}

/* The days of a year and its parts ---------------------------------------------------------------------------------- */

static void
make_day (int year, int month, int day, char out[11])
{
  xl_date_from_days (xl_date_to_days (year, month, MIN (day, xl_date_month_length (year, month))), out);
}

/* Monday of week @n of @year: its first is the one that 4 January lies in. */
static int
find_week (int year, int n)
{
  int fourth = xl_date_to_days (year, 1, 4);
  char iso[11];

  xl_date_from_days (fourth, iso);
  return fourth - (xl_date_weekday (iso) - 1) + (n - 1) * 7;
}

/* The year that the week of @date belongs to is that of its Thursday. */
static char *
week_of (const char *date)
{
  char thursday[11];
  int year, month, day, days;

  if (!xl_date_add_days (date, 4 - xl_date_weekday (date), thursday) || !xl_date_split (thursday, &year, &month, &day))
    return NULL;
  days = xl_date_to_days (year, month, day);
  return g_strdup_printf ("%04d-W%02d", year, (days - find_week (year, 1)) / 7 + 1);
}

char *
xl_template_period_of (XlLedgerPeriod period, const char *date)
{
  int month = (date[5] - '0') * 10 + date[6] - '0';

  switch (period)
    {
    case XL_PERIOD_DAY:
      return g_strdup (date);
    case XL_PERIOD_WEEK:
      return week_of (date);
    case XL_PERIOD_TEN_DAYS:
      return g_strdup_printf ("%.7s-T%d", date, CLAMP ((atoi (date + 8) + 9) / 10, 1, 3));
    case XL_PERIOD_MONTH:
      return g_strndup (date, 7);
    case XL_PERIOD_QUARTER:
      return g_strdup_printf ("%.4s-Q%d", date, (month + 2) / 3);
    case XL_PERIOD_HALF_YEAR:
      return g_strdup_printf ("%.4s-H%d", date, month > 6 ? 2 : 1);
    case XL_PERIOD_YEAR:
      return g_strndup (date, 4);
    default:
      return NULL;
    }
}

/* What is written --------------------------------------------------------------------------------------------------- */

static XlLedgerPeriod
guess_kind (const char *period)
{
  gsize size = strlen (period);

  if (size == 10)
    return period[8] == 'T' ? XL_PERIOD_TEN_DAYS : XL_PERIOD_DAY;
  if (size == 8)
    return XL_PERIOD_WEEK;
  if (size == 7)
    return period[5] == 'Q' ? XL_PERIOD_QUARTER : period[5] == 'H' ? XL_PERIOD_HALF_YEAR : XL_PERIOD_MONTH;
  return size == 4 ? XL_PERIOD_YEAR : XL_PERIOD_EVENT;
}

/* The first day of what looks like a @kind, whatever it is; FALSE when it can be none. */
static gboolean
find_first (const char *period, XlLedgerPeriod kind, char first[11])
{
  int year = atoi (period), n = kind == XL_PERIOD_YEAR ? 1 : atoi (period + (kind <= XL_PERIOD_DAY || kind == XL_PERIOD_MONTH ? 5 : 6));

  if (year < 1 || n < 0 || n > 53)
    return FALSE;
  if (kind == XL_PERIOD_DAY)
    g_strlcpy (first, period, 11);
  else if (kind == XL_PERIOD_WEEK)
    xl_date_from_days (find_week (year, n), first);
  else if (kind == XL_PERIOD_TEN_DAYS)
    g_snprintf (first, 11, "%.7s-%02d", period, (period[9] - '1') * 10 + 1);
  else
    g_snprintf (first, 11, "%.4s-%02d-01", period, (n - 1) * xl_period_months (kind) + 1);
  return xl_date_is_valid (first);
}

/* Its kind and first day; what is written must be how that period is written. */
static XlLedgerPeriod
read_period (const char *period, char first[11])
{
  XlLedgerPeriod kind = guess_kind (period);
  g_autofree char *again = NULL;

  if (kind == XL_PERIOD_EVENT || !find_first (period, kind, first))
    return XL_PERIOD_EVENT;
  again = xl_template_period_of (kind, first);
  return g_strcmp0 (again, period) == 0 ? kind : XL_PERIOD_EVENT;
}

XlLedgerPeriod
xl_period_kind (const char *period)
{
  char first[11];

  return read_period (period, first);
}

/* The last of the ten days or so that begin on @first. */
static void
end_ten_days (const char *first, char last[11])
{
  int year, month, day;

  xl_date_split (first, &year, &month, &day);
  make_day (year, month, day == 21 ? 31 : day + 9, last);
}

gboolean
xl_period_days (const char *period, char first[11], char last[11])
{
  XlLedgerPeriod kind = read_period (period, first);
  int year, month;

  if (kind == XL_PERIOD_EVENT)
    return FALSE;
  if (kind == XL_PERIOD_DAY)
    g_strlcpy (last, first, 11);
  else if (kind == XL_PERIOD_WEEK)
    return xl_date_add_days (first, 6, last);
  else if (kind == XL_PERIOD_TEN_DAYS)
    end_ten_days (first, last);
  else if (xl_date_split (first, &year, &month, NULL))
    make_day (year, month + xl_period_months (kind) - 1, 31, last);
  return TRUE;
}

/* The tens of months have no common length: counted as thirds of a month. */
static char *
step_ten_days (const char *first, int n)
{
  int third = (first[8] - '0') + n, months = third >= 0 ? third / 3 : -((2 - third) / 3);
  char day[11];

  if (!xl_date_add_months (first, months, day))
    return NULL;
  return g_strdup_printf ("%.7s-T%d", day, third - months * 3 + 1);
}

char *
xl_period_step (const char *period, int n)
{
  char first[11], day[11];
  XlLedgerPeriod kind = read_period (period, first);
  gboolean stepped;

  if (kind == XL_PERIOD_EVENT)
    return NULL;
  if (kind == XL_PERIOD_TEN_DAYS)
    return step_ten_days (first, n);
  stepped = xl_period_months (kind) > 0 ? xl_date_add_months (first, n * xl_period_months (kind), day)
                                        : xl_date_add_days (first, kind == XL_PERIOD_WEEK ? 7 * n : n, day);
  return stepped ? xl_template_period_of (kind, day) : NULL;
}

gboolean
xl_period_check (const char *period, GError **error)
{
  if (period == NULL || xl_period_kind (period) != XL_PERIOD_EVENT)
    return TRUE;
  g_set_error_literal (error, XL_ERROR, XL_ERROR_USAGE, "--period: takes YYYY, YYYY-Hn, YYYY-Qn, YYYY-MM, YYYY-MM-Tn, YYYY-Wnn or YYYY-MM-DD");
  return FALSE;
}
