/* A20: a household splits, and every day before and after stays answerable; the other changes of a household likewise. */
#include "people-fixture.h"

/* 马建国's household: he, his wife, his son 马鹏, the daughter-in-law, the grandson of five. */
enum { HEAD, WIFE, SON, SONS_WIFE, GRANDSON, N_FAMILY };
static const struct {
  const char *name, *sex, *birth, *relation;
} family[N_FAMILY] = {
  { "马建国", "1", "1958-03-02", "02" }, { "徐㼆", "2", "1960-07-19", "12" },    { "马鹏", "1", "1988-11-05", "20" },
  { "李秋云", "2", "1990-01-30", "38" }, { "马小宝", "1", "2021-02-14", "41" },
};

typedef struct {
  XlDb  *db;
  gint64 people[N_FAMILY];
  gint64 h1, h2;
} Fixture;

static gint64
write_family (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;
  g_autoptr(XlHousehold) household = xl_household_new (OFFICE, "103200-0001");

  household->group_no = 3;
  f->h1 = xl_household_table_insert (db, household, error);
  for (int i = 0; i < N_FAMILY; i++)
    {
      f->people[i] = fixture_person (db, family[i].name, family[i].sex, family[i].birth, error);
      if (f->people[i] < 0
          || xl_membership_table_join (db, f->people[i], f->h1, family[i].relation, NULL, NULL, NULL, error) < 0)
        return -1;
    }
  return 0;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->db = memory_file_open ();
  fixture_edit (f->db, write_family, f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  xl_db_close (f->db);
}

static gint64
split (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;
  gint64 people[] = { f->people[SON], f->people[SONS_WIFE], f->people[GRANDSON] };

  f->h2 = xl_membership_table_split (db, people, 3, NULL, "2026-05-01", error);
  return f->h2;
}

static void
assert_members (Fixture *f, gint64 household, const char *day, const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) members = xl_household_table_members (f->db, household, day, &error);
  g_autoptr(GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < members->len; i++)
    {
      const XlMember *m = g_ptr_array_index (members, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", m->name, m->relation != NULL ? m->relation : "?");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_counts (Fixture *f, const char *day, int n_people, int n_households)
{
  g_autoptr(GError) error = NULL;
  XlHouseholdQuery query = { .office = OFFICE, .day = day };

  g_assert_cmpint (xl_membership_table_population (f->db, OFFICE, day, &error), ==, n_people);
  g_assert_no_error (error);
  g_assert_cmpint (xl_household_table_count (f->db, &query, &error), ==, n_households);
  g_assert_no_error (error);
}

static void
assert_undo_restores (Fixture *f, const char *before)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlChange) change = xl_change_undo (f->db, "tester", &error);
  g_autofree char *after = fixture_dump (f->db);

  g_assert_no_error (error);
  g_assert_cmpstr (after, ==, before);
}

/* The household's head in its own row. */
static gint64
head_of (Fixture *f, gint64 household)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlHousehold) row = xl_household_table_get (f->db, household, &error);

  g_assert_no_error (error);
  return row->head;
}

static void
test_split (Fixture *f, gconstpointer data)
{
  g_autofree char *before = fixture_dump (f->db);
  g_autofree char *number = NULL;

  assert_counts (f, NULL, 5, 1);
  fixture_edit (f->db, split, f);
  assert_members (f, f->h1, NULL, "马建国 02, 徐㼆 12");
  assert_members (f, f->h2, NULL, "马鹏 02, 李秋云 12, 马小宝 20");
  assert_counts (f, NULL, 5, 2);
  assert_counts (f, "2026-05-01", 5, 2);
  assert_counts (f, "2026-04-30", 5, 1);
  assert_members (f, f->h1, "2026-04-30", "马建国 02, 徐㼆 12, 马鹏 20, 李秋云 38, 马小宝 41");
  assert_members (f, f->h2, "2026-04-30", "");
  g_assert_cmpint (head_of (f, f->h1), ==, f->people[HEAD]);
  g_assert_cmpint (head_of (f, f->h2), ==, f->people[SON]);
  assert_undo_restores (f, before);
  assert_counts (f, NULL, 5, 1);
}

static void
test_split_number (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlHousehold) row = NULL;

  fixture_edit (f->db, split, f);
  row = xl_household_table_get (f->db, f->h2, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (row->number, ==, "103200-0002");
  g_assert_cmpint (row->group_no, ==, 3);
  g_assert_cmpstr (row->from_date, ==, "2026-05-01");
}

static gint64
split_all (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;

  return xl_membership_table_split (db, f->people, N_FAMILY, NULL, "2026-05-01", error);
}

static gint64
split_on_no_day (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;

  return xl_membership_table_split (db, &f->people[SON], 1, NULL, "2026-02-30", error);
}

static gint64
split_before_it_began (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;
  gint64 people[] = { f->people[SONS_WIFE] };

  if (split (db, f, error) < 0)
    return -1;
  return xl_membership_table_split (db, people, 1, NULL, "2026-04-01", error);
}

static void
assert_refused (Fixture *f, XlWriteFunc func, int code)
{
  g_autofree char *before = fixture_dump (f->db);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (xl_change_run (f->db, "tester", "edit", XL_CHANGE_EDIT, func, f, &error), ==, -1);
  g_assert_error (error, XL_ERROR, code);
  after = fixture_dump (f->db);
  g_assert_cmpstr (after, ==, before);
}

static void
test_refusals (Fixture *f, gconstpointer data)
{
  assert_refused (f, split_all, XL_ERROR_REFUSED);
  assert_refused (f, split_on_no_day, XL_ERROR_RANGE);
  assert_refused (f, split_before_it_began, XL_ERROR_RANGE);
}

