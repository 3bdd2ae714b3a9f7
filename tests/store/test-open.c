/* Opening: new files, older ones, newer ones, other programs' files, damaged ones; folders that cannot be written to. */
#include "store/xl-backup.h"
#include "store/xl-change.h"
#include "store/xl-check.h"
#include "store/xl-schema.h"
#include "store/xl-sql.h"
#include "store/xl-store.h"

#include "temp-folder.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static gint64
run_sql (XlDb *db, gpointer data, GError **error)
{
  return xl_db_exec (db, data, error) ? 1 : -1;
}

static gpointer
read_text (XlDb *db, gpointer data, GError **error)
{
  return xl_db_text (db, data, error);
}

static char *
ask (XlStore *store, const char *sql)
{
  g_autoptr(GError) error = NULL;
  char *answer = xl_store_read (store, read_text, (gpointer) sql, &error);

  g_assert_no_error (error);
  return answer;
}

static void
write_sql (XlStore *store, const char *sql)
{
  g_autoptr(GError) error = NULL;

  xl_store_write (store, XL_CHANGE_EDIT, "test", run_sql, (gpointer) sql, &error);
  g_assert_no_error (error);
}

/* An office file with so many settings that it has many pages. */
static char *
make_office (const char *folder)
{
  char *path = g_build_filename (folder, "office.xiangli", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(XlStore) store = xl_store_open (path, XL_STORE_CREATE, &error);

  g_assert_no_error (error);
  for (int i = 0; i < 5; i++)
    write_sql (store, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                      " INSERT INTO setting (key, value) SELECT 'key ' || (SELECT count (*) FROM setting) || ' ' || i,"
                      " hex (zeroblob (40)) FROM n");
  return path;
}

static void
assert_refused (const char *path, XlStoreFlags flags, GQuark domain, int code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) before = read_bytes (path), after = NULL;
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);

  g_assert_null (xl_store_open (path, flags, &error));
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, path));
  after = read_bytes (path);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
}

/* What is no store ---------------------------------------------------------------------------------------------------- */

static void
test_a_new_file (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (xl_store_open (path, XL_STORE_DEFAULT, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr(XlStore) store = xl_store_open (path, i == 0 ? XL_STORE_CREATE : XL_STORE_DEFAULT, &error);
      g_autofree char *mode = NULL, *site = NULL;

      g_assert_no_error (error);
      mode = ask (store, "PRAGMA journal_mode");
      g_assert_cmpstr (mode, ==, "wal");
      site = ask (store, "SELECT value FROM meta WHERE key = 'site'");
      g_assert_cmpint (g_ascii_strtoll (site, NULL, 10), >, 0);
      g_assert_false (xl_store_is_read_only (store));
      g_assert_null (xl_store_get_problem (store));
    }
}

static void
test_what_is_no_store (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "notes.txt", NULL);
  g_autofree char *other = g_build_filename (folder, "other.db", NULL);
  g_autofree char *noise = g_malloc0 (9000);
  g_autoptr(GError) error = NULL;
  XlDb *db;

  g_file_set_contents (path, "", 0, NULL);
  assert_refused (path, XL_STORE_FALL_BACK, XL_STORE_ERROR, XL_STORE_ERROR_NOT_STORE);
  g_file_set_contents (path, "姓名,身份证号\n张三,1\n", -1, NULL);
  assert_refused (path, XL_STORE_FALL_BACK, XL_STORE_ERROR, XL_STORE_ERROR_NOT_STORE);
  g_file_set_contents (path, noise, 9000, NULL);
  assert_refused (path, XL_STORE_CREATE, XL_STORE_ERROR, XL_STORE_ERROR_NOT_STORE);
  db = xl_db_open (other, XL_DB_CREATE, &error);
  xl_db_exec (db, "CREATE TABLE t (a); INSERT INTO t VALUES (1)", &error);
  xl_db_close (db);
  assert_refused (other, XL_STORE_CREATE, XL_STORE_ERROR, XL_STORE_ERROR_NOT_STORE);
  g_assert_null (xl_store_open (folder, XL_STORE_DEFAULT, &error));
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_NOT_STORE);
}

/* Versions ------------------------------------------------------------------------------------------------------------ */

static void
test_a_newer_version_is_not_touched (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autofree char *path = make_office (folder);
  g_autoptr(GError) error = NULL;
  XlDb *db = xl_db_open (path, XL_DB_READ_WRITE, &error);

  xl_db_exec (db, "PRAGMA user_version = 9999; CREATE TABLE of_the_future (a)", &error);
  g_assert_no_error (error);
  xl_db_close (db);
  assert_refused (path, XL_STORE_FALL_BACK, XL_STORE_ERROR, XL_STORE_ERROR_TOO_NEW);
  assert_refused (path, XL_STORE_DEFAULT, XL_STORE_ERROR, XL_STORE_ERROR_TOO_NEW);
}

