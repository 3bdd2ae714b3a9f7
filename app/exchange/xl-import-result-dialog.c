#include "exchange/xl-import-dialog-private.h"

#include "ui/xl-alert.h"
#include "ui/xl-file-picker.h"

#include <glib/gi18n.h>
#include <string.h>

void
xl_import_dialog_show_result (XlImportDialog *self)
{
  XlImport *import = self->job->import;
  guint refused = xl_import_get_count (import, XL_IMPORT_REFUSED), flagged = xl_import_get_n_flagged (import);
  guint skipped = xl_import_get_skipped (import)->len;
  g_autofree char *title = xl_import_target_title (xl_import_get_target (import));
  g_autofree char *outcome = g_strdup_printf (_("%s: %u new, %u changed, %u as before."), title, xl_import_get_count (import, XL_IMPORT_ADDED),
                                              xl_import_get_count (import, XL_IMPORT_UPDATED),
                                              xl_import_get_count (import, XL_IMPORT_UNCHANGED));
  g_autoptr(GString) remark = g_string_new (NULL);

  if (refused > 0)
    g_string_append_printf (remark, ngettext ("%u row was refused and is not in the file. ", "%u rows were refused and are not in the file. ",
                                              refused), refused);
  if (flagged > 0)
    g_string_append_printf (remark, ngettext ("%u cell should be looked at. ", "%u cells should be looked at. ", flagged), flagged);
  if (skipped > 0)
    g_string_append_printf (remark, ngettext ("%u sheet holds another table and was left out. ",
                                              "%u sheets hold other tables and were left out. ", skipped), skipped);
  g_string_append (remark, _("The whole import is one step and can be undone."));
  gtk_label_set_text (GTK_LABEL (self->outcome), outcome);
  gtk_label_set_text (GTK_LABEL (self->remark), remark->str);
  gtk_widget_set_visible (self->mend, refused > 0);
  gtk_widget_set_sensitive (self->undo, TRUE);
  xl_import_dialog_show_step (self, "result");
}

void
xl_import_dialog_on_close (GtkButton *button, XlImportDialog *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_view (GtkButton *button, XlImportDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  const char *kind = xl_import_get_target (self->job->import)->kind;
  gboolean people = strcmp (kind, "residents") == 0 || strcmp (kind, "households") == 0;

  if (XL_IS_WINDOW (parent))
    xl_window_open_room (XL_WINDOW (parent), people ? "people" : "ledgers");
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlImportDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(XlChange) change = xl_store_undo_finish (XL_STORE (source), result, &error);

  if (self->stack == NULL)
    return;
  if (change == NULL)
    {
      xl_alert_error (GTK_WIDGET (self), _("undo the import"), error);
      return;
    }
  gtk_label_set_text (GTK_LABEL (self->outcome), _("The import is undone; the file is as it was before."));
  gtk_label_set_text (GTK_LABEL (self->remark), change->label);
}

static void
on_undo (GtkButton *button, XlImportDialog *self)
{
  gtk_widget_set_sensitive (self->undo, FALSE);
  xl_store_undo_async (self->store, FALSE, NULL, on_undone, g_object_ref (self));
}

typedef struct {
  XlImportJob *job;    /* lives as long as the dialog, which the task holds */
  char        *path;
} Mend;

static void
free_mend (gpointer data)
{
  g_free (((Mend *) data)->path);
  g_free (data);
}

static void
save_refused (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Mend *mend = data;
  GError *error = NULL;
  int n = xl_import_save_refused (mend->job->import, mend->path, &error);

  if (n < 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, n);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  XlImportDialog *self = XL_IMPORT_DIALOG (source);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gssize n = g_task_propagate_int (G_TASK (result), &error);

  if (self->stack == NULL)
    return;
  gtk_widget_set_sensitive (self->mend, TRUE);
  if (error != NULL)
    {
      xl_alert_error (GTK_WIDGET (self), _("save the rows to mend"), error);
      return;
    }
  text = g_strdup_printf (ngettext ("%d row to mend was saved; mend it and import that file.",
                                    "%d rows to mend were saved; mend them and import that file.", (gulong) n), (int) n);
  gtk_label_set_text (GTK_LABEL (self->remark), text);
}

static void
on_mend_picked (char **paths, gpointer data)
{
  g_autoptr(XlImportDialog) self = data;
  g_autoptr(GTask) task = NULL;
  Mend *mend;

  if (paths == NULL || self->job == NULL)
    return;
  mend = g_new0 (Mend, 1);
  mend->job = self->job;
  mend->path = g_strdup (paths[0]);
  task = g_task_new (self, NULL, on_saved, NULL);
  g_task_set_task_data (task, mend, free_mend);
  gtk_widget_set_sensitive (self->mend, FALSE);
  g_task_run_in_thread (task, save_refused);
}

static void
on_mend (GtkButton *button, XlImportDialog *self)
{
  XlPickWords words = { .kind = XL_PICK_SAVE, .title = _("Save the rows to mend"), .accept = _("Save"), .kind_name = _("Spreadsheets"),
                        .patterns = "*.xlsx;*.ods;*.csv", .name = _("rows to mend.xlsx") };

  xl_file_picker_show (GTK_WIDGET (self), &words, on_mend_picked, g_object_ref (self));
}

void
xl_import_dialog_build_result (XlImportDialog *self)
{
  GtkWidget *box = xl_import_dialog_add_step (self, "result"), *buttons;

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  self->outcome = xl_import_dialog_add_label (box, NULL, "page-title");
  self->remark = xl_import_dialog_add_label (box, NULL, NULL);
  gtk_label_set_max_width_chars (GTK_LABEL (self->remark), 60);
  buttons = xl_import_dialog_add_buttons (box);
  self->mend = xl_import_dialog_add_button (self, buttons, _("Save rows to _mend"), G_CALLBACK (on_mend), FALSE);
  self->undo = xl_import_dialog_add_button (self, buttons, _("_Undo"), G_CALLBACK (on_undo), FALSE);
  xl_import_dialog_add_button (self, buttons, _("_View"), G_CALLBACK (on_view), FALSE);
  xl_import_dialog_add_button (self, buttons, _("Cl_ose"), G_CALLBACK (xl_import_dialog_on_close), TRUE);
}
