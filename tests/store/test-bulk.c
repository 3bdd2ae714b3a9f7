#include "memory-file.h"

#include "store/xl-bulk.h"
#include "store/xl-change.h"
#include "store/xl-changeset.h"
#include "store/xl-db.h"
#include "store/xl-sql.h"

#define OFFICE "220622103200"

static const char *const tables[] = { "person", "membership", NULL };
static const char *const indexes[] = { "person_birth", "person_phone", "no_such_index", NULL };

static gint64
do_bulk (XlDb *db, gpointer data, GError **error)
{
  if (!xl_bulk_begin (db, tables, indexes, error))
    return -1;
  return xl_db_exec (db, data, error) ? 0 : -1;
}

static gint64
do_sql (XlDb *db, gpointer data, GError **error)
{
  return xl_db_exec (db, data, error) ? 0 : -1;
}

static gint64
run (XlDb *db, XlWriteFunc func, const char *sql, GError **error)
{
  return xl_change_run (db, "tester", "edit", XL_CHANGE_EDIT, func, (gpointer) sql, error);
}

#define PERSON(id, birth) \
  "INSERT INTO person (id, office, name, name_sort, name_initials, birth_date) VALUES (" id ", '" OFFICE "', 'n', 'n', 'n', " birth ");"

static char *
read_schema (XlDb *db)
{
  return xl_db_text (db, "SELECT group_concat (sql, ';') FROM (SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name)", NULL);
}

static void
test_indexes_come_back (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autofree char *before = read_schema (db);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (run (db, do_bulk, PERSON ("1", "'1950-01-01'") PERSON ("2", "NULL"), &error), ==, 0);
  g_assert_no_error (error);
  after = read_schema (db);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (xl_db_int (db, "SELECT count (*) FROM person INDEXED BY person_birth WHERE present = 1 AND birth_date IS NOT NULL", -1,
                              NULL), ==, 1);
  xl_change_free (xl_change_undo (db, "tester", &error));
  g_assert_no_error (error);
  g_assert_cmpint (xl_db_int (db, "SELECT count (*) FROM person", -1, NULL), ==, 0);
  g_assert_cmpint (xl_change_verify (db, &error), ==, 0);
}

/* @n persons, a household for every second one and its membership; then one of each is changed and one taken out again. */
static char *
make_rows (int n)
{
  return g_strdup_printf (
    "INSERT INTO village_group (id, office, number, name) VALUES (900000, '" OFFICE "', 1, NULL);"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
    " INSERT INTO person (id, office, name, name_sort, name_initials, birth_date, note)"
    " SELECT i, '" OFFICE "', '人' || i, 'ren', 'r', '1950-01-01', CASE WHEN i %% 7 = 0 THEN hex (zeroblob (i)) END FROM n;"
    "INSERT INTO household (id, office, number, head) SELECT 1000000 + id, '" OFFICE "', 'h' || id, id FROM person WHERE id %% 2;"
    "INSERT INTO membership (id, person, household, relation) SELECT 2000000 + id, head, id, '02' FROM household;"
    "UPDATE person SET name = '改' WHERE id = 1; DELETE FROM person WHERE id = 2", n);
}

static char *
read_all (XlDb *db)
{
  return xl_db_text (db, "SELECT (SELECT group_concat (id || name || coalesce (birth_date, '-') || coalesce (note, '-')) FROM person)"
                         " || (SELECT group_concat (id || number || head) FROM household)"
                         " || (SELECT group_concat (id || person || household || relation) FROM membership)"
                         " || (SELECT count (*) FROM village_group)", NULL);
}

/* A few rows lie in memory and are listed one by one, many are read from their tables: both are a changeset like any other. */
static void
test_what_was_filled_is_undone_and_redone (gconstpointer data)
{
  int n = GPOINTER_TO_INT (data);
  g_autoptr(XlDb) db = memory_file_open ();
  g_autofree char *sql = make_rows (n), *before = NULL, *after = NULL;
  g_autoptr(GPtrArray) history = NULL;
  g_autoptr(GError) error = NULL;
  gint64 rows = 1 + (n - 1) + 2 * ((n + 1) / 2);

  g_assert_cmpint (run (db, do_bulk, sql, &error), ==, 0);
  g_assert_no_error (error);
  before = read_all (db);
  g_assert_cmpint (xl_db_int (db, "SELECT n_rows FROM change ORDER BY seq DESC LIMIT 1", -1, NULL), ==, rows);
  g_assert_cmpint (xl_db_int (db, "SELECT count (*) FROM change_row", -1, NULL), ==, rows <= XL_CHANGE_MAX_LISTED ? rows : 0);
  history = xl_change_history (db, "person", 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, >, 5);   /* every field that was filled in */
  xl_change_free (xl_change_undo (db, "tester", &error));
  g_assert_no_error (error);
  g_assert_cmpint (xl_db_int (db, "SELECT (SELECT count (*) FROM person) + (SELECT count (*) FROM village_group)", -1, NULL), ==, 0);
  xl_change_free (xl_change_redo (db, "tester", &error));
  g_assert_no_error (error);
  after = read_all (db);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (xl_change_verify (db, &error), ==, 0);
}

static gint64
do_late_bulk (XlDb *db, gpointer data, GError **error)
{
  static const char first[] = PERSON ("1", "NULL") "DELETE FROM person";

  return xl_db_exec (db, first, error) ? do_bulk (db, data, error) : -1;
}

