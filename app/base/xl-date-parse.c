/* Reads dates as people and spreadsheets write them: first into tokens, then by the shape of the tokens. */
#include "base/xl-date.h"

#include "base/xl-date-tokens.h"
#include "base/xl-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define NO_SUCH_DAY   N_("there is no such day in the calendar")
#define NOT_A_DATE    N_("this is no date")
#define NO_YEAR       N_("the year is missing")

/* Years in which an office's dates lie. */
#define FIRST_YEAR 1850
#define LAST_YEAR  2150

typedef struct {
  XlDateToken tokens[XL_DATE_MAX_TOKENS + 1];
  XlDateFlags flags;
  int         this_year;   /* of @today */
} Reader;

static gboolean
refuse (XlDate *date, const char *reason)
{
  date->precision = XL_DATE_NONE;
  date->text[0] = '\0';
  date->reason = reason;
  return FALSE;
}

/* Two digits of a year: into the hundred years that end with this one (a past event) or nine years later. */
static int
full_year (const Reader *reader, const XlDateToken *token)
{
  int last = reader->this_year + ((reader->flags & XL_DATE_PAST) != 0 ? 0 : 9);
  int year = token->value;

  if (token->digits > 2 || year > 99)
    return year;
  year += last / 100 * 100;
  return year > last ? year - 100 : year;
}

static gboolean
accept (XlDate *date, int year, int month, int day)
{
  date->year = year;
  date->month = month;
  date->day = day;
  if (year < FIRST_YEAR || year > LAST_YEAR)
    return refuse (date, N_("the year is out of range"));
  if (month > 12 || (month < 1 && day != 0))
    return refuse (date, N_("there is no such month"));
  if (day > (month > 0 ? xl_date_month_length (year, month) : 0))
    return refuse (date, NO_SUCH_DAY);
  date->precision = day > 0 ? XL_DATE_DAY : month > 0 ? XL_DATE_MONTH : XL_DATE_YEAR;
  /* The format's numbers are in range: the year has four digits, month and day two. */
  if (day > 0)
    xl_date_from_days (xl_date_to_days (year, month, day), date->text);
  else if (month > 0)
    g_snprintf (date->text, sizeof date->text, "%04d-%02d", year % 10000u, month % 100u);
  else
    g_snprintf (date->text, sizeof date->text, "%04d", year % 10000u);
  return TRUE;
}

/* Days as a spreadsheet counts them; its 1900-02-29 never was. */
static gboolean
accept_serial (XlDate *date, const Reader *reader, int serial)
{
  char iso[11];
  int base = (reader->flags & XL_DATE_1904) != 0 ? xl_date_to_days (1904, 1, 1)
                                                 : xl_date_to_days (1899, 12, serial < 60 ? 31 : 30);
  int year = 0, month = 0, day = 0;

  if (serial < 1 || serial > 2958465 || (serial == 60 && (reader->flags & XL_DATE_1904) == 0))
    return refuse (date, NO_SUCH_DAY);
  xl_date_from_days (base + serial, iso);
  xl_date_split (iso, &year, &month, &day);
  return accept (date, year, month, day);
}

/* A month or day that was written as zero is none of the calendar, and not "unknown". */
static int
not_zero (int value)
{
  return value == 0 ? 99 : value;
}

static gboolean
is_year_like (int value)
{
  return value >= 1900 && value <= 2100;
}

/* One number without any sign: 20240305, 202403, 240305, 2024, 45356. */
static gboolean
accept_single (XlDate *date, const Reader *reader, const XlDateToken *token)
{
  int v = token->value;
  XlDateToken two = { NUMBER, v / 10000, 2 };

  if (token->digits == 8)
    return accept (date, v / 10000, not_zero (v / 100 % 100), not_zero (v % 100));
  if (token->digits == 6 && is_year_like (v / 100) && v % 100 >= 1 && v % 100 <= 12)
    {
      date->doubt = N_("six digits were read as a year and a month");
      return accept (date, v / 100, v % 100, 0);
    }
  if (token->digits == 6 && v / 100 % 100 > 0 && v % 100 > 0)
    return accept (date, full_year (reader, &two), v / 100 % 100, v % 100);
  if (token->digits == 4 && is_year_like (v))
    return accept (date, v, 0, 0);
  if (token->digits == 5 || ((reader->flags & XL_DATE_NUMERIC_CELL) != 0 && token->digits < 8))
    return accept_serial (date, reader, v);
  return refuse (date, NOT_A_DATE);
}

