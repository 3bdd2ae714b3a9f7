#include "ledgers/xl-ledger-table.h"

#include "ledgers/xl-ledger-sql.h"
#include "ledgers/xl-ledger-version-table.h"
#include "ledgers/xl-template-judge-table.h"
#include "ledgers/xl-value.h"
#include "store/xl-sql.h"

#include <string.h>

/* Templates ------------------------------------------------------------------------------------------------------- */

static XlTemplate *
read_kept (XlDb *db, const char *key, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT source FROM ledger_template WHERE key = ?1", error);
  g_autoptr(XlTemplate) own = NULL;
  const char *source;

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, key);
  if (!xl_db_step (db, stmt, error))
    return NULL;
  source = xl_column (stmt, 0);
  own = xl_template_built_in (key, NULL);   /* read once for the whole program */
  if (own != NULL && strcmp (own->source, source) == 0)
    return g_steal_pointer (&own);
  return xl_template_parse (key, source, strlen (source), error);
}

XlTemplate *
xl_ledger_table_template (XlDb *db, const char *key, GError **error)
{
  g_autoptr(GError) local = NULL;
  XlTemplate *kept = read_kept (db, key, &local);

  if (kept != NULL)
    return kept;
  if (local == NULL)
    return xl_template_built_in (key, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* The keys of templates that were handed in, by title. */
static char **
list_kept_keys (XlDb *db, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT key FROM ledger_template ORDER BY title, key", error);
  g_autoptr(GStrvBuilder) keys = g_strv_builder_new ();
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  while (xl_db_step (db, stmt, &local))
    g_strv_builder_add (keys, xl_column (stmt, 0));
  if (local == NULL)
    return g_strv_builder_end (keys);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
add_templates (XlDb *db, GPtrArray *templates, char **keys, char **except, GError **error)
{
  for (guint i = 0; keys[i] != NULL; i++)
    {
      XlTemplate *t;

      if (except != NULL && g_strv_contains ((const char *const *) except, keys[i]))
        continue;
      t = xl_ledger_table_template (db, keys[i], error);
      if (t == NULL)
        return FALSE;
      g_ptr_array_add (templates, t);
    }
  return TRUE;
}

GPtrArray *
xl_ledger_table_templates (XlDb *db, GError **error)
{
  g_autoptr(GPtrArray) templates = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_template_free);
  g_auto(GStrv) built_in = xl_template_built_in_keys ();
  g_auto(GStrv) kept = list_kept_keys (db, error);

  if (kept == NULL || !add_templates (db, templates, built_in, NULL, error)
      || !add_templates (db, templates, kept, built_in, error))
    return NULL;
  return g_steal_pointer (&templates);
}

/* Asked for every record of an import: a statement that is kept tells it sooner than the list of all tables. */
gboolean
xl_ledger_table_exists (XlDb *db, const XlTemplate *t)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM \"%s\" LIMIT 0", t->table);
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, NULL);

  return stmt != NULL && xl_db_done (db, stmt, NULL);
}

/* The columns the table has now: name → declared type. */
static GHashTable *
read_columns (XlDb *db, const XlTemplate *t, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT name, type FROM pragma_table_info (?1)", error);
  g_autoptr(GHashTable) columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, t->table);
  while (xl_db_step (db, stmt, &local))
    g_hash_table_insert (columns, g_strdup (xl_column (stmt, 0)), g_strdup (xl_column (stmt, 1)));
  if (local == NULL)
    return g_steal_pointer (&columns);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
add_column (XlDb *db, const XlTemplate *t, guint i, const char *has_type, GError **error)
{
  g_autofree char *sql = xl_ledger_sql_add (t, i);
  const char *type = xl_ledger_field_is_number (xl_template_field (t, i)->type) ? "INTEGER" : "TEXT";

  if (has_type == NULL)
    return xl_db_exec (db, sql, error);
  if (strcmp (has_type, type) == 0)
    return TRUE;
  g_set_error (error, XL_ERROR, XL_ERROR_CONFLICT,
               "%s: /fields/%u/type: the ledger keeps \"%s\" as another type already", t->key, i,
               xl_template_field (t, i)->key);
  return FALSE;
}

/* What masking and the log of exports must know of its columns. */
static gboolean
declare_sensitive (XlDb *db, const XlTemplate *t, GError **error)
{
  static const char sql[] =
      "INSERT OR REPLACE INTO sensitive_field (table_name, column_name, kind) VALUES (?1, ?2, ?3)";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  for (guint i = 0; stmt != NULL && i < t->fields->len; i++)
    {
      const XlLedgerField *f = xl_template_field (t, i);

      if (f->sensitive == NULL || !xl_template_is_stored (t, i))
        continue;
      xl_bind (stmt, 1, t->table);
      xl_bind (stmt, 2, xl_template_column (t, i));
      xl_bind (stmt, 3, f->sensitive);
      if (!xl_db_done (db, stmt, error))
        return FALSE;
    }
  return stmt != NULL;
}

