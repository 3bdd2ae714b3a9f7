#pragma once

#include "store/xl-sql.h"

G_BEGIN_DECLS

/**
 * XlGuard:
 *
 * What a template's SQL may do on a connection: select, call a list of harmless functions, read the tables it is given; nothing
 * else.  Two million steps of SQLite's machine, 100,000 bytes a value, 64 MB, ten seconds; past one of them it is stopped.
 * There is no clock while it runs: what asks for one in a way that cannot be seen beforehand gets NULL.
 * Belongs to one connection and one thread at a time.
 */
typedef struct {
  sqlite3    *handle;
  GHashTable *tables;      /* (nullable): names of the tables that may be read */
  GHashTable *own;         /* names that the statement's WITH gives */
  char       *denied;      /* what was asked for that may not be, in words; NULL: nothing */
  guint64     steps, max_steps;
  gint64      until;
  guint       max_seconds;
  int         limits[8];   /* as they were */
} XlGuard;

/* @tables: (nullable) (transfer full): a set of names. */
XlGuard      *xl_guard_new     (sqlite3 *handle, GHashTable *tables);
void          xl_guard_free    (XlGuard *guard);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlGuard, xl_guard_free)

/* From here on the limits hold on the connection, until xl_guard_leave (); only statements that xl_guard_prepare () gave are run. */
void          xl_guard_enter   (XlGuard *guard);
void          xl_guard_leave   (XlGuard *guard);
/* What follows has all of its steps. */
void          xl_guard_restart (XlGuard *guard);

/**
 * xl_guard_prepare:
 * @sql: one statement of ours around @expression
 * @expression: as the template has it, for refusals and to look for a clock
 *
 * Errors: XL_ERROR_REFUSED (it would read, write, attach, call or loop, asks the clock, is more than one, closes a bracket of ours),
 *   XL_ERROR_FORMAT (SQLite does not understand it).
 * Returns: to be finalized with sqlite3_finalize ()
 */
sqlite3_stmt *xl_guard_prepare (XlGuard *guard, const char *sql, const char *expression, GError **error);

/* Sets @error: "expression EXPRESSION: " and what the format gives; a long expression is cut between two letters.  Always FALSE. */
gboolean      xl_guard_say     (GError **error, int code, const char *expression, const char *format, ...) G_GNUC_PRINTF (4, 5);

/* sqlite3_step (), watched. */
int           xl_guard_step    (sqlite3_stmt *stmt);

/* Sets @error from what SQLite last said.  Errors: XL_ERROR_TOO_LARGE (a limit), G_IO_ERROR_CANCELLED, as above.  Always FALSE. */
gboolean      xl_guard_refuse  (XlGuard *guard, const char *expression, GError **error);

G_END_DECLS
