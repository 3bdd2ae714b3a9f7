#include "store/xl-bulk.h"
#include "store/xl-change-private.h"
#include "store/xl-changeset.h"
#include "store/xl-db-private.h"

#include <sodium.h>
#include <string.h>

/* The changeset of an edit: what the session recorded lies in memory, what a bulk filled is read from its tables. */
typedef struct {
  gconstpointer recorded;
  gsize         n_recorded;
  gsize         n_filled;
  gint64        n_rows;
} Image;

/* What goes to its place page by page: bound to a statement, SQLite would make one more copy of it. */
#define LONG_CHANGESET (1 << 20)

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

/* Everything of an entry that stands before the bytes of its changeset, the size of which is @size. */
static void
hash_head (crypto_hash_sha256_state *state, const XlChangeEntry *e, gint64 seq, gint64 site, gint64 at, gint64 n_rows, gsize size,
           const guchar *previous)
{
  const char *kind = xl_change_kind_name (e->kind);

  crypto_hash_sha256_init (state);
  hash_bytes (state, previous, 32);
  hash_number (state, seq);
  hash_number (state, site);
  hash_number (state, at);
  hash_bytes (state, e->user, strlen (e->user));
  hash_bytes (state, e->label, strlen (e->label));
  hash_bytes (state, kind, strlen (kind));
  hash_number (state, e->target);
  hash_number (state, n_rows);
  hash_number (state, (gint64) size);
}

