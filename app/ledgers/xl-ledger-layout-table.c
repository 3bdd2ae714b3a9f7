#include "ledgers/xl-ledger-layout-table.h"

#include "store/xl-sql.h"

#include <glib/gi18n.h>
#include <string.h>

void
xl_layout_entry_free (XlLayoutEntry *entry)
{
  g_free (entry->ledger);
  g_clear_pointer (&entry->layout, xl_ledger_layout_free);
  g_free (entry);
}

/* Reading --------------------------------------------------------------------------------------------------------- */

static XlLayoutEntry *
new_entry (const XlTemplate *t, XlLedgerLayout *layout)
{
  XlLayoutEntry *entry = g_new0 (XlLayoutEntry, 1);

  entry->ledger = g_strdup (t->key);
  entry->layout = layout;
  return entry;
}

static void
add_built_in (GPtrArray *list, const XlTemplate *t)
{
  for (guint i = 0; i < t->layouts->len; i++)
    {
      XlLedgerLayout *copy = xl_ledger_layout_copy (g_ptr_array_index (t->layouts, i));

      g_free (copy->department);
      copy->department = g_strdup (t->department != NULL ? t->department : "");
      g_ptr_array_add (list, new_entry (t, copy));
    }
}

static char *
hex_of (sqlite3_stmt *stmt, int column)
{
  const guchar *bytes = sqlite3_column_blob (stmt, column);
  GString *hex = g_string_new (NULL);

  for (int i = 0; bytes != NULL && i < sqlite3_column_bytes (stmt, column); i++)
    g_string_append_printf (hex, "%02x", bytes[i]);
  return g_string_free (hex, hex->len == 0);
}

static XlLayoutEntry *
read_entry (XlStmt *stmt, const XlTemplate *t, GError **error)
{
  const char *source = xl_column (stmt, 1);
  XlLedgerLayout *layout = xl_ledger_layout_parse ("layout", source, strlen (source), t, TRUE, error);
  XlLayoutEntry *entry;

  if (layout == NULL)
    return NULL;
  entry = new_entry (t, layout);
  entry->id = sqlite3_column_int64 (stmt, 0);
  entry->saved_at = sqlite3_column_int64 (stmt, 3);
  layout->key = g_strdup_printf ("%" G_GINT64_FORMAT, entry->id);
  layout->form = hex_of (stmt, 2);
  return entry;
}

GPtrArray *
xl_layout_table_list (XlDb *db, const XlTemplate *t, GError **error)
{
  static const char sql[] =
    "SELECT id, source, form, saved_at FROM layout WHERE ledger = ?1 ORDER BY department, title, id";
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_layout_entry_free);
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  add_built_in (list, t);
  xl_bind (stmt, 1, t->key);
  while (local == NULL && xl_db_step (db, stmt, &local))
    {
      XlLayoutEntry *entry = read_entry (stmt, t, &local);

      if (entry != NULL)
        g_ptr_array_add (list, entry);
    }
  if (local == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
is_called (const XlLayoutEntry *entry, const char *name, gboolean exactly)
{
  g_autofree char *whole = xl_ledger_layout_name (entry->layout);

  if (g_strcmp0 (entry->layout->key, name) == 0 || (entry->id != 0 && strcmp (whole, name) == 0))
    return TRUE;
  return !exactly && strcmp (entry->layout->title, name) == 0;
}

static int
look_for (GPtrArray *list, const char *name, gboolean exactly, guint *n_found)
{
  int found = -1;

  *n_found = 0;
  for (guint i = 0; i < list->len; i++)
    if (is_called (g_ptr_array_index (list, i), name, exactly))
      {
        found = found < 0 ? (int) i : found;
        (*n_found)++;
      }
  return found;
}

XlLayoutEntry *
xl_layout_table_find (XlDb *db, const XlTemplate *t, const char *name, GError **error)
{
  g_autoptr(GPtrArray) list = xl_layout_table_list (db, t, error);
  guint n;
  int i;

  if (list == NULL)
    return NULL;
  i = look_for (list, name, TRUE, &n);
  if (i < 0)
    i = look_for (list, name, FALSE, &n);
  if (i < 0)
    g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, _("%s: there is no layout %s"), t->key, name);
  else if (n > 1)
    g_set_error (error, XL_ERROR, XL_ERROR_AMBIGUOUS, _("%s: several departments have a form %s; write it as DEPARTMENT·TITLE"), t->key,
                 name);
  return i >= 0 && n == 1 ? g_ptr_array_steal_index (list, (guint) i) : NULL;
}

