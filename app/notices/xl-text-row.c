#include "notices/xl-text-row.h"

#include <math.h>

/* A hole wider than this many characters parts cells; 全角空格 within a line does as well, and is a space again in the end. */
#define HOLE_EM 0.85f
/* Two pieces whose middles differ by less than this many characters stand in one line. */
#define LINE_EM 0.5f

static void
free_run (gpointer data)
{
  XlTextRun *run = data;

  g_array_unref (run->glyphs);
  g_free (run);
}

static void
free_row (gpointer data)
{
  XlTextRow *row = data;

  g_ptr_array_unref (row->runs);
  g_free (row);
}

void
xl_text_zone_free (XlTextZone *zone)
{
  g_ptr_array_unref (zone->rows);
  g_free (zone);
}

/* Full-width Latin letters are often drawn narrow: they do not tell the size. */
static gboolean
is_wide (gunichar c)
{
  return c >= 0x2e80 && (c < 0xff00 || c >= 0x20000);
}

/* The size of the characters: Chinese ones are as wide as high. */
static float
size_of (const XlTextRun *run)
{
  float wide = 0, high = 0;
  guint n = 0;

  for (guint i = 0; i < run->glyphs->len; i++)
    {
      const XlGlyph *g = &g_array_index (run->glyphs, XlGlyph, i);

      high = MAX (high, g->y1 - g->y0);
      if (!is_wide (g->ch))
        continue;
      wide += g->x1 - g->x0;
      n++;
    }
  return MAX (n > 0 ? wide / (float) n : high * 0.72f, 1);
}

static XlTextRun *
new_run (void)
{
  XlTextRun *run = g_new0 (XlTextRun, 1);

  run->glyphs = g_array_new (FALSE, FALSE, sizeof (XlGlyph));
  return run;
}

static void
add_glyph (XlTextRun *run, const XlGlyph *g)
{
  if (run->glyphs->len == 0)
    {
      run->x0 = g->x0;
      run->y0 = g->y0;
      run->x1 = g->x1;
      run->y1 = g->y1;
    }
  run->x0 = MIN (run->x0, g->x0);
  run->y0 = MIN (run->y0, g->y0);
  run->x1 = MAX (run->x1, g->x1);
  run->y1 = MAX (run->y1, g->y1);
  g_array_append_vals (run->glyphs, g, 1);
}

static float
em_of_glyph (const XlGlyph *g)
{
  return MAX (is_wide (g->ch) ? g->x1 - g->x0 : (g->y1 - g->y0) * 0.72f, 1);
}

static gboolean
follows (const XlGlyph *before, const XlGlyph *g)
{
  float em = MAX (em_of_glyph (before), em_of_glyph (g));
  float smaller = MIN (em_of_glyph (before), em_of_glyph (g));

  return fabsf ((before->y0 + before->y1) / 2 - (g->y0 + g->y1) / 2) < LINE_EM * smaller
         && g->x0 - before->x1 < HOLE_EM * em && g->x0 > before->x1 - 0.6f * em;
}

/* What the file gives one after the other without a hole is one run. */
static GPtrArray *
make_runs (const XlPageText *page)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func (free_run);
  XlTextRun *run = NULL;

  for (guint i = 0; i < page->glyphs->len; i++)
    {
      const XlGlyph *g = &g_array_index (page->glyphs, XlGlyph, i);

      if (run == NULL || !follows (&g_array_index (run->glyphs, XlGlyph, run->glyphs->len - 1), g))
        {
          run = new_run ();
          g_ptr_array_add (runs, run);
        }
      add_glyph (run, g);
    }
  for (guint i = 0; i < runs->len; i++)
    ((XlTextRun *) runs->pdata[i])->em = size_of (runs->pdata[i]);
  return runs;
}

/* Boxes of a picture's characters are ragged: the pitch says more about their size.  Latin ones take about half. */
static float
pitch_of (const XlTextRun *run)
{
  float n = 0;

  for (guint i = 0; i < run->glyphs->len; i++)
    n += is_wide (g_array_index (run->glyphs, XlGlyph, i).ch) ? 1 : 0.55f;
  return MAX ((run->x1 - run->x0) / MAX (n, 1), 1);
}

