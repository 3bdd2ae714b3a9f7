#include "exchange/xl-import-dialog-private.h"

#include "base/xl-error.h"
#include "ui/xl-alert.h"
#include "ui/xl-file-picker.h"
#include "ui/xl-speak.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (XlImportDialog, xl_import_dialog, GTK_TYPE_WINDOW)

void
xl_import_dialog_show_step (XlImportDialog *self, const char *step)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), step);
}

const char *
xl_import_dialog_get_step (XlImportDialog *self)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
}

/* Working ------------------------------------------------------------------------------------------------------------- */

static void
on_progress (const char *file, guint rows, double part, gpointer data)
{
  g_atomic_int_set (&XL_IMPORT_DIALOG (data)->part, (int) (part * 1000));
}

static gboolean
on_tick (gpointer data)
{
  XlImportDialog *self = data;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), g_atomic_int_get (&self->part) / 1000.0);
  return G_SOURCE_CONTINUE;
}

static void
stop_ticking (XlImportDialog *self)
{
  g_clear_handle_id (&self->ticker, g_source_remove);
  g_clear_object (&self->cancellable);
}

/* Readers name file, place and reason in words; other errors get their sentence. */
static void
show_trouble (XlImportDialog *self, const GError *error)
{
  g_autofree char *sentence = error->domain == XL_ERROR ? g_strdup (error->message) : xl_error_sentence (error);
  g_autofree char *text = g_strdup_printf ("%s\n%s", sentence, _("Nothing was written."));

  gtk_label_set_text (GTK_LABEL (self->trouble), text);
  gtk_widget_set_visible (self->trouble, TRUE);
  xl_import_dialog_show_step (self, "choose");
}

static void
show_preview (XlImportDialog *self)
{
  XlImport *import = self->job->import;
  guint n = xl_import_get_count (import, XL_IMPORT_ADDED) + xl_import_get_count (import, XL_IMPORT_UPDATED);
  g_autofree char *summary = g_strdup_printf (_("%u new · %u changed · %u same · %u refused · %u to look at"),
                                              xl_import_get_count (import, XL_IMPORT_ADDED),
                                              xl_import_get_count (import, XL_IMPORT_UPDATED),
                                              xl_import_get_count (import, XL_IMPORT_UNCHANGED),
                                              xl_import_get_count (import, XL_IMPORT_REFUSED), xl_import_get_n_flagged (import));
  g_autofree char *go = n > 0 ? g_strdup_printf (ngettext ("_Import %u row", "_Import %u rows", n), n) : g_strdup (_("Nothing to import"));

  gtk_label_set_text (GTK_LABEL (self->summary), summary);
  gtk_button_set_label (GTK_BUTTON (self->go), go);
  gtk_widget_set_sensitive (self->go, n > 0);
  xl_import_preview_show (self->preview, import);
  xl_import_dialog_show_step (self, "preview");
  gtk_widget_grab_focus (self->go);
}

typedef struct {
  XlImportDialog *self;
  XlImportJob    *job;
} Run;

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  XlImportDialog *self = run->self;
  g_autoptr(GError) error = NULL;
  gboolean ok = xl_store_write_finish (XL_STORE (source), result, &error) >= 0;

  if (!ok && run->job->dry_run && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    ok = TRUE;
  g_clear_pointer (&self->job, xl_import_job_free);
  self->job = run->job;
  stop_ticking (self);
  if (self->stack == NULL)
    ;                           /* the window is gone; a cancelled run left nothing */
  else if (ok && self->job->dry_run)
    show_preview (self);
  else if (ok)
    xl_import_dialog_show_result (self);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || g_error_matches (error, XL_STORE_ERROR, XL_STORE_ERROR_INTERRUPTED))
    xl_import_dialog_show_step (self, "choose");
  else
    show_trouble (self, error);
  g_object_unref (self);
  g_free (run);
}

static GHashTable *
copy_set (GHashTable *table)
{
  return table != NULL ? g_hash_table_ref (table) : NULL;
}

