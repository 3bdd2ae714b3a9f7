#include "base/xl-date.h"

#include <string.h>

static gboolean
is_leap (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int
xl_date_month_length (int year, int month)
{
  static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (month < 1 || month > 12)
    return 0;
  return lengths[month - 1] + (month == 2 && is_leap (year));
}

/* n digits at @p, or -1. */
static int
read_digits (const char *p, int n)
{
  int value = 0;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (p[i]))
        return -1;
      value = value * 10 + (p[i] - '0');
    }
  return value;
}

gboolean
xl_date_split (const char *iso, int *year, int *month, int *day)
{
  int y, m, d;

  if (iso == NULL || (y = read_digits (iso, 4)) < 1 || iso[4] != '-' || (m = read_digits (iso + 5, 2)) < 1
      || iso[7] != '-' || (d = read_digits (iso + 8, 2)) < 1 || iso[10] != '\0' || d > xl_date_month_length (y, m))
    return FALSE;
  if (year != NULL)
    *year = y;
  if (month != NULL)
    *month = m;
  if (day != NULL)
    *day = d;
  return TRUE;
}

gboolean
xl_date_is_valid (const char *iso)
{
  return xl_date_split (iso, NULL, NULL, NULL);
}

/* Days from civil and back: Howard Hinnant, chrono-compatible low-level date algorithms (public domain). */
int
xl_date_to_days (int year, int month, int day)
{
  int y = year - (month <= 2);
  int era = (y >= 0 ? y : y - 399) / 400;
  int of_era = y - era * 400;
  int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void
split_days (int days, int *year, int *month, int *day)
{
  int z = days + 719468;
  int era = (z >= 0 ? z : z - 146096) / 146097;
  int of_era = z - era * 146097;
  int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int of_year = of_era - (365 * y + y / 4 - y / 100);
  int mp = (5 * of_year + 2) / 153;

  *day = of_year - (153 * mp + 2) / 5 + 1;
  *month = mp < 10 ? mp + 3 : mp - 9;
  *year = y + era * 400 + (*month <= 2);
}

static void
write_iso (int year, int month, int day, char iso[11])
{
  const int parts[] = {
    year / 1000 % 10, year / 100 % 10, year / 10 % 10, year % 10, -1, month / 10 % 10, month % 10, -1,
    day / 10 % 10,    day % 10
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    iso[i] = parts[i] < 0 ? '-' : (char) ('0' + parts[i]);
  iso[10] = '\0';
}

void
xl_date_from_days (int days, char iso[11])
{
  int year, month, day;

  split_days (days, &year, &month, &day);
  write_iso (year, month, day, iso);
}

int
xl_age_on (const char *birth, const char *day)
{
  int y, m, d, year, month, today;

  if (!xl_date_split (birth, &y, &m, &d) || !xl_date_split (day, &year, &month, &today) || strcmp (birth, day) > 0)
    return -1;
  return year - y - (month < m || (month == m && today < d));
}

/* The range of years in which stored dates live. */
static gboolean
write_days (gint64 days, char out[11])
{
  if (days < xl_date_to_days (1, 1, 1) || days > xl_date_to_days (9999, 12, 31))
    return FALSE;
  xl_date_from_days ((int) days, out);
  return TRUE;
}

gboolean
xl_date_add_days (const char *iso, int n, char out[11])
{
  int y, m, d;

  return xl_date_split (iso, &y, &m, &d) && write_days ((gint64) xl_date_to_days (y, m, d) + n, out);
}

gboolean
xl_date_add_months (const char *iso, int n, char out[11])
{
  int y, m, d;
  gint64 months;

  if (!xl_date_split (iso, &y, &m, &d))
    return FALSE;
  months = (gint64) y * 12 + (m - 1) + n;
  if (months < 12 || months >= 120000)
    return FALSE;
  y = (int) (months / 12);
  m = (int) (months % 12) + 1;
  write_iso (y, m, MIN (d, xl_date_month_length (y, m)), out);
  return TRUE;
}

int
xl_date_between (const char *from, const char *to)
{
  int y, m, d, y2, m2, d2;

  if (!xl_date_split (from, &y, &m, &d) || !xl_date_split (to, &y2, &m2, &d2))
    return 0;
  return xl_date_to_days (y2, m2, d2) - xl_date_to_days (y, m, d);
}

int
xl_date_weekday (const char *iso)
{
  int y, m, d;

  if (!xl_date_split (iso, &y, &m, &d))
    return 0;
  return ((xl_date_to_days (y, m, d) + 3) % 7 + 7) % 7 + 1;   /* 1970-01-01 was a Thursday */
}

char *
xl_date_words (const char *iso)
{
  int y, m, d;

  return xl_date_split (iso, &y, &m, &d) ? g_strdup_printf ("%d年%d月%d日", y, m, d) : NULL;
}
