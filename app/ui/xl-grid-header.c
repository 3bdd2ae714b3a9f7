#include "ui/xl-grid-header.h"

#include <glib/gi18n.h>

struct _XlGridHeader
{
  GtkWidget     parent_instance;
  XlGridColumn *column;
  GtkWidget    *arrow, *filter;
};
enum { SORT_CLICKED, FILTER_CLICKED, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlGridHeader, xl_grid_header, GTK_TYPE_WIDGET)

static void
on_released (GtkGestureClick *gesture, int n_press, double x, double y, XlGridHeader *self)
{
  if (xl_grid_column_get_flags (self->column) & XL_GRID_SORTABLE)
    g_signal_emit (self, signals[SORT_CLICKED], 0);
}

static void
on_filter (GtkButton *button, XlGridHeader *self)
{
  g_signal_emit (self, signals[FILTER_CLICKED], 0);
}

static void
on_column_changed (XlGridColumn *column, XlGridHeader *self)
{
  if (self->filter == NULL)
    return;
  if (xl_grid_column_get_filtered (column))
    gtk_widget_add_css_class (self->filter, "filtered");
  else
    gtk_widget_remove_css_class (self->filter, "filtered");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  xl_grid_column_get_filtered (column) ? _("A filter is set") : "", -1);
}

static void
xl_grid_header_dispose (GObject *object)
{
  XlGridHeader *self = XL_GRID_HEADER (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->column);
  G_OBJECT_CLASS (xl_grid_header_parent_class)->dispose (object);
}

static void
xl_grid_header_class_init (XlGridHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = xl_grid_header_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "gridheader");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);
  signals[SORT_CLICKED] = g_signal_new ("sort-clicked", XL_TYPE_GRID_HEADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[FILTER_CLICKED] = g_signal_new ("filter-clicked", XL_TYPE_GRID_HEADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
xl_grid_header_init (XlGridHeader *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/* Where a widget is seen its tooltip asks the display for the pointer at once: a long way for every column. */
static void
set_tooltip (GtkWidget *widget, const char *words)
{
  gtk_widget_set_visible (widget, FALSE);
  gtk_widget_set_tooltip_text (widget, words);
  gtk_widget_set_visible (widget, TRUE);
}

static void
add_filter (XlGridHeader *self)
{
  g_autofree char *words = g_strdup_printf (_("Filter %s"), xl_grid_column_get_title (self->column));

  self->filter = gtk_button_new_from_icon_name ("pan-down-symbolic");
  gtk_widget_set_focus_on_click (self->filter, FALSE);
  gtk_widget_set_focusable (self->filter, FALSE);      /* Alt+Down from the grid */
  set_tooltip (self->filter, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect (self->filter, "clicked", G_CALLBACK (on_filter), self);
  gtk_widget_set_parent (self->filter, GTK_WIDGET (self));
}

GtkWidget *
xl_grid_header_new (XlGridColumn *column)
{
  XlGridHeader *self = g_object_new (XL_TYPE_GRID_HEADER, NULL);
  GtkWidget *label = gtk_label_new (xl_grid_column_get_title (column));
  XlGridKind kind = xl_grid_column_get_kind (column);

  self->column = g_object_ref (column);
  gtk_label_set_xalign (GTK_LABEL (label), kind == XL_GRID_NUMBER ? 1 : kind == XL_GRID_CENTRE ? 0.5 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  self->arrow = gtk_image_new_from_icon_name ("pan-up-symbolic");
  gtk_widget_set_visible (self->arrow, FALSE);
  gtk_widget_set_parent (self->arrow, GTK_WIDGET (self));
  set_tooltip (GTK_WIDGET (self), xl_grid_column_get_title (column));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  xl_grid_column_get_title (column), -1);
  if (xl_grid_column_get_flags (column) & XL_GRID_FILTER)
    add_filter (self);
  g_signal_connect_object (column, "changed", G_CALLBACK (on_column_changed), self, 0);
  return GTK_WIDGET (self);
}

void
xl_grid_header_set_order (XlGridHeader *self, int direction)
{
  gtk_widget_set_visible (self->arrow, direction != 0);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow), direction < 0 ? "pan-down-symbolic" : "pan-up-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  direction > 0   ? _("in rising order")
                                  : direction < 0 ? _("in falling order")
                                                  : "",
                                  -1);
}

GtkWidget *
xl_grid_header_get_button (XlGridHeader *self)
{
  return self->filter;
}
