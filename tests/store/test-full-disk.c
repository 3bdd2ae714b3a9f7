/* The disk gets full at every point of an edit, an import, an undo, a migration, a backup: refused in words, the file whole. */
#include "store/xl-backup.h"
#include "store/xl-change.h"
#include "store/xl-schema.h"
#include "store/xl-sql.h"
#include "store/xl-store.h"

#include "small-disk.h"
#include "temp-folder.h"

#include <string.h>

static gint64
run_sql (XlDb *db, gpointer data, GError **error)
{
  return xl_db_exec (db, data, error) ? 1 : -1;
}

#define MANY "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)" \
             " INSERT INTO person (office, name, name_sort, name_initials, note)" \
             " SELECT '220622102201', '张三' || i, 'x', 'x', hex (zeroblob (50)) FROM n"

static gint64
count (XlDb *db)
{
  g_autoptr(GError) error = NULL;
  gint64 n = xl_db_int (db, "SELECT count (*) FROM person", -1, &error);

  g_assert_no_error (error);
  return n;
}

static void
assert_whole (const char *path, gint64 n_persons)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlDb) db = NULL;

  small_disk_set (-1);
  g_assert_true (xl_backup_verify (path, &error));
  g_assert_no_error (error);
  db = xl_db_open (path, XL_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (db), ==, n_persons);
  g_assert_cmpint (xl_db_int (db, "SELECT count (*) FROM fts_search WHERE fts_search MATCH 'name : \"张\"'", -1, &error), ==, n_persons);
}

/* Tries with ever more room until it fits; in between each refusal is in words and nothing is changed. */
static void
test_an_edit (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);
  gint64 n_expected = 0;
  int n_refused = 0;

  for (gint64 room = 0; room < 2000000; room += 3000 + room / 8)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(XlStore) store = NULL;
      gint64 done;

      small_disk_set (-1);
      store = xl_store_open (path, XL_STORE_CREATE, &error);
      g_assert_no_error (error);
      small_disk_set (room);
      done = xl_store_write (store, XL_CHANGE_IMPORT, "导入", run_sql, (gpointer) MANY, &error);
      if (done < 0)
        {
          g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_FULL);
          g_assert_nonnull (strstr (error->message, "the disk is full"));
          g_assert_nonnull (strstr (error->message, path));
          n_refused++;
        }
      n_expected += done > 0 ? 300 : 0;
      g_clear_object (&store);   /* on the full disk */
      assert_whole (path, n_expected);
    }
  g_assert_cmpint (n_refused, >, 10);
  g_assert_cmpint (n_expected, >, 0);
}

static void
test_the_same_store_goes_on_when_there_is_room_again (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(XlStore) store = NULL;

  small_disk_set (-1);
  store = xl_store_open (path, XL_STORE_CREATE, &error);
  g_assert_cmpint (xl_store_write (store, XL_CHANGE_IMPORT, "a", run_sql, (gpointer) MANY, &error), ==, 1);
  for (gint64 room = 0; room < 100000; room += 10000)
    {
      g_autoptr(GError) full = NULL;
      XlChange *change;

      small_disk_set (room);
      change = xl_store_undo (store, &full);
      if (change != NULL)
        break;
      g_assert_error (full, XL_STORE_ERROR, XL_STORE_ERROR_FULL);
    }
  small_disk_set (-1);
  g_assert_cmpint (xl_store_write (store, XL_CHANGE_IMPORT, "b", run_sql, (gpointer) MANY, &error), ==, 1);
  g_assert_no_error (error);
  g_clear_object (&store);
  assert_whole (path, 600);
}

static void
test_making_a_new_file (void)
{
  for (gint64 room = 0; room < 300000; room += 20000)
    {
      g_autoptr(TempFolder) folder = temp_folder_new ();
      g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(XlStore) store = NULL;

      small_disk_set (room);
      store = xl_store_open (path, XL_STORE_CREATE, &error);
      if (store == NULL)
        g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_FULL);
      g_clear_object (&store);
      g_clear_error (&error);
      small_disk_set (-1);
      store = xl_store_open (path, XL_STORE_CREATE, &error);   /* what a refusal left is made good */
      g_assert_no_error (error);
      g_clear_object (&store);
      assert_whole (path, 0);
    }
}

static void
test_bringing_up_to_date (void)
{
  g_autofree char *frozen = g_test_build_filename (G_TEST_DIST, "store", "frozen", "office-v1.xiangli", NULL);
  int n_refused = 0;

  for (gint64 room = 0; room < 600000; room += 25000)
    {
      g_autoptr(TempFolder) folder = temp_folder_new ();
      g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(XlStore) store = NULL;

      copy_file (frozen, path);
      small_disk_set (room);
      store = xl_store_open (path, XL_STORE_DEFAULT, &error);
      if (store == NULL)
        {
          g_autoptr(XlDb) db = NULL;
          gint64 version;

          g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_FULL);
          g_clear_error (&error);
          small_disk_set (-1);
          g_assert_true (xl_backup_verify (path, &error));
          db = xl_db_open (path, XL_DB_READ_ONLY, &error);
          version = xl_db_int (db, "PRAGMA user_version", 0, &error);
          g_assert_true (version == 1 || version == xl_schema_version ());   /* never between */
          n_refused++;
        }
      g_clear_object (&store);
    }
  g_assert_cmpint (n_refused, >, 3);
}

static void
test_a_backup (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);
  g_autofree char *copy = g_build_filename (folder, "copy.xiangli", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(XlStore) store = NULL;
  g_autoptr(XlDb) db = NULL;
  g_autoptr(GDir) dir = NULL;
  const char *name;

  small_disk_set (-1);
  store = xl_store_open (path, XL_STORE_CREATE, &error);
  xl_store_write (store, XL_CHANGE_IMPORT, "a", run_sql, (gpointer) MANY, &error);
  db = xl_db_open (path, XL_DB_READ_ONLY, &error);
  g_file_set_contents (copy, "the backup of last week", -1, NULL);
  small_disk_set (50000);
  g_assert_false (xl_backup_write (db, copy, &error));
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_FULL);
  g_clear_error (&error);
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_null (strstr (name, ".part"));
  g_autoptr(GBytes) kept = read_bytes (copy);
  g_assert_cmpuint (g_bytes_get_size (kept), ==, strlen ("the backup of last week"));
  small_disk_set (-1);
  g_assert_true (xl_backup_write (db, copy, &error));
  g_assert_no_error (error);
  assert_whole (copy, 300);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  small_disk_begin ();
  g_test_add_func ("/store/full-disk/an-edit", test_an_edit);
  g_test_add_func ("/store/full-disk/the-same-store-goes-on-when-there-is-room-again", test_the_same_store_goes_on_when_there_is_room_again);
  g_test_add_func ("/store/full-disk/making-a-new-file", test_making_a_new_file);
  g_test_add_func ("/store/full-disk/bringing-up-to-date", test_bringing_up_to_date);
  g_test_add_func ("/store/full-disk/a-backup", test_a_backup);
  return g_test_run ();
}
