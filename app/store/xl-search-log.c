#include "store/xl-search-log.h"
#include "store/xl-sql.h"

#include "base/xl-pinyin.h"

#include <string.h>

struct _XlSearchLog
{
  XlDb       *db;
  gboolean    holding;        /* inside an edit */
  GArray     *fresh;          /* gint64: rows to index that were not indexed before */
  gboolean    in_order;       /* fresh ascends */
  GHashTable *fresh_set;      /* the same as a set, made when it is asked out of order */
  GHashTable *old;            /* gint64 → OldRow: what stands in the index and must go */
};

/* The columns of fts_search as they are indexed. */
typedef struct {
  char *name;
  char *number;
  char *text;
} Words;

static void
words_free (Words *w)
{
  g_free (w->name);
  g_free (w->number);
  g_free (w->text);
  g_free (w);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Words, words_free)

static const char *
last_four (const char *text)
{
  glong length = text != NULL ? g_utf8_strlen (text, -1) : 0;

  return length < 4 ? "" : g_utf8_offset_to_pointer (text, length - 4);
}

static Words *
words_new (const char *name, const char *id_number, const char *phone, const char *text)
{
  Words *w = g_new0 (Words, 1);

  if (text != NULL)
    w->text = g_strdup (text);
  else
    {
      w->name = g_strdup (name != NULL ? name : "");
      w->number = g_strconcat (last_four (id_number), " ", last_four (phone), NULL);
    }
  return w;
}

/* "zhang san feng" → "zhangsanfeng zsf" */
static char *
spell (const char *name)
{
  g_autofree char *pinyin = xl_pinyin (name);
  GString *words = g_string_new (NULL);
  GString *initials = g_string_new (NULL);

  for (const char *p = pinyin; *p != '\0'; p++)
    {
      if (*p == ' ')
        continue;
      if (p == pinyin || p[-1] == ' ' || g_ascii_isdigit (*p))
        g_string_append_c (initials, *p);
      g_string_append_c (words, *p);
    }
  g_string_append_printf (words, " %s", initials->str);
  g_string_free (initials, TRUE);
  return g_string_free (words, FALSE);
}

static gboolean
write_index (XlSearchLog *log, const char *sql, gint64 id, const Words *w, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (log->db, sql, error);
  g_autofree char *spelled = w->name != NULL ? spell (w->name) : NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  sqlite3_bind_text (stmt, 2, w->name, -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 3, spelled, -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 4, w->number, -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 5, w->text, -1, SQLITE_STATIC);
  return xl_db_done (log->db, stmt, error);
}

static gboolean
remove_words (XlSearchLog *log, gint64 id, const Words *w, GError **error)
{
  static const char sql[] = "INSERT INTO fts_search (fts_search, rowid, name, spell, number, text)"
                            " VALUES ('delete', ?1, ?2, ?3, ?4, ?5)";

  return write_index (log, sql, id, w, error);
}

static gboolean
add_words (XlSearchLog *log, gint64 id, const Words *w, GError **error)
{
  static const char sql[] = "INSERT INTO fts_search (rowid, name, spell, number, text) VALUES (?1, ?2, ?3, ?4, ?5)";

  return write_index (log, sql, id, w, error);
}

/* The row under the key as it is now; NULL without @error when there is none. */
static Words *
read_words (XlSearchLog *log, gint64 id, GError **error)
{
  g_autoptr(XlStmt) person = xl_db_prepare (log->db, "SELECT name, coalesce (id_number, id_written), phone FROM person"
                                                     " WHERE id = ?1", error);
  g_autoptr(XlStmt) record = xl_db_prepare (log->db, "SELECT text FROM cache_search WHERE id = ?1", error);

  if (person == NULL || record == NULL)
    return NULL;
  sqlite3_bind_int64 (person, 1, id);
  if (xl_db_step (log->db, person, error))
    return words_new (xl_column (person, 0), xl_column (person, 1), xl_column (person, 2), NULL);
  if (error != NULL && *error != NULL)
    return NULL;
  sqlite3_bind_int64 (record, 1, id);
  if (xl_db_step (log->db, record, error))
    return words_new (NULL, NULL, NULL, xl_column (record, 0));
  return NULL;
}

