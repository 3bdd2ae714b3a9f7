/* Where the grid and its children are: widths, scrolling, allocation. */
#include "ui/xl-grid-private.h"

/* Widths in pixels; what is left over goes to the last column. */
void
xl_grid_update_widths (XlGrid *self)
{
  int n = (int) self->columns->len, sum = 0;

  self->widths = g_renew (int, self->widths, n + 1);
  for (int c = 0; c < n; c++)
    {
      self->widths[c] = (int) (xl_grid_column_get_width_em (xl_grid_get_column (self, c)) * self->em) + 2 * XL_GRID_PAD;
      sum += self->widths[c];
    }
  if (n > 0 && sum < self->layout.width)
    self->widths[n - 1] += self->layout.width - sum;
  self->layout.widths = self->widths;
  self->layout.n_columns = n;
  self->layout.frozen = MIN (self->frozen, n);
  self->layout.n_rows = xl_grid_n_records (self);
  self->layout.n_rows += self->source != NULL && xl_grid_source_can_append (self->source);
  self->layout.total_height = self->show_totals ? self->layout.row_height : 0;
}

static int
header_height (XlGrid *self)
{
  int highest = self->layout.row_height, natural;

  for (guint i = 0; i < self->headers->len; i++)
    {
      gtk_widget_measure (g_ptr_array_index (self->headers, i), GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL,
                          NULL);
      highest = MAX (highest, natural);
    }
  return highest;
}

void
xl_grid_configure (XlGrid *self, GtkOrientation orientation, double upper, double page, double step)
{
  GtkAdjustment *adjustment = self->adjustment[orientation];
  double value;

  if (adjustment == NULL)
    return;
  value = CLAMP (gtk_adjustment_get_value (adjustment), 0, MAX (0, upper - page));
  gtk_adjustment_configure (adjustment, value, 0, MAX (upper, page), step, MAX (step, page - step), page);
}

void
xl_grid_read_scroll (XlGrid *self)
{
  GtkAdjustment *across = self->adjustment[GTK_ORIENTATION_HORIZONTAL];
  GtkAdjustment *down = self->adjustment[GTK_ORIENTATION_VERTICAL];

  self->layout.x = across != NULL ? gtk_adjustment_get_value (across) : 0;
  self->layout.y = down != NULL ? gtk_adjustment_get_value (down) : 0;
}

static void
place_headers (XlGrid *self)
{
  for (guint c = 0; c < self->headers->len; c++)
    {
      GtkWidget *header = g_ptr_array_index (self->headers, c);
      int x = xl_grid_layout_column_x (&self->layout, c), least;

      gtk_widget_measure (header, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_size_allocate (header,
                                &(GtkAllocation){ x, 0, MAX (least, self->widths[c]), self->layout.header_height }, -1);
    }
}

void
xl_grid_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  XlGrid *self = XL_GRID (widget);
  int frozen_width;

  self->layout.width = width;
  self->layout.height = height;
  self->layout.header_height = header_height (self);
  xl_grid_update_widths (self);
  frozen_width = xl_grid_layout_frozen_width (&self->layout);
  xl_grid_configure (self, GTK_ORIENTATION_HORIZONTAL, xl_grid_layout_full_width (&self->layout) - frozen_width,
             MAX (1, width - frozen_width), self->em * 3);
  xl_grid_configure (self, GTK_ORIENTATION_VERTICAL, xl_grid_layout_full_height (&self->layout),
             MAX (1, xl_grid_layout_body_height (&self->layout)), self->layout.row_height);
  xl_grid_read_scroll (self);
  place_headers (self);
  xl_grid_cell_place (self);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child) && gtk_widget_get_visible (child))
      gtk_popover_present (GTK_POPOVER (child));
}

void
xl_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                 int *minimum_baseline, int *natural_baseline)
{
  XlGrid *self = XL_GRID (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child))
      gtk_widget_measure (child, orientation, -1, NULL, NULL, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = self->em * 8;
      *natural = self->em * 40;
    }
  else
    {
      *minimum = self->layout.row_height * 4;
      *natural = self->layout.row_height * 12;
    }
}

/* --- scrolling ---------------------------------------------------------------------------------------------------- */

static void
on_scrolled (GtkAdjustment *adjustment, XlGrid *self)
{
  xl_grid_read_scroll (self);
  if (self->layout.n_columns == 0 || self->layout.height == 0)
    return;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
xl_grid_set_adjustment (XlGrid *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  if (adjustment != NULL && self->adjustment[orientation] == adjustment)
    return;
  if (self->adjustment[orientation] != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment[orientation], self);
  g_clear_object (&self->adjustment[orientation]);
  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  self->adjustment[orientation] = g_object_ref_sink (adjustment);
  g_signal_connect (adjustment, "value-changed", G_CALLBACK (on_scrolled), self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
