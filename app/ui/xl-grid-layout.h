#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * XlGridLayout:
 *
 * Where rows and columns of a grid are.  Pure: pixels in, pixels out.  Row numbers are 64-bit; only small numbers come
 * out, so that drawing (float) and allocating (int) stay exact at 10,000,000 rows.
 */
typedef struct {
  int        width, height;                    /* the whole widget */
  int        header_height, row_height, total_height;
  int        frozen;                           /* columns that stay */
  int        n_columns;
  const int *widths;
  gint64     n_rows;
  double     x, y;                             /* scrolled by */
} XlGridLayout;

/* Beyond this a position is only "far away". */
#define XL_GRID_FAR 100000

int      xl_grid_layout_body_height  (const XlGridLayout *self);
double   xl_grid_layout_full_height  (const XlGridLayout *self);   /* of all rows */
int      xl_grid_layout_full_width   (const XlGridLayout *self);   /* of all columns */
int      xl_grid_layout_frozen_width (const XlGridLayout *self);

/* The first row seen, and how many pixels of it are hidden. */
gint64   xl_grid_layout_first_row    (const XlGridLayout *self, int *hidden);
/* The last row seen, even if in part; -1 without rows. */
gint64   xl_grid_layout_last_row     (const XlGridLayout *self);
/* How many rows fit whole; at least 1. */
int      xl_grid_layout_page_rows    (const XlGridLayout *self);

/* Top of @row in the widget, clamped to ±XL_GRID_FAR. */
int      xl_grid_layout_row_y        (const XlGridLayout *self, gint64 row);
/* Left of @column in the widget. */
int      xl_grid_layout_column_x     (const XlGridLayout *self, int column);
/* The row under @y; -1 in the header and below the last one. */
gint64   xl_grid_layout_row_at       (const XlGridLayout *self, double y);
/* The row nearest to @y. */
gint64   xl_grid_layout_row_near     (const XlGridLayout *self, double y);
/* The column under @x; -1 right of the last one. */
int      xl_grid_layout_column_at    (const XlGridLayout *self, double x);
/* The column whose right edge is within @slack of @x; -1: none. */
int      xl_grid_layout_edge_at      (const XlGridLayout *self, double x, int slack);

/* The columns of the scrolling pane that are seen; FALSE: none. */
gboolean xl_grid_layout_seen_columns (const XlGridLayout *self, int *first, int *last);

/* What to scroll to so that @row (@column) is seen whole. */
double   xl_grid_layout_reveal_row   (const XlGridLayout *self, gint64 row);
double   xl_grid_layout_reveal_column (const XlGridLayout *self, int column);

G_END_DECLS
