#include "ledgers/xl-ledger-index-page.h"

#include "ledgers/xl-ledger-query-table.h"

/* Shared by counting: the reader and who waits for it both hold it. */
typedef struct {
  XlTemplate    *t;
  XlLedgerQuery *query;
} Want;

static void
clear_want (gpointer data)
{
  Want *want = data;

  xl_template_free (want->t);
  xl_ledger_query_free (want->query);
}

static void
release_want (gpointer want)
{
  g_atomic_rc_box_release_full (want, clear_want);
}

/* An XlReadFunc: 1 when it is wanted, else 2; NULL would be an error. */
static gpointer
read_want (XlDb *db, gpointer data, GError **error)
{
  const Want *want = data;

  return GINT_TO_POINTER (xl_ledger_query_table_wants_index (db, want->t, want->query) ? 1 : 2);
}

static void
on_wanted (GObject *store, GAsyncResult *result, gpointer data)
{
  Want *want = data;

  if (xl_store_read_finish (XL_STORE (store), result, NULL) == GINT_TO_POINTER (1))
    xl_store_write_async (XL_STORE (store), XL_CHANGE_EDIT, "index", xl_ledger_query_table_make_index,
                          xl_ledger_index_new (want->t, want->query), xl_ledger_index_free, NULL, NULL, NULL);
  release_want (want);
}

void
xl_ledger_index_want (XlStore *store, XlTemplate *t, const XlLedgerQuery *query)
{
  Want *want;

  if (xl_store_is_read_only (store) || (query->order == NULL && query->sorts == NULL))
    return;
  want = g_atomic_rc_box_new0 (Want);
  want->t = xl_template_ref (t);
  want->query = xl_ledger_query_copy (query);
  xl_store_read_async (store, read_want, g_atomic_rc_box_acquire (want), release_want, NULL, NULL, on_wanted, want);
}
