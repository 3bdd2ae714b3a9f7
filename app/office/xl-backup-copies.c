#include "office/xl-backup-copies.h"

#include "base/xl-error.h"
#include "store/xl-backup.h"
#include "ui/xl-alert.h"

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

void
xl_backup_copies_make (XlWindow *window, GVariant *parameter)
{
  XlStore *store = xl_window_get_store (window);

  if (store == NULL)
    return;
  xl_window_set_progress (window, _("Backing up"), -1, NULL);
  xl_store_read_async (store, write_copy, g_strdup (xl_store_get_path (store)), g_free, g_free, NULL, on_written,
                       g_object_ref (window));
}
