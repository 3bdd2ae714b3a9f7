/* Cells on their way to the source, and its answer. */
#include "ui/xl-grid-edit.h"

#include "ui/xl-alert.h"
#include "ui/xl-window.h"

#include <glib/gi18n.h>

#define PATIENCE_MS 300     /* after that an edit of many cells shows how far it is */
#define LISTED      6       /* refusals named in an alert */

typedef struct {
  XlGrid         *grid;
  XlGridBatch    *batch;
  XlGridWriteKind kind;
  gboolean        good_rows;
  guint           serial;
  guint           timer;
  GCancellable   *cancellable;
} Write;

static void
write_free (Write *w)
{
  XlWindow *window = xl_window_of (GTK_WIDGET (w->grid));

  if (w->timer != 0)
    g_source_remove (w->timer);
  if (window != NULL && w->kind == XL_GRID_WRITE_MANY)
    xl_window_set_progress (window, NULL, 0, NULL);
  g_object_unref (w->grid);
  g_object_unref (w->cancellable);
  xl_grid_batch_unref (w->batch);
  g_free (w);
}

void
xl_grid_say (XlGrid *self, const char *words, gboolean undoable)
{
  XlWindow *window = xl_window_of (GTK_WIDGET (self));

  if (window != NULL)
    xl_window_say (window, words, NULL, undoable);
}

/* --- one cell ----------------------------------------------------------------------------------------------------- */

static char *
join_reasons (GPtrArray *refusals)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < refusals->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? "\n" : "", ((XlGridRefusal *) refusals->pdata[i])->reason);
  return g_string_free (words, FALSE);
}

static int
position_of (XlGrid *self, int source_column)
{
  for (int c = 0; c < (int) self->columns->len; c++)
    if (xl_grid_source_column (self, c) == source_column)
      return c;
  return -1;
}

/* Back to a refused cell, with what was typed, unless something else is being typed by now. */
static void
go_back_to (XlGrid *self, gint64 row, int column)
{
  if (self->editing != XL_GRID_IDLE || !xl_grid_cell_has_focus (self) || column < 0 || row < 0)
    return;
  xl_grid_cursor_to (self, row, column, FALSE, FALSE);
  xl_grid_edit_begin (self);
}

static void
refuse_cell (Write *w, const char *reason)
{
  XlGrid *self = w->grid;
  const XlGridPatch *patch = xl_grid_batch_get (w->batch, 0);
  XlGridKept *kept = xl_grid_kept_find_serial (self->kept, w->serial);
  g_autofree char *words = NULL;
  gint64 row;

  if (kept == NULL)      /* typed anew meanwhile */
    return;
  xl_grid_kept_refuse (kept, reason);
  xl_grid_forget_drawn (self);
  words = g_strdup_printf (_("Not taken: %s"), reason);
  xl_grid_say (self, words, FALSE);
  row = xl_grid_source_find_row (self->source, kept->id);      /* the rows may have changed places */
  go_back_to (self, row >= 0 ? row : patch->row, position_of (self, patch->column));
}

/* --- the new line ------------------------------------------------------------------------------------------------- */

static void
mark_line (XlGrid *self, const XlGridRefusal *refusal, int otherwise)
{
  int column = refusal->column >= 0 ? refusal->column : otherwise;
  XlGridKept *kept = xl_grid_kept_find (self->kept, XL_GRID_NEW_LINE, column);

  if (kept == NULL)
    kept = xl_grid_kept_put (self->kept, XL_GRID_NEW_LINE, column, NULL, NULL);
  xl_grid_kept_refuse (kept, refusal->reason);
}

