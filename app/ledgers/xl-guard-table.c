#include "ledgers/xl-guard-table.h"

#include "base/xl-error.h"
#include "store/xl-sqlite.h"

#include <gio/gio.h>
#include <string.h>

#define STEPS_A_CALL 100          /* of SQLite's machine between two looks at the limits: some take milliseconds */
#define MAX_STEPS    2000000      /* a tenth of a second on an office PC */
#define MAX_SECONDS  10           /* when every step is a heavy one */
#define MAX_MEMORY   (64 << 20)
#define MAX_LENGTH   100000
#define MAX_SHOWN    80          /* bytes of an expression in a refusal */

/* What an expression may call.  No clock, no chance, no file, nothing that makes large values out of small ones. */
static const char *const functions[] = {
  "abs", "avg", "ceil", "ceiling", "coalesce", "count", "cume_dist", "date", "dense_rank", "first_value", "floor", "glob",
  "group_concat", "ifnull", "iif", "instr", "julianday", "lag", "last_value", "lead", "length", "like", "lower", "ltrim",
  "max", "min", "nth_value", "ntile", "nullif", "percent_rank", "rank", "replace", "round", "row_number", "rtrim", "sign",
  "strftime", "substr", "substring", "sum", "time", "total", "trim", "typeof", "unicode", "upper", "workday", NULL
};

/* Functions that mean now when they are not told a day. */
static const char *const clocks[] = { "date", "datetime", "julianday", "time", "unixepoch", NULL };

/* Held to less while a template's SQL runs. */
static const struct { int id, value; } limits[] = {
  { SQLITE_LIMIT_LENGTH, MAX_LENGTH },
  { SQLITE_LIMIT_EXPR_DEPTH, 100 },
  { SQLITE_LIMIT_COMPOUND_SELECT, 20 },
  { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200 },
  { SQLITE_LIMIT_COLUMN, 300 },
  { SQLITE_LIMIT_ATTACHED, 0 },
};

static char *
describe (int action, const char *a, const char *b)
{
  switch (action)
    {
    case SQLITE_FUNCTION:
      return g_strdup_printf ("may not call %s", b);
    case SQLITE_READ:
      return g_strdup_printf ("may not read %s", a);
    case SQLITE_RECURSIVE:
      return g_strdup ("may not go round (WITH RECURSIVE)");
    default:
      return g_strdup ("may only select");
    }
}

static gboolean
is_allowed (const XlGuard *guard, int action, const char *a, const char *b, const char *database)
{
  switch (action)
    {
    case SQLITE_SELECT:
      return TRUE;
    case SQLITE_FUNCTION:
      return b != NULL && g_strv_contains (functions, b);
    case SQLITE_READ:   /* SQLite's own tables are nobody's business */
      return (guard->tables != NULL && g_hash_table_contains (guard->tables, a))
             || (*b == '\0' && database == NULL && g_hash_table_contains (guard->own, a));
    default:
      return FALSE;     /* recursion, writing, attaching, pragmas, … */
    }
}

static int
authorize (void *data, int action, const char *a, const char *b, const char *database, const char *trigger)
{
  XlGuard *guard = data;

  if (is_allowed (guard, action, a, b, database))
    return SQLITE_OK;
  if (guard->denied == NULL)
    guard->denied = describe (action, a, b);
  return SQLITE_DENY;
}

static int
on_progress (void *data)
{
  XlGuard *guard = data;

  guard->steps += STEPS_A_CALL;
  if (guard->steps <= guard->max_steps && g_get_monotonic_time () < guard->until
      && xl_sqlite_memory_used () < MAX_MEMORY)
    return 0;
  guard->steps = G_MAXUINT64 - STEPS_A_CALL;
  return 1;
}

static gboolean
is_spent (const XlGuard *guard)
{
  return guard->steps > guard->max_steps;
}

