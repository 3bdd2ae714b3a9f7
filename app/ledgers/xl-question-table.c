#include "ledgers/xl-question-table.h"

#include "ledgers/xl-guard-table.h"
#include "ledgers/xl-ledger-table.h"

#include <string.h>

#define STEPS_A_ROW 200   /* of a ledger that is gone through */

/* Tables that may be read beside ledgers. */
static const char *const tables[] = {
  "person", "household", "membership", "person_kind", "grid", "village_group", "office", "layout_output", NULL
};

/* Ledgers --------------------------------------------------------------------------------------------------------- */

/* The tables of ledgers that @sql speaks of, in or out of quotes: "ledger_elder_visit". */
static char **
find_ledgers (const char *sql)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GStrvBuilder) found = g_strv_builder_new ();

  for (const char *at = strstr (sql, "ledger_"); at != NULL; at = strstr (at + 1, "ledger_"))
    {
      gsize size = strspn (at, "abcdefghijklmnopqrstuvwxyz0123456789_");
      g_autofree char *name = g_strndup (at, size);

      if (size <= 80 && g_hash_table_add (seen, (gpointer) g_intern_string (name)))
        g_strv_builder_add (found, name);
    }
  return g_strv_builder_end (found);
}

/* The template whose table is @table, or NULL. */
static XlTemplate *
template_of (XlDb *db, const char *table)
{
  g_autofree char *key = g_strdelimit (g_strdup (table + strlen ("ledger_")), "_", '-');

  return xl_ledger_table_template (db, key, NULL);
}

static gboolean
has_column (XlDb *db, const char *table, const char *column)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT 1 FROM pragma_table_info (?1) WHERE name = ?2", NULL);

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, table);
  xl_bind (stmt, 2, column);
  return xl_db_step (db, stmt, NULL);
}

/* The columns that the table lacks, as NULLs under their names; "" when it has all of them. */
static char *
make_missing (XlDb *db, const XlTemplate *t, gboolean exists)
{
  g_autoptr(GString) sql = g_string_new (NULL);

  for (guint i = 0; i < xl_template_n_fields (t); i++)
    if (xl_template_is_stored (t, i) && (!exists || !has_column (db, t->table, xl_template_column (t, i))))
      g_string_append_printf (sql, ", NULL AS \"%s\"", xl_template_column (t, i));
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* A ledger that has no table yet, or an older one, stands in for itself. */
static void
append_stand_in (XlDb *db, GString *with, const XlTemplate *t)
{
  gboolean exists = xl_ledger_table_exists (db, t);
  g_autofree char *missing = make_missing (db, t, exists);

  if (exists && *missing == '\0')
    return;
  g_string_append (with, with->len > 0 ? ", " : "WITH ");
  if (exists)
    g_string_append_printf (with, "\"%s\" AS (SELECT *%s FROM main.\"%s\")", t->table, missing, t->table);
  else
    g_string_append_printf (with, "\"%s\" AS (SELECT NULL AS id, NULL AS office, NULL AS period, NULL AS source, NULL AS flags,"
                            " NULL AS created_at%s WHERE 0)", t->table, missing);
}

/* What may be read, and in @with the stand-ins for what is not there yet. */
static GHashTable *
open_tables (XlDb *db, const char *sql, GString *with)
{
  GHashTable *open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) ledgers = find_ledgers (sql);

  for (guint i = 0; tables[i] != NULL; i++)
    g_hash_table_add (open, g_strdup (tables[i]));
  for (guint i = 0; ledgers[i] != NULL; i++)
    {
      g_autoptr(XlTemplate) t = template_of (db, ledgers[i]);

      if (t == NULL)
        continue;
      g_hash_table_add (open, g_strdup (t->table));
      append_stand_in (db, with, t);
    }
  return open;
}

/* Asking ---------------------------------------------------------------------------------------------------------- */

static void
bind_question (sqlite3_stmt *stmt, const XlQuestion *q)
{
  const struct { const char *name, *text; } told[] = {
    { ":office", q->office }, { ":today", q->today }, { ":period", q->period },
    { ":year", q->year }, { ":from", q->from }, { ":to", q->to },
  };

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      int n = sqlite3_bind_parameter_index (stmt, told[i].name);

      if (n > 0)
        sqlite3_bind_text (stmt, n, told[i].text, -1, SQLITE_TRANSIENT);
    }
}

