#pragma once

#include "ledgers/xl-ledger-source-page.h"
#include "ledgers/xl-ledger-spans-page.h"

G_BEGIN_DECLS

/* For the files of XlLedgerSource. */
struct _XlLedgerSource
{
  GObject         parent_instance;
  XlStore        *store;
  XlPagedRows    *rows;
  XlTemplate     *t;
  XlLedgerSheet  *sheet;
  char           *office;          /* (nullable): of new records */
  GCancellable   *cancellable;     /* of what is read around the rows */
  XlLedgerAround *around;          /* (nullable) */
  XlLedgerSpans  *spans;           /* NULL: no groups */
  GHashTable     *folded;          /* values of groups */
  GHashTable     *written;         /* "id/column" → text: changed, and the row not read again yet */
  char           *totals[XL_LEDGER_SHEET_COLUMNS];
  char           *scratch;         /* what was handed out last */
  int             head;
  XlLedgerOrder   order;
  gpointer        order_data;
};

/* The record shown at @row; -1: the head of a group, or nothing. */
gint64 xl_ledger_source_record_at (XlLedgerSource *self, gint64 row);

/* Writing, for the interface. */
void       xl_ledger_source_write_async   (XlGridSource *source, XlGridBatch *batch, gboolean good_rows, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *xl_ledger_source_write_finish  (XlGridSource *source, GAsyncResult *result, GError **error);
void       xl_ledger_source_complete_async (XlGridSource *source, int column, const char *text, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *xl_ledger_source_complete_finish (XlGridSource *source, GAsyncResult *result, GError **error);
/* Copying. */
void       xl_ledger_source_fetch_async   (XlGridSource *source, gint64 first, gint64 n, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *xl_ledger_source_fetch_finish  (XlGridSource *source, GAsyncResult *result, GError **error);

G_END_DECLS
