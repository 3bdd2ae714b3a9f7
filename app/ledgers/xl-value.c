#include "ledgers/xl-value.h"

#include "base/xl-attachment.h"
#include "base/xl-date.h"
#include "base/xl-money.h"
#include "base/xl-name.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_TEXT      200
#define MAX_LONG_TEXT 4000

/* Small constructors ---------------------------------------------------------------------------------------------- */

XlValue
xl_value_of_text (const char *text)
{
  return (XlValue) { text != NULL, 0, g_strdup (text) };
}

XlValue
xl_value_of_number (gint64 number)
{
  return (XlValue) { TRUE, number, NULL };
}

XlValue
xl_value_copy (const XlValue *value)
{
  return (XlValue) { value->set, value->number, g_strdup (value->text) };
}

gboolean
xl_value_equal (const XlValue *a, const XlValue *b)
{
  return a->set == b->set && a->number == b->number && g_strcmp0 (a->text, b->text) == 0;
}

/* Reading --------------------------------------------------------------------------------------------------------- */

static gboolean
refuse (const char **reason, const char *why)
{
  *reason = why;
  return FALSE;
}

/* A number with at most @places decimals as an integer of its smallest unit. */
static gboolean
parse_fixed (const char *text, guint places, gint64 *number)
{
  g_autofree char *plain = xl_text_half_width (text);
  gboolean negative = plain[0] == '-', point = FALSE;
  guint decimals = 0, digits = 0;
  gint64 n = 0;

  for (const char *c = plain + (negative || plain[0] == '+'); *c != '\0'; c++)
    {
      if (*c == ',' && !point && digits > 0)
        continue;
      if (*c == '.' && !point)
        {
          point = TRUE;
          continue;
        }
      if (!g_ascii_isdigit (*c) || (point && decimals == places && *c != '0'))
        return FALSE;
      if (point && decimals == places)
        continue;
      if (++digits > 17)
        return FALSE;
      n = n * 10 + (*c - '0');
      decimals += point;
    }
  for (; decimals < places; decimals++)
    if (n > G_MAXINT64 / 10)
      return FALSE;
    else
      n *= 10;
  *number = negative ? -n : n;
  return digits > 0;
}

static gboolean
parse_yes_no (const char *text, gint64 *number)
{
  static const char *const yes[] = { "是", "有", "1", "√", "✓", "对", "Y", "y", "yes", "true", NULL };
  static const char *const no[] = { "否", "无", "0", "×", "✗", "不是", "没有", "N", "n", "no", "false", NULL };

  *number = g_strv_contains (yes, text);
  return *number || g_strv_contains (no, text);
}

/* Takes digits from *@c; FALSE when there are none. */
static gboolean
take_number (const char **c, int *number)
{
  const char *start = *c;

  for (*number = 0; g_ascii_isdigit (**c) && *c - start < 4; (*c)++)
    *number = *number * 10 + (**c - '0');
  return *c > start;
}

static gboolean
take_word (const char **c, const char *word)
{
  if (!g_str_has_prefix (*c, word))
    return FALSE;
  *c += strlen (word);
  return TRUE;
}

gboolean
xl_clock_parse (const char *text, char out[6])
{
  g_autofree char *half = xl_text_half_width (text);
  g_autofree char *plain = xl_text_key (half);
  const char *c = plain;
  gboolean afternoon = take_word (&c, "下午") || take_word (&c, "晚上"), morning = take_word (&c, "上午");
  int hour, minute = 0, second;

  if (!take_number (&c, &hour))
    return FALSE;
  if (*c == '\0' && hour >= 100)
    {
      minute = hour % 100;
      hour /= 100;
    }
  else if (take_word (&c, "点半") || take_word (&c, "时半"))
    minute = 30;
  else if (take_word (&c, ":") || take_word (&c, "点") || take_word (&c, "时"))
    {
      if (take_number (&c, &minute) && !take_word (&c, "分") && take_word (&c, ":"))
        take_number (&c, &second);
    }
  else
    return FALSE;
  if (afternoon && !morning && hour < 12)
    hour += 12;
  if (*c != '\0' || hour > 23 || minute > 59)
    return FALSE;
  g_snprintf (out, 6, "%02d:%02d", hour % 100, minute % 100);
  return TRUE;
}

