#include "filings/xl-filing-due-table.h"

#include "filings/xl-filing.h"
#include "ledgers/xl-due-every.h"
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

/* The last period of @kind that is over on @day; a day's is that day's. */
static char *
period_before (const char *kind, const char *day)
{
  static const struct { const char *kind; XlLedgerPeriod period; int step; } kinds[] = {
    { "day", XL_PERIOD_DAY, 0 }, { "month", XL_PERIOD_MONTH, -1 }, { "quarter", XL_PERIOD_QUARTER, -1 }, { "year", XL_PERIOD_YEAR, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      {
        g_autofree char *period = xl_template_period_of (kinds[i].period, day);

        return xl_period_step (period, kinds[i].step);
      }
  return NULL;
}

/* The first task of a confirmed notice that leads to the form and asks for the period. */
static void
note_task (XlFilingDue *due, const char *kind, GPtrArray *tasks)
{
  for (guint i = 0; i < tasks->len; i++)
    {
      const XlTaskDue *task = g_ptr_array_index (tasks, i);
      g_autofree char *asked = NULL;

      if (g_strcmp0 (task->task->leads_kind, "form") != 0 || g_strcmp0 (task->task->leads_to, due->form) != 0)
        continue;
      asked = *task->due_date != '\0' ? period_before (kind, task->due_date) : NULL;
      if (g_strcmp0 (asked, due->period) != 0)
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
        note_task (due, forms[i].kind, tasks);
        g_ptr_array_add (list, due);
      }
  return g_steal_pointer (&list);
}
