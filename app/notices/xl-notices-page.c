#include "notices/xl-notices-page.h"
#include "notices/xl-notices-page-private.h"

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

void
xl_notices_page_show_file (XlNoticesPage *self, XlNoticeFile *file, const XlNoticeRow *row, GPtrArray *tasks, gboolean kept)
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

void
xl_notices_page_show_nothing (XlNoticesPage *self)
{
  self->id = 0;
  xl_notices_page_show_file (self, NULL, NULL, NULL, FALSE);
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
    xl_notices_page_read_path (self, self->asked_path, gtk_editable_get_text (GTK_EDITABLE (self->password)));
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
  g_signal_connect_swapped (self->facts, "task-done", G_CALLBACK (xl_notices_page_mark_done), self);
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
  xl_page_add_action (page, "confirm", xl_notices_page_confirm);
  xl_page_add_action (page, "put-aside", xl_notices_page_put_aside);
  xl_page_add_action (page, "export", do_export);
  xl_page_add_secondary (page, _("Read a notice…"), "page.new");
  xl_page_set_primary (page, _("Confirm"), "page.confirm");
  xl_page_enable_filter (page, _("Title, number or issuer"));
  xl_page_set_content (page, new_content (self));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  show_actions (self);
}
