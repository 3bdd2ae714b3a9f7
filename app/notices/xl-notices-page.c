#include "notices/xl-notices-page.h"
#include "notices/xl-notices-page-private.h"
#include "notices/xl-task-table.h"

#include "base/xl-error.h"
#include "ui/xl-alert.h"
#include "ui/xl-file-picker.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (XlNoticesPage, xl_notices_page, XL_TYPE_PAGE)

char *
xl_notices_page_today (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

/* What is in sight ------------------------------------------------------------------------------------------------------ */

static void
show_actions (XlNoticesPage *self)
{
  XlPage *page = XL_PAGE (self);
  XlStore *store = xl_page_get_store (page);

  xl_page_enable_action (page, "confirm", self->file != NULL && store != NULL && !xl_store_is_read_only (store));
  xl_page_enable_action (page, "export", self->file != NULL);
  xl_page_enable_action (page, "put-aside", self->file != NULL && self->id == 0);
}

static void
show_file (XlNoticesPage *self, XlNoticeFile *file, const XlNoticeRow *row, GPtrArray *tasks, gboolean kept)
{
  xl_notice_viewer_set_file (XL_NOTICE_VIEWER (self->viewer), NULL, NULL);
  xl_notice_facts_set (XL_NOTICE_FACTS (self->facts), file, row, tasks, kept);
  g_clear_pointer (&self->file, xl_notice_file_free);
  self->file = file;
  if (file != NULL)
    xl_notice_viewer_set_file (XL_NOTICE_VIEWER (self->viewer), file, xl_notice_facts_list (XL_NOTICE_FACTS (self->facts)));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), file != NULL ? "notice" : "drop");
  show_actions (self);
}

static void
show_nothing (XlNoticesPage *self)
{
  self->id = 0;
  show_file (self, NULL, NULL, NULL, FALSE);
}

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

  show_nothing (self);
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
    show_file (self, file, job->row, g_steal_pointer (&job->tasks), job->row->confirmed_by != NULL);
  else
    {
      show_file (self, file, NULL, xl_notice_keep_tasks (file, self->office != NULL ? self->office : "", job->received, ""), FALSE);
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

static void
start_path (XlNoticesPage *self, const char *path, const char *password)
{
  Job *job = g_new0 (Job, 1);

  job->path = g_strdup (path);
  job->password = g_strdup (password);
  job->received = xl_notices_page_today ();
  start (self, job);
}

static void
read_next (XlNoticesPage *self)
{
  g_autofree char *path = g_queue_pop_head (&self->queue);

  if (path != NULL)
    start_path (self, path, NULL);
}

void
xl_notices_page_read_files (XlNoticesPage *self, const char *const *paths)
{
  g_return_if_fail (XL_IS_NOTICES_PAGE (self));
  for (guint i = 0; paths[i] != NULL; i++)
    g_queue_push_tail (&self->queue, g_strdup (paths[i]));
  read_next (self);
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
    read_next (self);
  else
    xl_notices_page_show (self, result);
}

static void
do_confirm (XlPage *page)
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

static void
do_put_aside (XlPage *page)
{
  XlNoticesPage *self = XL_NOTICES_PAGE (page);

  show_nothing (self);
  xl_page_say (page, _("Put aside. Nothing was kept."));
  read_next (self);
}

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

static void
on_task_done (XlNoticesPage *self, gint64 id)
{
  g_autofree char *today = xl_notices_page_today ();
  Done *done = g_new0 (Done, 1);

  done->id = id;
  g_strlcpy (done->day, today, sizeof done->day);
  xl_page_write (XL_PAGE (self), XL_CHANGE_EDIT, _("Task done"), mark_done, done, g_free, on_marked, NULL);
}

/* Files in and out ------------------------------------------------------------------------------------------------------------ */

static void
on_picked (char **paths, gpointer user_data)
{
  g_autoptr(XlNoticesPage) self = user_data;

  if (paths != NULL)
    xl_notices_page_read_files (self, (const char *const *) paths);
}

static void
do_new (XlPage *page)
{
  const XlPickWords words = { XL_PICK_OPEN_MANY, _("Read notices"), _("Read"), _("PDF files"), "*.pdf;*.PDF", NULL };

  xl_file_picker_show (GTK_WIDGET (page), &words, on_picked, g_object_ref (page));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(XlNoticesPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = g_file_get_parse_name (G_FILE (source));
  g_autofree char *words = g_strdup_printf (_("Saved as %s"), name);

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    xl_page_say (XL_PAGE (self), words);
  else
    xl_page_say_error (XL_PAGE (self), error);
}

static void
on_save_picked (char **paths, gpointer user_data)
{
  g_autoptr(XlNoticesPage) self = user_data;
  g_autoptr(GFile) file = paths != NULL ? g_file_new_for_path (paths[0]) : NULL;

  if (file != NULL && self->file != NULL)
    g_file_replace_contents_bytes_async (file, self->file->pdf, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, on_saved, g_object_ref (self));
}

static void
do_export (XlPage *page)
{
  XlNoticesPage *self = XL_NOTICES_PAGE (page);
  const XlPickWords words = { XL_PICK_SAVE, _("Save the original"), _("Save"), _("PDF files"), "*.pdf", self->file != NULL ? self->file->name : NULL };

  if (self->file != NULL)
    xl_file_picker_show (GTK_WIDGET (page), &words, on_save_picked, g_object_ref (page));
}

static gboolean
on_drop (XlNoticesPage *self, const GValue *value)
{
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (GSList *l = files; l != NULL; l = l->next)
    if (g_file_peek_path (l->data) != NULL)
      g_ptr_array_add (paths, g_file_get_path (l->data));
  g_slist_free (files);
  g_ptr_array_add (paths, NULL);
  xl_notices_page_read_files (self, (const char *const *) paths->pdata);
  return TRUE;
}

/* Building -------------------------------------------------------------------------------------------------------------------- */

static void
on_fact_picked (XlNoticesPage *self, guint fact)
{
  xl_notice_viewer_select (XL_NOTICE_VIEWER (self->viewer), fact);
}

static void
on_mark_picked (XlNoticesPage *self, guint fact)
{
  xl_notice_facts_focus (XL_NOTICE_FACTS (self->facts), fact);
}

static void
on_password (XlNoticesPage *self)
{
  if (self->asked_path != NULL)
    start_path (self, self->asked_path, gtk_editable_get_text (GTK_EDITABLE (self->password)));
}

static GtkWidget *
new_sentence (GtkWidget **label, const char *text, const char *button, const char *action)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *push = gtk_button_new_with_label (button);

  *label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (*label), TRUE);
  gtk_label_set_justify (GTK_LABEL (*label), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (*label), 44);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (push), action);
  gtk_widget_set_halign (push, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), *label);
  gtk_box_append (GTK_BOX (box), push);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, "notice-drop");
  return box;
}