static gboolean
parse_codes (const XlLedgerField *field, const char *text, XlValue *value)
{
  g_auto(GStrv) parts = NULL;
  g_autofree gboolean *has = g_new0 (gboolean, field->codes->len + 1);
  g_autofree char *spread = g_strdup (text);
  g_autoptr(GString) joined = g_string_new (NULL);
  static const char *const separators[] = { "、", "，", "；", "／", NULL };

  for (guint i = 0; separators[i] != NULL; i++)
    {
      g_auto(GStrv) pieces = g_strsplit (spread, separators[i], -1);

      g_free (spread);
      spread = g_strjoinv (",", pieces);
    }
  parts = g_strsplit_set (spread, ",;/|+ \n", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const XlLedgerCode *c = parts[i][0] != '\0' ? xl_ledger_field_code_find (field, parts[i]) : NULL;
      guint row = 0;

      if (parts[i][0] == '\0')
        continue;
      if (c == NULL || !g_ptr_array_find (field->codes, c, &row))
        return FALSE;
      has[row] = TRUE;
    }
  for (guint i = 0; i < field->codes->len; i++)
    if (has[i])
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? "," : "",
                              ((const XlLedgerCode *) g_ptr_array_index (field->codes, i))->code);
  *value = xl_value_of_text (joined->str);
  return joined->len > 0;
}

static gboolean
parse_month (const char *text, int year, XlValue *value)
{
  XlDate date;

  if (!xl_date_parse (text, XL_DATE_TEXT, NULL, year, &date) || date.precision < XL_DATE_MONTH)
    return FALSE;
  value->text = g_strdup_printf ("%04d-%02d", date.year, date.month);
  return value->set = TRUE;
}

static gboolean
parse_date (const char *text, int year, gboolean number_cell, XlValue *value, const char **reason)
{
  XlDate date;

  if (!xl_date_parse (text, number_cell ? XL_DATE_NUMERIC_CELL : XL_DATE_TEXT, NULL, year, &date))
    return refuse (reason, date.reason != NULL ? date.reason : N_("is no date"));
  if (date.precision != XL_DATE_DAY)
    return refuse (reason, N_("the day is missing"));
  *value = xl_value_of_text (date.text);
  return TRUE;
}

static gboolean
parse_code (const XlLedgerField *field, const char *text, XlValue *value, const char **reason)
{
  const XlLedgerCode *c;

  if (field->type == XL_LEDGER_CODES)
    return parse_codes (field, text, value) || refuse (reason, N_("is not in the list"));
  c = xl_ledger_field_code_find (field, text);
  if (c == NULL)
    return refuse (reason, N_("is not in the list"));
  *value = xl_value_of_text (c->code);
  return TRUE;
}

static gboolean
parse_text (const char *text, glong max, XlValue *value, const char **reason)
{
  if (g_utf8_strlen (text, -1) > max)
    return refuse (reason, N_("is too long"));
  *value = xl_value_of_text (text);
  return TRUE;
}

static gboolean
parse_attachments (const char *text, XlValue *value, const char **reason)
{
  if (!xl_attachments_are_valid (text))
    return refuse (reason, N_("is no attachment"));
  *value = xl_value_of_text (text);
  return TRUE;
}

/* A key of 63 bits. */
static gboolean
parse_id (const char *text, gint64 *id)
{
  guint64 n = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &n, NULL))
    return FALSE;
  *id = (gint64) n;
  return TRUE;
}

static gboolean
parse_number (const XlLedgerField *field, const char *text, XlValue *value, const char **reason)
{
  const char *why = NULL;
  int minutes = 0;

  value->set = TRUE;
  switch (field->type)
    {
    case XL_LEDGER_MONEY:
      return xl_money_parse (text, &value->number, &why) || refuse (reason, why != NULL ? why : N_("is no amount"));
    case XL_LEDGER_MINUTES:
      if (!xl_minutes_parse (text, XL_MINUTES_MINUTES, &minutes, &why))
        return refuse (reason, why != NULL ? why : N_("is no span of time"));
      value->number = minutes;
      return TRUE;
    case XL_LEDGER_YES_NO:
      return parse_yes_no (text, &value->number) || refuse (reason, N_("is neither yes nor no"));
    case XL_LEDGER_PERSON:
    case XL_LEDGER_HOUSEHOLD:
      return parse_id (text, &value->number) || refuse (reason, N_("is no key"));
    case XL_LEDGER_DECIMAL:
      return parse_fixed (text, field->places, &value->number)
             || refuse (reason, N_ ("is no number with that many decimals"));
    default:
      return parse_fixed (text, 0, &value->number) || refuse (reason, N_("is no whole number"));
    }
}

