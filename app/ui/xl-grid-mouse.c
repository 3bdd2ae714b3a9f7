/* The mouse on a grid: selecting, dragging edges and heads of columns, opening cells. */
#include "ui/xl-grid-edit.h"

#define EDGE 5          /* pixels on either side of a column's edge where it can be dragged */
#define SLACK 8         /* a head is dragged from here on; before, it is a click */
#define SCROLL_MS 40    /* while dragging past the edge */

static void
cursor_to_point (XlGrid *self, double x, double y, gboolean extend, gboolean add)
{
  int frozen_width = xl_grid_layout_frozen_width (&self->layout);
  int column = xl_grid_layout_column_at (&self->layout, CLAMP (x, 0, self->layout.width - 1));

  if (column < 0)
    column = x < frozen_width ? 0 : self->layout.n_columns - 1;
  if (self->layout.n_rows > 0)
    xl_grid_cursor_to (self, xl_grid_layout_row_near (&self->layout, y), column, extend, add);
}

/* --- selecting past the edge -------------------------------------------------------------------------------------- */

static double
beyond (double at, double first, double last)
{
  return at < first ? at - first : at > last ? at - last : 0;
}

static void
scroll_by (XlGrid *self, GtkOrientation orientation, double by)
{
  GtkAdjustment *adjustment = self->adjustment[orientation];

  if (adjustment != NULL && by != 0)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + by);
}

static gboolean
on_autoscroll (gpointer data)
{
  XlGrid *self = data;
  int left = xl_grid_layout_frozen_width (&self->layout);
  int top = self->layout.header_height, bottom = self->layout.height - self->layout.total_height;
  double down = beyond (self->drag_y, top, bottom);
  double across = self->drag_x > self->layout.width ? self->drag_x - self->layout.width : MIN (0, self->drag_x);

  if ((down == 0 && across == 0) || !self->selecting)
    {
      self->autoscroll = 0;
      return G_SOURCE_REMOVE;
    }
  scroll_by (self, GTK_ORIENTATION_VERTICAL, down);
  scroll_by (self, GTK_ORIENTATION_HORIZONTAL, across);
  cursor_to_point (self, CLAMP (self->drag_x, across < 0 ? left : 0, self->layout.width - 1),
                   CLAMP (self->drag_y, top + 1, bottom - 1), TRUE, FALSE);
  return G_SOURCE_CONTINUE;
}

/* --- dragging ----------------------------------------------------------------------------------------------------- */

/* Inside the open editor the mouse is the entry's. */
static gboolean
is_in_editor (XlGrid *self, double x, double y)
{
  GtkWidget *entry = xl_grid_cell_entry (self);
  graphene_rect_t at;

  return self->editing != XL_GRID_IDLE && gtk_widget_compute_bounds (entry, GTK_WIDGET (self), &at)
         && graphene_rect_contains_point (&at, &GRAPHENE_POINT_INIT (x, y));
}

static gboolean
is_on_triangle (XlGrid *self, gint64 row, double x)
{
  XlGridRowKind kind = xl_grid_peek_row_kind (self, row);
  int left = xl_grid_layout_column_x (&self->layout, 0);

  return (kind == XL_GRID_ROW_GROUP || kind == XL_GRID_ROW_GROUP_FOLDED) && x >= left && x < left + 1.6 * self->em;
}

static void
begin_in_header (XlGrid *self, GtkGesture *gesture, double x)
{
  self->resizing = xl_grid_layout_edge_at (&self->layout, x, EDGE);
  if (self->resizing >= 0)
    {
      self->resize_from = self->widths[self->resizing];
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
      return;
    }
  self->moving = xl_grid_layout_column_at (&self->layout, x);      /* claimed when it is dragged */
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, XlGrid *self)
{
  GdkModifierType modifiers = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  gint64 row = xl_grid_layout_row_at (&self->layout, y);

  self->resizing = self->moving = self->move_to = -1;
  if (y < self->layout.header_height)
    {
      begin_in_header (self, GTK_GESTURE (gesture), x);
      return;
    }
  if (y >= self->layout.height - self->layout.total_height || is_in_editor (self, x, y))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->selecting = TRUE;
  self->drag_x = x;
  self->drag_y = y;
  if (row < 0)
    return;
  cursor_to_point (self, x, y, (modifiers & GDK_SHIFT_MASK) != 0, (modifiers & GDK_CONTROL_MASK) != 0);
  if (is_on_triangle (self, row, x))
    xl_grid_source_toggle_group (self->source, row);
}

