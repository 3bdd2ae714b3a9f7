#pragma once

#include "ui/xl-grid.h"
#include "ui/xl-grid-kept.h"
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

/* Whether the entry of the current cell is open. */
typedef enum {
  XL_GRID_IDLE,
  XL_GRID_TYPED,               /* the first letter replaced what was there: arrows to the side go on */
  XL_GRID_OPENED               /* F2, double click: arrows move in the text */
} XlGridEditing;

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
  GtkWidget      *popover;           /* the menu */
  int             resizing;          /* the column whose edge is dragged; -1 */
  double          resize_from;
  int             moving;            /* the column whose head is dragged; -1 */
  int             move_to;           /* before which it would go; -1: it was not dragged yet */
  gboolean        selecting;
  double          drag_x, drag_y;
  guint           autoscroll;

  XlGridEditing   editing;
  gboolean        quiet;             /* the entry's text is set by program */
  gboolean        composing;         /* the input method has letters that are not yet text */
  char           *edit_from;         /* the text editing began with */
  int             tab_column;        /* where Tab began in this row: Enter goes back there; -1 */
  XlGridKeptCells *kept;
  gboolean        line_changed;      /* the new line has something that was not tried yet */
  guint           serial;            /* of the last edit sent to the source */

  GtkWidget      *choose, *choose_list;   /* the list under the editor */
  GPtrArray      *offers;            /* XlGridOffer, those in the list */
  gboolean        choose_moved;      /* one of them was gone to with the arrows */
  GCancellable   *completing;
  GtkWidget      *calendar;          /* its popover */
  GtkWidget      *reason;            /* the popover that says why */
};

enum {
  XL_GRID_CURSOR_MOVED, XL_GRID_SELECTION_CHANGED, XL_GRID_CELL_ACTIVATED, XL_GRID_FILTER_CLICKED,
  XL_GRID_FILTER_VALUE, XL_GRID_COLUMNS_CHANGED, XL_GRID_CONTEXT_MENU, XL_GRID_N_SIGNALS
};
extern guint xl_grid_signals[XL_GRID_N_SIGNALS];

/* xl-grid-rows.c: what the grid shows of its source */
gint64      xl_grid_n_records      (XlGrid *self);           /* the lines but for the new one */
gboolean    xl_grid_is_sheet       (XlGrid *self);           /* the source takes cells */
gboolean    xl_grid_is_new_line    (XlGrid *self, gint64 row);
gint64      xl_grid_line_id        (XlGrid *self, gint64 row);            /* for kept cells */
int         xl_grid_source_column  (XlGrid *self, int column);
XlGridKept *xl_grid_kept_at        (XlGrid *self, gint64 row, int column);
/* What stands in the cell: kept or of the source; NULL: on its way. */
const char *xl_grid_peek           (XlGrid *self, gint64 row, int column);
XlCellMark  xl_grid_peek_mark      (XlGrid *self, gint64 row, int column);
XlGridRowKind xl_grid_peek_row_kind (XlGrid *self, gint64 row);
/* Why the cell cannot be typed in, translated; NULL: it can. */
const char *xl_grid_lock_of        (XlGrid *self, gint64 row, int column);
void        xl_grid_forget_rows    (XlGrid *self, gint64 first, gint64 n);   /* their drawn nodes; n < 0: all */
void        xl_grid_forget_drawn   (XlGrid *self);
void        xl_grid_drop_source    (XlGrid *self);

/* xl-grid-cursor.c */
void        xl_grid_cursor_to      (XlGrid *self, gint64 row, int column, gboolean extend, gboolean add);
void        xl_grid_reveal         (XlGrid *self);
void        xl_grid_select_all     (XlGrid *self);
void        xl_grid_select_rows    (XlGrid *self);
void        xl_grid_select_columns (XlGrid *self);
char       *xl_grid_selection_text (XlGrid *self);

/* xl-grid-columns.c */
void        xl_grid_sort           (XlGrid *self, int column, gboolean descending);
void        xl_grid_move_column    (XlGrid *self, int from, int to);      /* to before @to */
void        xl_grid_fit_column     (XlGrid *self, int column);            /* as wide as what is seen in it */

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
int         xl_grid_text_width     (XlGrid *self, const char *text);

/* xl-grid-cell.c: the entry that is the current cell */
void        xl_grid_cell_init      (XlGrid *self);
void        xl_grid_cell_dispose   (XlGrid *self);
void        xl_grid_cell_announce  (XlGrid *self);     /* the cursor moved, or its text came */
void        xl_grid_cell_place     (XlGrid *self);     /* in size_allocate */
gboolean    xl_grid_cell_focus     (XlGrid *self);

GtkWidget  *xl_grid_cell_entry     (XlGrid *self);     /* the one with the focus */
void        xl_grid_cell_clear     (XlGrid *self);     /* empties it without an edit beginning */
gboolean    xl_grid_cell_has_focus (XlGrid *self);

/* xl-grid-edit.c: the editor of the current cell; see xl-grid-edit.h */
void        xl_grid_edit_connect   (XlGrid *self, GtkWidget *entry);

/* xl-grid-input.c, xl-grid-mouse.c, xl-grid-menu.c */
void        xl_grid_input_init     (XlGrid *self);
void        xl_grid_input_connect  (XlGrid *self, GtkWidget *entry);
void        xl_grid_mouse_init     (XlGrid *self);
void        xl_grid_menu_class     (GtkWidgetClass *klass);
void        xl_grid_show_menu      (XlGrid *self, double x, double y);
void        xl_grid_activate_cell  (XlGrid *self);
void        xl_grid_click_filter   (XlGrid *self);
void        xl_grid_undo           (XlGrid *self, gboolean redo);

G_END_DECLS
