#include "ui/xl-form-editors.h"

#include "base/xl-date.h"
#include "base/xl-identity.h"
#include "base/xl-money.h"
#include "base/xl-phone.h"
#include "ledgers/xl-value.h"

#include <glib/gi18n.h>
#include <string.h>

static char *
read_number (const char *typed, gboolean whole, const char **reason)
{
  g_autofree char *text = g_utf8_normalize (typed, -1, G_NORMALIZE_ALL);     /* full width → ASCII */
  char *end = NULL;

  if (text == NULL)
    text = g_strdup (typed);
  g_strstrip (text);
  if (whole)
    g_ascii_strtoll (text, &end, 10);
  else
    g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || strpbrk (text, "eExXnN") != NULL)
    {
      *reason = whole ? N_("This is no whole number.") : N_("This is no number.");
      return NULL;
    }
  return g_steal_pointer (&text);
}

static char *
read_money (const char *typed, const char **reason)
{
  gint64 fen;

  return xl_money_parse (typed, &fen, reason) ? g_strdup_printf ("%" G_GINT64_FORMAT, fen) : NULL;
}

static char *
read_date (const char *typed, XlDatePrecision precision, const char **reason)
{
  XlDate date;

  if (!xl_date_parse (typed, XL_DATE_TEXT, NULL, 0, &date))
    {
      *reason = date.reason != NULL ? date.reason : N_("This is no date.");
      return NULL;
    }
  if (date.precision < precision)
    {
      *reason = precision == XL_DATE_DAY ? N_("The day is missing.") : N_("The month is missing.");
      return NULL;
    }
  if (precision == XL_DATE_MONTH)
    date.text[7] = '\0';
  return g_strdup (date.text);
}

static char *
read_minutes (const char *typed, const char **reason)
{
  int minutes;

  return xl_minutes_parse (typed, XL_MINUTES_MINUTES, &minutes, reason) ? g_strdup_printf ("%d", minutes) : NULL;
}

/* The cleaned number; a number that fails its checks is kept as written and never refused. */
static char *
read_identity (const char *typed)
{
  XlIdentity identity;

  return g_strdup (xl_identity_parse (typed, XL_IDENTITY_TEXT, NULL, &identity) ? identity.number : typed);
}

static char *
read_phone (const char *typed)
{
  XlPhone phone;

  return g_strdup (xl_phone_clean (typed, &phone) ? phone.number : typed);
}

static char *
read_time (const char *typed, const char **reason)
{
  char clock[6];

  if (xl_clock_parse (typed, clock))
    return g_strdup (clock);
  *reason = N_("This is no time of day.");
  return NULL;
}

char *
xl_form_value_read (XlFieldType type, const char *typed, const char **reason)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));

  *reason = NULL;
  if (*text == '\0')
    return g_strdup ("");
  switch (type)
    {
    case XL_FIELD_INTEGER:
      return read_number (text, TRUE, reason);
    case XL_FIELD_DECIMAL:
      return read_number (text, FALSE, reason);
    case XL_FIELD_MONEY:
      return read_money (text, reason);
    case XL_FIELD_DATE:
      return read_date (text, XL_DATE_DAY, reason);
    case XL_FIELD_MONTH:
      return read_date (text, XL_DATE_MONTH, reason);
    case XL_FIELD_MINUTES:
      return read_minutes (text, reason);
    case XL_FIELD_TIME:
      return read_time (text, reason);
    case XL_FIELD_IDENTITY:
      return read_identity (text);
    case XL_FIELD_PHONE:
      return read_phone (text);
    default:
      return g_steal_pointer (&text);
    }
}

/* Amounts and spans are shown in words; what is no number stands as it was typed. */
char *
xl_form_value_show (XlFieldType type, const char *value)
{
  gint64 number;

  if (value == NULL || *value == '\0')
    return g_strdup ("");
  if ((type != XL_FIELD_MONEY && type != XL_FIELD_MINUTES)
      || !g_ascii_string_to_signed (value, 10, -G_MAXINT64, G_MAXINT64, &number, NULL))
    return g_strdup (value);
  if (type == XL_FIELD_MONEY)
    return xl_money_format (number);
  return number >= 0 && number <= G_MAXINT ? xl_minutes_words ((int) number) : g_strdup (value);
}

char *
xl_form_value_echo (XlFieldType type, const char *value)
{
  gint64 fen;

  if (type != XL_FIELD_MONEY || !g_ascii_string_to_signed (value, 10, -G_MAXINT64, G_MAXINT64, &fen, NULL))
    return NULL;
  return xl_money_capitals (fen);
}
