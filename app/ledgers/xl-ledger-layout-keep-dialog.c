#include "ledgers/xl-ledger-layout-dialog-private.h"

#include "ledgers/xl-ledger-layout-form.h"
#include "ui/xl-file-picker.h"

#include <glib/gi18n.h>
#include <string.h>

/* The kept ones --------------------------------------------------------------------------------------------------- */

static gpointer
read_entries (XlDb *db, gpointer data, GError **error)
{
  return xl_layout_table_list (db, data, error);
}

typedef struct {
  XlLayoutDialog *self;
  gint64          select;     /* which one is then shown; 0: as it stands */
} Loading;

static void
fill_which (XlLayoutDialog *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _("New form"));
  for (guint i = 0; i < self->entries->len; i++)
    {
      const XlLayoutEntry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *name = xl_ledger_layout_name (entry->layout);

      gtk_string_list_append (names, entry->id != 0 ? name : entry->layout->title);
      if (entry->id != 0 && entry->id == self->id)
        selected = i + 1;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->which), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->which), selected);
  self->filling = FALSE;
}

static void
on_entries (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Loading *loading = data;
  g_autoptr(XlLayoutDialog) self = loading->self;
  g_autoptr(GError) error = NULL;
  GPtrArray *entries = xl_store_read_finish (XL_STORE (source), result, &error);

  xl_layout_dialog_end (self);
  if (self->gone)
    {
      g_clear_pointer (&entries, g_ptr_array_unref);
      return;
    }
  if (entries == NULL)
    {
      xl_layout_dialog_say_error (self, error);
      return;
    }
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = entries;
  if (loading->select != 0)
    self->id = loading->select;
  fill_which (self);
}

void
xl_layout_dialog_load (XlLayoutDialog *self, gint64 select)
{
  Loading *loading = g_new0 (Loading, 1);

  loading->self = g_object_ref (self);
  loading->select = select;
  xl_layout_dialog_begin (self);
  xl_store_read_async (self->store, read_entries, xl_template_ref (self->t), (GDestroyNotify) xl_template_free,
                       (GDestroyNotify) g_ptr_array_unref, NULL, on_entries, loading);
}

/* Saving ---------------------------------------------------------------------------------------------------------- */

/* A layout on its way to the writer. */
typedef struct {
  XlTemplate     *t;
  XlLedgerLayout *layout;
  GBytes         *form;
  gint64          id;
} Keeping;

static void
keeping_free (gpointer data)
{
  Keeping *k = data;

  xl_template_free (k->t);
  xl_ledger_layout_free (k->layout);
  g_clear_pointer (&k->form, g_bytes_unref);
  g_free (k);
}

static gint64
write_layout (XlDb *db, gpointer data, GError **error)
{
  Keeping *k = data;

  if (k->form != NULL)
    {
      g_free (k->layout->form);
      k->layout->form = xl_layout_table_keep_form (db, k->form, error);
      if (k->layout->form == NULL)
        return -1;
    }
  return xl_layout_table_save (db, k->t, k->layout, k->id, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlLayoutDialog) self = data;
  g_autoptr(GError) error = NULL;
  gint64 id = xl_store_write_finish (XL_STORE (source), result, &error);
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;

  xl_layout_dialog_end (self);
  if (self->gone)
    return;
  if (id < 0)
    {
      xl_layout_dialog_say_error (self, error);
      return;
    }
  name = xl_ledger_layout_name (self->layout);
  words = g_strdup_printf (_("Saved: %s"), name);
  self->changed = FALSE;
  xl_layout_dialog_say (self, words, FALSE);
  xl_layout_dialog_load (self, id);
}

