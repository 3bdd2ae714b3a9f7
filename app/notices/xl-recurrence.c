#include "notices/xl-recurrence.h"

#include "base/xl-date.h"

#include <stdlib.h>
#include <string.h>

gboolean
xl_recurrence_is_valid (const char *rule)
{
  return rule != NULL
         && g_regex_match_simple ("^(?:monthly:(?:last|last_workday|\\d{1,2}(?:,\\d{1,2})*)|quarterly:[123]:(?:\\d{1,2}|last)"
                                  "|weekly:[1-7](?::\\d\\d:\\d\\d)?|daily(?::\\d\\d:\\d\\d)?|event:\\d{1,3}(?:h|d|wd|m))$",
                                  rule, 0, 0);
}

/* The day of @word ("25", "last", "last_workday") in a month. */
static void
day_in_month (int year, int month, const char *word, char out[11])
{
  int length = xl_date_month_length (year, month);
  int day = g_str_has_prefix (word, "last") ? length : CLAMP (atoi (word), 1, length);

  xl_date_from_days (xl_date_to_days (year, month, day), out);
  while (strcmp (word, "last_workday") == 0 && !xl_workday_is (out, NULL))
    xl_date_add_days (out, -1, out);
}

/* The earliest of the days @words of a month that is not before @from. */
static gboolean
next_in_month (int year, int month, char **words, const char *from, char out[11])
{
  gboolean found = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      char day[11];

      day_in_month (year, month, words[i], day);
      if (strcmp (day, from) < 0 || (found && strcmp (day, out) >= 0))
        continue;
      memcpy (out, day, sizeof day);
      found = TRUE;
    }
  return found;
}

/* @month_of_quarter 0: every month. */
static gboolean
next_month (const char *days, int month_of_quarter, const char *from, char out[11])
{
  g_auto(GStrv) words = g_strsplit (days, ",", 31);
  int year, month;

  if (!xl_date_split (from, &year, &month, NULL))
    return FALSE;
  for (int i = 0; i < 5; i++)
    {
      if ((month_of_quarter == 0 || (month - 1) % 3 == month_of_quarter - 1) && next_in_month (year, month, words, from, out))
        return TRUE;
      year += month == 12;
      month = month % 12 + 1;
    }
  return FALSE;
}

gboolean
xl_recurrence_next (const char *rule, const char *from, char out[11])
{
  if (!xl_recurrence_is_valid (rule) || !xl_date_is_valid (from))
    return FALSE;
  if (g_str_has_prefix (rule, "monthly:"))
    return next_month (rule + strlen ("monthly:"), 0, from, out);
  if (g_str_has_prefix (rule, "quarterly:"))
    return next_month (rule + strlen ("quarterly:1:"), rule[strlen ("quarterly:")] - '0', from, out);
  if (g_str_has_prefix (rule, "weekly:"))
    return xl_date_add_days (from, (rule[strlen ("weekly:")] - '0' - xl_date_weekday (from) + 7) % 7, out);
  if (g_str_has_prefix (rule, "daily"))
    return xl_date_add_days (from, 0, out);
  return FALSE;
}

static char *
words_of_event (const char *offset)
{
  int n = atoi (offset);

  if (g_str_has_suffix (offset, "wd"))
    return g_strdup_printf ("%d个工作日内", n);
  if (g_str_has_suffix (offset, "h"))
    return g_strdup_printf ("%d小时内", n);
  if (g_str_has_suffix (offset, "m"))
    return g_strdup_printf ("%d分钟内", n);
  return n == 0 ? g_strdup ("当日") : g_strdup_printf ("%d日内", n);
}

char *
xl_recurrence_words (const char *rule)
{
  static const char *const weekdays[] = { "一", "二", "三", "四", "五", "六", "日" };
  const char *rest = rule != NULL ? strchr (rule, ':') : NULL;

  if (!xl_recurrence_is_valid (rule))
    return g_strdup ("");
  if (g_str_has_prefix (rule, "daily"))
    return rest != NULL ? g_strdup_printf ("每日%s前", rest + 1) : g_strdup ("每日");
  if (g_str_has_prefix (rule, "weekly:"))
    return g_strdup_printf ("每周%s%s前", weekdays[rest[1] - '1'], rest[2] == ':' ? rest + 3 : "");
  if (g_str_has_prefix (rule, "quarterly:"))
    return g_strdup_printf ("每季度第%c个月%s日前", rest[1], strcmp (rest + 3, "last") == 0 ? "最后一" : rest + 3);
  if (g_str_has_prefix (rule, "event:"))
    return words_of_event (rest + 1);
  if (strcmp (rest, ":last_workday") == 0)
    return g_strdup ("每月最后一个工作日前");
  return strcmp (rest, ":last") == 0 ? g_strdup ("每月月底前") : g_strdup_printf ("每月%s日前", rest + 1);
}
