#include "notices/xl-notices-page-private.h"

#include "base/xl-error.h"
#include "notices/xl-task-table.h"
#include "ui/xl-alert.h"

#include <glib/gi18n.h>
#include <string.h>

/* Reading files ----------------------------------------------------------------------------------------------------------- */

typedef struct {
  char        *path, *password, *received;
  GBytes      *pdf;       /* instead of a path */
  XlNoticeRow *row;       /* of a kept notice */
  GPtrArray   *tasks;
} Job;

static void
job_free (Job *job)
{
  g_free (job->path);
  g_free (job->password);
  g_free (job->received);
  g_clear_pointer (&job->pdf, g_bytes_unref);
  g_clear_pointer (&job->row, xl_notice_row_free);
  g_clear_pointer (&job->tasks, g_ptr_array_unref);
  g_free (job);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  g_autoptr(GError) error = NULL;
  XlNoticeFile *file;

  if (job->pdf != NULL)
    file = xl_notice_file_from_bytes (job->pdf, job->row->file_name, job->password, job->received, cancellable, &error);
  else
    file = xl_notice_file_read (job->path, job->password, job->received, cancellable, &error);
  if (file == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, file, (GDestroyNotify) xl_notice_file_free);
}

/* What is wrong with a file, in a sentence, in place of its pages. */
static void
show_problem (XlNoticesPage *self, const Job *job, const GError *error)
{
  g_autofree char *name = job->path != NULL ? g_path_get_basename (job->path) : g_strdup (job->row->file_name);
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *sentence = NULL;

  xl_notices_page_show_nothing (self);
  if (g_error_matches (error, XL_ERROR, XL_ERROR_ENCRYPTED))
    {
      g_free (self->asked_path);
      self->asked_path = g_strdup (job->path);
      sentence = g_strdup_printf (job->password != NULL ? _("%s: this password does not open it. Try again.") : _("%s needs a password."), valid);
      gtk_label_set_text (GTK_LABEL (g_object_get_data (G_OBJECT (self->password), "label")), sentence);
      gtk_editable_set_text (GTK_EDITABLE (self->password), "");
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "password");
      gtk_widget_grab_focus (self->password);
      return;
    }
  if (g_error_matches (error, XL_ERROR, XL_ERROR_NOT_THAT_KIND))
    sentence = g_strdup_printf (_("%s is not a PDF. Nothing was kept. Ask for the notice as a PDF file."), valid);
  else if (g_error_matches (error, XL_ERROR, XL_ERROR_TOO_LARGE))
    sentence = g_strdup_printf (_("%s takes more time or memory than a notice may. Nothing was kept. Ask for another copy."), valid);
  else if (g_error_matches (error, XL_ERROR, XL_ERROR_DAMAGED))
    sentence = g_strdup_printf (_("%s is damaged and cannot be read. Nothing was kept. Ask for another copy."), valid);
  else
    sentence = xl_error_sentence (error);
  gtk_label_set_text (GTK_LABEL (self->problem), sentence);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "problem");
  xl_page_say (XL_PAGE (self), sentence);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  XlNoticesPage *self = XL_NOTICES_PAGE (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  XlNoticeFile *file = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) == self->cancellable)
    xl_page_set_progress (XL_PAGE (self), "", 0, NULL);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (file == NULL)
    {
      show_problem (self, job, error);
      return;
    }
  self->id = job->row != NULL ? job->row->id : 0;
  if (job->row != NULL)
    xl_notices_page_show_file (self, file, job->row, g_steal_pointer (&job->tasks), job->row->confirmed_by != NULL);
  else
    {
      xl_notices_page_show_file (self, file, NULL, xl_notice_keep_tasks (file, self->office != NULL ? self->office : "", job->received, ""), FALSE);
      gtk_list_box_unselect_all (GTK_LIST_BOX (self->list));
      xl_notice_facts_focus (XL_NOTICE_FACTS (self->facts), 0);
    }
}

/* Takes @job. */
static void
start (XlNoticesPage *self, Job *job)
{
  g_autofree char *name = job->path != NULL ? g_filename_display_basename (job->path) : g_strdup (job->row->file_name);
  g_autofree char *words = g_strdup_printf (_("Reading %s…"), name);
  g_autoptr(GTask) task = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  xl_page_set_progress (XL_PAGE (self), words, -1, self->cancellable);
  task = g_task_new (self, self->cancellable, on_read, NULL);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, read_in_thread);
}

void
xl_notices_page_read_path (XlNoticesPage *self, const char *path, const char *password)
{
  Job *job = g_new0 (Job, 1);

  job->path = g_strdup (path);
  job->password = g_strdup (password);
  job->received = xl_notices_page_today ();
  start (self, job);
}

void
xl_notices_page_read_next (XlNoticesPage *self)
{
  g_autofree char *path = g_queue_pop_head (&self->queue);

  if (path != NULL)
    xl_notices_page_read_path (self, path, NULL);
}

void
xl_notices_page_read_files (XlNoticesPage *self, const char *const *paths)
{
  g_return_if_fail (XL_IS_NOTICES_PAGE (self));
  for (guint i = 0; paths[i] != NULL; i++)
    g_queue_push_tail (&self->queue, g_strdup (paths[i]));
  xl_notices_page_read_next (self);
}

/* Kept notices -------------------------------------------------------------------------------------------------------------- */

static gpointer
read_kept (XlDb *db, gpointer data, GError **error)
{
  gint64 id = *(gint64 *) data;
  Job *job = g_new0 (Job, 1);

  job->row = xl_notice_table_get (db, id, error);
  job->pdf = job->row != NULL ? xl_notice_table_get_pdf (db, id, error) : NULL;
  job->tasks = job->pdf != NULL ? xl_task_table_of_notice (db, id, error) : NULL;
  if (job->tasks != NULL)
    return job;
  job_free (job);
  return NULL;
}

static void
on_kept (XlPage *page, gpointer result, gpointer user_data)
{
  XlNoticesPage *self = XL_NOTICES_PAGE (page);
  Job *answer = result, *job = g_new0 (Job, 1);

  *job = *answer;                     /* the answer's parts change hands; its shell is freed by the page */
  memset (answer, 0, sizeof *answer);
  job->received = g_strdup (job->row->received_date);
  g_free (self->received);
  self->received = g_strdup (job->received);
  start (self, job);
}

void
xl_notices_page_show (XlNoticesPage *self, gint64 id)
{
  xl_page_read (XL_PAGE (self), "notice", read_kept, g_memdup2 (&id, sizeof id), g_free, (GDestroyNotify) job_free, on_kept, NULL);
}
