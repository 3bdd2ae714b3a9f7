#include "ui/xl-editor-row.h"

#define GAP 6

typedef struct {
  GtkWidget *entry, *end, *popover;
} XlEditorRowPrivate;
G_DEFINE_TYPE_WITH_PRIVATE (XlEditorRow, xl_editor_row, GTK_TYPE_WIDGET)

static XlEditorRowPrivate *
parts_of (gpointer self)
{
  return xl_editor_row_get_instance_private (XL_EDITOR_ROW (self));
}

static int
end_width (XlEditorRowPrivate *parts)
{
  int natural = 0;

  if (parts->end != NULL && gtk_widget_get_visible (parts->end))
    gtk_widget_measure (parts->end, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural > 0 ? natural + GAP : 0;
}

static void
xl_editor_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  XlEditorRowPrivate *parts = parts_of (widget);
  int least = 0, wish = 0;

  gtk_widget_measure (parts->entry, orientation, -1, minimum, natural, minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum += end_width (parts);
      *natural += end_width (parts);
    }
  else if (end_width (parts) > 0)
    {
      gtk_widget_measure (parts->end, orientation, -1, &least, &wish, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, wish);
    }
}

static void
xl_editor_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  XlEditorRowPrivate *parts = parts_of (widget);
  int end = end_width (parts);

  gtk_widget_size_allocate (parts->entry, &(GtkAllocation) { 0, 0, width - end, height }, baseline);
  if (end > 0)
    gtk_widget_size_allocate (parts->end, &(GtkAllocation) { width - end + GAP, 0, end - GAP, height }, -1);
  if (parts->popover != NULL)
    gtk_popover_present (GTK_POPOVER (parts->popover));
}

static gboolean
xl_editor_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (parts_of (widget)->entry);
}

/* From the entry to what stands at its end, and back; what takes the focus for its entry would keep Shift+Tab from leaving. */
static gboolean
xl_editor_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  XlEditorRowPrivate *parts = parts_of (widget);
  gboolean back = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_LEFT;
  GtkWidget *first = back && parts->end != NULL ? parts->end : parts->entry;
  GtkWidget *second = first == parts->entry ? parts->end : parts->entry;

  if ((second == NULL || gtk_widget_get_focus_child (widget) != second) && gtk_widget_child_focus (first, direction))
    return TRUE;
  return second != NULL && gtk_widget_child_focus (second, direction);
}

static void
xl_editor_row_dispose (GObject *object)
{
  XlEditorRowPrivate *parts = parts_of (object);

  parts->popover = NULL;
  g_clear_pointer (&parts->end, gtk_widget_unparent);
  g_clear_pointer (&parts->entry, gtk_widget_unparent);
  G_OBJECT_CLASS (xl_editor_row_parent_class)->dispose (object);
}

static void
xl_editor_row_class_init (XlEditorRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = xl_editor_row_dispose;
  widget_class->measure = xl_editor_row_measure;
  widget_class->size_allocate = xl_editor_row_size_allocate;
  widget_class->grab_focus = xl_editor_row_grab_focus;
  widget_class->focus = xl_editor_row_focus;
}

static void
xl_editor_row_init (XlEditorRow *self)
{
}

void
xl_editor_row_set_entry (XlEditorRow *self, GtkWidget *entry)
{
  parts_of (self)->entry = entry;
  gtk_widget_set_parent (entry, GTK_WIDGET (self));
}

void
xl_editor_row_set_end (XlEditorRow *self, GtkWidget *end)
{
  parts_of (self)->end = end;
  gtk_widget_set_parent (end, GTK_WIDGET (self));
}

void
xl_editor_row_set_popover (XlEditorRow *self, GtkWidget *popover)
{
  parts_of (self)->popover = popover;
}
