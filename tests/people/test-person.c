/* One person, one row: numbers, twins, merging two rows into one. */
#include "people-fixture.h"

#include "people/xl-person-merge-table.h"

#define NUMBER   "220622197311303070"
#define NUMBER_2 "220622196208104650"

typedef struct {
  XlDb  *db;
  gint64 keep, gone, household;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->db = memory_file_open ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  xl_db_close (f->db);
}

/* One person as a table would bring them. */
typedef struct {
  const char *name, *number, *birth, *phone;
} Row;

static XlPerson *
make (const Row *row)
{
  g_autoptr(GError) error = NULL;
  XlPerson *p = xl_person_new (OFFICE);

  xl_person_set_name (p, row->name, &error);
  g_assert_no_error (error);
  p->birth_date = g_strdup (row->birth);
  xl_person_set_identity (p, row->number);
  xl_person_set_phone (p, row->phone);
  return p;
}

static gint64
insert_row (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(XlPerson) p = make (data);

  return xl_person_table_insert (db, p, error);
}

/* Twins --------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *name;
  Row         stored, asked;
  int         reason;      /* -1: nobody */
} TwinCase;

static const TwinCase twins[] = {
  { "same-number-other-name", { "李国", NUMBER }, { "李固", NUMBER }, XL_TWIN_SAME_NUMBER },
  { "fifteen-and-eighteen-digits", { "李国", NUMBER }, { "李国", "220622731130307" }, XL_TWIN_SAME_NUMBER },
  { "lower-case-and-spaces", { "李国", NUMBER }, { "李国", "220622 19731130 3070" }, XL_TWIN_SAME_NUMBER },
  { "same-wrong-number", { "李国", "220622197311303071" }, { "李国", "220622197311303071" }, XL_TWIN_SAME_WRITTEN },
  { "name-and-birth", { "李国", NULL, "1973-11-30" }, { "李国", NULL, "1973-11-30" }, XL_TWIN_NAME_AND_BIRTH },
  { "name-in-old-letters-and-birth", { "张国", NULL, "1973-11-30" }, { "張國", NULL, "1973-11-30" }, XL_TWIN_NAME_AND_BIRTH },
  { "name-and-phone", { "李国", NULL, NULL, "13844681180" }, { "李 国", NULL, NULL, "138-4468-1180" }, XL_TWIN_NAME_AND_PHONE },
  { "one-number-ruined", { "李国", NUMBER }, { "李国", "220622197311303000" }, XL_TWIN_NAME_AND_RUIN },
  { "namesake-with-another-number", { "李国", NUMBER, "1973-11-30" }, { "李国", NUMBER_2, "1962-08-10" }, -1 },
  { "namesakes-born-on-one-day-with-two-numbers", { "李国", NUMBER }, { "李国", "220622197311303097" }, XL_TWIN_NUMBER_NEAR },
  { "sounds-the-same-and-born-on-one-day", { "王小明", NULL, "1990-05-06" }, { "王晓明", NULL, "1990-05-06" }, XL_TWIN_SOUND_AND_BIRTH },
  { "sounds-the-same-on-another-day", { "王小明", NULL, "1990-05-06" }, { "王晓明", NULL, "1990-05-07" }, -1 },
  { "namesake-about-whom-nothing-is-known", { "李国" }, { "李国" }, -1 },
  { "one-phone-in-a-family", { "李国", NULL, NULL, "13844681180" }, { "李明", NULL, NULL, "13844681180" }, -1 },
  { "only-the-region-can-be-read", { "李国", NUMBER }, { "李国", "2.20622E+17" }, -1 },
};

static void
test_twin (Fixture *f, gconstpointer data)
{
  const TwinCase *c = data;
  g_autoptr(XlPerson) asked = make (&c->asked);
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) found = NULL;
  gint64 stored = fixture_edit (f->db, insert_row, (gpointer) &c->stored);

  found = xl_person_table_find_twins (f->db, asked, &error);
  g_assert_no_error (error);
  g_assert_cmpint (found->len, ==, (c->reason >= 0 ? 1 : 0));
  if (c->reason < 0)
    return;
  g_assert_cmpint (g_array_index (found, XlTwin, 0).person, ==, stored);
  g_assert_cmpint (g_array_index (found, XlTwin, 0).reason, ==, c->reason);
}

static void
test_own_row_is_no_twin (Fixture *f, gconstpointer data)
{
  static const Row row = { "李国", NUMBER };
  gint64 id = fixture_edit (f->db, insert_row, (gpointer) &row);
  g_autoptr(GError) error = NULL;
  g_autoptr(XlPerson) person = xl_person_table_get (f->db, id, &error);
  g_autoptr(GArray) found = xl_person_table_find_twins (f->db, person, &error);

  g_assert_no_error (error);
  g_assert_cmpint (found->len, ==, 0);
}

