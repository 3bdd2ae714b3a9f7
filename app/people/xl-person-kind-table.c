#include "people/xl-person-kind-table.h"

#include "base/xl-code.h"
#include "base/xl-date.h"
#include "store/xl-sql.h"

#include <string.h>

#define COLUMNS "k.id, k.person, k.kind, k.from_date, k.to_date, k.source"
#define HOLDS(N)                                                                                                       \
  "((k.to_date IS NULL AND (" N " IS NULL OR k.from_date IS NULL OR k.from_date <= " N "))"                            \
  " OR (k.to_date > " N " AND (k.from_date IS NULL OR k.from_date <= " N ")))"

void
xl_person_kind_free (XlPersonKind *kind)
{
  g_free (kind->kind);
  g_free (kind->from_date);
  g_free (kind->to_date);
  g_free (kind->source);
  g_free (kind);
}

/* The open row of @person and @kind: its id, 0 for none, -1 with @error; @from_date is when it began. */
static gint64
find_open (XlDb *db, gint64 person, const char *kind, char **from_date, GError **error)
{
  static const char sql[] = "SELECT id, from_date FROM person_kind WHERE person = ?1 AND kind = ?2 AND to_date IS NULL";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return -1;
  sqlite3_bind_int64 (stmt, 1, person);
  xl_bind (stmt, 2, kind);
  if (xl_db_step (db, stmt, &local))
    {
      *from_date = g_strdup (xl_column (stmt, 1));
      return sqlite3_column_int64 (stmt, 0);
    }
  if (local == NULL)
    return 0;
  g_propagate_error (error, g_steal_pointer (&local));
  return -1;
}

static gint64
insert_kind (XlDb *db, gint64 person, const char *kind, const char *from_date, const char *source, GError **error)
{
  static const char sql[] = "INSERT INTO person_kind (id, person, kind, from_date, source) VALUES (?1, ?2, ?3, ?4, ?5)";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  gint64 id;

  if (stmt == NULL)
    return -1;
  id = xl_db_next_id (db);
  sqlite3_bind_int64 (stmt, 1, id);
  sqlite3_bind_int64 (stmt, 2, person);
  xl_bind (stmt, 3, kind);
  xl_bind (stmt, 4, from_date);
  xl_bind (stmt, 5, source);
  return xl_db_done (db, stmt, error) ? id : -1;
}

gint64
xl_person_kind_table_add (XlDb *db, gint64 person, const char *kind, const char *from_date, const char *source, GError **error)
{
  g_autofree char *began = NULL;
  gint64 open;

  if (xl_code_name (xl_code_table (XL_CODE_KIND), kind) == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, "person_kind: there is no kind \"%s\"", kind);
      return -1;
    }
  open = find_open (db, person, kind, &began, error);
  return open != 0 ? open : insert_kind (db, person, kind, from_date, source, error);
}

gboolean
xl_person_kind_table_end (XlDb *db, gint64 person, const char *kind, const char *day, GError **error)
{
  g_autofree char *began = NULL;
  gint64 open = find_open (db, person, kind, &began, error);
  g_autoptr(XlStmt) stmt = NULL;

  if (open <= 0)
    return open == 0;
  if (!xl_date_is_valid (day) || (began != NULL && strcmp (day, began) < 0))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_RANGE, "person_kind: %s: is no day, or lies before the day on which this began", day);
      return FALSE;
    }
  stmt = xl_db_prepare (db, "UPDATE person_kind SET to_date = ?2 WHERE id = ?1", error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, open);
  xl_bind (stmt, 2, day);
  return xl_db_done (db, stmt, error);
}

static GPtrArray *
read_all (XlDb *db, XlStmt *stmt, GError **error)
{
  g_autoptr(GPtrArray) kinds = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_person_kind_free);
  g_autoptr(GError) local = NULL;

  while (xl_db_step (db, stmt, &local))
    {
      XlPersonKind *k = g_new0 (XlPersonKind, 1);

      k->id = sqlite3_column_int64 (stmt, 0);
      k->person = sqlite3_column_int64 (stmt, 1);
      k->kind = g_strdup (xl_column (stmt, 2));
      k->from_date = g_strdup (xl_column (stmt, 3));
      k->to_date = g_strdup (xl_column (stmt, 4));
      k->source = g_strdup (xl_column (stmt, 5));
      g_ptr_array_add (kinds, k);
    }
  if (local == NULL)
    return g_steal_pointer (&kinds);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static guint
position (const char *kind)
{
  const XlCodeTable *table = xl_code_table (XL_CODE_KIND);

  for (guint i = 0; i < xl_code_table_n (table); i++)
    if (strcmp (xl_code_table_code (table, i), kind) == 0)
      return i;
  return G_MAXUINT;
}

static int
compare_kinds (gconstpointer a, gconstpointer b)
{
  guint x = position ((*(XlPersonKind *const *) a)->kind), y = position ((*(XlPersonKind *const *) b)->kind);

  return (x > y) - (x < y);
}

GPtrArray *
xl_person_kind_table_of (XlDb *db, gint64 person, const char *day, GError **error)
{
  static const char sql[] = "SELECT " COLUMNS " FROM person_kind AS k WHERE k.person = ?1 AND " HOLDS ("?2") " ORDER BY k.id";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  GPtrArray *kinds;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, person);
  xl_bind (stmt, 2, day);
  kinds = read_all (db, stmt, error);
  if (kinds != NULL)
    g_ptr_array_sort (kinds, compare_kinds);
  return kinds;
}

GPtrArray *
xl_person_kind_table_history (XlDb *db, gint64 person, GError **error)
{
  static const char sql[] =
    "SELECT " COLUMNS " FROM person_kind AS k WHERE k.person = ?1 AND (k.to_date IS NULL OR k.to_date IS NOT NULL)"
    " ORDER BY k.to_date IS NOT NULL, k.to_date DESC, k.from_date DESC, k.id DESC";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, person);
  return read_all (db, stmt, error);
}

gint64
xl_person_kind_table_count (XlDb *db, const char *office, const char *kind, const char *day, GError **error)
{
  static const char sql[] =
    "SELECT count(DISTINCT k.person) FROM person_kind AS k JOIN person AS p ON p.id = k.person"
    " WHERE k.kind = ?2 AND " HOLDS ("?3") " AND (?1 IS NULL OR p.office = ?1)"
    " AND (?3 IS NOT NULL OR p.present = 1) AND (p.death_date IS NULL OR p.death_date >= ?3)";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return -1;
  xl_bind (stmt, 1, office);
  xl_bind (stmt, 2, kind);
  xl_bind (stmt, 3, day);
  return xl_db_step (db, stmt, error) ? sqlite3_column_int64 (stmt, 0) : -1;
}