/* The session has seen the table: it goes on recording it alone. */
static void
test_a_table_touched_before_is_filled_as_usual (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (run (db, do_late_bulk, PERSON ("2", "NULL") PERSON ("3", "NULL"), &error), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpint (xl_db_int (db, "SELECT n_rows FROM change ORDER BY seq DESC LIMIT 1", -1, NULL), ==, 2);
  xl_change_free (xl_change_undo (db, "tester", &error));
  g_assert_no_error (error);
  g_assert_cmpint (xl_db_int (db, "SELECT count (*) FROM person", -1, NULL), ==, 0);
}

static void
test_a_row_that_breaks_a_check_undoes_all (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autofree char *before = read_schema (db);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (run (db, do_bulk, PERSON ("1", "'1950-01-01'") PERSON ("2", "'1950-02-31'"), &error), ==, -1);
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  after = read_schema (db);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (xl_db_int (db, "SELECT count (*) FROM person", -1, NULL), ==, 0);
  /* and from then on each row is looked at again */
  g_assert_false (xl_db_exec (db, PERSON ("3", "'1950-02-31'"), &error));
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CONSTRAINT);
}

static void
test_a_failed_edit_leaves_checks_on (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autofree char *before = read_schema (db);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (run (db, do_bulk, PERSON ("1", "NULL") PERSON ("1", "NULL"), &error), ==, -1);
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_DUPLICATE);
  g_clear_error (&error);
  after = read_schema (db);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (run (db, do_sql, PERSON ("3", "'1950-02-31'"), &error), ==, -1);
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CONSTRAINT);
}

static void
test_tables_with_rows_are_filled_as_usual (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(GError) error = NULL;

  run (db, do_sql, PERSON ("1", "NULL"), &error);
  g_assert_no_error (error);
  g_assert_cmpint (run (db, do_bulk, "CREATE TEMP TABLE seen AS SELECT count (*) AS n FROM sqlite_schema WHERE name = 'person_birth';"
                                     PERSON ("2", "'1950-02-31'"), &error), ==, -1);
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_cmpint (run (db, do_bulk, "CREATE TEMP TABLE seen AS SELECT count (*) AS n FROM sqlite_schema WHERE name = 'person_birth'",
                        &error), ==, 0);
  g_assert_cmpint (xl_db_int (db, "SELECT n FROM seen", -1, NULL), ==, 1);
}

static gint64
count_by_sqlite (gconstpointer data, int size)
{
  sqlite3_changeset_iter *iter = NULL;
  gint64 n = 0;

  sqlite3changeset_start (&iter, size, (void *) data);
  while (sqlite3changeset_next (iter) == SQLITE_ROW)
    n++;
  sqlite3changeset_finalize (iter);
  return n;
}

static void
test_rows_of_a_changeset_are_counted (void)
{
  static const char *const edits[] = {
    PERSON ("1", "'1950-01-01'") PERSON ("2", "NULL") PERSON ("3", "NULL")
      "INSERT INTO village_group (id, office, number, name) VALUES (10, '" OFFICE "', 1, hex (zeroblob (300)))",
    "UPDATE person SET name = 'm', note = hex (zeroblob (20000)) WHERE id < 3; DELETE FROM village_group; DELETE FROM person WHERE id = 3",
    "UPDATE person SET phone = '1', birth_date = NULL",
  };
  g_autoptr(XlDb) db = memory_file_open ();

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(XlStmt) stmt = NULL;
      int size;

      run (db, do_sql, edits[i], &error);
      g_assert_no_error (error);
      stmt = xl_db_prepare (db, "SELECT changeset, n_rows FROM change ORDER BY seq DESC LIMIT 1", NULL);
      g_assert_true (xl_db_step (db, stmt, NULL));
      size = sqlite3_column_bytes (stmt, 0);
      g_assert_cmpint (sqlite3_column_int64 (stmt, 1), ==, count_by_sqlite (sqlite3_column_blob (stmt, 0), size));
      for (int cut = 1; cut < size; cut += 97)   /* never beyond the end */
        g_assert_cmpint (xl_changeset_count (sqlite3_column_blob (stmt, 0), (gsize) cut), <=, sqlite3_column_int64 (stmt, 1));
    }
  g_assert_cmpint (xl_changeset_count ("nothing of the kind", 19), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/bulk/indexes-come-back", test_indexes_come_back);
  g_test_add_func ("/store/bulk/a-row-that-breaks-a-check-undoes-all", test_a_row_that_breaks_a_check_undoes_all);
  g_test_add_func ("/store/bulk/a-failed-edit-leaves-checks-on", test_a_failed_edit_leaves_checks_on);
  g_test_add_func ("/store/bulk/tables-with-rows-are-filled-as-usual", test_tables_with_rows_are_filled_as_usual);
  g_test_add_data_func ("/store/bulk/few-rows-are-undone-and-redone", GINT_TO_POINTER (20), test_what_was_filled_is_undone_and_redone);
  g_test_add_data_func ("/store/bulk/many-rows-are-undone-and-redone", GINT_TO_POINTER (3001), test_what_was_filled_is_undone_and_redone);
  g_test_add_func ("/store/bulk/a-table-touched-before-is-filled-as-usual", test_a_table_touched_before_is_filled_as_usual);
  g_test_add_func ("/store/changeset/rows-are-counted", test_rows_of_a_changeset_are_counted);
  return g_test_run ();
}