void
xl_layout_dialog_save (XlLayoutDialog *self, gboolean as_new)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;
  Keeping *k;

  if (!xl_ledger_layout_check (self->layout, &error))
    {
      xl_layout_dialog_say_error (self, error);
      return;
    }
  name = xl_ledger_layout_name (self->layout);
  label = g_strdup_printf (_("Save the form: %s"), name);
  k = g_new0 (Keeping, 1);
  k->t = xl_template_ref (self->t);
  k->layout = xl_ledger_layout_copy (self->layout);
  k->form = self->form != NULL ? g_bytes_ref (self->form) : NULL;
  k->id = as_new ? 0 : self->id;
  xl_layout_dialog_begin (self);
  xl_store_write_async (self->store, XL_CHANGE_EDIT, label, write_layout, k, keeping_free, NULL, on_saved, g_object_ref (self));
}

static gint64
write_delete (XlDb *db, gpointer data, GError **error)
{
  return xl_layout_table_delete (db, *(gint64 *) data, error) ? 0 : -1;
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlLayoutDialog) self = data;
  g_autoptr(GError) error = NULL;
  gboolean ok = xl_store_write_finish (XL_STORE (source), result, &error) >= 0;

  xl_layout_dialog_end (self);
  if (self->gone)
    return;
  if (!ok)
    {
      xl_layout_dialog_say_error (self, error);
      return;
    }
  self->id = 0;       /* what stands in the window can be saved again */
  xl_layout_dialog_say (self, _("Deleted; Save keeps it again."), FALSE);
  xl_layout_dialog_load (self, 0);
}

void
xl_layout_dialog_delete (XlLayoutDialog *self)
{
  g_autofree char *label = g_strdup_printf (_("Delete the form: %s"), self->layout->title);

  if (self->id == 0)
    {
      xl_layout_dialog_say (self, _("This form is not kept here."), TRUE);
      return;
    }
  xl_layout_dialog_begin (self);
  xl_store_write_async (self->store, XL_CHANGE_EDIT, label, write_delete, g_memdup2 (&self->id, sizeof self->id), g_free, NULL, on_deleted,
                        g_object_ref (self));
}

/* Files ----------------------------------------------------------------------------------------------------------- */

/* What was read of a file, off the main thread. */
typedef struct {
  XlTemplate     *t;
  char           *path, *department;
  gboolean        is_form;
  XlLedgerLayout *layout;
  GBytes         *bytes;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *r = data;

  xl_template_free (r->t);
  g_free (r->path);
  g_free (r->department);
  g_clear_pointer (&r->layout, xl_ledger_layout_free);
  g_clear_pointer (&r->bytes, g_bytes_unref);
  g_free (r);
}

static gboolean
read_file (Reading *r, GError **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (r->path);
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *name = g_path_get_basename (r->path);

  if (r->is_form)
    {
      r->layout = xl_ledger_layout_read_form (r->t, r->path, NULL, r->department, NULL, error);
      r->bytes = r->layout != NULL ? g_file_load_bytes (file, NULL, NULL, NULL) : NULL;
      return r->layout != NULL;
    }
  bytes = g_file_load_bytes (file, NULL, NULL, error);
  if (bytes != NULL)
    r->layout = xl_ledger_layout_parse (name, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), r->t, FALSE, error);
  return r->layout != NULL;
}

