#include "store/xl-bulk-private.h"
#include "store/xl-db-private.h"
#include "store/xl-sql.h"

#include <string.h>

struct _XlBulk
{
  GPtrArray *tables;     /* XlBulkTable */
  GPtrArray *sql;        /* CREATE INDEX … of what was taken away */
  gboolean   ended;
};

void
xl_bulk_free (XlBulk *bulk)
{
  if (bulk == NULL)
    return;
  g_ptr_array_unref (bulk->tables);
  g_ptr_array_unref (bulk->sql);
  g_free (bulk);
}

/* Empty, and not touched in this edit: then all there will be in them was put in by it. */
static gboolean
are_fresh (XlDb *db, const char *const *tables)
{
  for (guint i = 0; tables[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM \"%s\")", tables[i]);

      if (xl_db_is_recorded (db, tables[i]) || xl_db_int (db, sql, 0, NULL) != 0)
        return FALSE;
    }
  return TRUE;
}

/* The statement that made index @name; NULL when there is none. */
static char *
read_index (XlDb *db, const char *name, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?1", error);

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, name);
  return xl_db_step (db, stmt, error) ? g_strdup (xl_column (stmt, 0)) : NULL;
}

static gboolean
take_index (XlDb *db, XlBulk *bulk, const char *name, GError **error)
{
  g_autoptr(GError) local = NULL;
  char *made = read_index (db, name, &local);
  g_autofree char *sql = g_strdup_printf ("DROP INDEX \"%s\"", name);

  if (made != NULL)
    {
      g_ptr_array_add (bulk->sql, made);
      return xl_db_exec (db, sql, error);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
xl_bulk_begin (XlDb *db, const char *const *tables, const char *const *indexes, GError **error)
{
  XlBulk *bulk;

  if (xl_db_bulk (db) != NULL || !are_fresh (db, tables))
    return TRUE;
  bulk = g_new0 (XlBulk, 1);
  bulk->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_bulk_table_free);
  bulk->sql = g_ptr_array_new_with_free_func (g_free);
  xl_db_set_bulk (db, bulk);   /* from here on xl_bulk_drop () undoes it */
  for (guint i = 0; tables[i] != NULL; i++)
    g_ptr_array_add (bulk->tables, xl_bulk_table_new (tables[i]));
  for (guint i = 0; indexes[i] != NULL; i++)
    if (!take_index (db, bulk, indexes[i], error))
      return FALSE;
  return xl_db_exec (db, "PRAGMA ignore_check_constraints = ON; PRAGMA cache_size = -8192", error);
}

gboolean
xl_bulk_widen (XlDb *db, GError **error)
{
  return xl_db_bulk (db) == NULL || xl_db_exec (db, "PRAGMA cache_size = -98304", error);
}

void
xl_bulk_drop (XlDb *db)
{
  if (xl_db_bulk (db) == NULL)
    return;
  xl_db_exec (db, "PRAGMA ignore_check_constraints = OFF; PRAGMA cache_size = -32768", NULL);
  xl_db_set_bulk (db, NULL);
}

gboolean
xl_bulk_end (XlDb *db, GError **error)
{
  XlBulk *bulk = xl_db_bulk (db);
  gboolean ok = TRUE;

  if (bulk == NULL || bulk->ended)
    return TRUE;
  ok = xl_db_exec (db, "PRAGMA ignore_check_constraints = OFF", error);
  for (guint i = 0; ok && i < bulk->tables->len; i++)
    ok = xl_bulk_table_look (db, g_ptr_array_index (bulk->tables, i), error);
  for (guint i = 0; ok && i < bulk->sql->len; i++)
    ok = xl_db_exec (db, g_ptr_array_index (bulk->sql, i), error);
  bulk->ended = TRUE;
  return ok;
}

gboolean
xl_bulk_holds (XlDb *db, const char *table)
{
  XlBulk *bulk = xl_db_bulk (db);

  for (guint i = 0; bulk != NULL && i < bulk->tables->len; i++)
    if (strcmp (((XlBulkTable *) g_ptr_array_index (bulk->tables, i))->name, table) == 0)
      return TRUE;
  return FALSE;
}

gint64
xl_bulk_n_rows (XlDb *db)
{
  XlBulk *bulk = xl_db_bulk (db);
  gint64 n = 0;

  for (guint i = 0; bulk != NULL && i < bulk->tables->len; i++)
    n += ((XlBulkTable *) g_ptr_array_index (bulk->tables, i))->n_rows;
  return n;
}

gsize
xl_bulk_size (XlDb *db)
{
  XlBulk *bulk = xl_db_bulk (db);
  gsize size = 0;

  for (guint i = 0; bulk != NULL && i < bulk->tables->len; i++)
    size += ((XlBulkTable *) g_ptr_array_index (bulk->tables, i))->size;
  return size;
}

gboolean
xl_bulk_write (XlDb *db, XlBulkSink sink, gpointer data, GError **error)
{
  XlBulk *bulk = xl_db_bulk (db);

  for (guint i = 0; bulk != NULL && i < bulk->tables->len; i++)
    {
      const XlBulkTable *table = g_ptr_array_index (bulk->tables, i);

      if (table->n_rows > 0 && !xl_bulk_table_write (db, table, sink, data, error))
        return FALSE;
    }
  return TRUE;
}
