#include "ledgers/xl-ledger-tally-table.h"

#include "ledgers/xl-ledger-scan-table.h"
#include "store/xl-key-sort.h"

#include <string.h>

/* So many times the groups wanted are kept before the last ones are added up. */
#define SLACK 4

/* What one thread counts. */
typedef struct {
  guint          n_keys, n_columns;
  gboolean       has_sort;    /* the second key is what the group is sorted by */
  guint          max;
  GHashTable    *tallies;     /* by key */
  GByteArray    *key;         /* of the row at hand */
  XlLedgerTally *last;        /* of the row before */
  XlLedgerTally *rest;        /* (nullable): of the groups that come after … */
  GByteArray    *bound;       /* … this key, the last of those wanted so far */
} Counter;

static guint
hash_key (gconstpointer data)
{
  const GByteArray *key = data;
  guint hash = 5381;

  for (guint i = 0; i < key->len; i++)
    hash = hash * 33 + key->data[i];
  return hash;
}

/* No key is the beginning of another. */
static int
compare_keys (const GByteArray *a, const GByteArray *b)
{
  return a->len == 0 || b->len == 0 ? (int) a->len - (int) b->len : memcmp (a->data, b->data, MIN (a->len, b->len));
}

static gboolean
same_key (gconstpointer a, gconstpointer b)
{
  return ((const GByteArray *) a)->len == ((const GByteArray *) b)->len && compare_keys (a, b) == 0;
}

static int
compare_tallies (gconstpointer a, gconstpointer b)
{
  return compare_keys ((*(XlLedgerTally *const *) a)->key, (*(XlLedgerTally *const *) b)->key);
}

static GByteArray *
copy_key (const GByteArray *key)
{
  return g_byte_array_append (g_byte_array_sized_new (key->len), key->data, key->len);
}

static XlLedgerTally *
new_tally (const Counter *c, const GByteArray *key, const char *value)
{
  XlLedgerTally *tally = g_malloc0 (sizeof *tally + c->n_columns * sizeof tally->columns[0]);

  tally->key = copy_key (key);
  tally->value = g_strdup (value);
  return tally;
}

static void
free_tally (gpointer data)
{
  XlLedgerTally *tally = data;

  g_byte_array_unref (tally->key);
  g_free (tally->value);
  g_free (tally);
}

static void
add_up (XlLedgerTally *to, const XlLedgerTally *from, guint n_columns)
{
  to->n += from->n;
  for (guint i = 0; i < n_columns; i++)
    {
      to->columns[i].n += from->columns[i].n;
      to->columns[i].high += from->columns[i].high;
      to->columns[i].low += from->columns[i].low;
    }
}

/* In their order; they stay the table's. */
static GPtrArray *
sort_tallies (const Counter *c)
{
  GPtrArray *sorted = g_ptr_array_sized_new (g_hash_table_size (c->tallies));
  GHashTableIter iter;
  gpointer tally;

  g_hash_table_iter_init (&iter, c->tallies);
  while (g_hash_table_iter_next (&iter, NULL, &tally))
    g_ptr_array_add (sorted, tally);
  g_ptr_array_sort (sorted, compare_tallies);
  return sorted;
}

/* Keeps the groups that come first; whatever comes after those is added up. */
static void
prune (Counter *c)
{
  g_autoptr(GPtrArray) sorted = sort_tallies (c);

  if (c->rest == NULL)
    c->rest = new_tally (c, c->key, NULL);
  g_clear_pointer (&c->bound, g_byte_array_unref);
  c->bound = copy_key (((XlLedgerTally *) g_ptr_array_index (sorted, c->max - 1))->key);
  for (guint i = c->max; i < sorted->len; i++)
    {
      XlLedgerTally *tally = g_ptr_array_index (sorted, i);

      add_up (c->rest, tally, c->n_columns);
      g_hash_table_remove (c->tallies, tally->key);
    }
}

/* The tally of the row at hand. */
static XlLedgerTally *
find_tally (Counter *c, sqlite3_value **values)
{
  g_byte_array_set_size (c->key, 0);
  if (c->has_sort)
    xl_key_append (c->key, values[1], FALSE);
  if (c->n_keys > 0)
    xl_key_append (c->key, values[0], FALSE);
  if (c->last != NULL && same_key (c->last->key, c->key))
    return c->last;
  c->last = g_hash_table_lookup (c->tallies, c->key);
  if (c->last != NULL)
    return c->last;
  if (g_hash_table_size (c->tallies) >= SLACK * c->max)
    prune (c);
  if (c->bound != NULL && compare_keys (c->key, c->bound) > 0)
    return c->rest;
  c->last = new_tally (c, c->key, c->n_keys > 0 ? (const char *) sqlite3_value_text (values[0]) : NULL);
  g_hash_table_insert (c->tallies, c->last->key, c->last);
  return c->last;
}

