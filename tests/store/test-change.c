/* Every edit is recorded, chained by hash, undone and brought back; the history of a record. */
#include "store/xl-change.h"
#include "store/xl-schema.h"
#include "store/xl-sql.h"

#include <glib/gstdio.h>
#include <string.h>

static XlDb *
open_store (const char *path)
{
  g_autoptr(GError) error = NULL;
  XlDb *db = xl_db_open (path, XL_DB_CREATE, &error);

  g_assert_no_error (error);
  g_assert_true (xl_schema_ensure (db, &error));
  g_assert_no_error (error);
  return db;
}

static gint64
run_sql (XlDb *db, gpointer data, GError **error)
{
  return xl_db_exec (db, data, error) ? 1 : -1;
}

static void
edit (XlDb *db, const char *label, const char *sql)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (xl_change_run (db, "tester", label, XL_CHANGE_EDIT, run_sql, (gpointer) sql, &error), ==, 1);
  g_assert_no_error (error);
}

static gint64
number (XlDb *db, const char *sql)
{
  g_autoptr(GError) error = NULL;
  gint64 n = xl_db_int (db, sql, -7, &error);

  g_assert_no_error (error);
  return n;
}

static void
undo (XlDb *db, const char *expected_label)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlChange) change = xl_change_undo (db, "tester", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (change->label, ==, expected_label);
}

static void
redo (XlDb *db, const char *expected_label)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlChange) change = xl_change_redo (db, "tester", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (change->label, ==, expected_label);
}

static void
assert_nothing_to (XlDb *db, gboolean again)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (again ? xl_change_redo (db, "tester", &error) : xl_change_undo (db, "tester", &error));
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_NOTHING);
}

static void
assert_chain_whole (XlDb *db)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (xl_change_verify (db, &error), ==, 0);
  g_assert_no_error (error);
}

#define SET(id, value) "INSERT INTO setting VALUES (" #id ", 'k" #id "', '" value "')"

/* Recording --------------------------------------------------------------------------------------------------------- */

static void
test_each_edit_is_recorded (void)
{
  g_autoptr(XlDb) db = open_store (":memory:");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) log = NULL;
  XlChange *newest;

  edit (db, "第一", SET (1, "a"));
  edit (db, "第二", "UPDATE setting SET value = 'b' WHERE id = 1;" SET (2, "c"));
  log = xl_change_list (db, 0, 10, &error);
  g_assert_cmpuint (log->len, ==, 2);
  newest = log->pdata[0];
  g_assert_cmpint (newest->seq, ==, 2);
  g_assert_cmpstr (newest->label, ==, "第二");
  g_assert_cmpstr (newest->user, ==, "tester");
  g_assert_cmpint (newest->n_rows, ==, 2);
  g_assert_cmpint (newest->kind, ==, XL_CHANGE_EDIT);
  g_assert_false (newest->undone);
  g_assert_cmpint (ABS (newest->at - g_get_real_time () / G_USEC_PER_SEC), <, 1000);
  assert_chain_whole (db);
}

static void
test_an_edit_that_changes_nothing_is_not_logged (void)
{
  g_autoptr(XlDb) db = open_store (":memory:");

  edit (db, "nothing", "SELECT 1");
  edit (db, "there and back", SET (1, "a") ";DELETE FROM setting WHERE id = 1");
  g_assert_cmpint (number (db, "SELECT count (*) FROM change"), ==, 0);
}

static void
test_what_is_final_is_passed_over_by_undo (void)
{
  g_autoptr(XlDb) db = open_store (":memory:");
  g_autoptr(GError) error = NULL;

  edit (db, "第一", SET (1, "a"));
  xl_change_run (db, "tester", "报送", XL_CHANGE_FINAL, run_sql, (gpointer) SET (2, "b"), &error);
  g_assert_no_error (error);
  undo (db, "第一");
  assert_nothing_to (db, FALSE);
  g_assert_cmpint (number (db, "SELECT count (*) FROM setting"), ==, 1);
  redo (db, "第一");
  assert_chain_whole (db);
}

