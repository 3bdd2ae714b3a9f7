#include "notices/xl-notice-table.h"

#include "store/xl-sql.h"

#include <string.h>

#define COLUMNS "n.id, n.office, hex (n.sha256), n.file_name, n.title, n.number, n.issuers, n.recipients, n.written_date, " \
                "n.publication_date, n.received_date, n.kind, n.urgency, n.n_pages, n.confirmed_by"

void
xl_notice_row_free (XlNoticeRow *row)
{
  g_free (row->office);
  g_free (row->sha256);
  g_free (row->file_name);
  g_free (row->title);
  g_free (row->number);
  g_free (row->issuers);
  g_free (row->recipients);
  g_free (row->written_date);
  g_free (row->publication_date);
  g_free (row->received_date);
  g_free (row->kind);
  g_free (row->urgency);
  g_free (row->confirmed_by);
  g_free (row->facts);
  g_free (row);
}

static void
bind_sha256 (XlStmt *stmt, int i, const char *hex)
{
  guint8 bytes[32] = { 0 };

  for (guint k = 0; k < 32 && hex[2 * k] != '\0' && hex[2 * k + 1] != '\0'; k++)
    bytes[k] = (guint8) (g_ascii_xdigit_value (hex[2 * k]) * 16 + g_ascii_xdigit_value (hex[2 * k + 1]));
  sqlite3_bind_blob (stmt, i, bytes, sizeof bytes, SQLITE_TRANSIENT);
}

gint64
xl_notice_table_find (XlDb *db, const char *office, const char *sha256, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT id FROM notice WHERE office = ?1 AND sha256 = ?2", error);
  GError *problem = NULL;

  if (stmt == NULL)
    return -1;
  xl_bind (stmt, 1, office);
  bind_sha256 (stmt, 2, sha256);
  if (xl_db_step (db, stmt, &problem))
    return sqlite3_column_int64 (stmt, 0);
  if (problem == NULL)
    return 0;
  g_propagate_error (error, problem);
  return -1;
}

static gboolean
keep_pdf (XlDb *db, const char *sha256, GBytes *pdf, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "INSERT INTO content (sha256, size, data) VALUES (?1, ?2, ?3) "
                                          "ON CONFLICT (sha256) DO NOTHING", error);
  gsize size;
  const void *data = g_bytes_get_data (pdf, &size);

  if (stmt == NULL)
    return FALSE;
  bind_sha256 (stmt, 1, sha256);
  sqlite3_bind_int64 (stmt, 2, (gint64) size);
  sqlite3_bind_blob64 (stmt, 3, data, size, SQLITE_TRANSIENT);
  return xl_db_done (db, stmt, error);
}

/* What a person may mend: parameters 2 to 12. */
static void
bind_words (XlStmt *stmt, const XlNoticeRow *row)
{
  xl_bind (stmt, 2, row->title);
  xl_bind (stmt, 3, row->number);
  xl_bind (stmt, 4, row->issuers);
  xl_bind (stmt, 5, row->recipients);
  xl_bind (stmt, 6, row->written_date);
  xl_bind (stmt, 7, row->publication_date);
  xl_bind (stmt, 8, row->received_date);
  xl_bind (stmt, 9, row->kind);
  xl_bind (stmt, 10, row->urgency);
  xl_bind (stmt, 11, row->confirmed_by);
  xl_bind (stmt, 12, row->facts);
}

gint64
xl_notice_table_insert (XlDb *db, XlNoticeRow *row, GBytes *pdf, GError **error)
{
  static const char sql[] =
    "INSERT INTO notice (id, title, number, issuers, recipients, written_date, publication_date, received_date, kind, urgency, "
    "confirmed_by, facts, office, sha256, file_name, n_pages, state) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, iif (?11 IS NULL, 'read', 'confirmed'))";
  g_autoptr(XlStmt) stmt = NULL;
  gint64 id;

  if (!keep_pdf (db, row->sha256, pdf, error))
    return -1;
  stmt = xl_db_prepare (db, sql, error);
  if (stmt == NULL)
    return -1;
  id = xl_db_next_id (db);
  sqlite3_bind_int64 (stmt, 1, id);
  bind_words (stmt, row);
  xl_bind (stmt, 13, row->office);
  bind_sha256 (stmt, 14, row->sha256);
  xl_bind (stmt, 15, row->file_name);
  sqlite3_bind_int64 (stmt, 16, row->n_pages);
  if (!xl_db_done (db, stmt, error))
    return -1;
  row->id = id;
  return id;
}

