#include "people/xl-group-table.h"

#include "people/xl-member-table.h"

void
xl_group_free (XlGroup *group)
{
  g_free (group->office);
  g_free (group->name);
  g_free (group);
}

gint64
xl_group_table_ensure (XlDb *db, const char *office, int number, const char *name, GError **error)
{
  static const char sql[] =
    "INSERT INTO village_group (id, office, number, name) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT (office, number) DO UPDATE SET name = coalesce (excluded.name, name) RETURNING id";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return -1;
  sqlite3_bind_int64 (stmt, 1, xl_db_next_id (db));
  xl_bind (stmt, 2, office);
  sqlite3_bind_int (stmt, 3, number);
  xl_bind (stmt, 4, name);
  return xl_db_step (db, stmt, error) ? sqlite3_column_int64 (stmt, 0) : -1;
}

gboolean
xl_group_table_set_leader (XlDb *db, gint64 group, gint64 person, GError **error)
{
  return xl_people_run (db, "UPDATE village_group SET leader = nullif (?2, 0) WHERE id = ?1", group, person, error);
}

GPtrArray *
xl_group_table_list (XlDb *db, const char *office, GError **error)
{
  static const char sql[] =
    "SELECT id, office, number, name, leader FROM village_group WHERE office = ?1"
    " UNION ALL SELECT DISTINCT 0, office, group_no, NULL, NULL FROM household AS h WHERE office = ?1 AND group_no IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM village_group AS g WHERE g.office = ?1 AND g.number = h.group_no) ORDER BY 3";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_group_free);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, office);
  while (xl_db_step (db, stmt, &local))
    {
      XlGroup *g = g_new0 (XlGroup, 1);

      g->id = sqlite3_column_int64 (stmt, 0);
      g->office = g_strdup (xl_column (stmt, 1));
      g->number = sqlite3_column_int (stmt, 2);
      g->name = g_strdup (xl_column (stmt, 3));
      g->leader = sqlite3_column_int64 (stmt, 4);
      g_ptr_array_add (groups, g);
    }
  if (local == NULL)
    return g_steal_pointer (&groups);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
