#include "xl-ui-test-office.h"

#include "xl-ui-test.h"
#include "../store/temp-folder.h"

#include "office/xl-office-table.h"

typedef struct {
  XlWriteFunc func;
  gpointer    data;
} Fill;

static gint64
write_office (XlDb *db, gpointer data, GError **error)
{
  const Fill *fill = data;

  if (xl_office_table_ensure (db, OFFICE, NULL, "village", error) < 0 || !xl_office_table_set_own (db, OFFICE, error))
    return -1;
  return fill->func != NULL ? fill->func (db, fill->data, error) : 0;
}

void
xl_ui_test_office_open (XlUiTestOffice *self, XlWriteFunc fill, gpointer data)
{
  Fill all = { fill, data };
  g_autoptr(GError) error = NULL;

  self->folder = temp_folder_new ();
  self->path = g_build_filename (self->folder, "office.xiangli", NULL);
  self->store = xl_store_open (self->path, XL_STORE_CREATE, &error);
  g_assert_no_error (error);
  xl_store_write (self->store, XL_CHANGE_EDIT, "Office", write_office, &all, &error);
  g_assert_no_error (error);
}

GtkWidget *
xl_ui_test_office_show (XlUiTestOffice *self, const char *room, GType type)
{
  self->window = g_object_new (XL_TYPE_WINDOW, NULL);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1180, 760);
  xl_window_set_store (self->window, self->store);
  gtk_window_present (GTK_WINDOW (self->window));
  if (room != NULL)
    xl_window_open_room (self->window, room);
  xl_ui_test_frames (GTK_WIDGET (self->window), 3);
  return room != NULL ? xl_ui_test_find (GTK_WIDGET (self->window), type, NULL) : NULL;
}

XlImport *
xl_ui_test_office_import (XlUiTestOffice *self, const char *kind, const char *path, const char *today)
{
  const XlImportOptions options = { .on = today };
  const char *const files[] = { path, NULL };
  g_autoptr(GError) error = NULL;
  XlImportJob job = { .files = (char **) files };

  job.import = xl_import_new (xl_import_target_find (kind, &error), &options);
  g_assert_no_error (error);
  xl_import_files (self->store, &job, &error);
  g_assert_no_error (error);
  return job.import;
}

void
xl_ui_test_office_close (XlUiTestOffice *self)
{
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  self->window = NULL;
  g_clear_object (&self->store);
  xl_ui_test_settle ();
  temp_folder_remove (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->path, g_free);
}