static GtkWidget *
new_password_box (XlNoticesPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *label = gtk_label_new (NULL), *open = gtk_button_new_with_label (_("Open"));

  self->password = gtk_password_entry_new ();
  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (self->password), TRUE);
  g_object_set_data (G_OBJECT (self->password), "label", label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->password), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Password"), -1);
  g_signal_connect_swapped (self->password, "activate", G_CALLBACK (on_password), self);
  g_signal_connect_swapped (open, "clicked", G_CALLBACK (on_password), self);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_halign (open, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->password);
  gtk_box_append (GTK_BOX (box), open);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  return box;
}

static GtkWidget *
new_small_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

/* What can be done with the file itself stands above its facts: the head of the page stays narrow. */
static GtkWidget *
new_facts_side (GtkWidget *scrolled)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (bar), new_small_button (_("Put aside"), "page.put-aside"));
  gtk_box_append (GTK_BOX (bar), new_small_button (_("Save the original"), "page.export"));
  gtk_widget_add_css_class (bar, "notice-turner");
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_widget_set_size_request (box, 260, -1);
  return box;
}

static GtkWidget *
new_confirming_view (XlNoticesPage *self)
{
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL), *scrolled = gtk_scrolled_window_new ();

  self->viewer = xl_notice_viewer_new ();
  self->facts = xl_notice_facts_new ();
  g_signal_connect_swapped (self->facts, "fact-picked", G_CALLBACK (on_fact_picked), self);
  g_signal_connect_swapped (self->facts, "task-done", G_CALLBACK (on_task_done), self);
  g_signal_connect_swapped (self->viewer, "mark-picked", G_CALLBACK (on_mark_picked), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->facts);
  gtk_paned_set_start_child (GTK_PANED (paned), self->viewer);
  gtk_paned_set_end_child (GTK_PANED (paned), new_facts_side (scrolled));
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_resize_end_child (GTK_PANED (paned), FALSE);
  return paned;
}

