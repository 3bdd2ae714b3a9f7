#include "ui/xl-memory-source.h"

#include <string.h>

typedef struct {
  gint64      id;
  char      **cells;
  XlCellMark *marks;     /* NULL: all plain */
} Row;

struct _XlMemorySource
{
  GObject    parent_instance;
  int        n_columns;
  GPtrArray *rows;        /* Row */
  char     **totals;      /* n_columns, each nullable */
  int        order;       /* the column it is sorted by; -1: as rows were added */
  gboolean   descending;
};

static void
row_free (Row *row)
{
  g_strfreev (row->cells);
  g_free (row->marks);
  g_free (row);
}

static Row *
row_at (XlMemorySource *self, gint64 row)
{
  return row >= 0 && row < (gint64) self->rows->len ? g_ptr_array_index (self->rows, row) : NULL;
}

/* --- XlGridSource ------------------------------------------------------------------------------------------------- */

static gint64
get_n_rows (XlGridSource *source)
{
  return XL_MEMORY_SOURCE (source)->rows->len;
}

static const char *
peek (XlGridSource *source, gint64 row, int column)
{
  Row *r = row_at (XL_MEMORY_SOURCE (source), row);

  return r != NULL && column < XL_MEMORY_SOURCE (source)->n_columns ? r->cells[column] : "";
}

static XlCellMark
peek_mark (XlGridSource *source, gint64 row, int column)
{
  Row *r = row_at (XL_MEMORY_SOURCE (source), row);

  return r != NULL && r->marks != NULL ? r->marks[column] : XL_CELL_PLAIN;
}

static gint64
get_row_id (XlGridSource *source, gint64 row)
{
  Row *r = row_at (XL_MEMORY_SOURCE (source), row);

  return r != NULL ? r->id : 0;
}

static gint64
find_row (XlGridSource *source, gint64 id)
{
  GPtrArray *rows = XL_MEMORY_SOURCE (source)->rows;

  for (guint i = 0; i < rows->len; i++)
    if (((Row *) g_ptr_array_index (rows, i))->id == id)
      return i;
  return -1;
}

typedef struct {
  int      column;
  gboolean descending;
} Order;

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  const char *x = (*(Row *const *) a)->cells[((Order *) data)->column];
  const char *y = (*(Row *const *) b)->cells[((Order *) data)->column];
  char *x_end, *y_end;
  double x_value = g_ascii_strtod (x, &x_end), y_value = g_ascii_strtod (y, &y_end);
  int by;

  if (x_end != x && y_end != y && *x_end == '\0' && *y_end == '\0')
    by = x_value < y_value ? -1 : x_value > y_value;
  else
    by = g_utf8_collate (x, y);
  return ((Order *) data)->descending ? -by : by;
}

static gboolean
set_order (XlGridSource *source, int column, gboolean descending)
{
  XlMemorySource *self = XL_MEMORY_SOURCE (source);
  Order order = { column, descending };

  self->order = column;
  self->descending = descending;
  g_ptr_array_sort_with_data (self->rows, compare_rows, &order);
  xl_grid_source_reset (source);
  return TRUE;
}

static void
fetch_async (XlGridSource *source, gint64 first, gint64 n, GCancellable *cancellable, GAsyncReadyCallback callback,
             gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (source, cancellable, callback, user_data);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (gint64 i = first; i < first + n; i++)
    {
      Row *r = row_at (XL_MEMORY_SOURCE (source), i);

      if (r != NULL)
        g_ptr_array_add (rows, g_strdupv (r->cells));
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
  return XL_MEMORY_SOURCE (source)->totals[column];
}

static void
source_init (XlGridSourceInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->peek = peek;
  iface->peek_mark = peek_mark;
  iface->get_row_id = get_row_id;
  iface->find_row = find_row;
  iface->set_order = set_order;
  iface->fetch_async = fetch_async;
  iface->fetch_finish = fetch_finish;
  iface->peek_total = peek_total;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (XlMemorySource, xl_memory_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (XL_TYPE_GRID_SOURCE, source_init))

static void
xl_memory_source_finalize (GObject *object)
{
  XlMemorySource *self = XL_MEMORY_SOURCE (object);

  g_ptr_array_unref (self->rows);
  for (int i = 0; i < self->n_columns; i++)
    g_free (self->totals[i]);
  g_free (self->totals);
  G_OBJECT_CLASS (xl_memory_source_parent_class)->finalize (object);
}

static void
xl_memory_source_class_init (XlMemorySourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = xl_memory_source_finalize;
}

static void
xl_memory_source_init (XlMemorySource *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
}

XlMemorySource *
xl_memory_source_new (int n_columns)
{
  XlMemorySource *self = g_object_new (XL_TYPE_MEMORY_SOURCE, NULL);

  self->n_columns = n_columns;
  self->order = -1;
  self->totals = g_new0 (char *, n_columns + 1);
  return self;
}

void
xl_memory_source_clear (XlMemorySource *self)
{
  g_ptr_array_set_size (self->rows, 0);
}

void
xl_memory_source_add (XlMemorySource *self, gint64 id, const char *const *cells)
{
  Row *row = g_new0 (Row, 1);

  row->id = id;
  row->cells = g_new0 (char *, self->n_columns + 1);
  for (int i = 0; i < self->n_columns; i++)
    row->cells[i] = g_strdup (cells[i] != NULL ? cells[i] : "");
  g_ptr_array_add (self->rows, row);
}

void
xl_memory_source_set_mark (XlMemorySource *self, gint64 row, int column, XlCellMark mark)
{
  Row *r = row_at (self, row);

  g_return_if_fail (r != NULL && column >= 0 && column < self->n_columns);
  if (r->marks == NULL)
    r->marks = g_new0 (XlCellMark, self->n_columns);
  r->marks[column] = mark;
}

void
xl_memory_source_set_total (XlMemorySource *self, int column, const char *text)
{
  g_return_if_fail (column >= 0 && column < self->n_columns);
  g_free (self->totals[column]);
  self->totals[column] = g_strdup (text);
}

int
xl_memory_source_get_order (XlMemorySource *self, gboolean *descending)
{
  *descending = self->descending;
  return self->order;
}

void
xl_memory_source_added (XlMemorySource *self)
{
  if (self->order < 0 || !set_order (XL_GRID_SOURCE (self), self->order, self->descending))
    xl_grid_source_reset (XL_GRID_SOURCE (self));
}