static gboolean
is_joint (const XlDateToken *token)
{
  return token->kind == SEPARATOR || token->kind == YEAR_SIGN || token->kind == MONTH_SIGN;
}

/* A date without its year: 3.5, 3月5日. */
static gboolean
accept_without_year (XlDate *date, int year, int month, int day)
{
  date->year_missing = TRUE;
  if (year == 0)
    {
      date->month = month;
      date->day = day;
      return refuse (date, month > 12 ? NOT_A_DATE : day > xl_date_month_length (2000, month) ? NO_SUCH_DAY : NO_YEAR);
    }
  return accept (date, year, month, not_zero (day));
}

/* Three numbers: 2024-3-5, 24/3/5, 3/5/2024. */
static gboolean
accept_three (XlDate *date, const Reader *reader, const XlDateToken *a, const XlDateToken *b, const XlDateToken *c)
{
  int day = not_zero (c->value), month = not_zero (b->value);

  if (a->digits == 4 || a->value > 31 || c->value <= 31)
    {
      if (a->digits > 4 || (a->digits == 3))
        return refuse (date, NOT_A_DATE);
      return accept (date, full_year (reader, a), month, day);
    }
  if (c->digits != 4)
    return refuse (date, NOT_A_DATE);
  if (a->value < 1 || a->value > 12)
    return refuse (date, N_("the order of day, month and year cannot be told"));
  date->doubt = N_("month, day and year were read in the American order");
  return accept (date, c->value, a->value, not_zero (b->value));
}

/* Two numbers and the sign between them: 1962.7, 62年七月, 3.5, 3月5日. */
static gboolean
accept_two (XlDate *date, const Reader *reader, const XlDateToken *a, const XlDateToken *joint, const XlDateToken *b,
            int year)
{
  if (joint->kind == MONTH_SIGN)
    return accept_without_year (date, year, a->value, b->value);
  if ((reader->flags & XL_DATE_NUMERIC_CELL) != 0 && a->digits == 5)
    return accept_serial (date, reader, a->value);
  if (joint->kind == YEAR_SIGN || a->digits == 4)
    {
      if ((reader->flags & XL_DATE_NUMERIC_CELL) != 0 && joint->kind == SEPARATOR && b->digits == 1 && b->value == 1)
        date->doubt = N_("the number ends in .1, which may have been October");
      return accept (date, full_year (reader, a), not_zero (b->value), 0);
    }
  if (a->digits == 5)
    return accept_serial (date, reader, a->value);
  if (a->value >= 1 && a->value <= 12)
    return accept_without_year (date, year, a->value, b->value);
  if (a->digits == 2 && b->value >= 1 && b->value <= 12)
    {
      date->doubt = N_("two digits were read as a year");
      return accept (date, full_year (reader, a), b->value, 0);
    }
  return refuse (date, NOT_A_DATE);
}

/* What may follow a whole date: nothing, a full stop, or a time of day. */
static gboolean
is_tail (const XlDateToken *token)
{
  if (token->kind == COLON)   /* the T of ISO 8601 */
    token++;
  if (token->kind == END || (token->kind == SEPARATOR && token[1].kind == END))
    return TRUE;
  if (token->kind != NUMBER || token->value > 24 || token[1].kind != COLON)
    return FALSE;
  for (token += 2; token->kind == NUMBER || token->kind == COLON || token->kind == SEPARATOR; token++)
    if (token->kind == NUMBER && token->value > 999)
      return FALSE;
  return token->kind == END || token->kind == OTHER;
}

