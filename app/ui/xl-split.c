#include "ui/xl-split.h"

struct _XlSplit
{
  GtkWidget  parent_instance;
  GtkWidget *content;
  GtkWidget *frame;      /* around the side, drawn above the content when it slides over */
  GtkWidget *side;
  gboolean   shown;
};
G_DEFINE_FINAL_TYPE (XlSplit, xl_split, GTK_TYPE_WIDGET)

/* The side takes what it wants, at most half of what there is beside a content of its least width. */
static int
side_width (XlSplit *self, int width)
{
  int least, natural;

  gtk_widget_measure (self->frame, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
  return CLAMP (MAX (natural, width * 2 / 5), least, MAX (least, width * 9 / 10));
}

static gboolean
is_beside (XlSplit *self, int width, int side)
{
  int least = 0;

  if (self->content != NULL)
    gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return width - side >= MAX (least, side * 3 / 4);
}

static void
xl_split_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                  int *minimum_baseline, int *natural_baseline)
{
  XlSplit *self = XL_SPLIT (widget);
  int least = 0, wish = 0;

  *minimum = *natural = 0;
  if (self->content != NULL)
    gtk_widget_measure (self->content, orientation, -1, minimum, natural, NULL, NULL);
  if (self->shown)
    {
      gtk_widget_measure (self->frame, orientation, -1, &least, &wish, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? *natural + wish : MAX (*natural, wish);
    }
  *natural = MAX (*natural, *minimum);
}

static void
xl_split_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  XlSplit *self = XL_SPLIT (widget);
  int side = self->shown ? MIN (side_width (self, width), width) : 0;
  gboolean beside = is_beside (self, width, side);

  if (self->content != NULL)
    gtk_widget_size_allocate (self->content, &(GtkAllocation) { 0, 0, beside ? width - side : width, height }, -1);
  if (self->shown)
    {
      gtk_widget_size_allocate (self->frame, &(GtkAllocation) { width - side, 0, side, height }, -1);
      if (beside)
        gtk_widget_remove_css_class (self->frame, "over");
      else
        gtk_widget_add_css_class (self->frame, "over");
    }
}

static void
xl_split_dispose (GObject *object)
{
  XlSplit *self = XL_SPLIT (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->frame, gtk_widget_unparent);
  self->side = NULL;
  G_OBJECT_CLASS (xl_split_parent_class)->dispose (object);
}

static void
xl_split_class_init (XlSplitClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = xl_split_dispose;
  widget_class->measure = xl_split_measure;
  widget_class->size_allocate = xl_split_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "split");
}

static void
xl_split_init (XlSplit *self)
{
  self->frame = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->frame, "side-panel");
  gtk_widget_set_visible (self->frame, FALSE);
  gtk_widget_set_parent (self->frame, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
xl_split_new (void)
{
  return g_object_new (XL_TYPE_SPLIT, "hexpand", TRUE, "vexpand", TRUE, NULL);
}

void
xl_split_set_content (XlSplit *self, GtkWidget *content)
{
  g_clear_pointer (&self->content, gtk_widget_unparent);
  self->content = content;
  if (content != NULL)
    gtk_widget_insert_before (content, GTK_WIDGET (self), self->frame);   /* below the side */
}

void
xl_split_set_side (XlSplit *self, GtkWidget *side)
{
  if (self->side != NULL)
    gtk_box_remove (GTK_BOX (self->frame), self->side);
  self->side = side;
  if (side == NULL)
    return;
  gtk_widget_set_vexpand (side, TRUE);
  gtk_box_append (GTK_BOX (self->frame), side);
}

GtkWidget *
xl_split_get_side (XlSplit *self)
{
  return self->side;
}

void
xl_split_show_side (XlSplit *self, gboolean show)
{
  self->shown = show && self->side != NULL;
  gtk_widget_set_visible (self->frame, self->shown);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

gboolean
xl_split_side_shown (XlSplit *self)
{
  return self->shown;
}
