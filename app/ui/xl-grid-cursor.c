/* Where the cursor is, what is selected, and where both go when the rows of the source become others. */
#include "ui/xl-grid-edit.h"

#include <glib/gi18n.h>

static void
scroll_to (XlGrid *self, GtkOrientation orientation, double value)
{
  if (self->adjustment[orientation] != NULL && self->layout.height > 0)
    gtk_adjustment_set_value (self->adjustment[orientation], value);
}

void
xl_grid_reveal (XlGrid *self)
{
  if (self->selection.row < 0 || self->layout.n_columns == 0)
    return;
  scroll_to (self, GTK_ORIENTATION_VERTICAL, xl_grid_layout_reveal_row (&self->layout, self->selection.row));
  scroll_to (self, GTK_ORIENTATION_HORIZONTAL, xl_grid_layout_reveal_column (&self->layout, self->selection.column));
}

/* The key that brings the cursor back when the rows are others. */
static void
remember_line (XlGrid *self)
{
  gint64 row = self->selection.row;

  if (self->source == NULL || row < 0)
    self->cursor_id = 0;
  else
    self->cursor_id = xl_grid_is_new_line (self, row) ? XL_GRID_NEW_LINE
                                                      : xl_grid_source_get_row_id (self->source, row);
}

static void
show_reason (XlGrid *self)
{
  XlGridKept *kept = xl_grid_kept_at (self, self->selection.row, self->selection.column);

  if (kept != NULL && kept->reason != NULL && xl_grid_cell_has_focus (self))
    xl_grid_reason_show (self, kept->reason);
  else
    xl_grid_reason_hide (self);
}

void
xl_grid_cursor_to (XlGrid *self, gint64 row, int column, gboolean extend, gboolean add)
{
  gint64 before_row = self->selection.row;
  int before_column = self->selection.column;
  gboolean moved = row != before_row || column != before_column;

  if (moved)
    xl_grid_edit_leave (self);
  xl_grid_selection_move (&self->selection, row, column, extend, add);
  if (row != before_row)
    self->tab_column = -1;
  if (row != before_row && xl_grid_is_new_line (self, before_row))
    xl_grid_edit_submit_line (self);
  remember_line (self);
  xl_grid_reveal (self);
  if (moved)
    {
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      xl_grid_cell_place (self);
      xl_grid_cell_announce (self);
      show_reason (self);
      g_signal_emit (self, xl_grid_signals[XL_GRID_CURSOR_MOVED], 0, row, column);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, xl_grid_signals[XL_GRID_SELECTION_CHANGED], 0);
}

/* --- selecting ---------------------------------------------------------------------------------------------------- */

static void
selection_changed (XlGrid *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, xl_grid_signals[XL_GRID_SELECTION_CHANGED], 0);
}

void
xl_grid_select_all (XlGrid *self)
{
  xl_grid_selection_all (&self->selection, xl_grid_n_records (self), self->layout.n_columns);
  selection_changed (self);
}

void
xl_grid_select_rows (XlGrid *self)
{
  xl_grid_selection_rows (&self->selection, self->layout.n_columns);
  selection_changed (self);
}

void
xl_grid_select_columns (XlGrid *self)
{
  xl_grid_selection_columns (&self->selection, xl_grid_n_records (self));
  selection_changed (self);
}

char *
xl_grid_selection_text (XlGrid *self)
{
  const XlGridRange *r = xl_grid_selection_active (&self->selection);

  if (r == NULL)
    return g_strdup ("");
  return g_strdup_printf (_("%ld rows × %d columns selected"), (long) (r->row1 - r->row0 + 1), r->col1 - r->col0 + 1);
}

/* --- what the source says ----------------------------------------------------------------------------------------- */

static void
on_rows_ready (XlGridSource *source, gint64 first, gint64 n, XlGrid *self)
{
  xl_grid_forget_rows (self, first, n);
  if (self->selection.row >= first && self->selection.row < first + n)
    {
      remember_line (self);
      xl_grid_cell_announce (self);
    }
}

/* There was nothing but the new line, and nobody has typed in it: the cursor only waited there for rows. */
static gboolean
waits_for_rows (XlGrid *self)
{
  return self->selection.row == 0 && self->editing == XL_GRID_IDLE && xl_grid_kept_get_n (self->kept) == 0;
}

/* Where the cursor belongs after the rows became others; @n_lines with the new one. */
static gint64
find_cursor (XlGrid *self, gint64 n_lines)
{
  gint64 row = -1;

  if (self->to_top || self->selection.row < 0)
    return n_lines > 0 ? 0 : -1;
  if (self->cursor_id == XL_GRID_NEW_LINE && xl_grid_source_can_append (self->source))
    return waits_for_rows (self) ? 0 : n_lines - 1;
  if (self->cursor_id != 0)
    row = xl_grid_source_find_row (self->source, self->cursor_id);
  return row >= 0 ? row : MIN (self->selection.row, n_lines - 1);
}

