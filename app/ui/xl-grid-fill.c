/* Many cells at once: cleared, filled down or to the right, filled with one value. */
#include "ui/xl-grid-edit.h"

#include <glib/gi18n.h>
#include <string.h>

#define FILL_MOST 200000      /* cells; more is a change of the whole column */

/* Calls @each for every cell of @range that can be typed in; how many there were, -1 when it would be too many. */
typedef void (*EachCell) (XlGrid *self, gint64 row, int column, gpointer data);

static int
for_each_cell (XlGrid *self, const XlGridRange *range, EachCell each, gpointer data)
{
  gint64 last = MIN (range->row1, xl_grid_n_records (self) - 1);
  int n = 0;

  if ((last - range->row0 + 1) > FILL_MOST / (range->col1 - range->col0 + 1))
    return -1;
  for (gint64 row = range->row0; row <= last; row++)
    for (int column = range->col0; column <= range->col1; column++)
      if (xl_grid_lock_of (self, row, column) == NULL)
        {
          each (self, row, column, data);
          n++;
        }
  return n;
}

static void
say_too_many (XlGrid *self)
{
  xl_grid_say (self, _("More than 200,000 cells would change at once. Use the change of a whole column instead."),
               FALSE);
}

/* Nothing could be changed: why not in the first cell. */
static void
say_why_not (XlGrid *self)
{
  const char *lock = xl_grid_lock_of (self, self->selection.row, self->selection.column);

  if (lock != NULL)
    xl_grid_reason_show (self, lock);
}

static void
write_all (XlGrid *self, XlGridBatch *batch)
{
  if (xl_grid_batch_get_n (batch) == 0)
    say_why_not (self);
  else
    xl_grid_write (self, batch, FALSE, XL_GRID_WRITE_MANY);
  xl_grid_forget_drawn (self);
}

/* --- clearing ----------------------------------------------------------------------------------------------------- */

static void
clear_cell (XlGrid *self, gint64 row, int column, gpointer batch)
{
  xl_grid_kept_forget (self->kept, xl_grid_line_id (self, row), xl_grid_source_column (self, column));
  xl_grid_batch_add (batch, row, xl_grid_source_column (self, column), "", NULL);
}

/* What was typed into the new line and is selected. */
static void
clear_new_line (XlGrid *self, const XlGridRange *range)
{
  if (range->row1 < xl_grid_n_records (self))
    return;
  for (int column = range->col0; column <= range->col1; column++)
    if (xl_grid_kept_forget (self->kept, XL_GRID_NEW_LINE, xl_grid_source_column (self, column)))
      self->line_changed = TRUE;
  xl_grid_cell_announce (self);
}

void
xl_grid_clear_cells (XlGrid *self)
{
  g_autoptr(XlGridBatch) batch = xl_grid_batch_new (_("Clear cells"));
  gboolean only_new = TRUE;

  if (!xl_grid_is_sheet (self) || self->selection.row < 0)
    return;
  for (guint i = 0; i < self->selection.ranges->len; i++)
    {
      const XlGridRange *range = &g_array_index (self->selection.ranges, XlGridRange, i);

      clear_new_line (self, range);
      only_new = only_new && xl_grid_is_new_line (self, range->row0);
      if (for_each_cell (self, range, clear_cell, batch) < 0)
        {
          say_too_many (self);
          return;
        }
    }
  if (only_new)
    xl_grid_forget_drawn (self);
  else
    write_all (self, batch);
}

/* --- filling ------------------------------------------------------------------------------------------------------ */

typedef struct {
  XlGridBatch *batch;
  gboolean     right;
  gint64       row0;        /* what is repeated: this row, or … */
  int          col0;        /* … this column */
  gboolean     waits;       /* some of it is not here yet */
} Fill;

static void
fill_cell (XlGrid *self, gint64 row, int column, gpointer data)
{
  Fill *fill = data;
  gint64 from_row = fill->right ? row : fill->row0;
  int from_column = fill->right ? fill->col0 : column;
  int source_column = xl_grid_source_column (self, from_column);
  const char *text = xl_grid_source_peek_edit (self->source, from_row, source_column);

  if (text == NULL)
    fill->waits = TRUE;
  else
    xl_grid_batch_add (fill->batch, row, xl_grid_source_column (self, column), text,
                       xl_grid_source_peek_key (self->source, from_row, source_column));
}

