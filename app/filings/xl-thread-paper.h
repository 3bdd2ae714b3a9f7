#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * XlPaperFunc:
 *
 * Work on papers: libharu, Poppler and qpdf, which like no company.  Returns: anything, or NULL with @error set
 */
typedef gpointer (*XlPaperFunc) (gpointer data, GCancellable *cancellable, GError **error);

typedef enum {
  XL_PAPER_VISIBLE,    /* the page that somebody looks at: first */
  XL_PAPER_WORK
} XlPaperPriority;

/**
 * xl_thread_paper_run_async:
 * @free_data: (nullable): frees @data when the work is done or was dropped
 * @free_result: (nullable): frees an answer nobody takes
 *
 * Runs @func on the one paper thread, after what was asked before it with the same or a higher priority.  Work that is cancelled
 * before its turn is not begun.
 */
void     xl_thread_paper_run_async  (XlPaperFunc func, gpointer data, GDestroyNotify free_data, GDestroyNotify free_result,
                                     XlPaperPriority priority, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
gpointer xl_thread_paper_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
