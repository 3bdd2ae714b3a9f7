#include "store/xl-db.h"
#include "store/xl-sql.h"
#include "store/xl-db-functions.h"
#include "store/xl-db-private.h"
#include "store/xl-sqlite.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define N_RECENT 256

/* An entry of the table of idle statements that was met under this address. */
typedef struct {
  const char *sql;
  GPtrArray  *idle;
} Recent;

struct _XlDb
{
  sqlite3      *handle;
  char         *path;
  GHashTable   *idle;        /* sql text → GPtrArray of statements nobody holds */
  Recent        recent[N_RECENT];
  gint64        site;        /* 0 until read */
  gint64        counter;
  gboolean      counter_dirty;
  GCancellable *cancellable;
  gulong        cancel_id;
  XlSearchLog  *search_log;
  XlBulk       *bulk;
  GHashTable   *recorded;    /* names of tables */
};

/* Statements know their sqlite3 only; this table leads back to the connection that keeps them. */
static GMutex connections_lock;
static GHashTable *connections;

static XlStoreError
translate (int extended)
{
  switch (extended)
    {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
      return XL_STORE_ERROR_DUPLICATE;
    default:
      break;
    }
  switch (extended & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return XL_STORE_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return XL_STORE_ERROR_CONSTRAINT;
    case SQLITE_FULL:
      return XL_STORE_ERROR_FULL;
    case SQLITE_CORRUPT:
      return XL_STORE_ERROR_CORRUPT;
    case SQLITE_NOTADB:
      return XL_STORE_ERROR_NOT_STORE;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return XL_STORE_ERROR_READ_ONLY;
    case SQLITE_INTERRUPT:
      return XL_STORE_ERROR_INTERRUPTED;
    default:
      return XL_STORE_ERROR_FAILED;
    }
}

/* A quota or a limit on the size of files is a full disk too. */
static XlStoreError
judge (XlDb *db)
{
  int extended = sqlite3_extended_errcode (db->handle);
  int number = sqlite3_system_errno (db->handle);

  if ((extended & 0xff) == SQLITE_IOERR && (number == ENOSPC || number == EDQUOT || number == EFBIG))
    return XL_STORE_ERROR_FULL;
  return translate (extended);
}

gboolean
xl_db_fail (XlDb *db, GError **error)
{
  XlStoreError code = judge (db);
  const char *said = sqlite3_errmsg (db->handle);   /* names tables and columns, never values */
  const char *words = code == XL_STORE_ERROR_FULL        ? "the disk is full; nothing was changed"
                      : code == XL_STORE_ERROR_CORRUPT   ? "the file is damaged"
                      : code == XL_STORE_ERROR_NOT_STORE ? "is no office file"
                      : code == XL_STORE_ERROR_READ_ONLY ? "cannot be written to"
                      : code == XL_STORE_ERROR_BUSY      ? "another program is writing to it"
                                                         : NULL;

  if (words == NULL)
    g_set_error (error, XL_STORE_ERROR, code, "%s: %s", db->path, said);
  else
    g_set_error (error, XL_STORE_ERROR, code, "%s: %s (%s)", db->path, words, said);
  return FALSE;
}

/* XL_DEBUG=sql: each statement with its time, without its values. */
static int
on_trace (unsigned kind, void *context, void *statement, void *nanoseconds)
{
  XlDb *db = context;
  g_autofree char *name = g_path_get_basename (db->path);

  fprintf (stderr, "sql %9.3f ms  %s %p  %s\n", (double) *(sqlite3_int64 *) nanoseconds / 1e6, name, (void *) db,
              sqlite3_sql (statement));
  return 0;
}

static gboolean
wants_trace (void)
{
  const char *debug = g_getenv ("XL_DEBUG");
  g_auto(GStrv) words = g_strsplit (debug != NULL ? debug : "", ",", -1);

  return g_strv_contains ((const char *const *) words, "sql");
}

static gboolean
is_reader (XlDbMode mode)
{
  return mode == XL_DB_READ_ONLY || mode == XL_DB_SALVAGE;
}

static gboolean
set_up (XlDb *db, XlDbMode mode, GError **error)
{
  sqlite3_busy_timeout (db->handle, 2000);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DEFENSIVE, mode != XL_DB_SALVAGE, NULL);
  if (wants_trace ())
    sqlite3_trace_v2 (db->handle, SQLITE_TRACE_PROFILE, on_trace, db);
  g_mutex_lock (&connections_lock);
  if (connections == NULL)
    connections = g_hash_table_new (NULL, NULL);
  g_hash_table_insert (connections, db->handle, db);
  g_mutex_unlock (&connections_lock);
  return xl_db_functions_register (db, error)
         && (mode != XL_DB_SALVAGE || xl_db_exec (db, "PRAGMA writable_schema = ON", error))   /* a file cut short opens so */
         && xl_db_exec (db, "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA synchronous = FULL;"
                            "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;", error)
         && (is_reader (mode) || xl_db_exec (db, "PRAGMA cache_size = -32768", error));   /* the indexes of an import */
}

