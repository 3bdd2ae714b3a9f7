#include "ledgers/xl-ledger-others-table.h"

#include "ledgers/xl-ledger-table.h"
#include "store/xl-sql.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#define MINUTES_A_DAY 1440
#define FOREVER       G_MAXINT64

static void
bind_value (XlStmt *stmt, int n, const XlTemplate *t, const XlLedgerRecord *record, int field)
{
  const XlValue *value = &record->values[field];

  if (!value->set)
    sqlite3_bind_null (stmt, n);
  else if (xl_ledger_field_is_number (xl_template_field (t, (guint) field)->type))
    sqlite3_bind_int64 (stmt, n, value->number);
  else
    xl_bind (stmt, n, value->text);
}

/* "office = ?1 AND id <> ?2 AND "a" = ?3 AND …" for @fields; *@n: the next parameter. */
static GString *
make_same (const XlTemplate *t, const GArray *fields, int *n)
{
  GString *sql = g_string_new ("office = ?1 AND id <> ?2");

  *n = 3;
  for (guint i = 0; i < fields->len; i++)
    g_string_append_printf (sql, " AND \"%s\" = ?%d", xl_template_column (t, (guint) g_array_index (fields, int, i)), (*n)++);
  return sql;
}

static void
bind_same (XlStmt *stmt, const XlTemplate *t, const XlLedgerRecord *record, const GArray *fields)
{
  xl_bind (stmt, 1, record->office);
  sqlite3_bind_int64 (stmt, 2, record->id);
  for (guint i = 0; i < fields->len; i++)
    bind_value (stmt, (int) i + 3, t, record, g_array_index (fields, int, i));
}

/* Blank fields do not count. */
static gboolean
are_filled (const XlLedgerRecord *record, const GArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    if (!record->values[g_array_index (fields, int, i)].set)
      return FALSE;
  return TRUE;
}

/* Alike ------------------------------------------------------------------------------------------------------------ */

/* The id of a record like it, 0 when there is none, -1 with @error. */
static gint64
find_like (XlDb *db, const XlTemplate *t, const XlLedgerRecord *record, const GArray *fields, GError **error)
{
  int n;
  g_autoptr(GString) same = make_same (t, fields, &n);
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE %s ORDER BY id LIMIT 1", t->table, same->str);
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return -1;
  bind_same (stmt, t, record, fields);
  return xl_db_first (db, stmt, 0, error);
}

static void
add_like (const XlTemplate *t, const XlLedgerRecord *other, int field, GPtrArray *findings)
{
  g_autofree char *title = xl_ledger_record_title (t, other);

  if (*title != '\0')
    xl_ledger_findings_add_detail (findings, field, TRUE, N_("there is such a record already: %s"), title);
  else
    xl_ledger_findings_add (findings, field, TRUE, N_("there is such a record already"));
}

gboolean
xl_ledger_others_unique (XlDb *db, const XlTemplate *t, const XlLedgerRecord *record, GPtrArray *findings, GError **error)
{
  for (guint i = 0; i < t->unique->len; i++)
    {
      const GArray *fields = g_ptr_array_index (t->unique, i);
      gint64 id = are_filled (record, fields) ? find_like (db, t, record, fields, error) : 0;
      g_autoptr(XlLedgerRecord) other = id > 0 ? xl_ledger_table_get (db, t, id, error) : NULL;

      if (id < 0 || (id > 0 && other == NULL))
        return FALSE;
      if (other != NULL)
        add_like (t, other, g_array_index (fields, int, 0), findings);
    }
  return TRUE;
}

/* At the same time ------------------------------------------------------------------------------------------------- */

/* From when to when a record goes: minutes since year 0 with a day and times, else days; FALSE when it does not say. */
static gboolean
read_span (const XlTemplate *t, const XlLedgerRecord *record, gint64 *from, gint64 *to)
{
  const XlNoOverlap *o = t->no_overlap;
  const XlValue *on = o->on >= 0 ? &record->values[o->on] : NULL, *a = &record->values[o->from], *b = &record->values[o->to];
  g_autoptr(GDate) day = NULL;
  gint64 base;

  if (!a->set || (on != NULL && !on->set))
    return FALSE;
  day = g_date_new ();
  g_date_set_parse (day, on != NULL ? on->text : a->text);
  base = g_date_valid (day) ? g_date_get_julian (day) : 0;
  if (on == NULL)
    {
      *from = base;
      if (b->set)
        g_date_set_parse (day, b->text);
      *to = !b->set ? FOREVER : g_date_valid (day) ? g_date_get_julian (day) : base;
      return TRUE;
    }
  *from = base * MINUTES_A_DAY + atoi (a->text) * 60 + atoi (a->text + 3);
  *to = b->set ? base * MINUTES_A_DAY + atoi (b->text) * 60 + atoi (b->text + 3) : (base + 1) * MINUTES_A_DAY;
  if (*to < *from)   /* past midnight */
    *to += MINUTES_A_DAY;
  return TRUE;
}

static gboolean
overlap (const XlTemplate *t, const XlLedgerRecord *x, const XlLedgerRecord *y)
{
  gint64 x_from, x_to, y_from, y_to;

  if (!read_span (t, x, &x_from, &x_to) || !read_span (t, y, &y_from, &y_to))
    return FALSE;
  return x_from == y_from || (x_from < y_to && y_from < x_to);
}

