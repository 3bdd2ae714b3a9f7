#include "store/xl-change.h"
#include "store/xl-bulk.h"
#include "store/xl-changeset.h"
#include "store/xl-db-private.h"
#include "store/xl-sql.h"

#include <sodium.h>
#include <string.h>

typedef struct {
  const char  *user;
  const char  *label;
  XlChangeKind kind;
  gint64       target;
} Entry;

static const char *const kind_names[] = { "edit", "import", "final", "undo", "redo" };

const char *
xl_change_kind_name (XlChangeKind kind)
{
  return kind_names[kind];
}

XlChangeKind
xl_change_parse_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_strcmp0 (name, kind_names[i]) == 0)
      return (XlChangeKind) i;
  return XL_CHANGE_EDIT;
}

void
xl_change_free (XlChange *change)
{
  g_free (change->user);
  g_free (change->label);
  g_free (change);
}

static int
is_recorded (void *data, const char *table)
{
  static const char *const never[] = { "meta", "change", "change_row", "content", "export_log", "layout_output", NULL };

  return !g_strv_contains (never, table) && !g_str_has_prefix (table, "fts_") && !g_str_has_prefix (table, "cache_")
         && !g_str_has_prefix (table, "sqlite_");
}

static void
hash_number (crypto_hash_sha256_state *state, gint64 number)
{
  gint64 bytes = GINT64_TO_BE (number);

  crypto_hash_sha256_update (state, (const guchar *) &bytes, sizeof bytes);
}

static void
hash_bytes (crypto_hash_sha256_state *state, gconstpointer data, gsize size)
{
  hash_number (state, (gint64) size);
  crypto_hash_sha256_update (state, data, size);
}

/* SHA-256 over every field of the entry and the hash before it. */
static void
hash_entry (const Entry *e, gint64 seq, gint64 site, gint64 at, gint64 n_rows, gconstpointer changeset, gsize size,
            const guchar *previous, guchar *hash)
{
  crypto_hash_sha256_state state;

  crypto_hash_sha256_init (&state);
  hash_bytes (&state, previous, 32);
  hash_number (&state, seq);
  hash_number (&state, site);
  hash_number (&state, at);
  hash_bytes (&state, e->user, strlen (e->user));
  hash_bytes (&state, e->label, strlen (e->label));
  hash_bytes (&state, kind_names[e->kind], strlen (kind_names[e->kind]));
  hash_number (&state, e->target);
  hash_number (&state, n_rows);
  hash_bytes (&state, changeset, size);
  crypto_hash_sha256_final (&state, hash);
}

