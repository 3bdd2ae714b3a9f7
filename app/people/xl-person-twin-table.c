/* Persons who may be one. */
#include "people/xl-person-merge-table.h"

#include "base/xl-name.h"
#include "people/xl-member-table.h"

#include <string.h>

#define MAX_CANDIDATES 2000   /* namesakes looked at; more than any village or township has */
#define MAX_TWINS 20
#define MAX_GROUP 50          /* of one name and one date of birth or telephone: more are no slip */

/* What is judged of a person. */
#define CANDIDATE "id, name, name_sort, sex, id_number, id_written, birth_date, phone"

static XlPerson *
read_candidate (XlStmt *stmt)
{
  XlPerson *p = g_new0 (XlPerson, 1);

  p->id = sqlite3_column_int64 (stmt, 0);
  p->name = g_strdup (xl_column (stmt, 1));
  p->name_sort = g_strdup (xl_column (stmt, 2));
  p->sex = g_strdup (xl_column (stmt, 3));
  p->id_number = g_strdup (xl_column (stmt, 4));
  p->id_written = g_strdup (xl_column (stmt, 5));
  p->birth_date = g_strdup (xl_column (stmt, 6));
  p->phone = g_strdup (xl_column (stmt, 7));
  return p;
}

static int
compare_twins (gconstpointer a, gconstpointer b)
{
  const XlTwin *x = a, *y = b;

  if (x->reason != y->reason)
    return (int) x->reason - (int) y->reason;
  return (x->person > y->person) - (x->person < y->person);
}

GArray *
xl_person_table_find_twins (XlDb *db, const XlPerson *person, GError **error)
{
  static const char sql[] = "SELECT " CANDIDATE " FROM person WHERE id IN ("
    " SELECT id FROM person WHERE id_number = ?1"
    " UNION SELECT id FROM (SELECT id FROM person WHERE present IN (0, 1) AND name_sort = ?2 LIMIT ?5)"
    " UNION SELECT id FROM (SELECT id FROM person WHERE phone = ?3 LIMIT ?5)"
    " UNION SELECT id FROM (SELECT id FROM person WHERE present IN (0, 1) AND birth_date = ?6 LIMIT ?5)) AND id <> ?4";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GArray) twins = g_array_new (FALSE, FALSE, sizeof (XlTwin));
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, person->id_number);
  xl_bind (stmt, 2, person->name_sort);
  xl_bind (stmt, 3, person->phone);
  sqlite3_bind_int64 (stmt, 4, person->id);
  sqlite3_bind_int (stmt, 5, MAX_CANDIDATES);
  xl_bind (stmt, 6, person->birth_date);
  while (xl_db_step (db, stmt, &local))
    {
      g_autoptr(XlPerson) other = read_candidate (stmt);
      int reason = xl_twin_judge (person, other, FALSE);
      XlTwin twin = { other->id, (XlTwinReason) reason };

      if (reason >= 0)
        g_array_append_val (twins, twin);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  g_array_sort (twins, compare_twins);
  g_array_set_size (twins, MIN (twins->len, MAX_TWINS));
  return g_steal_pointer (&twins);
}

/* Pairs ------------------------------------------------------------------------------------------------------------------ */

/* What is being gathered. */
typedef struct {
  XlDb       *db;
  const char *office;
  GHashTable *seen;     /* of "a-b" */
  GArray     *pairs;
} Search;

static gboolean
is_distinct (Search *s, gint64 a, gint64 b, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (s->db, "SELECT 1 FROM person_distinct WHERE a = ?1 AND b = ?2", error);

  if (stmt == NULL)
    return TRUE;
  sqlite3_bind_int64 (stmt, 1, MIN (a, b));
  sqlite3_bind_int64 (stmt, 2, MAX (a, b));
  return xl_db_step (s->db, stmt, error);
}

static void
consider (Search *s, const XlPerson *x, const XlPerson *y, gboolean one_household)
{
  int reason = xl_twin_judge (x, y, one_household);
  XlTwinPair pair = { MIN (x->id, y->id), MAX (x->id, y->id), (XlTwinReason) reason };
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, pair.a, pair.b);

  if (reason < 0 || g_hash_table_contains (s->seen, key) || is_distinct (s, pair.a, pair.b, NULL))
    return;
  g_hash_table_add (s->seen, g_steal_pointer (&key));
  g_array_append_val (s->pairs, pair);
}