static void
test_a_failed_edit_leaves_nothing (void)
{
  g_autoptr(XlDb) db = open_store (":memory:");
  g_autoptr(GError) error = NULL;

  edit (db, "one", SET (1, "a"));
  g_assert_cmpint (xl_change_run (db, "tester", "bad", XL_CHANGE_EDIT, run_sql,
                                  (gpointer) (SET (2, "b") ";" SET (1, "again")), &error), ==, -1);
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_DUPLICATE);
  g_assert_cmpint (number (db, "SELECT count (*) FROM setting"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count (*) FROM change"), ==, 1);
  edit (db, "two", SET (2, "b"));
  assert_chain_whole (db);
}

static gint64
take_ids (XlDb *db, gpointer data, GError **error)
{
  gint64 *ids = data;

  for (int i = 0; i < 3; i++)
    ids[i] = xl_db_next_id (db);
  return xl_db_exec (db, "INSERT INTO setting SELECT max (coalesce (id, 0)) + 1, 'k' || count (*), '' FROM setting", error) ? 0 : -1;
}

static gint64
take_ids_and_fail (XlDb *db, gpointer data, GError **error)
{
  take_ids (db, data, error);
  return xl_db_exec (db, "nonsense", error) ? 0 : -1;
}

static void
test_keys_are_never_given_twice (void)
{
  g_autoptr(XlDb) db = open_store (":memory:");
  g_autoptr(XlDb) other = open_store (":memory:");
  gint64 first[3], second[3], third[3], elsewhere[3];
  g_autoptr(GError) error = NULL;

  xl_change_run (db, "t", "a", XL_CHANGE_EDIT, take_ids, first, NULL);
  xl_change_run (db, "t", "b", XL_CHANGE_EDIT, take_ids_and_fail, second, &error);
  g_assert_nonnull (error);
  xl_change_run (db, "t", "c", XL_CHANGE_EDIT, take_ids, third, NULL);
  xl_change_run (other, "t", "a", XL_CHANGE_EDIT, take_ids, elsewhere, NULL);
  g_assert_cmpint (first[0] >> 32, >, 0);
  g_assert_cmpint (first[0] & 0xffffffff, ==, 1);
  g_assert_cmpint (first[2], <, third[0]);
  g_assert_cmpint (first[0] >> 32, !=, elsewhere[0] >> 32);
}

static void
test_tampering_is_found (void)
{
  static const char *const fields[] = {
    "at = at + 1", "user = 'other'", "label = 'other'", "site = site + 1", "n_rows = n_rows + 1", "changeset = zeroblob (length (changeset) + 1)",
    "changeset = zeroblob (length (changeset))", "hash = zeroblob (32)", "previous = zeroblob (32)", "kind = 'import'"
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr(XlDb) db = open_store (":memory:");
      g_autofree char *sql = g_strdup_printf ("UPDATE change SET %s WHERE seq = 3", fields[i]);
      g_autoptr(GError) error = NULL;

      for (int n = 1; n <= 5; n++)
        edit (db, "e", n == 1 ? SET (1, "a") : n == 2 ? SET (2, "a") : n == 3 ? SET (3, "a") : n == 4 ? SET (4, "a") : SET (5, "a"));
      assert_chain_whole (db);
      g_assert_true (xl_db_exec (db, sql, &error));
      g_assert_cmpint (xl_change_verify (db, &error), ==, 3);
      g_assert_no_error (error);
    }
}

static void
test_entries_taken_out_or_retargeted_are_found (void)
{
  g_autoptr(XlDb) db = open_store (":memory:");
  g_autoptr(GError) error = NULL;

  edit (db, "a", SET (1, "a"));
  edit (db, "b", SET (2, "a"));
  undo (db, "b");
  undo (db, "a");
  assert_chain_whole (db);
  xl_db_exec (db, "UPDATE change SET target = 1 WHERE seq = 3", &error);
  g_assert_cmpint (xl_change_verify (db, &error), ==, 3);
  xl_db_exec (db, "UPDATE change SET target = 2 WHERE seq = 3", &error);
  assert_chain_whole (db);
  xl_db_exec (db, "PRAGMA foreign_keys = OFF; DELETE FROM change WHERE seq = 2", &error);
  g_assert_no_error (error);
  g_assert_cmpint (xl_change_verify (db, &error), ==, 2);
}

/* Undo -------------------------------------------------------------------------------------------------------------- */

static void
test_undo_and_redo (void)
{
  g_autoptr(XlDb) db = open_store (":memory:");

  assert_nothing_to (db, FALSE);
  edit (db, "a", SET (1, "a"));
  edit (db, "b", "UPDATE setting SET value = 'b' WHERE id = 1");
  edit (db, "c", "DELETE FROM setting WHERE id = 1");
  undo (db, "c");
  g_assert_cmpint (number (db, "SELECT count (*) FROM setting WHERE value = 'b'"), ==, 1);
  undo (db, "b");
  undo (db, "a");
  assert_nothing_to (db, FALSE);
  redo (db, "a");
  redo (db, "b");
  g_assert_cmpint (number (db, "SELECT count (*) FROM setting WHERE value = 'b'"), ==, 1);
  undo (db, "b");
  redo (db, "b");
  redo (db, "c");
  assert_nothing_to (db, TRUE);
  g_assert_cmpint (number (db, "SELECT count (*) FROM setting"), ==, 0);
  assert_chain_whole (db);
}

static void
test_a_new_edit_ends_what_could_be_redone (void)
{
  g_autoptr(XlDb) db = open_store (":memory:");

  edit (db, "a", SET (1, "a"));
  edit (db, "b", SET (2, "b"));
  undo (db, "b");
  edit (db, "c", SET (3, "c"));
  assert_nothing_to (db, TRUE);
  undo (db, "c");
  redo (db, "c");
  assert_nothing_to (db, TRUE);
  undo (db, "c");
  undo (db, "a");
  g_assert_cmpint (number (db, "SELECT count (*) FROM setting"), ==, 0);
  assert_nothing_to (db, FALSE);
  redo (db, "a");
  redo (db, "c");
  assert_nothing_to (db, TRUE);
  g_assert_cmpint (number (db, "SELECT count (*) FROM setting"), ==, 2);
}

static void
test_undo_after_reopening (void)
{
  g_autofree char *folder = g_dir_make_tmp ("xl-change-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);

  for (int i = 0; i < 3; i++)
    {
      g_autoptr(XlDb) db = open_store (path);

      if (i == 0)
        edit (db, "a", SET (1, "a") ";" SET (2, "b"));
      else if (i == 1)
        undo (db, "a");
      else
        redo (db, "a");
      g_assert_cmpint (number (db, "SELECT count (*) FROM setting"), ==, i == 1 ? 0 : 2);
      assert_chain_whole (db);
    }
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_rmdir (folder);
}

static gint64
import_many (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "INSERT INTO person (id, office, name, name_sort, name_initials)"
                                              " VALUES (?1, '220622102201', ?2, 'x', 'x')", error);

  for (int i = 0; i < GPOINTER_TO_INT (data); i++)
    {
      g_autofree char *name = g_strdup_printf ("张三%d", i);

      sqlite3_bind_int64 (stmt, 1, xl_db_next_id (db));
      xl_bind (stmt, 2, name);
      if (!xl_db_done (db, stmt, error))
        return -1;
    }
  return GPOINTER_TO_INT (data);
}

#define FOUND "SELECT count (*) FROM fts_search WHERE fts_search MATCH 'name : \"张三\"'"

static void
test_a_bulk_import_is_undone_as_one (void)
{
  g_autoptr(XlDb) db = open_store (":memory:");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) log = NULL;

  edit (db, "before", SET (1, "a"));
  g_assert_cmpint (xl_change_run (db, "tester", "导入", XL_CHANGE_IMPORT, import_many, GINT_TO_POINTER (20000), &error), ==, 20000);
  g_assert_cmpint (number (db, FOUND), ==, 20000);
  g_assert_cmpint (number (db, "SELECT count (*) FROM change_row"), ==, 1);   /* bulk changes are not listed row by row */
  g_assert_cmpint (number (db, "SELECT length (changeset) > 1 << 20 FROM change WHERE seq = 2"), ==, 1);   /* written in place */
  undo (db, "导入");
  g_assert_cmpint (number (db, "SELECT count (*) FROM person"), ==, 0);
  g_assert_cmpint (number (db, FOUND), ==, 0);
  redo (db, "导入");
  g_assert_cmpint (number (db, "SELECT count (*) FROM person"), ==, 20000);
  g_assert_cmpint (number (db, FOUND), ==, 20000);
  undo (db, "导入");
  log = xl_change_list (db, 0, 10, &error);
  g_assert_true (((XlChange *) log->pdata[3])->undone);
  g_assert_false (((XlChange *) log->pdata[4])->undone);
  g_assert_cmpint (((XlChange *) log->pdata[0])->kind, ==, XL_CHANGE_UNDO);
  g_assert_cmpint (((XlChange *) log->pdata[0])->target, ==, 2);
  assert_chain_whole (db);
}

