#include "ledgers/xl-ledger-sort-table.h"

#include "ledgers/xl-ledger-scan-table.h"
#include "store/xl-key-sort.h"

XlLedgerOrder *
xl_ledger_order_new (void)
{
  XlLedgerOrder *order = g_new0 (XlLedgerOrder, 1);

  order->what = g_string_new ("l.id AS id");
  order->names = g_string_new ("id");
  order->order = g_string_new (" ORDER BY ");
  order->falling = g_array_new (FALSE, FALSE, sizeof (gboolean));
  return order;
}

void
xl_ledger_order_free (XlLedgerOrder *order)
{
  g_string_free (order->what, TRUE);
  g_string_free (order->names, TRUE);
  g_string_free (order->order, TRUE);
  g_array_unref (order->falling);
  g_free (order);
}

void
xl_ledger_order_add (XlLedgerOrder *order, const char *what, gboolean falling)
{
  g_array_append_val (order->falling, falling);
  g_string_append_printf (order->what, ", %s AS k%u", what, order->falling->len);
  g_string_append_printf (order->names, ", k%u", order->falling->len);
  g_string_append_printf (order->order, "%s%s, ", what, falling ? " DESC" : "");
}

void
xl_ledger_order_end (XlLedgerOrder *order, gboolean ids_fall)
{
  order->ids_fall = ids_fall;
  g_string_append (order->order, ids_fall ? "l.id DESC" : "l.id");
}

/* The records of one thread. */
typedef struct {
  const XlLedgerOrder *order;
  XlKeySort           *sort;
  GByteArray          *key;     /* of the row at hand */
  guint                at;      /* how many are handed over */
} Heap;

static void
clear_heaps (Heap *heaps)
{
  for (guint i = 0; i < XL_LEDGER_SCANS; i++)
    {
      xl_key_sort_free (heaps[i].sort);
      g_byte_array_unref (heaps[i].key);
    }
}

static void
on_row (int n, sqlite3_value **values, gpointer data)
{
  Heap *heap = data;

  g_byte_array_set_size (heap->key, 0);
  for (int i = 1; i < n; i++)
    xl_key_append (heap->key, values[i], g_array_index (heap->order->falling, gboolean, i - 1));
  xl_key_sort_add (heap->sort, heap->key, sqlite3_value_int64 (values[0]));
}

/* Up to @n ids of both heaps, whichever comes next. */
static void
merge (Heap *heaps, guint n, void (*each) (gint64 id, gpointer data), gpointer data)
{
  Heap *a = &heaps[0], *b = &heaps[1];
  guint n_a = xl_key_sort_length (a->sort), n_b = xl_key_sort_length (b->sort);

  for (; n > 0 && (a->at < n_a || b->at < n_b); n--)
    {
      gboolean from_a = b->at >= n_b || (a->at < n_a && xl_key_sort_compare (a->sort, a->at, b->sort, b->at) < 0);
      Heap *from = from_a ? a : b;

      each (xl_key_sort_id (from->sort, from->at++), data);
    }
}

static void
pass_over (gint64 id, gpointer data)
{
}

static gpointer
sort_in_thread (gpointer sort)
{
  xl_key_sort_first (sort, G_MAXUINT);
  return NULL;
}

static void
sort_all (Heap *heaps)
{
  GThread *helper = xl_key_sort_length (heaps[1].sort) > 0 ? g_thread_try_new ("sort", sort_in_thread, heaps[1].sort, NULL) : NULL;

  xl_key_sort_first (heaps[0].sort, G_MAXUINT);
  if (helper != NULL)
    g_thread_join (helper);
  else
    xl_key_sort_first (heaps[1].sort, G_MAXUINT);
}

/* Looks through the records and has them sorted so far that the first @first are in their places. */
static gboolean
fill_heaps (XlLedgerAsked *asked, const XlLedgerWanted *wanted, const XlLedgerOrder *order, Heap *heaps, guint first, GError **error)
{
  XlScan scans[XL_LEDGER_SCANS];
  gboolean ok;

  for (guint i = 0; i < XL_LEDGER_SCANS; i++)
    {
      heaps[i] = (Heap) { order, xl_key_sort_new (order->ids_fall), g_byte_array_new (), 0 };
      scans[i] = (XlScan) { on_row, &heaps[i] };
    }
  ok = xl_ledger_scan_table_run (asked, wanted, scans, error);
  for (guint i = 0; ok && i < XL_LEDGER_SCANS; i++)
    xl_key_sort_first (heaps[i].sort, first);
  return ok;
}

/* The first of each part and of those the first: far less is kept and sorted than for all. */
static gboolean
run_first (XlLedgerAsked *asked, const XlLedgerOrder *order, guint first, void (*each) (gint64 id, gpointer data), gpointer data,
           GError **error)
{
  g_autofree char *tail = g_strdup_printf ("%s LIMIT %u", order->order->str, first);
  XlLedgerWanted wanted = { order->what->str, order->names->str, tail };
  Heap heaps[XL_LEDGER_SCANS];
  gboolean ok = fill_heaps (asked, &wanted, order, heaps, first, error);

  if (ok)
    merge (heaps, first, each, data);
  clear_heaps (heaps);
  return ok;
}

static gboolean
run_all (XlLedgerAsked *asked, const XlLedgerOrder *order, guint first, void (*each) (gint64 id, gpointer data), gpointer data,
         GError **error)
{
  XlLedgerWanted wanted = { order->what->str, order->names->str, NULL };
  Heap heaps[XL_LEDGER_SCANS];
  gboolean ok = fill_heaps (asked, &wanted, order, heaps, 0, error);

  if (ok)
    {
      sort_all (heaps);
      merge (heaps, first, pass_over, NULL);
      merge (heaps, G_MAXUINT, each, data);
    }
  clear_heaps (heaps);
  return ok;
}

gboolean
xl_ledger_sort_table_run (XlLedgerAsked *asked, const XlLedgerOrder *order, guint first, void (*each) (gint64 id, gpointer data),
                          gpointer data, GError **error)
{
  XlDb *db = xl_ledger_asked_db (asked);
  gboolean ok = xl_db_exec (db, "SAVEPOINT xl_sort", error);   /* both are of the same moment */

  if (!ok)
    return FALSE;
  ok = (first == 0 || run_first (asked, order, first, each, data, error)) && run_all (asked, order, first, each, data, error);
  xl_db_exec (db, "RELEASE xl_sort", NULL);
  return ok;
}
