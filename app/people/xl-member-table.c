#include "people/xl-member-table.h"

XlMember *
xl_member_read (XlStmt *stmt)
{
  XlMember *m = g_new0 (XlMember, 1);

  m->id = sqlite3_column_int64 (stmt, 0);
  m->person = sqlite3_column_int64 (stmt, 1);
  m->household = sqlite3_column_int64 (stmt, 2);
  m->name = g_strdup (xl_column (stmt, 3));
  m->sex = g_strdup (xl_column (stmt, 4));
  m->birth_date = g_strdup (xl_column (stmt, 5));
  m->relation = g_strdup (xl_column (stmt, 6));
  m->relation_written = g_strdup (xl_column (stmt, 7));
  m->from_date = g_strdup (xl_column (stmt, 8));
  m->to_date = g_strdup (xl_column (stmt, 9));
  m->begin_reason = g_strdup (xl_column (stmt, 10));
  m->end_reason = g_strdup (xl_column (stmt, 11));
  m->moved_to = g_strdup (xl_column (stmt, 12));
  return m;
}

GPtrArray *
xl_member_read_all (XlDb *db, XlStmt *stmt, GError **error)
{
  g_autoptr(GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_member_free);
  g_autoptr(GError) local = NULL;

  while (xl_db_step (db, stmt, &local))
    g_ptr_array_add (members, xl_member_read (stmt));
  if (local == NULL)
    return g_steal_pointer (&members);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

gboolean
xl_people_run (XlDb *db, const char *sql, gint64 a, gint64 b, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, a);
  sqlite3_bind_int64 (stmt, 2, b);
  return xl_db_done (db, stmt, error);
}

gboolean
xl_people_refresh_present (XlDb *db, gint64 person, GError **error)
{
  static const char sql[] =
    "UPDATE person SET present = death_date IS NULL AND (EXISTS (SELECT 1 FROM membership WHERE person = ?1 AND to_date IS NULL)"
    " OR NOT EXISTS (SELECT 1 FROM membership WHERE person = ?1 AND to_date IS NOT NULL)) WHERE id = ?1";

  return xl_people_run (db, sql, person, 0, error);
}

gboolean
xl_people_refresh_head (XlDb *db, gint64 household, GError **error)
{
  static const char sql[] =
    "UPDATE household SET head = (SELECT person FROM membership WHERE household = ?1 AND relation = '02' AND to_date IS NULL"
    " ORDER BY id LIMIT 1) WHERE id = ?1";

  return xl_people_run (db, sql, household, 0, error);
}