/* Writing --------------------------------------------------------------------------------------------------------- */

static gboolean
is_free (XlDb *db, const XlTemplate *t, const XlLedgerLayout *layout, gint64 id, GError **error)
{
  static const char sql[] = "SELECT 1 FROM layout WHERE ledger = ?1 AND department = ?2 AND title = ?3 AND id <> ?4";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GError) local = NULL;
  g_autofree char *name = xl_ledger_layout_name (layout);

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, t->key);
  xl_bind (stmt, 2, layout->department);
  xl_bind (stmt, 3, layout->title);
  sqlite3_bind_int64 (stmt, 4, id);
  if (xl_db_step (db, stmt, &local))
    g_set_error (error, XL_ERROR, XL_ERROR_CONFLICT, _("there is already a form %s; give this one another title"), name);
  else if (local == NULL)
    return TRUE;
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
bind_hash (XlStmt *stmt, int n, const char *hex)
{
  guchar bytes[32];

  for (guint i = 0; hex != NULL && i < sizeof bytes; i++)
    bytes[i] = (guchar) (g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]));
  if (hex != NULL)
    sqlite3_bind_blob (stmt, n, bytes, sizeof bytes, SQLITE_TRANSIENT);
  else
    sqlite3_bind_null (stmt, n);
}

gint64
xl_layout_table_save (XlDb *db, const XlTemplate *t, const XlLedgerLayout *layout, gint64 id, GError **error)
{
  static const char insert[] =
    "INSERT INTO layout (id, ledger, department, title, source, form, saved_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
  static const char update[] =
    "UPDATE layout SET ledger = ?2, department = ?3, title = ?4, source = ?5, form = ?6, saved_at = ?7 WHERE id = ?1";
  g_autofree char *source = xl_ledger_layout_to_json (layout, t);
  g_autoptr(XlStmt) stmt = NULL;
  gint64 key = id != 0 ? id : xl_db_next_id (db);

  if (!xl_ledger_layout_check (layout, error) || !is_free (db, t, layout, id, error))
    return -1;
  stmt = xl_db_prepare (db, id != 0 ? update : insert, error);
  if (stmt == NULL)
    return -1;
  sqlite3_bind_int64 (stmt, 1, key);
  xl_bind (stmt, 2, t->key);
  xl_bind (stmt, 3, layout->department);
  xl_bind (stmt, 4, layout->title);
  xl_bind (stmt, 5, source);
  bind_hash (stmt, 6, layout->form);
  sqlite3_bind_int64 (stmt, 7, g_get_real_time () / G_USEC_PER_SEC);
  return xl_db_done (db, stmt, error) ? key : -1;
}

gboolean
xl_layout_table_delete (XlDb *db, gint64 id, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "DELETE FROM layout WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  if (!xl_db_done (db, stmt, error))
    return FALSE;
  if (xl_db_n_changes (db) > 0)
    return TRUE;
  g_set_error_literal (error, XL_ERROR, XL_ERROR_NOT_FOUND, _("this form is there no more"));
  return FALSE;
}

char *
xl_layout_table_keep_form (XlDb *db, GBytes *form, GError **error)
{
  g_autofree char *hex = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, form);
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "INSERT OR IGNORE INTO content (sha256, size, data) VALUES (?1, ?2, ?3)", error);
  gsize size;
  gconstpointer data = g_bytes_get_data (form, &size);

  if (stmt == NULL)
    return NULL;
  bind_hash (stmt, 1, hex);
  sqlite3_bind_int64 (stmt, 2, (gint64) size);
  sqlite3_bind_blob (stmt, 3, data, (int) size, SQLITE_STATIC);
  return xl_db_done (db, stmt, error) ? g_steal_pointer (&hex) : NULL;
}

GBytes *
xl_layout_table_get_form (XlDb *db, const char *sha256, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT data FROM content WHERE sha256 = ?1", error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  bind_hash (stmt, 1, sha256);
  if (xl_db_step (db, stmt, &local))
    return g_bytes_new (sqlite3_column_blob (stmt, 0), (gsize) sqlite3_column_bytes (stmt, 0));
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error_literal (error, XL_ERROR, XL_ERROR_NOT_FOUND, _("the spreadsheet this form was made from is there no more"));
  return NULL;
}
