#include "store/xl-change.h"
#include "store/xl-sql.h"

void
xl_field_change_free (XlFieldChange *change)
{
  g_free (change->user);
  g_free (change->label);
  g_free (change->column);
  g_free (change->old_value);
  g_free (change->new_value);
  g_free (change);
}

static XlChange *
change_from_row (XlStmt *stmt)
{
  XlChange *change = g_new0 (XlChange, 1);

  change->seq = sqlite3_column_int64 (stmt, 0);
  change->at = sqlite3_column_int64 (stmt, 1);
  change->user = g_strdup (xl_column (stmt, 2));
  change->label = g_strdup (xl_column (stmt, 3));
  change->kind = xl_change_parse_kind (xl_column (stmt, 4));
  change->target = sqlite3_column_int64 (stmt, 5);
  change->n_rows = sqlite3_column_int64 (stmt, 6);
  change->undone = sqlite3_column_int64 (stmt, 7) > 0;
  return change;
}

GPtrArray *
xl_change_list (XlDb *db, gint64 before_seq, guint limit, GError **error)
{
  static const char sql[] =
    "SELECT seq, at, user, label, kind, ifnull (target, 0), n_rows,"
    "  (SELECT coalesce (sum (CASE t.kind WHEN 'undo' THEN 1 WHEN 'redo' THEN -1 ELSE 0 END), 0)"
    "     FROM change AS t WHERE t.target = c.seq)"
    " FROM change AS c WHERE ?1 = 0 OR seq < ?1 ORDER BY seq DESC LIMIT ?2";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_change_free);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, before_seq);
  sqlite3_bind_int64 (stmt, 2, limit);
  while (xl_db_step (db, stmt, &local))
    g_ptr_array_add (list, change_from_row (stmt));
  if (local == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* A record's history ------------------------------------------------------------------------------------------------ */

typedef struct {
  const char *table;
  gint64      row_id;
  GStrv       columns;
  GPtrArray  *found;
} Search;

static GStrv
read_column_names (XlDb *db, const char *table, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT name FROM pragma_table_info (?1) ORDER BY cid", error);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, table);
  while (xl_db_step (db, stmt, NULL))
    g_ptr_array_add (names, g_strdup (xl_column (stmt, 0)));
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static char *
value_text (sqlite3_value *value)
{
  if (value == NULL || sqlite3_value_type (value) == SQLITE_NULL)
    return NULL;
  if (sqlite3_value_type (value) == SQLITE_BLOB)
    return g_strdup_printf ("[%d bytes]", sqlite3_value_bytes (value));
  return g_strdup ((const char *) sqlite3_value_text (value));
}

static gboolean
is_nothing (sqlite3_value *value)
{
  return value == NULL || sqlite3_value_type (value) == SQLITE_NULL;
}

static void
add_fields (Search *s, sqlite3_changeset_iter *iter, int op, int n_columns, XlStmt *stmt)
{
  guint n_names = g_strv_length (s->columns);

  for (int i = 0; i < n_columns && (guint) i < n_names; i++)
    {
      sqlite3_value *before = NULL, *after = NULL;
      XlFieldChange *change;

      if (op != SQLITE_INSERT)
        sqlite3changeset_old (iter, i, &before);
      if (op != SQLITE_DELETE)
        sqlite3changeset_new (iter, i, &after);
      if (op == SQLITE_UPDATE ? after == NULL : is_nothing (op == SQLITE_INSERT ? after : before))
        continue;
      change = g_new0 (XlFieldChange, 1);
      change->seq = sqlite3_column_int64 (stmt, 0);
      change->at = sqlite3_column_int64 (stmt, 1);
      change->user = g_strdup (xl_column (stmt, 2));
      change->label = g_strdup (xl_column (stmt, 3));
      change->column = g_strdup (s->columns[i]);
      change->old_value = value_text (before);
      change->new_value = value_text (after);
      change->operation = op == SQLITE_INSERT ? 'i' : op == SQLITE_UPDATE ? 'u' : 'd';
      g_ptr_array_add (s->found, change);
    }
}

static gboolean
is_wanted_row (Search *s, sqlite3_changeset_iter *iter, int op, int n_columns, const char *table)
{
  unsigned char *is_key = NULL;
  sqlite3_value *value = NULL;

  if (g_strcmp0 (table, s->table) != 0)
    return FALSE;
  sqlite3changeset_pk (iter, &is_key, NULL);
  for (int i = 0; i < n_columns; i++)
    if (is_key[i])
      {
        if (op == SQLITE_INSERT)
          sqlite3changeset_new (iter, i, &value);
        else
          sqlite3changeset_old (iter, i, &value);
        return value != NULL && sqlite3_value_int64 (value) == s->row_id;
      }
  return FALSE;
}

static void
look_through (Search *s, XlStmt *stmt)
{
  sqlite3_changeset_iter *iter = NULL;
  int size = sqlite3_column_bytes (stmt, 4);

  if (sqlite3changeset_start (&iter, size, (void *) sqlite3_column_blob (stmt, 4)) != SQLITE_OK)
    return;
  while (sqlite3changeset_next (iter) == SQLITE_ROW)
    {
      const char *table;
      int n_columns, op;

      sqlite3changeset_op (iter, &table, &n_columns, &op, NULL);
      if (is_wanted_row (s, iter, op, n_columns, table))
        add_fields (s, iter, op, n_columns, stmt);
    }
  sqlite3changeset_finalize (iter);
}

GPtrArray *
xl_change_history (XlDb *db, const char *table_name, gint64 row_id, GError **error)
{
  static const char sql[] =
    "SELECT seq, at, user, label, changeset FROM change WHERE n_rows > ?3"
    "  OR seq IN (SELECT seq FROM change_row WHERE table_name = ?1 AND row_id = ?2) ORDER BY seq DESC";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_field_change_free);
  g_auto(GStrv) columns = read_column_names (db, table_name, error);
  g_autoptr(GError) local = NULL;
  Search s = { table_name, row_id, columns, found };

  if (stmt == NULL || columns == NULL)
    return NULL;
  xl_bind (stmt, 1, table_name);
  sqlite3_bind_int64 (stmt, 2, row_id);
  sqlite3_bind_int64 (stmt, 3, XL_CHANGE_MAX_LISTED);
  while (xl_db_step (db, stmt, &local))
    look_through (&s, stmt);
  if (local == NULL)
    return g_steal_pointer (&found);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