/* The line stays as it was typed; the cursor goes to the first cell that is wrong, or missing. */
static void
refuse_line (Write *w, GPtrArray *refusals)
{
  XlGrid *self = w->grid;
  int first = -1, at_once = xl_grid_batch_get (w->batch, 0)->column;

  for (guint i = 0; i < refusals->len; i++)
    {
      XlGridRefusal *refusal = g_ptr_array_index (refusals, i);
      int position = position_of (self, refusal->column >= 0 ? refusal->column : at_once);

      mark_line (self, refusal, at_once);
      if (position >= 0 && (first < 0 || position < first))
        first = position;
    }
  for (guint i = 0; i < xl_grid_batch_get_n (w->batch); i++)
    {
      XlGridKept *kept = xl_grid_kept_find (self->kept, XL_GRID_NEW_LINE, xl_grid_batch_get (w->batch, i)->column);

      if (kept != NULL && kept->serial == w->serial)
        kept->serial = 0;
    }
  xl_grid_forget_drawn (self);
  xl_grid_say (self, _("The new line is not yet a record; the cells in red say why."), FALSE);
  if (first >= 0 && self->editing == XL_GRID_IDLE && xl_grid_cell_has_focus (self))
    {
      self->selection.column = -1;                   /* so that the cell speaks also where the cursor was */
      xl_grid_cursor_to (self, xl_grid_n_records (self), first, FALSE, FALSE);
    }
}

/* --- many cells --------------------------------------------------------------------------------------------------- */

typedef struct {
  XlGrid      *grid;
  XlGridBatch *batch;
} Again;

static void
on_answered (XlAlertAnswer answer, gpointer data)
{
  Again *again = data;

  if (answer == XL_ALERT_OTHER && again->grid->source != NULL)
    xl_grid_write (again->grid, again->batch, TRUE, XL_GRID_WRITE_MANY);
  gtk_widget_grab_focus (GTK_WIDGET (again->grid));
  g_object_unref (again->grid);
  xl_grid_batch_unref (again->batch);
  g_free (again);
}

static char *
list_refusals (XlGrid *self, GPtrArray *refusals)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < refusals->len && i < LISTED; i++)
    {
      XlGridRefusal *refusal = g_ptr_array_index (refusals, i);
      int position = position_of (self, refusal->column);
      const char *title = position >= 0 ? xl_grid_column_get_title (xl_grid_get_column (self, position)) : "";

      g_string_append_printf (words, _("Row %ld  %s  %s"), (long) refusal->row + 1, title, refusal->reason);
      g_string_append_c (words, '\n');
    }
  if (refusals->len > LISTED)
    g_string_append_printf (words, ngettext ("… and %u more.", "… and %u more.", refusals->len - LISTED),
                            refusals->len - LISTED);
  return g_string_free (words, FALSE);
}

/* Each refused cell says why when the cursor comes to it. */
static void
mark_cells (XlGrid *self, GPtrArray *refusals)
{
  for (guint i = 0; i < refusals->len; i++)
    {
      XlGridRefusal *refusal = g_ptr_array_index (refusals, i);
      XlGridKept *kept;

      if (refusal->row >= xl_grid_n_records (self) || refusal->column < 0)
        continue;
      kept = xl_grid_kept_put (self->kept, xl_grid_line_id (self, refusal->row), refusal->column, NULL, NULL);
      xl_grid_kept_refuse (kept, refusal->reason);
    }
  xl_grid_forget_drawn (self);
}

/* The rows with a refusal: a set of gint64 inside @refusals. */
static GHashTable *
bad_rows (GPtrArray *refusals)
{
  GHashTable *rows = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < refusals->len; i++)
    g_hash_table_add (rows, &((XlGridRefusal *) refusals->pdata[i])->row);
  return rows;
}

static gboolean
has_good_rows (XlGridBatch *batch, GPtrArray *refusals)
{
  g_autoptr(GHashTable) bad = bad_rows (refusals);

  for (guint i = 0; i < xl_grid_batch_get_n (batch); i++)
    if (!g_hash_table_contains (bad, &xl_grid_batch_get (batch, i)->row))
      return TRUE;
  return FALSE;
}

void
xl_grid_write_refused (XlGrid *self, XlGridBatch *batch, GPtrArray *refusals)
{
  g_autofree char *title = NULL;
  g_autofree char *text = list_refusals (self, refusals);
  XlAlertWords words = { .other = _("Write the other rows"), .cancel = _("Write nothing") };
  Again *again = g_new (Again, 1);

  *again = (Again) { g_object_ref (self), xl_grid_batch_ref (batch) };
  title = g_strdup_printf (ngettext ("%u cell was refused. Nothing was written.",
                                     "%u cells were refused. Nothing was written.", refusals->len), refusals->len);
  words.title = title;
  words.text = text;
  if (!has_good_rows (batch, refusals))
    words.other = words.cancel = NULL;
  mark_cells (self, refusals);
  xl_alert_show (GTK_WIDGET (self), &words, on_answered, again);
}