static gboolean
read_last (XlDb *db, gint64 *seq, guchar *hash, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT seq, hash FROM change ORDER BY seq DESC LIMIT 1", error);
  g_autoptr(GError) local = NULL;

  memset (hash, 0, 32);
  *seq = 0;
  if (stmt == NULL)
    return FALSE;
  if (xl_db_step (db, stmt, &local))
    {
      *seq = sqlite3_column_int64 (stmt, 0);
      memcpy (hash, sqlite3_column_blob (stmt, 1), 32);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The integer key of the row under @iter, or FALSE when its table has another kind of key. */
static gboolean
read_row_key (sqlite3_changeset_iter *iter, int op, int n_columns, gint64 *key)
{
  unsigned char *is_key = NULL;
  sqlite3_value *value = NULL;

  sqlite3changeset_pk (iter, &is_key, NULL);
  for (int i = 0; i < n_columns; i++)
    if (is_key[i])
      {
        if (op == SQLITE_INSERT)
          sqlite3changeset_new (iter, i, &value);
        else
          sqlite3changeset_old (iter, i, &value);
        break;
      }
  if (value == NULL || sqlite3_value_type (value) != SQLITE_INTEGER)
    return FALSE;
  *key = sqlite3_value_int64 (value);
  return TRUE;
}

static gboolean
list_rows (XlDb *db, gint64 seq, gconstpointer changeset, int size, GError **error)
{
  static const char sql[] = "INSERT OR IGNORE INTO change_row (table_name, row_id, seq) VALUES (?1, ?2, ?3)";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  sqlite3_changeset_iter *iter = NULL;
  gboolean ok = stmt != NULL && sqlite3changeset_start (&iter, size, (void *) changeset) == SQLITE_OK;

  while (ok && sqlite3changeset_next (iter) == SQLITE_ROW)
    {
      const char *table;
      int n_columns, op;
      gint64 key;

      sqlite3changeset_op (iter, &table, &n_columns, &op, NULL);
      if (!read_row_key (iter, op, n_columns, &key))
        continue;
      xl_bind (stmt, 1, table);
      sqlite3_bind_int64 (stmt, 2, key);
      sqlite3_bind_int64 (stmt, 3, seq);
      ok = xl_db_done (db, stmt, error);
    }
  if (iter != NULL)
    sqlite3changeset_finalize (iter);
  return ok;
}

/* A long changeset goes to its place page by page: bound to the statement, SQLite would make one more copy of it. */
#define LONG_CHANGESET (1 << 20)

static void
bind_changeset (XlStmt *stmt, int i, gconstpointer changeset, int size)
{
  if (size < LONG_CHANGESET)
    sqlite3_bind_blob (stmt, i, changeset, size, SQLITE_STATIC);
  else
    sqlite3_bind_zeroblob (stmt, i, size);
}

static gboolean
write_changeset (XlDb *db, gint64 seq, gconstpointer changeset, int size, GError **error)
{
  sqlite3_blob *blob = NULL;
  gboolean ok;

  if (size < LONG_CHANGESET)
    return TRUE;
  ok = sqlite3_blob_open (xl_db_handle (db), "main", "change", "changeset", seq, 1, &blob) == SQLITE_OK
       && sqlite3_blob_write (blob, changeset, size, 0) == SQLITE_OK;
  if (!ok)
    xl_db_fail (db, error);
  sqlite3_blob_close (blob);
  return ok;
}

static gboolean
insert_entry (XlDb *db, const Entry *e, gconstpointer changeset, int size, GError **error)
{
  static const char sql[] =
    "INSERT INTO change (seq, site, at, user, label, kind, target, n_rows, changeset, previous, hash)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  guchar previous[32], hash[32];
  gint64 seq, site = xl_db_site (db), at = g_get_real_time () / G_USEC_PER_SEC, n_rows = xl_changeset_count (changeset, (gsize) size);

  if (stmt == NULL || !read_last (db, &seq, previous, error))
    return FALSE;
  seq++;
  hash_entry (e, seq, site, at, n_rows, changeset, (gsize) size, previous, hash);
  sqlite3_bind_int64 (stmt, 1, seq);
  sqlite3_bind_int64 (stmt, 2, site);
  sqlite3_bind_int64 (stmt, 3, at);
  xl_bind (stmt, 4, e->user);
  xl_bind (stmt, 5, e->label);
  xl_bind (stmt, 6, kind_names[e->kind]);
  if (e->target != 0)
    sqlite3_bind_int64 (stmt, 7, e->target);
  sqlite3_bind_int64 (stmt, 8, n_rows);
  bind_changeset (stmt, 9, changeset, size);
  sqlite3_bind_blob (stmt, 10, previous, 32, SQLITE_STATIC);
  sqlite3_bind_blob (stmt, 11, hash, 32, SQLITE_STATIC);
  if (!xl_db_done (db, stmt, error) || !write_changeset (db, seq, changeset, size, error))
    return FALSE;
  return n_rows > XL_CHANGE_MAX_LISTED || list_rows (db, seq, changeset, size, error);
}

/* Ends @session: of a large import it holds as much as its changeset. */
static gboolean
record (XlDb *db, sqlite3_session **session, const Entry *e, GError **error)
{
  void *changeset = NULL;
  int size = 0;
  gboolean ok = sqlite3session_changeset (*session, &size, &changeset) == SQLITE_OK;

  g_clear_pointer (session, sqlite3session_delete);
  if (!ok)
    {
      g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_FAILED, "%s: the change could not be recorded", xl_db_path (db));
      return FALSE;
    }
  ok = size == 0 || insert_entry (db, e, changeset, size, error);
  sqlite3_free (changeset);
  return ok;
}

static gint64
run_recorded (XlDb *db, const Entry *e, XlWriteFunc func, gpointer data, GError **error)
{
  sqlite3_session *session = NULL;
  gint64 result = -1;

  if (sqlite3session_create (xl_db_handle (db), "main", &session) != SQLITE_OK)
    {
      xl_db_fail (db, error);
      return -1;
    }
  sqlite3session_table_filter (session, is_recorded, NULL);
  xl_search_log_begin (xl_db_search_log (db));
  if (sqlite3session_attach (session, NULL) == SQLITE_OK)
    result = func (db, data, error);
  else
    xl_db_fail (db, error);
  if (result >= 0 && !xl_bulk_end (db, error))
    result = -1;
  if (result >= 0 && (!xl_search_log_flush (xl_db_search_log (db), error) || !record (db, &session, e, error)
                      || !xl_db_write_counter (db, error)))
    result = -1;
  xl_bulk_drop (db);
  xl_search_log_drop (xl_db_search_log (db));
  g_clear_pointer (&session, sqlite3session_delete);
  return result;
}

static gint64
run_entry (XlDb *db, const Entry *e, XlWriteFunc func, gpointer data, GError **error)
{
  gint64 result = -1;

  if (!xl_db_exec (db, "BEGIN IMMEDIATE", error))
    return -1;
  if (xl_db_read_counter (db, error))
    result = run_recorded (db, e, func, data, error);
  /* From here on nobody interrupts: an edit is either committed and reported so, or not there. */
  if (xl_db_watch (db, NULL))
    {
      g_clear_error (error);   /* whatever the interruption met */
      g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_INTERRUPTED, "%s: the edit was cancelled", xl_db_path (db));
      result = -1;
    }
  if (result >= 0 && xl_db_exec (db, "COMMIT", error))
    return result;
  xl_db_exec (db, "ROLLBACK", NULL);
  return -1;
}