static gboolean
not_found (gint64 id, GError **error)
{
  g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "there is no notice %" G_GINT64_FORMAT, id);
  return FALSE;
}

gboolean
xl_notice_table_update (XlDb *db, const XlNoticeRow *row, GError **error)
{
  static const char sql[] =
    "UPDATE notice SET title = ?2, number = ?3, issuers = ?4, recipients = ?5, written_date = ?6, publication_date = ?7, "
    "received_date = ?8, kind = ?9, urgency = ?10, confirmed_by = ?11, facts = coalesce (?12, facts), "
    "state = iif (?11 IS NULL, 'read', 'confirmed') WHERE id = ?1";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, row->id);
  bind_words (stmt, row);
  if (!xl_db_done (db, stmt, error))
    return FALSE;
  return xl_db_n_changes (db) == 1 || not_found (row->id, error);
}

static XlNoticeRow *
read_row (XlStmt *stmt)
{
  XlNoticeRow *row = g_new0 (XlNoticeRow, 1);

  row->id = sqlite3_column_int64 (stmt, 0);
  row->office = g_strdup (xl_column (stmt, 1));
  row->sha256 = g_ascii_strdown (xl_column (stmt, 2), -1);
  row->file_name = g_strdup (xl_column (stmt, 3));
  row->title = g_strdup (xl_column (stmt, 4));
  row->number = g_strdup (xl_column (stmt, 5));
  row->issuers = g_strdup (xl_column (stmt, 6));
  row->recipients = g_strdup (xl_column (stmt, 7));
  row->written_date = g_strdup (xl_column (stmt, 8));
  row->publication_date = g_strdup (xl_column (stmt, 9));
  row->received_date = g_strdup (xl_column (stmt, 10));
  row->kind = g_strdup (xl_column (stmt, 11));
  row->urgency = g_strdup (xl_column (stmt, 12));
  row->n_pages = (guint) sqlite3_column_int (stmt, 13);
  row->confirmed_by = g_strdup (xl_column (stmt, 14));
  return row;
}

XlNoticeRow *
xl_notice_table_get (XlDb *db, gint64 id, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT " COLUMNS ", n.facts FROM notice AS n WHERE n.id = ?1", error);
  XlNoticeRow *row;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, id);
  if (!xl_db_step (db, stmt, error))
    {
      if (error == NULL || *error == NULL)
        not_found (id, error);
      return NULL;
    }
  row = read_row (stmt);
  row->facts = g_strdup (xl_column (stmt, 15));
  return row;
}

GBytes *
xl_notice_table_get_pdf (XlDb *db, gint64 id, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT c.data FROM notice AS n JOIN content AS c ON c.sha256 = n.sha256 WHERE n.id = ?1",
                                          error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, id);
  if (xl_db_step (db, stmt, error))
    return g_bytes_new (sqlite3_column_blob (stmt, 0), (gsize) sqlite3_column_bytes (stmt, 0));
  if (error == NULL || *error == NULL)
    not_found (id, error);
  return NULL;
}

GPtrArray *
xl_notice_table_list (XlDb *db, const char *office, const char *search, GError **error)
{
  static const char sql[] =
    "SELECT " COLUMNS ", (SELECT count (*) FROM task WHERE task.notice = n.id AND task.state = 'open') FROM notice AS n "
    "WHERE (?1 IS NULL OR n.office = ?1) AND (?2 IS NULL OR instr (coalesce (n.title, '') || coalesce (n.number, '') "
    "|| coalesce (n.issuers, '') || n.file_name, ?2) > 0) ORDER BY n.received_date DESC, n.id DESC";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_notice_row_free);
  GError *problem = NULL;

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, office);
  xl_bind (stmt, 2, search != NULL && *search != '\0' ? search : NULL);
  while (xl_db_step (db, stmt, &problem))
    {
      g_ptr_array_add (rows, read_row (stmt));
      ((XlNoticeRow *) rows->pdata[rows->len - 1])->n_open_tasks = (guint) sqlite3_column_int (stmt, 15);
    }
  if (problem == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, problem);
  return NULL;
}