/* Lines as the reader of the picture saw them. */
static GPtrArray *
make_ocr_runs (const XlPageText *page)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func (free_run);
  XlTextRun *run = NULL;

  for (guint i = 0; i < page->glyphs->len; i++)
    {
      const XlGlyph *g = &g_array_index (page->glyphs, XlGlyph, i);

      if (run == NULL)
        {
          run = new_run ();
          g_ptr_array_add (runs, run);
        }
      add_glyph (run, g);
      if (g->ends_line)
        run = NULL;
    }
  for (guint i = 0; i < runs->len; i++)
    {
      run = runs->pdata[i];
      run->em = pitch_of (run);
    }
  return runs;
}

static float
middle_of (const XlTextRun *run)
{
  return (run->y0 + run->y1) / 2;
}

static int
compare_middle (gconstpointer a, gconstpointer b)
{
  float x = middle_of (*(XlTextRun *const *) a), y = middle_of (*(XlTextRun *const *) b);

  return x < y ? -1 : x > y;
}

static int
compare_left (gconstpointer a, gconstpointer b)
{
  float x = (*(XlTextRun *const *) a)->x0, y = (*(XlTextRun *const *) b)->x0;

  return x < y ? -1 : x > y;
}

static int
compare_glyph (gconstpointer a, gconstpointer b)
{
  float x = ((const XlGlyph *) a)->x0, y = ((const XlGlyph *) b)->x0;

  return x < y ? -1 : x > y;
}

/* Puts runs of one row together where no hole is between them (digits of another face come later in some files). */
static void
join_runs (XlTextRow *row)
{
  g_ptr_array_sort (row->runs, compare_left);
  for (guint i = 1; i < row->runs->len;)
    {
      XlTextRun *left = row->runs->pdata[i - 1], *right = row->runs->pdata[i];

      if (right->x0 - left->x1 >= HOLE_EM * MAX (left->em, right->em))
        {
          i++;
          continue;
        }
      for (guint k = 0; k < right->glyphs->len; k++)
        add_glyph (left, &g_array_index (right->glyphs, XlGlyph, k));
      g_array_sort (left->glyphs, compare_glyph);
      left->em = size_of (left);
      g_ptr_array_remove_index (row->runs, i);
    }
}

static void
measure_row (XlTextRow *row)
{
  XlTextRun *first = row->runs->pdata[0];

  row->x0 = first->x0;
  row->y0 = first->y0;
  row->x1 = first->x1;
  row->y1 = first->y1;
  row->em = first->em;
  for (guint i = 1; i < row->runs->len; i++)
    {
      XlTextRun *run = row->runs->pdata[i];

      row->x1 = MAX (row->x1, run->x1);
      row->y0 = MIN (row->y0, run->y0);
      row->y1 = MAX (row->y1, run->y1);
      row->em = MAX (row->em, run->em);
    }
  row->middle = (row->y0 + row->y1) / 2;
}

/* Takes the runs of @runs over.  Rows from top to bottom. */
static GPtrArray *
make_rows (GPtrArray *runs, gboolean from_ocr)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (free_row);
  XlTextRow *row = NULL;
  float middle = 0;

  if (!from_ocr)
    g_ptr_array_sort (runs, compare_middle);
  for (guint i = 0; i < runs->len; i++)
    {
      XlTextRun *run = runs->pdata[i];

      if (row == NULL || from_ocr
          || middle_of (run) - middle > LINE_EM * MIN (run->em, ((XlTextRun *) row->runs->pdata[0])->em))
        {
          row = g_new0 (XlTextRow, 1);
          row->runs = g_ptr_array_new_with_free_func (free_run);
          g_ptr_array_add (rows, row);
          middle = middle_of (run);
        }
      g_ptr_array_add (row->runs, run);
    }
  g_ptr_array_set_free_func (runs, NULL);
  g_ptr_array_set_size (runs, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      if (!from_ocr)
        join_runs (rows->pdata[i]);
      measure_row (rows->pdata[i]);
    }
  return rows;
}

/* Two columns of running text --------------------------------------------------------------------------------------- */

typedef struct {
  float gutter, top, bottom;
} Columns;

