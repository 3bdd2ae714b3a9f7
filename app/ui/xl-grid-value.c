#include "ui/xl-grid-value.h"

#include "base/xl-date.h"
#include "base/xl-pinyin.h"
#include "base/xl-text.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#define LONG_NUMBER 10      /* as an exponent: 11 digits and more name something: a phone, a card */

void
xl_grid_value_clear (XlGridValue *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->key, g_free);
}

/* --- choices ------------------------------------------------------------------------------------------------------ */

int
xl_grid_choices_find (const XlChoice *choices, const char *typed)
{
  g_autofree char *wanted = xl_text_key (typed);

  for (int i = 0; choices != NULL && choices[i].code != NULL && *wanted != '\0'; i++)
    {
      g_autofree char *name = xl_text_key (choices[i].name);

      if (strcmp (name, wanted) == 0 || g_ascii_strcasecmp (choices[i].code, wanted) == 0)
        return i;
    }
  return -1;
}

static void
drop_spaces (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (*from != ' ')
      *to++ = *from;
  *to = '\0';
}

/* 0 named so, 1 begins so, 2 initials begin so, 3 reading begins so, 4 contains it, 5 not meant. */
static int
rank (const XlChoice *choice, const char *wanted)
{
  g_autofree char *name = xl_text_key (choice->name);
  g_autofree char *initials = NULL;
  g_autofree char *reading = NULL;

  if (strcmp (name, wanted) == 0 || g_ascii_strcasecmp (choice->code, wanted) == 0)
    return 0;
  if (g_str_has_prefix (name, wanted) || g_ascii_strncasecmp (choice->code, wanted, strlen (wanted)) == 0)
    return 1;
  initials = xl_pinyin_initials (choice->name);
  if (g_str_has_prefix (initials, wanted))
    return 2;
  reading = xl_pinyin_words (choice->name);
  drop_spaces (reading);
  if (g_str_has_prefix (reading, wanted))
    return 3;
  return strstr (name, wanted) != NULL ? 4 : 5;
}

GArray *
xl_grid_choices_match (const XlChoice *choices, const char *typed)
{
  g_autofree char *wanted = xl_text_key (typed);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr(GArray) ranks = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; choices != NULL && choices[i].code != NULL; i++)
    {
      int r = *wanted != '\0' ? rank (&choices[i], wanted) : 0;

      g_array_append_val (ranks, r);
    }
  for (int r = 0; r < 5; r++)
    for (int i = 0; i < (int) ranks->len; i++)
      if (g_array_index (ranks, int, i) == r)
        g_array_append_val (found, i);
  return found;
}

char **
xl_grid_value_split (const char *text)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();
  const char *p = text;

  while (*p != '\0')
    {
      const char *end = p;
      g_autofree char *part = NULL;

      while (*end != '\0' && g_utf8_strchr ("、，,；;／/|\n", -1, g_utf8_get_char (end)) == NULL)
        end = g_utf8_next_char (end);
      part = g_strndup (p, end - p);
      g_strstrip (part);
      if (*part != '\0')
        g_ptr_array_add (parts, g_steal_pointer (&part));
      p = *end != '\0' ? g_utf8_next_char (end) : end;
    }
  g_ptr_array_add (parts, NULL);
  return (char **) g_ptr_array_steal (parts, NULL);
}

char *
xl_grid_value_complete (const XlChoice *choices, const char *typed)
{
  g_auto(GStrv) parts = xl_grid_value_split (typed);
  GString *text = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autoptr(GArray) found = xl_grid_choices_match (choices, parts[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "、" : "",
                              found->len > 0 ? choices[g_array_index (found, int, 0)].name : parts[i]);
    }
  return g_string_free (text, FALSE);
}

/* --- by kind ------------------------------------------------------------------------------------------------------ */

/* What a spreadsheet has made of a long number: refused, or whole again in @value. */
static const char *
read_scientific (const char *text, XlGridValue *value)
{
  char squeezed[64], digits[64];

  if (xl_text_squeeze (text, squeezed, sizeof squeezed) < 0 ||
      !xl_text_scientific (squeezed, digits, sizeof digits))
    return NULL;
  if (atoi (strpbrk (squeezed, "eE") + 1) < LONG_NUMBER)
    return NULL;
  if (*digits == '\0')
    return N_("The spreadsheet has shortened this number and its last digits are lost. Make that column text there and "
              "copy it again.");
  g_free (value->text);
  value->text = g_strdup (digits);
  return NULL;
}

