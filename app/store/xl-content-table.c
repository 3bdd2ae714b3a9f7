#include "store/xl-content-table.h"

#include "store/xl-sql.h"

#include <string.h>

#define DIGEST 32

static gboolean
read_hex (const char *hex, guint8 digest[DIGEST])
{
  for (guint i = 0; i < DIGEST; i++)
    {
      int high = g_ascii_xdigit_value (hex[2 * i]);
      int low = high >= 0 ? g_ascii_xdigit_value (hex[2 * i + 1]) : -1;

      if (low < 0)
        return FALSE;
      digest[i] = (guint8) (high << 4 | low);
    }
  return hex[2 * DIGEST] == '\0';
}

gboolean
xl_content_table_put (XlDb *db, GBytes *bytes, char hex[65], GError **error)
{
  static const char sql[] = "INSERT INTO content (sha256, size, data) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  guint8 digest[DIGEST];

  if (stmt == NULL)
    return FALSE;
  g_strlcpy (hex, sum, 65);
  read_hex (hex, digest);
  sqlite3_bind_blob (stmt, 1, digest, DIGEST, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (stmt, 2, (gint64) g_bytes_get_size (bytes));
  sqlite3_bind_blob64 (stmt, 3, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), SQLITE_STATIC);
  return xl_db_done (db, stmt, error);
}

/* Steps to the row of @hex. */
static gboolean
find (XlDb *db, XlStmt *stmt, const char *hex, GError **error)
{
  guint8 digest[DIGEST];

  if (stmt == NULL || !read_hex (hex, digest))
    return FALSE;
  sqlite3_bind_blob (stmt, 1, digest, DIGEST, SQLITE_TRANSIENT);
  return xl_db_step (db, stmt, error);
}

GBytes *
xl_content_table_get (XlDb *db, const char *hex, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT data FROM content WHERE sha256 = ?1", error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  if (find (db, stmt, hex, &local))
    return g_bytes_new (sqlite3_column_blob (stmt, 0), (gsize) sqlite3_column_bytes (stmt, 0));
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error_literal (error, XL_ERROR, XL_ERROR_NOT_FOUND, "there are no such bytes in the office file");
  return NULL;
}

gint64
xl_content_table_size (XlDb *db, const char *hex)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT size FROM content WHERE sha256 = ?1", NULL);

  return find (db, stmt, hex, NULL) ? sqlite3_column_int64 (stmt, 0) : -1;
}
