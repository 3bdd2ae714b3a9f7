#include "notices/xl-notice-keep-commands.h"
#include "notices/xl-notice-lead.h"
#include "notices/xl-recurrence.h"
#include "notices/xl-task-table.h"

#include "base/xl-date.h"

#include <string.h>

static char *
value_of (const XlFact *fact)
{
  return fact != NULL && fact->value[0] != '\0' ? g_strdup (fact->value) : NULL;
}

static char *
join (const GPtrArray *facts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < facts->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "、" : "", ((XlFact *) facts->pdata[i])->value);
  return g_string_free (text, text->len == 0);
}

XlNoticeRow *
xl_notice_keep_row (const XlNoticeFile *file, const char *office, const char *received)
{
  const XlNotice *n = file->notice;
  XlNoticeRow *row = g_new0 (XlNoticeRow, 1);
  g_autoptr(JsonNode) facts = xl_notice_file_to_json (file);

  row->office = g_strdup (office);
  row->sha256 = g_strdup (file->sha256);
  row->file_name = g_strdup (file->name);
  row->title = value_of (n->title);
  row->number = value_of (n->number);
  row->issuers = join (n->issuers);
  row->recipients = n->recipients_line != NULL ? g_strdup (n->recipients_line->raw) : NULL;
  row->written_date = value_of (n->written_date);
  row->publication_date = value_of (n->publication_date);
  row->received_date = g_strdup (received);
  row->kind = value_of (n->kind);
  row->urgency = value_of (n->urgency);
  row->n_pages = file->read->n_pages;
  row->facts = json_to_string (facts, FALSE);
  return row;
}

/* What comes again begins with the notice and not before it came in. */
static const char *
first_day (const XlNoticeFile *file, const char *received)
{
  const XlFact *written = file->notice->written_date;

  return written != NULL && strcmp (written->value, received) > 0 ? written->value : received;
}

GPtrArray *
xl_notice_keep_tasks (const XlNoticeFile *file, const char *office, const char *received, const char *confirmed_by)
{
  GPtrArray *tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_task_free);

  for (guint i = 0; i < file->notice->tasks->len; i++)
    {
      const XlNoticeTask *found = file->notice->tasks->pdata[i];
      gboolean is_day = xl_date_is_valid (found->due);
      const char *kind, *key;
      XlTask *task;

      if (!is_day && !xl_recurrence_is_valid (found->due))
        continue;
      task = xl_task_new ();
      task->office = g_strdup (office);
      task->what = g_strdup (found->fact->value);
      task->reports_to = g_strdup (found->to);
      *(is_day ? &task->due_date : &task->rule) = g_strdup (found->due);
      task->due_time = g_strcmp0 (found->time, "24:00") == 0 ? NULL : g_strdup (found->time);
      task->from_date = g_strdup (first_day (file, received));
      task->raw = g_strdup (found->raw);
      task->doubt = g_strdup (found->doubt);
      task->confirmed_by = g_strdup (confirmed_by);
      if (xl_notice_lead_find (task->what, file->notice->title != NULL ? file->notice->title->value : NULL, &kind, &key))
        {
          task->leads_kind = g_strdup (kind);
          task->leads_to = g_strdup (key);
        }
      g_ptr_array_add (tasks, task);
    }
  return tasks;
}

static gboolean
store_tasks (XlDb *db, gint64 notice, GPtrArray *tasks, GError **error)
{
  g_autoptr(GPtrArray) there = xl_task_table_of_notice (db, notice, error);

  if (there == NULL)
    return FALSE;
  for (guint i = 0; there->len == 0 && i < tasks->len; i++)
    {
      XlTask *task = tasks->pdata[i];

      task->notice = notice;
      if (xl_task_table_insert (db, task, error) < 0)
        return FALSE;
    }
  return TRUE;
}

gint64
xl_notice_keep (XlDb *db, XlNoticeRow *row, GBytes *pdf, GPtrArray *tasks, gboolean *was_there, GError **error)
{
  gint64 id = xl_notice_table_find (db, row->office, row->sha256, error);

  if (was_there != NULL)
    *was_there = id > 0;
  if (id < 0)
    return -1;
  if (id == 0)
    id = xl_notice_table_insert (db, row, pdf, error);
  else if (row->confirmed_by != NULL)
    {
      row->id = id;
      if (!xl_notice_table_update (db, row, error))
        return -1;
    }
  if (id > 0 && tasks != NULL && !store_tasks (db, id, tasks, error))
    return -1;
  return id;
}
