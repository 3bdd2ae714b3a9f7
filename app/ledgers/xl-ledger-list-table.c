#include "ledgers/xl-ledger-table.h"

#include "ledgers/xl-ledger-sql.h"
#include "store/xl-sql.h"

#include <string.h>

static GArray *
read_ids (XlDb *db, XlStmt *stmt, GError **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) local = NULL;

  while (xl_db_step (db, stmt, &local))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (ids, id);
    }
  if (local == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

GArray *
xl_ledger_table_find_same (XlDb *db, const XlTemplate *t, const XlLedgerRecord *record, GError **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(XlStmt) stmt = NULL;

  if (t->same_when->len == 0 || !xl_ledger_table_exists (db, t))
    return g_array_new (FALSE, FALSE, sizeof (gint64));
  g_string_printf (sql, "SELECT id FROM \"%s\" WHERE office = ?1", t->table);
  for (guint i = 0; i < t->same_when->len; i++)
    g_string_append_printf (sql, " AND \"%s\" IS ?%u",
                            xl_template_column (t, (guint) g_array_index (t->same_when, int, i)), i + 2);
  g_string_append (sql, " ORDER BY id");
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
  return read_ids (db, stmt, error);
}

/* Lists ----------------------------------------------------------------------------------------------------------- */

/* Where the filter looks: the person's name and initials, and every field of text. */
static void
append_filter (GString *sql, const XlTemplate *t)
{
  g_string_append (sql, " AND (FALSE");
  if (t->subject == XL_SUBJECT_PERSON)
    g_string_append (sql, " OR instr (p.name, ?4) > 0 OR p.name_initials GLOB ?5");
  for (guint i = 0; i < t->fields->len; i++)
    {
      XlLedgerType type = xl_template_field (t, i)->type;

      if (xl_template_is_stored (t, i) && (type == XL_LEDGER_TEXT || type == XL_LEDGER_LONG_TEXT))
        g_string_append_printf (sql, " OR instr (l.\"%s\", ?4) > 0", xl_template_column (t, i));
    }
  g_string_append (sql, ")");
}

static void
append_order (GString *sql, const XlTemplate *t, const XlLedgerQuery *query)
{
  const char *way = query->descending ? "DESC" : "ASC";
  int i = query->order != NULL ? xl_template_find (t, query->order) : -1;

  if (query->order != NULL && i == t->subject_field && t->subject == XL_SUBJECT_PERSON)
    g_string_append_printf (sql, " ORDER BY p.name_sort %s, l.id %s", way, way);
  else if (i >= 0 && xl_template_is_stored (t, (guint) i))
    g_string_append_printf (sql, " ORDER BY l.\"%s\" %s, l.id %s", xl_template_column (t, (guint) i), way, way);
  else if (t->period_field >= 0)
    g_string_append_printf (sql, " ORDER BY l.\"%s\" DESC, l.id DESC", xl_template_column (t, (guint) t->period_field));
  else
    g_string_append (sql, " ORDER BY l.id DESC");
}

/* From FROM on. */
static char *
make_source (const XlTemplate *t, const XlLedgerQuery *query, gboolean ordered)
{
  g_autoptr(GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, " FROM \"%s\" AS l", t->table);
  if (t->subject == XL_SUBJECT_PERSON)
    g_string_append (sql, " JOIN person AS p ON p.id = l.subject");
  g_string_append (sql, " WHERE TRUE");
  if (query->office != NULL)
    g_string_append (sql, " AND l.office = ?1");
  if (query->period != NULL)
    g_string_append (sql, " AND l.period = ?2");
  if (query->subject != 0)
    g_string_append (sql, " AND l.subject = ?3");
  if (query->filter != NULL && query->filter[0] != '\0')
    append_filter (sql, t);
  if (ordered)
    append_order (sql, t, query);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static XlStmt *
prepare_query (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, const char *what, gboolean ordered,
               GError **error)
{
  g_autofree char *source = make_source (t, query, ordered);
  g_autofree char *sql = g_strconcat ("SELECT ", what, source, NULL);
  XlStmt *stmt = xl_db_prepare (db, sql, error);
  g_autofree char *initials = NULL;

  if (stmt == NULL)
    return NULL;
  if (query->office != NULL)
    xl_bind (stmt, 1, query->office);
  if (query->period != NULL)
    xl_bind (stmt, 2, query->period);
  if (query->subject != 0)
    sqlite3_bind_int64 (stmt, 3, query->subject);
  if (query->filter != NULL && query->filter[0] != '\0')
    {
      g_autofree char *lower = g_ascii_strdown (query->filter, -1);

      lower[strcspn (lower, "*?[")] = '\0';   /* the signs of GLOB are no initials */
      initials = lower[0] != '\0' ? g_strconcat (lower, "*", NULL) : NULL;
      xl_bind (stmt, 4, query->filter);
      xl_bind (stmt, 5, initials);
    }
  return stmt;
}

GArray *
xl_ledger_table_ids (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, GError **error)
{
  g_autoptr(XlStmt) stmt = NULL;

  if (!xl_ledger_table_exists (db, t))
    return g_array_new (FALSE, FALSE, sizeof (gint64));
  stmt = prepare_query (db, t, query, "l.id", TRUE, error);
  return stmt != NULL ? read_ids (db, stmt, error) : NULL;
}

gint64
xl_ledger_table_count (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, GError **error)
{
  g_autoptr(XlStmt) stmt = NULL;

  if (!xl_ledger_table_exists (db, t))
    return 0;
  stmt = prepare_query (db, t, query, "count (*)", FALSE, error);
  return stmt != NULL && xl_db_step (db, stmt, error) ? sqlite3_column_int64 (stmt, 0) : -1;
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