static void
test_an_undo_that_no_longer_fits_is_refused (void)
{
  g_autoptr(XlDb) db = open_store (":memory:");
  g_autoptr(GError) error = NULL;

  edit (db, "a", SET (1, "a") ";" SET (2, "a"));
  edit (db, "b", "UPDATE setting SET value = 'b'");
  xl_db_exec (db, "UPDATE setting SET value = 'from elsewhere' WHERE id = 2", &error);   /* not recorded */
  g_assert_null (xl_change_undo (db, "tester", &error));
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "setting"));
  g_assert_cmpint (number (db, "SELECT count (*) FROM setting WHERE value = 'b'"), ==, 1);   /* nothing half undone */
  assert_chain_whole (db);
}

static void
test_a_reference_in_the_way_is_refused (void)
{
  g_autoptr(XlDb) db = open_store (":memory:");
  g_autoptr(GError) error = NULL;

  edit (db, "person", "INSERT INTO person (id, office, name, name_sort, name_initials) VALUES (1, '220622102201', '张三', 'x', 'x')");
  xl_db_exec (db, "INSERT INTO person_kind (id, person, kind) VALUES (2, 1, 'dibao')", &error);   /* not recorded */
  g_assert_no_error (error);
  g_assert_null (xl_change_undo (db, "tester", &error));
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CONFLICT);
  g_assert_cmpint (number (db, "SELECT count (*) FROM person"), ==, 1);
}

