/* Lists of persons: everybody's by an index alone, narrower ones by looking at each. */
#include "people/xl-person-table.h"

#include "store/xl-sql.h"

#include <string.h>

/* Office ?1, group ?2 and kind ?3 narrow a list when they are not NULL; absent people come when ?4. */
#define OF_KIND "(?3 IS NULL OR EXISTS (SELECT 1 FROM person_kind AS k WHERE k.kind = ?3 AND k.person = p.id AND k.to_date IS NULL))"
#define OF_GROUP                                                                                                       \
  "(?2 IS NULL OR EXISTS (SELECT 1 FROM membership AS m JOIN household AS h ON h.id = m.household"                     \
  " WHERE m.person = p.id AND m.to_date IS NULL AND h.group_no = ?2))"
#define NARROWED " AND (?1 IS NULL OR p.office = ?1) AND " OF_GROUP " AND " OF_KIND
/* A list of everybody is answered by an index alone. */
#define PRESENT "SELECT p.id FROM person AS p WHERE p.present = 1"
#define ANYBODY "SELECT p.id FROM person AS p WHERE p.present IN (0, 1)"
#define OF_OFFICE "SELECT p.id FROM person AS p INDEXED BY person_office_name WHERE p.office = ?1 AND p.present = 1"
/* Those without a household come last. */
#define BY_PLACE                                                                                                       \
  "SELECT p.id FROM household AS h JOIN membership AS m ON m.household = h.id AND m.to_date IS NULL"                   \
  " JOIN person AS p ON p.id = m.person WHERE (p.present = 1 OR ?4)" NARROWED
#define NO_PLACE                                                                                                       \
  "SELECT p.id FROM person AS p WHERE (p.present = 1 OR ?4)" NARROWED                                                  \
  " AND NOT EXISTS (SELECT 1 FROM membership AS m WHERE m.person = p.id AND m.to_date IS NULL)"

static gboolean
is_narrowed (const XlPersonQuery *q)
{
  return q->group_no != 0 || q->kind != NULL;
}

static const char *
name_sql (const XlPersonQuery *q)
{
  if (is_narrowed (q) || (q->office != NULL && q->absent))
    return q->descending ? "SELECT p.id FROM person AS p WHERE (p.present = 1 OR ?4)" NARROWED " ORDER BY p.name_sort DESC, p.id DESC"
                         : "SELECT p.id FROM person AS p WHERE (p.present = 1 OR ?4)" NARROWED " ORDER BY p.name_sort, p.id";
  if (q->office != NULL)
    return q->descending ? OF_OFFICE " ORDER BY p.name_sort DESC, p.id DESC" : OF_OFFICE " ORDER BY p.name_sort, p.id";
  if (q->absent)
    return q->descending ? ANYBODY " ORDER BY p.name_sort DESC, p.id DESC" : ANYBODY " ORDER BY p.name_sort, p.id";
  return q->descending ? PRESENT " ORDER BY p.name_sort DESC, p.id DESC" : PRESENT " ORDER BY p.name_sort, p.id";
}

static const char *
birth_sql (const XlPersonQuery *q)
{
  if (is_narrowed (q) || q->office != NULL || q->absent)
    return q->descending ? "SELECT p.id FROM person AS p WHERE (p.present = 1 OR ?4)" NARROWED " ORDER BY p.birth_date DESC, p.id DESC"
                         : "SELECT p.id FROM person AS p WHERE (p.present = 1 OR ?4)" NARROWED " ORDER BY p.birth_date, p.id";
  return q->descending ? PRESENT " ORDER BY p.birth_date DESC, p.id DESC" : PRESENT " ORDER BY p.birth_date, p.id";
}

static const char *
place_sql (const XlPersonQuery *q)
{
  return q->descending ? BY_PLACE " ORDER BY h.office DESC, h.group_no DESC, h.number DESC, m.relation DESC, p.id DESC"
                       : BY_PLACE " ORDER BY h.office, h.group_no, h.number, m.relation, p.id";
}

static const char *
number_sql (const XlPersonQuery *q)
{
  return q->descending
           ? "SELECT p.id FROM person AS p WHERE (p.present = 1 OR ?4)" NARROWED " ORDER BY p.id_number DESC, p.id DESC"
           : "SELECT p.id FROM person AS p WHERE (p.present = 1 OR ?4)" NARROWED " ORDER BY p.id_number, p.id";
}

static const char *
list_sql (const XlPersonQuery *q)
{
  switch (q->order)
    {
    case XL_PERSON_ORDER_PLACE:
      return place_sql (q);
    case XL_PERSON_ORDER_BIRTH:
      return birth_sql (q);
    case XL_PERSON_ORDER_NUMBER:
      return number_sql (q);
    default:
      return name_sql (q);
    }
}

static void
bind_query (XlStmt *stmt, const XlPersonQuery *q)
{
  sqlite3_bind_text (stmt, 1, q->office, -1, SQLITE_STATIC);
  if (q->group_no != 0)
    sqlite3_bind_int (stmt, 2, q->group_no);
  sqlite3_bind_text (stmt, 3, q->kind, -1, SQLITE_STATIC);
  sqlite3_bind_int (stmt, 4, q->absent);
}

