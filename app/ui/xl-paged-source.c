#include "ui/xl-paged-source.h"

typedef struct {
  XlPagedRows  *rows;
  XlPagedOrder  order;
  gpointer      order_data;
  int           n_columns;
  char        **totals;        /* n_columns, each nullable */
} XlPagedSourcePrivate;
static void source_init (XlGridSourceInterface *iface);
G_DEFINE_TYPE_WITH_CODE (XlPagedSource, xl_paged_source, G_TYPE_OBJECT,
                         G_ADD_PRIVATE (XlPagedSource) G_IMPLEMENT_INTERFACE (XL_TYPE_GRID_SOURCE, source_init))

static XlPagedSourcePrivate *
private_of (gpointer source)
{
  return xl_paged_source_get_instance_private (source);
}

static XlPagedRows *
rows_of (XlGridSource *source)
{
  return private_of (source)->rows;
}

/* --- XlGridSource ------------------------------------------------------------------------------------------------- */

static gint64
get_n_rows (XlGridSource *source)
{
  return xl_paged_rows_get_n_rows (rows_of (source));
}

static const char *
peek (XlGridSource *source, gint64 row, int column)
{
  return xl_paged_rows_peek (rows_of (source), row, column);
}

static XlCellMark
peek_mark (XlGridSource *source, gint64 row, int column)
{
  return (XlCellMark) xl_paged_rows_peek_mark (rows_of (source), row, column);
}

static void
hint_visible (XlGridSource *source, gint64 first, gint64 last)
{
  xl_paged_rows_hint_visible (rows_of (source), first, last);
}

static gint64
get_row_id (XlGridSource *source, gint64 row)
{
  return xl_paged_rows_get_row_id (rows_of (source), row);
}

static gint64
find_row (XlGridSource *source, gint64 id)
{
  return xl_paged_rows_find_row (rows_of (source), id);
}

static gboolean
set_order (XlGridSource *source, int column, gboolean descending)
{
  XlPagedSourcePrivate *self = private_of (source);

  return self->order != NULL && self->order (column, descending, self->order_data);
}

static void
on_fetched (GObject *rows, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  GPtrArray *fetched = xl_paged_rows_fetch_finish (XL_PAGED_ROWS (rows), result, &error);

  if (fetched != NULL)
    g_task_return_pointer (task, fetched, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
fetch_async (XlGridSource *source, gint64 first, gint64 n, GCancellable *cancellable, GAsyncReadyCallback callback,
             gpointer user_data)
{
  GTask *task = g_task_new (source, cancellable, callback, user_data);

  xl_paged_rows_fetch_async (rows_of (source), first, n, cancellable, on_fetched, task);
}

static GPtrArray *
fetch_finish (XlGridSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static const char *
peek_total (XlGridSource *source, int column)
{
  XlPagedSourcePrivate *self = private_of (source);

  return self->totals[column];
}

static void
source_init (XlGridSourceInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->peek = peek;
  iface->peek_mark = peek_mark;
  iface->hint_visible = hint_visible;
  iface->get_row_id = get_row_id;
  iface->find_row = find_row;
  iface->set_order = set_order;
  iface->fetch_async = fetch_async;
  iface->fetch_finish = fetch_finish;
  iface->peek_total = peek_total;
}

static void
xl_paged_source_dispose (GObject *object)
{
  XlPagedSourcePrivate *self = private_of (object);

  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (self->rows, object);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (xl_paged_source_parent_class)->dispose (object);
}

static void
xl_paged_source_finalize (GObject *object)
{
  XlPagedSourcePrivate *self = private_of (object);

  for (char **total = self->totals; total != NULL && total < self->totals + self->n_columns; total++)
    g_free (*total);
  g_free (self->totals);
  G_OBJECT_CLASS (xl_paged_source_parent_class)->finalize (object);
}

static void
xl_paged_source_class_init (XlPagedSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_paged_source_dispose;
  G_OBJECT_CLASS (klass)->finalize = xl_paged_source_finalize;
}

static void
xl_paged_source_init (XlPagedSource *self)
{
}

void
xl_paged_source_set_rows (XlPagedSource *self, XlPagedRows *rows)
{
  XlPagedSourcePrivate *p = private_of (self);

  g_return_if_fail (p->rows == NULL);
  p->rows = g_object_ref (rows);
  p->n_columns = xl_paged_rows_get_n_columns (rows);
  p->totals = g_new0 (char *, p->n_columns + 1);
  g_signal_connect_swapped (rows, "rows-ready", G_CALLBACK (xl_grid_source_rows_ready), self);
  g_signal_connect_swapped (rows, "rows-changed", G_CALLBACK (xl_grid_source_rows_changed), self);
  g_signal_connect_swapped (rows, "reset", G_CALLBACK (xl_grid_source_reset), self);
}

XlPagedSource *
xl_paged_source_new (XlPagedRows *rows)
{
  XlPagedSource *self = g_object_new (XL_TYPE_PAGED_SOURCE, NULL);

  xl_paged_source_set_rows (self, rows);
  return self;
}

XlPagedRows *
xl_paged_source_get_rows (XlPagedSource *self)
{
  return private_of (self)->rows;
}

void
xl_paged_source_set_order (XlPagedSource *self, XlPagedOrder order, gpointer user_data)
{
  private_of (self)->order = order;
  private_of (self)->order_data = user_data;
}

void
xl_paged_source_set_total (XlPagedSource *self, int column, const char *text)
{
  XlPagedSourcePrivate *p = private_of (self);

  g_return_if_fail (column >= 0 && column < p->n_columns);
  g_free (p->totals[column]);
  p->totals[column] = g_strdup (text);
}