static gboolean
walk (XlGuard *guard, sqlite3_stmt *stmt, const char *expression, XlAnswerFunc each, gpointer data, GError **error)
{
  int rc;

  while ((rc = xl_guard_step (stmt)) == SQLITE_ROW)
    if (!each (stmt, data))
      return TRUE;
  return rc == SQLITE_DONE || xl_guard_refuse (guard, expression, error);
}

gboolean
xl_question_ask (XlDb *db, const XlQuestion *question, const char *sql, const char *expression, gint64 n_rows,
                 XlAnswerFunc each, gpointer data, GError **error)
{
  g_autoptr(GString) whole = g_string_new (NULL);
  g_autoptr(XlGuard) guard = xl_guard_new (xl_db_handle (db), open_tables (db, sql, whole));
  sqlite3_stmt *stmt;
  gboolean done = FALSE;

  g_string_append_printf (whole, "%s%s", whole->len > 0 ? " " : "", sql);
  guard->max_steps += (guint64) MAX (n_rows, 0) * STEPS_A_ROW;
  xl_guard_enter (guard);
  stmt = xl_guard_prepare (guard, whole->str, expression, error);
  if (stmt != NULL)
    {
      bind_question (stmt, question);
      done = walk (guard, stmt, expression, each, data, error);
      sqlite3_finalize (stmt);
    }
  xl_guard_leave (guard);
  return done;
}

static gboolean
judge_statement (sqlite3_stmt *stmt, const char *expression, const char *const *told, int n_columns, GError **error)
{
  int n = sqlite3_bind_parameter_count (stmt);

  for (int i = 1; told != NULL && i <= n; i++)
    {
      const char *name = sqlite3_bind_parameter_name (stmt, i);

      if (name != NULL && g_strv_contains (told, name))
        continue;
      xl_guard_say (error, XL_ERROR_FORMAT, expression, "nobody tells it %s", name != NULL ? name : "?");
      return FALSE;
    }
  if (n_columns == 0 || sqlite3_column_count (stmt) == n_columns)
    return TRUE;
  return xl_guard_say (error, XL_ERROR_FORMAT, expression, "gives %d columns, not %d", sqlite3_column_count (stmt), n_columns);
}

gboolean
xl_question_judge (XlDb *db, const char *sql, const char *expression, const char *const *told, int n_columns, GError **error)
{
  g_autoptr(GString) whole = g_string_new (NULL);
  g_autoptr(XlGuard) guard = xl_guard_new (xl_db_handle (db), open_tables (db, sql, whole));
  sqlite3_stmt *stmt;
  gboolean good;

  g_string_append_printf (whole, "%s%s", whole->len > 0 ? " " : "", sql);
  xl_guard_enter (guard);
  stmt = xl_guard_prepare (guard, whole->str, expression, error);
  xl_guard_leave (guard);
  good = stmt != NULL && judge_statement (stmt, expression, told, n_columns, error);
  sqlite3_finalize (stmt);
  return good;
}

/* Records --------------------------------------------------------------------------------------------------------- */

/* SQL of a person's fact @fact of the record l, as stored; @today: the parameter. */
static char *
make_fact (const char *fact, const char *today)
{
  if (strcmp (fact, "age") == 0)
    return g_strdup_printf ("(SELECT substr (d.day, 1, 4) - substr (p.birth_date, 1, 4) - (substr (d.day, 6) < substr (p.birth_date, 6))"
                            " FROM person AS p, (SELECT ifnull (death_date, %s) AS day FROM person WHERE id = l.subject) AS d"
                            " WHERE p.id = l.subject)", today);
  if (strcmp (fact, "kinds") == 0)
    return g_strdup ("(SELECT group_concat (k.kind, ',') FROM person_kind AS k WHERE k.person = l.subject AND k.to_date IS NULL)");
  if (strcmp (fact, "relation") == 0)
    return g_strdup ("(SELECT m.relation FROM membership AS m WHERE m.person = l.subject AND m.to_date IS NULL)");
  if (strcmp (fact, "group_no") == 0)
    return g_strdup ("(SELECT h.group_no FROM membership AS m JOIN household AS h ON h.id = m.household"
                     " WHERE m.person = l.subject AND m.to_date IS NULL)");
  return g_strdup_printf ("(SELECT %s FROM person AS p WHERE p.id = l.subject)", fact);
}