static gboolean
run_each (XlDb *db, const char *sql, const XlPersonQuery *q, XlPersonIdFunc each, gpointer data, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  bind_query (stmt, q);
  while (xl_db_step (db, stmt, &local))
    each (sqlite3_column_int64 (stmt, 0), data);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
xl_person_table_each (XlDb *db, const XlPersonQuery *query, XlPersonIdFunc each, gpointer data, GError **error)
{
  if (!run_each (db, list_sql (query), query, each, data, error))
    return FALSE;
  return query->order != XL_PERSON_ORDER_PLACE || query->group_no != 0
         || run_each (db, NO_PLACE " ORDER BY p.office, p.name_sort, p.id", query, each, data, error);
}

/* A few out of many ------------------------------------------------------------------------------------------------- */

/* Beyond this many it is quicker to go through the whole list in its order. */
#define FEW 10000

typedef struct {
  char  *key;
  gint64 id;
} Keyed;

static int
compare_keyed (gconstpointer a, gconstpointer b)
{
  const Keyed *x = a, *y = b;
  int order = strcmp (x->key, y->key);

  return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

static void
clear_keyed (gpointer data)
{
  g_free (((Keyed *) data)->key);
}

#define KEY_OF(key) "SELECT " key " FROM person AS p WHERE p.id = ?5 AND (p.present = 1 OR ?4)" NARROWED
#define PLACE_KEY                                                                                                      \
  "coalesce ((SELECT h.office || ' ' || printf ('%03d', h.group_no) || ' ' || h.number || ' ' || coalesce (m.relation, '')" \
  " FROM membership AS m JOIN household AS h ON h.id = m.household WHERE m.person = p.id AND m.to_date IS NULL), 'z')"

static const char *
key_sql (const XlPersonQuery *q)
{
  switch (q->order)
    {
    case XL_PERSON_ORDER_PLACE:
      return KEY_OF (PLACE_KEY);
    case XL_PERSON_ORDER_BIRTH:
      return KEY_OF ("coalesce (p.birth_date, '')");
    case XL_PERSON_ORDER_NUMBER:
      return KEY_OF ("coalesce (p.id_number, '')");
    default:
      return KEY_OF ("p.name_sort");
    }
}

static GArray *
read_keys (XlDb *db, const XlPersonQuery *q, GArray *among, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, key_sql (q), error);
  g_autoptr(GArray) keyed = g_array_new (FALSE, FALSE, sizeof (Keyed));
  g_autoptr(GError) local = NULL;

  g_array_set_clear_func (keyed, clear_keyed);
  if (stmt == NULL)
    return NULL;
  bind_query (stmt, q);
  for (guint i = 0; i < among->len && local == NULL; i++)
    {
      Keyed k = { NULL, g_array_index (among, gint64, i) };

      sqlite3_reset (stmt);
      sqlite3_bind_int64 (stmt, 5, k.id);
      if (!xl_db_step (db, stmt, &local))
        continue;
      k.key = g_strdup (xl_column (stmt, 0));
      g_array_append_val (keyed, k);
    }
  if (local == NULL)
    return g_steal_pointer (&keyed);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
each_of_few (XlDb *db, const XlPersonQuery *q, GArray *among, XlPersonIdFunc each, gpointer data, GError **error)
{
  g_autoptr(GArray) keyed = read_keys (db, q, among, error);

  if (keyed == NULL)
    return FALSE;
  g_array_sort (keyed, compare_keyed);
  for (guint i = 0; i < keyed->len; i++)
    each (g_array_index (keyed, Keyed, q->descending ? keyed->len - 1 - i : i).id, data);
  return TRUE;
}

typedef struct {
  GHashTable    *wanted;
  XlPersonIdFunc each;
  gpointer       data;
} Sieve;

static void
sift (gint64 id, gpointer data)
{
  Sieve *sieve = data;

  if (g_hash_table_contains (sieve->wanted, &id))
    sieve->each (id, sieve->data);
}

gboolean
xl_person_table_each_among (XlDb *db, const XlPersonQuery *query, GArray *among, XlPersonIdFunc each, gpointer data,
                            GError **error)
{
  g_autoptr(GHashTable) wanted = NULL;
  Sieve sieve;

  if (among->len <= FEW)
    return each_of_few (db, query, among, each, data, error);
  wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < among->len; i++)
    g_hash_table_add (wanted, &g_array_index (among, gint64, i));
  sieve = (Sieve){ wanted, each, data };
  return xl_person_table_each (db, query, sift, &sieve, error);
}

/* Whole lists --------------------------------------------------------------------------------------------------------- */

static void
append_id (gint64 id, gpointer data)
{
  g_array_append_val (data, id);
}

GArray *
xl_person_table_list (XlDb *db, const XlPersonQuery *query, GError **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  return xl_person_table_each (db, query, append_id, ids, error) ? g_steal_pointer (&ids) : NULL;
}

gint64
xl_person_table_count (XlDb *db, const XlPersonQuery *query, GError **error)
{
  static const char sql[] = "SELECT count(*) FROM person AS p WHERE (p.present = 1 OR ?4)" NARROWED;
  g_autoptr(GArray) n = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!is_narrowed (query) && query->office == NULL && !query->absent)
    return xl_db_int (db, "SELECT count(*) FROM person WHERE present = 1", 0, error);
  return run_each (db, sql, query, append_id, n, error) ? g_array_index (n, gint64, 0) : -1;
}
