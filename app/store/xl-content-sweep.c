#include "store/xl-content-sweep.h"

#include "store/xl-sql.h"

#include <string.h>

#define DIGEST     32
#define HEX        (2 * DIGEST)
#define HOUR       (60 * 60)

/* What is there ----------------------------------------------------------------------------------------------------- */

static char *
hex_of (const guint8 *digest)
{
  GString *hex = g_string_sized_new (HEX + 1);

  for (guint i = 0; i < DIGEST; i++)
    g_string_append_printf (hex, "%02x", digest[i]);
  return g_string_free (hex, FALSE);
}

/* Everything that is kept, in hex: as yet nobody names it. */
static GHashTable *
list_contents (XlDb *db, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT sha256 FROM content", error);
  g_autoptr(GHashTable) loose = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  while (xl_db_step (db, stmt, &local))
    g_hash_table_add (loose, hex_of (sqlite3_column_blob (stmt, 0)));
  if (local == NULL)
    return g_steal_pointer (&loose);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* What names it ----------------------------------------------------------------------------------------------------- */

/* Every 64 hex digits in a row, wherever they begin. */
static void
take_out_hex (GHashTable *loose, const char *text, gsize size)
{
  gsize run = 0;

  for (gsize i = 0; i < size; i++)
    {
      char hex[HEX + 1];

      run = g_ascii_isxdigit (text[i]) ? run + 1 : 0;
      if (run < HEX)
        continue;
      for (guint k = 0; k < HEX; k++)
        hex[k] = g_ascii_tolower (text[i + 1 - HEX + k]);
      hex[HEX] = '\0';
      g_hash_table_remove (loose, hex);
    }
}

static void
take_out_raw (GHashTable *loose, const guint8 *digest)
{
  g_autofree char *hex = hex_of (digest);

  g_hash_table_remove (loose, hex);
}

/* A digest alone, or those in a changeset. */
static void
take_out_blob (GHashTable *loose, const guint8 *bytes, gsize size)
{
  /* In a changeset a blob stands behind its type, 4, and its length (sqlite3session.c, "CHANGESET FORMAT"). */
  if (size == DIGEST)
    take_out_raw (loose, bytes);
  for (gsize i = 0; i + 2 + DIGEST <= size; i++)
    if (bytes[i] == SQLITE_BLOB && bytes[i + 1] == DIGEST)
      take_out_raw (loose, bytes + i + 2);
  take_out_hex (loose, (const char *) bytes, size);
}

static gboolean
take_out_rows (XlDb *db, GHashTable *loose, const char *sql, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (g_hash_table_size (loose) > 0 && xl_db_step (db, stmt, &local))
    for (int i = 0; i < sqlite3_column_count (stmt); i++)
      {
        int type = sqlite3_column_type (stmt, i);
        const guint8 *bytes = type == SQLITE_BLOB || type == SQLITE_TEXT ? sqlite3_column_blob (stmt, i) : NULL;
        gsize size = bytes != NULL ? (gsize) sqlite3_column_bytes (stmt, i) : 0;

        if (size >= DIGEST && type == SQLITE_BLOB)
          take_out_blob (loose, bytes, size);
        else if (size >= HEX)
          take_out_hex (loose, (const char *) bytes, size);
      }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Every column of every table that could name one: text and blobs, but for the contents themselves and what search is made of. */
static GPtrArray *
list_questions (XlDb *db, GError **error)
{
  static const char sql[] =
    "SELECT 'SELECT ' || group_concat ('\"' || c.name || '\"') || ' FROM \"' || t.name || '\" WHERE '"
    " || group_concat ('length (\"' || c.name || '\") >= 32', ' OR ')"
    " FROM sqlite_schema AS t, pragma_table_info (t.name) AS c"
    " WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " AND t.name NOT LIKE 'fts\\_%' ESCAPE '\\' AND t.name NOT IN ('content', 'meta')"
    " AND (upper (c.type) LIKE '%TEXT%' OR upper (c.type) LIKE '%BLOB%' OR c.type = '' OR upper (c.type) = 'ANY')"
    " GROUP BY t.name ORDER BY t.name = 'change', t.name";   /* the log, which is long, only for what nothing else names */
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GPtrArray) questions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  while (xl_db_step (db, stmt, &local))
    g_ptr_array_add (questions, g_strdup (xl_column (stmt, 0)));
  if (local == NULL)
    return g_steal_pointer (&questions);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static GHashTable *
find_loose (XlDb *db, GError **error)
{
  g_autoptr(GHashTable) loose = list_contents (db, error);
  g_autoptr(GPtrArray) questions = loose != NULL ? list_questions (db, error) : NULL;

  if (questions == NULL)
    return NULL;
  for (guint i = 0; i < questions->len; i++)
    if (g_hash_table_size (loose) > 0 && !take_out_rows (db, loose, g_ptr_array_index (questions, i), error))
      return NULL;
  return g_steal_pointer (&loose);
}

/* Noting and deleting ------------------------------------------------------------------------------------------------ */

/* Since when each was loose: hex → seconds, as the last sweep noted it: "HEX SECONDS" a line. */
static GHashTable *
read_noted (XlDb *db)
{
  g_autofree char *text = xl_db_text (db, "SELECT value FROM meta WHERE key = 'loose_content'", NULL);
  g_auto(GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  GHashTable *noted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; lines[i] != NULL; i++)
    if (strlen (lines[i]) > HEX)
      {
        gint64 since = g_ascii_strtoll (lines[i] + HEX, NULL, 10);

        g_hash_table_insert (noted, g_strndup (lines[i], HEX), g_memdup2 (&since, sizeof since));
      }
  return noted;
}

static gboolean
set_meta (XlDb *db, const char *key, const char *value, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "INSERT INTO meta (key, value) VALUES (?1, ?2)"
                                              " ON CONFLICT (key) DO UPDATE SET value = excluded.value", error);

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, key);
  xl_bind (stmt, 2, value);
  return xl_db_done (db, stmt, error);
}

