#include "store/xl-backup.h"
#include "store/xl-check.h"
#include "store/xl-schema.h"
#include "store/xl-sql.h"
#include "store/xl-store-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static gboolean
fail_io (const char *path, const char *what, GError **error)
{
  int saved = errno;

  g_set_error (error, XL_ERROR, XL_ERROR_IO, "%s: %s: %s", path, what, g_strerror (saved));
  return FALSE;
}

/* Flushes file or folder to the disk. */
static gboolean
flush_path (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (!ok)
    fail_io (path, "cannot be flushed to the disk", error);
  if (fd >= 0)
    close (fd);
  return ok;
}

static gboolean
move_into_place (const char *from, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);

  if (!flush_path (from, error))
    return FALSE;
  if (g_rename (from, to) != 0)
    return fail_io (to, "cannot be written", error);
  return flush_path (folder, error);
}

static gboolean
vacuum_into (XlDb *db, const char *path, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "VACUUM INTO ?1", error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, path);
  if (xl_db_done (db, stmt, &local))
    return TRUE;
  g_set_error (error, local->domain, local->code, "%s: the copy could not be written: %s", path, local->message);
  return FALSE;
}

gboolean
xl_backup_verify (const char *path, GError **error)
{
  g_autoptr(XlDb) db = NULL;
  g_autoptr(XlCheck) check = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "%s: there is no such file", path);
      return FALSE;
    }
  db = xl_db_open (path, XL_DB_READ_ONLY, error);
  if (db == NULL || !xl_schema_check (db, FALSE, error))
    return FALSE;
  check = xl_check_run (db, error);
  if (check == NULL || check->ok)
    return check != NULL;
  g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CORRUPT, "%s: is damaged: %s", path,
               (const char *) check->problems->pdata[0]);
  return FALSE;
}

/* Whether @path is the file that @db works on, by whatever name: what is written after that file is replaced would be lost. */
static gboolean
is_own_file (XlDb *db, const char *path)
{
  const char *own = sqlite3_db_filename (xl_db_handle (db), "main");
  GStatBuf here, there;

  return own != NULL && *own != '\0' && g_stat (own, &here) == 0 && g_stat (path, &there) == 0
         && here.st_dev == there.st_dev && here.st_ino == there.st_ino;
}

gboolean
xl_backup_write (XlDb *db, const char *path, GError **error)
{
  g_autofree char *part = g_strdup_printf ("%s.part-%d", path, (int) getpid ());
  gboolean ok;

  if (is_own_file (db, path))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_CONFLICT, "%s: is the office file itself; a copy needs another name", path);
      return FALSE;
    }
  g_unlink (part);
  ok = vacuum_into (db, part, error) && xl_backup_verify (part, error) && move_into_place (part, path, error);
  if (!ok)
    g_unlink (part);
  return ok;
}

static gboolean
set_meta (XlDb *db, const char *key, const char *text, gint64 number, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "INSERT INTO meta (key, value) VALUES (?1, ?2)"
                                              " ON CONFLICT (key) DO UPDATE SET value = excluded.value", error);

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, key);
  if (text != NULL)
    xl_bind (stmt, 2, text);
  else
    sqlite3_bind_int64 (stmt, 2, number);
  return xl_db_done (db, stmt, error);
}

gboolean
xl_backup_note (XlDb *db, const char *path, GError **error)
{
  return set_meta (db, "backup_path", path, 0, error)
         && set_meta (db, "backup_at", NULL, g_get_real_time () / G_USEC_PER_SEC, error);
}

char *
xl_backup_last (XlDb *db, gint64 *at, GError **error)
{
  *at = xl_db_int (db, "SELECT value FROM meta WHERE key = 'backup_at'", 0, error);
  return *at > 0 ? xl_db_text (db, "SELECT value FROM meta WHERE key = 'backup_path'", error) : NULL;
}

/* The newest copy --------------------------------------------------------------------------------------------------- */

typedef struct {
  char  *path;
  gint64 changed_at;
} Copy;

static void
clear_copy (gpointer data)
{
  g_free (((Copy *) data)->path);
}

