#include "notices/xl-task.h"

static const char *const state_words[] = { "open", "done", "dismissed" };

XlTask *
xl_task_new (void)
{
  return g_new0 (XlTask, 1);
}

void
xl_task_free (XlTask *task)
{
  g_free (task->office);
  g_free (task->notice_title);
  g_free (task->what);
  g_free (task->reports_to);
  g_free (task->due_date);
  g_free (task->due_time);
  g_free (task->rule);
  g_free (task->from_date);
  g_free (task->raw);
  g_free (task->doubt);
  g_free (task->leads_kind);
  g_free (task->leads_to);
  g_free (task->confirmed_by);
  g_free (task);
}

void
xl_task_due_free (XlTaskDue *due)
{
  xl_task_free (due->task);
  g_free (due);
}

const char *
xl_task_state_word (XlTaskState state)
{
  return state_words[state];
}

int
xl_task_state_parse (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_words); i++)
    if (g_strcmp0 (word, state_words[i]) == 0)
      return (int) i;
  return -1;
}
