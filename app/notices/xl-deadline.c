#include "notices/xl-deadline.h"

#include "base/xl-date.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#define N "[0-9〇零一二三四五六七八九十廿]"
#define YEAR "(?:(?<year>(?:19|20)\\d{2}|[〇零一二三四五六七八九]{4})年)?"
#define DAY_OF_YEAR YEAR "(?<month>" N "{1,3})月(?<day>" N "{1,3})[日号]"
#define WEEKDAY "(?:\\((?:星期|周|礼拜)[一二三四五六日天]\\))?"
#define CLOCK "(?<half>上午|下午|中午|晚上|晚|早上)?(?:(?<hour>\\d{1,2})(?:[:时点](?<minute>\\d{2})?分?半?)(?:整)?)?(?<off>下班)?"
#define BEFORE "(?:之前|以前|前)"
#define ORDINARY "(?<prefix>[于在至]|截至)?"

typedef enum {
  FORM_DATE, FORM_UNTIL, FORM_MONTH_END, FORM_THIS_MONTH_END, FORM_YEAR_END, FORM_TEN_DAYS, FORM_MONTHLY, FORM_MONTHLY_LAST, FORM_QUARTERLY,
  FORM_QUARTER_END, FORM_WEEKLY, FORM_DAILY, FORM_TODAY, FORM_WITHIN, FORM_AFTER, FORM_ON_EVENT
} Form;

typedef struct {
  Form        form;
  const char *pattern;
} Pattern;

/* In the order of trying; what one has taken the next leaves alone. */
static const Pattern patterns[] = {
  { FORM_MONTHLY, ORDINARY "(?<which>每个?月|次月|下个?月|每月的)的?(?<days>\\d{1,2}日?(?:[、,和]\\d{1,2}日?)*)[日号]?" CLOCK "(?:" BEFORE "|(?=(?:报|上报|提交|报送|完成)))" },
  { FORM_MONTHLY_LAST, ORDINARY "每个?月(?:的)?(?<last>底|末|月底|最后一[日天]|最后一个工作日)" CLOCK BEFORE },
  { FORM_QUARTERLY, ORDINARY "每个?季度?的?(?<nth>首个?月|第[一二三123]个?月|最后一?个?月|末月|首个月)的?(?<day>\\d{1,2})[日号]" CLOCK BEFORE "?" },
  { FORM_QUARTER_END, ORDINARY "每个?季度?(?:底|末)" CLOCK BEFORE },
  { FORM_WEEKLY, ORDINARY "每个?(?:周|星期)(?<weekday>[一二三四五六日天])" CLOCK "(?:" BEFORE "|(?=(?:报|上报|提交|报送)))" },
  { FORM_DATE, ORDINARY DAY_OF_YEAR WEEKDAY CLOCK BEFORE },
  { FORM_DATE, "截止(?:日期|时间|期)?(?:为|是|到|至|:)?" DAY_OF_YEAR WEEKDAY CLOCK "(?:止|" BEFORE ")?" },
  { FORM_UNTIL, "(?:至|截至|截止)" DAY_OF_YEAR WEEKDAY CLOCK "(?:止|截止)" },
  { FORM_MONTH_END, "(?<prefix>[于在])?" YEAR "(?<month>" N "{1,2})月(?:底|末)" BEFORE },
  { FORM_TEN_DAYS, "(?<prefix>[于在])?" YEAR "(?<month>" N "{1,2})月(?<ten>[上中下])旬(?:" BEFORE "|(?=完成|报))" },
  { FORM_THIS_MONTH_END, "(?<prefix>[于在])?(?:本|当)?月(?:底|末)" BEFORE },
  { FORM_YEAR_END, "(?<prefix>[于在])?(?:(?<year>(?:19|20)\\d{2})年底|(?:今|本)?年(?:底|末)|(?:今|本)年内)" BEFORE },
  { FORM_DAILY, ORDINARY "每[日天](?<hold>)" CLOCK BEFORE },
  { FORM_TODAY, "(?<prefix>[于在])?(?:当日|当天|即日)" CLOCK BEFORE },
  { FORM_WITHIN, "(?:自|从)?(?<base>(?:收|接)到(?:本)?(?:通知|文件|函)?(?:之日|之后|后)?|(?:本)?(?:通知|文件|函)?(?:印发|发布|下发|发文|发出)之日|即日)起?"
                 "(?<number>\\d{1,3}|[一二三四五六七八九十]{1,2})个?(?<unit>工作日|日|天)(?:以|之)?内" },
  { FORM_AFTER, "(?:(?<=[,。;:、于在])|^)(?<base>\\p{Han}{2,8}?)(?:之日起|之后|以后|后)(?<number>\\d{1,3}|[一二三四五六七八九十]{1,2})个?(?<unit>工作日|小时|分钟|日|天)(?:以|之)?内" },
  { FORM_ON_EVENT, "于\\p{Han}{2,6}(?:当日|当天)(?!\\d|下班|上午|下午)" },
};

