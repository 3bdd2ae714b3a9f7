#include "ui/xl-grid-paste-plan.h"

#include "ui/xl-grid-clipboard.h"
#include "ui/xl-grid-value.h"

#include <glib/gi18n.h>

void
xl_grid_paste_plan_free (XlGridPastePlan *self)
{
  g_clear_pointer (&self->batch, xl_grid_batch_unref);
  g_clear_pointer (&self->refusals, g_ptr_array_unref);
  g_free (self->refusal);
  g_free (self);
}

/* --- where -------------------------------------------------------------------------------------------------------- */

static gboolean
goes_into (gint64 selected, gint64 size)
{
  return size > 0 && selected >= size && selected % size == 0;
}

/* The rectangle that is written. */
static void
place (XlGridPastePlan *self, const XlGridPasteTarget *target, gint64 height, int width)
{
  gint64 rows = target->row1 - target->row0 + 1;
  int columns = target->col1 - target->col0 + 1;
  gboolean repeat = goes_into (rows, height) && goes_into (columns, width);

  self->row0 = target->row0;
  self->col0 = target->col0;
  self->row1 = target->row0 + (repeat ? rows : height) - 1;
  self->col1 = target->col0 + (repeat ? columns : width) - 1;
  self->n_new = MAX (0, self->row1 + 1 - MAX (target->n_rows, self->row0));
}

static gboolean
is_locked (XlGridColumn *column)
{
  return (xl_grid_column_get_flags (column) & XL_GRID_EDITABLE) == 0;
}

/* The names of the columns in the way; NULL: none. */
static char *
find_locked (XlGridPastePlan *self, const XlGridPasteTarget *target, guint *n_open)
{
  g_autoptr(GString) names = g_string_new (NULL);

  *n_open = 0;
  for (int c = self->col0; c <= self->col1; c++)
    {
      XlGridColumn *column = g_ptr_array_index (target->columns, c);

      *n_open += !is_locked (column);
      if (is_locked (column))
        g_string_append_printf (names, "%s%s", names->len > 0 ? C_("list", ", ") : "",
                                xl_grid_column_get_title (column));
    }
  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

static char *
judge_place (XlGridPastePlan *self, const XlGridPasteTarget *target, int width)
{
  int room = (int) target->columns->len - self->col0;
  g_autofree char *locked = NULL;
  guint n_open;

  if (self->col1 >= (int) target->columns->len)
    return g_strdup_printf (_("The block is %d columns wide, but from here there are only %d. Nothing was pasted."),
                            width, room);
  if (self->n_new > 0 && !target->can_append)
    return g_strdup_printf (
        ngettext ("The block needs %ld row more than there is, and none can be added here. Nothing was "
                  "pasted.",
                  "The block needs %ld rows more than there are, and none can be added here. Nothing "
                  "was pasted.",
                  (gulong) self->n_new),
        (long) self->n_new);
  if ((self->row1 - self->row0 + 1) * (self->col1 - self->col0 + 1) > XL_GRID_PASTE_CELLS)
    return g_strdup (_("More than 1,000,000 cells would be written at once. Nothing was pasted."));
  locked = find_locked (self, target, &n_open);
  if (locked == NULL || (target->leave_locked && n_open > 0))
    return NULL;
  self->locked = n_open > 0;
  return g_strdup_printf (_("These columns cannot be changed here: %s. Nothing was pasted."), locked);
}

/* --- what --------------------------------------------------------------------------------------------------------- */

static const char *
text_at (GPtrArray *block, gint64 row, int column)
{
  char **cells = g_ptr_array_index (block, row % (gint64) block->len);
  guint width = g_strv_length (cells);

  return (guint) column < width ? cells[column] : "";
}

static void
refuse (XlGridPastePlan *self, gint64 row, XlGridColumn *column, const char *text, const char *reason)
{
  g_autofree char *shown = g_utf8_substring (text, 0, MIN (20, g_utf8_strlen (text, -1)));
  g_autofree char *words = g_strdup_printf (_("“%s”: %s"), shown, _(reason));

  g_ptr_array_add (self->refusals, xl_grid_refusal_new (row, xl_grid_column_get_source_column (column), words));
}

/* The row's cells into @values; FALSE: one of them is no such value. */
static gboolean
read_row (XlGridPastePlan *self, const XlGridPasteTarget *target, GPtrArray *block, int width, gint64 row,
          XlGridValue *values)
{
  gboolean good = TRUE;

  for (int c = self->col0; c <= self->col1; c++)
    {
      XlGridColumn *column = g_ptr_array_index (target->columns, c);
      const char *text = text_at (block, row - self->row0, (c - self->col0) % width);
      const char *reason;

      if (is_locked (column))
        continue;
      reason = xl_grid_value_read (xl_grid_column_get_editor (column), xl_grid_column_get_choices (column), text,
                                   target->today, &values[c - self->col0]);
      if (reason != NULL)
        refuse (self, row, column, text, reason);
      good = good && reason == NULL;
    }
  return good;
}

static gboolean
is_empty (const XlGridValue *values, int n)
{
  for (int i = 0; i < n; i++)
    if (values[i].text != NULL && *values[i].text != '\0')
      return FALSE;
  return TRUE;
}

/* A row of nothing beyond the last record makes no record. */
static void
add_row (XlGridPastePlan *self, const XlGridPasteTarget *target, gint64 row, const XlGridValue *values)
{
  int n = self->col1 - self->col0 + 1;

  if (row >= target->n_rows && is_empty (values, n))
    {
      self->n_new--;
      return;
    }
  for (int i = 0; i < n; i++)
    if (values[i].text != NULL)
      xl_grid_batch_add (self->batch, row,
                         xl_grid_column_get_source_column (g_ptr_array_index (target->columns, self->col0 + i)),
                         values[i].text, values[i].key);
  self->n_rows++;
}

static void
read_block (XlGridPastePlan *self, const XlGridPasteTarget *target, GPtrArray *block, int width)
{
  int n = self->col1 - self->col0 + 1;
  g_autofree XlGridValue *values = g_new0 (XlGridValue, n);

  for (gint64 row = self->row0; row <= self->row1; row++)
    {
      if (read_row (self, target, block, width, row, values))
        add_row (self, target, row, values);
      else if (row >= target->n_rows)
        self->n_new--;
      for (int i = 0; i < n; i++)
        xl_grid_value_clear (&values[i]);
    }
}

XlGridPastePlan *
xl_grid_paste_plan (const XlGridPasteTarget *target, GPtrArray *block)
{
  XlGridPastePlan *self = g_new0 (XlGridPastePlan, 1);
  int width = (int) xl_grid_block_width (block);
  g_autofree char *what = NULL;

  self->refusals = xl_grid_refusals_new ();
  if (block->len == 0 || width == 0)
    {
      self->refusal = g_strdup (_("There is nothing on the clipboard that fits into a table."));
      return self;
    }
  place (self, target, block->len, width);
  self->refusal = judge_place (self, target, width);
  if (self->refusal != NULL)
    return self;
  what = g_strdup_printf (ngettext ("Paste %ld row", "Paste %ld rows", (gulong) (self->row1 - self->row0 + 1)),
                          (long) (self->row1 - self->row0 + 1));
  self->batch = xl_grid_batch_new (what);
  read_block (self, target, block, width);
  return self;
}
