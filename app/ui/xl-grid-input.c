/* Keys, mouse and menu of a grid. */
#include "ui/xl-grid-keys.h"
#include "ui/xl-grid-header.h"
#include "ui/xl-grid-private.h"

#include <glib/gi18n.h>

#define EDGE 5          /* pixels on either side of a column's edge where it can be dragged */
#define SCROLL_MS 40    /* while dragging past the edge */

/* --- keys --------------------------------------------------------------------------------------------------------- */

static void
activate_cell (XlGrid *self)
{
  if (self->selection.row >= 0)
    g_signal_emit (self, xl_grid_signals[XL_GRID_CELL_ACTIVATED], 0, self->selection.row, self->selection.column);
}

static void
select_all (XlGrid *self)
{
  xl_grid_selection_all (&self->selection, self->layout.n_rows, self->layout.n_columns);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, xl_grid_signals[XL_GRID_SELECTION_CHANGED], 0);
}

static void
select_rows (XlGrid *self)
{
  xl_grid_selection_rows (&self->selection, self->layout.n_columns);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, xl_grid_signals[XL_GRID_SELECTION_CHANGED], 0);
}

static void
click_filter (XlGrid *self)
{
  GtkWidget *button = self->layout.n_columns > 0
                      ? xl_grid_header_get_button (g_ptr_array_index (self->headers, self->selection.column)) : NULL;

  if (button != NULL)
    g_signal_emit (self, xl_grid_signals[XL_GRID_FILTER_CLICKED], 0, self->selection.column, button);
}

static void
menu_at_cursor (XlGrid *self)
{
  if (self->selection.row >= 0)
    xl_grid_show_menu (self, xl_grid_layout_column_x (&self->layout, self->selection.column) + self->em,
                       xl_grid_layout_row_y (&self->layout, self->selection.row) + self->layout.row_height);
}

