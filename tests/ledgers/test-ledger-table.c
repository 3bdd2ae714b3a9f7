#include "../store/memory-file.h"

#include "ledgers/xl-due-table.h"
#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-value.h"
#include "store/xl-change.h"
#include "store/xl-db.h"

#include <string.h>

#define OFFICE "220622103200"

typedef struct {
  const XlTemplate *t;
  XlLedgerRecord   *record;
  const char       *sql;
} Edit;

static gint64
do_insert (XlDb *db, gpointer data, GError **error)
{
  Edit *e = data;

  if (!xl_ledger_table_ensure (db, e->t, error))
    return -1;
  return xl_ledger_table_insert (db, e->t, e->record, NULL, error);
}

static gint64
do_install (XlDb *db, gpointer data, GError **error)
{
  return xl_ledger_table_install (db, data, "file", error) ? 0 : -1;
}

static gint64
do_sql (XlDb *db, gpointer data, GError **error)
{
  return xl_db_exec (db, data, error) ? 0 : -1;
}

static void
run (XlDb *db, XlWriteFunc func, gpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (xl_change_run (db, "tester", "edit", XL_CHANGE_EDIT, func, data, &error), >=, 0);
  g_assert_no_error (error);
}

static void
add_person (XlDb *db, int id, const char *name, const char *death)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO person (id, office, name, name_sort, name_initials, death_date, present) VALUES (%d, '" OFFICE "', '%s', '%s', 'z',"
    " %s, %d)", id, name, name, death, strcmp (death, "NULL") == 0);

  run (db, do_sql, sql);
}

static XlLedgerRecord *
make_record (const XlTemplate *t, gint64 subject, const char *const *pairs)
{
  XlLedgerRecord *record = xl_ledger_record_new (t, OFFICE);
  const char *reason;

  xl_ledger_record_set_number (record, (guint) t->subject_field, subject);
  for (guint i = 0; pairs[i] != NULL; i += 2)
    g_assert_true (xl_ledger_record_set_text (t, record, (guint) xl_template_find (t, pairs[i]), pairs[i + 1], &reason));
  return record;
}

static gint64
add_record (XlDb *db, const XlTemplate *t, gint64 subject, const char *const *pairs)
{
  g_autoptr(XlLedgerRecord) record = make_record (t, subject, pairs);
  Edit e = { t, record, NULL };

  run (db, do_insert, &e);
  return record->id;
}

static void
test_a_record_comes_back_as_it_was (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  g_autoptr(XlLedgerRecord) back = NULL;
  g_autoptr(GError) error = NULL;
  gint64 id;

  add_person (db, 7, "张三", "NULL");
  id = add_record (db, t, 7, (const char *[]) { "visited_on", "2026年6月3日", "visited_time", "23:00", "mode", "上门", "visitor", "李'四",
                                                 NULL });
  back = xl_ledger_table_get (db, t, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back->period, ==, "2026-06");
  g_assert_cmpint (xl_ledger_record_subject (t, back), ==, 7);
  g_assert_cmpstr (back->values[xl_template_find (t, "mode")].text, ==, "1");
  g_assert_cmpstr (back->values[xl_template_find (t, "visited_time")].text, ==, "23:00");
  g_assert_cmpstr (back->values[xl_template_find (t, "visitor")].text, ==, "李'四");
  g_assert_false (back->values[xl_template_find (t, "note")].set);
  g_assert_cmpint (xl_db_int (db, "SELECT count (*) FROM ledger_elder_visit WHERE subject = 7 AND mode = '1'", 0, NULL), ==, 1);
}

/* Judges a visit of @subject on @day: the answer, and the reason that stands at its date. */
static int
judge_visit (XlDb *db, gint64 subject, const char *day, char **reason)
{
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(XlLedgerJudge) judge = xl_ledger_judge_new (db, t, "2026-06-30", &error);
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);
  g_autoptr(XlLedgerRecord) record = make_record (t, subject, (const char *[]) { "visited_on", day, "mode", "1", "visitor", "李四", NULL });
  int answer = xl_ledger_judge_record (judge, record, NULL, findings, &error);

  g_assert_no_error (error);
  *reason = NULL;
  for (guint i = 0; i < findings->len; i++)
    {
      const XlLedgerFinding *finding = g_ptr_array_index (findings, i);

      if (finding->field == t->period_field)
        *reason = g_strdup (finding->reason);
    }
  return answer;
}

