#include "store/xl-id-list.h"

#define POINTER_KIND "xl-ids"

enum { COLUMN_ID, COLUMN_LIST };

/* A walk through one list. */
typedef struct {
  sqlite3_vtab_cursor base;
  const GArray       *ids;
  guint               at;
} Walk;

static int
on_connect (sqlite3 *handle, void *data, int argc, const char *const *argv, sqlite3_vtab **table, char **error)
{
  int rc = sqlite3_declare_vtab (handle, "CREATE TABLE x (id INTEGER, list HIDDEN)");

  if (rc == SQLITE_OK)
    *table = sqlite3_malloc (sizeof **table);
  if (rc == SQLITE_OK && *table != NULL)
    **table = (sqlite3_vtab) { 0 };
  return rc;
}

static int
on_disconnect (sqlite3_vtab *table)
{
  sqlite3_free (table);
  return SQLITE_OK;
}

/* Only with its list is there anything to walk through. */
static int
on_best_index (sqlite3_vtab *table, sqlite3_index_info *info)
{
  for (int i = 0; i < info->nConstraint; i++)
    if (info->aConstraint[i].usable && info->aConstraint[i].iColumn == COLUMN_LIST
        && info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_EQ)
      {
        info->aConstraintUsage[i].argvIndex = 1;
        info->aConstraintUsage[i].omit = 1;
        info->estimatedCost = 1;
        info->estimatedRows = 1000;
        return SQLITE_OK;
      }
  return SQLITE_CONSTRAINT;
}

static int
on_open (sqlite3_vtab *table, sqlite3_vtab_cursor **cursor)
{
  Walk *walk = g_new0 (Walk, 1);

  *cursor = &walk->base;
  return SQLITE_OK;
}

static int
on_close (sqlite3_vtab_cursor *cursor)
{
  g_free (cursor);
  return SQLITE_OK;
}

static int
on_filter (sqlite3_vtab_cursor *cursor, int number, const char *text, int argc, sqlite3_value **argv)
{
  Walk *walk = (Walk *) cursor;

  walk->ids = sqlite3_value_pointer (argv[0], POINTER_KIND);
  walk->at = 0;
  return SQLITE_OK;
}

static int
on_next (sqlite3_vtab_cursor *cursor)
{
  ((Walk *) cursor)->at++;
  return SQLITE_OK;
}

static int
on_eof (sqlite3_vtab_cursor *cursor)
{
  const Walk *walk = (const Walk *) cursor;

  return walk->ids == NULL || walk->at >= walk->ids->len;
}

static int
on_column (sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column)
{
  const Walk *walk = (const Walk *) cursor;

  if (column == COLUMN_ID)
    sqlite3_result_int64 (context, g_array_index (walk->ids, gint64, walk->at));
  return SQLITE_OK;
}

static int
on_rowid (sqlite3_vtab_cursor *cursor, sqlite3_int64 *id)
{
  *id = ((const Walk *) cursor)->at + 1;
  return SQLITE_OK;
}

gboolean
xl_id_list_register (XlDb *db, GError **error)
{
  static const sqlite3_module module = {
    .xConnect = on_connect, .xDisconnect = on_disconnect, .xBestIndex = on_best_index, .xOpen = on_open,
    .xClose = on_close, .xFilter = on_filter, .xNext = on_next, .xEof = on_eof, .xColumn = on_column, .xRowid = on_rowid,
  };

  return sqlite3_create_module_v2 (xl_db_handle (db), "xl_ids", &module, NULL, NULL) == SQLITE_OK
         || xl_db_fail (db, error);
}

void
xl_bind_ids (XlStmt *stmt, int i, const GArray *ids)
{
  sqlite3_bind_pointer (stmt, i, (void *) ids, POINTER_KIND, NULL);
}