static void
run_reading (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (read_file (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  XlLayoutDialog *self = XL_LAYOUT_DIALOG (source);
  Reading *r = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  gboolean ok = g_task_propagate_boolean (G_TASK (result), &error);
  guint n = 0;
  g_autofree char *words = NULL;

  xl_layout_dialog_end (self);
  if (self->gone)
    return;
  if (!ok)
    {
      xl_layout_dialog_say_error (self, error);
      return;
    }
  for (guint i = 0; i < r->layout->columns->len; i++)
    n += ((XlLayoutColumn *) g_ptr_array_index (r->layout->columns, i))->kind == XL_LAYOUT_BLANK;
  words = r->is_form ? g_strdup_printf (_("%u columns of the form, %u of them are filled from the file and %u stay blank"),
                                        r->layout->columns->len, r->layout->columns->len - n, n)
                     : g_strdup (_("Taken in; Save keeps it."));
  g_clear_pointer (&self->form, g_bytes_unref);
  self->form = g_steal_pointer (&r->bytes);
  xl_layout_dialog_show_layout (self, g_steal_pointer (&r->layout), 0);
  self->changed = TRUE;
  xl_layout_dialog_say (self, words, FALSE);
}

static void
take (XlLayoutDialog *self, const char *path, gboolean is_form)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, on_read, NULL);
  Reading *r = g_new0 (Reading, 1);

  r->t = xl_template_ref (self->t);
  r->path = g_strdup (path);
  r->department = g_strdup (self->layout->department);
  r->is_form = is_form;
  g_task_set_task_data (task, r, reading_free);
  xl_layout_dialog_begin (self);
  g_task_run_in_thread (task, run_reading);
}

void
xl_layout_dialog_take_form (XlLayoutDialog *self, const char *path)
{
  take (self, path, TRUE);
}

void
xl_layout_dialog_take_file (XlLayoutDialog *self, const char *path)
{
  take (self, path, FALSE);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlLayoutDialog) self = data;
  g_autoptr(GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    xl_layout_dialog_say_error (self, error);
  else
    xl_layout_dialog_say (self, _("The layout is written; another office can take it in."), FALSE);
  xl_layout_dialog_end (self);
}

void
xl_layout_dialog_write_file (XlLayoutDialog *self, const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  char *json = xl_ledger_layout_to_json (self->layout, self->t);
  g_autoptr(GBytes) bytes = g_bytes_new_take (json, strlen (json));

  xl_layout_dialog_begin (self);
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, on_written, g_object_ref (self));
}

/* Asking for one --------------------------------------------------------------------------------------------------- */

typedef struct {
  XlLayoutDialog *self;
  char           *action;
} Asking;

static void
on_picked (char **paths, gpointer data)
{
  g_autofree Asking *asking = data;
  g_autofree char *action = asking->action;
  g_autoptr(XlLayoutDialog) self = asking->self;

  if (paths == NULL || self->gone)
    return;
  if (strcmp (action, "form") == 0)
    xl_layout_dialog_take_form (self, paths[0]);
  else if (strcmp (action, "import") == 0)
    xl_layout_dialog_take_file (self, paths[0]);
  else if (strcmp (action, "export") == 0)
    xl_layout_dialog_write_file (self, paths[0]);
  else
    xl_layout_dialog_write (self, paths[0]);
}

void
xl_layout_dialog_ask_file (XlLayoutDialog *self, const char *action)
{
  g_autofree char *whole = xl_ledger_layout_name (self->layout);
  gboolean saves = strcmp (action, "export") == 0 || strcmp (action, "output") == 0;
  gboolean json = strcmp (action, "export") == 0 || strcmp (action, "import") == 0;
  g_autofree char *name = g_strconcat (whole != NULL && whole[0] != '\0' ? whole : self->t->title, json ? ".json" : ".xlsx", NULL);
  XlPickWords words = {
    .kind = saves ? XL_PICK_SAVE : XL_PICK_OPEN, .title = saves ? _("Save as") : _("Open"), .accept = saves ? _("Save") : _("Open"),
    .kind_name = json ? _("Column layouts") : saves ? _("Spreadsheets and papers") : _("Spreadsheets"),
    .patterns = json ? "*.json" : saves ? "*.xlsx;*.ods;*.csv;*.pdf" : "*.xlsx;*.xls;*.ods;*.csv;*.et", .name = saves ? name : NULL,
  };
  Asking *asking = g_new0 (Asking, 1);

  g_strdelimit (name, "/\\", ' ');
  asking->self = g_object_ref (self);
  asking->action = g_strdup (action);
  xl_file_picker_show (GTK_WIDGET (self), &words, on_picked, asking);
}