/* How well the columns beside @gutter between @top and @bottom are filled with lines; 0 when it is no pair of columns. */
static guint
judge_columns (GPtrArray *runs, float gutter, float top, float bottom)
{
  guint n[2] = { 0 }, n_wide[2] = { 0 };
  float edge[2] = { gutter, gutter };

  for (guint i = 0; i < runs->len; i++)
    {
      XlTextRun *run = runs->pdata[i];

      if (middle_of (run) > top && middle_of (run) < bottom)
        edge[run->x0 > gutter] = run->x0 > gutter ? MAX (edge[1], run->x1) : MIN (edge[0], run->x0);
    }
  for (guint i = 0; i < runs->len; i++)
    {
      XlTextRun *run = runs->pdata[i];
      int side = run->x0 > gutter;

      if (middle_of (run) <= top || middle_of (run) >= bottom)
        continue;
      n[side]++;
      n_wide[side] += run->x1 - run->x0 > 0.6f * fabsf (edge[side] - gutter);
    }
  if (n[0] < 5 || n[1] < 5 || n_wide[0] * 2 < n[0] || n_wide[1] * 2 < n[1])
    return 0;
  return n[0] + n[1];
}

/* The tallest stretch of the page that nothing crosses at @gutter. */
static guint
try_gutter (GPtrArray *runs, float gutter, double height, Columns *found)
{
  float top = 0;
  guint best = 0;

  for (guint i = 0; i <= runs->len; i++)   /* runs go from top to bottom */
    {
      XlTextRun *run = i < runs->len ? runs->pdata[i] : NULL;
      float bottom = run != NULL ? middle_of (run) : (float) height;
      guint n;

      if (run != NULL && (run->x0 > gutter || run->x1 < gutter))
        continue;
      n = bottom - top > 0.08 * height ? judge_columns (runs, gutter, top, bottom) : 0;
      if (n > best)
        {
          best = n;
          *found = (Columns) { gutter, top, bottom };
        }
      top = bottom;
    }
  return best;
}

static gboolean
find_columns (GPtrArray *runs, const XlPageText *page, Columns *columns)
{
  guint best = 0;

  g_ptr_array_sort (runs, compare_middle);
  for (double x = page->width * 0.35; x < page->width * 0.65 && runs->len >= 10; x += 4)
    {
      Columns here;
      guint n = try_gutter (runs, (float) x, page->height, &here);

      if (n <= best)
        continue;
      best = n;
      *columns = here;
    }
  return best > 0;
}

/* 0 above, 1 left, 2 right, 3 below. */
static guint
part_of (const XlTextRun *run, const Columns *columns)
{
  if (middle_of (run) <= columns->top)
    return 0;
  if (middle_of (run) >= columns->bottom)
    return 3;
  return run->x0 > columns->gutter ? 2 : 1;
}

static void
add_zone (GPtrArray *zones, const XlPageText *page, GPtrArray *runs, gboolean is_column)
{
  XlTextZone *zone;

  if (runs->len == 0)
    return;
  zone = g_new0 (XlTextZone, 1);
  zone->page = page->number;
  zone->page_width = page->width;
  zone->page_height = page->height;
  zone->is_column = is_column;
  zone->from_ocr = page->from_ocr;
  zone->rows = make_rows (runs, page->from_ocr);
  g_ptr_array_add (zones, zone);
}

GPtrArray *
xl_text_zones (const XlPageText *page)
{
  GPtrArray *zones = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_text_zone_free);
  g_autoptr(GPtrArray) runs = page->from_ocr ? make_ocr_runs (page) : make_runs (page);
  Columns columns;

  if (page->from_ocr || !find_columns (runs, page, &columns))
    {
      add_zone (zones, page, runs, FALSE);
      return zones;
    }
  for (guint part = 0; part < 4; part++)
    {
      g_autoptr(GPtrArray) here = g_ptr_array_new ();

      for (guint i = 0; i < runs->len; i++)
        if (part_of (runs->pdata[i], &columns) == part)
          g_ptr_array_add (here, runs->pdata[i]);
      add_zone (zones, page, here, part == 1 || part == 2);
    }
  g_ptr_array_set_free_func (runs, NULL);
  return zones;
}