XlGuard *
xl_guard_new (sqlite3 *handle, GHashTable *tables)
{
  XlGuard *guard = g_new0 (XlGuard, 1);

  guard->handle = handle;
  guard->tables = tables;
  guard->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guard->max_steps = MAX_STEPS;
  guard->max_seconds = MAX_SECONDS;
  return guard;
}

void
xl_guard_free (XlGuard *guard)
{
  g_clear_pointer (&guard->tables, g_hash_table_unref);
  g_hash_table_unref (guard->own);
  g_free (guard->denied);
  g_free (guard);
}

void
xl_guard_restart (XlGuard *guard)
{
  g_clear_pointer (&guard->denied, g_free);
  guard->steps = 0;
  guard->until = g_get_monotonic_time () + guard->max_seconds * G_USEC_PER_SEC;
  xl_sqlite_forget_used ();
}

void
xl_guard_enter (XlGuard *guard)
{
  xl_guard_restart (guard);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    guard->limits[i] = sqlite3_limit (guard->handle, limits[i].id, limits[i].value);
  sqlite3_progress_handler (guard->handle, STEPS_A_CALL, on_progress, guard);
}

void
xl_guard_leave (XlGuard *guard)
{
  sqlite3_progress_handler (guard->handle, 0, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (guard->handle, limits[i].id, guard->limits[i]);
}

int
xl_guard_step (sqlite3_stmt *stmt)
{
  int rc;

  xl_sqlite_watch (TRUE);
  rc = sqlite3_step (stmt);
  xl_sqlite_watch (FALSE);
  return rc;
}

gboolean
xl_guard_say (GError **error, int code, const char *expression, const char *format, ...)
{
  g_autofree char *reason = NULL;
  g_autofree char *shown = g_strndup (expression, MAX_SHOWN);
  const char *whole;
  va_list args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_utf8_validate (shown, -1, &whole);
  g_set_error (error, XL_ERROR, code, "expression %.*s: %s", (int) (whole - shown), shown, reason);
  return FALSE;
}

gboolean
xl_guard_refuse (XlGuard *guard, const char *expression, GError **error)
{
  int rc = sqlite3_errcode (guard->handle);

  if (guard->denied != NULL)
    xl_guard_say (error, XL_ERROR_REFUSED, expression, "%s", guard->denied);
  else if (rc == SQLITE_TOOBIG || rc == SQLITE_NOMEM || (rc == SQLITE_INTERRUPT && is_spent (guard)))
    xl_guard_say (error, XL_ERROR_TOO_LARGE, expression, "takes too many steps");
  else if (rc == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "was cancelled");
  else
    xl_guard_say (error, XL_ERROR_FORMAT, expression, "%s", sqlite3_errmsg (guard->handle));
  return FALSE;
}

/* Clocks ---------------------------------------------------------------------------------------------------------- */

/* Whether function @name is called with nothing between its brackets. */
static gboolean
calls_bare (const char *lower, const char *name)
{
  for (const char *at = strstr (lower, name); at != NULL; at = strstr (at + 1, name))
    {
      const char *next = at + strlen (name);

      next += strspn (next, " \t\n\r");
      if (*next == '(' && next[1 + strspn (next + 1, " \t\n\r")] == ')')
        return TRUE;
    }
  return FALSE;
}

/* A clock is no fact of the office: the same record must give the same answer every day. */
static gboolean
has_clock (const char *expression, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (expression, -1);
  gboolean found = strstr (lower, "'now'") != NULL || strstr (lower, "\"now\"") != NULL || strstr (lower, "current_") != NULL;

  for (guint i = 0; !found && clocks[i] != NULL; i++)
    found = calls_bare (lower, clocks[i]);
  if (found)
    xl_guard_say (error, XL_ERROR_REFUSED, expression, "may not ask the clock");
  return found;
}

/* Brackets -------------------------------------------------------------------------------------------------------- */

/* Past the text, name or comment that begins at @at; @at itself where none does. */
static const char *
skip_opaque (const char *at)
{
  const char *end = at[0] == '-' && at[1] == '-' ? strchr (at, '\n')
                    : at[0] == '/' && at[1] == '*' ? strstr (at + 2, "*/")
                    : at[0] == '[' ? strchr (at, ']')
                    : *at != '\0' && strchr ("'\"`", *at) != NULL ? strchr (at + 1, *at) : at;

  if (end == at)
    return at;
  return end == NULL ? at + strlen (at) : end + (at[0] == '/' ? 2 : 1);
}

/* What stands within brackets of ours must not close them: "a) OR (b" is two. */
static gboolean
is_one (const char *expression, GError **error)
{
  int open = 0;

  for (const char *at = expression; *at != '\0' && open >= 0;)
    {
      const char *next = skip_opaque (at);

      if (next == at)
        open += *at == '(' ? 1 : *at == ')' ? -1 : 0;
      at = next == at ? at + 1 : next;
    }
  if (open < 0)
    xl_guard_say (error, XL_ERROR_REFUSED, expression, "closes a bracket it did not open: is more than one");
  return open >= 0;
}

/* Tables of its own making ------------------------------------------------------------------------------------------ */

static const char *
skip_word (const char *at, const char *word)
{
  gsize size = strlen (word);

  at += strspn (at, " \t\n\r");
  if (g_ascii_strncasecmp (at, word, size) != 0 || g_ascii_isalnum (at[size]) || at[size] == '_')
    return NULL;
  return at + size;
}

/* Whether what stands behind a name makes it that of a table: "AS (", or "(a, b) AS (". */
static gboolean
begins_table (const char *at)
{
  const char *next;

  at += strspn (at, " \t\n\r");
  if (*at == '(')
    {
      at += strcspn (at, ")");
      at += *at == ')';
    }
  at = skip_word (at, "AS");
  if (at != NULL && (next = skip_word (at, "NOT")) != NULL)
    at = next;
  if (at != NULL && (next = skip_word (at, "MATERIALIZED")) != NULL)
    at = next;
  return at != NULL && at[strspn (at, " \t\n\r")] == '(';
}

/* Names that may be counted without a column being named: those of WITH.  Names that something else has are not among them. */
static void
find_own_tables (XlGuard *guard, const char *sql)
{
  g_hash_table_remove_all (guard->own);
  for (const char *at = sql; *at != '\0';)
    {
      gsize size = strspn (at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
      g_autofree char *name = g_strndup (at, size);

      if (size > 0 && begins_table (at + size) && !g_str_has_prefix (name, "sqlite_") && !g_str_has_prefix (name, "pragma_")
          && !g_str_has_prefix (name, "json_")
          && sqlite3_table_column_metadata (guard->handle, NULL, name, NULL, NULL, NULL, NULL, NULL, NULL) != SQLITE_OK)
        g_hash_table_add (guard->own, g_steal_pointer (&name));
      at += MAX (size, 1);
    }
}

sqlite3_stmt *
xl_guard_prepare (XlGuard *guard, const char *sql, const char *expression, GError **error)
{
  sqlite3_stmt *stmt = NULL;
  const char *tail = NULL;
  int rc;

  xl_guard_restart (guard);
  if (has_clock (expression, error) || !is_one (expression, error))
    return NULL;
  find_own_tables (guard, sql);
  sqlite3_set_authorizer (guard->handle, authorize, guard);
  rc = sqlite3_prepare_v2 (guard->handle, sql, -1, &stmt, &tail);
  sqlite3_set_authorizer (guard->handle, NULL, NULL);
  if (rc != SQLITE_OK || stmt == NULL)
    xl_guard_refuse (guard, expression, error);
  else if (tail != NULL && tail[strspn (tail, " \n\t;")] != '\0')
    {
      xl_guard_say (error, XL_ERROR_REFUSED, expression, "more than one");
      g_clear_pointer (&stmt, sqlite3_finalize);
    }
  return stmt;
}
