#include "office/xl-setting-table.h"

#include "store/xl-sql.h"

#include <string.h>

static const XlSetting *
require (const char *key, GError **error)
{
  const XlSetting *setting = xl_setting_find (key);

  if (setting == NULL)
    g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, "%s: there is no such setting", key);
  return setting;
}

char *
xl_setting_table_get (XlDb *db, const char *key, GError **error)
{
  const XlSetting *setting = require (key, error);
  g_autoptr(XlStmt) stmt = setting != NULL ? xl_db_prepare (db, "SELECT value FROM setting WHERE key = ?1", error) : NULL;
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, key);
  if (xl_db_step (db, stmt, &local))
    return g_strdup (xl_column (stmt, 0));
  if (local == NULL)
    return g_strdup (setting->standard);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
forget (XlDb *db, const char *key, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "DELETE FROM setting WHERE key = ?1", error);

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, key);
  return xl_db_done (db, stmt, error);
}

gboolean
xl_setting_table_set (XlDb *db, const char *key, const char *value, GError **error)
{
  static const char sql[] =
    "INSERT INTO setting (id, key, value) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
  const XlSetting *setting = require (key, error);
  g_autoptr(XlStmt) stmt = NULL;

  if (setting == NULL || !xl_setting_check (setting, value, error))
    return FALSE;
  if (strcmp (value, setting->standard) == 0)
    return forget (db, key, error);
  stmt = xl_db_prepare (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, xl_db_next_id (db));
  xl_bind (stmt, 2, key);
  xl_bind (stmt, 3, value);
  return xl_db_done (db, stmt, error);
}
