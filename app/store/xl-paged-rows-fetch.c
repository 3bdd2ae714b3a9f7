/* Whole rows of a long list, for copying and export. */
#include "store/xl-paged-rows-private.h"

typedef struct {
  XlRowQuestion *question;
  GArray        *ids;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  xl_row_question_unref (fetch->question);
  g_array_unref (fetch->ids);
  g_free (fetch);
}

static void
add_rows (GPtrArray *rows, const XlRowPage *page)
{
  for (guint i = 0; i < page->n_rows; i++)
    {
      char **row = g_new0 (char *, page->n_columns + 1);

      for (int column = 0; column < page->n_columns; column++)
        row[column] = g_strdup (xl_row_page_text (page, i, column));
      g_ptr_array_add (rows, row);
    }
}

static gpointer
fetch_in_thread (XlDb *db, gpointer data, GError **error)
{
  Fetch *fetch = data;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < fetch->ids->len; i += XL_ROWS_PER_PAGE)
    {
      guint n = MIN (fetch->ids->len - i, XL_ROWS_PER_PAGE);
      g_autoptr(XlRowPage) page = xl_row_page_fill (db, fetch->question, &g_array_index (fetch->ids, gint64, i), n, error);

      if (page == NULL)
        return NULL;
      add_rows (rows, page);
    }
  return g_steal_pointer (&rows);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *rows = xl_store_read_finish (XL_STORE (source), result, &error);

  if (rows != NULL)
    g_task_return_pointer (task, rows, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
xl_paged_rows_fetch_async (XlPagedRows *self, gint64 first, gint64 n, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Fetch *fetch;
  gint64 last = MIN (first + n, (gint64) self->ids->len);

  first = MAX (first, 0);
  if (self->question == NULL || first >= last)
    {
      g_task_return_pointer (task, g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev), (GDestroyNotify) g_ptr_array_unref);
      g_object_unref (task);
      return;
    }
  fetch = g_new0 (Fetch, 1);
  fetch->question = xl_row_question_ref (self->question);
  fetch->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (fetch->ids, &g_array_index (self->ids, gint64, first), (guint) (last - first));
  xl_store_read_async (self->store, fetch_in_thread, fetch, fetch_free, (GDestroyNotify) g_ptr_array_unref, cancellable,
                       on_fetched, task);
}

GPtrArray *
xl_paged_rows_fetch_finish (XlPagedRows *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
