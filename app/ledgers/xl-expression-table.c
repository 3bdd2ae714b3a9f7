#include "ledgers/xl-expression-table.h"

#include "ledgers/xl-guard-table.h"
#include "ledgers/xl-value.h"
#include "ledgers/xl-workday-table.h"
#include "store/xl-sql.h"
#include "store/xl-sqlite.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MAX_SECONDS 2   /* of one expression over one record: somebody is typing */

struct _XlSandbox
{
  sqlite3    *handle;
  XlGuard    *guard;
  XlTemplate *t;       /* whose expressions are kept below; NULL for nobody's */
  GHashTable *kept;    /* address of the expression in @t → its statement */
};

static void
finalize (gpointer stmt)
{
  sqlite3_finalize (stmt);
}

XlSandbox *
xl_sandbox_new (GError **error)
{
  XlSandbox *sandbox = g_new0 (XlSandbox, 1);

  xl_sqlite_set_up ();
  if (sqlite3_open_v2 (":memory:", &sandbox->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK
      || xl_workday_table_add (sandbox->handle) != SQLITE_OK)
    {
      g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_FAILED, "no room for a connection");
      xl_sandbox_free (sandbox);
      return NULL;
    }
  sandbox->guard = xl_guard_new (sandbox->handle, NULL);
  sandbox->guard->max_seconds = MAX_SECONDS;
  xl_guard_enter (sandbox->guard);
  sandbox->kept = g_hash_table_new_full (NULL, NULL, NULL, finalize);
  return sandbox;
}

void
xl_sandbox_free (XlSandbox *sandbox)
{
  g_clear_pointer (&sandbox->kept, g_hash_table_unref);
  g_clear_pointer (&sandbox->t, xl_template_free);
  g_clear_pointer (&sandbox->guard, xl_guard_free);
  sqlite3_close (sandbox->handle);
  g_free (sandbox);
}

