#include "ledgers/xl-due-every-table.h"

#include "ledgers/xl-ledger-table.h"
#include "store/xl-sql.h"

#include <string.h>

void
xl_due_item_free (XlDueItem *item)
{
  g_free (item->period);
  g_free (item);
}

guint
xl_due_items_count (const GPtrArray *items, XlDueState state)
{
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    n += ((XlDueItem *) g_ptr_array_index (items, i))->state == state;
  return n;
}

/* How many records there are: "2026-06" or "2026-06 code" → guint. */
static gboolean
count_days (XlDb *db, const XlTemplate *t, const char *office, const char *from, const char *to, GHashTable *counts, GError **error)
{
  const char *on = xl_template_column (t, (guint) t->period_field);
  const char *code = t->every->of >= 0 ? xl_template_column (t, (guint) t->every->of) : NULL;
  g_autofree char *of = code != NULL ? g_strdup_printf ("\"%s\"", code) : g_strdup ("NULL");
  g_autofree char *sql = g_strdup_printf ("SELECT \"%s\", %s, count (*) FROM \"%s\" WHERE (?1 IS NULL OR office = ?1)"
                                          " AND \"%s\" >= ?2 AND \"%s\" <= ?3 GROUP BY 1, 2", on, of, t->table, on, on);
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, office);
  xl_bind (stmt, 2, from);
  xl_bind (stmt, 3, to);
  while (xl_db_step (db, stmt, &local))
    {
      g_autofree char *period = xl_template_period_of (t->every->every, xl_column (stmt, 0));
      char *key = g_strjoin (" ", period, xl_column (stmt, 1), NULL);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

      g_hash_table_insert (counts, key, GUINT_TO_POINTER (n + (guint) sqlite3_column_int (stmt, 2)));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The day of the first record; NULL without one, or with @error. */
static char *
read_first (XlDb *db, const XlTemplate *t, const char *office, GError **error)
{
  const char *on = xl_template_column (t, (guint) t->period_field);
  g_autofree char *sql = g_strdup_printf ("SELECT min (\"%s\") FROM \"%s\" WHERE ?1 IS NULL OR office = ?1", on, t->table);
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, office);
  return xl_db_step (db, stmt, error) ? g_strdup (xl_column (stmt, 0)) : NULL;
}

/* The period to begin with. */
static char *
find_first (const XlTemplate *t, const char *first_day, const char *now)
{
  static const int back[] = {
    [XL_PERIOD_DAY] = 30, [XL_PERIOD_WEEK] = 12, [XL_PERIOD_TEN_DAYS] = 8, [XL_PERIOD_MONTH] = 11, [XL_PERIOD_QUARTER] = 7,
    [XL_PERIOD_HALF_YEAR] = 5, [XL_PERIOD_YEAR] = 2
  };
  g_autofree char *first = first_day != NULL ? xl_template_period_of (t->every->every, first_day) : NULL;
  g_autofree char *oldest = xl_period_step (now, -back[t->every->every]);

  if (first == NULL || strcmp (first, now) > 0)
    return g_strdup (now);
  return g_strdup (oldest != NULL && strcmp (first, oldest) < 0 ? oldest : first);
}

static void
add_item (const XlTemplate *t, const char *period, const XlLedgerCode *code, const char *on, GHashTable *counts, GPtrArray *items)
{
  g_autofree char *key = g_strjoin (" ", period, code != NULL ? code->code : NULL, NULL);
  XlDueItem *item = g_new0 (XlDueItem, 1);

  item->period = g_strdup (period);
  item->code = code;
  item->expected = t->every->times;
  item->done = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));
  xl_due_every_deadline (t->every, period, item->deadline);
  item->state = xl_due_every_state (t->every, item->done, item->deadline, on);
  g_ptr_array_add (items, item);
}

static GPtrArray *
list_items (const XlTemplate *t, const char *first, const char *now, const char *on, GHashTable *counts)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_due_item_free);
  const GPtrArray *codes = t->every->of >= 0 ? xl_template_field (t, (guint) t->every->of)->codes : NULL;
  g_autofree char *period = g_strdup (first);

  while (period != NULL && strcmp (period, now) <= 0)
    {
      char *next = xl_period_step (period, 1);

      if (codes == NULL)
        add_item (t, period, NULL, on, counts, items);
      for (guint i = 0; codes != NULL && i < codes->len; i++)
        add_item (t, period, g_ptr_array_index (codes, i), on, counts, items);
      g_free (period);
      period = next;
    }
  return items;
}

GPtrArray *
xl_due_every_table_list (XlDb *db, const XlTemplate *t, const char *office, const char *on, GError **error)
{
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GError) local = NULL;
  g_autofree char *now = NULL;
  g_autofree char *day = NULL;
  g_autofree char *first = NULL;
  char from[11], to[11];

  if (t->every == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_REFUSED, "%s: the ledger does not say what is due", t->key);
      return NULL;
    }
  now = xl_template_period_of (t->every->every, on);
  if (xl_ledger_table_exists (db, t))
    day = read_first (db, t, office, &local);
  first = find_first (t, day, now);
  xl_period_days (first, from, to);
  from[xl_template_field (t, (guint) t->period_field)->type == XL_LEDGER_MONTH ? 7 : 10] = '\0';
  if (local == NULL && day != NULL)
    count_days (db, t, office, from, on, counts, &local);
  if (local == NULL)
    return list_items (t, first, now, on, counts);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
