#include "filings/xl-layout.h"

#include <math.h>
#include <string.h>

/* A character as breaking sees it. */
typedef enum { KIND_WIDE, KIND_WORD, KIND_SPACE, KIND_NO_START, KIND_NO_END, KIND_PAIR } Kind;

static Kind
kind_of (gunichar ch)
{
  static const char no_start[] = "，。、；：？！”’）》〉」』】〕］｝％‰℃·,.;:?!)]}%°¢";
  static const char no_end[] = "（《〈「『【〔［｛“‘([{￥¥$№＄";

  if (ch >= 0x3400 && ch <= 0x9fff)      /* the many, without looking further */
    return KIND_WIDE;
  if (ch == ' ' || ch == 0xa0)
    return KIND_SPACE;
  if (ch == 0x2014 || ch == 0x2026)
    return KIND_PAIR;
  if (g_utf8_strchr (no_start, -1, ch) != NULL)
    return KIND_NO_START;
  if (g_utf8_strchr (no_end, -1, ch) != NULL)
    return KIND_NO_END;
  if (ch < 0x2000 && g_unichar_isgraph (ch))
    return KIND_WORD;
  return KIND_WIDE;
}

/* A comma, point, colon, slash, hyphen or percent sign inside a number belongs to it. */
static gboolean
joins_number (gunichar ch)
{
  return ch < 0x80 && strchr (",.:/-%", (int) ch) != NULL;
}

/* 31人, 2026年, 3号: a number and what it counts stay together. */
static gboolean
is_counter (gunichar ch)
{
  static const char counters[] = "年月日号人户次个岁元亩份件页级条项分时";

  return g_utf8_strchr (counters, -1, ch) != NULL;
}

static gboolean
may_break (gunichar before, gunichar after)
{
  Kind a = kind_of (before), b = kind_of (after);

  if (b == KIND_NO_START || a == KIND_NO_END || b == KIND_SPACE)
    return FALSE;
  if (a == KIND_SPACE)
    return TRUE;
  if (before < 0x80 && g_ascii_isdigit ((char) before) && is_counter (after))
    return FALSE;
  if (a == KIND_PAIR && b == KIND_PAIR)
    return FALSE;
  if (b == KIND_PAIR && after == 0x2026)
    return FALSE;
  if (a == KIND_WORD && b == KIND_WORD)
    return FALSE;
  return !(joins_number (before) && b == KIND_WORD) && !(a == KIND_WORD && joins_number (after));
}

double
xl_layout_width (const char *text, gssize length, double size, XlRole role, XlMeasure measure, gpointer data)
{
  const char *end = length < 0 ? text + strlen (text) : text + length;
  double width = 0;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    width += measure (data, role, g_utf8_get_char (p));
  return width * size;
}

static void
add_line (GArray *lines, const char *text, const char *from, const char *to, double size, XlRole role, XlMeasure measure,
          gpointer data, gboolean last)
{
  XlLine line = { 0 };

  while (to > from && to[-1] == ' ')
    to--;
  line.start = (guint) (from - text);
  line.length = (guint) (to - from);
  line.n_chars = (guint) g_utf8_strlen (from, to - from);
  line.width = xl_layout_width (from, to - from, size, role, measure, data);
  line.last = last;
  g_array_append_val (lines, line);
}

static const char *
skip_spaces (const char *p, const char *end)
{
  while (p < end && *p == ' ')
    p++;
  return p;
}

/* The end of the line that begins at @from: the last place to break that still fits. */
static const char *
find_break (const char *from, const char *end, double room, XlRole role, XlMeasure measure, gpointer data)
{
  const char *best = NULL;
  double width = 0;
  gunichar before = 0;

  for (const char *p = from; p < end; p = g_utf8_next_char (p))
    {
      gunichar ch = g_utf8_get_char (p);

      if (p > from && may_break (before, ch))
        best = p;
      width += measure (data, role, ch);
      if (width > room && ch != ' ')
        return best != NULL ? best : p > from ? p : g_utf8_next_char (p);
      before = ch;
    }
  return end;
}

/* One stretch without line ends. */
static void
break_stretch (GArray *lines, const char *text, const char *from, const char *end, double size, double width,
               double indent, XlRole role, XlMeasure measure, gpointer data)
{
  do
    {
      double room = (width - indent) / size + 1e-6;
      const char *to = find_break (from, end, room, role, measure, data);

      add_line (lines, text, from, to, size, role, measure, data, to == end);
      from = skip_spaces (to, end);
      indent = 0;
    }
  while (from < end);
}

GArray *
xl_layout_break (const char *text, double size, double width, double first_indent, XlRole role, XlMeasure measure,
                 gpointer data)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (XlLine));
  const char *from = text;

  for (;;)
    {
      const char *end = strchr (from, '\n');

      break_stretch (lines, text, from, end != NULL ? end : from + strlen (from), size, width, first_indent, role, measure,
                     data);
      first_indent = 0;
      if (end == NULL)
        return lines;
      from = end + 1;
    }
}

/* Columns ----------------------------------------------------------------------------------------------------------- */

static double
total_of (guint n, const double *values)
{
  double total = 0;

  for (guint i = 0; i < n; i++)
    total += values[i];
  return total;
}

static double
total_under_cap (guint n, const double *natural, const double *least, double cap)
{
  double total = 0;

  for (guint i = 0; i < n; i++)
    total += MAX (least[i], MIN (natural[i], cap));
  return total;
}

gboolean
xl_layout_columns (guint n, const double *natural, const double *least, double total, double *widths)
{
  double low = 0, high = total;
  double sum = total_under_cap (n, natural, least, total);

  if (sum > total)
    {
      for (int i = 0; i < 50; i++)
        {
          double middle = (low + high) / 2;

          if (total_under_cap (n, natural, least, middle) > total)
            high = middle;
          else
            low = middle;
        }
    }
  else
    low = total;
  for (guint i = 0; i < n; i++)
    widths[i] = MAX (least[i], MIN (natural[i], low));
  sum = total_of (n, widths);
  for (guint i = 0; i < n && sum > 0; i++)
    widths[i] *= total / sum;
  return total_of (n, least) <= total + 1e-6;
}
