/* The columns of a grid and their heads. */
#include "ui/xl-grid-edit.h"
#include "ui/xl-grid-header.h"

#define FIT_MOST_EM 40

static void
on_column_changed (XlGridColumn *column, XlGrid *self)
{
  xl_grid_forget_rows (self, 0, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static int
position_of (XlGrid *self, GtkWidget *header)
{
  guint position = 0;

  return g_ptr_array_find (self->headers, header, &position) ? (int) position : -1;
}

static void
on_sort_clicked (XlGridHeader *header, XlGrid *self)
{
  int column = position_of (self, GTK_WIDGET (header));

  xl_grid_sort (self, column, self->order_column == column && !self->order_descending);
}

static void
on_filter_clicked (XlGridHeader *header, XlGrid *self)
{
  g_signal_emit (self, xl_grid_signals[XL_GRID_FILTER_CLICKED], 0, position_of (self, GTK_WIDGET (header)),
                 xl_grid_header_get_button (header));
}

void
xl_grid_sort (XlGrid *self, int column, gboolean descending)
{
  XlGridColumn *of = column >= 0 && column < (int) self->columns->len ? xl_grid_get_column (self, column) : NULL;

  if (of == NULL || self->source == NULL || !(xl_grid_column_get_flags (of) & XL_GRID_SORTABLE))
    return;
  xl_grid_edit_leave (self);
  self->to_top = TRUE;
  if (xl_grid_source_set_order (self->source, xl_grid_column_get_source_column (of), descending))
    xl_grid_set_order (self, column, descending);
  else
    self->to_top = FALSE;
}

static int
shifted (int position, int from, int to)
{
  if (position == from)
    return to;
  if (from < to)
    return position > from && position <= to ? position - 1 : position;
  return position >= to && position < from ? position + 1 : position;
}

void
xl_grid_move_column (XlGrid *self, int from, int to)
{
  gpointer column, header;

  to -= to > from;                   /* the place among the others */
  if (from < 0 || to < 0 || to >= (int) self->columns->len || to == from)
    return;
  xl_grid_edit_leave (self);
  column = g_ptr_array_steal_index (self->columns, from);
  header = g_ptr_array_steal_index (self->headers, from);
  g_ptr_array_insert (self->columns, to, column);
  g_ptr_array_insert (self->headers, to, header);
  gtk_widget_insert_after (header, GTK_WIDGET (self), to > 0 ? g_ptr_array_index (self->headers, to - 1) : NULL);
  if (self->order_column >= 0)
    self->order_column = shifted (self->order_column, from, to);
  xl_grid_forget_rows (self, 0, -1);
  xl_grid_update_widths (self);
  xl_grid_cursor_to (self, self->selection.row, shifted (self->selection.column, from, to), FALSE, FALSE);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_signal_emit (self, xl_grid_signals[XL_GRID_COLUMNS_CHANGED], 0);
}

void
xl_grid_fit_column (XlGrid *self, int column)
{
  XlGridColumn *of = xl_grid_get_column (self, column);
  int widest = 0;

  gtk_widget_measure (g_ptr_array_index (self->headers, column), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &widest, NULL,
                      NULL);
  widest = MAX (widest - 2 * XL_GRID_PAD, xl_grid_text_width (self, xl_grid_column_get_title (of)));
  for (gint64 row = xl_grid_layout_first_row (&self->layout, NULL); row <= xl_grid_layout_last_row (&self->layout);
       row++)
    {
      const char *text = xl_grid_peek (self, row, column);

      if (text != NULL)
        widest = MAX (widest, xl_grid_text_width (self, text));
    }
  xl_grid_column_set_width_em (of, MIN (FIT_MOST_EM, (widest + 2.0) / self->em));
  g_signal_emit (self, xl_grid_signals[XL_GRID_COLUMNS_CHANGED], 0);
}

/* --- public ------------------------------------------------------------------------------------------------------- */

void
xl_grid_add_column (XlGrid *self, XlGridColumn *column)
{
  GtkWidget *header = xl_grid_header_new (column);

  g_ptr_array_add (self->columns, column);
  g_ptr_array_add (self->headers, header);
  gtk_widget_insert_after (header, GTK_WIDGET (self), NULL);
  g_signal_connect (column, "changed", G_CALLBACK (on_column_changed), self);
  g_signal_connect (header, "sort-clicked", G_CALLBACK (on_sort_clicked), self);
  g_signal_connect (header, "filter-clicked", G_CALLBACK (on_filter_clicked), self);
  xl_grid_forget_rows (self, 0, -1);
  xl_grid_update_widths (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
xl_grid_clear_columns (XlGrid *self)
{
  xl_grid_edit_cancel (self);
  for (guint c = 0; c < self->columns->len; c++)
    {
      g_signal_handlers_disconnect_by_data (xl_grid_get_column (self, c), self);
      gtk_widget_unparent (g_ptr_array_index (self->headers, c));
    }
  g_ptr_array_set_size (self->headers, 0);
  g_ptr_array_set_size (self->columns, 0);
  self->order_column = -1;
  self->layout.n_columns = 0;
  xl_grid_forget_rows (self, 0, -1);
}

int
xl_grid_get_n_columns (XlGrid *self)
{
  return (int) self->columns->len;
}

XlGridColumn *
xl_grid_get_column (XlGrid *self, int position)
{
  return g_ptr_array_index (self->columns, position);
}

void
xl_grid_set_frozen (XlGrid *self, int n)
{
  self->frozen = MAX (0, n);
  xl_grid_forget_rows (self, 0, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
xl_grid_set_order (XlGrid *self, int column, gboolean descending)
{
  self->order_column = column;
  self->order_descending = descending;
  for (guint c = 0; c < self->headers->len; c++)
    xl_grid_header_set_order (g_ptr_array_index (self->headers, c), (int) c != column ? 0 : descending ? -1 : 1);
}
