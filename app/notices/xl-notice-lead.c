#include "notices/xl-notice-lead.h"
#include "notices/xl-text-fold.h"

#include "base/xl-date.h"
#include "base/xl-resource.h"

/* The rules, made once and kept: each a row of the table split at its tabs. */
static char ***
get_rules (void)
{
  static char ***rules;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      g_auto(GStrv) lines = xl_resource_lines ("rules/notice-leads.tsv");
      guint n = 0;

      rules = g_new0 (char **, g_strv_length (lines) + 1);
      for (guint i = 0; lines[i] != NULL; i++)
        {
          char **cells = g_strsplit (lines[i], "\t", 5);

          if (g_strv_length (cells) == 5)
            rules[n++] = cells;
          else
            g_strfreev (cells);
        }
      g_once_init_leave (&once, 1);
    }
  return rules;
}

gboolean
xl_notice_lead_find (const char *what, const char *title, const char **kind, const char **key)
{
  g_autofree char *asked = xl_text_fold (what != NULL ? what : "");
  g_autofree char *all = xl_text_fold (title != NULL ? title : "");
  g_autofree char *about = g_strconcat (asked, " ", all, NULL);

  for (char ***rule = get_rules (); *rule != NULL; rule++)
    {
      if (!g_regex_match_simple ((*rule)[2], asked, 0, 0) || !g_regex_match_simple ((*rule)[3], about, 0, 0))
        continue;
      *kind = (*rule)[0];
      *key = (*rule)[1];
      return TRUE;
    }
  return FALSE;
}

const char *
xl_notice_lead_name (const char *kind, const char *key)
{
  for (char ***rule = get_rules (); *rule != NULL; rule++)
    if (g_strcmp0 ((*rule)[0], kind) == 0 && g_strcmp0 ((*rule)[1], key) == 0)
      return (*rule)[4];
  return NULL;
}

/* Which period ------------------------------------------------------------------------------------------------------- */

/* The month that is named ("6月", "2026年6月份") in the year of @due, or the year before when it lies after it; 0. */
static int
named_month (const char *what, int *year, int due_month)
{
  g_autoptr(GRegex) regex = g_regex_new ("(?:(20[0-9]{2})年)?(?<![0-9])(1[0-2]|[1-9])月(?!前|底前|末前|[0-9])", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *y = NULL, *m = NULL;
  int month;

  if (!g_regex_match (regex, what, 0, &match))
    return 0;
  y = g_match_info_fetch (match, 1);
  m = g_match_info_fetch (match, 2);
  month = (int) g_ascii_strtoll (m, NULL, 10);
  if (*y != '\0')
    *year = (int) g_ascii_strtoll (y, NULL, 10);
  else if (month > due_month)
    (*year)--;
  return month;
}

/* Whether the period before the one of @due is meant. */
static gboolean
means_before (const char *what, int month, int day, XlLedgerPeriod period)
{
  if (g_regex_match_simple ("当月|本月|本季|当季|本年|当年|今年", what, 0, 0))
    return FALSE;
  if (g_regex_match_simple ("上月|上个月|上季|上年|去年", what, 0, 0))
    return TRUE;
  if (period == XL_PERIOD_MONTH)
    return day <= 10;
  return period == XL_PERIOD_QUARTER ? month % 3 == 1 : month <= 4;
}

char *
xl_notice_lead_period (const char *what, const char *due, XlLedgerPeriod period)
{
  static const int months[] = { [XL_PERIOD_MONTH] = 1, [XL_PERIOD_QUARTER] = 3, [XL_PERIOD_YEAR] = 12 };
  const char *text = what != NULL ? what : "";
  char date[11];
  int year, month, day, named;

  if ((period != XL_PERIOD_MONTH && period != XL_PERIOD_QUARTER && period != XL_PERIOD_YEAR) || due == NULL
      || !xl_date_split (due, &year, &month, &day))
    return NULL;
  g_strlcpy (date, due, sizeof date);
  named = period == XL_PERIOD_MONTH ? named_month (text, &year, month) : 0;
  if (named > 0)
    g_snprintf (date, sizeof date, "%04d-%02d-01", CLAMP (year, 1, 9999), named);
  else if (means_before (text, month, day, period) && !xl_date_add_months (due, -months[period], date))
    return NULL;
  return xl_template_period_of (period, date);
}