static gint64
merge (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;

  return xl_membership_table_merge (db, f->h1, f->h2, "2026-09-01", error) ? 0 : -1;
}

static void
test_merge (Fixture *f, gconstpointer data)
{
  g_autofree char *before = NULL;

  fixture_edit (f->db, split, f);
  before = fixture_dump (f->db);
  fixture_edit (f->db, merge, f);
  assert_members (f, f->h1, NULL, "马建国 02, 徐㼆 12, 马鹏 20, 李秋云 38, 马小宝 41");
  assert_counts (f, NULL, 5, 1);
  assert_counts (f, "2026-08-31", 5, 2);
  assert_counts (f, "2026-04-30", 5, 1);
  assert_undo_restores (f, before);
}

static gint64
die (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;

  return xl_membership_table_die (db, f->people[HEAD], "2026-06-05", error) ? 0 : -1;
}

static gint64
wife_becomes_head (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;

  return xl_membership_table_change_head (db, f->h1, f->people[WIFE], "2026-06-06", error) ? 0 : -1;
}

static void
test_death (Fixture *f, gconstpointer data)
{
  g_autofree char *before = fixture_dump (f->db);
  g_autofree char *after_death = NULL;

  fixture_edit (f->db, die, f);
  after_death = fixture_dump (f->db);
  assert_counts (f, NULL, 4, 1);
  assert_counts (f, "2026-06-05", 5, 1);   /* belongs to the household through the day */
  assert_counts (f, "2026-06-06", 4, 1);
  g_assert_cmpint (head_of (f, f->h1), ==, 0);
  fixture_edit (f->db, wife_becomes_head, f);
  assert_members (f, f->h1, NULL, "徐㼆 02, 马鹏 20, 李秋云 38, 马小宝 41");
  g_assert_cmpint (head_of (f, f->h1), ==, f->people[WIFE]);
  assert_refused (f, die, XL_ERROR_CONFLICT);
  assert_undo_restores (f, after_death);
  assert_undo_restores (f, before);
}

static gint64
leave (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;

  return xl_membership_table_leave (db, f->people[SON], "2026-03-01", "浙江省宁波市", error) ? 0 : -1;
}

static gint64
come_back (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;

  return xl_membership_table_return (db, f->people[SON], f->h1, "20", "2026-10-01", error) ? 0 : -1;
}

static void
test_leave_and_return (Fixture *f, gconstpointer data)
{
  g_autofree char *before = fixture_dump (f->db);
  g_autofree char *away = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) history = NULL;
  XlPersonQuery query = { .office = OFFICE };

  fixture_edit (f->db, leave, f);
  away = fixture_dump (f->db);
  assert_counts (f, NULL, 4, 1);
  g_assert_cmpint (xl_person_table_count (f->db, &query, &error), ==, 4);
  assert_refused (f, leave, XL_ERROR_CONFLICT);
  fixture_edit (f->db, come_back, f);
  assert_counts (f, "2026-02-28", 5, 1);
  assert_counts (f, "2026-09-30", 4, 1);
  assert_counts (f, "2026-10-01", 5, 1);
  history = xl_membership_table_history (f->db, f->people[SON], &error);
  g_assert_no_error (error);
  g_assert_cmpint (history->len, ==, 2);
  g_assert_cmpstr (((XlMember *) g_ptr_array_index (history, 1))->moved_to, ==, "浙江省宁波市");
  assert_undo_restores (f, away);
  assert_undo_restores (f, before);
}

static gint64
move (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;

  return xl_membership_table_move (db, f->people[GRANDSON], f->h1, "41", "2026-07-15", error) ? 0 : -1;
}

static void
test_move (Fixture *f, gconstpointer data)
{
  g_autofree char *before = NULL;

  fixture_edit (f->db, split, f);
  before = fixture_dump (f->db);
  fixture_edit (f->db, move, f);
  assert_members (f, f->h1, NULL, "马建国 02, 徐㼆 12, 马小宝 41");
  assert_members (f, f->h2, "2026-07-14", "马鹏 02, 李秋云 12, 马小宝 20");
  assert_members (f, f->h2, NULL, "马鹏 02, 李秋云 12");
  assert_refused (f, move, XL_ERROR_CONFLICT);
  assert_undo_restores (f, before);
}

static gint64
join_twice (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;

  return xl_membership_table_join (db, f->people[SON], f->h1, "20", NULL, NULL, NULL, error);
}

static void
test_one_household_at_a_time (Fixture *f, gconstpointer data)
{
  assert_refused (f, join_twice, XL_ERROR_CONFLICT);
}

static gint64
bad_date (XlDb *db, gpointer data, GError **error)
{
  return fixture_person (db, "王一", "1", "1951-02-30", error);
}

static void
test_bad_date (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (xl_change_run (f->db, "tester", "edit", XL_CHANGE_EDIT, bad_date, f, &error), ==, -1);
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CONSTRAINT);
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/people/household/a20-split-keeps-every-day", test_split);
  ADD ("/people/household/a-split-gets-the-next-number-and-the-same-place", test_split_number);
  ADD ("/people/household/impossible-splits-change-nothing", test_refusals);
  ADD ("/people/household/merge-brings-relations-back", test_merge);
  ADD ("/people/household/death-counts-through-its-day", test_death);
  ADD ("/people/household/leave-and-return", test_leave_and_return);
  ADD ("/people/household/move", test_move);
  ADD ("/people/household/one-household-at-a-time", test_one_household_at_a_time);
  ADD ("/people/household/bad-date-is-refused", test_bad_date);
  return g_test_run ();
}
