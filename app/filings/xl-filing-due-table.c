#include "filings/xl-filing-due-table.h"

#include "filings/xl-filing.h"
#include "notices/xl-task-table.h"

#include <string.h>

void
xl_filing_due_free (XlFilingDue *due)
{
  if (due == NULL)
    return;
  g_free (due->form);
  g_free (due->name);
  g_free (due->period);
  g_free (due->words);
  xl_filing_record_free (due->record);
  g_free (due);
}

/* The first task of a confirmed notice that leads to @form; the newest period is the one it asks for. */
static void
note_task (XlFilingDue *due, GPtrArray *tasks)
{
  for (guint i = 0; i < tasks->len; i++)
    {
      const XlTaskDue *task = g_ptr_array_index (tasks, i);

      if (g_strcmp0 (task->task->leads_kind, "form") != 0 || g_strcmp0 (task->task->leads_to, due->form) != 0)
        continue;
      memcpy (due->due_date, task->due_date, sizeof due->due_date);
      due->days_left = task->days_left;
      return;
    }
}

static XlFilingDue *
make_due (XlDb *db, const XlFilingDueForm *form, const char *period, const char *office, GError **error)
{
  XlFilingDue *due = g_new0 (XlFilingDue, 1);
  GError *local = NULL;

  due->form = g_strdup (form->form);
  due->name = g_strdup (form->name);
  due->period = g_strdup (period);
  due->words = xl_filing_period_words (period);
  due->record = xl_filing_table_current (db, office, form->form, period, "internal", &local);
  if (local == NULL)
    return due;
  g_propagate_error (error, local);
  xl_filing_due_free (due);
  return NULL;
}

GPtrArray *
xl_filing_due_table_list (XlDb *db, const XlFilingDueForm *forms, guint n, const char *office, const char *on, GError **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_filing_due_free);
  g_autoptr(GPtrArray) tasks = xl_task_table_due (db, office, on, 62, error);

  if (tasks == NULL)
    return NULL;
  for (guint i = 0; i < n; i++)
    for (guint k = 0; forms[i].periods[k] != NULL; k++)
      {
        XlFilingDue *due = make_due (db, &forms[i], forms[i].periods[k], office, error);

        if (due == NULL)
          return NULL;
        if (k == 0)
          note_task (due, tasks);
        g_ptr_array_add (list, due);
      }
  return g_steal_pointer (&list);
}
