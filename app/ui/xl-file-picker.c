#include "ui/xl-file-picker.h"

#include <glib/gi18n.h>

typedef struct {
  XlPickDone done;
  gpointer   user_data;
} Pick;

static char **
chosen_paths (GtkFileChooser *chooser)
{
  g_autoptr(GListModel) files = gtk_file_chooser_get_files (chooser);
  GPtrArray *paths = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);
      char *path = g_file_get_path (file);

      if (path != NULL)
        g_ptr_array_add (paths, path);
    }
  g_ptr_array_add (paths, NULL);
  return (char **) g_ptr_array_free (paths, FALSE);
}

static void
on_response (GtkNativeDialog *dialog, int response, gpointer data)
{
  Pick *pick = data;
  g_auto(GStrv) paths = response == GTK_RESPONSE_ACCEPT ? chosen_paths (GTK_FILE_CHOOSER (dialog)) : NULL;

  pick->done (paths != NULL && paths[0] != NULL ? paths : NULL, pick->user_data);
  g_free (pick);
  g_object_unref (dialog);
}

static GtkFileChooserAction
action_of (XlPickKind kind)
{
  if (kind == XL_PICK_SAVE)
    return GTK_FILE_CHOOSER_ACTION_SAVE;
  return kind == XL_PICK_FOLDER ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN;
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *patterns)
{
  GtkFileFilter *filter = gtk_file_filter_new ();
  g_auto(GStrv) list = g_strsplit (patterns, ";", -1);

  gtk_file_filter_set_name (filter, name);
  for (char **p = list; *p != NULL; p++)
    gtk_file_filter_add_suffix (filter, g_str_has_prefix (*p, "*.") ? *p + 2 : *p);      /* in either case */
  gtk_file_chooser_add_filter (chooser, filter);
  g_object_unref (filter);
}

void
xl_file_picker_show (GtkWidget *parent, const XlPickWords *words, XlPickDone done, gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (words->title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                   action_of (words->kind), words->accept, _("Cancel"));
  Pick *pick = g_new0 (Pick, 1);

  pick->done = done;
  pick->user_data = user_data;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), words->kind == XL_PICK_OPEN_MANY);
  if (words->patterns != NULL)
    add_filter (GTK_FILE_CHOOSER (dialog), words->kind_name, words->patterns);
  if (words->kind == XL_PICK_SAVE && words->name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), words->name);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), pick);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
