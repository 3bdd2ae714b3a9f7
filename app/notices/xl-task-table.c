#include "notices/xl-task-table.h"
#include "notices/xl-recurrence.h"

#include "base/xl-date.h"
#include "store/xl-sql.h"

#include <string.h>

#define COLUMNS "task.id, task.office, task.notice, notice.title, task.what, task.reports_to, task.due_date, task.due_time, task.rule, " \
                "task.from_date, task.raw, task.doubt, task.leads_kind, task.leads_to, task.state, task.confirmed_by"
#define FROM " FROM task LEFT JOIN notice ON notice.id = task.notice "

gint64
xl_task_table_insert (XlDb *db, XlTask *task, GError **error)
{
  static const char sql[] =
    "INSERT INTO task (id, office, notice, what, reports_to, due_date, due_time, rule, from_date, raw, doubt, leads_kind, leads_to, "
    "state, confirmed_by) VALUES (?1, ?2, nullif (?3, 0), ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  gint64 id;

  if (stmt == NULL)
    return -1;
  id = xl_db_next_id (db);
  sqlite3_bind_int64 (stmt, 1, id);
  xl_bind (stmt, 2, task->office);
  sqlite3_bind_int64 (stmt, 3, task->notice);
  xl_bind (stmt, 4, task->what);
  xl_bind (stmt, 5, task->reports_to);
  xl_bind (stmt, 6, task->due_date);
  xl_bind (stmt, 7, task->due_time);
  xl_bind (stmt, 8, task->rule);
  xl_bind (stmt, 9, task->from_date);
  xl_bind (stmt, 10, task->raw);
  xl_bind (stmt, 11, task->doubt);
  xl_bind (stmt, 12, task->leads_kind);
  xl_bind (stmt, 13, task->leads_to);
  xl_bind (stmt, 14, xl_task_state_word (task->state));
  xl_bind (stmt, 15, task->confirmed_by);
  if (!xl_db_done (db, stmt, error))
    return -1;
  task->id = id;
  return id;
}

static XlTask *
read_task (XlStmt *stmt)
{
  XlTask *task = xl_task_new ();

  task->id = sqlite3_column_int64 (stmt, 0);
  task->office = g_strdup (xl_column (stmt, 1));
  task->notice = sqlite3_column_int64 (stmt, 2);
  task->notice_title = g_strdup (xl_column (stmt, 3));
  task->what = g_strdup (xl_column (stmt, 4));
  task->reports_to = g_strdup (xl_column (stmt, 5));
  task->due_date = g_strdup (xl_column (stmt, 6));
  task->due_time = g_strdup (xl_column (stmt, 7));
  task->rule = g_strdup (xl_column (stmt, 8));
  task->from_date = g_strdup (xl_column (stmt, 9));
  task->raw = g_strdup (xl_column (stmt, 10));
  task->doubt = g_strdup (xl_column (stmt, 11));
  task->leads_kind = g_strdup (xl_column (stmt, 12));
  task->leads_to = g_strdup (xl_column (stmt, 13));
  task->state = (XlTaskState) MAX (xl_task_state_parse (xl_column (stmt, 14)), 0);
  task->confirmed_by = g_strdup (xl_column (stmt, 15));
  return task;
}

/* Steps @stmt to its end. */
static GPtrArray *
read_tasks (XlDb *db, XlStmt *stmt, GError **error)
{
  g_autoptr(GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_task_free);
  GError *problem = NULL;

  while (xl_db_step (db, stmt, &problem))
    g_ptr_array_add (tasks, read_task (stmt));
  if (problem == NULL)
    return g_steal_pointer (&tasks);
  g_propagate_error (error, problem);
  return NULL;
}

XlTask *
xl_task_table_get (XlDb *db, gint64 id, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT " COLUMNS FROM "WHERE task.id = ?1", error);
  g_autoptr(GPtrArray) tasks = NULL;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, id);
  tasks = read_tasks (db, stmt, error);
  if (tasks == NULL)
    return NULL;
  if (tasks->len == 1)
    return g_ptr_array_steal_index (tasks, 0);
  g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "there is no task %" G_GINT64_FORMAT, id);
  return NULL;
}

