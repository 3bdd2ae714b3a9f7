/* Pairs found, merged, edited, parted again. */
#include "people-fixture.h"

#include "people/xl-person-merge-table.h"

#define NUMBER "220622197311303070"

typedef struct {
  XlDb  *db;
  gint64 keep, gone, other, household, merge;
} Fixture;

static const char ledger_sql[] =
  "CREATE TABLE ledger_test (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (id), note TEXT) STRICT";

static gint64
insert (XlDb *db, const char *name, const char *number, const char *birth, const char *phone, GError **error)
{
  g_autoptr(XlPerson) person = xl_person_new (OFFICE);

  if (!xl_person_set_name (person, name, error))
    return -1;
  xl_person_set_identity (person, number);
  xl_person_set_phone (person, phone);
  g_free (person->birth_date);
  person->birth_date = g_strdup (birth);
  return xl_person_table_insert (db, person, error);
}

static gint64
write_people (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;
  g_autoptr(XlHousehold) household = xl_household_new (OFFICE, "103200-0009");
  g_autofree char *sql = NULL;

  f->keep = insert (db, "李国", NUMBER, "1973-11-30", NULL, error);
  f->gone = insert (db, "李国", "220622197311303000", "1973-11-30", "13844681180", error);
  f->other = insert (db, "赵小红", NULL, "1980-01-02", NULL, error);
  insert (db, "赵晓红", NULL, "1980-01-02", NULL, error);
  f->household = xl_household_table_insert (db, household, error);
  if (xl_membership_table_join (db, f->gone, f->household, "02", NULL, NULL, NULL, error) < 0
      || xl_person_kind_table_add (db, f->gone, "alone", NULL, NULL, error) < 0)
    return -1;
  sql = g_strdup_printf ("INSERT INTO ledger_test VALUES (1, %" G_GINT64_FORMAT ", 'gone''s own')", f->gone);
  return xl_db_exec (db, sql, error) ? 0 : -1;
}

static gint64
do_merge (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;

  return f->merge = xl_person_table_merge (db, f->keep, f->gone, NULL, error);
}

static gint64
do_part (XlDb *db, gpointer data, GError **error)
{
  return xl_person_table_part (db, ((Fixture *) data)->merge, error);
}

static gint64
do_distinct (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;

  return xl_person_table_set_distinct (db, f->gone, f->keep, error) ? 0 : -1;
}

/* What happens to a merged person: another phone, a new row of a ledger, a note on the old one. */
static gint64
go_on (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;
  g_autoptr(XlPerson) person = xl_person_table_get (db, f->keep, error);
  g_autofree char *sql = g_strdup_printf ("INSERT INTO ledger_test VALUES (2, %" G_GINT64_FORMAT ", 'since');"
                                          " UPDATE ledger_test SET note = 'mended' WHERE id = 1", f->keep);

  xl_person_set_phone (person, "13900000001");
  return xl_person_table_update (db, person, error) && xl_db_exec (db, sql, error) ? 0 : -1;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  f->db = memory_file_open ();
  xl_db_exec (f->db, ledger_sql, &error);
  g_assert_no_error (error);
  fixture_edit (f->db, write_people, f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  xl_db_close (f->db);
}

static void
test_pairs (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) pairs = xl_person_table_find_pairs (f->db, OFFICE, 100, &error);
  g_autoptr(GArray) left = NULL, elsewhere = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (pairs->len, ==, 2);
  g_assert_cmpint (g_array_index (pairs, XlTwinPair, 0).reason, ==, XL_TWIN_NAME_AND_BIRTH);
  g_assert_cmpint (g_array_index (pairs, XlTwinPair, 0).a, ==, f->keep);
  g_assert_cmpint (g_array_index (pairs, XlTwinPair, 0).b, ==, f->gone);
  g_assert_cmpint (g_array_index (pairs, XlTwinPair, 1).reason, ==, XL_TWIN_SOUND_AND_BIRTH);
  fixture_edit (f->db, do_distinct, f);
  left = xl_person_table_find_pairs (f->db, NULL, 100, &error);
  g_assert_cmpint (left->len, ==, 1);
  elsewhere = xl_person_table_find_pairs (f->db, "220622103201", 100, &error);
  g_assert_cmpint (elsewhere->len, ==, 0);
}