static gboolean
names (char **words, const char *key)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], key) == 0)
      return TRUE;
  return FALSE;
}

char *
xl_question_records (const XlTemplate *t, const char *expression)
{
  g_autoptr(GString) sql = g_string_new ("(SELECT l.id, l.office, l.period, l.source, l.flags, l.created_at");
  g_auto(GStrv) words = xl_expression_words (expression != NULL ? expression : "");

  for (guint i = 0; i < xl_template_n_fields (t); i++)
    {
      const XlLedgerField *f = xl_template_field (t, i);
      g_autofree char *fact = NULL;

      if (xl_template_is_stored (t, i))
        g_string_append_printf (sql, ", l.\"%s\" AS \"%s\"", xl_template_column (t, i), f->key);
      else if (names (words, f->key) && t->subject == XL_SUBJECT_PERSON)
        g_string_append_printf (sql, ", %s AS \"%s\"", fact = make_fact (f->from_person, ":today"), f->key);
    }
  if (t->subject_field >= 0 && xl_template_find (t, "subject") < 0)
    g_string_append (sql, ", l.subject");
  g_string_append_printf (sql, " FROM \"%s\" AS l) AS record", t->table);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* Whether a formula, a check or what has ended speaks of field @key. */
static gboolean
is_named (const XlTemplate *t, const char *key)
{
  g_autoptr(GString) all = g_string_new (t->active != NULL && t->active->ended != NULL ? t->active->ended : "");
  g_auto(GStrv) words = NULL;

  for (guint i = 0; i < t->formula_order->len; i++)
    g_string_append_printf (all, " %s", xl_template_field (t, (guint) g_array_index (t->formula_order, int, i))->formula);
  for (guint i = 0; i < t->checks->len; i++)
    g_string_append_printf (all, " %s", ((XlLedgerCheck *) g_ptr_array_index (t->checks, i))->expression);
  words = xl_expression_words (all->str);
  return names (words, key);
}

char *
xl_question_facts (const XlTemplate *t)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  gboolean any = FALSE;

  for (guint i = 0; t->subject == XL_SUBJECT_PERSON && i < xl_template_n_fields (t); i++)
    {
      const XlLedgerField *f = xl_template_field (t, i);
      gboolean named = !xl_template_is_stored (t, i) && is_named (t, f->key);
      g_autofree char *fact = named ? make_fact (f->from_person, "?2") : g_strdup ("NULL");

      if (!xl_template_is_stored (t, i))
        g_string_append_printf (sql, "%s%s", sql->len > 0 ? ", " : "WITH l AS (SELECT ?1 AS subject, ?2 AS today) SELECT ", fact);
      any |= named;
    }
  g_string_append (sql, " FROM l");
  return any ? g_string_free (g_steal_pointer (&sql), FALSE) : NULL;
}

/* Indicators ------------------------------------------------------------------------------------------------------ */

typedef struct {
  double   value;
  gboolean missing;
} Value;

static gboolean
on_value (XlStmt *stmt, gpointer data)
{
  Value *v = data;

  v->missing = sqlite3_column_type (stmt, 0) == SQLITE_NULL;
  v->value = sqlite3_column_double (stmt, 0);
  return FALSE;
}

gboolean
xl_expression_value (XlDb *db, const char *expression, const char *office, const char *period, const char *today,
                     double *value, gboolean *missing, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT (%s\n)", expression);
  XlQuestion question = { .office = office, .period = period, .today = today };
  Value v = { 0, TRUE };

  if (!xl_question_ask (db, &question, sql, expression, 0, on_value, &v, error))
    return FALSE;
  *value = v.value;
  *missing = v.missing;
  return TRUE;
}