static XlDb *
open_connection (const char *name, const char *path, XlDbMode mode, GError **error)
{
  g_autoptr(XlDb) db = g_new0 (XlDb, 1);
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI;

  flags |= is_reader (mode) ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (mode == XL_DB_CREATE)
    flags |= SQLITE_OPEN_CREATE;
  xl_sqlite_set_up ();
  db->path = g_strdup (path);
  db->idle = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  db->recorded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (sqlite3_open_v2 (name, &db->handle, flags, NULL) != SQLITE_OK)
    {
      xl_db_fail (db, error);
      return NULL;
    }
  return set_up (db, mode, error) ? g_steal_pointer (&db) : NULL;
}

/* A file closed in good order lies in a folder where we may not write: nobody else can write to it from here, so it is read
 * without the shared memory that SQLite would make beside it. */
static XlDb *
open_without_folder (const char *path, XlDbMode mode, GError **error)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *uri = g_filename_to_uri (absolute, NULL, NULL);
  g_autofree char *name = g_strconcat (uri, "?immutable=1", NULL);

  return g_file_test (wal, G_FILE_TEST_EXISTS) ? NULL : open_connection (name, path, mode, error);
}

XlDb *
xl_db_open (const char *path, XlDbMode mode, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(XlDb) db = open_connection (path, path, mode, &local);
  XlDb *second;

  if (db != NULL && (mode == XL_DB_CREATE || xl_db_int (db, "SELECT count (*) FROM sqlite_schema", 0, &local) >= 0))
    return g_steal_pointer (&db);
  second = mode == XL_DB_READ_ONLY && g_error_matches (local, XL_STORE_ERROR, XL_STORE_ERROR_READ_ONLY)
           ? open_without_folder (path, mode, NULL) : NULL;
  if (second == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return second;
}

void
xl_db_close (XlDb *db)
{
  if (db == NULL)
    return;
  xl_db_watch (db, NULL);
  g_clear_pointer (&db->search_log, xl_search_log_free);
  g_clear_pointer (&db->bulk, xl_bulk_free);
  g_clear_pointer (&db->recorded, g_hash_table_unref);
  g_clear_pointer (&db->idle, g_hash_table_unref);
  if (db->handle != NULL)
    {
      g_mutex_lock (&connections_lock);
      if (connections != NULL)
        g_hash_table_remove (connections, db->handle);
      g_mutex_unlock (&connections_lock);
      if (sqlite3_close (db->handle) != SQLITE_OK)
        {
          g_warning ("a statement was still held when its connection closed");
          sqlite3_close_v2 (db->handle);
        }
    }
  g_free (db->path);
  g_free (db);
}

gboolean
xl_db_exec (XlDb *db, const char *sql, GError **error)
{
  if (sqlite3_exec (db->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  return xl_db_fail (db, error);
}

static void
finalize_statement (gpointer stmt)
{
  sqlite3_finalize (stmt);
}

/* The statements kept for @sql, NULL for none yet.  Comparing with what was met under the same address is cheaper than
 * hashing a long text. */
static GPtrArray *
find_idle (XlDb *db, const char *sql)
{
  Recent *recent = &db->recent[((guintptr) sql >> 4 ^ (guintptr) sql >> 12) % N_RECENT];

  if (recent->sql == NULL || strcmp (recent->sql, sql) != 0)
    {
      gpointer kept, idle;

      if (!g_hash_table_lookup_extended (db->idle, sql, &kept, &idle))
        return NULL;
      recent->sql = kept;
      recent->idle = idle;
    }
  return recent->idle;
}

XlStmt *
xl_db_prepare (XlDb *db, const char *sql, GError **error)
{
  GPtrArray *idle = find_idle (db, sql);
  XlStmt *stmt = NULL;

  if (idle != NULL && idle->len > 0)
    return g_ptr_array_steal_index (idle, idle->len - 1);
  if (sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK)
    xl_db_fail (db, error);
  return stmt;
}

void
xl_stmt_release (XlStmt *stmt)
{
  XlDb *db;
  GPtrArray *idle;

  if (stmt == NULL)
    return;
  sqlite3_reset (stmt);
  sqlite3_clear_bindings (stmt);
  g_mutex_lock (&connections_lock);
  db = g_hash_table_lookup (connections, sqlite3_db_handle (stmt));
  g_mutex_unlock (&connections_lock);
  idle = find_idle (db, sqlite3_sql (stmt));
  if (idle == NULL)
    {
      idle = g_ptr_array_new_with_free_func (finalize_statement);
      g_hash_table_insert (db->idle, g_strdup (sqlite3_sql (stmt)), idle);
    }
  g_ptr_array_add (idle, stmt);
}

gboolean
xl_db_step (XlDb *db, XlStmt *stmt, GError **error)
{
  int rc = sqlite3_step (stmt);

  if (rc == SQLITE_ROW)
    return TRUE;
  if (rc != SQLITE_DONE)
    xl_db_fail (db, error);
  return FALSE;
}

gboolean
xl_db_done (XlDb *db, XlStmt *stmt, GError **error)
{
  int rc;

  do
    rc = sqlite3_step (stmt);
  while (rc == SQLITE_ROW);
  if (rc != SQLITE_DONE)
    xl_db_fail (db, error);
  sqlite3_reset (stmt);
  return rc == SQLITE_DONE;
}

gint64
xl_db_first (XlDb *db, XlStmt *stmt, gint64 missing, GError **error)
{
  g_autoptr(GError) local = NULL;

  if (xl_db_step (db, stmt, &local))
    return sqlite3_column_int64 (stmt, 0);
  if (local == NULL)
    return missing;
  g_propagate_error (error, g_steal_pointer (&local));
  return -1;
}

gint64
xl_db_int (XlDb *db, const char *sql, gint64 missing, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  return stmt != NULL ? xl_db_first (db, stmt, missing, error) : -1;
}

GArray *
xl_db_ids (XlDb *db, XlStmt *stmt, GError **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) local = NULL;

  while (xl_db_step (db, stmt, &local))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (ids, id);
    }
  if (local == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

char *
xl_db_text (XlDb *db, const char *sql, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL || !xl_db_step (db, stmt, error))
    return NULL;
  return g_strdup (xl_column (stmt, 0));
}

gint64
xl_db_last_id (XlDb *db)
{
  return sqlite3_last_insert_rowid (db->handle);
}

gint64
xl_db_n_changes (XlDb *db)
{
  return sqlite3_changes64 (db->handle);
}

gboolean
xl_db_read_counter (XlDb *db, GError **error)
{
  g_autoptr(GError) local = NULL;

  db->site = xl_db_int (db, "SELECT value FROM meta WHERE key = 'site'", 0, &local);
  if (local == NULL)
    db->counter = xl_db_int (db, "SELECT value FROM meta WHERE key = 'counter'", 0, &local);
  db->counter_dirty = FALSE;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
xl_db_write_counter (XlDb *db, GError **error)
{
  g_autoptr(XlStmt) stmt = NULL;

  if (!db->counter_dirty)
    return TRUE;
  stmt = xl_db_prepare (db, "INSERT INTO meta (key, value) VALUES ('counter', ?1)"
                            " ON CONFLICT (key) DO UPDATE SET value = excluded.value", error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, db->counter);
  db->counter_dirty = FALSE;
  return xl_db_done (db, stmt, error);
}

gint64
xl_db_next_id (XlDb *db)
{
  db->counter++;
  db->counter_dirty = TRUE;
  return db->site << 32 | db->counter;
}

gint64
xl_db_site (XlDb *db)
{
  return db->site;
}

XlSearchLog *
xl_db_search_log (XlDb *db)
{
  return db->search_log;
}

void
xl_db_set_search_log (XlDb *db, XlSearchLog *log)
{
  db->search_log = log;
}

XlBulk *
xl_db_bulk (XlDb *db)
{
  return db->bulk;
}

void
xl_db_set_bulk (XlDb *db, XlBulk *bulk)
{
  g_clear_pointer (&db->bulk, xl_bulk_free);
  db->bulk = bulk;
}

void
xl_db_forget_recorded (XlDb *db)
{
  g_hash_table_remove_all (db->recorded);
}

void
xl_db_add_recorded (XlDb *db, const char *table)
{
  g_hash_table_add (db->recorded, g_strdup (table));
}

gboolean
xl_db_is_recorded (XlDb *db, const char *table)
{
  return g_hash_table_contains (db->recorded, table);
}

void
xl_db_interrupt (XlDb *db)
{
  sqlite3_interrupt (db->handle);
}

static void
on_cancelled (GCancellable *cancellable, XlDb *db)
{
  xl_db_interrupt (db);
}

gboolean
xl_db_watch (XlDb *db, GCancellable *cancellable)
{
  gboolean cancelled = FALSE;

  if (db->cancellable != NULL)
    {
      g_cancellable_disconnect (db->cancellable, db->cancel_id);
      cancelled = g_cancellable_is_cancelled (db->cancellable);
      g_clear_object (&db->cancellable);
    }
  if (cancellable != NULL)
    {
      db->cancellable = g_object_ref (cancellable);
      db->cancel_id = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), db, NULL);
    }
  return cancelled;
}

sqlite3 *
xl_db_handle (XlDb *db)
{
  return db->handle;
}

const char *
xl_db_path (XlDb *db)
{
  return db->path;
}
