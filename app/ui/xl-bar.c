#include "ui/xl-bar.h"

struct _XlBar
{
  GtkWidget parent_instance;
  double    fraction;
  double    mark;       /* negative: none */
};
G_DEFINE_FINAL_TYPE (XlBar, xl_bar, GTK_TYPE_WIDGET)

/* In the colour of letters, above and below the bar too, so that it is seen on the bar and beside it. */
static void
append_mark (GtkWidget *widget, GtkSnapshot *snapshot, float x)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (parent != NULL ? parent : widget), &colour);
  gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (x - 1, -4, 2, (float) gtk_widget_get_height (widget) + 8));
}

static void
xl_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int filled = MAX (2, (int) (width * XL_BAR (widget)->fraction + .5));
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (0, 0, MIN (filled, width), height));
  if (XL_BAR (widget)->mark >= 0)
    append_mark (widget, snapshot, (float) (width * XL_BAR (widget)->mark));
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
  self->mark = -1;
}

GtkWidget *
xl_bar_new (double fraction)
{
  XlBar *self = g_object_new (XL_TYPE_BAR, "hexpand", TRUE, "valign", GTK_ALIGN_CENTER, NULL);

  self->fraction = CLAMP (fraction, 0, 1);
  return GTK_WIDGET (self);
}

void
xl_bar_set_mark (XlBar *self, double fraction)
{
  self->mark = CLAMP (fraction, 0, 1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