static gboolean
delete_content (XlDb *db, const char *hex, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "DELETE FROM content WHERE lower (hex (sha256)) = ?1", error);

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, hex);
  return xl_db_done (db, stmt, error);
}

/* Deletes what has been loose for a day, notes the rest in @text; -1 with @error. */
static gint64
settle (XlDb *db, GHashTable *loose, gint64 now, GString *text, GError **error)
{
  g_autoptr(GHashTable) noted = read_noted (db);
  GHashTableIter iter;
  gpointer hex;
  gint64 n = 0;

  g_hash_table_iter_init (&iter, loose);
  while (g_hash_table_iter_next (&iter, &hex, NULL))
    {
      const gint64 *since = g_hash_table_lookup (noted, hex);

      if (since == NULL || *since > now || now - *since < XL_CONTENT_LOOSE_SECONDS)
        g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n", (const char *) hex, since != NULL && *since <= now ? *since : now);
      else if (!delete_content (db, hex, error))
        return -1;
      else
        n++;
    }
  return n;
}

gint64
xl_content_sweep (XlDb *db, gpointer data, GError **error)
{
  gint64 now = *(const gint64 *) data, last = xl_db_int (db, "SELECT value FROM meta WHERE key = 'content_swept_at'", 0, NULL), n;
  g_autofree char *when = g_strdup_printf ("%" G_GINT64_FORMAT, now);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GHashTable) loose = NULL;

  if (last <= now && now - last < HOUR)
    return 0;
  loose = find_loose (db, error);
  n = loose != NULL ? settle (db, loose, now, text, error) : -1;
  return n >= 0 && set_meta (db, "loose_content", text->str, error) && set_meta (db, "content_swept_at", when, error) ? n : -1;
}