void
xl_deadline_free (XlDeadline *deadline)
{
  g_free (deadline->day);
  g_free (deadline->offset);
  g_free (deadline);
}

const char *
xl_deadline_kind_word (XlDeadlineKind kind)
{
  static const char *const words[] = { "once", "monthly", "quarterly", "weekly", "daily", "event" };

  return words[kind];
}

/* 26, 二十六, 二〇二六, 廿三; 0 for no number. */
static int
read_number (const char *text)
{
  static const char *const digits[] = { "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
  int total = 0, last = 0;
  gboolean tens = FALSE;

  if (text == NULL || *text == '\0')
    return 0;
  if (g_ascii_isdigit (*text))
    return atoi (text);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      int digit = g_str_has_prefix (p, "零") ? 0 : -1;

      for (int i = 0; i < 10; i++)
        if (g_str_has_prefix (p, digits[i]))
          digit = i;
      if (g_str_has_prefix (p, "廿"))
        last = 2;
      if (g_str_has_prefix (p, "十") || g_str_has_prefix (p, "廿"))
        {
          total = MAX (last, 1) * 10;
          last = 0;
          tens = TRUE;
        }
      else if (digit >= 0)
        last = tens ? digit : last * 10 + digit;
    }
  return total + last;
}

static char *
fetch (GMatchInfo *match, const char *name)
{
  char *text = g_match_info_fetch_named (match, name);

  if (text != NULL && *text != '\0')
    return text;
  g_free (text);
  return NULL;
}

static int
fetch_number (GMatchInfo *match, const char *name)
{
  g_autofree char *text = fetch (match, name);

  return read_number (text);
}

/* The clock of a deadline.  "下午前" is before the afternoon begins. */
static void
read_clock (XlDeadline *d, GMatchInfo *match)
{
  g_autofree char *half = fetch (match, "half");
  g_autofree char *hour = fetch (match, "hour");
  g_autofree char *minute = fetch (match, "minute");
  int h = hour != NULL ? atoi (hour) : -1;

  if (h < 0 && half == NULL)
    return;
  if (h < 0)
    {
      d->doubt = N_("the hour is not printed, only the half of the day");
      g_strlcpy (d->time, g_str_has_prefix (half, "晚") ? "18:00" : "12:00", sizeof d->time);
      return;
    }
  if (half != NULL && (strcmp (half, "下午") == 0 || g_str_has_prefix (half, "晚")) && h < 12)
    h += 12;
  if (h > 24 || (minute != NULL && atoi (minute) > 59))
    return;
  g_snprintf (d->time, sizeof d->time, "%02d:%02d", h, minute != NULL ? atoi (minute) : 0);
}

/* The year that is not printed. */
static int
guess_year (XlDeadline *d, int month, int day, const char *written)
{
  int year;
  char date[11];

  if (!xl_date_split (written, &year, NULL, NULL))
    {
      d->doubt = N_("neither the day nor the notice has a year");
      return 0;
    }
  xl_date_from_days (xl_date_to_days (year, month, day), date);
  if (strcmp (date, written) >= 0)
    return year;
  if (xl_date_between (date, written) > 30)
    {
      d->doubt = N_("the year is not printed; taken as the next one");
      return year + 1;
    }
  d->doubt = N_("the day lies before the date of the notice");
  return year;
}

