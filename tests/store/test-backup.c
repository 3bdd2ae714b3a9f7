/* Copies: whole or not there, verified before they are trusted, the newest good one found, the present file never lost. */
#include "store/xl-backup.h"
#include "store/xl-change.h"
#include "store/xl-sql.h"
#include "store/xl-store.h"

#include "temp-folder.h"

#include <string.h>
#include <unistd.h>
#include <utime.h>

static gint64
run_sql (XlDb *db, gpointer data, GError **error)
{
  return xl_db_exec (db, data, error) ? 1 : -1;
}

static void
set_value (const char *path, const char *value)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlStore) store = xl_store_open (path, XL_STORE_CREATE, &error);
  g_autofree char *sql = g_strdup_printf ("INSERT INTO setting (id, key, value) VALUES (1, 'a', '%s')"
                                          " ON CONFLICT (id) DO UPDATE SET value = excluded.value", value);

  g_assert_no_error (error);
  xl_store_write (store, XL_CHANGE_EDIT, "set", run_sql, sql, &error);
  g_assert_no_error (error);
}

static char *
value_of (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlDb) db = xl_db_open (path, XL_DB_READ_ONLY, &error);
  char *value = xl_db_text (db, "SELECT value FROM setting WHERE id = 1", &error);

  g_assert_no_error (error);
  return value;
}

static void
back_up (const char *path, const char *copy)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlDb) db = xl_db_open (path, XL_DB_READ_ONLY, &error);

  g_assert_true (xl_backup_write (db, copy, &error));
  g_assert_no_error (error);
}

static void
damage (const char *path)
{
  g_autofree char *data = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  memset (data + 4096, 0x5a, size - 4096);
  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
}

static void
test_a_copy_of_a_file_in_use (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);
  g_autofree char *copy = g_build_filename (folder, "copy.xiangli", NULL);
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr(XlStore) store = NULL;
  g_autoptr(GError) error = NULL;

  set_value (path, "one");
  store = xl_store_open (path, XL_STORE_DEFAULT, &error);
  back_up (path, copy);
  first = value_of (copy);
  g_assert_cmpstr (first, ==, "one");
  xl_store_write (store, XL_CHANGE_EDIT, "set", run_sql, (gpointer) "UPDATE setting SET value = 'two'", &error);
  back_up (path, copy);   /* what stands only in the journal too */
  second = value_of (copy);
  g_assert_cmpstr (second, ==, "two");
  g_assert_true (xl_backup_verify (copy, &error));
}

/* By its own name, by a way round and by a link: what is written afterwards would go into a file that has no name any more. */
static void
test_the_file_itself_is_no_copy (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);
  g_autofree char *round = g_build_filename (folder, ".", "office.xiangli", NULL);
  g_autofree char *linked = g_build_filename (folder, "linked.xiangli", NULL);
  const char *const names[] = { path, round, linked };
  g_autofree char *value = NULL;

  set_value (path, "before");
  g_assert_cmpint (symlink (path, linked), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(XlDb) db = xl_db_open (path, XL_DB_READ_ONLY, &error);

      g_assert_false (xl_backup_write (db, names[i], &error));
      g_assert_error (error, XL_ERROR, XL_ERROR_CONFLICT);
      g_assert_nonnull (strstr (error->message, "is the office file itself"));
    }
  set_value (path, "after");
  value = value_of (path);
  g_assert_cmpstr (value, ==, "after");
}

static void
test_restoring (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);
  g_autofree char *copy = g_build_filename (folder, "copy.xiangli", NULL);
  g_autofree char *kept = NULL, *now = NULL, *aside = NULL, *none = NULL;
  g_autoptr(XlStore) store = NULL;
  g_autoptr(GError) error = NULL;

  set_value (path, "old");
  back_up (path, copy);
  set_value (path, "new");
  store = xl_store_open (path, XL_STORE_DEFAULT, &error);
  g_assert_null (xl_backup_restore (path, copy, &error));
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_BUSY);
  g_clear_error (&error);
  g_clear_object (&store);
  kept = xl_backup_restore (path, copy, &error);
  g_assert_no_error (error);
  now = value_of (path);
  aside = value_of (kept);
  g_assert_cmpstr (now, ==, "old");
  g_assert_cmpstr (aside, ==, "new");
  g_unlink (path);
  none = xl_backup_restore (path, copy, &error);
  g_assert_cmpstr (none, ==, "");
}

static void
test_a_damaged_copy_is_not_restored (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);
  g_autofree char *copy = g_build_filename (folder, "copy.xiangli", NULL);
  g_autofree char *now = NULL;
  g_autoptr(GError) error = NULL;

  set_value (path, "old");
  back_up (path, copy);
  damage (copy);
  g_assert_null (xl_backup_restore (path, copy, &error));
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, copy));
  now = value_of (path);
  g_assert_cmpstr (now, ==, "old");
}

static void
test_a_copy_whose_log_was_altered_is_damaged (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);
  g_autoptr(GError) error = NULL;
  XlDb *db;

  set_value (path, "old");
  db = xl_db_open (path, XL_DB_READ_WRITE, &error);
  xl_db_exec (db, "UPDATE change SET label = 'something else'", &error);
  xl_db_close (db);
  g_assert_no_error (error);
  g_assert_false (xl_backup_verify (path, &error));
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "entry 1 of the log"));
}

static void
date_back (const char *path, int days)
{
  struct utimbuf times = { g_get_real_time () / G_USEC_PER_SEC - days * 86400, g_get_real_time () / G_USEC_PER_SEC - days * 86400 };

  g_assert_cmpint (utime (path, &times), ==, 0);
}

static void
test_the_newest_good_copy_is_found (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autofree char *older = g_build_filename (backups, "monday.xiangli", NULL);
  g_autofree char *newer = g_build_filename (folder, "office.xiangli.backup-2", NULL);
  g_autofree char *newest = g_build_filename (folder, "office.xiangli.backup-3", NULL);
  g_autofree char *none = NULL, *found = NULL, *instead = NULL, *last = NULL;

  set_value (path, "a");
  none = xl_backup_find_newest (path);
  g_assert_null (none);
  g_mkdir (backups, 0700);
  back_up (path, older);
  back_up (path, newer);
  back_up (path, newest);
  date_back (older, 3);
  date_back (newer, 2);
  date_back (newest, 1);
  found = xl_backup_find_newest (path);
  g_assert_cmpstr (found, ==, newest);
  damage (newest);
  date_back (newest, 1);
  instead = xl_backup_find_newest (path);
  g_assert_cmpstr (instead, ==, newer);
  g_unlink (newer);
  last = xl_backup_find_newest (path);
  g_assert_cmpstr (last, ==, older);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/backup/a-copy-of-a-file-in-use", test_a_copy_of_a_file_in_use);
  g_test_add_func ("/store/backup/the-file-itself-is-no-copy", test_the_file_itself_is_no_copy);
  g_test_add_func ("/store/backup/restoring", test_restoring);
  g_test_add_func ("/store/backup/a-damaged-copy-is-not-restored", test_a_damaged_copy_is_not_restored);
  g_test_add_func ("/store/backup/a-copy-whose-log-was-altered-is-damaged", test_a_copy_whose_log_was_altered_is_damaged);
  g_test_add_func ("/store/backup/the-newest-good-copy-is-found", test_the_newest_good_copy_is_found);
  return g_test_run ();
}