gint64
xl_change_run (XlDb *db, const char *user, const char *label, XlChangeKind kind, XlWriteFunc func, gpointer data,
               GError **error)
{
  Entry e = { user, label, kind, 0 };

  return run_entry (db, &e, func, data, error);
}

/* Undo and redo ----------------------------------------------------------------------------------------------------- */

#define STANDS(kind) "(SELECT count(*) FROM change AS t WHERE t.target = c.seq AND t.kind = '" kind "')"

static XlChange *
read_change (XlDb *db, const char *sql, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  XlChange *change;

  if (stmt == NULL || !xl_db_step (db, stmt, error))
    return NULL;
  change = g_new0 (XlChange, 1);
  change->seq = sqlite3_column_int64 (stmt, 0);
  change->at = sqlite3_column_int64 (stmt, 1);
  change->user = g_strdup (xl_column (stmt, 2));
  change->label = g_strdup (xl_column (stmt, 3));
  change->kind = xl_change_parse_kind (xl_column (stmt, 4));
  change->n_rows = sqlite3_column_int64 (stmt, 5);
  return change;
}

XlChange *
xl_change_peek_undo (XlDb *db, GError **error)
{
  return read_change (db,
    "SELECT seq, at, user, label, kind, n_rows FROM change AS c WHERE kind IN ('edit', 'import')"
    " AND " STANDS ("undo") " = " STANDS ("redo") " ORDER BY seq DESC LIMIT 1", error);
}

XlChange *
xl_change_peek_redo (XlDb *db, GError **error)
{
  /* What was undone last and not brought back, as long as nothing was edited after that. */
  return read_change (db,
    "SELECT seq, at, user, label, kind, n_rows FROM change AS c WHERE seq IN"
    "  (SELECT target FROM change WHERE kind = 'undo'"
    "     AND seq > (SELECT seq FROM change WHERE kind IN ('edit', 'import') ORDER BY seq DESC LIMIT 1))"
    " AND " STANDS ("undo") " > " STANDS ("redo") " ORDER BY seq ASC LIMIT 1", error);
}

typedef struct {
  gint64   seq;
  gboolean invert;
  char    *conflict;   /* the table where it no longer fits */
} Replay;

static int
on_conflict (void *data, int reason, sqlite3_changeset_iter *iter)
{
  Replay *r = data;
  const char *table = NULL;
  int n_columns, op;

  if (reason != SQLITE_CHANGESET_FOREIGN_KEY)
    sqlite3changeset_op (iter, &table, &n_columns, &op, NULL);
  if (r->conflict == NULL)
    r->conflict = g_strdup (table != NULL ? table : "a reference");
  return SQLITE_CHANGESET_ABORT;
}

static gboolean
apply (XlDb *db, Replay *r, void *changeset, int size, GError **error)
{
  /* Without a savepoint of its own: the journal of one round all rows grows so long that each row takes longer than the one
   * before.  What fails is rolled back as a whole anyway. */
  int rc = sqlite3changeset_apply_v2 (xl_db_handle (db), size, changeset, NULL, on_conflict, r, NULL, NULL,
                                      SQLITE_CHANGESETAPPLY_NOSAVEPOINT);

  if (rc == SQLITE_OK)
    return TRUE;
  if (r->conflict == NULL)
    return xl_db_fail (db, error);
  g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CONFLICT,
               "%s: change %" G_GINT64_FORMAT " no longer fits: later changes stand in the way (%s)",
               xl_db_path (db), r->seq, r->conflict);
  return FALSE;
}

