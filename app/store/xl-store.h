#pragma once

#include <gio/gio.h>

#include "store/xl-change.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * XlStore:
 *
 * The office file with its threads: one writer, two readers; the caller's thread touches no SQL.
 *
 * Signals: "changed" (gint64 seq), in the main context of the thread that opened the store, after each commit of something that is
 * on record.
 */
#define XL_TYPE_STORE (xl_store_get_type ())
G_DECLARE_FINAL_TYPE (XlStore, xl_store, XL, STORE, GObject)

typedef enum {
  XL_STORE_DEFAULT   = 0,
  XL_STORE_CREATE    = 1 << 0,   /* make the file when it is missing */
  XL_STORE_READ_ONLY = 1 << 1,   /* never write; no lock is taken */
  XL_STORE_FALL_BACK = 1 << 2    /* open read-only instead of refusing: another program has the file, the folder cannot be
                                    written to, or the file is damaged (see xl_store_get_problem ()) */
} XlStoreFlags;

/**
 * xl_store_open:
 *
 * Opens (and, when older, migrates) the office file at @path.  Blocks: from the window use xl_store_open_async ().
 *
 * Errors: XL_ERROR_NOT_FOUND, XL_STORE_ERROR_{BUSY,NOT_STORE,TOO_NEW,CORRUPT,READ_ONLY,FULL}; each names the file.
 */
XlStore    *xl_store_open        (const char *path, XlStoreFlags flags, GError **error);
void        xl_store_open_async  (const char *path, XlStoreFlags flags, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
XlStore    *xl_store_open_finish (GAsyncResult *result, GError **error);
/* Closed with the last reference, which is never held by one of its own threads. */

const char *xl_store_get_path    (XlStore *store);
gboolean    xl_store_is_read_only (XlStore *store);
/* Who has the file when it could only be opened read-only ("user on host"), else NULL. */
const char *xl_store_get_owner   (XlStore *store);
/* What is wrong with a damaged file of which only a part can be read; else NULL. */
const char *xl_store_get_problem (XlStore *store);
/* The name that stands in the log; the login name until set. */
const char *xl_store_get_user    (XlStore *store);
void        xl_store_set_user    (XlStore *store, const char *user);

/* The answer of a reader: anything, or NULL with @error set. */
typedef gpointer (*XlReadFunc) (XlDb *db, gpointer data, GError **error);

/* One edit on the writer thread; waits for it.  For commands and tests.  See xl_change_run (). */
gint64      xl_store_write       (XlStore *store, XlChangeKind kind, const char *label, XlWriteFunc func, gpointer data,
                                  GError **error);
/* The same without waiting.  @data is used on the writer thread and freed with @free_data in the asker's context afterwards.
 * Cancelling before COMMIT leaves nothing and gives G_IO_ERROR_CANCELLED; later it does nothing: what is committed is reported so. */
void        xl_store_write_async (XlStore *store, XlChangeKind kind, const char *label, XlWriteFunc func, gpointer data,
                                  GDestroyNotify free_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
gint64      xl_store_write_finish (XlStore *store, GAsyncResult *result, GError **error);

/* Waits for a reader.  For commands and tests. */
gpointer    xl_store_read        (XlStore *store, XlReadFunc func, gpointer data, GError **error);
void        xl_store_read_async  (XlStore *store, XlReadFunc func, gpointer data, GDestroyNotify free_data,
                                  GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
gpointer    xl_store_read_finish (XlStore *store, GAsyncResult *result, GError **error);

/* Undo and redo (see xl_change_undo ()); the answer is the XlChange taken back or brought again. */
XlChange   *xl_store_undo        (XlStore *store, GError **error);
XlChange   *xl_store_redo        (XlStore *store, GError **error);
void        xl_store_undo_async  (XlStore *store, gboolean redo, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
XlChange   *xl_store_undo_finish (XlStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