/* In the new line: what the record above has. */
static void
fill_new_line (XlGrid *self, const XlGridRange *range)
{
  gint64 above = xl_grid_n_records (self) - 1;

  for (int column = range->col0; column <= range->col1 && above >= 0; column++)
    {
      int source_column = xl_grid_source_column (self, column);
      const char *text = xl_grid_source_peek_edit (self->source, above, source_column);

      if (xl_grid_lock_of (self, above + 1, column) != NULL || text == NULL || *text == '\0')
        continue;
      xl_grid_kept_put (self->kept, XL_GRID_NEW_LINE, source_column, text,
                        xl_grid_source_peek_key (self->source, above, source_column));
      self->line_changed = TRUE;
    }
  xl_grid_forget_drawn (self);
  xl_grid_cell_announce (self);
}

/* One row (column) alone is filled from the one before it. */
void
xl_grid_fill (XlGrid *self, gboolean right)
{
  const XlGridRange *active = xl_grid_selection_active (&self->selection);
  g_autoptr(XlGridBatch) batch = xl_grid_batch_new (right ? _("Fill to the right") : _("Fill down"));
  Fill fill = { .batch = batch, .right = right };
  XlGridRange range;

  if (!xl_grid_is_sheet (self) || active == NULL)
    return;
  range = *active;
  if (!right && xl_grid_is_new_line (self, range.row0))
    {
      fill_new_line (self, &range);
      return;
    }
  fill.row0 = range.row0 == range.row1 ? range.row0 - 1 : range.row0;
  fill.col0 = range.col0 == range.col1 ? range.col0 - 1 : range.col0;
  if (right)
    range.col0 = fill.col0 + 1;
  else
    range.row0 = fill.row0 + 1;
  if ((right ? fill.col0 : fill.row0) < 0)
    return;
  if (for_each_cell (self, &range, fill_cell, &fill) < 0)
    say_too_many (self);
  else if (!fill.waits)
    write_all (self, batch);
}

/* --- one value ---------------------------------------------------------------------------------------------------- */

typedef struct {
  XlGridBatch       *batch;
  GPtrArray         *refusals;
  const XlGridValue *value;
  int                column;      /* of the cursor */
  char               today[11];
} OneValue;

/* The value as this column reads it. */
static void
put_value (XlGrid *self, gint64 row, int column, gpointer data)
{
  OneValue *one = data;
  XlGridColumn *of = xl_grid_get_column (self, column);
  g_auto(XlGridValue) value = { NULL, NULL };
  const char *reason = NULL;

  if (column == one->column)
    value = (XlGridValue) { g_strdup (one->value->text), g_strdup (one->value->key) };
  else
    reason = xl_grid_value_read (xl_grid_column_get_editor (of), xl_grid_column_get_choices (of), one->value->text,
                                 one->today, &value);
  if (reason != NULL)
    g_ptr_array_add (one->refusals, xl_grid_refusal_new (row, xl_grid_source_column (self, column), _(reason)));
  else
    xl_grid_batch_add (one->batch, row, xl_grid_source_column (self, column), value.text, value.key);
}

void
xl_grid_fill_with (XlGrid *self, const XlGridValue *value)
{
  g_autoptr(XlGridBatch) batch = xl_grid_batch_new (_("Fill the selection"));
  g_autoptr(GPtrArray) refusals = xl_grid_refusals_new ();
  OneValue one = { .batch = batch, .refusals = refusals, .value = value, .column = self->selection.column };

  xl_grid_edit_today (one.today);
  if (!xl_grid_selection_is_wide (&self->selection))
    {
      xl_grid_edit_put (self, value);
      return;
    }
  for (guint i = 0; i < self->selection.ranges->len; i++)
    if (for_each_cell (self, &g_array_index (self->selection.ranges, XlGridRange, i), put_value, &one) < 0)
      {
        say_too_many (self);
        return;
      }
  if (refusals->len > 0)
    xl_grid_write_refused (self, batch, refusals);
  else
    write_all (self, batch);
}
