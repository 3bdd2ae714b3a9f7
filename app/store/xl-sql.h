#pragma once

/* For tables: the connection together with SQLite's own calls. */
#include "store/xl-db.h"

#include <sqlite3.h>

G_BEGIN_DECLS

sqlite3 *xl_db_handle (XlDb *db);

/* Column @i as text, NULL for NULL; valid until the next step. */
static inline const char *
xl_column (XlStmt *stmt, int i)
{
  return (const char *) sqlite3_column_text (stmt, i);
}

static inline void
xl_bind (XlStmt *stmt, int i, const char *text)
{
  sqlite3_bind_text (stmt, i, text, -1, SQLITE_TRANSIENT);
}

G_END_DECLS