static void
test_who_died_or_left (void)
{
  static const struct { gint64 subject; const char *day; int answer; const char *reason; } cases[] = {
    { 7, "2026-06-20", 1, NULL },                                /* on the day of death one was still there */
    { 7, "2026-06-21", 0, "the person had died by then" },
    { 8, "2026-05-31", 1, NULL },
    { 8, "2026-06-03", 1, "had left the village by then" },      /* kept, and flagged */
    { 9, "2026-06-03", 1, NULL },                                /* left one household for another */
  };
  g_autoptr(XlDb) db = memory_file_open ();

  add_person (db, 7, "张三", "'2026-06-20'");
  add_person (db, 8, "李四", "NULL");
  add_person (db, 9, "王五", "NULL");
  run (db, do_sql, "INSERT INTO household (id, office, number) VALUES (1, '" OFFICE "', '1'), (2, '" OFFICE "', '2')");
  run (db, do_sql, "INSERT INTO membership (id, person, household, from_date, to_date) VALUES (1, 8, 1, '2020-01-01', '2026-06-01'),"
                   " (2, 9, 1, '2020-01-01', '2026-06-01'), (3, 9, 2, '2026-06-01', NULL)");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *reason = NULL;

      g_assert_cmpint (judge_visit (db, cases[i].subject, cases[i].day, &reason), ==, cases[i].answer);
      g_assert_cmpstr (reason, ==, cases[i].reason);
    }
}

static void
test_the_table_is_strict_and_indexed (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  g_autoptr(GError) error = NULL;

  run (db, do_install, t);
  g_assert_cmpint (xl_db_int (db, "SELECT strict FROM pragma_table_list ('ledger_elder_visit')", 0, NULL), ==, 1);
  g_assert_cmpint (xl_db_int (db, "SELECT count (*) FROM pragma_index_list ('ledger_elder_visit')", 0, NULL), >=, 3);
  g_assert_cmpint (xl_db_int (db, "SELECT count (*) FROM pragma_foreign_key_list ('ledger_elder_visit') WHERE \"table\" = 'person'",
                              0, NULL), ==, 1);
  g_assert_false (xl_db_exec (db, "INSERT INTO ledger_elder_visit (id, office, created_at, subject, visited_on) VALUES (1, '" OFFICE
                              "', 0, NULL, '2026-06-01')", &error));
  g_clear_error (&error);
  g_assert_false (xl_db_exec (db, "INSERT INTO ledger_elder_visit (id, office, created_at, subject, visited_on) VALUES (1, '" OFFICE
                              "', 0, 1, '2026-06-31')", &error));
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CONSTRAINT);
}

static void
test_undo_takes_a_record_back (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  g_autoptr(GError) error = NULL;
  const XlLedgerQuery all = { 0 };

  add_person (db, 7, "张三", "NULL");
  add_record (db, t, 7, (const char *[]) { "visited_on", "2026-06-03", "mode", "1", NULL });
  g_assert_cmpint (xl_ledger_table_count (db, t, &all, &error), ==, 1);
  xl_change_free (xl_change_undo (db, "tester", &error));
  g_assert_no_error (error);
  g_assert_cmpint (xl_ledger_table_count (db, t, &all, &error), ==, 0);
  xl_change_free (xl_change_redo (db, "tester", &error));
  g_assert_cmpint (xl_ledger_table_count (db, t, &all, &error), ==, 1);
  add_record (db, t, 7, (const char *[]) { "visited_on", "2026-06-04", "mode", "1", NULL });
  g_assert_cmpint (xl_ledger_table_count (db, t, &all, &error), ==, 2);
  g_assert_no_error (error);
}

