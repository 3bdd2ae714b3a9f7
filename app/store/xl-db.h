#pragma once

#include <gio/gio.h>

#include "base/xl-error.h"

G_BEGIN_DECLS

/**
 * XlDb:
 *
 * One connection to an office file, with its prepared statements.  Belongs to one thread at a time.
 * This header does not say sqlite3.h, so that pages and commands can name an XlDb; tables include "store/xl-sql.h".
 */
typedef struct _XlDb XlDb;
typedef struct sqlite3_stmt XlStmt;

typedef enum {
  XL_DB_READ_ONLY,
  XL_DB_READ_WRITE,   /* the file must exist */
  XL_DB_CREATE,       /* made when missing; ":memory:" is allowed */
  XL_DB_SALVAGE       /* read what can be read of a damaged file */
} XlDbMode;

XlDb   *xl_db_open    (const char *path, XlDbMode mode, GError **error);
void    xl_db_close   (XlDb *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlDb, xl_db_close)

/* Runs a script of one or more statements without parameters.  Errors: XL_STORE_ERROR_*. */
gboolean xl_db_exec    (XlDb *db, const char *sql, GError **error);

/**
 * xl_db_prepare:
 * @sql: constant text with ?1 ?2
 *
 * The statement, ready to bind; kept by @db and used again the next time.  g_autoptr(XlStmt) gives it back.
 */
XlStmt  *xl_db_prepare (XlDb *db, const char *sql, GError **error);
void     xl_stmt_release (XlStmt *stmt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlStmt, xl_stmt_release)

/* Steps once: TRUE a row is there, FALSE at the end or with @error set. */
gboolean xl_db_step    (XlDb *db, XlStmt *stmt, GError **error);
/* Steps to the end, then resets (bindings stay): TRUE unless @error is set. */
gboolean xl_db_done    (XlDb *db, XlStmt *stmt, GError **error);

/* First column of the first row as an integer; @missing without a row.  -1 with @error set. */
gint64   xl_db_int     (XlDb *db, const char *sql, gint64 missing, GError **error);
/* The same of a statement with its values bound. */
gint64   xl_db_first   (XlDb *db, XlStmt *stmt, gint64 missing, GError **error);
/* The first column of every row left of @stmt: gint64s; NULL with @error set. */
GArray  *xl_db_ids     (XlDb *db, XlStmt *stmt, GError **error);
/* First column of the first row as text; NULL without a row or with @error set. */
char    *xl_db_text    (XlDb *db, const char *sql, GError **error);

gint64   xl_db_last_id (XlDb *db);
gint64   xl_db_n_changes (XlDb *db);

/**
 * xl_db_next_id:
 *
 * The next key of this copy of the file: site << 32 | counter, so that rows of two PCs never collide.
 * Only inside an edit (xl_change_run ()), which writes the counter back.
 */
gint64   xl_db_next_id (XlDb *db);

/* Stops a running statement; may be called from any thread. */
void     xl_db_interrupt (XlDb *db);
/* Interrupts when @cancellable is cancelled, until xl_db_watch (db, NULL).  Returns whether the one watched before was cancelled;
 * it interrupts nothing any more when this returns. */
gboolean xl_db_watch   (XlDb *db, GCancellable *cancellable);

/* Sets @error from what SQLite last said on this connection; always FALSE. */
gboolean xl_db_fail    (XlDb *db, GError **error);

const char *xl_db_path (XlDb *db);

G_END_DECLS
