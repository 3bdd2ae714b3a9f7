#include "filings/xl-thread-paper.h"

typedef struct {
  XlPaperFunc     func;
  gpointer        data;
  GDestroyNotify  free_data, free_result;
  XlPaperPriority priority;
  guint64         turn;
} Work;

static void
work_free (gpointer item)
{
  Work *work = item;

  if (work->free_data != NULL)
    work->free_data (work->data);
  g_free (work);
}

static void
run (gpointer item, gpointer user_data)
{
  g_autoptr(GTask) task = item;
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer result;

  if (g_task_return_error_if_cancelled (task))
    return;
  result = work->func (work->data, g_task_get_cancellable (task), &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, work->free_result);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Work *x = g_task_get_task_data ((GTask *) a), *y = g_task_get_task_data ((GTask *) b);

  if (x->priority != y->priority)
    return x->priority < y->priority ? -1 : 1;
  return x->turn < y->turn ? -1 : x->turn > y->turn;
}

static GThreadPool *
get_pool (void)
{
  static gsize pool;

  if (g_once_init_enter (&pool))
    {
      GThreadPool *made = g_thread_pool_new (run, NULL, 1, FALSE, NULL);

      g_thread_pool_set_sort_function (made, compare, NULL);
      g_once_init_leave (&pool, (gsize) made);
    }
  return (GThreadPool *) pool;
}

void
xl_thread_paper_run_async (XlPaperFunc func, gpointer data, GDestroyNotify free_data, GDestroyNotify free_result,
                           XlPaperPriority priority, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  static guint64 turn;
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->func = func;
  work->data = data;
  work->free_data = free_data;
  work->free_result = free_result;
  work->priority = priority;
  work->turn = turn++;      /* asked from the main thread alone */
  g_task_set_task_data (task, work, work_free);
  g_thread_pool_push (get_pool (), task, NULL);
}

gpointer
xl_thread_paper_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
