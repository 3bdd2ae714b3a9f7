#include "ui/xl-beside.h"

struct _XlBeside
{
  GtkWidget  parent_instance;
  GtkWidget *main, *side;
};
G_DEFINE_FINAL_TYPE (XlBeside, xl_beside, GTK_TYPE_WIDGET)

static int
measured (GtkWidget *widget, GtkOrientation orientation, int for_size, gboolean natural)
{
  int least = 0, wish = 0;

  if (widget != NULL && gtk_widget_get_visible (widget))
    gtk_widget_measure (widget, orientation, for_size, &least, &wish, NULL, NULL);
  return natural ? wish : least;
}

/* The width of the side where it stands beside; 0: above. */
static int
side_width (XlBeside *self, int width)
{
  int side = measured (self->side, GTK_ORIENTATION_HORIZONTAL, -1, FALSE);

  return side > 0 && width >= measured (self->main, GTK_ORIENTATION_HORIZONTAL, -1, TRUE) + side ? side : 0;
}

static GtkSizeRequestMode
xl_beside_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
xl_beside_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                   int *minimum_baseline, int *natural_baseline)
{
  XlBeside *self = XL_BESIDE (widget);
  int width = for_size, side;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (measured (self->main, orientation, -1, FALSE), measured (self->side, orientation, -1, FALSE));
      *natural = measured (self->main, orientation, -1, TRUE) + measured (self->side, orientation, -1, FALSE);
      return;
    }
  if (width < 0)
    xl_beside_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &side, &width, NULL, NULL);
  side = side_width (self, width);
  *minimum = side > 0 ? MAX (measured (self->main, orientation, width - side, TRUE), measured (self->side, orientation, side, TRUE))
                      : measured (self->main, orientation, width, TRUE) + measured (self->side, orientation, width, TRUE);
  *natural = *minimum;
}

static void
place (GtkWidget *widget, int x, int y, int width, int height)
{
  if (widget != NULL && gtk_widget_get_visible (widget))
    gtk_widget_size_allocate (widget, &(GtkAllocation) { x, y, width, height }, -1);
}

static void
xl_beside_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  XlBeside *self = XL_BESIDE (widget);
  int side = side_width (self, width);
  int above = side > 0 ? 0 : measured (self->side, GTK_ORIENTATION_VERTICAL, width, TRUE);

  if (side > 0)
    gtk_widget_add_css_class (self->side, "beside");
  else
    gtk_widget_remove_css_class (self->side, "beside");
  place (self->side, side > 0 ? width - side : 0, 0, side > 0 ? side : width, side > 0 ? height : above);
  place (self->main, 0, above, width - side, height - above);
}

static void
xl_beside_dispose (GObject *object)
{
  g_clear_pointer (&XL_BESIDE (object)->main, gtk_widget_unparent);
  g_clear_pointer (&XL_BESIDE (object)->side, gtk_widget_unparent);
  G_OBJECT_CLASS (xl_beside_parent_class)->dispose (object);
}

static void
xl_beside_class_init (XlBesideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = xl_beside_dispose;
  widget_class->get_request_mode = xl_beside_get_request_mode;
  widget_class->measure = xl_beside_measure;
  widget_class->size_allocate = xl_beside_size_allocate;
}

static void
xl_beside_init (XlBeside *self)
{
}

GtkWidget *
xl_beside_new (GtkWidget *main, GtkWidget *side)
{
  XlBeside *self = g_object_new (XL_TYPE_BESIDE, NULL);

  self->side = side;
  gtk_widget_set_parent (side, GTK_WIDGET (self));
  xl_beside_set_main (self, main);
  return GTK_WIDGET (self);
}

void
xl_beside_set_main (XlBeside *self, GtkWidget *main)
{
  g_clear_pointer (&self->main, gtk_widget_unparent);
  self->main = main;
  if (main != NULL)
    gtk_widget_insert_after (main, GTK_WIDGET (self), self->side);
}
