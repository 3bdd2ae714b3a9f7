#include "filings/xl-layout.h"

#include <math.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>

#define MOST_LINES 4
#define MOST_BREAKS 64

typedef struct {
  const char *text;
  guint       n;                       /* places, 0 and the end included */
  guint       offset[MOST_BREAKS];     /* in bytes */
  double      at[MOST_BREAKS];         /* width up to there */
  double      room;
  guint       n_lines;
  guint       chosen[MOST_LINES + 1], best[MOST_LINES + 1];
  double      best_cost;
} Title;

static void
add_place (Title *t, guint offset, double size, XlRole role, XlMeasure measure, gpointer data)
{
  if (t->n >= MOST_BREAKS)
    return;
  t->offset[t->n] = offset;
  t->at[t->n++] = xl_layout_width (t->text, offset, size, role, measure, data);
}

/* Where words end, by ICU's dictionary; never before a closing mark. */
static void
find_places (Title *t, double size, XlRole role, XlMeasure measure, gpointer data)
{
  UErrorCode status = U_ZERO_ERROR;
  glong n_units = 0;
  g_autofree gunichar2 *utf16 = g_utf8_to_utf16 (t->text, -1, NULL, &n_units, NULL);
  UBreakIterator *it = ubrk_open (UBRK_LINE, "zh", (const UChar *) utf16, (int32_t) n_units, &status);
  UBreakIterator *words = ubrk_open (UBRK_WORD, "zh", (const UChar *) utf16, (int32_t) n_units, &status);

  add_place (t, 0, size, role, measure, data);
  for (const char *p = t->text; U_SUCCESS (status) && *p != '\0'; p = g_utf8_next_char (p))
    {
      int32_t unit = 0;

      u_strFromUTF8 (NULL, 0, &unit, t->text, (int32_t) (p - t->text), &status);
      status = U_ZERO_ERROR;
      if (p > t->text && ubrk_isBoundary (it, unit) && ubrk_isBoundary (words, unit))
        add_place (t, (guint) (p - t->text), size, role, measure, data);
    }
  add_place (t, (guint) strlen (t->text), size, role, measure, data);
  ubrk_close (it);
  ubrk_close (words);
}

/* Words that lean on what follows, and on what went before. */
static double
break_cost (const char *before_end, const char *after)
{
  static const char *const forward[] = { "关于", "对", "在", "和", "及", "与", "《" };
  static const char *const backward[] = { "的", "和", "及", "与", "等", "情况", "报告", "工作" };
  double cost = 0;

  for (guint i = 0; i < G_N_ELEMENTS (forward); i++)
    {
      gsize length = strlen (forward[i]);

      if (strncmp (before_end - length, forward[i], length) == 0)
        cost += 6;
    }
  for (guint i = 0; i < G_N_ELEMENTS (backward); i++)
    if (g_str_has_prefix (after, backward[i]))
      cost += i == 0 ? 12 : 5;
  return cost;
}

static double
shape_cost (const Title *t, const guint *cut)
{
  double cost = 0;
  double mean = t->at[t->n - 1] / t->n_lines;

  for (guint i = 0; i < t->n_lines; i++)
    {
      double width = t->at[cut[i + 1]] - t->at[cut[i]];

      if (width > t->room)
        return HUGE_VAL;
      cost += fabs (width - mean) / mean * 10;
      if (i > 0)
        {
          double before = t->at[cut[i]] - t->at[cut[i - 1]];

          cost += fabs (width - before) < mean * 0.06 ? 2 : 0;      /* a box is no trapezoid */
          cost += break_cost (t->text + t->offset[cut[i]], t->text + t->offset[cut[i]]);
        }
    }
  /* An hourglass is the one shape that the standard forbids. */
  for (guint i = 1; i + 1 < t->n_lines; i++)
    {
      double a = t->at[cut[i]] - t->at[cut[i - 1]], b = t->at[cut[i + 1]] - t->at[cut[i]];
      double c = t->at[cut[i + 2]] - t->at[cut[i + 1]];

      cost += b < a && b < c ? 20 : 0;
    }
  return cost;
}

static void
try_cuts (Title *t, guint line, guint from)
{
  if (line == t->n_lines)
    {
      double cost;

      t->chosen[line] = t->n - 1;
      cost = shape_cost (t, t->chosen);
      if (cost < t->best_cost)
        {
          t->best_cost = cost;
          memcpy (t->best, t->chosen, sizeof t->best);
        }
      return;
    }
  for (guint i = from; i + 1 < t->n; i++)
    {
      t->chosen[line] = i;
      try_cuts (t, line + 1, i + 1);
    }
}

GArray *
xl_layout_title (const char *text, double size, double width, XlRole role, XlMeasure measure, gpointer data)
{
  GArray *lines;
  Title t = { .text = text, .room = width, .best_cost = HUGE_VAL };
  double whole = xl_layout_width (text, -1, size, role, measure, data);

  if (whole > width * MOST_LINES || strchr (text, '\n') != NULL)
    return xl_layout_break (text, size, width, 0, role, measure, data);
  find_places (&t, size, role, measure, data);
  for (t.n_lines = (guint) MAX (1, ceil (whole / width)); t.n_lines <= MOST_LINES && t.best_cost == HUGE_VAL; t.n_lines++)
    {
      t.chosen[0] = 0;
      try_cuts (&t, 1, 1);
    }
  t.n_lines--;
  if (t.best_cost == HUGE_VAL)
    return xl_layout_break (text, size, width, 0, role, measure, data);
  lines = g_array_new (FALSE, FALSE, sizeof (XlLine));
  for (guint i = 0; i < t.n_lines; i++)
    {
      guint start = t.offset[t.best[i]], end = t.offset[t.best[i + 1]];
      XlLine line = { .start = start, .length = end - start, .last = TRUE };

      line.n_chars = (guint) g_utf8_strlen (text + start, end - start);
      line.width = t.at[t.best[i + 1]] - t.at[t.best[i]];
      g_array_append_val (lines, line);
    }
  return lines;
}
