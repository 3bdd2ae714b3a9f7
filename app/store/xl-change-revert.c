#include "store/xl-change-revert.h"

#include "base/xl-error.h"
#include "store/xl-change-private.h"
#include "store/xl-sql.h"

/* Values -------------------------------------------------------------------------------------------------------------- */

static char *
quote_name (const char *name)
{
  char *doubled = sqlite3_mprintf ("\"%w\"", name);
  char *quoted = g_strdup (doubled);

  sqlite3_free (doubled);
  return quoted;
}

/* UPDATE "t" SET "c" = CASE WHEN "c" IS ?old THEN ?new ELSE "c" END, … WHERE key: what was changed again stays. */
static char *
make_update (const char *table, char **columns, const unsigned char *is_key, sqlite3_changeset_iter *iter, int n)
{
  g_autoptr(GString) set = g_string_new (NULL), where = g_string_new (NULL);
  sqlite3_value *value;

  for (int i = 0; i < n && columns[i] != NULL; i++)
    {
      g_autofree char *name = quote_name (columns[i]);

      if (is_key[i])
        g_string_append_printf (where, "%s%s = ?%d", where->len > 0 ? " AND " : "", name, i + 1);
      else if (sqlite3changeset_new (iter, i, &value) == SQLITE_OK && value != NULL)
        g_string_append_printf (set, "%s%s = CASE WHEN %s IS ?%d THEN ?%d ELSE %s END", set->len > 0 ? ", " : "", name, name,
                                i + 1, n + i + 1, name);
    }
  return set->len > 0 ? g_strdup_printf ("UPDATE %s SET %s WHERE %s", table, set->str, where->str) : NULL;
}

static char **
list_columns (XlDb *db, const char *table, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT name FROM pragma_table_info (?1) ORDER BY cid", error);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, table);
  while (xl_db_step (db, stmt, NULL))
    g_strv_builder_add (names, xl_column (stmt, 0));
  return g_strv_builder_end (names);
}

static gboolean
update_row (XlDb *db, sqlite3_changeset_iter *iter, const char *table, int n, GError **error)
{
  g_auto(GStrv) columns = list_columns (db, table, error);
  g_autofree char *quoted = quote_name (table);
  g_autofree char *sql = NULL;
  g_autoptr(XlStmt) stmt = NULL;
  unsigned char *is_key = NULL;
  int n_keys;

  sqlite3changeset_pk (iter, &is_key, &n_keys);
  sql = columns != NULL ? make_update (quoted, columns, is_key, iter, n) : NULL;
  if (sql == NULL)
    return columns != NULL;
  stmt = xl_db_prepare (db, sql, error);
  for (int i = 0; stmt != NULL && i < n; i++)
    {
      sqlite3_value *before = NULL, *after = NULL;

      sqlite3changeset_old (iter, i, &before);
      sqlite3changeset_new (iter, i, &after);
      if (before != NULL && i + 1 <= sqlite3_bind_parameter_count (stmt))
        sqlite3_bind_value (stmt, i + 1, before);
      if (after != NULL && n + i + 1 <= sqlite3_bind_parameter_count (stmt))
        sqlite3_bind_value (stmt, n + i + 1, after);
    }
  return stmt != NULL && xl_db_done (db, stmt, error);
}

static gboolean
update_rows (XlDb *db, void *changeset, int size, GError **error)
{
  sqlite3_changeset_iter *iter = NULL;
  const char *table;
  gboolean ok = sqlite3changeset_start (&iter, size, changeset) == SQLITE_OK;
  int n, op, indirect;

  while (ok && sqlite3changeset_next (iter) == SQLITE_ROW)
    {
      sqlite3changeset_op (iter, &table, &n, &op, &indirect);
      if (op == SQLITE_UPDATE)
        ok = update_row (db, iter, table, n, error);
    }
  sqlite3changeset_finalize (iter);
  return ok || (error != NULL && *error != NULL) ? ok : xl_db_fail (db, error);
}

/* Rows ---------------------------------------------------------------------------------------------------------------- */

/* Values were seen to; a row that is gone or there again stays as it is. */
static int
on_conflict (void *data, int reason, sqlite3_changeset_iter *iter)
{
  gboolean *stands = data;

  if (reason == SQLITE_CHANGESET_DATA || reason == SQLITE_CHANGESET_NOTFOUND || reason == SQLITE_CHANGESET_CONFLICT)
    return SQLITE_CHANGESET_OMIT;
  *stands = TRUE;
  return SQLITE_CHANGESET_ABORT;
}

static gboolean
apply (XlDb *db, void *changeset, int size, gint64 seq, GError **error)
{
  gboolean stands = FALSE;

  if (sqlite3changeset_apply_v2 (xl_db_handle (db), size, changeset, NULL, on_conflict, &stands, NULL, NULL,
                                 SQLITE_CHANGESETAPPLY_NOSAVEPOINT) == SQLITE_OK)   /* the edit is the savepoint */
    return TRUE;
  if (!stands)
    return xl_db_fail (db, error);
  g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CONFLICT,
               "%s: change %" G_GINT64_FORMAT " cannot be taken back: what is there now stands in the way", xl_db_path (db), seq);
  return FALSE;
}

gboolean
xl_change_revert (XlDb *db, gint64 seq, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT changeset FROM change WHERE seq = ?1", error);
  g_autoptr(GError) local = NULL;
  g_autofree guint8 *inverse = NULL;
  int size = 0;

  if (stmt == NULL || !xl_db_exec (db, "PRAGMA defer_foreign_keys = ON", error))
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, seq);
  if (!xl_db_step (db, stmt, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "%s: there is no change %" G_GINT64_FORMAT, xl_db_path (db), seq);
      return FALSE;
    }
  inverse = xl_change_invert (sqlite3_column_blob (stmt, 0), sqlite3_column_bytes (stmt, 0), &size);
  if (inverse == NULL)
    return xl_db_fail (db, error);
  return update_rows (db, inverse, size, error) && apply (db, inverse, size, seq, error);
}