static const char *
read_date (const char *typed, const char *today, XlDatePrecision precision, XlGridValue *value)
{
  int year = 0;
  XlDate date;

  if (xl_text_is_none (typed))
    {
      g_free (value->text);
      value->text = g_strdup ("");
      return NULL;
    }
  xl_date_split (today, &year, NULL, NULL);
  if (!xl_date_parse (typed, XL_DATE_TEXT, today, year, &date))
    return date.reason != NULL ? date.reason : N_("This is no date.");
  if (date.precision < precision)
    return precision == XL_DATE_DAY ? N_("The day is missing.") : N_("The month is missing.");
  if (precision == XL_DATE_MONTH)
    date.text[7] = '\0';
  g_free (value->text);
  value->text = g_strdup (date.text);
  return NULL;
}

static const char *
read_yes_no (XlGridValue *value)
{
  static const char *const yes[] = { "是", "有", "对", "√", "✓", "✔", "☑", "y", "yes", "true", "1" };
  static const char *const no[] = { "否", "无", "没有", "不是", "×", "✗", "✘", "x", "n", "no", "false", "0" };
  g_autofree char *key = xl_text_key (value->text);

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    if (strcmp (key, yes[i]) == 0)
      {
        g_free (value->text);
        *value = (XlGridValue) { g_strdup (_("Yes")), g_strdup ("1") };
        return NULL;
      }
  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    if (strcmp (key, no[i]) == 0)
      {
        g_free (value->text);
        *value = (XlGridValue) { g_strdup (_("No")), g_strdup ("0") };
        return NULL;
      }
  return N_("Only yes or no can stand here.");
}

static void
read_code (const XlChoice *choices, XlGridValue *value)
{
  int i = xl_grid_choices_find (choices, value->text);

  if (i < 0)
    return;            /* the source may know further names */
  g_free (value->text);
  *value = (XlGridValue) { g_strdup (choices[i].name), g_strdup (choices[i].code) };
}

static void
read_codes (const XlChoice *choices, XlGridValue *value)
{
  g_auto(GStrv) parts = xl_grid_value_split (value->text);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GString) keys = g_string_new (NULL);

  for (guint p = 0; parts[p] != NULL; p++)
    {
      int i = xl_grid_choices_find (choices, parts[p]);

      if (i < 0)
        return;
      g_string_append_printf (text, "%s%s", text->len > 0 ? "、" : "", choices[i].name);
      g_string_append_printf (keys, "%s%s", keys->len > 0 ? " " : "", choices[i].code);
    }
  g_free (value->text);
  *value = (XlGridValue) { g_string_free (g_steal_pointer (&text), FALSE),
                           g_string_free (g_steal_pointer (&keys), FALSE) };
}

const char *
xl_grid_value_read (XlGridEditor editor, const XlChoice *choices, const char *typed, const char *today,
                    XlGridValue *value)
{
  const char *reason;

  *value = (XlGridValue) { g_strstrip (g_strdup (typed)), NULL };
  if (*value->text == '\0')
    return NULL;
  reason = read_scientific (value->text, value);
  if (reason != NULL)
    return reason;
  switch (editor)
    {
    case XL_GRID_EDIT_NUMBER:
      {
        g_autofree char *wide = value->text;

        value->text = g_strstrip (xl_text_half_width (wide));
        return NULL;
      }
    case XL_GRID_EDIT_DATE:
      return read_date (typed, today, XL_DATE_DAY, value);
    case XL_GRID_EDIT_MONTH:
      return read_date (typed, today, XL_DATE_MONTH, value);
    case XL_GRID_EDIT_YES_NO:
      return read_yes_no (value);
    case XL_GRID_EDIT_CODE:
      read_code (choices, value);
      return NULL;
    case XL_GRID_EDIT_CODES:
      read_codes (choices, value);
      return NULL;
    default:
      return NULL;
    }
}
