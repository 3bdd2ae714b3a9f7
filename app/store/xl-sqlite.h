#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * xl_sqlite_set_up:
 *
 * How this program uses SQLite: its own count of memory, and a clock that can be stopped.  Before the first connection is
 * opened; the second call does nothing.
 *
 * Thread: any.
 */
void   xl_sqlite_set_up      (void);

/**
 * xl_sqlite_watch:
 * @watched: whether what this thread does with SQLite is watched from here on
 *
 * While it is watched SQLite has no clock ('now' in any disguise is NULL) and what is taken is counted.
 *
 * Thread: the one whose statements run.
 */
void   xl_sqlite_watch       (gboolean watched);

/* Bytes this thread has taken and not given back while it was watched.  Negative: it gave back what was older. */
gint64 xl_sqlite_memory_used (void);
/* The count begins again at 0. */
void   xl_sqlite_forget_used (void);

G_END_DECLS