static XlTemplate *
parse (const char *json, int version, const char *more)
{
  g_autofree char *text = g_strdup_printf (json, version, more);
  g_autoptr(GError) error = NULL;
  XlTemplate *t = xl_template_parse ("own.json", text, strlen (text), &error);

  g_assert_no_error (error);
  return t;
}

static const char own[] =
  "{\"format\": 1, \"key\": \"own\", \"version\": %d, \"title\": \"自备台账\", \"department\": \"D\", \"action\": \"A\", \"fields\": ["
  "{\"key\": \"what\", \"title\": \"事项\", \"type\": \"text\", \"required\": true}%s]}";

static void
test_a_newer_version_adds_columns (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(XlTemplate) v1 = parse (own, 1, "");
  g_autoptr(XlTemplate) v2 = parse (own, 2, ",{\"key\": \"cost\", \"title\": \"金额\", \"type\": \"money\"}");
  g_autoptr(XlTemplate) v3 = parse (own, 3, ",{\"key\": \"cost\", \"title\": \"金额\", \"type\": \"text\"}");
  g_autoptr(XlTemplate) kept = NULL;
  g_autoptr(GPtrArray) all = NULL;
  g_auto(GStrv) built_in = xl_template_built_in_keys ();
  g_autoptr(GError) error = NULL;

  run (db, do_install, v1);
  run (db, do_sql, (gpointer) "INSERT INTO ledger_own (id, office, created_at, what) VALUES (5, '" OFFICE "', 0, '灯')");
  run (db, do_install, v2);
  g_assert_cmpint (xl_db_int (db, "SELECT count (*) FROM ledger_own WHERE what = '灯' AND cost IS NULL", 0, NULL), ==, 1);
  kept = xl_ledger_table_template (db, "own", &error);
  g_assert_cmpint (kept->version, ==, 2);

  g_assert_cmpint (xl_change_run (db, "tester", "edit", XL_CHANGE_EDIT, do_install, v1, &error), ==, -1);
  g_assert_error (error, XL_ERROR, XL_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_cmpint (xl_change_run (db, "tester", "edit", XL_CHANGE_EDIT, do_install, v3, &error), ==, -1);
  g_assert_error (error, XL_ERROR, XL_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "/fields/1/type"));
  g_clear_error (&error);

  all = xl_ledger_table_templates (db, &error);
  g_assert_cmpuint (all->len, ==, g_strv_length (built_in) + 1);
  g_assert_cmpstr (((XlTemplate *) all->pdata[all->len - 1])->key, ==, "own");
}

static void
test_a_hostile_template_installs_nothing (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(XlTemplate) t = parse (own, 1, "], \"checks\": [{\"key\": \"c\", \"message\": \"m\", \"expression\":"
                                   " \"(SELECT count (*) FROM sqlite_schema)\"}");
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (xl_change_run (db, "tester", "edit", XL_CHANGE_EDIT, do_install, t, &error), ==, -1);
  g_assert_error (error, XL_ERROR, XL_ERROR_REFUSED);
  g_assert_false (xl_ledger_table_exists (db, t));
  g_assert_cmpint (xl_db_int (db, "SELECT count (*) FROM ledger_template", 0, NULL), ==, 0);
}

static void
test_a_record_is_judged_by_what_the_file_knows (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  g_autoptr(XlTemplate) list = xl_template_built_in ("elder-list", NULL);
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);
  g_autoptr(XlLedgerJudge) judge = NULL;
  g_autoptr(GError) error = NULL;
  const struct { gint64 person; const char *on; int answer; guint n; } rows[] = {
    { 7, "2026-06-03", 1, 0 }, { 7, "2026-05-03", 1, 1 }, { 8, "2026-06-03", 1, 1 }, { 9, "2026-06-20", 0, 1 }, { 9, "2026-06-02", 1, 0 },
    { 7, "2026-07-03", 0, 1 },
  };

  add_person (db, 7, "张三", "NULL");
  add_person (db, 8, "李四", "NULL");
  add_person (db, 9, "王五", "'2026-06-10'");
  add_record (db, list, 7, (const char *[]) { "listed_on", "2026-06-01", "kinds", "独居", NULL });
  add_record (db, list, 9, (const char *[]) { "listed_on", "2026-06-01", "kinds", "高龄", NULL });
  judge = xl_ledger_judge_new (db, t, "2026-06-30", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(XlLedgerRecord) record = make_record (t, rows[i].person, (const char *[]) {
        "visited_on", rows[i].on, "mode", "1", "visitor", "李", NULL });

      g_ptr_array_set_size (findings, 0);
      g_assert_cmpint (xl_ledger_judge_record (judge, record, NULL, findings, &error), ==, rows[i].answer);
      g_assert_no_error (error);
      g_assert_cmpuint (findings->len, ==, rows[i].n);
    }
}

