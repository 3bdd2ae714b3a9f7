/* What a grid shows of its source: its records, the new line at the end, and what was typed and is not there yet. */
#include "ui/xl-grid-private.h"

#include <glib/gi18n.h>

gint64
xl_grid_n_records (XlGrid *self)
{
  return self->source != NULL ? xl_grid_source_get_n_rows (self->source) : 0;
}

gboolean
xl_grid_is_sheet (XlGrid *self)
{
  return self->source != NULL && xl_grid_source_can_edit (self->source);
}

gboolean
xl_grid_is_new_line (XlGrid *self, gint64 row)
{
  return row >= 0 && row >= xl_grid_n_records (self);
}

gint64
xl_grid_line_id (XlGrid *self, gint64 row)
{
  gint64 id;

  if (xl_grid_is_new_line (self, row))
    return XL_GRID_NEW_LINE;
  id = row >= 0 ? xl_grid_source_get_row_id (self->source, row) : 0;
  return id != 0 ? id : -1 - row;
}

int
xl_grid_source_column (XlGrid *self, int column)
{
  return xl_grid_column_get_source_column (g_ptr_array_index (self->columns, column));
}

XlGridKept *
xl_grid_kept_at (XlGrid *self, gint64 row, int column)
{
  if (xl_grid_kept_get_n (self->kept) == 0 || self->source == NULL || row < 0)
    return NULL;
  return xl_grid_kept_find (self->kept, xl_grid_line_id (self, row), xl_grid_source_column (self, column));
}

const char *
xl_grid_peek (XlGrid *self, gint64 row, int column)
{
  XlGridKept *kept;

  if (self->source == NULL || row < 0 || column < 0 || column >= (int) self->columns->len)
    return NULL;
  kept = xl_grid_kept_at (self, row, column);
  if (kept != NULL && kept->text != NULL)
    return kept->text;
  return xl_grid_is_new_line (self, row) ? "" : xl_grid_source_peek (self->source, row,
                                                                     xl_grid_source_column (self, column));
}

XlCellMark
xl_grid_peek_mark (XlGrid *self, gint64 row, int column)
{
  if (xl_grid_is_new_line (self, row))
    return XL_CELL_PLAIN;
  return xl_grid_source_peek_mark (self->source, row, xl_grid_source_column (self, column));
}

XlGridRowKind
xl_grid_peek_row_kind (XlGrid *self, gint64 row)
{
  return row < 0 || xl_grid_is_new_line (self, row) ? XL_GRID_ROW_RECORD
                                                    : xl_grid_source_peek_row_kind (self->source, row);
}

const char *
xl_grid_lock_of (XlGrid *self, gint64 row, int column)
{
  XlGridColumn *of;
  const char *lock;

  if (!xl_grid_is_sheet (self) || row < 0 || column < 0 || column >= (int) self->columns->len)
    return _("Nothing can be typed here.");
  of = xl_grid_get_column (self, column);
  if (xl_grid_peek_row_kind (self, row) != XL_GRID_ROW_RECORD)
    return _("This line is no record; its numbers are counted from the records.");
  lock = xl_grid_column_get_lock (of);
  if ((xl_grid_column_get_flags (of) & XL_GRID_EDITABLE) == 0)
    return lock != NULL ? lock : _("This column cannot be changed here.");
  if (xl_grid_is_new_line (self, row))
    return NULL;
  return xl_grid_source_peek_lock (self->source, row, xl_grid_source_column (self, column));
}

/* --- what is drawn of them ---------------------------------------------------------------------------------------- */

void
xl_grid_forget_rows (XlGrid *self, gint64 first, gint64 n)
{
  for (guint i = 0; i < XL_GRID_SLOTS; i++)
    {
      XlGridSlot *slot = &self->slots[i];

      if (n >= 0 && (slot->row < first || slot->row >= first + n))
        continue;
      g_clear_pointer (&slot->node[0], gsk_render_node_unref);
      g_clear_pointer (&slot->node[1], gsk_render_node_unref);
      slot->row = -1;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
xl_grid_forget_drawn (XlGrid *self)
{
  xl_grid_forget_rows (self, 0, -1);
}
