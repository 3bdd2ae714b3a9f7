#include "ledgers/xl-ledger-table.h"

#include "ledgers/xl-ledger-sql.h"
#include "store/xl-sql.h"

/* Of one subject there are few records, of one day in one office many: + keeps SQLite from going by the day. */
static void
append_same (GString *sql, const XlTemplate *t)
{
  gboolean by_subject = FALSE;

  for (guint i = 0; i < t->same_when->len; i++)
    by_subject |= g_array_index (t->same_when, int, i) == t->subject_field;
  g_string_append_printf (sql, "SELECT id FROM \"%s\" WHERE %soffice = ?1", t->table, by_subject ? "+" : "");
  for (guint i = 0; i < t->same_when->len; i++)
    {
      int field = g_array_index (t->same_when, int, i);

      g_string_append_printf (sql, " AND %s\"%s\" IS ?%u", by_subject && field != t->subject_field ? "+" : "",
                              xl_template_column (t, (guint) field), i + 2);
    }
  g_string_append (sql, by_subject ? " ORDER BY +id" : " ORDER BY id");
}

GArray *
xl_ledger_table_find_same (XlDb *db, const XlTemplate *t, const XlLedgerRecord *record, GError **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(XlStmt) stmt = NULL;

  if (t->same_when->len == 0 || !xl_ledger_table_exists (db, t))
    return g_array_new (FALSE, FALSE, sizeof (gint64));
  append_same (sql, t);
  stmt = xl_db_prepare (db, sql->str, error);
  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, record->office);
  for (guint i = 0; i < t->same_when->len; i++)
    {
      const XlValue *value = &record->values[g_array_index (t->same_when, int, i)];

      if (value->set && value->text == NULL)
        sqlite3_bind_int64 (stmt, (int) i + 2, value->number);
      else
        xl_bind (stmt, (int) i + 2, value->text);
    }
  return xl_db_ids (db, stmt, error);
}

char **
xl_ledger_table_periods (XlDb *db, const XlTemplate *t, const char *office, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT DISTINCT period FROM \"%s\" WHERE (?1 IS NULL OR office = ?1)"
                                          " AND period IS NOT NULL ORDER BY period DESC", t->table);
  g_autoptr(GStrvBuilder) periods = g_strv_builder_new ();
  g_autoptr(XlStmt) stmt = NULL;
  g_autoptr(GError) local = NULL;

  if (!xl_ledger_table_exists (db, t))
    return g_strv_builder_end (periods);
  stmt = xl_db_prepare (db, sql, error);
  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, office);
  while (xl_db_step (db, stmt, &local))
    g_strv_builder_add (periods, xl_column (stmt, 0));
  if (local == NULL)
    return g_strv_builder_end (periods);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