static char *
today (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

/* A whole import on the writer thread, kept or taken back. */
static void
start (XlImportDialog *self, const XlImportTarget *target, gboolean dry_run)
{
  g_autofree char *on = today ();
  XlImportOptions options = { .on = on, .keep_rows = dry_run };
  Run *run = g_new0 (Run, 1);
  g_autofree char *label = NULL;

  run->self = g_object_ref (self);
  run->job = g_new0 (XlImportJob, 1);
  run->job->import = xl_import_new (target, &options);
  run->job->files = g_strdupv (self->files);
  run->job->maps = copy_set (self->maps);
  run->job->skipped = copy_set (self->skipped);
  run->job->dry_run = dry_run;
  run->job->progress = on_progress;
  run->job->progress_data = self;
  g_atomic_int_set (&self->part, 0);
  self->cancellable = g_cancellable_new ();
  run->job->cancellable = g_object_ref (self->cancellable);
  self->ticker = g_timeout_add (100, on_tick, self);
  label = xl_import_job_label (run->job);
  gtk_label_set_text (GTK_LABEL (self->doing), dry_run ? _("Reading the files and comparing…") : _("Importing…"));
  gtk_widget_set_visible (self->trouble, FALSE);
  xl_import_dialog_show_step (self, "working");
  xl_store_write_async (self->store, XL_CHANGE_IMPORT, label, xl_import_files_run, run->job, NULL, self->cancellable, on_done, run);
}

static const XlImportTarget *
chosen_target (XlImportDialog *self)
{
  return g_ptr_array_index (xl_import_targets (), gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kind)));
}

void
xl_import_dialog_take_files (XlImportDialog *self, const char *kind, const char *const *paths)
{
  GPtrArray *targets = xl_import_targets ();

  if (self->stack == NULL || self->cancellable != NULL || paths == NULL || paths[0] == NULL)
    return;
  for (guint i = 0; kind != NULL && i < targets->len; i++)
    if (strcmp (((XlImportTarget *) g_ptr_array_index (targets, i))->kind, kind) == 0)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->kind), i);
  g_strfreev (self->files);
  self->files = g_strdupv ((char **) paths);
  g_hash_table_remove_all (self->maps);
  g_hash_table_remove_all (self->skipped);
  start (self, chosen_target (self), TRUE);
}

/* Choosing ------------------------------------------------------------------------------------------------------------ */

static void
on_picked (char **paths, gpointer data)
{
  g_autoptr(XlImportDialog) self = data;

  if (paths != NULL)
    xl_import_dialog_take_files (self, NULL, (const char *const *) paths);
}

static void
on_choose (GtkButton *button, XlImportDialog *self)
{
  XlPickWords words = { .kind = XL_PICK_OPEN_MANY, .title = _("Import from spreadsheets"), .accept = _("Open"),
                        .kind_name = _("Spreadsheets"), .patterns = "*.xlsx;*.xls;*.ods;*.csv;*.xlsm;*.et" };

  xl_file_picker_show (GTK_WIDGET (self), &words, on_picked, g_object_ref (self));
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, XlImportDialog *self)
{
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (GSList *l = gdk_file_list_get_files (g_value_get_boxed (value)); l != NULL; l = l->next)
    {
      char *path = g_file_get_path (l->data);

      if (path != NULL)
        g_ptr_array_add (paths, path);
    }
  g_ptr_array_add (paths, NULL);
  xl_import_dialog_take_files (self, NULL, (const char *const *) paths->pdata);
  return paths->len > 1;
}