static void
test_number_is_unique (Fixture *f, gconstpointer data)
{
  static const Row first = { "李国", NUMBER }, second = { "李固", "220622731130307" };
  g_autoptr(GError) error = NULL;
  gint64 id = fixture_edit (f->db, insert_row, (gpointer) &first);

  g_assert_cmpint (xl_change_run (f->db, "tester", "edit", XL_CHANGE_EDIT, insert_row, (gpointer) &second, &error), ==, -1);
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_DUPLICATE);
  g_clear_error (&error);
  g_assert_cmpint (xl_person_table_find_identity (f->db, NUMBER, &error), ==, id);
  g_assert_cmpint (xl_person_table_find_identity (f->db, NUMBER_2, &error), ==, 0);
  g_assert_no_error (error);
}

/* Merging ------------------------------------------------------------------------------------------------------------- */

/* A table of a ledger, as a template would make it: one row a person and month. */
static const char ledger_sql[] =
  "CREATE TABLE ledger_test (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (id), month TEXT NOT NULL,"
  " UNIQUE (person, month)) STRICT";

static gint64
write_two_rows (XlDb *db, gpointer data, GError **error)
{
  static const Row rows[] = { { "李国", NUMBER, NULL, NULL }, { "李国", "220622197311303000", NULL, "13844681180" } };
  Fixture *f = data;
  g_autoptr(XlHousehold) household = xl_household_new (OFFICE, "103200-0009");
  g_autofree char *sql = NULL;

  f->keep = insert_row (db, (gpointer) &rows[0], error);
  f->gone = insert_row (db, (gpointer) &rows[1], error);
  f->household = xl_household_table_insert (db, household, error);
  if (xl_membership_table_join (db, f->gone, f->household, "02", NULL, NULL, NULL, error) < 0
      || xl_person_kind_table_add (db, f->gone, "alone", NULL, NULL, error) < 0)
    return -1;
  sql = g_strdup_printf ("INSERT INTO ledger_test VALUES (1, %" G_GINT64_FORMAT ", '2026-06')", f->gone);
  return xl_db_exec (db, sql, error) ? 0 : -1;
}

static gint64
merge (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;

  return xl_person_table_merge (db, f->keep, f->gone, NULL, error);
}

static void
set_up_two (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  set_up (f, data);
  xl_db_exec (f->db, ledger_sql, &error);
  g_assert_no_error (error);
  fixture_edit (f->db, write_two_rows, f);
}

static void
test_merge (Fixture *f, gconstpointer data)
{
  g_autofree char *before = fixture_dump (f->db);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(XlPerson) person = NULL;
  g_autoptr(XlMember) member = NULL;
  g_autoptr(GPtrArray) kinds = NULL;
  g_autoptr(XlHousehold) household = NULL;
  g_autoptr(XlChange) change = NULL;

  fixture_edit (f->db, merge, f);
  person = xl_person_table_get (f->db, f->keep, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (person->id_number, ==, NUMBER);
  g_assert_cmpstr (person->phone, ==, "13844681180");
  member = xl_membership_table_of (f->db, f->keep, NULL, &error);
  g_assert_cmpint (member->household, ==, f->household);
  household = xl_household_table_get (f->db, f->household, &error);
  g_assert_cmpint (household->head, ==, f->keep);
  kinds = xl_person_kind_table_of (f->db, f->keep, NULL, &error);
  g_assert_cmpint (kinds->len, ==, 1);
  g_assert_cmpint (xl_db_int (f->db, "SELECT person FROM ledger_test", 0, &error), ==, f->keep);
  g_assert_cmpint (xl_db_int (f->db, "SELECT count(*) FROM person", 0, &error), ==, 1);
  change = xl_change_undo (f->db, "tester", &error);
  g_assert_no_error (error);
  after = fixture_dump (f->db);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (xl_db_int (f->db, "SELECT person FROM ledger_test", 0, &error), ==, f->gone);
}

static gint64
add_second_month (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;
  g_autofree char *sql = g_strdup_printf ("INSERT INTO ledger_test VALUES (2, %" G_GINT64_FORMAT ", '2026-06')", f->keep);

  return xl_db_exec (db, sql, error) ? 0 : -1;
}

static void
test_merge_names_the_table_in_the_way (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_edit (f->db, add_second_month, f);
  before = fixture_dump (f->db);
  g_assert_cmpint (xl_change_run (f->db, "tester", "edit", XL_CHANGE_EDIT, merge, f, &error), ==, -1);
  g_assert_error (error, XL_ERROR, XL_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "ledger_test"));
  after = fixture_dump (f->db);
  g_assert_cmpstr (after, ==, before);
}

