#pragma once

#include "ui/xl-grid.h"
#include "ui/xl-grid-layout.h"
#include "ui/xl-grid-selection.h"

G_BEGIN_DECLS

#define XL_GRID_SLOTS 256      /* more than the rows ever seen at once */
#define XL_GRID_PAD   6        /* left and right of a cell's text */

/* What is kept drawn of one row: the frozen pane and the scrolling pane, in coordinates of the row. */
typedef struct {
  gint64         row;          /* -1: nothing */
  GskRenderNode *node[2];
  int            first, last;  /* columns in node[1] */
} XlGridSlot;

typedef struct {
  GdkRGBA text, base, line, faded, accent, flagged, overdue, met, band;
} XlGridInk;

struct _XlGrid
{
  GtkWidget       parent_instance;

  XlGridSource   *source;
  GPtrArray      *columns;           /* XlGridColumn */
  GPtrArray      *headers;           /* XlGridHeader, one a column */
  int            *widths;            /* pixels */
  int             frozen;
  gboolean        show_totals;
  int             order_column;      /* -1: none */
  gboolean        order_descending;
  char           *label;

  GtkAdjustment  *adjustment[2];     /* by GtkOrientation */
  GtkScrollablePolicy policy[2];
  XlGridLayout    layout;
  int             em;                /* pixels */

  XlGridSelection selection;
  gint64          cursor_id;         /* brings the cursor back after a reset */
  gboolean        to_top;            /* the reset that follows was asked for by a click on a header */

  XlGridSlot      slots[XL_GRID_SLOTS];
  PangoLayout    *pango;
  GskRenderNode  *waiting;           /* "…" */
  int             baseline;          /* of the text in a row */
  XlGridInk       ink;

  GtkWidget      *entries[2];        /* the accessible current cell; the second only with assistive technology */
  int             entry;             /* which of them has the focus */
  GtkWidget      *dummy;             /* takes the focus for a moment, so that the input method learns its place */
  gboolean        two_entries;
  GDBusConnection *bus;
  guint           bus_watch;
  GCancellable   *cancellable;

  GMenuModel     *menu;
  GtkWidget      *popover;
  int             resizing;          /* the column whose edge is dragged; -1 */
  double          resize_from;
  gboolean        selecting;
  double          drag_x, drag_y;
  guint           autoscroll;

  gboolean        editing;
};

enum {
  XL_GRID_CURSOR_MOVED, XL_GRID_SELECTION_CHANGED, XL_GRID_CELL_ACTIVATED, XL_GRID_FILTER_CLICKED,
  XL_GRID_FILTER_VALUE, XL_GRID_COLUMNS_CHANGED, XL_GRID_CONTEXT_MENU, XL_GRID_N_SIGNALS
};
extern guint xl_grid_signals[XL_GRID_N_SIGNALS];

/* xl-grid.c */
void        xl_grid_forget_rows    (XlGrid *self, gint64 first, gint64 n);   /* their drawn nodes; n < 0: all */
void        xl_grid_cursor_to      (XlGrid *self, gint64 row, int column, gboolean extend, gboolean add);
void        xl_grid_sort           (XlGrid *self, int column, gboolean descending);
const char *xl_grid_peek           (XlGrid *self, gint64 row, int column);
gboolean    xl_grid_column_editable (XlGrid *self, int column);

/* xl-grid-place.c */
void        xl_grid_update_widths  (XlGrid *self);
void        xl_grid_configure      (XlGrid *self, GtkOrientation orientation, double upper, double page, double step);
void        xl_grid_read_scroll    (XlGrid *self);
void        xl_grid_set_adjustment (XlGrid *self, GtkOrientation orientation, GtkAdjustment *adjustment);
void        xl_grid_allocate       (GtkWidget *widget, int width, int height, int baseline);
void xl_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline);

/* xl-grid-draw.c */
void        xl_grid_read_style     (XlGrid *self);
void        xl_grid_snapshot       (GtkWidget *widget, GtkSnapshot *snapshot);

/* xl-grid-cell.c: the entry that is the current cell */
void        xl_grid_cell_init      (XlGrid *self);
void        xl_grid_cell_dispose   (XlGrid *self);
void        xl_grid_cell_announce  (XlGrid *self);     /* the cursor moved, or its text came */
void        xl_grid_cell_place     (XlGrid *self);     /* in size_allocate */
gboolean    xl_grid_cell_focus     (XlGrid *self);

/* xl-grid-input.c */
void        xl_grid_input_init     (XlGrid *self);
void        xl_grid_input_class    (GtkWidgetClass *klass);
void        xl_grid_show_menu      (XlGrid *self, double x, double y);

G_END_DECLS
