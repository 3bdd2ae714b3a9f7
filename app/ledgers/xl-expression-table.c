#include "ledgers/xl-expression-table.h"

#include "ledgers/xl-value.h"
#include "store/xl-sql.h"

#include <string.h>

#define STEPS_A_CALL  1000       /* of SQLite's machine between two looks at the clock of steps */
#define MAX_CALLS     2000       /* two million steps: a tenth of a second on an office PC */

/* What an expression may call.  No clock, no chance, no file, nothing that makes large values. */
static const char *const functions[] = {
  "abs", "avg", "coalesce", "count", "date", "glob", "ifnull", "iif", "instr", "julianday", "length", "like", "lower",
  "ltrim", "max", "min", "nullif", "replace", "round", "rtrim", "sign", "strftime", "substr", "substring", "sum",
  "time", "total", "trim", "typeof", "upper", NULL
};

/* Tables an indicator may read beside ledgers. */
static const char *const tables[] = { "person", "household", "membership", "person_kind", NULL };

typedef struct {
  gboolean with_tables;
  gboolean denied;      /* something was asked for that may not be */
  guint    calls;
} Guard;

struct _XlSandbox
{
  sqlite3    *handle;
  Guard       guard;
  XlTemplate *t;       /* whose expressions are kept below; NULL for nobody's */
  GHashTable *kept;    /* address of the expression in @t → its statement */
};

static gboolean
is_open_table (const char *name)
{
  return (g_str_has_prefix (name, "ledger_") && strcmp (name, "ledger_template") != 0)
         || g_strv_contains (tables, name);
}

static gboolean
is_allowed (const Guard *guard, int action, const char *a, const char *b)
{
  switch (action)
    {
    case SQLITE_SELECT:
      return TRUE;
    case SQLITE_FUNCTION:
      return b != NULL && g_strv_contains (functions, b);
    case SQLITE_READ:   /* the sandbox has no table, and SQLite's own are nobody's business */
      return guard->with_tables && is_open_table (a);
    default:
      return FALSE;     /* recursion, writing, attaching, pragmas, … */
    }
}

static int
authorize (void *data, int action, const char *a, const char *b, const char *database, const char *trigger)
{
  Guard *guard = data;

  if (is_allowed (guard, action, a, b))
    return SQLITE_OK;
  guard->denied = TRUE;
  return SQLITE_DENY;
}

static int
on_progress (void *data)
{
  Guard *guard = data;

  return ++guard->calls > MAX_CALLS;
}

static gboolean
refuse (sqlite3 *handle, const Guard *guard, const char *expression, GError **error)
{
  int rc = sqlite3_errcode (handle);
  XlError code = XL_ERROR_FORMAT;
  const char *why = sqlite3_errmsg (handle);

  if (guard->denied)
    {
      code = XL_ERROR_REFUSED;
      why = "an expression may not do this";
    }
  else if (rc == SQLITE_INTERRUPT || rc == SQLITE_TOOBIG)
    {
      code = XL_ERROR_TOO_LARGE;
      why = "takes too many steps";
    }
  g_set_error (error, XL_ERROR, code, "expression %.80s: %s", expression, why);
  return FALSE;
}

/* A clock is no fact of the office: the same record must give the same answer every day. */
static gboolean
has_clock (const char *expression, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (expression, -1);

  if (strstr (lower, "'now'") == NULL && strstr (lower, "current_") == NULL)
    return FALSE;
  g_set_error (error, XL_ERROR, XL_ERROR_REFUSED, "expression %.80s: may not ask the clock", expression);
  return TRUE;
}

static void
finalize (gpointer stmt)
{
  sqlite3_finalize (stmt);
}