static void
on_row (int n, sqlite3_value **values, gpointer data)
{
  Counter *c = data;
  XlLedgerTally *tally = find_tally (c, values);

  tally->n++;
  for (guint i = 0; i < c->n_columns; i++)
    {
      sqlite3_value *value = values[c->n_keys + i];
      int type = sqlite3_value_type (value);
      gint64 number = type == SQLITE_INTEGER ? sqlite3_value_int64 (value) : 0;

      tally->columns[i].n += type != SQLITE_NULL;
      tally->columns[i].high += number / XL_LEDGER_HALF;
      tally->columns[i].low += number % XL_LEDGER_HALF;
    }
}

/* What the other thread has counted comes to @c. */
static void
join (Counter *c, const Counter *other)
{
  GHashTableIter iter;
  gpointer data;

  g_hash_table_iter_init (&iter, other->tallies);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      const XlLedgerTally *from = data;
      XlLedgerTally *to = g_hash_table_lookup (c->tallies, from->key);

      if (to == NULL)
        {
          to = new_tally (c, from->key, from->value);
          g_hash_table_insert (c->tallies, to->key, to);
        }
      add_up (to, from, c->n_columns);
    }
  if (other->rest == NULL)
    return;
  if (c->rest == NULL)
    c->rest = new_tally (c, c->key, NULL);
  add_up (c->rest, other->rest, c->n_columns);
}

/* The groups in order, no more than wanted. */
static GPtrArray *
take_tallies (Counter *c)
{
  GPtrArray *tallies = sort_tallies (c);

  g_hash_table_steal_all (c->tallies);
  g_ptr_array_set_free_func (tallies, free_tally);
  if (tallies->len == 0)
    return tallies;
  for (guint i = c->max; i < tallies->len; i++)
    add_up (g_ptr_array_index (tallies, c->max - 1), g_ptr_array_index (tallies, i), c->n_columns);
  g_ptr_array_set_size (tallies, (int) MIN (tallies->len, c->max));
  if (c->rest != NULL)
    add_up (g_ptr_array_index (tallies, tallies->len - 1), c->rest, c->n_columns);
  return tallies;
}

static Counter
make_counter (const XlLedgerCounted *counted, guint max)
{
  return (Counter) { .n_keys = (guint) (counted->value != NULL) + (counted->sort != NULL), .n_columns = counted->columns->len,
                     .has_sort = counted->sort != NULL, .max = max, .key = g_byte_array_new (),
                     .tallies = g_hash_table_new_full (hash_key, same_key, NULL, free_tally) };
}

static void
clear_counter (Counter *c)
{
  g_hash_table_unref (c->tallies);
  g_byte_array_unref (c->key);
  g_clear_pointer (&c->rest, free_tally);
  g_clear_pointer (&c->bound, g_byte_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Counter, clear_counter)

static char *
make_what (const XlLedgerCounted *counted)
{
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_auto(GStrv) all = NULL;

  if (counted->value != NULL)
    g_strv_builder_add (parts, counted->value);
  if (counted->sort != NULL)
    g_strv_builder_add (parts, counted->sort);
  for (guint i = 0; i < counted->columns->len; i++)
    g_strv_builder_add (parts, g_ptr_array_index (counted->columns, i));
  all = g_strv_builder_end (parts);
  return all[0] != NULL ? g_strjoinv (", ", all) : g_strdup ("NULL");
}

GPtrArray *
xl_ledger_tally_table_run (XlLedgerAsked *asked, const XlLedgerCounted *counted, guint max, GError **error)
{
  g_auto(Counter) own = make_counter (counted, max);
  g_auto(Counter) other = make_counter (counted, max);
  g_autofree char *what = make_what (counted);
  XlScan scans[XL_LEDGER_SCANS] = { { on_row, &own }, { on_row, &other } };
  XlLedgerWanted wanted = { what, NULL, NULL };

  if (!xl_ledger_scan_table_run (asked, &wanted, scans, error))
    return NULL;
  join (&own, &other);
  return take_tallies (&own);
}