static gboolean
make_table (XlDb *db, const XlTemplate *t, GError **error)
{
  g_autofree char *create = xl_ledger_sql_create (t);
  g_autofree char *search = xl_ledger_sql_search (t);
  g_autoptr(GHashTable) columns = read_columns (db, t, error);

  if (columns == NULL)
    return FALSE;
  for (guint i = 0; g_hash_table_size (columns) > 0 && i < t->fields->len; i++)
    if (xl_template_is_stored (t, i)
        && !add_column (db, t, i, g_hash_table_lookup (columns, xl_template_column (t, i)), error))
      return FALSE;
  return xl_db_exec (db, create, error) && xl_db_exec (db, search, error) && declare_sensitive (db, t, error);
}

static gboolean
keep_template (XlDb *db, const XlTemplate *t, const char *origin, GError **error)
{
  static const char sql[] =
    "INSERT INTO ledger_template (id, key, version, title, origin, source) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    " ON CONFLICT (key) DO UPDATE SET version = ?3, title = ?4, origin = ?5, source = ?6";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, xl_db_next_id (db));
  xl_bind (stmt, 2, t->key);
  sqlite3_bind_int64 (stmt, 3, t->version);
  xl_bind (stmt, 4, t->title);
  xl_bind (stmt, 5, origin);
  xl_bind (stmt, 6, t->source);
  return xl_db_done (db, stmt, error);
}

