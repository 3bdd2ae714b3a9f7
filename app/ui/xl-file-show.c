#include "ui/xl-file-show.h"

#include "base/xl-attachment.h"
#include "store/xl-content-table.h"
#include "ui/xl-alert.h"
#include "ui/xl-file-picker.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define ONE_DAY_S (24 * 60 * 60)

typedef struct {
  GtkWidget *parent;
  char      *sha256, *name, *path;      /* @path: where it goes; NULL: to be looked at */
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->parent);
  g_free (job->sha256);
  g_free (job->name);
  g_free (job->path);
  g_free (job);
}

/* --- copies to look at ----------------------------------------------------------------------------------------------- */

static void
clear_old_copies (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      if (g_stat (path, &status) == 0 && now - status.st_mtime > ONE_DAY_S)
        g_unlink (path);
    }
}

static char *
path_of_copy (Job *job, GBytes *bytes)
{
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "xiangli", NULL);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autofree char *safe = xl_attachment_name (job->name, xl_attachment_sort (data, size));
  g_autofree char *name = g_strdup_printf ("%.8s-%s", job->sha256, safe);

  g_mkdir_with_parents (folder, 0700);
  clear_old_copies (folder);
  return g_build_filename (folder, name, NULL);
}

static void
on_launched (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr(GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    xl_alert_show (job->parent, &(XlAlertWords) { .title = _("This computer has no program that shows the file."),
                                                  .text = _("Save it to a folder or a stick instead.") }, NULL, NULL);
  job_free (job);
}

/* --- from the file to the disk --------------------------------------------------------------------------------------- */

typedef struct { GBytes *bytes; char *path; } Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  g_bytes_unref (write->bytes);
  g_free (write->path);
  g_free (write);
}

static void
write_out (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Write *write = data;
  g_autoptr(GFile) file = g_file_new_for_path (write->path);
  GError *error = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (write->bytes, &size);

  if (g_file_replace_contents (file, bytes, size, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  Write *write = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  g_autofree char *uri = g_filename_to_uri (write->path, NULL, NULL);

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    xl_alert_error (job->parent, _("The file could not be written."), error);
  else if (job->path == NULL)
    {
      g_app_info_launch_default_for_uri_async (uri, NULL, NULL, on_launched, job);
      return;
    }
  job_free (job);
}

static gpointer
read_bytes (XlDb *db, gpointer data, GError **error)
{
  return xl_content_table_get (db, data, error);
}

static void
on_bytes (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GTask) task = NULL;
  GBytes *bytes = xl_store_read_finish (XL_STORE (source), result, &error);
  Write *write;

  if (bytes == NULL)
    {
      xl_alert_error (job->parent, _("The attachment could not be read."), error);
      job_free (job);
      return;
    }
  write = g_new0 (Write, 1);
  write->bytes = bytes;
  write->path = job->path != NULL ? g_strdup (job->path) : path_of_copy (job, bytes);
  task = g_task_new (NULL, NULL, on_written, job);
  g_task_set_task_data (task, write, write_free);
  g_task_run_in_thread (task, write_out);
}

static void
run (GtkWidget *parent, XlStore *store, const char *sha256, const char *name, const char *path)
{
  Job *job = g_new0 (Job, 1);

  job->parent = g_object_ref (parent);
  job->sha256 = g_strdup (sha256);
  job->name = g_strdup (name);
  job->path = g_strdup (path);
  xl_store_read_async (store, read_bytes, g_strdup (sha256), g_free, (GDestroyNotify) g_bytes_unref, NULL, on_bytes, job);
}

void
xl_file_show_open (GtkWidget *parent, XlStore *store, const char *sha256, const char *name)
{
  run (parent, store, sha256, name, NULL);
}

/* --- saving out -------------------------------------------------------------------------------------------------------- */

typedef struct {
  GtkWidget *parent;
  XlStore   *store;
  char      *sha256, *name;
} Ask;

static void
on_path (char **paths, gpointer data)
{
  Ask *ask = data;

  if (paths != NULL)
    run (ask->parent, ask->store, ask->sha256, ask->name, paths[0]);
  g_object_unref (ask->parent);
  g_object_unref (ask->store);
  g_free (ask->sha256);
  g_free (ask->name);
  g_free (ask);
}

void
xl_file_show_save (GtkWidget *parent, XlStore *store, const char *sha256, const char *name)
{
  XlPickWords words = { .kind = XL_PICK_SAVE, .title = _("Save the attachment"), .accept = C_("file", "Save"), .name = name };
  Ask *ask = g_new0 (Ask, 1);

  ask->parent = g_object_ref (parent);
  ask->store = g_object_ref (store);
  ask->sha256 = g_strdup (sha256);
  ask->name = g_strdup (name);
  xl_file_picker_show (parent, &words, on_path, ask);
}
