/* What is typed and pasted into the sheet of a ledger, on its way to the writer. */
#include "ledgers/xl-ledger-patch-table.h"
#include "ledgers/xl-ledger-source-private.h"
#include "ui/xl-finder.h"

#include <glib/gi18n.h>

/* One batch; in the end the rows are listed again, so that what was added is found. */
typedef struct {
  XlLedgerPatches *patches;
  XlGridBatch     *batch;
  GArray          *of;         /* guint: which cell of the batch a patch is */
  GPtrArray       *refusals;
  gulong           listed;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *w = data;

  xl_ledger_patches_release (w->patches);
  xl_grid_batch_unref (w->batch);
  g_array_unref (w->of);
  g_clear_pointer (&w->refusals, g_ptr_array_unref);
  g_free (w);
}

/* What is written of a cell: codes by their code, so that two of one name stay apart. */
static const char *
text_of (const XlLedgerField *field, const XlGridPatch *cell)
{
  return cell->key != NULL && (field->type == XL_LEDGER_CODE || field->type == XL_LEDGER_PERSON) ? cell->key : cell->text;
}

static void
add_patches (XlLedgerSource *self, Writing *w)
{
  gint64 n_rows = xl_grid_source_get_n_rows (XL_GRID_SOURCE (self));
  int n_fields = (int) xl_template_n_fields (self->t);

  for (guint i = 0; i < xl_grid_batch_get_n (w->batch); i++)
    {
      const XlGridPatch *cell = xl_grid_batch_get (w->batch, i);
      gint64 id = cell->row < n_rows ? xl_grid_source_get_row_id (XL_GRID_SOURCE (self), cell->row) : 0;
      guint row = cell->row >= n_rows ? (guint) (cell->row - n_rows) : 0;

      if (cell->column >= n_fields || (cell->row < n_rows && id == 0))
        {
          g_ptr_array_add (w->refusals, xl_grid_refusal_new (cell->row, cell->column, _("Nothing can be written here.")));
          continue;
        }
      xl_ledger_patches_add (w->patches, id, row, cell->column,
                             text_of (xl_template_field (self->t, (guint) cell->column), cell));
      g_array_append_val (w->of, i);
    }
}

/* The row of a refusal that stands at no cell that was written. */
static gint64
row_of (XlLedgerSource *self, const XlLedgerRefusal *refusal)
{
  if (refusal->id != 0)
    return xl_grid_source_find_row (XL_GRID_SOURCE (self), refusal->id);
  return xl_grid_source_get_n_rows (XL_GRID_SOURCE (self)) + refusal->row;
}

/* The reason; what stands at another field than the cell says which. */
static char *
reason_of (XlLedgerSource *self, const XlLedgerRefusal *refusal, int column)
{
  if (refusal->field < 0 || refusal->field == column)
    return g_strdup (_(refusal->reason));
  return g_strdup_printf (C_("refusal", "%s: %s"), xl_template_field (self->t, (guint) refusal->field)->title, _(refusal->reason));
}

static void
take_refusals (XlLedgerSource *self, Writing *w)
{
  for (guint i = 0; i < w->patches->refusals->len; i++)
    {
      const XlLedgerRefusal *refusal = g_ptr_array_index (w->patches->refusals, i);
      const XlGridPatch *cell =
        refusal->patch < w->of->len ? xl_grid_batch_get (w->batch, g_array_index (w->of, guint, refusal->patch)) : NULL;
      g_autofree char *reason = reason_of (self, refusal, cell != NULL ? cell->column : -1);

      g_ptr_array_add (w->refusals, xl_grid_refusal_new (cell != NULL ? cell->row : row_of (self, refusal), refusal->field, reason));
    }
}