static gboolean
set_date (XlDeadline *d, int year, int month, int day, const char *written)
{
  if (month < 1 || month > 12 || day < 1 || day > 31)
    return FALSE;
  if (year == 0)
    year = guess_year (d, month, MIN (day, xl_date_month_length (2024, month)), written);
  if (year == 0)
    return TRUE;
  if (year < 1949 || year > 2199 || day > xl_date_month_length (year, month))
    return FALSE;
  xl_date_from_days (xl_date_to_days (year, month, day), d->date);
  return TRUE;
}

static gboolean
set_month_end (XlDeadline *d, int year, int month, const char *written)
{
  if (month < 1 || month > 12)
    return FALSE;
  if (year == 0)
    year = guess_year (d, month, 28, written);
  return year == 0 || set_date (d, year, month, xl_date_month_length (year, month), written);
}

static gboolean
set_ten_days (XlDeadline *d, GMatchInfo *match, int year, int month, const char *written)
{
  g_autofree char *ten = fetch (match, "ten");

  d->approx = TRUE;
  d->doubt = N_("only ten days of a month are named; taken as their last day");
  if (ten != NULL && strcmp (ten, "下") == 0)
    return set_month_end (d, year, month, written);
  return set_date (d, year, month, ten != NULL && strcmp (ten, "上") == 0 ? 10 : 20, written);
}

/* 本月底前, 年底前: counted from the written date. */
static gboolean
set_relative_end (XlDeadline *d, gboolean of_year, int year, const char *written)
{
  int written_year, month;

  if (year != 0)
    return set_date (d, year, 12, 31, written);
  d->relative = TRUE;
  if (!xl_date_split (written, &written_year, &month, NULL))
    return TRUE;
  return set_month_end (d, written_year, of_year ? 12 : month, written);
}

static gboolean
set_monthly (XlDeadline *d, GMatchInfo *match)
{
  g_autofree char *which = fetch (match, "which");
  g_autofree char *days = fetch (match, "days");
  g_autoptr(GRegex) regex = g_regex_new ("\\d{1,2}", 0, 0, NULL);
  g_autoptr(GMatchInfo) number = NULL;
  GString *list = g_string_new (NULL);

  d->kind = XL_DEADLINE_MONTHLY;
  d->month_offset = g_str_has_prefix (which, "次") || g_str_has_prefix (which, "下");
  for (g_regex_match (regex, days, 0, &number); g_match_info_matches (number); g_match_info_next (number, NULL))
    {
      g_autofree char *day = g_match_info_fetch (number, 0);

      if (atoi (day) >= 1 && atoi (day) <= 31)
        g_string_append_printf (list, "%s%d", list->len > 0 ? "," : "", atoi (day));
    }
  d->day = g_string_free (list, FALSE);
  return d->day[0] != '\0';
}

static gboolean
set_quarterly (XlDeadline *d, GMatchInfo *match)
{
  g_autofree char *nth = fetch (match, "nth");

  d->kind = XL_DEADLINE_QUARTERLY;
  d->month_of_quarter = strstr (nth, "首") || strstr (nth, "一个") || strstr (nth, "第一") || strstr (nth, "1") ? 1
                        : strstr (nth, "二") || strstr (nth, "2") ? 2 : 3;
  if (strstr (nth, "最后"))
    d->month_of_quarter = 3;
  d->day = g_strdup_printf ("%d", fetch_number (match, "day"));
  return atoi (d->day) >= 1 && atoi (d->day) <= 31;
}

static int
read_weekday (GMatchInfo *match)
{
  static const char *const names[] = { "一", "二", "三", "四", "五", "六", "日" };
  g_autofree char *name = fetch (match, "weekday");

  for (int i = 0; i < 7; i++)
    if (g_strcmp0 (name, names[i]) == 0)
      return i + 1;
  return 7;
}

