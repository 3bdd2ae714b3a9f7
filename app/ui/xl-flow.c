#include "ui/xl-flow.h"

struct _XlFlow
{
  GtkWidget parent_instance;
  int       most, gap;
};
G_DEFINE_FINAL_TYPE (XlFlow, xl_flow, GTK_TYPE_WIDGET)

static int
widest (GtkWidget *self)
{
  int width = 0, least;

  for (GtkWidget *child = gtk_widget_get_first_child (self); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      width = MAX (width, least);
    }
  return width;
}

/* Goes over the children as they stand at @width; allocates them when @place.  Returns the height. */
static int
flow (XlFlow *self, int width, gboolean place)
{
  int columns = CLAMP ((width + self->gap) / MAX (1, widest (GTK_WIDGET (self)) + self->gap), 1, self->most);
  int column_width = (width - (columns - 1) * self->gap) / columns;
  int x = 0, y = 0, line = 0, height, at = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child), at++)
    {
      if (at > 0 && at % columns == 0)
        {
          y += line + self->gap;
          x = line = 0;
        }
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, column_width, NULL, &height, NULL, NULL);
      if (place)
        gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, column_width, height }, -1);
      line = MAX (line, height);
      x += column_width + self->gap;
    }
  return y + line;
}

static GtkSizeRequestMode
xl_flow_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
xl_flow_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                 int *minimum_baseline, int *natural_baseline)
{
  XlFlow *self = XL_FLOW (widget);
  int one = widest (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = one;
      *natural = self->most * one + (self->most - 1) * self->gap;
    }
  else
    *minimum = *natural = flow (self, for_size > 0 ? for_size : one, FALSE);
}

static void
xl_flow_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  flow (XL_FLOW (widget), width, TRUE);
}

static void
xl_flow_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (xl_flow_parent_class)->dispose (object);
}

static void
xl_flow_class_init (XlFlowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = xl_flow_dispose;
  widget_class->get_request_mode = xl_flow_get_request_mode;
  widget_class->measure = xl_flow_measure;
  widget_class->size_allocate = xl_flow_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "flow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
xl_flow_init (XlFlow *self)
{
}

GtkWidget *
xl_flow_new (int most, int gap)
{
  XlFlow *self = g_object_new (XL_TYPE_FLOW, NULL);

  self->most = most;
  self->gap = gap;
  return GTK_WIDGET (self);
}

void
xl_flow_add (XlFlow *self, GtkWidget *child)
{
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

GtkWidget *
xl_flow_get (XlFlow *self, int position)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  while (child != NULL && position-- > 0)
    child = gtk_widget_get_next_sibling (child);
  return child;
}
