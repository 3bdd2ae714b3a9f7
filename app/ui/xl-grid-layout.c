#include "ui/xl-grid-layout.h"

#include <math.h>

static int
sum_widths (const XlGridLayout *self, int first, int end)
{
  int sum = 0;

  for (int c = first; c < end; c++)
    sum += self->widths[c];
  return sum;
}

int
xl_grid_layout_body_height (const XlGridLayout *self)
{
  return MAX (0, self->height - self->header_height - self->total_height);
}

double
xl_grid_layout_full_height (const XlGridLayout *self)
{
  return (double) self->n_rows * self->row_height;
}

int
xl_grid_layout_full_width (const XlGridLayout *self)
{
  return sum_widths (self, 0, self->n_columns);
}

int
xl_grid_layout_frozen_width (const XlGridLayout *self)
{
  return sum_widths (self, 0, MIN (self->frozen, self->n_columns));
}

gint64
xl_grid_layout_first_row (const XlGridLayout *self, int *hidden)
{
  double y = floor (self->y);                    /* whole pixels: no blurred text */
  gint64 first = (gint64) (y / self->row_height);

  if (hidden != NULL)
    *hidden = (int) (y - (double) first * self->row_height);
  return first;
}

gint64
xl_grid_layout_last_row (const XlGridLayout *self)
{
  int hidden;
  gint64 first = xl_grid_layout_first_row (self, &hidden);
  gint64 last = first + (xl_grid_layout_body_height (self) + hidden + self->row_height - 1) / self->row_height - 1;

  return MIN (MAX (last, first), self->n_rows - 1);
}

int
xl_grid_layout_page_rows (const XlGridLayout *self)
{
  return MAX (1, xl_grid_layout_body_height (self) / self->row_height);
}

int
xl_grid_layout_row_y (const XlGridLayout *self, gint64 row)
{
  int hidden;
  gint64 first = xl_grid_layout_first_row (self, &hidden);
  gint64 away = CLAMP (row - first, -XL_GRID_FAR, XL_GRID_FAR);
  gint64 y = self->header_height + away * self->row_height - hidden;

  return (int) CLAMP (y, -XL_GRID_FAR, XL_GRID_FAR);
}

int
xl_grid_layout_column_x (const XlGridLayout *self, int column)
{
  int x = sum_widths (self, 0, MIN (column, self->n_columns));

  return column < self->frozen ? x : x - (int) floor (self->x);
}

gint64
xl_grid_layout_row_at (const XlGridLayout *self, double y)
{
  int hidden;
  gint64 first = xl_grid_layout_first_row (self, &hidden);
  gint64 row;

  if (y < self->header_height || y >= self->height - self->total_height)
    return -1;
  row = first + (gint64) ((y - self->header_height + hidden) / self->row_height);
  return row < self->n_rows ? row : -1;
}

gint64
xl_grid_layout_row_near (const XlGridLayout *self, double y)
{
  int hidden;
  gint64 first = xl_grid_layout_first_row (self, &hidden);
  gint64 row = first + (gint64) floor ((y - self->header_height + hidden) / self->row_height);

  return CLAMP (row, 0, MAX (0, self->n_rows - 1));
}

int
xl_grid_layout_column_at (const XlGridLayout *self, double x)
{
  gboolean in_frozen = x < xl_grid_layout_frozen_width (self);

  for (int c = in_frozen ? 0 : self->frozen; c < self->n_columns; c++)
    {
      int left = xl_grid_layout_column_x (self, c);

      if (x >= left && x < left + self->widths[c])
        return c;
    }
  return -1;
}

int
xl_grid_layout_edge_at (const XlGridLayout *self, double x, int slack)
{
  int frozen_width = xl_grid_layout_frozen_width (self);

  for (int c = self->n_columns - 1; c >= 0; c--)
    {
      int right = xl_grid_layout_column_x (self, c) + self->widths[c];

      if (fabs (x - right) <= slack && (c < self->frozen || right > frozen_width))
        return c;
    }
  return -1;
}

gboolean
xl_grid_layout_seen_columns (const XlGridLayout *self, int *first, int *last)
{
  int frozen_width = xl_grid_layout_frozen_width (self);

  *first = -1;
  for (int c = self->frozen; c < self->n_columns; c++)
    {
      int left = xl_grid_layout_column_x (self, c);

      if (left + self->widths[c] <= frozen_width || left >= self->width)
        continue;
      if (*first < 0)
        *first = c;
      *last = c;
    }
  return *first >= 0;
}

double
xl_grid_layout_reveal_row (const XlGridLayout *self, gint64 row)
{
  double top = (double) row * self->row_height;
  double bottom = top + self->row_height;
  int body = xl_grid_layout_body_height (self);

  if (top < self->y || body < self->row_height)
    return top;
  return bottom > self->y + body ? bottom - body : self->y;
}

double
xl_grid_layout_reveal_column (const XlGridLayout *self, int column)
{
  int frozen_width = xl_grid_layout_frozen_width (self);
  int left, right, pane = self->width - frozen_width;

  if (column < self->frozen || column >= self->n_columns)
    return self->x;
  left = sum_widths (self, self->frozen, column);
  right = left + self->widths[column];
  if (left < self->x || self->widths[column] > pane)
    return left;
  return right > self->x + pane ? right - pane : self->x;
}