static gboolean
index_row (XlSearchLog *log, gint64 id, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(Words) words = read_words (log, id, &local);

  if (words != NULL)
    return add_words (log, id, words, error);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Noting ------------------------------------------------------------------------------------------------------------ */

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static gboolean
is_fresh (XlSearchLog *log, gint64 id)
{
  if (log->in_order)
    return log->fresh->len > 0 && bsearch (&id, log->fresh->data, log->fresh->len, sizeof id, compare_ids) != NULL;
  if (log->fresh_set == NULL)
    {
      log->fresh_set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      for (guint i = 0; i < log->fresh->len; i++)
        g_hash_table_add (log->fresh_set, g_memdup2 (&g_array_index (log->fresh, gint64, i), sizeof id));
    }
  return g_hash_table_contains (log->fresh_set, &id);
}

static gboolean
note_new (XlSearchLog *log, gint64 id, GError **error)
{
  if (!log->holding)
    return index_row (log, id, error);
  if (g_hash_table_contains (log->old, &id))   /* read again at the end anyway */
    return TRUE;
  if (log->fresh->len > 0 && g_array_index (log->fresh, gint64, log->fresh->len - 1) >= id)
    log->in_order = FALSE;
  g_array_append_val (log->fresh, id);
  if (log->fresh_set != NULL)
    g_hash_table_add (log->fresh_set, g_memdup2 (&id, sizeof id));
  return TRUE;
}

static gboolean
note_old (XlSearchLog *log, gint64 id, Words *taken, GError **error)
{
  g_autoptr(Words) words = taken;

  if (!log->holding)
    return remove_words (log, id, words, error);
  if (!is_fresh (log, id) && !g_hash_table_contains (log->old, &id))
    g_hash_table_insert (log->old, g_memdup2 (&id, sizeof id), g_steal_pointer (&words));
  return TRUE;
}

static const char *
value_text (sqlite3_value *value)
{
  return (const char *) sqlite3_value_text (value);
}

/* xl_search_spell (name): the spell column, for whoever wants to see it. */
static void
on_spell (sqlite3_context *context, int n, sqlite3_value **values)
{
  const char *name = value_text (values[0]);

  if (name != NULL)
    sqlite3_result_text (context, spell (name), -1, g_free);
}

/* xl_search_note (id): the row is there now.  xl_search_note (id, name, id_number, phone, text): it stood there like this. */
static void
on_note (sqlite3_context *context, int n, sqlite3_value **values)
{
  XlSearchLog *log = sqlite3_user_data (context);
  g_autoptr(GError) error = NULL;
  gint64 id = sqlite3_value_int64 (values[0]);
  gboolean ok;

  if (n == 1)
    ok = note_new (log, id, &error);
  else
    ok = note_old (log, id, words_new (value_text (values[1]), value_text (values[2]), value_text (values[3]),
                                       value_text (values[4])), &error);
  if (!ok)
    sqlite3_result_error (context, error->message, -1);
}

/* Public ------------------------------------------------------------------------------------------------------------ */

XlSearchLog *
xl_search_log_new (XlDb *db)
{
  XlSearchLog *log = g_new0 (XlSearchLog, 1);
  int flags = SQLITE_UTF8 | SQLITE_INNOCUOUS;

  log->db = db;
  log->fresh = g_array_new (FALSE, FALSE, sizeof (gint64));
  log->old = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) words_free);
  log->in_order = TRUE;
  sqlite3_create_function_v2 (xl_db_handle (db), "xl_search_note", 1, flags, log, on_note, NULL, NULL, NULL);
  sqlite3_create_function_v2 (xl_db_handle (db), "xl_search_note", 5, flags, log, on_note, NULL, NULL, NULL);
  sqlite3_create_function_v2 (xl_db_handle (db), "xl_search_spell", 1, flags | SQLITE_DETERMINISTIC, log, on_spell, NULL, NULL,
                              NULL);
  return log;
}

void
xl_search_log_free (XlSearchLog *log)
{
  if (log == NULL)
    return;
  xl_search_log_drop (log);
  g_array_unref (log->fresh);
  g_hash_table_unref (log->old);
  g_free (log);
}

void
xl_search_log_begin (XlSearchLog *log)
{
  log->holding = TRUE;
}

void
xl_search_log_drop (XlSearchLog *log)
{
  log->holding = FALSE;
  log->in_order = TRUE;
  g_array_set_size (log->fresh, 0);
  g_hash_table_remove_all (log->old);
  g_clear_pointer (&log->fresh_set, g_hash_table_unref);
}

/* Every noted key once, ascending: FTS5 writes a new segment whenever keys step back. */
static GArray *
list_noted (XlSearchLog *log)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), log->fresh->len + g_hash_table_size (log->old));
  GHashTableIter iter;
  gpointer key;
  guint kept = 0;

  g_array_append_vals (ids, log->fresh->data, log->fresh->len);
  g_hash_table_iter_init (&iter, log->old);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_array_append_vals (ids, key, 1);
  if (!log->in_order || g_hash_table_size (log->old) > 0)
    g_array_sort (ids, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    if (i == 0 || g_array_index (ids, gint64, i) != g_array_index (ids, gint64, kept - 1))
      g_array_index (ids, gint64, kept++) = g_array_index (ids, gint64, i);
  g_array_set_size (ids, kept);
  return ids;
}

gboolean
xl_search_log_flush (XlSearchLog *log, GError **error)
{
  g_autoptr(GArray) ids = list_noted (log);
  gboolean ok = TRUE;

  log->holding = FALSE;
  for (guint i = 0; ok && i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      const Words *old = g_hash_table_lookup (log->old, &id);

      ok = (old == NULL || remove_words (log, id, old, error)) && index_row (log, id, error);
    }
  xl_search_log_drop (log);
  return ok;
}

gboolean
xl_search_log_index_all (XlSearchLog *log, GError **error)
{
  static const char sql[] = "SELECT id FROM person UNION ALL SELECT id FROM cache_search ORDER BY 1";
  g_autoptr(XlStmt) stmt = NULL;
  g_autoptr(GError) local = NULL;

  if (!xl_db_exec (log->db, "INSERT INTO fts_search (fts_search) VALUES ('delete-all')", error))
    return FALSE;
  stmt = xl_db_prepare (log->db, sql, error);
  if (stmt == NULL)
    return FALSE;
  while (xl_db_step (log->db, stmt, &local))
    if (!index_row (log, sqlite3_column_int64 (stmt, 0), error))
      return FALSE;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