/* History ----------------------------------------------------------------------------------------------------------- */

static const XlFieldChange *
field (GPtrArray *history, guint i)
{
  g_assert_cmpuint (i, <, history->len);
  return history->pdata[i];
}

static void
test_history_of_a_record (void)
{
  g_autoptr(XlDb) db = open_store (":memory:");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) history = NULL, none = NULL;

  edit (db, "made", SET (1, "a") ";" SET (2, "other"));
  edit (db, "changed", "UPDATE setting SET value = 'b' WHERE id = 1");
  edit (db, "other", "UPDATE setting SET value = 'x' WHERE id = 2");
  edit (db, "gone", "DELETE FROM setting WHERE id = 1");
  history = xl_change_history (db, "setting", 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, 3 + 1 + 3);   /* id, key, value; value; id, key, value */
  g_assert_cmpint (field (history, 0)->operation, ==, 'd');
  g_assert_cmpstr (field (history, 2)->old_value, ==, "b");
  g_assert_null (field (history, 2)->new_value);
  g_assert_cmpint (field (history, 3)->operation, ==, 'u');
  g_assert_cmpstr (field (history, 3)->column, ==, "value");
  g_assert_cmpstr (field (history, 3)->old_value, ==, "a");
  g_assert_cmpstr (field (history, 3)->new_value, ==, "b");
  g_assert_cmpstr (field (history, 3)->label, ==, "changed");
  g_assert_cmpstr (field (history, 6)->new_value, ==, "a");
  none = xl_change_history (db, "setting", 99, &error);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_history_reaches_into_bulk_changes (void)
{
  g_autoptr(XlDb) db = open_store (":memory:");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) history = NULL;
  gint64 id;

  xl_change_run (db, "tester", "导入", XL_CHANGE_IMPORT, import_many, GINT_TO_POINTER (2000), &error);
  id = number (db, "SELECT id FROM person WHERE name = '张三1234'");
  edit (db, "改名", "UPDATE person SET name = '李四' WHERE name = '张三1234'");
  history = xl_change_history (db, "person", id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (field (history, 0)->label, ==, "改名");
  g_assert_cmpstr (field (history, 0)->old_value, ==, "张三1234");
  g_assert_cmpstr (field (history, 1)->label, ==, "导入");
  g_assert_cmpint (field (history, 1)->operation, ==, 'i');
  for (guint i = 1; i < history->len; i++)
    g_assert_nonnull (field (history, i)->new_value);   /* empty columns are no news */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/change/each-edit-is-recorded", test_each_edit_is_recorded);
  g_test_add_func ("/store/change/an-edit-that-changes-nothing-is-not-logged", test_an_edit_that_changes_nothing_is_not_logged);
  g_test_add_func ("/store/change/what-is-final-is-passed-over-by-undo", test_what_is_final_is_passed_over_by_undo);
  g_test_add_func ("/store/change/a-failed-edit-leaves-nothing", test_a_failed_edit_leaves_nothing);
  g_test_add_func ("/store/change/keys-are-never-given-twice", test_keys_are_never_given_twice);
  g_test_add_func ("/store/change/tampering-is-found", test_tampering_is_found);
  g_test_add_func ("/store/change/entries-taken-out-or-retargeted-are-found", test_entries_taken_out_or_retargeted_are_found);
  g_test_add_func ("/store/change/undo-and-redo", test_undo_and_redo);
  g_test_add_func ("/store/change/a-new-edit-ends-what-could-be-redone", test_a_new_edit_ends_what_could_be_redone);
  g_test_add_func ("/store/change/undo-after-reopening", test_undo_after_reopening);
  g_test_add_func ("/store/change/a-bulk-import-is-undone-as-one", test_a_bulk_import_is_undone_as_one);
  g_test_add_func ("/store/change/an-undo-that-no-longer-fits-is-refused", test_an_undo_that_no_longer_fits_is_refused);
  g_test_add_func ("/store/change/a-reference-in-the-way-is-refused", test_a_reference_in_the_way_is_refused);
  g_test_add_func ("/store/change/history-of-a-record", test_history_of_a_record);
  g_test_add_func ("/store/change/history-reaches-into-bulk-changes", test_history_reaches_into_bulk_changes);
  return g_test_run ();
}