void
xl_change_entry_hash (const XlChangeEntry *e, gint64 seq, gint64 site, gint64 at, gint64 n_rows, gconstpointer changeset,
                      gsize size, const guchar *previous, guchar *hash)
{
  crypto_hash_sha256_state state;

  hash_head (&state, e, seq, site, at, n_rows, size, previous);
  crypto_hash_sha256_update (&state, changeset, size);
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

/* The rows of a small change ------------------------------------------------------------------------------------------ */

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
list_rows (XlDb *db, gint64 seq, const Image *image, GError **error)
{
  static const char sql[] = "INSERT OR IGNORE INTO change_row (table_name, row_id, seq) VALUES (?1, ?2, ?3)";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  sqlite3_changeset_iter *iter = NULL;
  gboolean ok = stmt != NULL && sqlite3changeset_start (&iter, (int) image->n_recorded, (void *) image->recorded) == SQLITE_OK;

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

/* A long changeset ---------------------------------------------------------------------------------------------------- */

typedef struct {
  XlDb                     *db;
  sqlite3_blob             *blob;
  int                       at;
  crypto_hash_sha256_state *hash;
} Writing;

static gboolean
write_bytes (gpointer data, gconstpointer bytes, gsize size, GError **error)
{
  Writing *w = data;

  crypto_hash_sha256_update (w->hash, bytes, size);
  if (sqlite3_blob_write (w->blob, bytes, (int) size, w->at) != SQLITE_OK)
    return xl_db_fail (w->db, error);
  w->at += (int) size;
  return TRUE;
}

static gboolean
write_hash (XlDb *db, gint64 seq, const guchar *hash, GError **error)
{
  sqlite3_blob *blob = NULL;
  gboolean ok = sqlite3_blob_open (xl_db_handle (db), "main", "change", "hash", seq, 1, &blob) == SQLITE_OK
                && sqlite3_blob_write (blob, hash, 32, 0) == SQLITE_OK;

  if (!ok)
    xl_db_fail (db, error);
  sqlite3_blob_close (blob);
  return ok;
}

/* Fills the place that entry @seq keeps for its changeset, and its hash, for which @state has taken the head of the entry. */
static gboolean
write_long (XlDb *db, gint64 seq, const Image *image, crypto_hash_sha256_state *state, GError **error)
{
  Writing w = { db, NULL, 0, state };
  guchar hash[32];
  gboolean ok = sqlite3_blob_open (xl_db_handle (db), "main", "change", "changeset", seq, 1, &w.blob) == SQLITE_OK;

  if (!ok)
    xl_db_fail (db, error);
  ok = ok && write_bytes (&w, image->recorded, image->n_recorded, error)
       && (image->n_filled == 0 || xl_bulk_write (db, write_bytes, &w, error));
  sqlite3_blob_close (w.blob);
  crypto_hash_sha256_final (state, hash);
  return ok && write_hash (db, seq, hash, error);
}

/* The entry ----------------------------------------------------------------------------------------------------------- */

static gboolean
insert_entry (XlDb *db, const XlChangeEntry *e, const Image *image, GError **error)
{
  static const char sql[] =
    "INSERT INTO change (seq, site, at, user, label, kind, target, n_rows, changeset, previous, hash)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  gsize size = image->n_recorded + image->n_filled;
  gboolean is_long = image->n_filled > 0 || size >= LONG_CHANGESET;
  crypto_hash_sha256_state state;
  guchar previous[32], hash[32] = { 0 };
  gint64 seq, site = xl_db_site (db), at = g_get_real_time () / G_USEC_PER_SEC;

  if (stmt == NULL || !read_last (db, &seq, previous, error))
    return FALSE;
  seq++;
  hash_head (&state, e, seq, site, at, image->n_rows, size, previous);
  sqlite3_bind_int64 (stmt, 1, seq);
  sqlite3_bind_int64 (stmt, 2, site);
  sqlite3_bind_int64 (stmt, 3, at);
  xl_bind (stmt, 4, e->user);
  xl_bind (stmt, 5, e->label);
  xl_bind (stmt, 6, xl_change_kind_name (e->kind));
  if (e->target != 0)
    sqlite3_bind_int64 (stmt, 7, e->target);
  sqlite3_bind_int64 (stmt, 8, image->n_rows);
  sqlite3_bind_blob (stmt, 10, previous, 32, SQLITE_STATIC);
  sqlite3_bind_blob (stmt, 11, hash, 32, SQLITE_STATIC);
  if (is_long)
    sqlite3_bind_zeroblob64 (stmt, 9, size);
  else
    {
      crypto_hash_sha256_update (&state, image->recorded, size);
      crypto_hash_sha256_final (&state, hash);
      sqlite3_bind_blob64 (stmt, 9, image->recorded, size, SQLITE_STATIC);
    }
  return xl_db_done (db, stmt, error) && (!is_long || write_long (db, seq, image, &state, error))
         && (image->n_rows > XL_CHANGE_MAX_LISTED || list_rows (db, seq, image, error));
}

static gboolean
append_bytes (gpointer data, gconstpointer bytes, gsize size, GError **error)
{
  g_byte_array_append (data, bytes, (guint) size);
  return TRUE;
}

/* Few rows were filled: they lie in memory as what is recorded does. */
static gboolean
write_short (XlDb *db, const XlChangeEntry *e, Image *image, GError **error)
{
  g_autoptr(GByteArray) whole = g_byte_array_new ();

  g_byte_array_append (whole, image->recorded, (guint) image->n_recorded);
  if (!xl_bulk_write (db, append_bytes, whole, error))
    return FALSE;
  image->recorded = whole->data;
  image->n_recorded = whole->len;
  image->n_filled = 0;
  return insert_entry (db, e, image, error);
}

gboolean
xl_change_entry_write (XlDb *db, sqlite3_session **session, const XlChangeEntry *e, GError **error)
{
  void *changeset = NULL;
  int size = 0;
  gboolean ok = sqlite3session_changeset (*session, &size, &changeset) == SQLITE_OK;
  Image image = { changeset, (gsize) size, xl_bulk_size (db), xl_bulk_n_rows (db) };

  g_clear_pointer (session, sqlite3session_delete);   /* of many rows it holds as much as the changeset */
  if (!ok)
    {
      g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_FAILED, "%s: the change could not be recorded", xl_db_path (db));
      return FALSE;
    }
  image.n_rows += xl_changeset_count (changeset, (gsize) size);
  if (image.n_filled > 0 && image.n_rows <= XL_CHANGE_MAX_LISTED)
    ok = write_short (db, e, &image, error);
  else if (image.n_recorded + image.n_filled > 0)
    ok = insert_entry (db, e, &image, error);
  sqlite3_free (changeset);
  return ok;
}

guint8 *
xl_change_invert (const guint8 *changeset, int size, int *inverse_size)
{
  g_autoptr(GArray) parts = NULL;
  guint8 *out, *end;
  void *inverse = NULL;

  if (sqlite3changeset_invert (size, changeset, inverse_size, &inverse) != SQLITE_OK)
    return NULL;
  parts = xl_changeset_parts (inverse, (gsize) *inverse_size);
  out = end = g_malloc ((gsize) *inverse_size + 1);
  for (guint i = parts->len - 1; i > 0; i--)
    {
      gsize from = g_array_index (parts, gsize, i - 1), n = g_array_index (parts, gsize, i) - from;

      memcpy (end, (const guint8 *) inverse + from, n);
      end += n;
    }
  sqlite3_free (inverse);
  return out;
}