/* The fields as columns of one row that exists only here; they come first, so that ?1 is the first of them. */
static char *
wrap (const XlTemplate *t, const char *expression)
{
  g_autoptr(GString) sql = g_string_new ("WITH record AS (SELECT ");

  for (guint i = 0; i < t->fields->len; i++)
    g_string_append_printf (sql, "%s?%u AS \"%s\"", i > 0 ? ", " : "", i + 1, xl_template_field (t, i)->key);
  g_string_append_printf (sql, ") SELECT (%s\n) FROM record", expression);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* Parameters that an expression over a record may have beside the fields' own. */
static gboolean
judge_parameters (sqlite3_stmt *stmt, const XlTemplate *t, const char *expression, GError **error)
{
  for (int i = (int) t->fields->len + 1; i <= sqlite3_bind_parameter_count (stmt); i++)
    if (g_strcmp0 (sqlite3_bind_parameter_name (stmt, i), ":today") != 0)
      {
        xl_guard_say (error, XL_ERROR_FORMAT, expression, "nobody tells it %s",
                      sqlite3_bind_parameter_name (stmt, i) != NULL ? sqlite3_bind_parameter_name (stmt, i) : "?");
        return FALSE;
      }
  return TRUE;
}

static sqlite3_stmt *
prepare (XlSandbox *sandbox, const XlTemplate *t, const char *expression, GError **error)
{
  g_autofree char *sql = wrap (t, expression);
  sqlite3_stmt *stmt = xl_guard_prepare (sandbox->guard, sql, expression, error);

  if (stmt != NULL && !judge_parameters (stmt, t, expression, error))
    g_clear_pointer (&stmt, sqlite3_finalize);
  return stmt;
}

gboolean
xl_sandbox_judge (XlSandbox *sandbox, const XlTemplate *t, const char *expression, GError **error)
{
  sqlite3_stmt *stmt = prepare (sandbox, t, expression, error);

  sqlite3_finalize (stmt);
  return stmt != NULL;
}

static void
bind_record (sqlite3_stmt *stmt, const XlTemplate *t, const XlLedgerRecord *record, const char *today)
{
  int day = sqlite3_bind_parameter_index (stmt, ":today");

  if (day > 0)
    sqlite3_bind_text (stmt, day, today, -1, SQLITE_TRANSIENT);
  for (guint i = 0; i < record->n && (int) i < sqlite3_bind_parameter_count (stmt); i++)
    if (!record->values[i].set)
      sqlite3_bind_null (stmt, (int) i + 1);
    else if (xl_ledger_field_is_number (xl_template_field (t, i)->type))
      sqlite3_bind_int64 (stmt, (int) i + 1, record->values[i].number);
    else
      sqlite3_bind_text (stmt, (int) i + 1, record->values[i].text, -1, SQLITE_TRANSIENT);
}

/* The statement of @expression, an expression of @t; kept, as the same ones are asked of record after record. */
static sqlite3_stmt *
keep_statement (XlSandbox *sandbox, const XlTemplate *t, const char *expression, GError **error)
{
  sqlite3_stmt *stmt;

  if (sandbox->t != t)
    {
      g_hash_table_remove_all (sandbox->kept);
      g_clear_pointer (&sandbox->t, xl_template_free);
      sandbox->t = xl_template_ref ((XlTemplate *) t);
    }
  stmt = g_hash_table_lookup (sandbox->kept, expression);
  if (stmt != NULL)
    return stmt;
  stmt = prepare (sandbox, t, expression, error);
  if (stmt != NULL)
    g_hash_table_insert (sandbox->kept, (gpointer) expression, stmt);
  return stmt;
}

/* What came of stepping once: a row, nothing that can be told, or @error. */
typedef enum { TOLD, UNTOLD, FAILED } Outcome;

static Outcome
evaluate (XlSandbox *sandbox, const XlTemplate *t, const XlLedgerRecord *record, const char *today, const char *expression,
          sqlite3_stmt **stmt, GError **error)
{
  g_autoptr(GError) local = NULL;

  *stmt = keep_statement (sandbox, t, expression, error);
  if (*stmt == NULL)
    return FAILED;
  xl_guard_restart (sandbox->guard);
  bind_record (*stmt, t, record, today);
  if (xl_guard_step (*stmt) == SQLITE_ROW)
    return TOLD;
  xl_guard_refuse (sandbox->guard, expression, &local);
  sqlite3_reset (*stmt);
  if (g_error_matches (local, XL_ERROR, XL_ERROR_FORMAT))   /* the values at hand: an overflow */
    return UNTOLD;
  g_propagate_error (error, g_steal_pointer (&local));
  return FAILED;
}

/* Formulas -------------------------------------------------------------------------------------------------------- */

#define UNCOMPUTED N_("cannot be computed from what is filled in")

/* A number as the field keeps it. */
static gboolean
take_number (const XlLedgerField *f, sqlite3_stmt *stmt, XlValue *value)
{
  double number = sqlite3_column_double (stmt, 0);

  if (sqlite3_column_type (stmt, 0) == SQLITE_TEXT || fabs (number) >= 9.2e18)
    return FALSE;
  *value = xl_value_of_number (sqlite3_column_type (stmt, 0) == SQLITE_INTEGER ? sqlite3_column_int64 (stmt, 0) : llround (number));
  if (f->type == XL_LEDGER_YES_NO)
    value->number = value->number != 0;
  return TRUE;
}

/* Whether the formula's value is missing though all it names is there. */
static gboolean
should_have_value (const XlTemplate *t, const XlLedgerRecord *record, const char *formula)
{
  g_auto(GStrv) words = xl_expression_words (formula);

  if (strpbrk (formula, "/%") == NULL)
    return FALSE;   /* NULL is what it says */
  for (guint i = 0; words[i] != NULL; i++)
    {
      int field = xl_template_find (t, words[i]);

      if (field >= 0 && !record->values[field].set)
        return FALSE;
    }
  return TRUE;
}

/* The value on which @stmt stands; why it is flagged, or NULL. */
static const char *
take_value (const XlTemplate *t, const XlLedgerRecord *record, const XlLedgerField *f, sqlite3_stmt *stmt, XlValue *value)
{
  const char *reason = NULL;

  if (sqlite3_column_type (stmt, 0) == SQLITE_NULL)
    return should_have_value (t, record, f->formula) ? UNCOMPUTED : NULL;
  if (!xl_ledger_field_is_number (f->type))
    return xl_value_parse (f, xl_column (stmt, 0), value, &reason) ? NULL : UNCOMPUTED;
  if (!take_number (f, stmt, value))
    return UNCOMPUTED;
  xl_value_in_range (f, value, &reason);
  return reason;
}

gboolean
xl_sandbox_formulas (XlSandbox *sandbox, const XlTemplate *t, XlLedgerRecord *record, GPtrArray *findings, GError **error)
{
  for (guint n = 0; n < t->formula_order->len; n++)
    {
      int i = g_array_index (t->formula_order, int, n);
      const XlLedgerField *f = xl_template_field (t, (guint) i);
      sqlite3_stmt *stmt = NULL;
      Outcome outcome = evaluate (sandbox, t, record, NULL, f->formula, &stmt, error);
      const char *reason = UNCOMPUTED;

      if (outcome == FAILED)
        return FALSE;
      xl_value_clear (&record->values[i]);
      if (outcome == TOLD)
        reason = take_value (t, record, f, stmt, &record->values[i]);
      if (reason != NULL && findings != NULL)
        xl_ledger_findings_add (findings, i, FALSE, reason);
      sqlite3_reset (stmt);
    }
  return TRUE;
}

/* Checks ---------------------------------------------------------------------------------------------------------- */

gboolean
xl_sandbox_checks (XlSandbox *sandbox, const XlTemplate *t, const XlLedgerRecord *record, const char *today,
                   GPtrArray *findings, GError **error)
{
  for (guint n = 0; n < t->checks->len; n++)
    {
      const XlLedgerCheck *c = g_ptr_array_index (t->checks, n);
      sqlite3_stmt *stmt = NULL;
      Outcome outcome = evaluate (sandbox, t, record, today, c->expression, &stmt, error);
      gboolean holds;

      if (outcome == FAILED)
        return FALSE;
      /* What cannot be told does not speak against the record. */
      holds = outcome == UNTOLD || sqlite3_column_type (stmt, 0) == SQLITE_NULL || sqlite3_column_double (stmt, 0) != 0;
      sqlite3_reset (stmt);
      for (guint i = 0; !holds && c->fields[i] != NULL; i++)
        xl_ledger_findings_add (findings, xl_template_find (t, c->fields[i]), c->refuses, c->message);
      if (!holds && c->fields[0] == NULL)
        xl_ledger_findings_add (findings, -1, c->refuses, c->message);
    }
  return TRUE;
}

gboolean
xl_sandbox_has_ended (XlSandbox *sandbox, const XlTemplate *t, const XlLedgerRecord *record, const char *today)
{
  sqlite3_stmt *stmt = NULL;
  gboolean ended;

  if (t->active == NULL || t->active->ended == NULL
      || evaluate (sandbox, t, record, today, t->active->ended, &stmt, NULL) != TOLD)
    return FALSE;
  ended = sqlite3_column_double (stmt, 0) != 0;
  sqlite3_reset (stmt);
  return ended;
}
