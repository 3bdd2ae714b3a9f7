#include "people/xl-people-source-page.h"

#include "ledgers/xl-person-patch-table.h"
#include "ledgers/xl-value.h"
#include "people/xl-person-sheet.h"

#include <glib/gi18n.h>

struct _XlPeopleSource
{
  XlPagedSource parent_instance;
  XlStore      *store;
  XlTemplate   *t;
  char         *today;
  char         *office;        /* (nullable) */
  char         *scratch;       /* what was handed out last */
};
static void source_init (XlGridSourceInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (XlPeopleSource, xl_people_source, XL_TYPE_PAGED_SOURCE,
                               G_IMPLEMENT_INTERFACE (XL_TYPE_GRID_SOURCE, source_init))

static XlPagedRows *
rows_of (XlPeopleSource *self)
{
  return xl_paged_source_get_rows (XL_PAGED_SOURCE (self));
}

/* What the grid asks first ---------------------------------------------------------------------------------------- */

/* The number is masked until somebody writes in it. */
static const char *
peek_edit (XlGridSource *source, gint64 row, int column)
{
  XlPagedRows *rows = rows_of (XL_PEOPLE_SOURCE (source));

  if (column == XL_PERSON_LIST_NUMBER && row < xl_paged_rows_get_n_rows (rows))
    return xl_paged_rows_peek (rows, row, XL_PERSON_LIST_WHOLE_NUMBER);
  return NULL;
}

static const char *
peek_key (XlGridSource *source, gint64 row, int column)
{
  XlPeopleSource *self = XL_PEOPLE_SOURCE (source);
  const XlLedgerField *field = column < XL_PERSON_LIST_N_FIELDS ? xl_template_field (self->t, (guint) column) : NULL;
  const char *text = field != NULL && field->type == XL_LEDGER_CODE ? xl_paged_rows_peek (rows_of (self), row, column) : NULL;
  XlValue value = { 0 };
  const char *reason;

  if (text == NULL || !xl_value_parse (field, text, &value, &reason))
    return NULL;
  g_free (self->scratch);
  self->scratch = g_steal_pointer (&value.text);
  return self->scratch;
}

static gboolean
can_append (XlGridSource *source)
{
  XlPeopleSource *self = XL_PEOPLE_SOURCE (source);

  return self->office != NULL && !xl_store_is_read_only (self->store);
}

/* Writing --------------------------------------------------------------------------------------------------------- */

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

static void
add_patches (XlPeopleSource *self, Writing *w)
{
  gint64 n_rows = xl_paged_rows_get_n_rows (rows_of (self));

  for (guint i = 0; i < xl_grid_batch_get_n (w->batch); i++)
    {
      const XlGridPatch *cell = xl_grid_batch_get (w->batch, i);
      gint64 id = cell->row < n_rows ? xl_paged_rows_get_row_id (rows_of (self), cell->row) : 0;
      gboolean coded = xl_template_field (self->t, (guint) cell->column)->type == XL_LEDGER_CODE;

      if (cell->row < n_rows && id == 0)
        {
          g_ptr_array_add (w->refusals, xl_grid_refusal_new (cell->row, cell->column, _("Nothing can be written here.")));
          continue;
        }
      xl_ledger_patches_add (w->patches, id, id != 0 ? 0 : (guint) (cell->row - n_rows), cell->column,
                             coded && cell->key != NULL ? cell->key : cell->text);
      g_array_append_val (w->of, i);
    }
}

static gint64
row_of (XlPeopleSource *self, const XlLedgerRefusal *refusal)
{
  return refusal->id != 0 ? xl_paged_rows_find_row (rows_of (self), refusal->id)
                          : xl_paged_rows_get_n_rows (rows_of (self)) + refusal->row;
}

static void
take_refusals (XlPeopleSource *self, Writing *w)
{
  for (guint i = 0; i < w->patches->refusals->len; i++)
    {
      const XlLedgerRefusal *refusal = g_ptr_array_index (w->patches->refusals, i);
      const XlGridPatch *cell =
        refusal->patch < w->of->len ? xl_grid_batch_get (w->batch, g_array_index (w->of, guint, refusal->patch)) : NULL;

      g_ptr_array_add (w->refusals, xl_grid_refusal_new (cell != NULL ? cell->row : row_of (self, refusal), refusal->field,
                                                         _(refusal->reason)));
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
  XlPeopleSource *self = g_task_get_source_object (task);
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
  if (!xl_paged_rows_is_asking (rows_of (self)))
    xl_paged_rows_ask_again (rows_of (self));
  w->listed = g_signal_connect (rows_of (self), "listed", G_CALLBACK (on_listed), task);
}

static void
set_cells_async (XlGridSource *source, XlGridBatch *batch, gboolean good_rows, GCancellable *cancellable,
                 GAsyncReadyCallback callback, gpointer user_data)
{
  XlPeopleSource *self = XL_PEOPLE_SOURCE (source);
  GTask *task = g_task_new (source, cancellable, callback, user_data);
  Writing *w = g_new0 (Writing, 1);
  g_autofree char *label = g_strdup_printf (C_("edit", "%s: %s"), _("Residents"), xl_grid_batch_get_what (batch));

  w->batch = xl_grid_batch_ref (batch);
  w->patches = xl_ledger_patches_new (self->t, self->office, self->today);
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
  xl_store_write_async (self->store, XL_CHANGE_EDIT, label, xl_person_patch_run, xl_ledger_patches_ref (w->patches),
                        xl_ledger_patches_release, cancellable, on_written, task);
}

static GPtrArray *
set_cells_finish (XlGridSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The object ------------------------------------------------------------------------------------------------------ */

static void
source_init (XlGridSourceInterface *iface)
{
  iface->peek_edit = peek_edit;
  iface->peek_key = peek_key;
  iface->can_append = can_append;
  iface->set_cells_async = set_cells_async;
  iface->set_cells_finish = set_cells_finish;
}

static void
xl_people_source_finalize (GObject *object)
{
  XlPeopleSource *self = XL_PEOPLE_SOURCE (object);

  g_object_unref (self->store);
  xl_template_free (self->t);
  g_free (self->today);
  g_free (self->office);
  g_free (self->scratch);
  G_OBJECT_CLASS (xl_people_source_parent_class)->finalize (object);
}

static void
xl_people_source_class_init (XlPeopleSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = xl_people_source_finalize;
}

static void
xl_people_source_init (XlPeopleSource *self)
{
}

XlPeopleSource *
xl_people_source_new (XlStore *store, XlPagedRows *rows, XlTemplate *t, const char *today)
{
  XlPeopleSource *self = g_object_new (XL_TYPE_PEOPLE_SOURCE, NULL);

  self->store = g_object_ref (store);
  self->t = xl_template_ref (t);
  self->today = g_strdup (today);
  xl_paged_source_set_rows (XL_PAGED_SOURCE (self), rows);
  return self;
}

void
xl_people_source_set_office (XlPeopleSource *self, const char *office)
{
  g_free (self->office);
  self->office = g_strdup (office);
  xl_grid_source_reset (XL_GRID_SOURCE (self));      /* there is a line for new persons now */
}