static void
test_version_1_is_brought_up_to_date (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autofree char *frozen = g_test_build_filename (G_TEST_DIST, "store", "frozen", "office-v1.xiangli", NULL);
  g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);
  g_autofree char *aside = g_strdup_printf ("%s.before-v%d", path, xl_schema_version ());
  g_autofree char *version = NULL, *value = NULL, *person = NULL, *old_version = NULL, *known = g_strdup_printf ("%d", xl_schema_version ());
  g_autoptr(XlStore) store = NULL;
  g_autoptr(XlChange) change = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(XlDb) copy = NULL;

  copy_file (frozen, path);
  store = xl_store_open (path, XL_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  version = ask (store, "PRAGMA user_version");
  g_assert_cmpstr (version, ==, known);
  write_sql (store, "INSERT INTO person (id, office, name, name_sort, name_initials) VALUES (1, '220622102201', '张三', 'x', 'x')");
  person = ask (store, "SELECT rowid FROM fts_search WHERE fts_search MATCH 'name : \"张\"'");
  g_assert_cmpstr (person, ==, "1");
  change = xl_store_undo (store, &error);
  g_clear_pointer (&change, xl_change_free);
  change = xl_store_undo (store, &error);      /* an edit made by version 1 */
  g_assert_no_error (error);
  g_assert_cmpstr (change->label, ==, "设置：大字");
  value = ask (store, "SELECT count (*) FROM setting");
  g_assert_cmpstr (value, ==, "0");
  g_clear_object (&store);
  g_assert_true (xl_backup_verify (path, &error));
  g_assert_true (xl_backup_verify (aside, &error));
  copy = xl_db_open (aside, XL_DB_READ_ONLY, &error);
  old_version = xl_db_text (copy, "PRAGMA user_version", &error);
  g_assert_cmpstr (old_version, ==, "1");
}

static void
test_an_old_version_is_not_read_half (void)
{
  g_autofree char *frozen = g_test_build_filename (G_TEST_DIST, "store", "frozen", "office-v1.xiangli", NULL);
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);

  copy_file (frozen, path);
  assert_refused (path, XL_STORE_READ_ONLY, XL_STORE_ERROR, XL_STORE_ERROR_READ_ONLY);
}

/* Damage -------------------------------------------------------------------------------------------------------------- */

static void
test_a_file_cut_short_is_read_as_far_as_it_goes (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autofree char *path = make_office (folder);
  g_autoptr(GBytes) whole = read_bytes (path);
  g_autoptr(XlStore) store = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *office = NULL;

  g_assert_cmpint (truncate (path, (off_t) g_bytes_get_size (whole) * 6 / 10 / 4096 * 4096), ==, 0);
  assert_refused (path, XL_STORE_DEFAULT, XL_STORE_ERROR, XL_STORE_ERROR_CORRUPT);
  store = xl_store_open (path, XL_STORE_FALL_BACK, &error);
  g_assert_no_error (error);
  g_assert_true (xl_store_is_read_only (store));
  g_assert_nonnull (strstr (xl_store_get_problem (store), "damaged"));
  office = ask (store, "SELECT key FROM setting WHERE id = 1");
  g_assert_cmpstr (office, ==, "key 0 1");
  g_assert_cmpint (xl_store_write (store, XL_CHANGE_EDIT, "no", run_sql, (gpointer) "DELETE FROM setting", &error), ==, -1);
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_READ_ONLY);
}

static gpointer
read_everything (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(GError) ignored = NULL;
  g_autoptr(GPtrArray) log = xl_change_list (db, 0, 1000, NULL);
  g_autoptr(GPtrArray) history = xl_change_history (db, "setting", 7, NULL);
  g_autofree char *text = xl_db_text (db, "SELECT count (*) FROM setting WHERE value LIKE '%0%'", &ignored);
  g_autoptr(XlCheck) check = xl_check_run (db, NULL);

  return GINT_TO_POINTER (check == NULL || !check->ok ? 1 : 2);
}

static void
test_scribbled_files_never_crash (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autofree char *path = make_office (folder);
  g_autoptr(GBytes) whole = read_bytes (path);
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  gsize size = g_bytes_get_size (whole);
  int n_found = 0, n_opened = 0;

  for (int round = 0; round < 60; round++)
    {
      g_autofree char *data = g_memdup2 (g_bytes_get_data (whole, NULL), size);
      g_autoptr(XlStore) store = NULL;
      g_autoptr(GError) error = NULL;
      gsize at = round % 3 == 0 ? (gsize) g_rand_int_range (rand, 16, 4096) : (gsize) g_rand_int_range (rand, 0, (gint32) size - 600);

      for (int i = 0; i < 512; i++)
        data[at + (gsize) i] = (char) g_rand_int (rand);
      g_file_set_contents (path, data, (gssize) size, NULL);
      store = xl_store_open (path, XL_STORE_FALL_BACK, &error);
      if (store != NULL)
        {
          n_opened++;
          n_found += GPOINTER_TO_INT (xl_store_read (store, read_everything, NULL, NULL)) == 1 || xl_store_get_problem (store) != NULL;
        }
      else
        g_assert_true (error->domain == XL_STORE_ERROR);
    }
  g_assert_cmpint (n_opened, >, 20);
  g_assert_cmpint (n_found, >, n_opened / 2);   /* what lay in free or unused bytes harms nobody */
}

