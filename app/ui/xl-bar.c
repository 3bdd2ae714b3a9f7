#include "ui/xl-bar.h"

struct _XlBar
{
  GtkWidget parent_instance;
  double    fraction;
};
G_DEFINE_FINAL_TYPE (XlBar, xl_bar, GTK_TYPE_WIDGET)

static void
xl_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int filled = MAX (2, (int) (width * XL_BAR (widget)->fraction + .5));
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (0, 0, MIN (filled, width), height));
}

static void
xl_bar_class_init (XlBarClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = xl_bar_snapshot;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "bar");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
xl_bar_init (XlBar *self)
{
}

GtkWidget *
xl_bar_new (double fraction)
{
  XlBar *self = g_object_new (XL_TYPE_BAR, "hexpand", TRUE, "valign", GTK_ALIGN_CENTER, NULL);

  self->fraction = CLAMP (fraction, 0, 1);
  return GTK_WIDGET (self);
}
