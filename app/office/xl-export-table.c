#include "office/xl-export-table.h"

#include "store/xl-sql.h"

#include <string.h>

static const struct {
  const char *kind;
  XlMaskField field;
} kinds[] = {
  { "name", XL_MASK_NAME },       { "identity", XL_MASK_IDENTITY }, { "phone", XL_MASK_PHONE },
  { "bank", XL_MASK_BANK },       { "address", XL_MASK_ADDRESS },   { "health", XL_MASK_HEALTH },
};

gboolean
xl_export_table_field (XlDb *db, const char *table_name, const char *column, XlMaskField *field, gboolean *is_birth, GError **error)
{
  static const char sql[] = "SELECT kind FROM sensitive_field WHERE table_name = ?1 AND column_name = ?2";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GError) local = NULL;

  *field = XL_MASK_PLAIN;
  *is_birth = FALSE;
  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, table_name);
  xl_bind (stmt, 2, column);
  if (xl_db_step (db, stmt, &local))
    {
      *is_birth = strcmp (xl_column (stmt, 0), "birth") == 0;
      for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
        if (strcmp (kinds[i].kind, xl_column (stmt, 0)) == 0)
          *field = kinds[i].field;
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
xl_export_table_note (XlDb *db, const XlExport *export, GError **error)
{
  static const char sql[] =
    "INSERT INTO export_log (id, at, user, kind, file, mask, n_rows) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autofree char *file = g_path_get_basename (export->path);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, xl_db_next_id (db));
  sqlite3_bind_int64 (stmt, 2, g_get_real_time () / G_USEC_PER_SEC);
  xl_bind (stmt, 3, export->user);
  xl_bind (stmt, 4, export->kind);
  xl_bind (stmt, 5, file);
  xl_bind (stmt, 6, xl_mask_profile_name (export->mask));
  sqlite3_bind_int64 (stmt, 7, export->n_rows);
  return xl_db_done (db, stmt, error);
}
