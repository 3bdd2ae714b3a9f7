#pragma once

#include "store/xl-sql.h"

G_BEGIN_DECLS

/* Whom the rows of a statement are handed to, without a step for each: SELECT xl_scan (?1, a, b) FROM … calls @row with a and b
 * of every row.  @values are valid only then. */
typedef struct {
  void   (*row) (int n, sqlite3_value **values, gpointer data);
  gpointer data;
} XlScan;

/* Gives the connection the aggregate xl_scan (?1, …); its result is NULL. */
gboolean xl_scan_register (XlDb *db, GError **error);

/* Binds @scan (which must stay until the statement is given back) for xl_scan (?@i, …). */
void     xl_bind_scan     (XlStmt *stmt, int i, const XlScan *scan);

G_END_DECLS