static void
test_part_at_once (Fixture *f, gconstpointer data)
{
  g_autofree char *before = fixture_dump (f->db);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  fixture_edit (f->db, do_merge, f);
  g_assert_cmpint (xl_db_int (f->db, "SELECT count(*) FROM person", 0, &error), ==, 3);
  g_assert_cmpint (fixture_edit (f->db, do_part, f), ==, f->gone);
  after = fixture_dump (f->db);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (xl_db_int (f->db, "SELECT person FROM ledger_test WHERE id = 1", 0, &error), ==, f->gone);
  g_assert_cmpint (xl_db_int (f->db, "SELECT count(*) FROM person_merge", 0, &error), ==, 0);
  g_assert_cmpint (xl_change_verify (f->db, &error), ==, 0);
}

/* What was written since stays with the one that was kept; what was the other's goes back, as it is now. */
static void
test_part_later (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlPerson) keep = NULL, gone = NULL;
  g_autofree char *note = NULL;

  fixture_edit (f->db, do_merge, f);
  fixture_edit (f->db, go_on, f);
  fixture_edit (f->db, do_part, f);
  keep = xl_person_table_get (f->db, f->keep, &error);
  gone = xl_person_table_get (f->db, f->gone, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (keep->phone, ==, "13900000001");
  g_assert_cmpstr (keep->id_number, ==, NUMBER);
  g_assert_cmpstr (gone->phone, ==, "13844681180");
  g_assert_cmpstr (gone->id_written, ==, "220622197311303000");
  g_assert_cmpint (xl_db_int (f->db, "SELECT person FROM ledger_test WHERE id = 1", 0, &error), ==, f->gone);
  g_assert_cmpint (xl_db_int (f->db, "SELECT person FROM ledger_test WHERE id = 2", 0, &error), ==, f->keep);
  note = xl_db_text (f->db, "SELECT note FROM ledger_test WHERE id = 1", &error);
  g_assert_cmpstr (note, ==, "mended");
  g_assert_cmpint (xl_db_int (f->db, "SELECT count(*) FROM pragma_foreign_key_check", 0, &error), ==, 0);
}

static gint64
merge_on (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;
  g_autoptr(XlPerson) result = xl_person_table_get (db, f->other, error);

  return xl_person_table_merge (db, f->other, f->keep, result, error);
}

static void
test_part_in_order (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) merges = NULL;

  fixture_edit (f->db, do_merge, f);
  fixture_edit (f->db, merge_on, f);
  merges = xl_person_table_merges (f->db, 0, 10, &error);
  g_assert_cmpint (merges->len, ==, 2);
  g_assert_cmpint (xl_change_run (f->db, "tester", "edit", XL_CHANGE_EDIT, do_part, f, &error), ==, -1);
  g_assert_error (error, XL_ERROR, XL_ERROR_REFUSED);
  g_clear_error (&error);
  f->merge = ((XlPersonMerge *) g_ptr_array_index (merges, 0))->keep == f->other
               ? ((XlPersonMerge *) g_ptr_array_index (merges, 0))->id : ((XlPersonMerge *) g_ptr_array_index (merges, 1))->id;
  g_assert_cmpint (fixture_edit (f->db, do_part, f), ==, f->keep);
}

static void
test_no_such_merge (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  f->merge = 12345;
  g_assert_cmpint (xl_change_run (f->db, "tester", "edit", XL_CHANGE_EDIT, do_part, f, &error), ==, -1);
  g_assert_error (error, XL_ERROR, XL_ERROR_NOT_FOUND);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/people/merge/pairs", test_pairs);
  ADD ("/people/merge/part-at-once", test_part_at_once);
  ADD ("/people/merge/part-later", test_part_later);
  ADD ("/people/merge/part-in-order", test_part_in_order);
  ADD ("/people/merge/no-such-merge", test_no_such_merge);
  return g_test_run ();
}