GPtrArray *
xl_task_table_list (XlDb *db, const char *office, gboolean open_only, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT " COLUMNS FROM "WHERE (?1 IS NULL OR task.office = ?1) "
                                          "AND (?2 = 0 OR task.state = 'open') ORDER BY task.id DESC", error);

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, office);
  sqlite3_bind_int (stmt, 2, open_only);
  return read_tasks (db, stmt, error);
}

GPtrArray *
xl_task_table_of_notice (XlDb *db, gint64 notice, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT " COLUMNS FROM "WHERE task.notice = ?1 ORDER BY task.id", error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, notice);
  return read_tasks (db, stmt, error);
}

/* The last occurrence of @task that is done; "" when none is. */
static gboolean
find_last_done (XlDb *db, gint64 task, char day[11], GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT coalesce (max (due_date), '') FROM task_done WHERE task = ?1", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, task);
  if (!xl_db_step (db, stmt, error))
    return FALSE;
  g_strlcpy (day, xl_column (stmt, 0), 11);
  return TRUE;
}

/* The first occurrence of @task that is not done; "" when it has no date. */
static gboolean
find_occurrence (XlDb *db, const XlTask *task, char day[11], GError **error)
{
  char last[11], from[11];

  day[0] = '\0';
  if (task->due_date != NULL)
    {
      g_strlcpy (day, task->due_date, 11);
      return TRUE;
    }
  if (!find_last_done (db, task->id, last, error))
    return FALSE;
  g_strlcpy (from, task->from_date, sizeof from);
  if (last[0] != '\0' && strcmp (last, from) >= 0)
    xl_date_add_days (last, 1, from);
  if (!xl_recurrence_next (task->rule, from, day))
    day[0] = '\0';
  return TRUE;
}

static int
compare_due (gconstpointer a, gconstpointer b)
{
  const XlTaskDue *x = *(XlTaskDue *const *) a, *y = *(XlTaskDue *const *) b;

  if ((x->due_date[0] == '\0') != (y->due_date[0] == '\0'))
    return x->due_date[0] == '\0' ? 1 : -1;
  return strcmp (x->due_date, y->due_date);
}

GPtrArray *
xl_task_table_due (XlDb *db, const char *office, const char *on, int horizon, GError **error)
{
  g_autoptr(GPtrArray) tasks = xl_task_table_list (db, office, TRUE, error);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_task_due_free);

  if (tasks == NULL)
    return NULL;
  for (guint i = tasks->len; i-- > 0;)
    {
      char day[11];
      XlTaskDue *due;

      if (!find_occurrence (db, tasks->pdata[i], day, error))
        return NULL;
      if (day[0] != '\0' && xl_date_between (on, day) > horizon)
        continue;
      due = g_new0 (XlTaskDue, 1);
      due->task = g_ptr_array_steal_index (tasks, i);
      g_strlcpy (due->due_date, day, sizeof due->due_date);
      due->days_left = day[0] != '\0' ? xl_date_between (on, day) : 0;
      g_ptr_array_add (list, due);
    }
  g_ptr_array_sort (list, compare_due);
  return g_steal_pointer (&list);
}

gboolean
xl_task_table_set_state (XlDb *db, gint64 id, XlTaskState state, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "UPDATE task SET state = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  xl_bind (stmt, 2, xl_task_state_word (state));
  if (!xl_db_done (db, stmt, error))
    return FALSE;
  if (xl_db_n_changes (db) == 1)
    return TRUE;
  g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "there is no task %" G_GINT64_FORMAT, id);
  return FALSE;
}

gboolean
xl_task_table_mark_done (XlDb *db, gint64 id, const char *due_date, const char *done_on, GError **error)
{
  g_autoptr(XlTask) task = xl_task_table_get (db, id, error);
  g_autoptr(XlStmt) stmt = NULL;

  if (task == NULL)
    return FALSE;
  stmt = xl_db_prepare (db, "INSERT INTO task_done (id, task, due_date, done_on) VALUES (?1, ?2, ?3, ?4) "
                        "ON CONFLICT (task, due_date) DO NOTHING", error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, xl_db_next_id (db));
  sqlite3_bind_int64 (stmt, 2, id);
  xl_bind (stmt, 3, due_date != NULL && *due_date != '\0' ? due_date : done_on);
  xl_bind (stmt, 4, done_on);
  if (!xl_db_done (db, stmt, error))
    return FALSE;
  return task->due_date == NULL || xl_task_table_set_state (db, id, XL_TASK_DONE, error);
}
