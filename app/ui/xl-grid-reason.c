/* Why a cell is refused, in a popover below it. */
#include "ui/xl-grid-edit.h"

void
xl_grid_point_at_cell (XlGrid *self, GtkWidget *popover)
{
  int column = self->selection.column;
  GdkRectangle at = { xl_grid_layout_column_x (&self->layout, column),
                      xl_grid_layout_row_y (&self->layout, self->selection.row), self->widths[column],
                      self->layout.row_height };

  at.x = CLAMP (at.x, 0, MAX (0, self->layout.width - 1));
  at.y = CLAMP (at.y, 0, MAX (0, self->layout.height - 1));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &at);
}

static void
make_popover (XlGrid *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  self->reason = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->reason), FALSE);      /* the entry keeps the focus */
  gtk_popover_set_has_arrow (GTK_POPOVER (self->reason), FALSE);     /* black around it without a compositor */
  gtk_popover_set_position (GTK_POPOVER (self->reason), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->reason, GTK_ALIGN_START);
  gtk_widget_set_can_focus (self->reason, FALSE);
  gtk_widget_set_can_target (self->reason, FALSE);
  gtk_widget_add_css_class (self->reason, "grid-reason");
  gtk_popover_set_child (GTK_POPOVER (self->reason), label);
  gtk_widget_set_parent (self->reason, GTK_WIDGET (self));
}

void
xl_grid_reason_show (XlGrid *self, const char *words)
{
  GtkWidget *label;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || self->layout.n_columns == 0 || self->selection.row < 0)
    return;
  if (self->reason == NULL)
    make_popover (self);
  label = gtk_popover_get_child (GTK_POPOVER (self->reason));
  gtk_label_set_text (GTK_LABEL (label), words);
  xl_grid_point_at_cell (self, self->reason);
  gtk_popover_popup (GTK_POPOVER (self->reason));
  gtk_accessible_update_property (GTK_ACCESSIBLE (xl_grid_cell_entry (self)), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words, -1);
}

void
xl_grid_reason_hide (XlGrid *self)
{
  if (self->reason == NULL || !gtk_widget_get_visible (self->reason))
    return;
  gtk_popover_popdown (GTK_POPOVER (self->reason));
  gtk_accessible_reset_property (GTK_ACCESSIBLE (xl_grid_cell_entry (self)), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}