static void
test_a_foreign_journal_does_no_harm (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autofree char *path = make_office (folder);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autoptr(XlStore) store = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *n = NULL;

  g_file_set_contents (wal, "this is no journal of this file, whatever its name says", -1, NULL);
  store = xl_store_open (path, XL_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  n = ask (store, "SELECT count (*) FROM setting");
  g_assert_cmpstr (n, ==, "10000");
}

/* Who may write ------------------------------------------------------------------------------------------------------- */

static void
test_the_second_program_reads_and_knows_who_writes (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autofree char *path = make_office (folder);
  g_autofree char *process = g_strdup_printf ("process %d", (int) getpid ());
  g_autoptr(XlStore) first = NULL, second = NULL, third = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *seen = NULL;

  first = xl_store_open (path, XL_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_null (xl_store_open (path, XL_STORE_DEFAULT, &error));
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, process));
  g_clear_error (&error);
  second = xl_store_open (path, XL_STORE_FALL_BACK, &error);
  g_assert_no_error (error);
  g_assert_true (xl_store_is_read_only (second));
  g_assert_nonnull (strstr (xl_store_get_owner (second), process));
  write_sql (first, "INSERT INTO setting (key, value) VALUES ('late', 'seen')");
  seen = ask (second, "SELECT value FROM setting WHERE key = 'late'");
  g_assert_cmpstr (seen, ==, "seen");
  g_assert_cmpint (xl_store_write (second, XL_CHANGE_EDIT, "no", run_sql, (gpointer) "DELETE FROM setting", &error), ==, -1);
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_null (xl_store_undo (second, &error));
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_clear_object (&first);
  third = xl_store_open (path, XL_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_false (xl_store_is_read_only (third));
}

/* As root every folder can be written to, so the test goes on as nobody. */
static void
become_nobody (void)
{
  if (geteuid () == 0 && (setgid (65534) != 0 || setuid (65534) != 0))
    g_error ("cannot become nobody");
}

static void
test_a_folder_that_cannot_be_written_to (void)
{
  const char *path = g_getenv ("XL_TEST_PATH");
  g_autoptr(TempFolder) folder = NULL;
  g_autofree char *made = NULL;

  if (g_test_subprocess ())
    {
      g_autoptr(XlStore) store = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *n = NULL;

      become_nobody ();
      g_assert_null (xl_store_open (path, XL_STORE_DEFAULT, &error));
      g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_READ_ONLY);
      g_clear_error (&error);
      store = xl_store_open (path, XL_STORE_FALL_BACK, &error);
      g_assert_no_error (error);
      g_assert_true (xl_store_is_read_only (store));
      n = ask (store, "SELECT count (*) FROM setting");
      g_assert_cmpstr (n, ==, "10000");
      return;
    }
  folder = temp_folder_new ();
  made = make_office (folder);
  g_setenv ("XL_TEST_PATH", made, TRUE);
  g_chmod (made, 0444);
  g_chmod (folder, 0555);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_chmod (folder, 0755);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/open/a-new-file", test_a_new_file);
  g_test_add_func ("/store/open/what-is-no-store", test_what_is_no_store);
  g_test_add_func ("/store/open/a-newer-version-is-not-touched", test_a_newer_version_is_not_touched);
  g_test_add_func ("/store/open/version-1-is-brought-up-to-date", test_version_1_is_brought_up_to_date);
  g_test_add_func ("/store/open/an-old-version-is-not-read-half", test_an_old_version_is_not_read_half);
  g_test_add_func ("/store/open/a-file-cut-short-is-read-as-far-as-it-goes", test_a_file_cut_short_is_read_as_far_as_it_goes);
  g_test_add_func ("/store/open/scribbled-files-never-crash", test_scribbled_files_never_crash);
  g_test_add_func ("/store/open/a-foreign-journal-does-no-harm", test_a_foreign_journal_does_no_harm);
  g_test_add_func ("/store/open/the-second-program-reads-and-knows-who-writes", test_the_second_program_reads_and_knows_who_writes);
  g_test_add_func ("/store/open/a-folder-that-cannot-be-written-to", test_a_folder_that_cannot_be_written_to);
  return g_test_run ();
}
