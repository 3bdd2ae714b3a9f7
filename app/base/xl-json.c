#include "base/xl-json.h"

#include <string.h>

void
xl_json_null (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_null_value (builder);
}

void
xl_json_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    {
      xl_json_null (builder, name);
      return;
    }
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

void
xl_json_filled (JsonBuilder *builder, const char *name, const char *value)
{
  xl_json_string (builder, name, value != NULL && *value != '\0' ? value : NULL);
}

void
xl_json_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
xl_json_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

/* Looking before parsing ------------------------------------------------------------------------------------------ */

/* The number of \uXXXX at @c, or -1. */
static int
read_unit (const char *c, const char *end)
{
  int unit = 0;

  if (end - c < 6 || c[0] != '\\' || c[1] != 'u')
    return -1;
  for (guint i = 2; i < 6; i++)
    {
      int digit = g_ascii_xdigit_value (c[i]);

      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
    }
  return unit;
}

/* Past the escape at @c, or NULL. */
static const char *
skip_escape (const char *c, const char *end)
{
  int unit = read_unit (c, end), second;

  if (unit < 0)
    return end - c >= 2 && c[1] != '\0' && strchr ("\"\\/bfnrt", c[1]) != NULL ? c + 2 : NULL;
  if (unit == 0 || (unit >= 0xDC00 && unit <= 0xDFFF))
    return NULL;
  if (unit < 0xD800 || unit > 0xDFFF)
    return c + 6;
  second = read_unit (c + 6, end);
  return second >= 0xDC00 && second <= 0xDFFF ? c + 12 : NULL;
}

/* Past the string that begins at @c; NULL and the place in @at where an escape is bad.  Where no quote ends it, @end. */
static const char *
skip_string (const char *c, const char *end, const char **at)
{
  for (c++; c < end && *c != '"';)
    {
      const char *next = *c == '\\' ? skip_escape (c, end) : c + 1;

      *at = c;
      if (next == NULL)
        return NULL;
      c = next;
    }
  return c < end ? c + 1 : end;
}

/* Whether @c may stand outside strings: marks, digits, the letters of true, false and null. */
static gboolean
is_plain (char c)
{
  return c != '\0' && strchr (" \t\r\n{}[],:0123456789+-.Eaeflnrstu", c) != NULL;
}

static XlJsonFault
look (const char *c, const char *end, guint max_depth, const char **at)
{
  gboolean ended = FALSE;

  for (guint depth = 0; c < end;)
    {
      gboolean opens = *c == '{' || *c == '[', closes = *c == '}' || *c == ']';

      *at = c;
      if (*c == '"')
        {
          c = skip_string (c, end, at);
          if (c == NULL)
            return XL_JSON_BAD_ESCAPE;
          continue;
        }
      if (!is_plain (*c) || (opens && ended) || (closes && depth == 0))
        return XL_JSON_STRAY;
      depth += opens ? 1 : closes ? -1 : 0;
      if (depth > max_depth)
        return XL_JSON_TOO_DEEP;
      ended = ended || (closes && depth == 0);
      c++;
    }
  return XL_JSON_SOUND;
}

XlJsonFault
xl_json_look (const char *text, gsize size, guint max_depth, gsize *at)
{
  const char *place = text, *end;
  gboolean marked = size >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0;
  XlJsonFault fault = XL_JSON_NOT_UTF8;

  if (g_utf8_validate_len (text, size, &end))
    fault = look (text + (marked ? 3 : 0), text + size, max_depth, &place);
  else
    place = end;
  *at = (gsize) (place - text);
  return fault;
}