/* Year and month, month and day, or all three. */
static gboolean
read_joined (const Reader *reader, int year, XlDate *date)
{
  const XlDateToken *t = reader->tokens;
  const XlDateToken *rest = &t[3];
  gboolean three = (rest->kind == MONTH_SIGN || rest->kind == SEPARATOR) && t[4].kind == NUMBER;

  if (three)
    rest = &t[5];
  if (rest->kind == DAY_SIGN || (!three && rest->kind == MONTH_SIGN && t[1].kind != MONTH_SIGN))
    rest++;
  if (!is_tail (rest))
    return refuse (date, NOT_A_DATE);
  return three ? accept_three (date, reader, &t[0], &t[2], &t[4])
               : accept_two (date, reader, &t[0], &t[1], &t[2], year);
}

static gboolean
read_shape (const Reader *reader, int year, XlDate *date)
{
  const XlDateToken *t = reader->tokens;

  if (t[0].kind != NUMBER)
    return refuse (date, NOT_A_DATE);
  if (t[1].kind == END)
    return accept_single (date, reader, t);
  if (t[1].kind == SEPARATOR && t[0].digits > 4 && t[2].kind == NUMBER && t[2].value == 0 && t[3].kind == END)
    return accept_single (date, reader, t);   /* "20240305.0" */
  if (t[1].kind == YEAR_SIGN && t[2].kind == END)
    return accept (date, full_year (reader, t), 0, 0);
  if (t[1].kind == MONTH_SIGN && t[2].kind == END)
    {
      date->year_missing = TRUE;
      return year == 0 ? refuse (date, NO_YEAR) : accept (date, year, not_zero (t[0].value), 0);
    }
  if (!is_joint (&t[1]) || t[2].kind != NUMBER)
    return refuse (date, NOT_A_DATE);
  return read_joined (reader, year, date);
}

static gboolean
is_lunar (const char *text)
{
  static const char *const words[] = { "农历", "阴历", "旧历", "农曆", "正月", "腊月", "冬月", "闰", "初" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (text, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Leaves out the day of the week behind a date: 2024年3月5日（星期二）. */
static void
cut_weekday (char *text)
{
  static const char *const marks[] = { "(", "星期", "周", "礼拜" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      char *at = strstr (text, marks[i]);

      if (at != NULL && at != text)
        *at = '\0';
    }
}

/* Figures and their signs alone, as most dates are written: nothing to clean. */
static gboolean
is_plain (const char *text)
{
  while (*text != '\0')
    if ((*text >= '-' && *text <= '9') || *text == ' ')
      text++;
    else if (g_str_has_prefix (text, "年") || g_str_has_prefix (text, "月") || g_str_has_prefix (text, "日"))
      text += strlen ("年");
    else
      return FALSE;
  return TRUE;
}

static gboolean
parse_text (const char *text, Reader *reader, int year, XlDate *date)
{
  g_autofree char *clean = NULL;
  g_autofree char *half = NULL;

  if (is_plain (text))
    return xl_date_read_tokens (text, reader->tokens) ? read_shape (reader, year, date) : refuse (date, NOT_A_DATE);
  if (strlen (text) > 200 || !g_utf8_validate (text, -1, NULL))
    return refuse (date, NOT_A_DATE);
  clean = xl_text_clean (text);
  half = xl_text_half_width (clean);
  if (is_lunar (half))
    return refuse (date, N_("this is a date of the lunar calendar"));
  cut_weekday (half);
  if (!xl_date_read_tokens (half, reader->tokens))
    return refuse (date, NOT_A_DATE);
  return read_shape (reader, year, date);
}

gboolean
xl_date_parse (const char *text, XlDateFlags flags, const char *today, int year, XlDate *date)
{
  Reader reader = { .flags = flags, .this_year = 2026 };

  memset (date, 0, sizeof *date);
  if (xl_text_is_none (text))
    return FALSE;
  xl_date_split (today, &reader.this_year, NULL, NULL);
  if (xl_date_split (text, &date->year, &date->month, &date->day))
    accept (date, date->year, date->month, date->day);
  else
    parse_text (text, &reader, year, date);
  if (date->precision == XL_DATE_DAY && (flags & XL_DATE_PAST) != 0 && today != NULL && strcmp (date->text, today) > 0)
    date->doubt = N_("the date lies in the future");
  return date->precision != XL_DATE_NONE;
}