static void
test_lists (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) periods = NULL;
  const struct { XlLedgerQuery query; gint64 n; } rows[] = {
    { { 0 }, 3 }, { { .office = OFFICE }, 3 }, { { .office = "220622103201" }, 0 }, { { .period = "2026-06" }, 2 },
    { { .subject = 8 }, 1 }, { { .filter = "三" }, 2 }, { { .filter = "AZS" }, 2 }, { { .filter = "发烧" }, 1 }, { { .filter = "没有" }, 0 },
    { { .filter = "%" }, 0 },
  };
  XlLedgerQuery by_name = { .order = "elder", .descending = TRUE };
  g_autoptr(GArray) ids = NULL;

  g_assert_cmpint (xl_ledger_table_count (db, t, &rows[0].query, &error), ==, 0);
  add_person (db, 7, "a张三", "NULL");
  add_person (db, 8, "b李四", "NULL");
  add_record (db, t, 7, (const char *[]) { "visited_on", "2026-06-03", NULL });
  add_record (db, t, 7, (const char *[]) { "visited_on", "2026-07-03", NULL });
  add_record (db, t, 8, (const char *[]) { "visited_on", "2026-06-05", "need", "发烧要买药", NULL });
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (xl_ledger_table_count (db, t, &rows[i].query, &error), ==, rows[i].n);
  periods = xl_ledger_table_periods (db, t, OFFICE, &error);
  g_assert_cmpstr (periods[0], ==, "2026-07");
  g_assert_cmpstr (periods[1], ==, "2026-06");
  g_assert_null (periods[2]);
  ids = xl_ledger_table_ids (db, t, &by_name, &error);
  g_assert_cmpuint (ids->len, ==, 3);
  {
    g_autoptr(XlLedgerRecord) first = xl_ledger_table_get (db, t, g_array_index (ids, gint64, 0), &error);

    g_assert_cmpint (xl_ledger_record_subject (t, first), ==, 8);
  }
}

static gint64
count_found (XlDb *db, const char *where)
{
  g_autofree char *sql = g_strconcat ("SELECT count (*) FROM cache_search WHERE kind = 'ledger_elder_visit' AND ", where, NULL);

  return xl_db_int (db, sql, -1, NULL);
}

static void
test_records_are_found_by_the_search (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);

  add_person (db, 7, "张三", "NULL");
  add_record (db, t, 7, (const char *[]) { "visited_on", "2026-06-03", "need", "要买药", NULL });
  g_assert_cmpint (count_found (db, "text LIKE '张三 登记探访 2026-06-03%要买药%'"), ==, 1);
  run (db, do_sql, (gpointer) "UPDATE ledger_elder_visit SET need = '要修灯'");
  g_assert_cmpint (count_found (db, "text LIKE '%要修灯%'"), ==, 1);
  xl_change_free (xl_change_undo (db, "tester", NULL));
  g_assert_cmpint (count_found (db, "text LIKE '%要买药%'"), ==, 1);
  xl_change_free (xl_change_undo (db, "tester", NULL));
  g_assert_cmpint (count_found (db, "TRUE"), ==, 0);
}