/* Monday to Friday, without holidays: how the notices of the samples count from their own date. */
static void
add_weekdays (const char *from, int n, char out[11])
{
  g_strlcpy (out, from, 11);
  while (n > 0 && xl_date_add_days (out, 1, out))
    n -= xl_date_weekday (out) <= 5;
}

/* 自本通知印发之日起5个工作日内; 收到之日起3日内 */
static gboolean
set_within (XlDeadline *d, GMatchInfo *match, const char *written, const char *received)
{
  g_autofree char *base = fetch (match, "base");
  g_autofree char *unit = fetch (match, "unit");
  int n = fetch_number (match, "number");
  gboolean known = TRUE;

  d->from_receipt = strstr (base, "到") != NULL;
  d->relative = !d->from_receipt;
  *(strcmp (unit, "工作日") == 0 ? &d->workdays : &d->days) = n;
  if (d->from_receipt && received == NULL)
    {
      d->kind = XL_DEADLINE_EVENT;
      d->offset = g_strdup_printf ("%d%s", n, d->workdays != 0 ? "wd" : "d");
      return TRUE;
    }
  if (!d->from_receipt && written == NULL)
    return TRUE;
  if (d->days != 0)
    return xl_date_add_days (d->from_receipt ? received : written, n, d->date);
  if (!d->from_receipt)
    {
      add_weekdays (written, n, d->date);
      return TRUE;
    }
  if (!xl_workday_add (received, n, d->date, &known))
    return FALSE;
  if (!known)
    d->doubt = N_("the holidays of that year are not known");
  return TRUE;
}

/* 灾害发生后1小时内: counted from something without a date.  What is counted from a birth is a person's own time. */
static gboolean
set_event (XlDeadline *d, GMatchInfo *match)
{
  g_autofree char *base = fetch (match, "base");
  g_autofree char *unit = fetch (match, "unit");

  if (strstr (base, "出生") != NULL || strstr (base, "以来") != NULL)
    return FALSE;
  d->kind = XL_DEADLINE_EVENT;
  d->offset = g_strdup_printf ("%d%s", fetch_number (match, "number"),
                               strcmp (unit, "工作日") == 0 ? "wd" : strcmp (unit, "小时") == 0 ? "h" : strcmp (unit, "分钟") == 0 ? "m" : "d");
  return TRUE;
}

/* "于当日18:00前" is a daily deadline where the sentence says 每日, else it hangs on what happens that day. */
static gboolean
set_today (XlDeadline *d, const char *sentence)
{
  d->kind = strstr (sentence, "每日") != NULL || strstr (sentence, "每天") != NULL ? XL_DEADLINE_DAILY : XL_DEADLINE_EVENT;
  if (d->kind == XL_DEADLINE_EVENT)
    d->offset = g_strdup ("0d");
  return TRUE;
}

