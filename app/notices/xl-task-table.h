#pragma once

#include "notices/xl-task.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* Stores a new task; inside an edit.  @task->id becomes the key.  Returns: the id, or -1 */
gint64     xl_task_table_insert    (XlDb *db, XlTask *task, GError **error);
/* NULL with @error: XL_ERROR_NOT_FOUND. */
XlTask    *xl_task_table_get       (XlDb *db, gint64 id, GError **error);

/* Tasks in order of making, newest first; @office NULL: of all; @open_only: neither done nor dismissed.  GPtrArray of XlTask. */
GPtrArray *xl_task_table_list      (XlDb *db, const char *office, gboolean open_only, GError **error);
/* The tasks made from one notice. */
GPtrArray *xl_task_table_of_notice (XlDb *db, gint64 notice, GError **error);

/**
 * xl_task_table_due:
 * @on: "YYYY-MM-DD", today
 * @horizon: how many days ahead
 *
 * What waits to be done: for each open task its first occurrence that is not done, when it is overdue or comes within
 * @horizon days.  The most urgent first.  A task that comes again appears once.  GPtrArray of XlTaskDue.  Any connection.
 */
GPtrArray *xl_task_table_due       (XlDb *db, const char *office, const char *on, int horizon, GError **error);

/* One occurrence is done (@due_date from XlTaskDue; NULL or "" for what has no date): what is due once is done with it. */
gboolean   xl_task_table_mark_done (XlDb *db, gint64 id, const char *due_date, const char *done_on, GError **error);
/* It need not be done; or, @state OPEN, it must after all. */
gboolean   xl_task_table_set_state (XlDb *db, gint64 id, XlTaskState state, GError **error);

G_END_DECLS
