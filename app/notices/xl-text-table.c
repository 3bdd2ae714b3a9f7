#include "notices/xl-text-table.h"

#include <math.h>

/* Lines of a table stand no farther apart than this many characters. */
#define MAX_PITCH_EM 4.0f
/* Gaps that differ by less than this share are the same gap. */
#define SAME_GAP 1.03f

void
xl_text_table_free (XlTextTable *table)
{
  g_ptr_array_unref (table->cells);
  g_array_unref (table->columns);
  g_free (table);
}

GPtrArray *
xl_text_table_cell (const XlTextTable *table, guint row, guint column)
{
  return table->cells->pdata[row * table->n_columns + column];
}

static guint
n_touched (const GArray *columns, const XlTextRun *run, guint *which)
{
  guint n = 0;

  for (guint i = 0; i < columns->len; i++)
    {
      const XlTextColumn *c = &g_array_index (columns, XlTextColumn, i);

      if (run->x0 >= c->x1 || run->x1 <= c->x0)
        continue;
      *which = i;
      n++;
    }
  return n;
}

static int
compare_columns (gconstpointer a, gconstpointer b)
{
  float x = ((const XlTextColumn *) a)->x0, y = ((const XlTextColumn *) b)->x0;

  return x < y ? -1 : x > y;
}

/* Widens the columns by the cells of @row; %FALSE when a cell would join two columns. */
static gboolean
fit_row (GArray *columns, const XlTextRow *row)
{
  guint which = 0;

  for (guint i = 0; i < row->runs->len; i++)
    if (n_touched (columns, row->runs->pdata[i], &which) > 1)
      return FALSE;
  for (guint i = 0; i < row->runs->len; i++)
    {
      const XlTextRun *run = row->runs->pdata[i];

      if (n_touched (columns, run, &which) == 0)
        {
          XlTextColumn c = { run->x0, run->x1 };

          g_array_append_val (columns, c);
        }
      else
        {
          XlTextColumn *c = &g_array_index (columns, XlTextColumn, which);

          c->x0 = MIN (c->x0, run->x0);
          c->x1 = MAX (c->x1, run->x1);
        }
    }
  g_array_sort (columns, compare_columns);
  return TRUE;
}

/* A single piece below a cell: the cell's next line.  It begins where the cell begins, or stands in its middle. */
static gboolean
goes_on (const GArray *columns, const XlTextRow *row)
{
  const XlTextRun *run = row->runs->pdata[0];
  const XlTextColumn *c;
  guint which = 0;
  float end;

  if (n_touched (columns, run, &which) != 1)
    return FALSE;
  c = &g_array_index (columns, XlTextColumn, which);
  if (which == 0 && fabsf (run->x0 - c->x0) > 0.5f * run->em)
    return FALSE;
  end = which > 0 && which + 1 < columns->len ? (c + 1)->x0 - 0.3f * run->em : c->x1 + 0.8f * run->em;
  return run->x1 < end
         && (fabsf (run->x0 - c->x0) < 0.6f * run->em || fabsf (run->x0 + run->x1 - c->x0 - c->x1) < 1.5f * run->em);
}

static gboolean
is_close (const XlTextRow *before, const XlTextRow *row)
{
  return row->middle - before->middle < MAX_PITCH_EM * MIN (before->em, row->em)
         && row->em < 1.35f * before->em && before->em < 1.35f * row->em;
}

/* The number of rows from @first on that stand in columns. */
static guint
measure (const XlTextZone *zone, guint first, GArray *columns, guint *n_multi)
{
  guint end = first;

  for (guint i = first; i < zone->rows->len; i++)
    {
      const XlTextRow *row = zone->rows->pdata[i];

      if (i > first && !is_close (zone->rows->pdata[i - 1], row))
        break;
      if (row->runs->len > 1 && fit_row (columns, row))
        (*n_multi)++;
      else if (row->runs->len > 1 || i == first || !goes_on (columns, row))
        break;
      end = i + 1;
    }
  return end - first;
}

static gboolean
has_first (const GArray *columns, const XlTextRow *row)
{
  return ((XlTextRun *) row->runs->pdata[0])->x0 < g_array_index (columns, XlTextColumn, 0).x1;
}

/* Between two lines with a first cell, the table row ends at the widest gap (the last of equal ones). */
static guint
find_cut (const XlTextZone *zone, guint from, guint to)
{
  float widest = 0;
  guint cut = to;

  for (guint i = from + 1; i <= to; i++)
    {
      float gap = ((XlTextRow *) zone->rows->pdata[i])->middle - ((XlTextRow *) zone->rows->pdata[i - 1])->middle;

      if (gap * SAME_GAP < widest)
        continue;
      widest = MAX (gap, widest);
      cut = i;
    }
  return cut;
}

/* Which lines begin a row of the table. */
static GArray *
find_starts (const XlTextZone *zone, guint first, guint n, const GArray *columns)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (guint));
  guint last = G_MAXUINT;

  for (guint i = first; i < first + n; i++)
    {
      guint start = i;

      if (!has_first (columns, zone->rows->pdata[i]))
        continue;
      if (last != G_MAXUINT)
        start = find_cut (zone, last, i);
      last = i;
      g_array_append_val (starts, start);
    }
  if (starts->len == 0 || g_array_index (starts, guint, 0) != first)
    g_array_prepend_val (starts, first);
  return starts;
}

static void
fill (XlTextTable *table, const XlTextZone *zone, guint first, guint n, const GArray *starts)
{
  table->n_rows = starts->len;
  table->n_columns = table->columns->len;
  for (guint i = 0; i < table->n_rows * table->n_columns; i++)
    g_ptr_array_add (table->cells, g_ptr_array_new ());
  for (guint i = first, at = 0; i < first + n; i++)
    {
      const XlTextRow *row = zone->rows->pdata[i];

      while (at + 1 < starts->len && g_array_index (starts, guint, at + 1) <= i)
        at++;
      for (guint k = 0; k < row->runs->len; k++)
        {
          guint column = 0;

          n_touched (table->columns, row->runs->pdata[k], &column);
          g_ptr_array_add (xl_text_table_cell (table, at, column), row->runs->pdata[k]);
        }
    }
}

XlTextTable *
xl_text_table_find (const XlTextZone *zone, guint first, guint *n_used)
{
  g_autoptr(GArray) columns = NULL;
  g_autoptr(GArray) starts = NULL;
  XlTextTable *table;
  guint n_multi = 0;

  if (zone->from_ocr)
    return NULL;
  columns = g_array_new (FALSE, FALSE, sizeof (XlTextColumn));
  *n_used = measure (zone, first, columns, &n_multi);
  if (n_multi < 2 || columns->len < 2)
    return NULL;
  starts = find_starts (zone, first, *n_used, columns);
  table = g_new0 (XlTextTable, 1);
  table->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  table->columns = g_steal_pointer (&columns);
  fill (table, zone, first, *n_used, starts);
  table->starts_inside = xl_text_table_cell (table, 0, 0)->len == 0;
  return table;
}
