/* Rows of the sheet of a ledger as they are shown, for copying. */
#include "ledgers/xl-ledger-source-private.h"

/* Rows as they are shown, on their way: the records among them are fetched, the heads are here. */
typedef struct {
  gint64     first, n, first_record;
  GPtrArray *rows;         /* char **; NULL for a record that is still to come */
} Fetching;

static void
fetching_free (gpointer data)
{
  Fetching *f = data;

  g_ptr_array_unref (f->rows);
  g_free (f);
}

static char **
copy_head (XlLedgerSource *self, gint64 row)
{
  char **cells = g_new0 (char *, XL_LEDGER_SHEET_COLUMNS + 1);

  for (int c = 0; c < XL_LEDGER_SHEET_COLUMNS; c++)
    cells[c] = g_strdup (xl_grid_source_peek (XL_GRID_SOURCE (self), row, c));
  return cells;
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Fetching *f = g_task_get_task_data (task);
  g_autoptr(GPtrArray) records = NULL;
  GError *error = NULL;
  guint next = 0;

  records = xl_paged_rows_fetch_finish (XL_PAGED_ROWS (source), result, &error);
  if (records == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_ptr_array_set_free_func (records, NULL);
  for (guint i = 0; i < f->rows->len; i++)
    if (g_ptr_array_index (f->rows, i) == NULL)
      g_ptr_array_index (f->rows, i) = next < records->len ? g_ptr_array_index (records, next++) : g_new0 (char *, 1);
  for (; next < records->len; next++)
    g_strfreev (g_ptr_array_index (records, next));
  g_task_return_pointer (task, g_ptr_array_ref (f->rows), (GDestroyNotify) g_ptr_array_unref);
}

void
xl_ledger_source_fetch_async (XlGridSource *source, gint64 first, gint64 n, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  XlLedgerSource *self = XL_LEDGER_SOURCE (source);
  GTask *task = g_task_new (source, cancellable, callback, user_data);
  Fetching *f = g_new0 (Fetching, 1);
  gint64 n_records = 0;

  f->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  f->first_record = -1;
  g_task_set_task_data (task, f, fetching_free);
  for (gint64 row = MAX (first, 0); row < MIN (first + n, xl_grid_source_get_n_rows (source)); row++)
    {
      gint64 record = xl_ledger_source_record_at (self, row);

      g_ptr_array_add (f->rows, record < 0 ? copy_head (self, row) : NULL);
      if (record >= 0 && n_records++ == 0)
        f->first_record = record;
    }
  xl_paged_rows_fetch_async (self->rows, MAX (f->first_record, 0), n_records, cancellable, on_fetched, task);
}

GPtrArray *
xl_ledger_source_fetch_finish (XlGridSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