/* Until the rows are read again the cells show what was written. */
static void
remember_written (XlLedgerSource *self, Writing *w)
{
  for (guint i = 0; i < w->patches->patches->len && w->patches->patches->len < 1000; i++)
    {
      const XlLedgerPatch *patch = &g_array_index (w->patches->patches, XlLedgerPatch, i);
      const XlGridPatch *cell = xl_grid_batch_get (w->batch, g_array_index (w->of, guint, i));

      if (patch->id != 0)
        g_hash_table_replace (self->written, g_strdup_printf ("%" G_GINT64_FORMAT "/%d", patch->id, patch->field),
                              g_strdup (cell->text));
    }
}

static void
answer (GTask *task)
{
  Writing *w = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&w->refusals), (GDestroyNotify) g_ptr_array_unref);
  g_object_unref (task);
}

static void
on_listed (XlPagedRows *rows, GTask *task)
{
  Writing *w = g_task_get_task_data (task);

  g_signal_handler_disconnect (rows, w->listed);
  answer (task);
}

static void
on_written (GObject *store, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  XlLedgerSource *self = g_task_get_source_object (task);
  Writing *w = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  gboolean written = xl_store_write_finish (XL_STORE (store), result, &error) >= 0;

  if (!written && !g_error_matches (error, XL_ERROR, XL_ERROR_REFUSED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  take_refusals (self, w);
  xl_grid_batch_set_done (w->batch, xl_grid_batch_get_n (w->batch));
  if (!written)
    {
      answer (task);
      return;
    }
  if (w->refusals->len == 0)
    remember_written (self, w);
  if (!xl_paged_rows_is_asking (self->rows))
    xl_paged_rows_ask_again (self->rows);
  w->listed = g_signal_connect (self->rows, "listed", G_CALLBACK (on_listed), task);
}

void
xl_ledger_source_write_async (XlGridSource *source, XlGridBatch *batch, gboolean good_rows, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  XlLedgerSource *self = XL_LEDGER_SOURCE (source);
  GTask *task = g_task_new (source, cancellable, callback, user_data);
  Writing *w = g_new0 (Writing, 1);
  g_autofree char *label = g_strdup_printf (C_("edit", "%s: %s"), self->t->title, xl_grid_batch_get_what (batch));

  w->batch = xl_grid_batch_ref (batch);
  w->patches = xl_ledger_patches_new (self->t, self->office, self->sheet->today);
  w->patches->period = g_strdup (self->sheet->query->period);
  w->patches->good_only = good_rows;
  w->of = g_array_new (FALSE, FALSE, sizeof (guint));
  w->refusals = xl_grid_refusals_new ();
  g_task_set_task_data (task, w, writing_free);
  add_patches (self, w);
  if (w->patches->patches->len == 0 || (w->refusals->len > 0 && !good_rows))
    {
      answer (task);
      return;
    }
  xl_store_write_async (self->store, XL_CHANGE_EDIT, label, xl_ledger_patch_run, xl_ledger_patches_ref (w->patches),
                        xl_ledger_patches_release, cancellable, on_written, task);
}

GPtrArray *
xl_ledger_source_write_finish (XlGridSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Who is meant ---------------------------------------------------------------------------------------------------- */

static void
on_found (GObject *store, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  g_autoptr(GPtrArray) found = xl_finder_finish (XL_STORE (store), result, &error);
  GPtrArray *offers;

  if (found == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  offers = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_grid_offer_free);
  for (guint i = 0; i < found->len; i++)
    {
      const XlFound *f = g_ptr_array_index (found, i);
      g_autofree char *key = g_strdup_printf ("#%" G_GINT64_FORMAT, f->id);

      g_ptr_array_add (offers, xl_grid_offer_new (key, f->title, f->detail));
    }
  g_task_return_pointer (task, offers, (GDestroyNotify) g_ptr_array_unref);
}

void
xl_ledger_source_complete_async (XlGridSource *source, int column, const char *text, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  XlLedgerSource *self = XL_LEDGER_SOURCE (source);
  GTask *task = g_task_new (source, cancellable, callback, user_data);

  xl_finder_ask (self->store, text, TRUE, cancellable, on_found, task);
}

GPtrArray *
xl_ledger_source_complete_finish (XlGridSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
