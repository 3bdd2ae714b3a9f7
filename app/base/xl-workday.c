#include "base/xl-date.h"

#include "base/xl-resource.h"

#include <string.h>

typedef struct {
  int         days;      /* from 1970-01-01 */
  gboolean    work;
  const char *name;
} Special;

static GArray *
load_specials (void)
{
  GArray *specials = g_array_new (FALSE, FALSE, sizeof (Special));
  g_auto(GStrv) lines = xl_resource_lines ("codes/holiday_cn.tsv");

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) cells = g_strsplit (lines[i], "\t", 3);
      int y, m, d;

      if (g_strv_length (cells) == 3 && xl_date_split (cells[0], &y, &m, &d))
        {
          Special special = { xl_date_to_days (y, m, d), strcmp (cells[1], "work") == 0, g_intern_string (cells[2]) };

          g_array_append_val (specials, special);
        }
    }
  return specials;
}

/* Holidays and weekends worked, in order of day; read once. */
static const GArray *
get_specials (void)
{
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    g_once_init_leave (&ready, (gsize) load_specials ());
  return (const GArray *) ready;
}

static const Special *
find_special (int days)
{
  const GArray *specials = get_specials ();
  guint low = 0, high = specials->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (specials, Special, middle).days < days)
        low = middle + 1;
      else
        high = middle;
    }
  if (low < specials->len && g_array_index (specials, Special, low).days == days)
    return &g_array_index (specials, Special, low);
  return NULL;
}

gboolean
xl_workday_known (int year)
{
  const GArray *specials = get_specials ();
  int first = xl_date_to_days (year, 1, 1), last = xl_date_to_days (year, 12, 31);

  for (guint i = 0; i < specials->len; i++)
    {
      int days = g_array_index (specials, Special, i).days;

      if (days >= first && days <= last)
        return TRUE;
    }
  return FALSE;
}

static gboolean
works (int days)
{
  const Special *special = find_special (days);
  int weekday = ((days + 3) % 7 + 7) % 7;   /* 0 Monday */

  return special != NULL ? special->work : weekday < 5;
}

static void
note_year (int days, int *year_seen, gboolean *known)
{
  char iso[11];
  int year;

  xl_date_from_days (days, iso);
  if (!xl_date_split (iso, &year, NULL, NULL) || year == *year_seen)
    return;
  *year_seen = year;
  if (!xl_workday_known (year))
    *known = FALSE;
}

gboolean
xl_workday_is (const char *iso, gboolean *known)
{
  int y, m, d;

  if (known != NULL)
    *known = FALSE;
  if (!xl_date_split (iso, &y, &m, &d))
    return FALSE;
  if (known != NULL)
    *known = xl_workday_known (y);
  return works (xl_date_to_days (y, m, d));
}

const char *
xl_workday_holiday (const char *iso)
{
  int y, m, d;
  const Special *special;

  if (!xl_date_split (iso, &y, &m, &d))
    return NULL;
  special = find_special (xl_date_to_days (y, m, d));
  return special != NULL ? special->name : NULL;
}

gboolean
xl_workday_add (const char *iso, int n, char out[11], gboolean *known)
{
  int y, m, d, days, seen = 0, step = n < 0 ? -1 : 1;
  gboolean all_known = TRUE;

  if (known != NULL)
    *known = FALSE;
  if (!xl_date_split (iso, &y, &m, &d) || ABS ((gint64) n) > 100000)
    return FALSE;
  days = xl_date_to_days (y, m, d);
  note_year (days, &seen, &all_known);
  for (int left = ABS (n); left > 0;)
    {
      days += step;
      if (days > xl_date_to_days (9999, 12, 31) || days < xl_date_to_days (1, 1, 1))
        return FALSE;
      note_year (days, &seen, &all_known);
      if (works (days))
        left--;
    }
  xl_date_from_days (days, out);
  if (known != NULL)
    *known = all_known;
  return TRUE;
}

int
xl_workday_count (const char *from, const char *to, gboolean *known)
{
  int y, m, d, y2, m2, d2, last, count = 0, seen = 0;
  gboolean all_known = TRUE;

  if (known != NULL)
    *known = FALSE;
  if (!xl_date_split (from, &y, &m, &d) || !xl_date_split (to, &y2, &m2, &d2))
    return 0;
  last = xl_date_to_days (y2, m2, d2);
  for (int days = xl_date_to_days (y, m, d); days <= last; days++)
    {
      note_year (days, &seen, &all_known);
      count += works (days);
    }
  if (known != NULL)
    *known = all_known;
  return count;
}