static gboolean
follow (XlGrid *self, XlGridKeyMeaning meaning, gint64 row, int column, gboolean extend)
{
  switch (meaning)
    {
    case XL_GRID_KEY_MOVE:
      xl_grid_cursor_to (self, row, column, extend, FALSE);
      return TRUE;
    case XL_GRID_KEY_ACTIVATE:
      activate_cell (self);
      return TRUE;
    case XL_GRID_KEY_COPY:
      xl_grid_copy (self);
      return TRUE;
    case XL_GRID_KEY_SELECT_ALL:
      select_all (self);
      return TRUE;
    case XL_GRID_KEY_SELECT_ROWS:
      select_rows (self);
      return TRUE;
    case XL_GRID_KEY_MENU:
      menu_at_cursor (self);
      return TRUE;
    case XL_GRID_KEY_FILTER:
      click_filter (self);
      return TRUE;
    case XL_GRID_KEY_UNDO:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.undo", NULL);
      return TRUE;
    case XL_GRID_KEY_REDO:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.redo", NULL);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType modifiers, XlGrid *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));
  XlGridKeyState state = {
    .row = self->selection.row, .column = self->selection.column, .n_rows = self->layout.n_rows,
    .n_columns = self->layout.n_columns, .page_rows = xl_grid_layout_page_rows (&self->layout),
  };
  XlGridKeyMeaning meaning;
  gint64 row;
  int column;
  gboolean extend;

  if (focus != self->entries[0] && focus != self->entries[1])     /* a header's button, a popover */
    return FALSE;
  if (self->layout.n_columns == 0)
    return FALSE;
  meaning = xl_grid_key_meaning (&state, keyval, modifiers, &row, &column, &extend);
  return follow (self, meaning, row, column, extend);
}

/* --- mouse -------------------------------------------------------------------------------------------------------- */

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

static gboolean
on_autoscroll (gpointer data)
{
  XlGrid *self = data;
  double y = self->drag_y;
  int top = self->layout.header_height, bottom = self->layout.height - self->layout.total_height;
  double away = y < top ? y - top : y > bottom ? y - bottom : 0;
  GtkAdjustment *down = self->adjustment[GTK_ORIENTATION_VERTICAL];

  if (away == 0 || down == NULL || !self->selecting)
    {
      self->autoscroll = 0;
      return G_SOURCE_REMOVE;
    }
  gtk_adjustment_set_value (down, gtk_adjustment_get_value (down) + away);
  cursor_to_point (self, self->drag_x, CLAMP (y, top + 1, bottom - 1), TRUE, FALSE);
  return G_SOURCE_CONTINUE;
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, XlGrid *self)
{
  GdkModifierType modifiers = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  self->resizing = y < self->layout.header_height ? xl_grid_layout_edge_at (&self->layout, x, EDGE) : -1;
  if (self->resizing >= 0)
    {
      self->resize_from = self->widths[self->resizing];
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      return;
    }
  if (y < self->layout.header_height || y >= self->layout.height - self->layout.total_height)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->selecting = TRUE;
  self->drag_x = x;
  self->drag_y = y;
  if (xl_grid_layout_row_at (&self->layout, y) >= 0)
    cursor_to_point (self, x, y, (modifiers & GDK_SHIFT_MASK) != 0, (modifiers & GDK_CONTROL_MASK) != 0);
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
  self->resizing = -1;
  self->selecting = FALSE;
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, XlGrid *self)
{
  if (n_press == 2 && xl_grid_layout_row_at (&self->layout, y) >= 0)
    activate_cell (self);
}

static void
on_right_pressed (GtkGestureClick *gesture, int n_press, double x, double y, XlGrid *self)
{
  gint64 row = xl_grid_layout_row_at (&self->layout, y);
  int column = xl_grid_layout_column_at (&self->layout, x);

  if (row < 0 || column < 0)
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

/* --- menu --------------------------------------------------------------------------------------------------------- */

static GMenuModel *
make_menu (XlGrid *self)
{
  g_autoptr(GMenu) all = g_menu_new ();
  g_autoptr(GMenu) own = g_menu_new ();

  g_menu_append (own, _("Copy"), "grid.copy");
  g_menu_append (own, _("Select all"), "grid.select-all");
  g_menu_append (own, _("Sort rising"), "grid.sort-rising");
  g_menu_append (own, _("Sort falling"), "grid.sort-falling");
  if (self->menu != NULL)
    g_menu_append_section (all, NULL, self->menu);
  g_menu_append_section (all, NULL, G_MENU_MODEL (own));
  return G_MENU_MODEL (g_steal_pointer (&all));
}

static void
on_menu_closed (GtkPopover *popover, XlGrid *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
xl_grid_show_menu (XlGrid *self, double x, double y)
{
  if (self->popover == NULL)
    {
      g_autoptr(GMenuModel) model = make_menu (self);

      self->popover = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
      g_signal_connect (self->popover, "closed", G_CALLBACK (on_menu_closed), self);
    }
  g_signal_emit (self, xl_grid_signals[XL_GRID_CONTEXT_MENU], 0, self->selection.row, self->selection.column, x, y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
do_copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  xl_grid_copy (XL_GRID (widget));
}

static void
do_select_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  select_all (XL_GRID (widget));
}

static void
do_sort (GtkWidget *widget, const char *name, GVariant *parameter)
{
  XlGrid *self = XL_GRID (widget);

  xl_grid_sort (self, self->selection.column, g_str_equal (name, "grid.sort-falling"));
}

/* --- setting up --------------------------------------------------------------------------------------------------- */

void
xl_grid_input_class (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "grid.copy", NULL, do_copy);
  gtk_widget_class_install_action (klass, "grid.select-all", NULL, do_select_all);
  gtk_widget_class_install_action (klass, "grid.sort-rising", NULL, do_sort);
  gtk_widget_class_install_action (klass, "grid.sort-falling", NULL, do_sort);
}

static void
add (XlGrid *self, gpointer controller)
{
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
xl_grid_input_init (XlGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *right = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (right), GDK_BUTTON_SECONDARY);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (right, "pressed", G_CALLBACK (on_right_pressed), self);
  add (self, keys);
  add (self, motion);
  add (self, drag);
  add (self, click);
  add (self, right);
}