/* The rows moved while something is typed: the cursor goes along with its record and the editor stays open. */
static void
follow_editor (XlGrid *self, gint64 row)
{
  xl_grid_selection_move (&self->selection, row, self->selection.column, FALSE, FALSE);
  xl_grid_reveal (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
on_reset (XlGridSource *source, XlGrid *self)
{
  gint64 row;
  gboolean same;

  xl_grid_forget_rows (self, 0, -1);
  xl_grid_update_widths (self);
  row = find_cursor (self, self->layout.n_rows);
  same = row == self->selection.row;
  if (self->adjustment[GTK_ORIENTATION_VERTICAL] != NULL && self->layout.height > 0)
    xl_grid_configure (self, GTK_ORIENTATION_VERTICAL, xl_grid_layout_full_height (&self->layout),
                       MAX (1, xl_grid_layout_body_height (&self->layout)), self->layout.row_height);
  if (self->to_top)
    scroll_to (self, GTK_ORIENTATION_VERTICAL, 0);
  self->to_top = FALSE;
  xl_grid_read_scroll (self);
  if (self->editing != XL_GRID_IDLE && row >= 0)
    {
      follow_editor (self, row);
      return;
    }
  xl_grid_cursor_to (self, row, MAX (0, self->selection.column), FALSE, FALSE);
  if (same)
    xl_grid_cell_announce (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
on_rows_changed (XlGridSource *source, gint64 first, gint64 removed, gint64 added, XlGrid *self)
{
  if (removed == added)
    on_rows_ready (source, first, added, self);
  else
    on_reset (source, self);
}

void
xl_grid_drop_source (XlGrid *self)
{
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_clear_object (&self->source);
}

void
xl_grid_set_source (XlGrid *self, XlGridSource *source)
{
  if (self->source == source)
    return;
  xl_grid_edit_cancel (self);
  xl_grid_drop_source (self);
  g_clear_pointer (&self->kept, xl_grid_kept_free);
  self->kept = xl_grid_kept_new ();
  self->line_changed = FALSE;
  self->source = source != NULL ? g_object_ref (source) : NULL;
  self->cursor_id = 0;
  self->selection.row = -1;
  xl_grid_reason_hide (self);
  g_clear_pointer (&self->popover, gtk_widget_unparent);      /* other items where cells can be typed in */
  if (source == NULL)
    {
      gtk_widget_queue_resize (GTK_WIDGET (self));
      return;
    }
  g_signal_connect (source, "rows-ready", G_CALLBACK (on_rows_ready), self);
  g_signal_connect (source, "rows-changed", G_CALLBACK (on_rows_changed), self);
  g_signal_connect (source, "reset", G_CALLBACK (on_reset), self);
  on_reset (source, self);
}

XlGridSource *
xl_grid_get_source (XlGrid *self)
{
  return self->source;
}

/* --- public ------------------------------------------------------------------------------------------------------- */

gint64
xl_grid_get_cursor (XlGrid *self, int *column)
{
  if (column != NULL)
    *column = self->selection.column;
  return self->selection.row;
}

gint64
xl_grid_get_cursor_id (XlGrid *self)
{
  return self->source != NULL && self->selection.row >= 0 && !xl_grid_is_new_line (self, self->selection.row)
             ? xl_grid_source_get_row_id (self->source, self->selection.row)
             : 0;
}

void
xl_grid_move_cursor (XlGrid *self, gint64 row, int column, gboolean extend)
{
  g_return_if_fail (row < self->layout.n_rows && column < (int) self->columns->len);
  xl_grid_cursor_to (self, row, column, extend, FALSE);
}

gboolean
xl_grid_move_to_id (XlGrid *self, gint64 id)
{
  gint64 row = self->source != NULL ? xl_grid_source_find_row (self->source, id) : -1;

  if (row < 0)
    {
      self->cursor_id = id;      /* the source may find it after its next reset */
      return FALSE;
    }
  xl_grid_cursor_to (self, row, self->selection.column, FALSE, FALSE);
  return TRUE;
}

GArray *
xl_grid_get_ranges (XlGrid *self)
{
  return g_array_copy (self->selection.ranges);
}

gint64
xl_grid_get_n_selected (XlGrid *self)
{
  gint64 n = xl_grid_selection_n_rows (&self->selection);

  return n - (n > 0 && xl_grid_selection_has_row (&self->selection, xl_grid_n_records (self)));      /* no record yet */
}

static void
add_ids (XlGrid *self, GArray *ids, const XlGridRange *range, guint max)
{
  gint64 last = MIN (range->row1, xl_grid_n_records (self) - 1);

  for (gint64 row = range->row0; row <= last && ids->len < max; row++)
    {
      gint64 id = xl_grid_source_get_row_id (self->source, row);
      gboolean known = FALSE;

      for (guint i = 0; self->selection.ranges->len > 1 && i < ids->len && !known; i++)
        known = g_array_index (ids, gint64, i) == id;
      if (id != 0 && !known)
        g_array_append_val (ids, id);
    }
}

GArray *
xl_grid_get_selected_ids (XlGrid *self, guint max)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; self->source != NULL && i < self->selection.ranges->len; i++)
    add_ids (self, ids, &g_array_index (self->selection.ranges, XlGridRange, i), max);
  return ids;
}