static gint64
replay (XlDb *db, gpointer data, GError **error)
{
  Replay *r = data;
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT changeset FROM change WHERE seq = ?1", error);
  void *inverse = NULL;
  int size = 0;
  gboolean ok = FALSE;

  if (stmt == NULL)
    return -1;
  sqlite3_bind_int64 (stmt, 1, r->seq);
  if (!xl_db_step (db, stmt, error))
    return -1;
  if (!r->invert)
    return apply (db, r, (void *) sqlite3_column_blob (stmt, 0), sqlite3_column_bytes (stmt, 0), error) ? 0 : -1;
  if (sqlite3changeset_invert (sqlite3_column_bytes (stmt, 0), sqlite3_column_blob (stmt, 0), &size, &inverse) == SQLITE_OK)
    ok = apply (db, r, inverse, size, error);
  else
    xl_db_fail (db, error);
  sqlite3_free (inverse);
  return ok ? 0 : -1;
}

static XlChange *
run_replay (XlDb *db, const char *user, XlChange *change, XlChangeKind kind, GError **error)
{
  Replay r = { change->seq, kind == XL_CHANGE_UNDO, NULL };
  Entry e = { user, change->label, kind, change->seq };
  gint64 result = run_entry (db, &e, replay, &r, error);

  g_free (r.conflict);
  if (result >= 0)
    return change;
  xl_change_free (change);
  return NULL;
}

static XlChange *
find_and_replay (XlDb *db, const char *user, XlChangeKind kind, GError **error)
{
  g_autoptr(GError) local = NULL;
  XlChange *change = kind == XL_CHANGE_UNDO ? xl_change_peek_undo (db, &local) : xl_change_peek_redo (db, &local);

  if (change != NULL)
    return run_replay (db, user, change, kind, error);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_NOTHING, "%s: nothing to %s", xl_db_path (db), kind_names[kind]);
  return NULL;
}

XlChange *
xl_change_undo (XlDb *db, const char *user, GError **error)
{
  return find_and_replay (db, user, XL_CHANGE_UNDO, error);
}

XlChange *
xl_change_redo (XlDb *db, const char *user, GError **error)
{
  return find_and_replay (db, user, XL_CHANGE_REDO, error);
}

gint64
xl_change_last_seq (XlDb *db)
{
  return MAX (xl_db_int (db, "SELECT max (seq) FROM change", 0, NULL), 0);
}

/* The chain --------------------------------------------------------------------------------------------------------- */

/* Whether the row under @stmt follows @previous; @previous becomes its hash. */
static gboolean
link_holds (XlStmt *stmt, gint64 expected_seq, guchar *previous)
{
  Entry e = { xl_column (stmt, 3), xl_column (stmt, 4), xl_change_parse_kind (xl_column (stmt, 5)), sqlite3_column_int64 (stmt, 6) };
  guchar hash[32];

  if (sqlite3_column_int64 (stmt, 0) != expected_seq || sqlite3_column_bytes (stmt, 9) != 32
      || memcmp (sqlite3_column_blob (stmt, 9), previous, 32) != 0)
    return FALSE;
  hash_entry (&e, expected_seq, sqlite3_column_int64 (stmt, 1), sqlite3_column_int64 (stmt, 2), sqlite3_column_int64 (stmt, 7),
              sqlite3_column_blob (stmt, 8), (gsize) sqlite3_column_bytes (stmt, 8), previous, hash);
  memcpy (previous, hash, 32);
  return sqlite3_column_bytes (stmt, 10) == 32 && memcmp (sqlite3_column_blob (stmt, 10), hash, 32) == 0;
}

gint64
xl_change_verify (XlDb *db, GError **error)
{
  static const char sql[] = "SELECT seq, site, at, user, label, kind, ifnull (target, 0), n_rows, changeset, previous, hash"
                            " FROM change ORDER BY seq";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GError) local = NULL;
  guchar previous[32] = { 0 };

  if (stmt == NULL)
    return -1;
  for (gint64 seq = 1; xl_db_step (db, stmt, &local); seq++)
    if (!link_holds (stmt, seq, previous))
      return seq;
  if (local == NULL)
    return 0;
  g_propagate_error (error, g_steal_pointer (&local));
  return -1;
}
