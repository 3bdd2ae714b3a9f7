#include "base/xl-name.h"

#include <string.h>

/* U+00B7 is the one dot of names.  Source: GB 18030-2022, A1A4. */
#define DOT 0xB7

static gboolean
is_dot (gunichar c)
{
  switch (c)
    {
    case DOT:
    case 0x0387: case 0x05BC: case 0x2022: case 0x2024: case 0x2027: case 0x2219: case 0x22C5: case 0x25CF: case 0x25E6:
    case 0x2E31: case 0x2E33: case 0x30FB: case 0xFF65: case '.': case 0xFF0E: case 0x3002: case 0xFF61:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_private (gunichar c)
{
  return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

static gboolean
is_placeholder (gunichar c)
{
  return c == '?' || c == 0xFF1F || c == 0xFFFD || c == 0x25A1 || c == 0x3013 || c == '*'
         || (c >= 0x2FF0 && c <= 0x2FFB);
}

/* "(莹加王旁)": how a character is described that nobody could type. */
static gboolean
has_description (const char *text)
{
  return strstr (text, "旁)") != NULL || strstr (text, "旁）") != NULL || strstr (text, "加") != NULL
         || strstr (text, "头)") != NULL || strstr (text, "头）") != NULL || strstr (text, "底)") != NULL;
}

static gboolean
is_latin (gunichar c)
{
  return c < 0x250 && g_unichar_isalpha (c);
}

static XlNameMarks
look_at (gunichar c)
{
  if (is_private (c))
    return XL_NAME_PRIVATE_USE;
  if (is_placeholder (c))
    return XL_NAME_PLACEHOLDER;
  return (c >= 0xFF21 && c <= 0xFF5A) ? XL_NAME_NORMALISED : 0;
}

/* Writes the characters of a cleaned text: dots as ·, no space but between Latin words. */
static char *
join_parts (const char *clean, XlNameMarks *marks)
{
  GString *out = g_string_sized_new (strlen (clean) + 8);
  gunichar before = 0;
  gboolean space = FALSE;

  for (const char *p = clean; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      *marks |= look_at (c);
      if (c >= 0xFF21 && c <= 0xFF5A)
        c -= 0xFEE0;
      if (c == ' ')
        {
          space = TRUE;
          *marks |= before != DOT && !is_latin (before) ? XL_NAME_PADDED : 0;
          continue;
        }
      if (is_dot (c))
        {
          *marks |= c != DOT ? XL_NAME_DOT : 0;
          c = DOT;
        }
      if (c == DOT && (before == DOT || before == 0))
        continue;   /* doubled, or nothing before it */
      if (space && is_latin (before) && is_latin (c))
        g_string_append_c (out, ' ');
      g_string_append_unichar (out, c);
      before = c;
      space = FALSE;
    }
  if (g_str_has_suffix (out->str, "·"))
    g_string_truncate (out, out->len - strlen ("·"));
  return g_string_free (out, FALSE);
}

/* Nothing of what follows applies to most names: two to four ordinary Chinese characters. */
static gboolean
is_plain_name (const char *text)
{
  const guchar *p = (const guchar *) text;

  while (p[0] >= 0xE4 && p[0] <= 0xE9 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80)
    {
      /* U+4E00…U+9FFF without 加, which may describe a character */
      if ((p[0] == 0xE4 && p[1] < 0xB8) || (p[0] == 0xE5 && p[1] == 0x8A && p[2] == 0xA0))
        return FALSE;
      p += 3;
    }
  return *p == '\0' && *text != '\0';
}

/* Spaces, controls and what cannot be seen. */
static gboolean
has_blank (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (c);

      if (g_unichar_isspace (c) || type == G_UNICODE_FORMAT || type == G_UNICODE_CONTROL)
        return TRUE;
    }
  return FALSE;
}

char *
xl_name_clean (const char *text, XlNameMarks *marks)
{
  XlNameMarks met = 0;
  g_autofree char *clean = NULL;
  char *name;

  if (marks != NULL)
    *marks = 0;
  if (text == NULL || *text == '\0')
    return g_strdup ("");
  if (is_plain_name (text))
    return g_strdup (text);
  if (!g_utf8_validate (text, -1, NULL))
    {
      if (marks != NULL)
        *marks = XL_NAME_NOT_TEXT;
      return g_strdup ("");
    }
  clean = xl_text_clean (text);
  name = join_parts (clean, &met);
  if (has_description (name) && (strchr (name, '(') != NULL || strstr (name, "（") != NULL))
    met |= XL_NAME_PLACEHOLDER;
  if (strcmp (name, text) != 0 && met == 0)
    met |= has_blank (text) ? XL_NAME_PADDED : XL_NAME_NORMALISED;
  if (marks != NULL)
    *marks = met;
  return name;
}

gboolean
xl_name_same (const char *a, const char *b)
{
  g_autofree char *left = xl_name_clean (a, NULL);
  g_autofree char *right = xl_name_clean (b, NULL);
  g_autofree char *left_fold = NULL;
  g_autofree char *right_fold = NULL;

  if (strcmp (left, right) == 0)
    return TRUE;
  left_fold = xl_text_key (left);
  right_fold = xl_text_key (right);
  return *left_fold != '\0' && strcmp (left_fold, right_fold) == 0;
}