static void
on_cancel (GtkButton *button, XlImportDialog *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
on_back (GtkButton *button, XlImportDialog *self)
{
  xl_import_dialog_show_step (self, "choose");
}

/* Previewing ---------------------------------------------------------------------------------------------------------- */

static XlColumnMap *
map_for (XlImportDialog *self, const XlImportSheet *sheet)
{
  g_autofree char *key = xl_import_sheet_key (sheet->path, sheet->index);
  XlColumnMap *map = g_hash_table_lookup (self->maps, key);

  if (map == NULL)
    {
      map = xl_column_map_new ();
      xl_column_map_set_header_row (map, sheet->columns->header_row);
      g_hash_table_insert (self->maps, g_steal_pointer (&key), map);
    }
  return map;
}

static void
on_map_changed (XlImportPreview *preview, guint index, guint column, const char *key, XlImportDialog *self)
{
  const XlImportSheet *sheet = g_ptr_array_index (xl_import_get_sheets (self->job->import), index);
  g_autofree char *letters = xl_column_letters (column);

  xl_column_map_set (map_for (self, sheet), letters, key);
  start (self, xl_import_get_target (self->job->import), TRUE);
}

static void
on_sheet_toggled (XlImportPreview *preview, guint index, gboolean taken, XlImportDialog *self)
{
  const XlImportSheet *sheet = g_ptr_array_index (xl_import_get_sheets (self->job->import), index);

  g_hash_table_add (self->skipped, xl_import_sheet_key (sheet->path, sheet->index));
  start (self, xl_import_get_target (self->job->import), TRUE);
}

static void
on_go (GtkButton *button, XlImportDialog *self)
{
  start (self, xl_import_get_target (self->job->import), FALSE);
}

/* Building ------------------------------------------------------------------------------------------------------------ */

GtkWidget *
xl_import_dialog_add_label (GtkWidget *box, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

GtkWidget *
xl_import_dialog_add_button (XlImportDialog *self, GtkWidget *box, const char *label, GCallback clicked, gboolean primary)
{
  GtkWidget *button = xl_speak_button_new (label);

  if (primary)
    gtk_widget_add_css_class (button, "primary");
  g_signal_connect (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

GtkWidget *
xl_import_dialog_add_buttons (GtkWidget *box)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_set_halign (line, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), line);
  return line;
}

GtkWidget *
xl_import_dialog_add_step (XlImportDialog *self, const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_add_css_class (box, "page-content");
  gtk_stack_add_named (GTK_STACK (self->stack), box, name);
  return box;
}

static void
build_choose (XlImportDialog *self)
{
  GtkWidget *box = xl_import_dialog_add_step (self, "choose"), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *buttons;
  GtkStringList *names = gtk_string_list_new (NULL);
  GPtrArray *targets = xl_import_targets ();
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  for (guint i = 0; i < targets->len; i++)
    {
      g_autofree char *title = xl_import_target_title (g_ptr_array_index (targets, i));

      gtk_string_list_append (names, title);
    }
  self->kind = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  gtk_box_append (GTK_BOX (line), gtk_label_new (_("What the tables hold")));
  xl_speak_name (self->kind, _("What the tables hold"));
  gtk_box_append (GTK_BOX (line), self->kind);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  xl_import_dialog_add_label (box, _("Drop spreadsheets here, or choose them"), "strong");
  xl_import_dialog_add_label (box, _("xlsx, xls, ods and csv as they come: with title rows, merged headers, totals and notes.\n"
                    "Nothing is written before you have seen what would change."), "note");
  gtk_box_append (GTK_BOX (box), line);
  self->trouble = xl_import_dialog_add_label (box, NULL, "seal");
  gtk_label_set_max_width_chars (GTK_LABEL (self->trouble), 60);
  gtk_label_set_selectable (GTK_LABEL (self->trouble), TRUE);
  gtk_widget_set_visible (self->trouble, FALSE);
  buttons = xl_import_dialog_add_buttons (box);
  xl_import_dialog_add_button (self, buttons, _("Cl_ose"), G_CALLBACK (xl_import_dialog_on_close), FALSE);
  gtk_window_set_focus (GTK_WINDOW (self), xl_import_dialog_add_button (self, buttons, _("_Choose files"), G_CALLBACK (on_choose), TRUE));
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

static void
build_working (XlImportDialog *self)
{
  GtkWidget *box = xl_import_dialog_add_step (self, "working");

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  self->doing = xl_import_dialog_add_label (box, NULL, "strong");
  self->bar = gtk_progress_bar_new ();
  gtk_box_append (GTK_BOX (box), self->bar);
  xl_import_dialog_add_button (self, xl_import_dialog_add_buttons (box), _("_Cancel"), G_CALLBACK (on_cancel), FALSE);
}

static void
build_preview (XlImportDialog *self)
{
  GtkWidget *box = xl_import_dialog_add_step (self, "preview"), *buttons;

  self->summary = xl_import_dialog_add_label (box, NULL, "strong");
  self->preview = XL_IMPORT_PREVIEW (xl_import_preview_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->preview), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->preview));
  buttons = xl_import_dialog_add_buttons (box);
  xl_import_dialog_add_button (self, buttons, _("_Other files"), G_CALLBACK (on_back), FALSE);
  self->go = xl_import_dialog_add_button (self, buttons, _("_Import"), G_CALLBACK (on_go), TRUE);
  g_signal_connect (self->preview, "map-changed", G_CALLBACK (on_map_changed), self);
  g_signal_connect (self->preview, "sheet-toggled", G_CALLBACK (on_sheet_toggled), self);
}

static gboolean
on_escape (GtkWidget *widget, GVariant *args, gpointer data)
{
  XlImportDialog *self = XL_IMPORT_DIALOG (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else if (strcmp (xl_import_dialog_get_step (self), "preview") == 0)
    xl_import_dialog_show_step (self, "choose");
  else
    gtk_window_destroy (GTK_WINDOW (self));
  return TRUE;
}

static void
xl_import_dialog_dispose (GObject *object)
{
  XlImportDialog *self = XL_IMPORT_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  stop_ticking (self);
  self->stack = NULL;
  G_OBJECT_CLASS (xl_import_dialog_parent_class)->dispose (object);
}

static void
xl_import_dialog_finalize (GObject *object)
{
  XlImportDialog *self = XL_IMPORT_DIALOG (object);

  g_clear_pointer (&self->job, xl_import_job_free);
  g_hash_table_unref (self->maps);
  g_hash_table_unref (self->skipped);
  g_strfreev (self->files);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (xl_import_dialog_parent_class)->finalize (object);
}

static void
xl_import_dialog_class_init (XlImportDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = xl_import_dialog_finalize;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, on_escape, NULL);
}

static void
xl_import_dialog_init (XlImportDialog *self)
{
  self->maps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) xl_column_map_free);
  self->skipped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stack = gtk_stack_new ();
  gtk_window_set_child (GTK_WINDOW (self), self->stack);
  gtk_window_set_title (GTK_WINDOW (self), _("Import from spreadsheets"));
  gtk_window_set_default_size (GTK_WINDOW (self), 960, 640);
  build_choose (self);
  build_working (self);
  build_preview (self);
  xl_import_dialog_build_result (self);
}