static int
compare_copies (gconstpointer a, gconstpointer b)
{
  const Copy *x = a, *y = b;

  return x->changed_at > y->changed_at ? -1 : x->changed_at < y->changed_at;
}

static void
add_copy (GArray *copies, char *path)
{
  GStatBuf st;
  Copy copy = { path, g_stat (path, &st) == 0 ? (gint64) st.st_mtime : 0 };

  g_array_append_val (copies, copy);
}

/* Even a damaged file may still know where its backup is. */
static void
add_noted_copy (const char *path, GArray *copies)
{
  g_autoptr(XlDb) db = xl_db_open (path, XL_DB_SALVAGE, NULL);
  gint64 at;
  char *noted = db != NULL ? xl_backup_last (db, &at, NULL) : NULL;

  if (noted != NULL)
    add_copy (copies, noted);
}

/* The files of @folder whose names begin with @prefix and are no working files. */
static void
list_copies (const char *folder, const char *prefix, GArray *copies)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (!g_str_has_prefix (name, prefix) || strstr (name, ".part-") != NULL || g_str_has_suffix (name, "-wal")
          || g_str_has_suffix (name, "-shm") || g_str_has_suffix (name, "-lock"))
        continue;
      add_copy (copies, g_build_filename (folder, name, NULL));
    }
}

char *
xl_backup_find_newest (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr(GArray) copies = g_array_new (FALSE, FALSE, sizeof (Copy));
  static const char *const marks[] = { ".backup-", ".before-v", ".kept-" };

  g_array_set_clear_func (copies, clear_copy);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autofree char *prefix = g_strconcat (name, marks[i], NULL);

      list_copies (folder, prefix, copies);
    }
  list_copies (backups, "", copies);
  add_noted_copy (path, copies);
  g_array_sort (copies, compare_copies);
  for (guint i = 0; i < copies->len; i++)
    if (xl_backup_verify (g_array_index (copies, Copy, i).path, NULL))
      return g_strdup (g_array_index (copies, Copy, i).path);
  return NULL;
}

/* Restoring --------------------------------------------------------------------------------------------------------- */

static gboolean
copy_whole (const char *from, const char *to, GError **error)
{
  g_autoptr(XlDb) db = xl_db_open (from, XL_DB_READ_ONLY, error);

  return db != NULL && vacuum_into (db, to, error) && xl_backup_verify (to, error);
}

/* The file and what SQLite keeps beside it, under the new name. */
static gboolean
move_aside (const char *path, const char *kept, GError **error)
{
  static const char *const parts[] = { "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *from = g_strconcat (path, parts[i], NULL);
      g_autofree char *to = g_strconcat (kept, parts[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        return fail_io (from, "cannot be kept aside", error);
    }
  return g_rename (path, kept) == 0 || fail_io (path, "cannot be kept aside", error);
}

static gboolean
swap_in (const char *path, const char *part, char **kept, GError **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y%m%d-%H%M%S");

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    *kept = g_strdup ("");
  else
    {
      *kept = g_strdup_printf ("%s.kept-%s", path, time);
      for (guint n = 2; g_file_test (*kept, G_FILE_TEST_EXISTS); n++)
        {
          g_free (*kept);
          *kept = g_strdup_printf ("%s.kept-%s-%u", path, time, n);
        }
      if (!move_aside (path, *kept, error))
        return FALSE;
    }
  return move_into_place (part, path, error);
}

char *
xl_backup_restore (const char *path, const char *from, GError **error)
{
  g_autofree char *part = g_strdup_printf ("%s.part-%d", path, (int) getpid ());
  g_autofree char *kept = NULL, *owner = NULL;
  gboolean ok;
  int lock;

  if (!xl_backup_verify (from, error))
    return NULL;
  lock = xl_store_lock_take (path, &owner, error);
  if (lock < 0)
    return NULL;
  g_unlink (part);
  ok = copy_whole (from, part, error) && swap_in (path, part, &kept, error);
  if (!ok)
    g_unlink (part);
  close (lock);
  return ok ? g_steal_pointer (&kept) : NULL;
}