gboolean
xl_ledger_table_install (XlDb *db, const XlTemplate *t, const char *origin, GError **error)
{
  g_autoptr(XlTemplate) kept = NULL;
  g_autoptr(GError) local = NULL;

  if (!xl_template_judge_own (t, error))
    return FALSE;
  kept = read_kept (db, t->key, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return xl_ledger_version_judge (db, t, kept, origin, error) && make_table (db, t, error)
         && keep_template (db, t, origin, error) && xl_template_judge_sql (t, db, error);
}

/* The newer of the program's own template and @t. */
static XlTemplate *
newest (const XlTemplate *t)
{
  g_autoptr(XlTemplate) own = xl_template_built_in (t->key, NULL);

  return xl_template_ref (own != NULL && own->version > t->version ? own : (XlTemplate *) t);
}

gboolean
xl_ledger_table_ensure (XlDb *db, const XlTemplate *t, GError **error)
{
  g_autoptr(XlTemplate) wanted = newest (t);
  g_autoptr(XlTemplate) kept = NULL;
  g_autoptr(GError) local = NULL;

  kept = read_kept (db, t->key, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (kept != NULL && kept->version >= wanted->version && xl_ledger_table_exists (db, t))
    return TRUE;
  return xl_ledger_table_install (db, wanted, "built-in", error);
}

/* Records --------------------------------------------------------------------------------------------------------- */

static void
bind_value (XlStmt *stmt, int n, const XlLedgerField *f, const XlValue *value)
{
  if (!value->set)
    sqlite3_bind_null (stmt, n);
  else if (xl_ledger_field_is_number (f->type))
    sqlite3_bind_int64 (stmt, n, value->number);
  else
    xl_bind (stmt, n, value->text);
}

static gboolean
write_record (XlDb *db, const char *sql, const XlTemplate *t, XlLedgerRecord *record, GPtrArray *findings,
              GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  int n = 6;

  if (stmt == NULL)
    return FALSE;
  if (findings != NULL)
    {
      g_free (record->flags);
      record->flags = xl_ledger_findings_to_flags (t, findings);
    }
  sqlite3_bind_int64 (stmt, 1, record->id);
  xl_bind (stmt, 2, record->office);
  xl_bind (stmt, 3, record->period);
  xl_bind (stmt, 4, record->source);
  xl_bind (stmt, 5, record->flags);
  sqlite3_bind_int64 (stmt, 6, record->created_at);
  for (guint i = 0; i < t->fields->len; i++)
    if (xl_template_is_stored (t, i))
      bind_value (stmt, ++n, xl_template_field (t, i), &record->values[i]);
  return xl_db_done (db, stmt, error);
}

gint64
xl_ledger_table_insert (XlDb *db, const XlTemplate *t, XlLedgerRecord *record, GPtrArray *findings, GError **error)
{
  g_autofree char *sql = xl_ledger_sql_insert (t);

  record->id = xl_db_next_id (db);
  record->created_at = g_get_real_time () / G_USEC_PER_SEC;
  xl_ledger_record_place (t, record);
  return write_record (db, sql, t, record, findings, error) ? record->id : -1;
}

gboolean
xl_ledger_table_update (XlDb *db, const XlTemplate *t, XlLedgerRecord *record, GPtrArray *findings, GError **error)
{
  g_autofree char *sql = xl_ledger_sql_update (t);

  xl_ledger_record_place (t, record);
  return write_record (db, sql, t, record, findings, error);
}

/* Column @name, and the value that is bound to it. */
static void
append_set (GString *sql, const char *name, int *n)
{
  g_string_append_printf (sql, "%s\"%s\" = ?%d", *n > 1 ? ", " : "", name, *n + 1);
  (*n)++;
}

/* UPDATE of the columns in which @record differs from @before: indexes and the search of the others are left alone. */
static char *
make_change (const XlTemplate *t, const XlLedgerRecord *before, const XlLedgerRecord *record)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  int n = 1;

  g_string_append_printf (sql, "UPDATE \"%s\" SET ", t->table);
  append_set (sql, "flags", &n);
  if (g_strcmp0 (before->period, record->period) != 0)
    append_set (sql, "period", &n);
  for (guint i = 0; i < t->fields->len; i++)
    if (xl_template_is_stored (t, i) && !xl_value_equal (&before->values[i], &record->values[i]))
      append_set (sql, xl_template_column (t, i), &n);
  g_string_append (sql, " WHERE id = ?1");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

gboolean
xl_ledger_table_change (XlDb *db, const XlTemplate *t, const XlLedgerRecord *before, XlLedgerRecord *record, GPtrArray *findings,
                        GError **error)
{
  g_autofree char *sql = NULL;
  g_autoptr(XlStmt) stmt = NULL;
  int n = 2;

  xl_ledger_record_place (t, record);
  g_free (record->flags);
  record->flags = xl_ledger_findings_to_flags (t, findings);
  sql = make_change (t, before, record);
  stmt = xl_db_prepare (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, record->id);
  xl_bind (stmt, n++, record->flags);
  if (g_strcmp0 (before->period, record->period) != 0)
    xl_bind (stmt, n++, record->period);
  for (guint i = 0; i < t->fields->len; i++)
    if (xl_template_is_stored (t, i) && !xl_value_equal (&before->values[i], &record->values[i]))
      bind_value (stmt, n++, xl_template_field (t, i), &record->values[i]);
  return xl_db_done (db, stmt, error);
}

static gboolean
not_found (const XlTemplate *t, gint64 id, GError **error)
{
  if (error == NULL || *error == NULL)
    g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "%s: there is no record %" G_GINT64_FORMAT, t->key, id);
  return FALSE;
}

gboolean
xl_ledger_table_delete (XlDb *db, const XlTemplate *t, gint64 id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE id = ?1", t->table);
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  if (!xl_db_done (db, stmt, error))
    return FALSE;
  return xl_db_n_changes (db) > 0 || not_found (t, id, error);
}

static XlLedgerRecord *
read_record (XlStmt *stmt, const XlTemplate *t)
{
  XlLedgerRecord *record = xl_ledger_record_new (t, xl_column (stmt, 1));
  int n = 5;

  record->id = sqlite3_column_int64 (stmt, 0);
  record->period = g_strdup (xl_column (stmt, 2));
  record->source = g_strdup (xl_column (stmt, 3));
  record->flags = g_strdup (xl_column (stmt, 4));
  record->created_at = sqlite3_column_int64 (stmt, 5);
  for (guint i = 0; i < t->fields->len; i++)
    {
      if (!xl_template_is_stored (t, i) || sqlite3_column_type (stmt, ++n) == SQLITE_NULL)
        continue;
      record->values[i] = xl_ledger_field_is_number (xl_template_field (t, i)->type)
                              ? xl_value_of_number (sqlite3_column_int64 (stmt, n))
                              : xl_value_of_text (xl_column (stmt, n));
    }
  return record;
}

XlLedgerRecord *
xl_ledger_table_get (XlDb *db, const XlTemplate *t, gint64 id, GError **error)
{
  g_autofree char *select = xl_ledger_sql_select (t);
  g_autofree char *sql = g_strconcat (select, " WHERE id = ?1", NULL);
  g_autoptr(GError) local = NULL;
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, &local);

  if (stmt != NULL)
    {
      sqlite3_bind_int64 (stmt, 1, id);
      if (xl_db_step (db, stmt, &local))
        return read_record (stmt, t);
    }
  if (local != NULL && xl_ledger_table_exists (db, t))   /* looked at last: records are read by the thousand */
    g_propagate_error (error, g_steal_pointer (&local));
  else
    not_found (t, id, error);
  return NULL;
}

XlLedgerRecord *
xl_ledger_table_last (XlDb *db, const XlTemplate *t, const char *office, GError **error)
{
  g_autofree char *select = xl_ledger_sql_select (t);
  g_autofree char *sql = g_strconcat (select, " WHERE id IN (SELECT id FROM \"", t->table, "\" ORDER BY id DESC LIMIT 5000)"
                                      " AND +office = ?1 AND source IS NULL ORDER BY id DESC LIMIT 1", NULL);
  g_autoptr(XlStmt) stmt = NULL;

  if (!xl_ledger_table_exists (db, t))
    return NULL;
  stmt = xl_db_prepare (db, sql, error);
  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, office);
  return xl_db_step (db, stmt, error) ? read_record (stmt, t) : NULL;
}
