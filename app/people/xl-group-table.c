#include "people/xl-group-table.h"

#include "people/xl-member-table.h"

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