static gint64
give_other_number (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;
  g_autoptr(XlPerson) person = xl_person_table_get (db, f->gone, error);

  xl_person_set_identity (person, NUMBER_2);
  return xl_person_table_update (db, person, error) ? 0 : -1;
}

static void
test_two_numbers_are_two_persons (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  fixture_edit (f->db, give_other_number, f);
  g_assert_cmpint (xl_change_run (f->db, "tester", "edit", XL_CHANGE_EDIT, merge, f, &error), ==, -1);
  g_assert_error (error, XL_ERROR, XL_ERROR_REFUSED);
}

/* Kinds --------------------------------------------------------------------------------------------------------------- */

static gint64
write_kinds (XlDb *db, gpointer data, GError **error)
{
  static const Row row = { "李国", NUMBER };
  Fixture *f = data;

  f->keep = insert_row (db, (gpointer) &row, error);
  if (xl_person_kind_table_add (db, f->keep, "minimum_living", "2026-01-01", "名单", error) < 0
      || xl_person_kind_table_add (db, f->keep, "minimum_living", "2026-03-01", NULL, error) < 0
      || !xl_person_kind_table_end (db, f->keep, "minimum_living", "2026-06-01", error)
      || xl_person_kind_table_add (db, f->keep, "alone", NULL, NULL, error) < 0)
    return -1;
  return 0;
}

static void
test_kinds (Fixture *f, gconstpointer data)
{
  static const struct { const char *day; guint n; } days[] = {
    { "2025-12-31", 1 }, { "2026-01-01", 2 }, { "2026-05-31", 2 }, { "2026-06-01", 1 }, { NULL, 1 },
  };
  g_autoptr(GError) error = NULL;

  fixture_edit (f->db, write_kinds, f);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr(GPtrArray) kinds = xl_person_kind_table_of (f->db, f->keep, days[i].day, &error);

      g_assert_no_error (error);
      g_assert_cmpint (kinds->len, ==, days[i].n);
    }
  g_assert_cmpint (xl_person_kind_table_count (f->db, OFFICE, "minimum_living", "2026-02-01", &error), ==, 1);
  g_assert_cmpint (xl_person_kind_table_count (f->db, OFFICE, "minimum_living", NULL, &error), ==, 0);
  g_assert_cmpint (xl_person_kind_table_add (f->db, f->keep, "no such kind", NULL, NULL, &error), ==, -1);
  g_assert_error (error, XL_ERROR, XL_ERROR_UNKNOWN);
}

/* Lists --------------------------------------------------------------------------------------------------------------- */

static gint64
write_names (XlDb *db, gpointer data, GError **error)
{
  static const char *const names[] = { "张三", "单立", "徐㼆", "阿依古丽·买买提", "李四" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (fixture_person (db, names[i], NULL, NULL, error) < 0)
      return -1;
  return 0;
}

static void
test_order_by_pinyin (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GArray) ids = NULL;
  XlPersonQuery query = { .order = XL_PERSON_ORDER_NAME };

  fixture_edit (f->db, write_names, f);
  ids = xl_person_table_list (f->db, &query, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(XlPerson) person = xl_person_table_get (f->db, g_array_index (ids, gint64, i), &error);

      g_string_append_printf (text, "%s ", person->name);
    }
  g_assert_cmpstr (text->str, ==, "阿依古丽·买买提 李四 单立 徐㼆 张三 ");   /* 单 as a surname is shàn */
}

#define ADD(name, up, func) g_test_add (name, Fixture, NULL, up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (twins); i++)
    {
      g_autofree char *path = g_strconcat ("/people/twin/", twins[i].name, NULL);

      g_test_add (path, Fixture, &twins[i], set_up, test_twin, tear_down);
    }
  ADD ("/people/twin/own-row-is-none", set_up, test_own_row_is_no_twin);
  ADD ("/people/person/a-valid-number-is-one-person", set_up, test_number_is_unique);
  ADD ("/people/merge/everything-follows-and-comes-back", set_up_two, test_merge);
  ADD ("/people/merge/names-the-table-in-the-way", set_up_two, test_merge_names_the_table_in_the_way);
  ADD ("/people/merge/two-numbers-are-two-persons", set_up_two, test_two_numbers_are_two_persons);
  ADD ("/people/kind/from-day-to-day", set_up, test_kinds);
  ADD ("/people/list/order-by-pinyin", set_up, test_order_by_pinyin);
  return g_test_run ();
}
