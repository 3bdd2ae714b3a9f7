#pragma once

#include <gtk/gtk.h>

#include "ui/xl-grid-column.h"
#include "ui/xl-grid-source.h"

G_BEGIN_DECLS

/**
 * XlGrid:
 *
 * The record grid: one widget for every table of records, drawn by itself, with a cursor, rectangles of selection,
 * copying as tab-separated text and HTML, frozen columns, a totals line.  It is a GtkScrollable: xl_grid_new_scrolled
 * () puts it into its GtkScrolledWindow.
 *
 * Where its source takes cells (set_cells_async) it is a sheet to type in: see xl-grid-edit.h.
 *
 * Signals: "cursor-moved" (gint64 row, int column), "selection-changed" (), "cell-activated" (gint64 row, int column)
 * for Alt+Enter, and for Enter and double click on a cell that cannot be typed in, "filter-clicked" (int column,
 * GtkWidget *button), "filter-value" (gint64 row, int column): only the rows with the value of this cell are wanted,
 * "columns-changed" (): widths or order were changed by hand, "context-menu" (gint64 row, int column, double x, double
 * y).  Columns in signals and calls are positions in the grid; xl_grid_column_get_source_column () leads to the
 * source's.
 */
#define XL_TYPE_GRID (xl_grid_get_type ())
G_DECLARE_FINAL_TYPE (XlGrid, xl_grid, XL, GRID, GtkWidget)

/* A rectangle of cells, both ends included. */
typedef struct {
  gint64 row0, row1;
  int    col0, col1;
} XlGridRange;

XlGrid       *xl_grid_new              (void);
/* The grid in a scrolled window, ready to be put into a page; xl_grid_of () gives the grid back. */
GtkWidget    *xl_grid_new_scrolled     (XlGrid **grid);

void          xl_grid_set_source       (XlGrid *self, XlGridSource *source);
XlGridSource *xl_grid_get_source       (XlGrid *self);
void          xl_grid_add_column       (XlGrid *self, XlGridColumn *column);     /* takes @column */
void          xl_grid_clear_columns    (XlGrid *self);
int           xl_grid_get_n_columns    (XlGrid *self);
XlGridColumn *xl_grid_get_column       (XlGrid *self, int position);
/* The first @n columns stay while scrolling sideways. */
void          xl_grid_set_frozen       (XlGrid *self, int n);
void          xl_grid_set_show_totals  (XlGrid *self, gboolean show);
/* Shown before the cells of a screen reader: "Residents". */
void          xl_grid_set_label        (XlGrid *self, const char *label);
/* Items of the menu on a cell, below Copy: actions "page.…". */
void          xl_grid_set_menu         (XlGrid *self, GMenuModel *menu);
/* The arrow in the header, when a source is ordered from elsewhere; -1: none. */
void          xl_grid_set_order        (XlGrid *self, int column, gboolean descending);

gint64        xl_grid_get_cursor       (XlGrid *self, int *column);              /* row, -1 without rows */
/* The row's key at the cursor; 0 when unknown. */
gint64        xl_grid_get_cursor_id    (XlGrid *self);
void          xl_grid_move_cursor      (XlGrid *self, gint64 row, int column, gboolean extend);
/* Puts the cursor on the row with key @id, when the source can find it. */
gboolean      xl_grid_move_to_id       (XlGrid *self, gint64 id);
/* The selection: GArray of XlGridRange, at least one when there are rows. */
GArray       *xl_grid_get_ranges       (XlGrid *self);                           /* (transfer full) */
/* How many different rows are selected, and their keys in order (at most @max). */
gint64        xl_grid_get_n_selected   (XlGrid *self);
GArray       *xl_grid_get_selected_ids (XlGrid *self, guint max);                /* (transfer full): gint64 */
void          xl_grid_copy             (XlGrid *self);

G_END_DECLS