/* A9 from the tables: the same answers as the rule alone gives. */
static void
test_a9 (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  g_autoptr(XlTemplate) list = xl_template_built_in ("elder-list", NULL);
  g_autoptr(GError) error = NULL;
  const struct { int id; const char *from, *to, *death; } elders[] = {
    { 1, "2026-01-01", "", "NULL" }, { 2, "2026-01-01", "", "NULL" }, { 3, "2026-01-01", "", "NULL" },
    { 4, "2026-01-01", "2026-06-10", "NULL" }, { 5, "2026-01-01", "", "'2026-06-05'" }, { 6, "2026-06-28", "", "NULL" },
  };
  const struct { int id; const char *on, *time, *mode; } visits[] = {
    { 1, "2026-06-03", "", "入户" }, { 1, "2026-06-20", "", "入户" }, { 2, "2026-06-30", "23:00", "入户" }, { 3, "2026-06-15", "", "电话" },
    { 6, "2026-07-01", "", "入户" },
  };
  const struct { const char *policy; int due, visited, rate_bp, at_home; const char *first_missed; } answers[] = {
    { NULL, 4, 3, 7500, 2, "老人6" }, { "any-day", 6, 3, 5000, 2, "老人4" }, { "month-end-home", 4, 2, 5000, 2, "老人3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (elders); i++)
    {
      g_autofree char *name = g_strdup_printf ("老人%d", elders[i].id);

      add_person (db, elders[i].id, name, elders[i].death);
      add_record (db, list, elders[i].id, (const char *[]) { "listed_on", elders[i].from, "removed_on", elders[i].to, "kinds", "高龄",
                                                               NULL });
    }
  for (guint i = 0; i < G_N_ELEMENTS (visits); i++)
    add_record (db, t, visits[i].id, (const char *[]) { "visited_on", visits[i].on, "visited_time", visits[i].time, "mode",
                                                          visits[i].mode, NULL });
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(XlMonthVisits) month = xl_due_table_month (db, t, OFFICE, "2026-06", answers[i].policy, &error);

      g_assert_no_error (error);
      g_assert_cmpint (month->rate.due, ==, answers[i].due);
      g_assert_cmpint (month->rate.visited, ==, answers[i].visited);
      g_assert_cmpint (month->rate.rate_bp, ==, answers[i].rate_bp);
      g_assert_cmpint (month->at_home, ==, answers[i].at_home);
      g_assert_false (month->rate.met);
      g_assert_cmpuint (month->names->len, ==, month->rate.missed->len);
      g_assert_cmpstr (month->names->pdata[0], ==, answers[i].first_missed);
    }
  run (db, do_sql, (gpointer) "INSERT INTO setting (id, key, value) VALUES (99, 'visit-rate', 'any-day')");
  {
    g_autoptr(XlMonthVisits) month = xl_due_table_month (db, t, OFFICE, "2026-06", NULL, &error);

    g_assert_cmpstr (month->policy, ==, "any-day");
    g_assert_null (xl_due_table_month (db, t, OFFICE, "2026-06", "by-moonlight", &error));
    g_assert_error (error, XL_ERROR, XL_ERROR_UNKNOWN);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledgers/table/a-record-comes-back-as-it-was", test_a_record_comes_back_as_it_was);
  g_test_add_func ("/ledgers/table/who-died-or-left", test_who_died_or_left);
  g_test_add_func ("/ledgers/table/strict-and-indexed", test_the_table_is_strict_and_indexed);
  g_test_add_func ("/ledgers/table/undo-takes-a-record-back", test_undo_takes_a_record_back);
  g_test_add_func ("/ledgers/table/a-newer-version-adds-columns", test_a_newer_version_adds_columns);
  g_test_add_func ("/ledgers/table/a-hostile-template-installs-nothing", test_a_hostile_template_installs_nothing);
  g_test_add_func ("/ledgers/table/a-record-is-judged-by-what-the-file-knows", test_a_record_is_judged_by_what_the_file_knows);
  g_test_add_func ("/ledgers/table/lists", test_lists);
  g_test_add_func ("/ledgers/table/records-are-found-by-the-search", test_records_are_found_by_the_search);
  g_test_add_func ("/ledgers/table/A9", test_a9);
  return g_test_run ();
}
