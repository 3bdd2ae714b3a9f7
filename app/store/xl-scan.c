#include "store/xl-scan.h"
#include "store/xl-db-private.h"

#define POINTER_KIND "xl-scan"

static void
on_row (sqlite3_context *context, int n, sqlite3_value **values)
{
  const XlScan *scan = sqlite3_value_pointer (values[0], POINTER_KIND);

  if (scan != NULL)
    scan->row (n - 1, values + 1, scan->data);
}

static void
on_end (sqlite3_context *context)
{
  sqlite3_result_null (context);
}

gboolean
xl_scan_register (XlDb *db, GError **error)
{
  return sqlite3_create_function_v2 (xl_db_handle (db), "xl_scan", -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL, NULL, on_row, on_end,
                                     NULL) == SQLITE_OK
         || xl_db_fail (db, error);
}

void
xl_bind_scan (XlStmt *stmt, int i, const XlScan *scan)
{
  sqlite3_bind_pointer (stmt, i, (void *) scan, POINTER_KIND, NULL);
}
