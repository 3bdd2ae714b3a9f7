#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * XlWriteFunc:
 * @db: inside a transaction; keys from xl_db_next_id ()
 *
 * The body of one edit.  It must not begin, commit or roll back.
 *
 * Returns: a result of its own, 0 or more; -1 with @error set undoes everything
 */
typedef gint64 (*XlWriteFunc) (XlDb *db, gpointer data, GError **error);

typedef enum {
  XL_CHANGE_EDIT,
  XL_CHANGE_IMPORT,
  XL_CHANGE_FINAL,   /* on record for good, passed over by undo: a filing issued, an export noted */
  XL_CHANGE_UNDO,
  XL_CHANGE_REDO
} XlChangeKind;

/* A row of the log, in words.  Strings belong to it. */
typedef struct {
  gint64       seq;
  gint64       at;        /* seconds UTC */
  char        *user;
  char        *label;
  XlChangeKind kind;
  gint64       target;    /* of an undo or redo; else 0 */
  gint64       n_rows;
  gboolean     undone;    /* taken back and not brought again */
} XlChange;
void xl_change_free (XlChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlChange, xl_change_free)

/**
 * xl_change_run:
 * @label: what is done, in words: "登记探访：张三"
 *
 * One user action: BEGIN IMMEDIATE, @func under an SQLite session, the changeset into the log with its hash chained to
 * the one before, COMMIT.  An edit that changes nothing is not logged.  Tables meta, change, change_row, content and
 * those whose names begin with fts_ or cache_ are not recorded (derived, immutable or about the file itself).  Triggers may
 * write to such tables alone: undo applies the changeset and they run again.
 *
 * Errors: those of @func; XL_STORE_ERROR_*.   Thread: the one that owns @db.
 * Returns: what @func returned, or -1
 */
gint64   xl_change_run  (XlDb *db, const char *user, const char *label, XlChangeKind kind,
                         XlWriteFunc func, gpointer data, GError **error);

/**
 * xl_change_undo:
 *
 * Takes back the newest edit that stands, by applying the inverse of its changeset: itself a new entry of the log.
 * Errors: XL_STORE_ERROR_NOTHING; XL_STORE_ERROR_CONFLICT when later changes stand in the way.
 * Returns: (transfer full): the change that was taken back
 */
XlChange *xl_change_undo (XlDb *db, const char *user, GError **error);
/* Brings back what was undone last, unless something was edited since. */
XlChange *xl_change_redo (XlDb *db, const char *user, GError **error);
/* What undo and redo would do now; NULL when nothing.  Thread: any connection. */
XlChange *xl_change_peek_undo (XlDb *db, GError **error);
XlChange *xl_change_peek_redo (XlDb *db, GError **error);

/* The number of the newest entry, 0 when there is none or it cannot be read. */
gint64   xl_change_last_seq (XlDb *db);
/* "edit", "import", "undo", "redo": as it stands in the log. */
const char  *xl_change_kind_name (XlChangeKind kind);
XlChangeKind xl_change_parse_kind (const char *name);

/* The log, newest first, at most @limit entries before @before_seq (0: from the newest).  GPtrArray of XlChange. */
GPtrArray *xl_change_list (XlDb *db, gint64 before_seq, guint limit, GError **error);

/* One field of one row in one change; NULL values where there was none. */
typedef struct {
  gint64  seq, at;
  char   *user, *label;
  char   *column;          /* as in the table */
  char   *old_value, *new_value;
  char    operation;       /* 'i', 'u', 'd' */
} XlFieldChange;
void xl_field_change_free (XlFieldChange *change);

/* Above this many rows a change is looked through for a record's history instead of being listed row by row. */
#define XL_CHANGE_MAX_LISTED 1000

/* Who changed what of row @row_id from what to what, newest first.  GPtrArray of XlFieldChange. */
GPtrArray *xl_change_history (XlDb *db, const char *table_name, gint64 row_id, GError **error);

/* Verifies the chain.  Returns 0 when whole, the seq of the first bad entry, or -1 with @error. */
gint64   xl_change_verify (XlDb *db, GError **error);

G_END_DECLS
