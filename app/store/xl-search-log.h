#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * XlSearchLog:
 *
 * Which rows of a connection wait to be indexed.  Inside an edit (between begin and flush) the triggers only note rows here; FTS5 gets
 * them at the end, in order of their keys, in one go.  Outside an edit they are indexed at once.
 */
typedef struct _XlSearchLog XlSearchLog;

/* Registers xl_search_note () on @db. */
XlSearchLog *xl_search_log_new   (XlDb *db);
void         xl_search_log_free  (XlSearchLog *log);

void         xl_search_log_begin (XlSearchLog *log);
gboolean     xl_search_log_flush (XlSearchLog *log, GError **error);
/* The edit is rolled back: forget. */
void         xl_search_log_drop  (XlSearchLog *log);

/* Indexes every row anew, inside a transaction. */
gboolean     xl_search_log_index_all (XlSearchLog *log, GError **error);

G_END_DECLS
