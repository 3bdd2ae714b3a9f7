#include "ui/xl-grid-source.h"

enum { ROWS_READY, ROWS_CHANGED, RESET, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_INTERFACE (XlGridSource, xl_grid_source, G_TYPE_OBJECT)

static void
xl_grid_source_default_init (XlGridSourceInterface *iface)
{
  signals[ROWS_READY] = g_signal_new ("rows-ready", XL_TYPE_GRID_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
  signals[ROWS_CHANGED] = g_signal_new ("rows-changed", XL_TYPE_GRID_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_INT64, G_TYPE_INT64);
  signals[RESET] = g_signal_new ("reset", XL_TYPE_GRID_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

gint64
xl_grid_source_get_n_rows (XlGridSource *self)
{
  return XL_GRID_SOURCE_GET_IFACE (self)->get_n_rows (self);
}

const char *
xl_grid_source_peek (XlGridSource *self, gint64 row, int column)
{
  return XL_GRID_SOURCE_GET_IFACE (self)->peek (self, row, column);
}

XlCellMark
xl_grid_source_peek_mark (XlGridSource *self, gint64 row, int column)
{
  XlGridSourceInterface *iface = XL_GRID_SOURCE_GET_IFACE (self);

  return iface->peek_mark != NULL ? iface->peek_mark (self, row, column) : XL_CELL_PLAIN;
}

void
xl_grid_source_hint_visible (XlGridSource *self, gint64 first, gint64 last)
{
  XlGridSourceInterface *iface = XL_GRID_SOURCE_GET_IFACE (self);

  if (iface->hint_visible != NULL)
    iface->hint_visible (self, first, last);
}

gint64
xl_grid_source_get_row_id (XlGridSource *self, gint64 row)
{
  return XL_GRID_SOURCE_GET_IFACE (self)->get_row_id (self, row);
}

gint64
xl_grid_source_find_row (XlGridSource *self, gint64 id)
{
  XlGridSourceInterface *iface = XL_GRID_SOURCE_GET_IFACE (self);

  return iface->find_row != NULL ? iface->find_row (self, id) : -1;
}

gboolean
xl_grid_source_set_order (XlGridSource *self, int column, gboolean descending)
{
  XlGridSourceInterface *iface = XL_GRID_SOURCE_GET_IFACE (self);

  return iface->set_order != NULL && iface->set_order (self, column, descending);
}

XlGridRowKind
xl_grid_source_peek_row_kind (XlGridSource *self, gint64 row)
{
  XlGridSourceInterface *iface = XL_GRID_SOURCE_GET_IFACE (self);

  return iface->peek_row_kind != NULL ? iface->peek_row_kind (self, row) : XL_GRID_ROW_RECORD;
}

void
xl_grid_source_toggle_group (XlGridSource *self, gint64 row)
{
  XlGridSourceInterface *iface = XL_GRID_SOURCE_GET_IFACE (self);

  if (iface->toggle_group != NULL)
    iface->toggle_group (self, row);
}

const char *
xl_grid_source_peek_edit (XlGridSource *self, gint64 row, int column)
{
  XlGridSourceInterface *iface = XL_GRID_SOURCE_GET_IFACE (self);
  const char *text = iface->peek_edit != NULL ? iface->peek_edit (self, row, column) : NULL;

  return text != NULL ? text : xl_grid_source_peek (self, row, column);
}

const char *
xl_grid_source_peek_key (XlGridSource *self, gint64 row, int column)
{
  XlGridSourceInterface *iface = XL_GRID_SOURCE_GET_IFACE (self);

  return iface->peek_key != NULL ? iface->peek_key (self, row, column) : NULL;
}

const char *
xl_grid_source_peek_lock (XlGridSource *self, gint64 row, int column)
{
  XlGridSourceInterface *iface = XL_GRID_SOURCE_GET_IFACE (self);

  return iface->peek_lock != NULL ? iface->peek_lock (self, row, column) : NULL;
}

gboolean
xl_grid_source_can_edit (XlGridSource *self)
{
  return XL_GRID_SOURCE_GET_IFACE (self)->set_cells_async != NULL;
}

gboolean
xl_grid_source_can_append (XlGridSource *self)
{
  XlGridSourceInterface *iface = XL_GRID_SOURCE_GET_IFACE (self);

  return iface->set_cells_async != NULL && iface->can_append != NULL && iface->can_append (self);
}

void
xl_grid_source_set_cells_async (XlGridSource *self, XlGridBatch *batch, gboolean good_rows, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (xl_grid_source_can_edit (self));
  XL_GRID_SOURCE_GET_IFACE (self)->set_cells_async (self, batch, good_rows, cancellable, callback, user_data);
}

GPtrArray *
xl_grid_source_set_cells_finish (XlGridSource *self, GAsyncResult *result, GError **error)
{
  return XL_GRID_SOURCE_GET_IFACE (self)->set_cells_finish (self, result, error);
}

gboolean
xl_grid_source_can_complete (XlGridSource *self)
{
  return XL_GRID_SOURCE_GET_IFACE (self)->complete_async != NULL;
}

void
xl_grid_source_complete_async (XlGridSource *self, int column, const char *text, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (xl_grid_source_can_complete (self));
  XL_GRID_SOURCE_GET_IFACE (self)->complete_async (self, column, text, cancellable, callback, user_data);
}

GPtrArray *
xl_grid_source_complete_finish (XlGridSource *self, GAsyncResult *result, GError **error)
{
  return XL_GRID_SOURCE_GET_IFACE (self)->complete_finish (self, result, error);
}

void
xl_grid_source_fetch_async (XlGridSource *self, gint64 first, gint64 n, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  XL_GRID_SOURCE_GET_IFACE (self)->fetch_async (self, first, n, cancellable, callback, user_data);
}

GPtrArray *
xl_grid_source_fetch_finish (XlGridSource *self, GAsyncResult *result, GError **error)
{
  return XL_GRID_SOURCE_GET_IFACE (self)->fetch_finish (self, result, error);
}

const char *
xl_grid_source_peek_total (XlGridSource *self, int column)
{
  XlGridSourceInterface *iface = XL_GRID_SOURCE_GET_IFACE (self);

  return iface->peek_total != NULL ? iface->peek_total (self, column) : NULL;
}

void
xl_grid_source_rows_ready (XlGridSource *self, gint64 first, gint64 n)
{
  g_signal_emit (self, signals[ROWS_READY], 0, first, n);
}

void
xl_grid_source_rows_changed (XlGridSource *self, gint64 first, gint64 removed, gint64 added)
{
  g_signal_emit (self, signals[ROWS_CHANGED], 0, first, removed, added);
}

void
xl_grid_source_reset (XlGridSource *self)
{
  g_signal_emit (self, signals[RESET], 0);
}
