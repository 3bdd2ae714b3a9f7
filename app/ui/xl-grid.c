#include "ui/xl-grid.h"

#include "ui/xl-grid-edit.h"

#include <glib/gi18n.h>

enum { PROP_0, PROP_HADJUSTMENT, PROP_VADJUSTMENT, PROP_HSCROLL_POLICY, PROP_VSCROLL_POLICY, PROP_SELECTION_TEXT };
guint xl_grid_signals[XL_GRID_N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (XlGrid, xl_grid, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

/* --- properties --------------------------------------------------------------------------------------------------- */

static void
xl_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  XlGrid *self = XL_GRID (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustment[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustment[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policy[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policy[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_SELECTION_TEXT:
      g_value_take_string (value, xl_grid_selection_text (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
xl_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  XlGrid *self = XL_GRID (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      xl_grid_set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      xl_grid_set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->policy[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->policy[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

/* --- virtual functions -------------------------------------------------------------------------------------------- */

static void
xl_grid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (xl_grid_parent_class)->css_changed (widget, change);
  xl_grid_read_style (XL_GRID (widget));
  gtk_widget_queue_resize (widget);
}

static void
xl_grid_state_flags_changed (GtkWidget *widget, GtkStateFlags before)
{
  GTK_WIDGET_CLASS (xl_grid_parent_class)->state_flags_changed (widget, before);
  gtk_widget_queue_draw (widget);      /* the frame of the cursor shows the focus */
}

/* The page goes away: what is being typed is not lost. */
static void
xl_grid_unmap (GtkWidget *widget)
{
  XlGrid *self = XL_GRID (widget);

  xl_grid_edit_leave (self);
  xl_grid_edit_submit_line (self);
  GTK_WIDGET_CLASS (xl_grid_parent_class)->unmap (widget);
}

static gboolean
xl_grid_grab_focus (GtkWidget *widget)
{
  return xl_grid_cell_focus (XL_GRID (widget));
}

static gboolean
xl_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN)
    return FALSE;
  return xl_grid_cell_focus (XL_GRID (widget));
}

static void
xl_grid_dispose (GObject *object)
{
  XlGrid *self = XL_GRID (object);

  g_clear_handle_id (&self->autoscroll, g_source_remove);
  xl_grid_edit_cancel (self);
  g_cancellable_cancel (self->completing);
  g_clear_object (&self->completing);
  xl_grid_drop_source (self);
  g_clear_pointer (&self->choose, gtk_widget_unparent);
  g_clear_pointer (&self->calendar, gtk_widget_unparent);
  g_clear_pointer (&self->reason, gtk_widget_unparent);
  xl_grid_cell_dispose (self);
  xl_grid_clear_columns (self);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  for (int i = 0; i < 2; i++)
    {
      if (self->adjustment[i] != NULL)
        g_signal_handlers_disconnect_by_data (self->adjustment[i], self);
      g_clear_object (&self->adjustment[i]);
    }
  g_clear_object (&self->menu);
  G_OBJECT_CLASS (xl_grid_parent_class)->dispose (object);
}

static void
xl_grid_finalize (GObject *object)
{
  XlGrid *self = XL_GRID (object);

  for (guint i = 0; i < XL_GRID_SLOTS; i++)
    {
      g_clear_pointer (&self->slots[i].node[0], gsk_render_node_unref);
      g_clear_pointer (&self->slots[i].node[1], gsk_render_node_unref);
    }
  g_clear_pointer (&self->waiting, gsk_render_node_unref);
  g_clear_object (&self->pango);
  xl_grid_selection_clear (&self->selection);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->headers);
  g_free (self->widths);
  g_free (self->label);
  g_free (self->edit_from);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  xl_grid_kept_free (self->kept);
  G_OBJECT_CLASS (xl_grid_parent_class)->finalize (object);
}

static void
add_signals (GType type)
{
  xl_grid_signals[XL_GRID_CURSOR_MOVED] = g_signal_new ("cursor-moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                        G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT);
  xl_grid_signals[XL_GRID_SELECTION_CHANGED] =
      g_signal_new ("selection-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  xl_grid_signals[XL_GRID_CELL_ACTIVATED] = g_signal_new ("cell-activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                          NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT);
  xl_grid_signals[XL_GRID_FILTER_VALUE] = g_signal_new ("filter-value", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                        G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT);
  xl_grid_signals[XL_GRID_COLUMNS_CHANGED] =
      g_signal_new ("columns-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  xl_grid_signals[XL_GRID_FILTER_CLICKED] = g_signal_new ("filter-clicked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                          NULL, G_TYPE_NONE, 2, G_TYPE_INT, GTK_TYPE_WIDGET);
  xl_grid_signals[XL_GRID_CONTEXT_MENU] = g_signal_new ("context-menu", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                        G_TYPE_NONE, 4, G_TYPE_INT64, G_TYPE_INT, G_TYPE_DOUBLE,
                                                        G_TYPE_DOUBLE);
}

static void
xl_grid_class_init (XlGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = xl_grid_dispose;
  object_class->finalize = xl_grid_finalize;
  object_class->get_property = xl_grid_get_property;
  object_class->set_property = xl_grid_set_property;
  widget_class->measure = xl_grid_measure;
  widget_class->size_allocate = xl_grid_allocate;
  widget_class->snapshot = xl_grid_snapshot;
  widget_class->css_changed = xl_grid_css_changed;
  widget_class->state_flags_changed = xl_grid_state_flags_changed;
  widget_class->unmap = xl_grid_unmap;
  widget_class->grab_focus = xl_grid_grab_focus;
  widget_class->focus = xl_grid_focus;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  g_object_class_install_property (object_class, PROP_SELECTION_TEXT,
                                   g_param_spec_string ("selection-text", NULL, NULL, NULL,
                                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  add_signals (G_TYPE_FROM_CLASS (klass));
  gtk_widget_class_set_css_name (widget_class, "recordgrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  xl_grid_menu_class (widget_class);
}

static void
xl_grid_init (XlGrid *self)
{
  self->columns = g_ptr_array_new_with_free_func (g_object_unref);
  self->headers = g_ptr_array_new ();
  self->order_column = self->resizing = self->moving = self->move_to = self->tab_column = -1;
  self->kept = xl_grid_kept_new ();
  self->layout.row_height = 31;
  self->em = 15;
  for (guint i = 0; i < XL_GRID_SLOTS; i++)
    self->slots[i].row = -1;
  xl_grid_selection_init (&self->selection);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  xl_grid_cell_init (self);
  xl_grid_input_init (self);
  xl_grid_mouse_init (self);
  xl_grid_read_style (self);
}

/* --- public ------------------------------------------------------------------------------------------------------- */

XlGrid *
xl_grid_new (void)
{
  return g_object_new (XL_TYPE_GRID, NULL);
}

GtkWidget *
xl_grid_new_scrolled (XlGrid **grid)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  *grid = xl_grid_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (*grid));
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (scrolled), FALSE);
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_add_css_class (scrolled, "grid-frame");
  return scrolled;
}

void
xl_grid_set_show_totals (XlGrid *self, gboolean show)
{
  self->show_totals = show;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
xl_grid_set_label (XlGrid *self, const char *label)
{
  g_free (self->label);
  self->label = g_strdup (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
