#include "ledgers/xl-ledger-query-table.h"

#include "ledgers/xl-ledger-scan-table.h"
#include "ledgers/xl-ledger-stored-table.h"
#include "ledgers/xl-ledger-table.h"
#include "store/xl-sql.h"

#include <string.h>

/* Different values are counted up to here; of a field where nearly every record has its own nobody ticks any. */
#define MAX_COUNTED 50000

void
xl_ledger_distinct_free (XlLedgerDistinct *distinct)
{
  g_free (distinct->value);
  g_free (distinct->words);
  g_free (distinct);
}

typedef struct {
  GHashTable *counts;    /* value → gint64* */
  gboolean    list;      /* values are joined by commas */
  gboolean    more;
} Tally;

static void
count_one (Tally *tally, const char *value)
{
  gint64 *n = g_hash_table_lookup (tally->counts, value);

  if (n == NULL && g_hash_table_size (tally->counts) >= MAX_COUNTED)
    {
      tally->more = TRUE;
      return;
    }
  if (n == NULL)
    {
      n = g_new0 (gint64, 1);
      g_hash_table_insert (tally->counts, g_strdup (value), n);
    }
  (*n)++;
}

static void
count_value (Tally *tally, const char *value)
{
  g_auto(GStrv) parts = NULL;

  if (!tally->list || strchr (value, ',') == NULL)
    {
      count_one (tally, value);
      return;
    }
  parts = g_strsplit (value, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    count_one (tally, parts[i]);
}

static void
on_row (int n, sqlite3_value **values, gpointer data)
{
  const char *value = (const char *) sqlite3_value_text (values[0]);

  count_value (data, value != NULL ? value : "");
}

/* What the other thread has counted. */
static void
join (Tally *tally, const Tally *other)
{
  GHashTableIter iter;
  gpointer value, n;

  g_hash_table_iter_init (&iter, other->counts);
  while (g_hash_table_iter_next (&iter, &value, &n))
    {
      gint64 *known = g_hash_table_lookup (tally->counts, value);

      if (known != NULL)
        *known += *(gint64 *) n;
      else
        g_hash_table_insert (tally->counts, g_strdup (value), g_memdup2 (n, sizeof (gint64)));
    }
  tally->more |= other->more;
}

static gboolean
count_rows (XlLedgerAsked *asked, const char *what, Tally *tally, GError **error)
{
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Tally other = { counts, tally->list, FALSE };
  XlScan scans[XL_LEDGER_SCANS] = { { on_row, tally }, { on_row, &other } };
  XlLedgerWanted wanted = { what, NULL, NULL };

  if (!xl_ledger_scan_table_run (asked, &wanted, scans, error))
    return FALSE;
  join (tally, &other);
  return TRUE;
}

/* In order --------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *value;
  char       *sort;
  gint64      n;
} Entry;

static void
clear_entry (gpointer data)
{
  g_free (((Entry *) data)->sort);
}

/* Numbers by their size, texts by their letters, blank last. */
static int
compare_entries (gconstpointer a, gconstpointer b, gpointer is_number)
{
  const Entry *x = a, *y = b;

  if (x->value[0] == '\0' || y->value[0] == '\0')
    return (x->value[0] == '\0') - (y->value[0] == '\0');
  if (is_number != NULL)
    {
      gint64 m = g_ascii_strtoll (x->sort, NULL, 10), n = g_ascii_strtoll (y->sort, NULL, 10);

      return (m > n) - (m < n);
    }
  return strcmp (x->sort, y->sort);
}

static GArray *
sort_entries (XlDb *db, const XlTemplate *t, const char *name, GHashTable *counts)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  const char *fact;
  int i = xl_ledger_query_field (t, name, &fact);
  XlLedgerType type = i >= 0 ? xl_template_field (t, (guint) i)->type : XL_LEDGER_TEXT;
  gboolean number = fact != NULL ? strcmp (fact, "age") == 0 || strcmp (fact, "group_no") == 0
                                 : xl_ledger_field_is_number (type) && type != XL_LEDGER_PERSON;
  GHashTableIter iter;
  gpointer value, n;

  g_array_set_clear_func (entries, clear_entry);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &value, &n))
    {
      Entry entry = { value, xl_ledger_stored_sort (db, t, name, value), *(gint64 *) n };

      g_array_append_val (entries, entry);
    }
  g_array_sort_with_data (entries, compare_entries, number ? entries : NULL);
  return entries;
}

static GPtrArray *
make_list (XlDb *db, const XlTemplate *t, const char *name, const char *begin, Tally *tally)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_distinct_free);
  g_autoptr(GArray) entries = sort_entries (db, t, name, tally->counts);

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *e = &g_array_index (entries, Entry, i);
      g_autofree char *words = NULL;
      XlLedgerDistinct *distinct;

      if (list->len == XL_LEDGER_MAX_DISTINCT)
        {
          tally->more = TRUE;
          break;
        }
      words = xl_ledger_stored_words (db, t, name, e->value);
      if (begin != NULL && strstr (words, begin) == NULL)
        continue;
      distinct = g_new0 (XlLedgerDistinct, 1);
      distinct->value = g_strdup (e->value);
      distinct->words = g_steal_pointer (&words);
      distinct->n = e->n;
      g_ptr_array_add (list, distinct);
    }
  return g_steal_pointer (&list);
}

/* The filters of @query that do not speak of @name. */
static GPtrArray *
other_filters (const XlLedgerQuery *query, const char *name)
{
  GPtrArray *others = g_ptr_array_new ();

  for (guint i = 0; query->filters != NULL && i < query->filters->len; i++)
    if (strcmp (((XlLedgerFilter *) g_ptr_array_index (query->filters, i))->name, name) != 0)
      g_ptr_array_add (others, g_ptr_array_index (query->filters, i));
  return others;
}

static gboolean
is_list (const XlTemplate *t, const char *name)
{
  const char *fact;
  int i = xl_ledger_query_field (t, name, &fact);

  return fact != NULL ? strcmp (fact, "kinds") == 0
                      : i >= 0 && xl_template_field (t, (guint) i)->type == XL_LEDGER_CODES;
}

GPtrArray *
xl_ledger_query_table_distinct (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, const char *name, const char *begin,
                                gboolean *more, GError **error)
{
  g_autoptr(GPtrArray) filters = other_filters (query, name);
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Tally tally = { counts, is_list (t, name), FALSE };
  XlLedgerQuery narrowed = *query;
  g_autoptr(XlLedgerAsked) asked = NULL;
  g_autofree char *what = NULL;
  GPtrArray *list;

  narrowed.filters = filters;
  if (xl_ledger_table_exists (db, t))
    {
      asked = xl_ledger_asked_new (db, t, &narrowed, FALSE, error);
      what = asked != NULL ? xl_ledger_asked_expression (asked, name, FALSE, error) : NULL;
      if (what == NULL || !count_rows (asked, what, &tally, error))
        return NULL;
    }
  list = make_list (db, t, name, begin, &tally);
  *more = tally.more;
  return list;
}
