#pragma once

#include "store/xl-store.h"

G_BEGIN_DECLS

/**
 * XlPagedRows:
 *
 * A long list out of the store: the keys of its rows in order (8 bytes a row) and a cache of pages of text around what is
 * looked at.  Main thread only; nothing here blocks: questions go to the store's readers.
 *
 * The first rows are there before the whole list is known: get_n_rows () grows once then ("rows-changed").  When the store
 * changes, the list is asked for again by itself; what was shown stays until the new rows are there.
 *
 * Signals, in the main context of the thread that made it:
 * "rows-ready" (gint64 first, gint64 n): text of these rows has come or changed
 * "rows-changed" (gint64 first, gint64 removed, gint64 added)
 * "reset" (): everything may be different
 * "listed" (): the newest question is answered, or failed; no other is under way
 * "failed" (const char *message): a question could not be answered; what was there stays
 */
#define XL_TYPE_PAGED_ROWS (xl_paged_rows_get_type ())
G_DECLARE_FINAL_TYPE (XlPagedRows, xl_paged_rows, XL, PAGED_ROWS, GObject)

#define XL_ROWS_PER_PAGE 128

/* Keys in order, being found on a reader thread. */
typedef struct _XlRowSet XlRowSet;
void     xl_row_set_add     (XlRowSet *set, gint64 id);
/* Adds the first column of every row of @stmt.  FALSE with @error set. */
gboolean xl_row_set_add_all (XlRowSet *set, XlDb *db, XlStmt *stmt, GError **error);

/* The cells of a page, being written on a reader thread. */
typedef struct _XlRowPage XlRowPage;
/* The next cell, row by row, in the order of the columns.  @text: NULL is an empty cell.  @mark: an XlCellMark, 0 for plain. */
void     xl_row_page_add    (XlRowPage *page, const char *text, guint mark);

/**
 * XlRowKind:
 *
 * What kind of list it is; one constant for each, in the room's table file.  Both functions run on reader threads: @question is
 * what xl_paged_rows_ask () was given and must not change any more.
 */
typedef struct {
  int        n_columns;
  /* All keys in order.  The sooner the first is there, the sooner something is seen: ORDER BY an index. */
  gboolean (*list) (XlDb *db, gconstpointer question, XlRowSet *set, GError **error);
  /* The cells of row @id, at most n_columns of them; missing ones are empty, so a row that is gone adds none. */
  gboolean (*fill) (XlDb *db, gconstpointer question, gint64 id, XlRowPage *page, GError **error);
} XlRowKind;

XlPagedRows *xl_paged_rows_new   (XlStore *store, const XlRowKind *kind);

/* Asks for the list as @question says (order, filter); a question still open is dropped.  Takes @question. */
void         xl_paged_rows_ask   (XlPagedRows *self, gpointer question, GDestroyNotify free_question);
/* Asks the same again. */
void         xl_paged_rows_ask_again (XlPagedRows *self);

gint64       xl_paged_rows_get_n_rows   (XlPagedRows *self);
int          xl_paged_rows_get_n_columns (XlPagedRows *self);
/* Whether every key of the newest question is known. */
gboolean     xl_paged_rows_is_complete  (XlPagedRows *self);
/* Whether a question is under way: "listed" follows. */
gboolean     xl_paged_rows_is_asking    (XlPagedRows *self);
/* The text of a cell; NULL: not here yet, it is fetched and "rows-ready" follows.  Valid until the next main loop turn. */
const char  *xl_paged_rows_peek         (XlPagedRows *self, gint64 row, int column);
guint        xl_paged_rows_peek_mark    (XlPagedRows *self, gint64 row, int column);
/* Rows @first…@last are looked at: older wishes are dropped, the pages before and after are fetched too. */
void         xl_paged_rows_hint_visible (XlPagedRows *self, gint64 first, gint64 last);
/* 0 beyond the end. */
gint64       xl_paged_rows_get_row_id   (XlPagedRows *self, gint64 row);
/* -1: not among the keys known. */
gint64       xl_paged_rows_find_row     (XlPagedRows *self, gint64 id);

/* Whole rows, for copying and export: a GPtrArray of char** (one text a column).  At most what lies in the list. */
void         xl_paged_rows_fetch_async  (XlPagedRows *self, gint64 first, gint64 n, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
GPtrArray   *xl_paged_rows_fetch_finish (XlPagedRows *self, GAsyncResult *result, GError **error);

G_END_DECLS
