#pragma once

#include <glib.h>

#include "ui/xl-grid.h"

G_BEGIN_DECLS

/* The cursor and the selected rectangles; the last rectangle is the active one, from the anchor to the cursor.  Pure.
 */
typedef struct {
  gint64  row;            /* the cursor; -1 without rows */
  int     column;
  gint64  anchor_row;
  int     anchor_column;
  GArray *ranges;         /* XlGridRange */
} XlGridSelection;

void     xl_grid_selection_init     (XlGridSelection *self);
void     xl_grid_selection_clear    (XlGridSelection *self);      /* frees */
/* Moves the cursor: @extend stretches the active rectangle, @add begins a further one. */
void     xl_grid_selection_move     (XlGridSelection *self, gint64 row, int column, gboolean extend, gboolean add);
void     xl_grid_selection_all      (XlGridSelection *self, gint64 n_rows, int n_columns);
/* Stretches the active rectangle to whole rows. */
void     xl_grid_selection_rows     (XlGridSelection *self, int n_columns);
/* Makes the active rectangle reach from the cursor, which stays, to @row and @column. */
void     xl_grid_selection_stretch  (XlGridSelection *self, gint64 row, int column);
/* Stretches it to whole columns. */
void     xl_grid_selection_columns  (XlGridSelection *self, gint64 n_rows);
gboolean xl_grid_selection_contains (const XlGridSelection *self, gint64 row, int column);
gboolean xl_grid_selection_has_row  (const XlGridSelection *self, gint64 row);
/* Whether more than the cursor's cell is selected. */
gboolean xl_grid_selection_is_wide  (const XlGridSelection *self);
/* Different rows; never walks over rows. */
gint64   xl_grid_selection_n_rows   (const XlGridSelection *self);
const XlGridRange *xl_grid_selection_active (const XlGridSelection *self);

G_END_DECLS
