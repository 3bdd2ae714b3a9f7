#pragma once

#include <gtk/gtk.h>

#include "ui/xl-grid-column.h"

G_BEGIN_DECLS

/* The head of one column: title, arrow of the order, filter button.  Signals "sort-clicked" (), "filter-clicked" (). */
#define XL_TYPE_GRID_HEADER (xl_grid_header_get_type ())
G_DECLARE_FINAL_TYPE (XlGridHeader, xl_grid_header, XL, GRID_HEADER, GtkWidget)

GtkWidget *xl_grid_header_new       (XlGridColumn *column);
/* -1 descending, 0 none, 1 ascending. */
void       xl_grid_header_set_order (XlGridHeader *self, int direction);
GtkWidget *xl_grid_header_get_button (XlGridHeader *self);     /* the filter button; NULL */

G_END_DECLS