static gboolean
interpret (XlDeadline *d, Form form, GMatchInfo *match, const char *sentence, const char *written, const char *received)
{
  int year = fetch_number (match, "year"), month = fetch_number (match, "month"), day = fetch_number (match, "day");
  g_autofree char *last = NULL;

  read_clock (d, match);
  switch (form)
    {
    case FORM_DATE:
    case FORM_UNTIL:          return set_date (d, year, month, day, written);
    case FORM_MONTH_END:      return set_month_end (d, year, month, written);
    case FORM_TEN_DAYS:       return set_ten_days (d, match, year, month, written);
    case FORM_THIS_MONTH_END: return set_relative_end (d, FALSE, 0, written);
    case FORM_YEAR_END:       return set_relative_end (d, TRUE, year, written);
    case FORM_MONTHLY:        return set_monthly (d, match);
    case FORM_QUARTERLY:      return set_quarterly (d, match);
    case FORM_WITHIN:         return set_within (d, match, written, received);
    case FORM_AFTER:          return set_event (d, match);
    case FORM_TODAY:          return set_today (d, sentence);
    case FORM_MONTHLY_LAST:
      last = fetch (match, "last");
      d->kind = XL_DEADLINE_MONTHLY;
      d->day = g_strdup (strstr (last, "工作日") != NULL ? "last_workday" : "last");
      return TRUE;
    case FORM_QUARTER_END:
      d->kind = XL_DEADLINE_QUARTERLY;
      d->month_of_quarter = 3;
      d->day = g_strdup ("last");
      return TRUE;
    case FORM_WEEKLY:
      d->kind = XL_DEADLINE_WEEKLY;
      d->weekday = read_weekday (match);
      return TRUE;
    case FORM_DAILY:
      d->kind = XL_DEADLINE_DAILY;
      return TRUE;
    case FORM_ON_EVENT:
      d->kind = XL_DEADLINE_EVENT;
      d->offset = g_strdup ("0d");
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_taken (GPtrArray *list, guint start, guint end)
{
  for (guint i = 0; i < list->len; i++)
    {
      const XlDeadline *d = list->pdata[i];

      if (start < d->start + d->length && d->start < end)
        return TRUE;
    }
  return FALSE;
}

static GRegex *
compiled (guint i)
{
  static GRegex *regexes[G_N_ELEMENTS (patterns)];
  static gsize once;

  if (g_once_init_enter (&once))
    {
      for (guint k = 0; k < G_N_ELEMENTS (patterns); k++)
        {
          g_autoptr(GError) error = NULL;

          regexes[k] = g_regex_new (patterns[k].pattern, G_REGEX_OPTIMIZE, 0, &error);
          if (regexes[k] == NULL)
            g_error ("%s: %s", patterns[k].pattern, error->message);
        }
      g_once_init_leave (&once, 1);
    }
  return regexes[i];
}

static int
compare_start (gconstpointer a, gconstpointer b)
{
  guint x = (*(XlDeadline *const *) a)->start, y = (*(XlDeadline *const *) b)->start;

  return x < y ? -1 : x > y;
}

GPtrArray *
xl_deadline_find (const char *sentence, const char *written, const char *received)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_deadline_free);

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr(GMatchInfo) match = NULL;

      for (g_regex_match (compiled (i), sentence, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
        {
          g_autoptr(XlDeadline) d = g_new0 (XlDeadline, 1);
          int start, end;

          g_match_info_fetch_pos (match, 0, &start, &end);
          d->start = (guint) start;
          d->length = (guint) (end - start);
          if (!is_taken (list, d->start, (guint) end) && interpret (d, patterns[i].form, match, sentence, written, received))
            g_ptr_array_add (list, g_steal_pointer (&d));
        }
    }
  g_ptr_array_sort (list, compare_start);
  return list;
}

char *
xl_deadline_last_moment (const XlDeadline *deadline)
{
  if (deadline->date[0] == '\0')
    return NULL;
  return g_strdup_printf ("%s %s", deadline->date, deadline->time[0] != '\0' ? deadline->time : "23:59");
}

char *
xl_deadline_rule (const XlDeadline *deadline)
{
  switch (deadline->kind)
    {
    case XL_DEADLINE_ONCE:      return deadline->date[0] != '\0' ? g_strdup (deadline->date) : NULL;
    case XL_DEADLINE_MONTHLY:   return g_strdup_printf ("monthly:%s", deadline->day);
    case XL_DEADLINE_QUARTERLY: return g_strdup_printf ("quarterly:%d:%s", deadline->month_of_quarter, deadline->day);
    case XL_DEADLINE_WEEKLY:    return g_strdup_printf ("weekly:%d", deadline->weekday);
    case XL_DEADLINE_DAILY:     return deadline->time[0] != '\0' ? g_strdup_printf ("daily:%s", deadline->time) : g_strdup ("daily");
    case XL_DEADLINE_EVENT:     return g_strdup_printf ("event:%s", deadline->offset);
    default:                    return NULL;
    }
}
