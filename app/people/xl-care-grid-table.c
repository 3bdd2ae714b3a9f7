#include "people/xl-care-grid-table.h"

#include "people/xl-member-table.h"

void
xl_care_grid_free (XlCareGrid *grid)
{
  g_free (grid->office);
  g_free (grid->code);
  g_free (grid->name);
  g_free (grid);
}

gint64
xl_care_grid_table_ensure (XlDb *db, const char *office, const char *code, const char *name, GError **error)
{
  static const char sql[] =
    "INSERT INTO grid (id, office, code, name) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT (office, code) WHERE to_date IS NULL DO UPDATE SET name = coalesce (excluded.name, name) RETURNING id";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return -1;
  sqlite3_bind_int64 (stmt, 1, xl_db_next_id (db));
  xl_bind (stmt, 2, office);
  xl_bind (stmt, 3, code);
  xl_bind (stmt, 4, name);
  return xl_db_step (db, stmt, error) ? sqlite3_column_int64 (stmt, 0) : -1;
}

gboolean
xl_care_grid_table_set_head (XlDb *db, gint64 grid, gint64 person, GError **error)
{
  return xl_people_run (db, "UPDATE grid SET head = nullif (?2, 0) WHERE id = ?1", grid, person, error);
}

gboolean
xl_care_grid_table_assign (XlDb *db, gint64 grid, gint64 household, GError **error)
{
  return xl_people_run (db, "UPDATE household SET grid = nullif (?1, 0) WHERE id = ?2", grid, household, error);
}

GPtrArray *
xl_care_grid_table_list (XlDb *db, const char *office, GError **error)
{
  static const char sql[] =
    "SELECT id, office, code, name, head, (SELECT count(*) FROM household AS h WHERE h.grid = g.id AND h.to_date IS NULL)"
    " FROM grid AS g WHERE office = ?1 AND to_date IS NULL ORDER BY code";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GPtrArray) grids = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_care_grid_free);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, office);
  while (xl_db_step (db, stmt, &local))
    {
      XlCareGrid *g = g_new0 (XlCareGrid, 1);

      g->id = sqlite3_column_int64 (stmt, 0);
      g->office = g_strdup (xl_column (stmt, 1));
      g->code = g_strdup (xl_column (stmt, 2));
      g->name = g_strdup (xl_column (stmt, 3));
      g->head = sqlite3_column_int64 (stmt, 4);
      g->n_households = sqlite3_column_int64 (stmt, 5);
      g_ptr_array_add (grids, g);
    }
  if (local == NULL)
    return g_steal_pointer (&grids);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
