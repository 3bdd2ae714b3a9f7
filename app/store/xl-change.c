#include "store/xl-change.h"
#include "store/xl-bulk.h"
#include "store/xl-change-private.h"
#include "store/xl-db-private.h"
#include "store/xl-sql.h"

#include <string.h>

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

/* For the session: it asks once for a table that it is to record, else with every row. */
static int
is_recorded (void *data, const char *table)
{
  static const char *const never[] = { "meta", "change", "change_row", "content", "export_log", "layout_output", NULL };

  if (xl_bulk_holds (data, table) || g_strv_contains (never, table) || g_str_has_prefix (table, "fts_")
      || g_str_has_prefix (table, "cache_") || g_str_has_prefix (table, "sqlite_"))
    return FALSE;
  xl_db_add_recorded (data, table);
  return TRUE;
}

static gint64
run_recorded (XlDb *db, const XlChangeEntry *e, XlWriteFunc func, gpointer data, GError **error)
{
  sqlite3_session *session = NULL;
  gint64 result = -1;

  if (sqlite3session_create (xl_db_handle (db), "main", &session) != SQLITE_OK)
    {
      xl_db_fail (db, error);
      return -1;
    }
  xl_db_forget_recorded (db);
  sqlite3session_table_filter (session, is_recorded, db);
  xl_search_log_begin (xl_db_search_log (db));
  if (sqlite3session_attach (session, NULL) == SQLITE_OK)
    result = func (db, data, error);
  else
    xl_db_fail (db, error);
  if (result >= 0 && !xl_bulk_end (db, error))
    result = -1;
  if (result >= 0 && (!xl_search_log_flush (xl_db_search_log (db), error) || !xl_change_entry_write (db, &session, e, error)
                      || !xl_db_write_counter (db, error)))
    result = -1;
  xl_bulk_drop (db);
  xl_search_log_drop (xl_db_search_log (db));
  g_clear_pointer (&session, sqlite3session_delete);
  return result;
}

static gint64
run_entry (XlDb *db, const XlChangeEntry *e, XlWriteFunc func, gpointer data, GError **error)
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
  XlChangeEntry e = { user, label, kind, 0 };

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
  g_autofree guint8 *inverse = NULL;
  int size = 0;

  if (stmt == NULL)
    return -1;
  sqlite3_bind_int64 (stmt, 1, r->seq);
  if (!xl_db_step (db, stmt, error))
    return -1;
  if (!r->invert)
    return apply (db, r, (void *) sqlite3_column_blob (stmt, 0), sqlite3_column_bytes (stmt, 0), error) ? 0 : -1;
  inverse = xl_change_invert (sqlite3_column_blob (stmt, 0), sqlite3_column_bytes (stmt, 0), &size);
  if (inverse == NULL)
    xl_db_fail (db, error);
  return inverse != NULL && apply (db, r, inverse, size, error) ? 0 : -1;
}

static XlChange *
run_replay (XlDb *db, const char *user, XlChange *change, XlChangeKind kind, GError **error)
{
  Replay r = { change->seq, kind == XL_CHANGE_UNDO, NULL };
  XlChangeEntry e = { user, change->label, kind, change->seq };
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
  XlChangeEntry e = { xl_column (stmt, 3), xl_column (stmt, 4), xl_change_parse_kind (xl_column (stmt, 5)), sqlite3_column_int64 (stmt, 6) };
  guchar hash[32];

  if (sqlite3_column_int64 (stmt, 0) != expected_seq || sqlite3_column_bytes (stmt, 9) != 32
      || memcmp (sqlite3_column_blob (stmt, 9), previous, 32) != 0)
    return FALSE;
  xl_change_entry_hash (&e, expected_seq, sqlite3_column_int64 (stmt, 1), sqlite3_column_int64 (stmt, 2), sqlite3_column_int64 (stmt, 7),
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
