#include "notices/xl-notices-page-private.h"

#include "notices/xl-task-table.h"
#include "ui/xl-alert.h"

#include <glib/gi18n.h>

/* Confirming ---------------------------------------------------------------------------------------------------------------- */

typedef struct {
  XlNoticeRow *row;
  GBytes      *pdf;
  GPtrArray   *tasks;
} Confirm;

static void
confirm_free (gpointer data)
{
  Confirm *confirm = data;

  xl_notice_row_free (confirm->row);
  g_bytes_unref (confirm->pdf);
  g_ptr_array_unref (confirm->tasks);
  g_free (confirm);
}

static gint64
keep_confirmed (XlDb *db, gpointer data, GError **error)
{
  Confirm *confirm = data;

  return xl_notice_keep (db, confirm->row, confirm->pdf, confirm->tasks, NULL, error);
}

static void
on_confirmed (XlPage *page, gint64 result, const GError *error, gpointer user_data)
{
  XlNoticesPage *self = XL_NOTICES_PAGE (page);

  if (error != NULL)
    {
      xl_alert_error (GTK_WIDGET (self), _("The notice was not kept."), error);
      return;
    }
  self->id = result;
  if (!g_queue_is_empty (&self->queue))
    xl_notices_page_read_next (self);
  else
    xl_notices_page_show (self, result);
}

void
xl_notices_page_confirm (XlPage *page)
{
  XlNoticesPage *self = XL_NOTICES_PAGE (page);
  g_autofree char *today = xl_notices_page_today (), *label = NULL;
  const char *user = xl_store_get_user (xl_page_get_store (page));
  Confirm *confirm;

  if (self->file == NULL || self->office == NULL)
    return;
  if (!xl_notice_facts_check (XL_NOTICE_FACTS (self->facts)))
    {
      xl_page_say (page, _("This is not a day. Write it as 2026-11-27. Nothing was kept yet."));
      return;
    }
  confirm = g_new0 (Confirm, 1);
  confirm->row = xl_notice_keep_row (self->file, self->office, self->id != 0 && self->received != NULL ? self->received : today);
  confirm->row->confirmed_by = g_strdup (user);
  confirm->pdf = g_bytes_ref (self->file->pdf);
  confirm->tasks = xl_notice_facts_get_tasks (XL_NOTICE_FACTS (self->facts));
  for (guint i = 0; i < confirm->tasks->len; i++)
    {
      XlTask *task = confirm->tasks->pdata[i];

      g_free (task->confirmed_by);
      task->confirmed_by = g_strdup (user);
      g_free (task->office);
      task->office = g_strdup (self->office);
    }
  xl_notice_facts_fill_row (XL_NOTICE_FACTS (self->facts), confirm->row);
  label = g_strdup_printf (_("Notice confirmed: %s"), confirm->row->title != NULL ? confirm->row->title : confirm->row->file_name);
  xl_page_write (page, XL_CHANGE_EDIT, label, keep_confirmed, confirm, confirm_free, on_confirmed, NULL);
}

void
xl_notices_page_put_aside (XlPage *page)
{
  XlNoticesPage *self = XL_NOTICES_PAGE (page);

  xl_notices_page_show_nothing (self);
  xl_page_say (page, _("Put aside. Nothing was kept."));
  xl_notices_page_read_next (self);
}

/* Tasks ------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  gint64 id;
  char   day[11];
} Done;

static gint64
mark_done (XlDb *db, gpointer data, GError **error)
{
  const Done *done = data;
  g_autoptr(GPtrArray) due = xl_task_table_due (db, NULL, done->day, 36500, error);

  for (guint i = 0; due != NULL && i < due->len; i++)
    {
      const XlTaskDue *item = due->pdata[i];

      if (item->task->id == done->id)
        return xl_task_table_mark_done (db, done->id, item->due_date, done->day, error) ? 1 : -1;
    }
  return due != NULL ? 0 : -1;
}

static void
on_marked (XlPage *page, gint64 result, const GError *error, gpointer user_data)
{
  XlNoticesPage *self = XL_NOTICES_PAGE (page);

  if (error != NULL)
    xl_page_say_error (page, error);
  else if (self->id != 0)
    xl_notices_page_show (self, self->id);
}

void
xl_notices_page_mark_done (XlNoticesPage *self, gint64 id)
{
  g_autofree char *today = xl_notices_page_today ();
  Done *done = g_new0 (Done, 1);

  done->id = id;
  g_strlcpy (done->day, today, sizeof done->day);
  xl_page_write (XL_PAGE (self), XL_CHANGE_EDIT, _("Task done"), mark_done, done, g_free, on_marked, NULL);
}