/* The ledgers that were handed to this office join the list. */
static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlImportDialog) self = data;
  guint before = xl_import_targets ()->len;
  gpointer kept = xl_store_read_finish (XL_STORE (source), result, NULL);

  if (kept == NULL)
    return;
  xl_import_register_kept (kept);
  for (guint i = before; self->stack != NULL && i < xl_import_targets ()->len; i++)
    {
      g_autofree char *title = xl_import_target_title (g_ptr_array_index (xl_import_targets (), i));

      gtk_string_list_append (GTK_STRING_LIST (gtk_drop_down_get_model (GTK_DROP_DOWN (self->kind))), title);
    }
}

XlImportDialog *
xl_import_dialog_new (GtkWindow *parent, XlStore *store)
{
  XlImportDialog *self = g_object_new (XL_TYPE_IMPORT_DIALOG, "transient-for", parent, "modal", parent != NULL, NULL);

  self->store = g_object_ref (store);
  xl_store_read_async (store, xl_import_read_kept, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, on_kept, g_object_ref (self));
  if (parent != NULL && gtk_widget_has_css_class (GTK_WIDGET (parent), "large"))
    gtk_widget_add_css_class (GTK_WIDGET (self), "large");
  return self;
}

void
xl_import_dialog_open (XlWindow *window, GVariant *parameter)
{
  XlStore *store = xl_window_get_store (window);

  if (store != NULL && xl_store_is_read_only (store))
    xl_window_say (window, _("The office file is open for reading only; nothing can be imported into it."), NULL, FALSE);
  else if (store != NULL)
    gtk_window_present (GTK_WINDOW (xl_import_dialog_new (GTK_WINDOW (window), store)));
}