static gboolean
parse_by_type (const XlLedgerField *field, const char *text, int year, gboolean number_cell, XlValue *value,
               const char **reason)
{
  char clock[6];

  if (xl_ledger_field_is_number (field->type))
    return parse_number (field, text, value, reason);
  switch (field->type)
    {
    case XL_LEDGER_DATE:
      return parse_date (text, year, number_cell, value, reason);
    case XL_LEDGER_MONTH:
      return parse_month (text, year, value) || refuse (reason, N_("is no month"));
    case XL_LEDGER_TIME:
      if (!xl_clock_parse (text, clock))
        return refuse (reason, N_("is no time of day"));
      *value = xl_value_of_text (clock);
      return TRUE;
    case XL_LEDGER_CODE:
    case XL_LEDGER_CODES:
      return parse_code (field, text, value, reason);
    case XL_LEDGER_ATTACHMENT:
      return parse_attachments (text, value, reason);
    default:
      return parse_text (text, field->type == XL_LEDGER_LONG_TEXT ? MAX_LONG_TEXT : MAX_TEXT, value, reason);
    }
}

/* Before, at or after: numbers by size, dates by calendar. */
static int
compare (const XlLedgerField *field, const XlValue *a, const XlValue *b)
{
  if (xl_ledger_field_is_number (field->type))
    return (a->number > b->number) - (a->number < b->number);
  return g_strcmp0 (a->text, b->text);
}

gboolean
xl_value_in_range (const XlLedgerField *field, const XlValue *value, const char **reason)
{
  if (field->min.set && compare (field, value, &field->min) < 0)
    return refuse (reason, N_("is below what is allowed"));
  if (field->max.set && compare (field, value, &field->max) > 0)
    return refuse (reason, N_("is above what is allowed"));
  return TRUE;
}

gboolean
xl_value_parse_in (const XlLedgerField *field, const char *text, int year, gboolean number_cell, XlValue *value,
                   const char **reason)
{
  gboolean lines = field->type == XL_LEDGER_LONG_TEXT || field->type == XL_LEDGER_ATTACHMENT;
  g_autofree char *clean = lines ? g_strstrip (g_strdup (text != NULL ? text : "")) : xl_text_clean (text != NULL ? text : "");

  *value = (XlValue) { 0 };
  *reason = NULL;
  if (clean[0] == '\0')
    return TRUE;
  if (parse_by_type (field, clean, year, number_cell, value, reason) && xl_value_in_range (field, value, reason))
    return TRUE;
  xl_value_clear (value);
  return FALSE;
}

gboolean
xl_value_parse (const XlLedgerField *field, const char *text, XlValue *value, const char **reason)
{
  return xl_value_parse_in (field, text, 0, FALSE, value, reason);
}

/* Showing --------------------------------------------------------------------------------------------------------- */

static char *
show_fixed (gint64 number, guint places)
{
  gint64 unit = 1;

  for (guint i = 0; i < places; i++)
    unit *= 10;
  if (places == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);
  return g_strdup_printf ("%s%" G_GINT64_FORMAT ".%0*" G_GINT64_FORMAT, number < 0 ? "-" : "", ABS (number / unit),
                          (int) places, ABS (number % unit));
}

static char *
show_codes (const XlLedgerField *field, const char *text)
{
  g_auto(GStrv) codes = g_strsplit (text, ",", -1);
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      const XlLedgerCode *c = xl_ledger_field_code (field, codes[i]);

      g_string_append_printf (words, "%s%s", i > 0 ? "、" : "", c != NULL ? c->name : codes[i]);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

char *
xl_value_show (const XlLedgerField *field, const XlValue *value, gboolean codes)
{
  if (!value->set)
    return g_strdup ("");
  switch (field->type)
    {
    case XL_LEDGER_CODE:
    case XL_LEDGER_CODES:
      return codes ? g_strdup (value->text) : show_codes (field, value->text);
    case XL_LEDGER_ATTACHMENT:
      return codes ? g_strdup (value->text) : xl_attachments_words (value->text);
    case XL_LEDGER_MONEY:
      return xl_money_format (value->number);
    case XL_LEDGER_YES_NO:
      return g_strdup (codes ? (value->number ? "1" : "0") : value->number ? "是" : "否");
    case XL_LEDGER_DECIMAL:
      return show_fixed (value->number, field->places);
    case XL_LEDGER_MINUTES:
      if (!codes && value->number == (int) value->number)
        return xl_minutes_words ((int) value->number);
      return show_fixed (value->number, 0);
    default:
      return xl_ledger_field_is_number (field->type) ? show_fixed (value->number, 0) : g_strdup (value->text);
    }
}
