#include "xl-test-source.h"

struct _XlTestSource
{
  GObject parent_instance;
  gint64  n_rows, n_peeks, hold;
  char    text[16][64];      /* the last answers */
  guint   next;
};

static gint64
get_n_rows (XlGridSource *source)
{
  return XL_TEST_SOURCE (source)->n_rows;
}

static const char *
peek (XlGridSource *source, gint64 row, int column)
{
  XlTestSource *self = XL_TEST_SOURCE (source);
  char *text = self->text[self->next++ % G_N_ELEMENTS (self->text)];

  self->n_peeks++;
  if (row >= self->hold)
    return NULL;
  if (column == 2)
    g_snprintf (text, sizeof self->text[0], "%" G_GINT64_FORMAT, row * 37 % 100003);
  else if (column == 1)
    g_snprintf (text, sizeof self->text[0], "张三%" G_GINT64_FORMAT, row);
  else
    g_snprintf (text, sizeof self->text[0], "r%" G_GINT64_FORMAT "c%d", row, column);
  return text;
}

static XlCellMark
peek_mark (XlGridSource *source, gint64 row, int column)
{
  return column == 3 && row % 5 == 0 ? XL_CELL_FLAGGED : column == 4 && row % 7 == 0 ? XL_CELL_OVERDUE : XL_CELL_PLAIN;
}

static gint64
get_row_id (XlGridSource *source, gint64 row)
{
  return row + 1;
}

static gint64
find_row (XlGridSource *source, gint64 id)
{
  return id <= XL_TEST_SOURCE (source)->n_rows ? id - 1 : -1;
}

static void
fetch_async (XlGridSource *source, gint64 first, gint64 n, GCancellable *cancellable, GAsyncReadyCallback callback,
             gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (source, cancellable, callback, user_data);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (gint64 row = first; row < first + n; row++)
    {
      GPtrArray *cells = g_ptr_array_new ();

      for (int column = 0; column < 12; column++)
        g_ptr_array_add (cells, g_strdup (peek (source, row, column)));
      g_ptr_array_add (cells, NULL);
      g_ptr_array_add (rows, g_ptr_array_free (cells, FALSE));
    }
  g_task_return_pointer (task, rows, (GDestroyNotify) g_ptr_array_unref);
}

static GPtrArray *
fetch_finish (XlGridSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static const char *
peek_total (XlGridSource *source, int column)
{
  return column == 2 ? "Σ 12,345" : NULL;
}

static void
source_init (XlGridSourceInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->peek = peek;
  iface->peek_mark = peek_mark;
  iface->get_row_id = get_row_id;
  iface->find_row = find_row;
  iface->fetch_async = fetch_async;
  iface->fetch_finish = fetch_finish;
  iface->peek_total = peek_total;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (XlTestSource, xl_test_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (XL_TYPE_GRID_SOURCE, source_init))

static void
xl_test_source_class_init (XlTestSourceClass *klass)
{
}

static void
xl_test_source_init (XlTestSource *self)
{
  self->hold = G_MAXINT64;
}

XlGridSource *
xl_test_source_new (gint64 n_rows)
{
  XlTestSource *self = g_object_new (XL_TYPE_TEST_SOURCE, NULL);

  self->n_rows = n_rows;
  return XL_GRID_SOURCE (self);
}

gint64
xl_test_source_n_peeks (XlTestSource *self)
{
  return self->n_peeks;
}

void
xl_test_source_hold (XlTestSource *self, gint64 from)
{
  gint64 before = self->hold;

  self->hold = from;
  if (before < self->n_rows && before < from)
    xl_grid_source_rows_ready (XL_GRID_SOURCE (self), before, MIN (from, self->n_rows) - before);
}
