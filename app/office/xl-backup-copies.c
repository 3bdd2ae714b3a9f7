#include "office/xl-backup-copies.h"

#include "base/xl-error.h"
#include "store/xl-backup.h"
#include "store/xl-content-sweep.h"
#include "ui/xl-alert.h"
#include "ui/xl-file-picker.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

static char *
backups_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_build_filename (folder, "backups", NULL);
}

gint64
xl_backup_copies_newest (const char *path)
{
  g_autofree char *folder = backups_folder (path);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 newest = 0;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *copy = g_build_filename (folder, name, NULL);
      GStatBuf st;

      if (g_str_has_suffix (name, ".xiangli") && g_stat (copy, &st) == 0)
        newest = MAX (newest, (gint64) st.st_mtime);
    }
  return newest;
}

/* On a reader thread: a copy of what the file is at this moment. */
static gpointer
write_copy (XlDb *db, gpointer data, GError **error)
{
  const char *path = data;
  g_autofree char *folder = backups_folder (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *when = g_date_time_format (now, "%Y%m%d-%H%M%S");
  char *dot = g_strrstr (name, ".xiangli");
  g_autofree char *copy_name = NULL, *copy = NULL;

  if (dot != NULL)
    *dot = '\0';
  copy_name = g_strdup_printf ("%s-%s.xiangli", name, when);
  copy = g_build_filename (folder, copy_name, NULL);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_IO, "%s: the folder cannot be made: %s", folder, g_strerror (errno));
      return NULL;
    }
  return xl_backup_write (db, copy, error) ? g_steal_pointer (&copy) : NULL;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlWindow) window = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *copy = xl_store_read_finish (XL_STORE (source), result, &error);
  g_autofree char *words = NULL;

  xl_window_set_progress (window, "", 0, NULL);
  if (copy != NULL)
    words = g_strdup_printf (_("Backed up and checked: %s"), copy);
  else
    words = xl_error_sentence (error);
  xl_window_say (window, words, NULL, FALSE);
  xl_window_refresh (window);
}

/* What nobody names was let go of, or not: the copy is made all the same. */
static void
on_swept (GObject *source, GAsyncResult *result, gpointer data)
{
  XlStore *store = XL_STORE (source);

  xl_store_write_finish (store, result, NULL);
  xl_store_read_async (store, write_copy, g_strdup (xl_store_get_path (store)), g_free, g_free, NULL, on_written, data);
}

void
xl_backup_copies_make (XlWindow *window, GVariant *parameter)
{
  XlStore *store = xl_window_get_store (window);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (store == NULL)
    return;
  xl_window_set_progress (window, _("Backing up"), -1, NULL);
  if (xl_store_is_read_only (store))
    xl_store_read_async (store, write_copy, g_strdup (xl_store_get_path (store)), g_free, g_free, NULL, on_written,
                         g_object_ref (window));
  else
    xl_store_write_async (store, XL_CHANGE_EDIT, "sweep", xl_content_sweep, g_memdup2 (&now, sizeof now), g_free, NULL, on_swept,
                          g_object_ref (window));
}

/* --- restoring ---------------------------------------------------------------------------------------------------- */

typedef struct {
  XlWindow *window;
  char     *path, *from;
  char     *kept;        /* where the file of before is now */
} Restoring;

static void
restoring_free (Restoring *restoring)
{
  g_object_unref (restoring->window);
  g_free (restoring->path);
  g_free (restoring->from);
  g_free (restoring->kept);
  g_free (restoring);
}

static void
on_reopened (GObject *source, GAsyncResult *result, gpointer data)
{
  Restoring *restoring = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(XlStore) store = xl_store_open_finish (result, &error);
  g_autofree char *words = NULL;

  if (store == NULL)
    xl_window_show_welcome (restoring->window, restoring->path, error);
  else
    {
      xl_window_set_store (restoring->window, store);
      if (restoring->kept != NULL)
        words = g_strdup_printf (_("Restored. The file of before is kept as %s"), restoring->kept);
      xl_window_say (restoring->window, words != NULL ? words : _("Nothing was restored; the file is as it was."),
                     NULL, FALSE);
    }
  restoring_free (restoring);
}

/* The file is closed when the last question under way is answered; until then it is busy. */
static void
restore_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Restoring *restoring = data;
  GError *error = NULL;

  for (int patience = 50; patience > 0; patience--)
    {
      g_clear_error (&error);
      restoring->kept = xl_backup_restore (restoring->path, restoring->from, &error);
      if (restoring->kept != NULL || !g_error_matches (error, XL_STORE_ERROR, XL_STORE_ERROR_BUSY))
        break;
      g_usleep (100000);
    }
  if (restoring->kept != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_restored (GObject *source, GAsyncResult *result, gpointer data)
{
  Restoring *restoring = data;
  g_autoptr(GError) error = NULL;

  xl_window_set_progress (restoring->window, "", 0, NULL);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    xl_alert_error (GTK_WIDGET (restoring->window), _("restore the backup"), error);
  xl_store_open_async (restoring->path, XL_STORE_FALL_BACK, NULL, on_reopened, restoring);
}

static void
on_decided (XlAlertAnswer answer, gpointer data)
{
  Restoring *restoring = data;
  g_autoptr(GTask) task = NULL;

  if (answer != XL_ALERT_ACCEPT)
    {
      restoring_free (restoring);
      return;
    }
  xl_window_set_store (restoring->window, NULL);
  xl_window_set_progress (restoring->window, _("Restoring"), -1, NULL);
  task = g_task_new (NULL, NULL, on_restored, restoring);
  g_task_set_task_data (task, restoring, NULL);
  g_task_run_in_thread (task, restore_in_thread);
}

static void
on_copy_picked (char **paths, gpointer data)
{
  g_autoptr(XlWindow) window = data;
  XlStore *store = xl_window_get_store (window);
  XlAlertWords words = {
    .title = _("Put this backup in the place of the office file?"),
    .text = _("What was entered since that backup is not in it. The present file is kept beside it, nothing is "
               "thrown away."),
    .accept = _("Restore"),
    .danger = TRUE
  };
  Restoring *restoring;

  if (paths == NULL || store == NULL)
    return;
  restoring = g_new0 (Restoring, 1);
  restoring->window = g_object_ref (window);
  restoring->path = g_strdup (xl_store_get_path (store));
  restoring->from = g_strdup (paths[0]);
  xl_alert_show (GTK_WIDGET (window), &words, on_decided, restoring);
}

void
xl_backup_copies_restore (XlWindow *window, GVariant *parameter)
{
  XlPickWords words = { .kind = XL_PICK_OPEN, .title = _("Restore a backup"), .accept = _("Restore"),
                        .kind_name = _("Office files"), .patterns = "*.xiangli" };

  if (xl_window_get_store (window) != NULL)
    xl_file_picker_show (GTK_WIDGET (window), &words, on_copy_picked, g_object_ref (window));
}