/* Everybody in one group of the question with everybody else of it. */
static void
consider_group (Search *s, GPtrArray *group, gboolean one_household)
{
  for (guint i = 0; i < group->len && group->len <= MAX_GROUP; i++)
    for (guint k = i + 1; k < group->len; k++)
      consider (s, g_ptr_array_index (group, i), g_ptr_array_index (group, k), one_household);
  g_ptr_array_set_size (group, 0);
}

/* @sql: CANDIDATE and the group (column 8), rows of one group together. */
static gboolean
go_through (Search *s, const char *sql, gboolean one_household, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (s->db, sql, error);
  g_autoptr(GPtrArray) group = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_person_free);
  g_autofree char *now = NULL;
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, s->office);
  while (xl_db_step (s->db, stmt, &local))
    {
      if (g_strcmp0 (now, xl_column (stmt, 8)) != 0)
        {
          consider_group (s, group, one_household);
          g_free (now);
          now = g_strdup (xl_column (stmt, 8));
        }
      g_ptr_array_add (group, read_candidate (stmt));
    }
  consider_group (s, group, one_household);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return local == NULL;
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const XlTwinPair *x = a, *y = b;

  if (x->reason != y->reason)
    return (int) x->reason - (int) y->reason;
  return (x->a > y->a) - (x->a < y->a);
}

#define OF_OFFICE "(?1 IS NULL OR office = ?1)"
/* Everybody of whom there is another with the same @name and @what. */
#define TWICE(name, what, where) \
  "SELECT " CANDIDATE ", " name " || ' ' || " what " FROM person WHERE " OF_OFFICE " AND (" name ", " what ") IN (SELECT " name ", " \
  what " FROM person WHERE " OF_OFFICE " AND " where " GROUP BY " name ", " what " HAVING count(*) > 1) ORDER BY " name ", " what ", id"

GArray *
xl_person_table_find_pairs (XlDb *db, const char *office, guint max, GError **error)
{
  static const char *const questions[] = {
    TWICE ("name_initials", "birth_date", "birth_date IS NOT NULL"),
    TWICE ("name_sort", "phone", "phone IS NOT NULL"),
    /* Everybody of a name that somebody without a valid number bears. */
    "SELECT " CANDIDATE ", name_sort FROM person WHERE " OF_OFFICE " AND name_sort IN (SELECT name_sort FROM person WHERE " OF_OFFICE
    " AND id_number IS NULL AND present IN (0, 1)) ORDER BY name_sort, id",
    TWICE ("name_sort", "substr (id_number, 1, 14)", "id_number IS NOT NULL"),
  };
  static const char at_home[] =
    "SELECT p.id, p.name, p.name_sort, p.sex, p.id_number, p.id_written, p.birth_date, p.phone, m.household || ' ' || p.name_sort"
    " FROM membership AS m JOIN person AS p ON p.id = m.person WHERE m.to_date IS NULL AND (?1 IS NULL OR p.office = ?1)"
    " AND EXISTS (SELECT 1 FROM membership AS o JOIN person AS q ON q.id = o.person WHERE o.household = m.household"
    " AND o.to_date IS NULL AND q.id <> p.id AND q.name_sort = p.name_sort) ORDER BY m.household, p.name_sort, p.id";
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GArray) pairs = g_array_new (FALSE, FALSE, sizeof (XlTwinPair));
  Search s = { db, office, seen, pairs };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (!go_through (&s, questions[i], FALSE, error))
      return NULL;
  if (!go_through (&s, at_home, TRUE, error))
    return NULL;
  g_array_sort (pairs, compare_pairs);
  g_array_set_size (pairs, MIN (pairs->len, max));
  return g_steal_pointer (&pairs);
}

gboolean
xl_person_table_set_distinct (XlDb *db, gint64 a, gint64 b, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "INSERT OR IGNORE INTO person_distinct (id, a, b) VALUES (?1, ?2, ?3)", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, xl_db_next_id (db));
  sqlite3_bind_int64 (stmt, 2, MIN (a, b));
  sqlite3_bind_int64 (stmt, 3, MAX (a, b));
  return xl_db_done (db, stmt, error);
}