static void
say_written (Write *w, GPtrArray *refusals)
{
  g_autoptr(GHashTable) rows = bad_rows (refusals);
  guint bad = g_hash_table_size (rows);
  g_autofree char *words = NULL;

  if (refusals->len == 0)
    {
      xl_grid_say (w->grid, xl_grid_batch_get_what (w->batch), TRUE);
      return;
    }
  mark_cells (w->grid, refusals);
  words = g_strdup_printf (
      ngettext ("%s: %u row left out, its cells say why", "%s: %u rows left out, their cells say why", bad),
      xl_grid_batch_get_what (w->batch), bad);
  xl_grid_say (w->grid, words, TRUE);
}

/* --- the answer --------------------------------------------------------------------------------------------------- */

static void
take_error (Write *w, const GError *error)
{
  g_autofree char *words = xl_error_sentence (error);
  g_autoptr(GPtrArray) refusals = xl_grid_refusals_new ();

  if (w->kind == XL_GRID_WRITE_CELL)
    refuse_cell (w, words);
  else if (w->kind == XL_GRID_WRITE_LINE)
    {
      g_ptr_array_add (refusals, xl_grid_refusal_new (0, -1, words));
      refuse_line (w, refusals);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    xl_grid_say (w->grid, _("Stopped. Nothing was written."), FALSE);
  else
    xl_alert_error (GTK_WIDGET (w->grid), _("Nothing was written."), error);
}

static void
take_refusals (Write *w, GPtrArray *refusals)
{
  g_autofree char *reasons = join_reasons (refusals);

  if (w->kind == XL_GRID_WRITE_CELL)
    refuse_cell (w, reasons);
  else if (w->kind == XL_GRID_WRITE_LINE)
    refuse_line (w, refusals);
  else
    xl_grid_write_refused (w->grid, w->batch, refusals);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Write *w = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) refusals = xl_grid_source_set_cells_finish (XL_GRID_SOURCE (source), result, &error);

  if (w->grid->entries[0] == NULL || (gpointer) w->grid->source != (gpointer) source)      /* the page is gone */
    ;
  else if (refusals == NULL)
    take_error (w, error);
  else if (refusals->len > 0 && !w->good_rows)
    take_refusals (w, refusals);
  else
    {
      xl_grid_kept_arrived (w->grid->kept, w->serial);
      xl_grid_forget_drawn (w->grid);
      xl_grid_cell_announce (w->grid);
      if (w->kind == XL_GRID_WRITE_MANY)
        say_written (w, refusals);
    }
  write_free (w);
}

static gboolean
on_patience (gpointer data)
{
  Write *w = data;
  XlWindow *window = xl_window_of (GTK_WIDGET (w->grid));
  guint n = xl_grid_batch_get_n (w->batch);

  if (window != NULL)
    xl_window_set_progress (window, xl_grid_batch_get_what (w->batch),
                            n > 0 ? (double) xl_grid_batch_get_done (w->batch) / n : 0,
                            w->cancellable);
  return G_SOURCE_CONTINUE;
}

guint
xl_grid_write (XlGrid *self, XlGridBatch *batch, gboolean good_rows, XlGridWriteKind kind)
{
  Write *w = g_new0 (Write, 1);

  w->grid = g_object_ref (self);
  w->batch = xl_grid_batch_ref (batch);
  w->kind = kind;
  w->good_rows = good_rows;
  w->serial = ++self->serial;
  w->cancellable = g_cancellable_new ();
  if (kind == XL_GRID_WRITE_MANY)
    {
      xl_grid_kept_forget_remarks (self->kept);
      w->timer = g_timeout_add (PATIENCE_MS, on_patience, w);
    }
  xl_grid_source_set_cells_async (self->source, batch, good_rows, w->cancellable, on_written, w);
  return w->serial;
}
