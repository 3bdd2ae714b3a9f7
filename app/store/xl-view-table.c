#include "store/xl-view-table.h"

#include "store/xl-sql.h"

char *
xl_view_table_get (XlDb *db, const char *list, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT text FROM cache_view WHERE list = ?1", error);

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, list);
  return xl_db_step (db, stmt, error) ? g_strdup (xl_column (stmt, 0)) : NULL;
}

gboolean
xl_view_table_set (XlDb *db, const char *list, const char *text, GError **error)
{
  g_autoptr(XlStmt) stmt =
    xl_db_prepare (db, "INSERT INTO cache_view (list, text, at) VALUES (?1, coalesce (?2, '{}'), ?3)"
                       " ON CONFLICT (list) DO UPDATE SET text = coalesce (?2, text), at = ?3", error);

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, list);
  xl_bind (stmt, 2, text);
  sqlite3_bind_int64 (stmt, 3, g_get_real_time ());
  return xl_db_done (db, stmt, error);
}

char **
xl_view_table_recent (XlDb *db, const char *prefix, guint limit, GError **error)
{
  g_autoptr(XlStmt) stmt =
    xl_db_prepare (db, "SELECT list FROM cache_view WHERE substr (list, 1, length (?1)) = ?1 ORDER BY at DESC, list LIMIT ?2",
                   error);
  g_autoptr(GStrvBuilder) lists = g_strv_builder_new ();
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, prefix);
  sqlite3_bind_int64 (stmt, 2, limit);
  while (xl_db_step (db, stmt, &local))
    g_strv_builder_add (lists, xl_column (stmt, 0));
  if (local == NULL)
    return g_strv_builder_end (lists);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* For readers and the writer ---------------------------------------------------------------------------------------- */

XlViewNote *
xl_view_note_new (const char *list, const char *text)
{
  XlViewNote *note = g_new0 (XlViewNote, 1);

  note->list = g_strdup (list);
  note->text = g_strdup (text);
  return note;
}

void
xl_view_note_free (gpointer data)
{
  XlViewNote *note = data;

  g_free (note->list);
  g_free (note->text);
  g_free (note);
}

gint64
xl_view_note_write (XlDb *db, gpointer data, GError **error)
{
  const XlViewNote *note = data;

  return xl_view_table_set (db, note->list, note->text, error) ? 0 : -1;
}

gpointer
xl_view_note_read (XlDb *db, gpointer data, GError **error)
{
  const XlViewNote *note = data;
  g_autoptr(GError) local = NULL;
  char *text = xl_view_table_get (db, note->list, &local);

  if (local == NULL)
    return text != NULL ? text : g_strdup ("");
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
