#include "ui/xl-grid-selection.h"

void
xl_grid_selection_init (XlGridSelection *self)
{
  self->row = self->anchor_row = -1;
  self->column = self->anchor_column = 0;
  self->ranges = g_array_new (FALSE, FALSE, sizeof (XlGridRange));
}

void
xl_grid_selection_clear (XlGridSelection *self)
{
  g_clear_pointer (&self->ranges, g_array_unref);
}

static XlGridRange
between (const XlGridSelection *self)
{
  return (XlGridRange) {
    MIN (self->anchor_row, self->row), MAX (self->anchor_row, self->row),
    MIN (self->anchor_column, self->column), MAX (self->anchor_column, self->column)
  };
}

void
xl_grid_selection_move (XlGridSelection *self, gint64 row, int column, gboolean extend, gboolean add)
{
  XlGridRange range;

  self->row = row;
  self->column = column;
  if (row < 0)
    {
      g_array_set_size (self->ranges, 0);
      self->anchor_row = -1;
      return;
    }
  if (!extend || self->anchor_row < 0)
    {
      self->anchor_row = row;
      self->anchor_column = column;
    }
  range = between (self);
  if (extend && self->ranges->len > 0)
    g_array_set_size (self->ranges, self->ranges->len - 1);
  else if (!add)
    g_array_set_size (self->ranges, 0);
  g_array_append_val (self->ranges, range);
}

void
xl_grid_selection_all (XlGridSelection *self, gint64 n_rows, int n_columns)
{
  XlGridRange all = { 0, n_rows - 1, 0, n_columns - 1 };

  if (n_rows <= 0 || n_columns <= 0)
    return;
  g_array_set_size (self->ranges, 0);
  g_array_append_val (self->ranges, all);
}

void
xl_grid_selection_rows (XlGridSelection *self, int n_columns)
{
  XlGridRange *last;

  if (self->ranges->len == 0)
    return;
  last = &g_array_index (self->ranges, XlGridRange, self->ranges->len - 1);
  last->col0 = 0;
  last->col1 = n_columns - 1;
}

void
xl_grid_selection_stretch (XlGridSelection *self, gint64 row, int column)
{
  if (self->ranges->len > 0)
    g_array_index (self->ranges, XlGridRange, self->ranges->len - 1) = (XlGridRange) {
      MIN (self->row, row), MAX (self->row, row), MIN (self->column, column), MAX (self->column, column)
    };
}

void
xl_grid_selection_columns (XlGridSelection *self, gint64 n_rows)
{
  XlGridRange *last;

  if (self->ranges->len == 0 || n_rows <= 0)
    return;
  last = &g_array_index (self->ranges, XlGridRange, self->ranges->len - 1);
  last->row0 = 0;
  last->row1 = n_rows - 1;
}

gboolean
xl_grid_selection_contains (const XlGridSelection *self, gint64 row, int column)
{
  for (guint i = 0; i < self->ranges->len; i++)
    {
      const XlGridRange *r = &g_array_index (self->ranges, XlGridRange, i);

      if (row >= r->row0 && row <= r->row1 && column >= r->col0 && column <= r->col1)
        return TRUE;
    }
  return FALSE;
}

gboolean
xl_grid_selection_has_row (const XlGridSelection *self, gint64 row)
{
  for (guint i = 0; i < self->ranges->len; i++)
    {
      const XlGridRange *r = &g_array_index (self->ranges, XlGridRange, i);

      if (row >= r->row0 && row <= r->row1)
        return TRUE;
    }
  return FALSE;
}

gboolean
xl_grid_selection_is_wide (const XlGridSelection *self)
{
  const XlGridRange *r = xl_grid_selection_active (self);

  return self->ranges->len > 1 || (r != NULL && (r->row0 != r->row1 || r->col0 != r->col1));
}

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const XlGridRange *) a)->row0, y = ((const XlGridRange *) b)->row0;

  return x < y ? -1 : x > y;
}

gint64
xl_grid_selection_n_rows (const XlGridSelection *self)
{
  g_autoptr(GArray) sorted = g_array_copy (self->ranges);
  gint64 n = 0, end = -1;

  g_array_sort (sorted, compare_ranges);
  for (guint i = 0; i < sorted->len; i++)
    {
      const XlGridRange *r = &g_array_index (sorted, XlGridRange, i);
      gint64 first = MAX (r->row0, end + 1);

      if (r->row1 >= first)
        n += r->row1 - first + 1;
      end = MAX (end, r->row1);
    }
  return n;
}

const XlGridRange *
xl_grid_selection_active (const XlGridSelection *self)
{
  return self->ranges->len > 0 ? &g_array_index (self->ranges, XlGridRange, self->ranges->len - 1) : NULL;
}