XlSandbox *
xl_sandbox_new (GError **error)
{
  XlSandbox *sandbox = g_new0 (XlSandbox, 1);

  if (sqlite3_open_v2 (":memory:", &sandbox->handle, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    {
      g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_FAILED, "no room for a connection");
      xl_sandbox_free (sandbox);
      return NULL;
    }
  sqlite3_limit (sandbox->handle, SQLITE_LIMIT_LENGTH, 100000);
  sqlite3_limit (sandbox->handle, SQLITE_LIMIT_EXPR_DEPTH, 60);
  sqlite3_limit (sandbox->handle, SQLITE_LIMIT_COMPOUND_SELECT, 4);
  sqlite3_limit (sandbox->handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200);
  sqlite3_set_authorizer (sandbox->handle, authorize, &sandbox->guard);
  sqlite3_progress_handler (sandbox->handle, STEPS_A_CALL, on_progress, &sandbox->guard);
  sandbox->kept = g_hash_table_new_full (NULL, NULL, NULL, finalize);
  return sandbox;
}

void
xl_sandbox_free (XlSandbox *sandbox)
{
  g_clear_pointer (&sandbox->kept, g_hash_table_unref);
  g_clear_pointer (&sandbox->t, xl_template_free);
  sqlite3_close (sandbox->handle);
  g_free (sandbox);
}

/* The fields as columns of one row that exists only here. */
static char *
wrap (const XlTemplate *t, const char *expression)
{
  g_autoptr(GString) sql = g_string_new ("SELECT (");

  g_string_append_printf (sql, "%s\n) FROM (SELECT ", expression);
  for (guint i = 0; i < t->fields->len; i++)
    g_string_append_printf (sql, "%s?%u AS \"%s\"", i > 0 ? ", " : "", i + 1, xl_template_field (t, i)->key);
  g_string_append (sql, ")");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* One statement and nothing after it. */
static sqlite3_stmt *
prepare (sqlite3 *handle, Guard *guard, const char *sql, const char *expression, GError **error)
{
  sqlite3_stmt *stmt = NULL;
  const char *tail = NULL;

  guard->denied = FALSE;
  if (has_clock (expression, error))
    return NULL;
  if (sqlite3_prepare_v2 (handle, sql, -1, &stmt, &tail) != SQLITE_OK || stmt == NULL)
    refuse (handle, guard, expression, error);
  else if (tail != NULL && tail[strspn (tail, " \n\t;")] != '\0')
    {
      g_set_error (error, XL_ERROR, XL_ERROR_REFUSED, "expression %.80s: more than one", expression);
      g_clear_pointer (&stmt, sqlite3_finalize);
    }
  return stmt;
}

gboolean
xl_sandbox_judge (XlSandbox *sandbox, const XlTemplate *t, const char *expression, GError **error)
{
  g_autofree char *sql = wrap (t, expression);
  sqlite3_stmt *stmt = prepare (sandbox->handle, &sandbox->guard, sql, expression, error);

  sqlite3_finalize (stmt);
  return stmt != NULL;
}

static void
bind_record (sqlite3_stmt *stmt, const XlTemplate *t, const XlLedgerRecord *record)
{
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
  g_autofree char *sql = NULL;
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
  sql = wrap (t, expression);
  stmt = prepare (sandbox->handle, &sandbox->guard, sql, expression, error);
  if (stmt != NULL)
    g_hash_table_insert (sandbox->kept, (gpointer) expression, stmt);
  return stmt;
}

/* Steps once; the statement stands on its row until it is reset, or NULL with @error. */
static sqlite3_stmt *
evaluate (XlSandbox *sandbox, const XlTemplate *t, const XlLedgerRecord *record, const char *expression, GError **error)
{
  sqlite3_stmt *stmt = keep_statement (sandbox, t, expression, error);

  if (stmt == NULL)
    return NULL;
  sandbox->guard.calls = 0;
  sandbox->guard.denied = FALSE;
  bind_record (stmt, t, record);
  if (sqlite3_step (stmt) == SQLITE_ROW)
    return stmt;
  refuse (sandbox->handle, &sandbox->guard, expression, error);
  sqlite3_reset (stmt);
  return NULL;
}

gboolean
xl_sandbox_formulas (XlSandbox *sandbox, const XlTemplate *t, XlLedgerRecord *record, GError **error)
{
  for (guint n = 0; n < t->formula_order->len; n++)
    {
      int i = g_array_index (t->formula_order, int, n);
      const XlLedgerField *f = xl_template_field (t, (guint) i);
      sqlite3_stmt *stmt = evaluate (sandbox, t, record, f->formula, error);

      if (stmt == NULL)
        return FALSE;
      xl_value_clear (&record->values[i]);
      if (sqlite3_column_type (stmt, 0) != SQLITE_NULL)
        record->values[i] = xl_ledger_field_is_number (f->type) ? xl_value_of_number (sqlite3_column_int64 (stmt, 0))
                                                                : xl_value_of_text (xl_column (stmt, 0));
      sqlite3_reset (stmt);
    }
  return TRUE;
}

gboolean
xl_sandbox_checks (XlSandbox *sandbox, const XlTemplate *t, const XlLedgerRecord *record, GPtrArray *findings,
                   GError **error)
{
  for (guint n = 0; n < t->checks->len; n++)
    {
      const XlLedgerCheck *c = g_ptr_array_index (t->checks, n);
      sqlite3_stmt *stmt = evaluate (sandbox, t, record, c->expression, error);
      gboolean holds;

      if (stmt == NULL)
        return FALSE;
      /* What cannot be told (NULL) does not speak against the record. */
      holds = sqlite3_column_type (stmt, 0) == SQLITE_NULL || sqlite3_column_int64 (stmt, 0) != 0;
      sqlite3_reset (stmt);
      for (guint i = 0; !holds && c->fields[i] != NULL; i++)
        xl_ledger_findings_add (findings, xl_template_find (t, c->fields[i]), c->refuses, c->message);
      if (!holds && c->fields[0] == NULL)
        xl_ledger_findings_add (findings, -1, c->refuses, c->message);
    }
  return TRUE;
}

/* Indicators ------------------------------------------------------------------------------------------------------ */

static sqlite3_stmt *
prepare_on (XlDb *db, Guard *guard, const char *expression, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT (%s\n)", expression);
  sqlite3_stmt *stmt;

  sqlite3_set_authorizer (xl_db_handle (db), authorize, guard);
  stmt = prepare (xl_db_handle (db), guard, sql, expression, error);
  sqlite3_set_authorizer (xl_db_handle (db), NULL, NULL);
  return stmt;
}

static void
bind_named (sqlite3_stmt *stmt, const char *name, const char *text)
{
  int i = sqlite3_bind_parameter_index (stmt, name);

  if (i > 0)
    sqlite3_bind_text (stmt, i, text, -1, SQLITE_TRANSIENT);
}

gboolean
xl_expression_value (XlDb *db, const char *expression, const char *office, const char *period, const char *today,
                     double *value, gboolean *missing, GError **error)
{
  Guard guard = { .with_tables = TRUE };
  sqlite3_stmt *stmt = prepare_on (db, &guard, expression, error);
  gboolean done;

  if (stmt == NULL)
    return FALSE;
  bind_named (stmt, ":office", office);
  bind_named (stmt, ":period", period);
  bind_named (stmt, ":today", today);
  sqlite3_progress_handler (xl_db_handle (db), STEPS_A_CALL, on_progress, &guard);
  done = sqlite3_step (stmt) == SQLITE_ROW;
  if (done)
    {
      *missing = sqlite3_column_type (stmt, 0) == SQLITE_NULL;
      *value = sqlite3_column_double (stmt, 0);
    }
  else
    refuse (xl_db_handle (db), &guard, expression, error);
  sqlite3_progress_handler (xl_db_handle (db), 0, NULL, NULL);
  sqlite3_finalize (stmt);
  return done;
}

static gboolean
judge_indicators (const XlTemplate *t, XlDb *db, GError **error)
{
  Guard guard = { .with_tables = TRUE };

  for (guint i = 0; i < t->indicators->len; i++)
    {
      const XlLedgerIndicator *n = g_ptr_array_index (t->indicators, i);
      sqlite3_stmt *stmt = prepare_on (db, &guard, n->expression, error);

      sqlite3_finalize (stmt);
      if (stmt == NULL)
        return FALSE;
    }
  return TRUE;
}

gboolean
xl_template_judge_expressions (XlSandbox *sandbox, const XlTemplate *t, XlDb *db, GError **error)
{
  for (guint i = 0; i < t->checks->len; i++)
    if (!xl_sandbox_judge (sandbox, t, ((XlLedgerCheck *) g_ptr_array_index (t->checks, i))->expression, error))
      return FALSE;
  for (guint i = 0; i < t->formula_order->len; i++)
    if (!xl_sandbox_judge (sandbox, t, xl_template_field (t, (guint) g_array_index (t->formula_order, int, i))->formula,
                           error))
      return FALSE;
  return db == NULL || judge_indicators (t, db, error);
}