static void
drag_header (XlGrid *self, GtkGesture *gesture, double x, double dx)
{
  int over = xl_grid_layout_column_at (&self->layout, CLAMP (x, 0, self->layout.width - 1));

  if (self->move_to < 0 && (dx > SLACK || dx < -SLACK))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if ((self->move_to < 0 && dx <= SLACK && dx >= -SLACK) || over < 0)
    return;
  self->move_to = over + (x > xl_grid_layout_column_x (&self->layout, over) + self->widths[over] / 2);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy, XlGrid *self)
{
  double x, y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (self->resizing >= 0)
    {
      xl_grid_column_set_width_em (xl_grid_get_column (self, self->resizing),
                                   (self->resize_from + dx - 2 * XL_GRID_PAD) / self->em);
      return;
    }
  if (self->moving >= 0)
    {
      drag_header (self, GTK_GESTURE (gesture), x + dx, dx);
      return;
    }
  if (!self->selecting || (dx * dx + dy * dy < 16))
    return;
  self->drag_x = x + dx;
  self->drag_y = y + dy;
  cursor_to_point (
      self, self->drag_x,
      CLAMP (self->drag_y, self->layout.header_height, self->layout.height - self->layout.total_height - 1), TRUE,
      FALSE);
  if (self->autoscroll == 0)
    self->autoscroll = g_timeout_add (SCROLL_MS, on_autoscroll, self);
}

static void
on_drag_end (GtkGestureDrag *gesture, double dx, double dy, XlGrid *self)
{
  int moving = self->moving, to = self->move_to;
  gboolean resized = self->resizing >= 0 && dx != 0;

  self->resizing = self->moving = self->move_to = -1;
  self->selecting = FALSE;
  if (moving >= 0 && to >= 0)
    xl_grid_move_column (self, moving, to);
  if (resized)
    g_signal_emit (self, xl_grid_signals[XL_GRID_COLUMNS_CHANGED], 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- clicks ------------------------------------------------------------------------------------------------------- */

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, XlGrid *self)
{
  int edge = y < self->layout.header_height ? xl_grid_layout_edge_at (&self->layout, x, EDGE) : -1;

  if (n_press != 2)
    return;
  if (edge >= 0)
    xl_grid_fit_column (self, edge);
  else if (xl_grid_layout_row_at (&self->layout, y) < 0 || is_in_editor (self, x, y))
    return;
  else if (xl_grid_lock_of (self, self->selection.row, self->selection.column) == NULL)
    xl_grid_edit_begin (self);
  else
    xl_grid_activate_cell (self);
}

static void
on_right_pressed (GtkGestureClick *gesture, int n_press, double x, double y, XlGrid *self)
{
  gint64 row = xl_grid_layout_row_at (&self->layout, y);
  int column = xl_grid_layout_column_at (&self->layout, x);

  if (row < 0 || column < 0 || is_in_editor (self, x, y))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!xl_grid_selection_contains (&self->selection, row, column))
    xl_grid_cursor_to (self, row, column, FALSE, FALSE);
  xl_grid_show_menu (self, x, y);
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, XlGrid *self)
{
  gboolean edge = y < self->layout.header_height && self->layout.n_columns > 0 &&
                  xl_grid_layout_edge_at (&self->layout, x, EDGE) >= 0;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), edge ? "col-resize" : NULL);
}

void
xl_grid_mouse_init (XlGrid *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *right = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (right), GDK_BUTTON_SECONDARY);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (right, "pressed", G_CALLBACK (on_right_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (right));
}