/* Those that might overlap: on the days around, or the dates. */
static char *
make_near (const XlTemplate *t, int *n)
{
  const XlNoOverlap *o = t->no_overlap;
  g_autoptr(GString) same = make_same (t, o->same, n);
  const char *from = xl_template_column (t, (guint) o->from), *to = xl_template_column (t, (guint) o->to);

  if (o->on >= 0)
    return g_strdup_printf ("SELECT id FROM \"%s\" WHERE %s AND \"%s\" BETWEEN date (?%d, '-1 day') AND date (?%d, '+1 day')"
                            " ORDER BY id", t->table, same->str, xl_template_column (t, (guint) o->on), *n, *n);
  return g_strdup_printf ("SELECT id FROM \"%s\" WHERE %s AND (\"%s\" IS NULL OR \"%s\" >= ?%d) AND (?%d IS NULL OR \"%s\" <= ?%d)"
                          " ORDER BY id", t->table, same->str, to, to, *n, *n + 1, from, *n + 1);
}

static GArray *
find_near (XlDb *db, const XlTemplate *t, const XlLedgerRecord *record, GError **error)
{
  const XlNoOverlap *o = t->no_overlap;
  int n;
  g_autofree char *sql = make_near (t, &n);
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return NULL;
  bind_same (stmt, t, record, o->same);
  bind_value (stmt, n, t, record, o->on >= 0 ? o->on : o->from);
  if (o->on < 0)
    bind_value (stmt, n + 1, t, record, o->to);
  return xl_db_ids (db, stmt, error);
}

/* "2026-06-03 09:00–11:00 会议室": what it is called, and when. */
static char *
describe (const XlTemplate *t, const XlLedgerRecord *record)
{
  const XlNoOverlap *o = t->no_overlap;
  const char *to = record->values[o->to].set ? record->values[o->to].text : "";
  g_autofree char *title = xl_ledger_record_title (t, record);
  g_autofree char *span = g_strdup_printf ("%s–%s", record->values[o->from].text, to);

  return *title != '\0' ? g_strdup_printf ("%s, %s", title, span) : g_steal_pointer (&span);
}

gboolean
xl_ledger_others_overlap (XlDb *db, const XlTemplate *t, XlSandbox *sandbox, const XlLedgerRecord *record, const char *today,
                          GPtrArray *findings, GError **error)
{
  const XlNoOverlap *o = t->no_overlap;
  g_autoptr(GArray) near = NULL;
  gint64 from, to;

  if (o == NULL || !are_filled (record, o->same) || !read_span (t, record, &from, &to)
      || xl_sandbox_has_ended (sandbox, t, record, today))
    return TRUE;
  near = find_near (db, t, record, error);
  for (guint i = 0; near != NULL && i < near->len; i++)
    {
      g_autoptr(XlLedgerRecord) other = xl_ledger_table_get (db, t, g_array_index (near, gint64, i), error);
      g_autofree char *which = NULL;

      if (other == NULL)
        return FALSE;
      if (!overlap (t, record, other) || xl_sandbox_has_ended (sandbox, t, other, today))
        continue;
      which = describe (t, other);
      xl_ledger_findings_add_detail (findings, o->from, TRUE, o->message, which);
      return TRUE;
    }
  return near != NULL;
}

/* Taken from another ledger ------------------------------------------------------------------------------------------ */

/* Whether @value stands in @column of @other in @office; of a ledger without a record nothing can be said.  -1 with @error. */
static int
stands_there (XlDb *db, const XlTemplate *other, const char *column, const char *office, const char *value, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM \"%s\" WHERE office = ?1 AND \"%s\" = ?2)"
                                          " OR NOT EXISTS (SELECT 1 FROM \"%s\" WHERE office = ?1)",
                                          other->table, column, other->table);
  g_autoptr(XlStmt) stmt = NULL;

  if (!xl_ledger_table_exists (db, other))
    return 1;
  stmt = xl_db_prepare (db, sql, error);
  if (stmt == NULL)
    return -1;
  xl_bind (stmt, 1, office);
  xl_bind (stmt, 2, value);
  return xl_db_step (db, stmt, error) ? sqlite3_column_int (stmt, 0) : -1;
}

static int
ask_ledger (XlDb *db, const XlFromLedger *from, const char *office, const char *value, GError **error)
{
  g_autoptr(XlTemplate) other = xl_ledger_table_template (db, from->ledger, NULL);
  int field = other != NULL ? xl_template_find (other, from->field) : -1;

  if (field < 0 || !xl_template_is_stored (other, (guint) field))
    return 1;
  return stands_there (db, other, xl_template_column (other, (guint) field), office, value, error);
}

gboolean
xl_ledger_others_source (XlDb *db, const XlTemplate *t, guint i, const XlLedgerRecord *record, GHashTable *known,
                         GPtrArray *findings, GError **error)
{
  const XlFromLedger *from = xl_template_field (t, i)->from_ledger;
  g_autofree char *asked = NULL;
  int answer;

  if (from == NULL || !record->values[i].set)
    return TRUE;
  asked = g_strdup_printf ("%u %s %s", i, record->office, record->values[i].text);
  if (!g_hash_table_contains (known, asked))
    {
      answer = ask_ledger (db, from, record->office, record->values[i].text, error);
      if (answer < 0)
        return FALSE;
      g_hash_table_insert (known, g_steal_pointer (&asked), GINT_TO_POINTER (answer));
      return xl_ledger_others_source (db, t, i, record, known, findings, error);
    }
  if (GPOINTER_TO_INT (g_hash_table_lookup (known, asked)) == 0)
    xl_ledger_findings_add (findings, (int) i, from->refuse, N_("does not stand in the ledger it is taken from"));
  return TRUE;
}