static GtkWidget *
new_content (XlNoticesPage *self)
{
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL), *list = xl_notices_list_new (self), *unused;

  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack),
                       new_sentence (&unused, _("Drop a notice here as a PDF, or choose the file. It is read on this computer only, and "
                                                "nothing is kept before you have confirmed it."), _("Read a notice…"), "page.new"), "drop");
  gtk_stack_add_named (GTK_STACK (self->stack), new_confirming_view (self), "notice");
  gtk_stack_add_named (GTK_STACK (self->stack), new_sentence (&self->problem, "", _("Read another…"), "page.new"), "problem");
  gtk_stack_add_named (GTK_STACK (self->stack), new_password_box (self), "password");
  gtk_paned_set_start_child (GTK_PANED (paned), list);
  gtk_paned_set_end_child (GTK_PANED (paned), self->stack);
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), TRUE);      /* at 800 wide */
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_resize_start_child (GTK_PANED (paned), FALSE);
  gtk_widget_set_size_request (list, 180, -1);
  return paned;
}

static void
notices_page_load (XlPage *page)
{
  xl_notices_list_load (XL_NOTICES_PAGE (page));
  show_actions (XL_NOTICES_PAGE (page));
}

static void
notices_page_filter (XlPage *page, const char *text)
{
  xl_notices_list_load (XL_NOTICES_PAGE (page));
}

static gboolean
notices_page_show_record (XlPage *page, const char *kind, gint64 id)
{
  XlNoticesPage *self = XL_NOTICES_PAGE (page);

  if (strcmp (kind, "notice") != 0)
    return FALSE;
  if (self->office != NULL)
    xl_notices_page_show (self, id);
  else
    self->wanted = id;
  return TRUE;
}

static gboolean
notices_page_show_view (XlPage *page, const char *view)
{
  return *view == '\0';
}

static void
xl_notices_page_dispose (GObject *object)
{
  XlNoticesPage *self = XL_NOTICES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->viewer != NULL)
    xl_notice_viewer_set_file (XL_NOTICE_VIEWER (self->viewer), NULL, NULL);
  self->viewer = NULL;
  G_OBJECT_CLASS (xl_notices_page_parent_class)->dispose (object);
}

static void
xl_notices_page_finalize (GObject *object)
{
  XlNoticesPage *self = XL_NOTICES_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->file, xl_notice_file_free);
  g_queue_clear_full (&self->queue, g_free);
  g_free (self->office);
  g_free (self->received);
  g_free (self->asked_path);
  G_OBJECT_CLASS (xl_notices_page_parent_class)->finalize (object);
}

static void
xl_notices_page_class_init (XlNoticesPageClass *klass)
{
  XlPageClass *page_class = XL_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = xl_notices_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = xl_notices_page_finalize;
  page_class->open = notices_page_load;
  page_class->refresh = notices_page_load;
  page_class->filter = notices_page_filter;
  page_class->show_record = notices_page_show_record;
  page_class->show_view = notices_page_show_view;
}

static void
xl_notices_page_init (XlNoticesPage *self)
{
  XlPage *page = XL_PAGE (self);
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_queue_init (&self->queue);
  xl_page_set_title (page, _("Notices"));
  xl_page_set_help (page, _("Drop a notice here as a PDF. The page stands in the middle with coloured marks where something was read, the "
                            "facts stand at the right in the order of the paper. Mend what is wrong, take the tick away from what is no task "
                            "of yours, and confirm: then the notice is kept, and its deadlines stand on the home page.\n\n"
                            "Tab goes from fact to fact and the page follows; Page Up and Page Down turn pages."));
  xl_page_add_action (page, "new", do_new);
  xl_page_add_action (page, "confirm", do_confirm);
  xl_page_add_action (page, "put-aside", do_put_aside);
  xl_page_add_action (page, "export", do_export);
  xl_page_add_secondary (page, _("Read a notice…"), "page.new");
  xl_page_set_primary (page, _("Confirm"), "page.confirm");
  xl_page_enable_filter (page, _("Title, number or issuer"));
  xl_page_set_content (page, new_content (self));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  show_actions (self);
}
