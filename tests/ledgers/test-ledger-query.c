#include "../store/memory-file.h"

#include "ledgers/xl-ledger-query-table.h"
#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-ledger-total-table.h"
#include "store/xl-change.h"

#include <string.h>

#define OFFICE "220622103200"

static const char source[] =
  "{\"format\":1,\"key\":\"help\",\"version\":1,\"title\":\"帮扶\",\"department\":\"民政\",\"action\":\"登记\",\"clauses\":[\"一\"],"
  "\"subject\":\"person\",\"subject_field\":\"who\",\"period\":\"month\",\"period_field\":\"day\",\"fields\":["
  "{\"key\":\"who\",\"title\":\"姓名\",\"type\":\"person\",\"required\":true},"
  "{\"key\":\"age\",\"title\":\"年龄\",\"type\":\"integer\",\"from_person\":\"age\"},"
  "{\"key\":\"day\",\"title\":\"日期\",\"type\":\"date\",\"required\":true},"
  "{\"key\":\"amount\",\"title\":\"金额\",\"type\":\"money\"},"
  "{\"key\":\"hours\",\"title\":\"次数\",\"type\":\"integer\",\"total\":\"sum\"},"
  "{\"key\":\"kind\",\"title\":\"类别\",\"type\":\"code\",\"codes\":[{\"code\":\"1\",\"name\":\"甲\"},{\"code\":\"2\",\"name\":\"乙\"}]},"
  "{\"key\":\"marks\",\"title\":\"标记\",\"type\":\"codes\",\"codes\":[{\"code\":\"a\",\"name\":\"红\"},{\"code\":\"b\",\"name\":\"蓝\"},"
  "{\"code\":\"c\",\"name\":\"白\"}]},"
  "{\"key\":\"note\",\"title\":\"备注\",\"type\":\"text\",\"total\":\"count\"}]}";

static gint64
do_sql (XlDb *db, gpointer data, GError **error)
{
  return xl_db_exec (db, data, error) ? 0 : -1;
}

static gint64
do_install (XlDb *db, gpointer data, GError **error)
{
  return xl_ledger_table_install (db, data, "file", error) ? 0 : -1;
}

static void
run (XlDb *db, XlWriteFunc func, gpointer data)
{
  g_autoptr(GError) error = NULL;

  xl_change_run (db, "tester", "edit", XL_CHANGE_EDIT, func, data, &error);
  g_assert_no_error (error);
}

static XlTemplate *
make_template (void)
{
  g_autoptr(GError) error = NULL;
  XlTemplate *t = xl_template_parse ("help", source, strlen (source), &error);

  g_assert_no_error (error);
  return t;
}

/* Six records: ids 1 to 6. */
static XlDb *
open_file (const XlTemplate *t)
{
  static const char people[] =
    "INSERT INTO person (id, office, name, name_sort, name_initials, birth_date) VALUES"
    " (71, '" OFFICE "', '张三', 'zhang san', 'zs', '1950-06-15'), (72, '" OFFICE "', '李四', 'li si', 'ls', '1960-01-01'),"
    " (73, '" OFFICE "', '王五', 'wang wu', 'ww', NULL);"
    "INSERT INTO household (id, office, number, group_no) VALUES (81, '" OFFICE "', '001', 2), (82, '" OFFICE "', '002', 10);"
    "INSERT INTO membership (id, person, household) VALUES (91, 71, 81), (92, 72, 82);";
  static const char records[] =
    "INSERT INTO ledger_help (id, office, period, created_at, subject, day, amount, hours, kind, marks, note, flags) VALUES"
    " (1, '" OFFICE "', '2026-06', 0, 71, '2026-06-01', 10050, 1, '1', 'a,b', '送米面', NULL),"
    " (2, '" OFFICE "', '2026-06', 0, 72, '2026-06-02', 20000, 2, '2', 'b', '修房顶', 'note\tto be looked at'),"
    " (3, '" OFFICE "', '2026-06', 0, 73, '2026-06-03', NULL, 3, '1', NULL, NULL, NULL),"
    " (4, '" OFFICE "', '2026-07', 0, 71, '2026-07-01', 5, 4, NULL, 'a', 'LED灯', NULL),"
    " (5, '" OFFICE "', '2026-07', 0, 72, '2026-07-02', 100, NULL, '2', 'c', '送米面油', NULL),"
    " (6, '220622103201', '2026-07', 0, 71, '2026-07-03', -500, 6, '1', NULL, '它村', NULL);";
  XlDb *db = memory_file_open ();

  run (db, do_install, (gpointer) t);
  run (db, do_sql, (gpointer) people);
  run (db, do_sql, (gpointer) records);
  return db;
}

/* "4 1 2" */
static char *
ids_of (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = xl_ledger_table_ids (db, t, query, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%d", i > 0 ? " " : "", (int) g_array_index (ids, gint64, i));
  g_assert_cmpint (xl_ledger_table_count (db, t, query, &error), ==, ids->len);
  return g_string_free (text, FALSE);
}

typedef struct {
  const char *name, *where, *sort, *ids;
} Case;

/* As scripts write them; filters with spaces between. */
static const Case cases[] = {
  { "everything-newest-first", "", NULL, "6 5 4 3 2 1" },
  { "one-code", "kind=1", NULL, "6 3 1" },
  { "codes-by-their-words", "kind=甲,乙", NULL, "6 5 3 2 1" },
  { "by-the-title", "类别=乙", NULL, "5 2" },
  { "blank", "kind=", NULL, "4" },
  { "filled", "kind=*", NULL, "6 5 3 2 1" },
  { "one-of-several-codes", "marks=b", NULL, "2 1" },
  { "any-of-several-codes", "marks=红,白", NULL, "5 4 1" },
  { "an-amount", "amount=100.50", NULL, "1" },
  { "amounts-from-to", "amount=1..100.50", NULL, "5 1" },
  { "amounts-up-to", "amount=..0.05", NULL, "6 4" },
  { "days-from", "day=2026-07-02..", NULL, "6 5" },
  { "days-from-to-as-people-write", "day=2026年6月2日..2026.7.1", NULL, "4 3 2" },
  { "text-contains", "note~米面", NULL, "5 1" },
  { "text-contains-letters", "note~ED", NULL, "4" },
  { "text-is", "note=送米面", NULL, "1" },
  { "person-by-name", "who=张三", NULL, "6 4 1" },
  { "person-by-initials", "who~ls", NULL, "5 2" },
  { "age-from-the-person", "age=70..", NULL, "6 4 1" },
  { "group-from-the-person", "person.group_no=10", NULL, "5 2" },
  { "name-from-the-person", "person.name=王五", NULL, "3" },
  { "flagged", "flags=*", NULL, "2" },
  { "all-hold", "kind=1 amount=*", NULL, "6 1" },
  { "nothing-of-what-is-written-is-sql", "note='||1||'", NULL, "" },
  { "sorted-by-amount-blank-first", "", "amount", "3 6 4 5 1 2" },
  { "sorted-down", "", "amount-", "2 1 5 4 6 3" },
  { "sorted-by-two", "", "kind hours-", "4 6 3 1 2 5" },
  { "sorted-by-name", "", "who", "2 5 3 1 4 6" },
  { "sorted-by-a-fact", "", "person.group_no age", "3 1 4 6 2 5" },
};

static void
fill_query (const XlTemplate *t, const Case *c, XlLedgerQuery *query)
{
  g_auto(GStrv) where = g_strsplit (c->where, " ", -1);
  g_auto(GStrv) sorts = c->sort != NULL ? g_strsplit (c->sort, " ", -1) : NULL;
  g_autoptr(GError) error = NULL;

  query->today = "2026-07-20";
  query->filters = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_filter_free);
  for (guint i = 0; where[i] != NULL; i++)
    {
      g_ptr_array_add (query->filters, xl_ledger_filter_parse (t, where[i], &error));
      g_assert_no_error (error);
    }
  query->sorts = sorts != NULL ? g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_sort_free) : NULL;
  for (guint i = 0; sorts != NULL && sorts[i] != NULL; i++)
    {
      g_ptr_array_add (query->sorts, xl_ledger_sort_parse (t, sorts[i], &error));
      g_assert_no_error (error);
    }
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(XlTemplate) t = make_template ();
  g_autoptr(XlDb) db = open_file (t);
  XlLedgerQuery query = { 0 };
  g_autoptr(XlLedgerQuery) copy = NULL;
  g_autofree char *ids = NULL;
  g_autofree char *again = NULL;

  fill_query (t, c, &query);
  ids = ids_of (db, t, &query);
  g_assert_cmpstr (ids, ==, c->ids);
  copy = xl_ledger_query_copy (&query);
  g_ptr_array_unref (query.filters);
  g_clear_pointer (&query.sorts, g_ptr_array_unref);
  again = ids_of (db, t, copy);
  g_assert_cmpstr (again, ==, c->ids);
}

static void
test_what_nobody_knows_is_refused (void)
{
  static const char *const wrong[] = { "nothing=1", "kind", "kind=9", "amount=many", "person.shoes=42", "day=2026-02-30.." };
  g_autoptr(XlTemplate) t = make_template ();
  g_autoptr(XlDb) db = open_file (t);
  XlLedgerQuery query = { .order = "shoes" };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_null (xl_ledger_filter_parse (t, wrong[i], &error));
      g_assert_error (error, XL_ERROR, XL_ERROR_USAGE);
      g_clear_error (&error);
    }
  g_assert_null (xl_ledger_table_ids (db, t, &query, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_UNKNOWN);
  g_clear_error (&error);
  query.order = "age";   /* of no day */
  g_assert_null (xl_ledger_table_ids (db, t, &query, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_USAGE);
}

static void
test_only_these_records (void)
{
  g_autoptr(XlTemplate) t = make_template ();
  g_autoptr(XlDb) db = open_file (t);
  g_autoptr(GArray) only = g_array_new (FALSE, FALSE, sizeof (gint64));
  XlLedgerQuery query = { .only = only, .office = OFFICE };
  gint64 wanted[] = { 6, 1, 99, 5 };
  g_autofree char *none = ids_of (db, t, &query);
  g_autofree char *some = NULL;

  g_assert_cmpstr (none, ==, "");
  g_array_append_vals (only, wanted, G_N_ELEMENTS (wanted));
  some = ids_of (db, t, &query);
  g_assert_cmpstr (some, ==, "5 1");
}

static void
test_what_is_in_force (void)
{
  static const char contract[] =
    "{\"format\":1,\"key\":\"lease\",\"version\":1,\"title\":\"合同\",\"department\":\"财务\",\"action\":\"登记\",\"clauses\":[\"一\"],"
    "\"subject\":\"none\",\"period\":\"event\",\"period_field\":\"from\",\"active\":{\"from\":\"from\",\"to\":\"to\",\"ended\":\"%s\"},"
    "\"fields\":[{\"key\":\"from\",\"title\":\"起\",\"type\":\"date\",\"required\":true},{\"key\":\"to\",\"title\":\"止\",\"type\":\"date\"},"
    "{\"key\":\"over\",\"title\":\"终止\",\"type\":\"yes-no\"},{\"key\":\"why\",\"title\":\"原因\",\"type\":\"text\"}]}";
  static const char *const ways[] = { "over", "over = 1 OR why = '退租'" };
  static const char *const ids[] = { "5 3 1", "3 1" };
  static const struct { const char *day; guint n; } days[] = { { "2020-12-31", 0 }, { "2021-01-01", 1 }, { "2026-06-30", 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *json = g_strdup_printf (contract, ways[i]);
      g_autoptr(GError) error = NULL;
      g_autoptr(XlTemplate) t = xl_template_parse ("lease", json, strlen (json), &error);
      g_autoptr(XlDb) db = memory_file_open ();
      XlLedgerQuery query = { .office = OFFICE, .active_on = "2026-06-30", .today = "2026-06-30" };
      g_autofree char *found = NULL;

      g_assert_no_error (error);
      run (db, do_install, t);
      run (db, do_sql, "INSERT INTO ledger_lease (id, office, created_at, \"from\", \"to\", over, why) VALUES"
                       " (1, '" OFFICE "', 0, '2021-01-01', '2026-06-30', NULL, NULL), (2, '" OFFICE "', 0, '2021-01-02', '2026-06-29', 0, NULL),"
                       " (3, '" OFFICE "', 0, '2022-01-01', NULL, 0, NULL), (4, '" OFFICE "', 0, '2022-01-02', NULL, 1, NULL),"
                       " (5, '" OFFICE "', 0, '2023-01-01', NULL, NULL, '退租'), (6, '" OFFICE "', 0, '2026-07-01', NULL, NULL, NULL)");
      found = ids_of (db, t, &query);
      g_assert_cmpstr (found, ==, ids[i]);
      for (guint n = 0; i == 0 && n < G_N_ELEMENTS (days); n++)
        {
          query.active_on = days[n].day;
          g_assert_cmpint (xl_ledger_table_count (db, t, &query, &error), ==, days[n].n);
        }
    }
}

/* "value words n; …" */
static char *
distinct_of (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, const char *name, const char *begin)
{
  g_autoptr(GError) error = NULL;
  gboolean more = TRUE;
  g_autoptr(GPtrArray) list = xl_ledger_query_table_distinct (db, t, query, name, begin, &more, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_false (more);
  for (guint i = 0; i < list->len; i++)
    {
      const XlLedgerDistinct *d = g_ptr_array_index (list, i);

      g_string_append_printf (text, "%s%s %s %d", i > 0 ? "; " : "", d->value, d->words, (int) d->n);
    }
  return g_string_free (text, FALSE);
}

static void
test_values_that_stand_in_a_field (void)
{
  static const struct { const char *name, *begin, *said; } rows[] = {
    { "kind", NULL, "1 甲 3; 2 乙 2;   1" },
    { "marks", NULL, "a 红 2; b 蓝 2; c 白 1;   2" },
    { "who", NULL, "72 李四 2; 73 王五 1; 71 张三 3" },
    { "hours", NULL, "1 1 1; 2 2 1; 3 3 1; 4 4 1; 6 6 1;   1" },
    { "note", "米", "送米面 送米面 1; 送米面油 送米面油 1" },
    { "amount", "100", "10050 100.50 1" },
    { "person.group_no", NULL, "2 2 3; 10 10 2;   1" },
  };
  g_autoptr(XlTemplate) t = make_template ();
  g_autoptr(XlDb) db = open_file (t);
  g_autoptr(GPtrArray) filters = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_filter_free);
  XlLedgerQuery query = { .today = "2026-07-20" }, narrowed = { .filters = filters };
  g_autofree char *own = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *said = distinct_of (db, t, &query, rows[i].name, rows[i].begin);

      g_assert_cmpstr (said, ==, rows[i].said);
    }
  g_ptr_array_add (filters, xl_ledger_filter_new_values ("kind", (const char *[]) { "1", NULL }));
  g_ptr_array_add (filters, xl_ledger_filter_new (XL_LEDGER_FILTER_FILLED, "marks"));
  own = distinct_of (db, t, &narrowed, "kind", NULL);   /* its own filter does not narrow it */
  g_assert_cmpstr (own, ==, "1 甲 1; 2 乙 2;   1");
}

static void
test_totals (void)
{
  g_autoptr(XlTemplate) t = make_template ();
  g_autoptr(XlDb) db = open_file (t);
  XlLedgerQuery query = { .office = OFFICE };
  g_autoptr(GError) error = NULL;
  g_autoptr(XlLedgerTotals) totals = xl_ledger_total_table_read (db, t, &query, &error);
  guint amount = (guint) xl_template_find (t, "amount"), hours = (guint) xl_template_find (t, "hours");
  static const struct { XlLedgerTotal show; const char *said; } rows[] = {
    { XL_TOTAL_SUM, "301.55" }, { XL_TOTAL_AVERAGE, "75.39" }, { XL_TOTAL_COUNT, "4" }, { XL_TOTAL_NONE, "" },
  };

  g_assert_no_error (error);
  g_assert_cmpint (totals->n, ==, 5);
  g_assert_cmpint (totals->totals[hours].sum, ==, 10);
  g_assert_cmpint (totals->totals[hours].n, ==, 4);
  g_assert_cmpint (totals->totals[xl_template_find (t, "note")].n, ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *said = xl_ledger_total_show (xl_template_field (t, amount), &totals->totals[amount], rows[i].show);

      g_assert_cmpstr (said, ==, rows[i].said);
    }
}

static void
test_a_sum_beyond_counting (void)
{
  static const char sql[] = "UPDATE ledger_help SET amount = 9223372036854775807 WHERE id IN (1, 2)";
  g_autoptr(XlTemplate) t = make_template ();
  g_autoptr(XlDb) db = open_file (t);
  XlLedgerQuery query = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(XlLedgerTotals) totals = NULL;

  run (db, do_sql, (gpointer) sql);
  totals = xl_ledger_total_table_read (db, t, &query, &error);
  g_assert_no_error (error);
  g_assert_true (totals->totals[xl_template_find (t, "amount")].too_large);
}

static void
test_groups_with_their_rows (void)
{
  static const struct { const char *by, *groups, *ids; } rows[] = {
    { "kind", " 1 5; 甲 3 9550; 乙 2 20100", "4 6 3 1 5 2" },
    { "who", "李四 2 20100; 王五 1 0; 张三 3 9555", "5 2 3 6 4 1" },
    { "person.group_no", " 1 0; 2 3 9555; 10 2 20100", "3 6 4 1 5 2" },
  };
  g_autoptr(XlTemplate) t = make_template ();
  g_autoptr(XlDb) db = open_file (t);
  guint amount = (guint) xl_template_find (t, "amount");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      XlLedgerQuery query = { .group = rows[i].by };
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) groups = xl_ledger_total_table_groups (db, t, &query, &error);
      g_autoptr(GString) text = g_string_new (NULL);
      g_autofree char *ids = ids_of (db, t, &query);

      g_assert_no_error (error);
      for (guint n = 0; n < groups->len; n++)
        {
          const XlLedgerGroup *g = g_ptr_array_index (groups, n);

          g_string_append_printf (text, "%s%s %d %d", n > 0 ? "; " : "", g->words, (int) g->totals->n, (int) g->totals->totals[amount].sum);
        }
      g_assert_cmpstr (text->str, ==, rows[i].groups);
      g_assert_cmpstr (ids, ==, rows[i].ids);
    }
}

/* A long ledger ------------------------------------------------------------------------------------------------- */

static const char many[] =
  "INSERT INTO person (id, office, name, name_sort, name_initials, present)"
  " WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 299)"
  " SELECT 1000 + i, '" OFFICE "', '赵' || i, printf ('zhao %03d', i * 7 % 300), 'z', i % 5 > 0 FROM n;"
  "INSERT INTO ledger_help (id, office, period, created_at, subject, day, amount, hours)"
  " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 21000)"
  " SELECT 100 + i, '" OFFICE "', '2025-01', 0, 1000 + i % 300, date ('2025-01-01', (i % 31) || ' days'), i * 7919 % 21000, i % 10 FROM n;";

static gint64
count_out_of_order (XlDb *db, GArray *ids, const char *what)
{
  gint64 wrong = 0;
  g_autofree char *before = NULL;

  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *one = g_strdup_printf ("SELECT %s FROM ledger_help AS l JOIN person AS p ON p.id = l.subject WHERE l.id = %"
                                              G_GINT64_FORMAT, what, g_array_index (ids, gint64, i));
      char *now = xl_db_text (db, one, NULL);

      wrong += before != NULL && strcmp (before, now) > 0;
      g_free (before);
      before = now;
    }
  return wrong;
}

static void
test_a_long_ledger_is_in_the_same_order (void)
{
  g_autoptr(XlTemplate) t = make_template ();
  g_autoptr(XlDb) db = open_file (t);
  XlLedgerQuery by_amount = { .office = OFFICE, .order = "amount" }, by_name = { .office = OFFICE, .order = "who" };
  g_autoptr(GArray) before = NULL;
  g_autoptr(GArray) after = NULL;
  g_autoptr(GArray) names = NULL;
  XlLedgerIndex *index;

  run (db, do_sql, (gpointer) many);
  before = xl_ledger_table_ids (db, t, &by_amount, NULL);
  g_assert_cmpuint (before->len, ==, 21005);
  g_assert_true (xl_ledger_query_table_wants_index (db, t, &by_amount));
  g_assert_false (xl_ledger_query_table_wants_index (db, t, &by_name));
  index = xl_ledger_index_new (t, &by_amount);
  run (db, xl_ledger_query_table_make_index, index);
  xl_ledger_index_free (index);
  g_assert_false (xl_ledger_query_table_wants_index (db, t, &by_amount));
  after = xl_ledger_table_ids (db, t, &by_amount, NULL);
  g_assert_cmpmem (before->data, before->len * sizeof (gint64), after->data, after->len * sizeof (gint64));
  g_assert_cmpint (xl_change_last_seq (db), ==, 4);   /* an index is no change */
  names = xl_ledger_table_ids (db, t, &by_name, NULL);
  g_assert_cmpuint (names->len, ==, 21005);
  g_array_set_size (names, 2000);
  g_assert_cmpint (count_out_of_order (db, names, "p.name_sort || l.subject || l.period"), ==, 0);
}

/* Of a household the facts are its head's. */
static void
test_households_by_their_heads (void)
{
  static const char visits[] =
    "{\"format\":1,\"key\":\"call\",\"version\":1,\"title\":\"走访\",\"department\":\"民政\",\"action\":\"登记\",\"clauses\":[\"一\"],"
    "\"subject\":\"household\",\"subject_field\":\"family\",\"period\":\"event\",\"fields\":["
    "{\"key\":\"family\",\"title\":\"户\",\"type\":\"household\",\"required\":true},"
    "{\"key\":\"head\",\"title\":\"户主\",\"type\":\"text\",\"from_person\":\"name\"},"
    "{\"key\":\"note\",\"title\":\"备注\",\"type\":\"text\"}]}";
  static const char records[] =
    "UPDATE household SET head = 71 WHERE id = 81; UPDATE household SET head = 72 WHERE id = 82;"
    "UPDATE person SET phone = '13900000000' WHERE id = 72; UPDATE membership SET relation = '02' WHERE id = 92;"
    "INSERT INTO household (id, office, number) VALUES (83, '" OFFICE "', '003');"
    "INSERT INTO ledger_call (id, office, created_at, subject, note) VALUES (11, '" OFFICE "', 0, 81, 'a'), (12, '" OFFICE "', 0, 82, 'b'),"
    " (13, '" OFFICE "', 0, 83, 'c');";
  static const struct { const char *filter, *ids; } asked[] = {
    { "head=张三", "11" }, { "head~ls", "12" }, { "person.phone~139", "12" }, { "person.group_no=10", "12" }, { "head=", "13" },
    { "person.age=70..80", "11" }, { "person.relation=02", "12" },
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(XlTemplate) help = make_template ();
  g_autoptr(XlTemplate) t = xl_template_parse ("call", visits, strlen (visits), &error);
  XlDb *db = open_file (help);

  g_assert_no_error (error);
  run (db, do_install, t);
  run (db, do_sql, (gpointer) records);
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autoptr(GPtrArray) filters = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_filter_free);
      XlLedgerQuery query = { .filters = filters, .order = "note", .today = "2026-07-20" };
      g_autofree char *ids = NULL;

      g_ptr_array_add (filters, xl_ledger_filter_parse (t, asked[i].filter, &error));
      g_assert_no_error (error);
      ids = ids_of (db, t, &query);
      g_assert_cmpstr (ids, ==, asked[i].ids);
    }
  for (guint i = 0; i < 2; i++)
    {
      XlLedgerQuery query = { .filter = i == 0 ? "张三" : NULL, .order = i == 0 ? NULL : "head", .today = "2026-07-20" };
      g_autofree char *ids = ids_of (db, t, &query);

      g_assert_cmpstr (ids, ==, i == 0 ? "11" : "13 12 11");
    }
  xl_db_close (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/store/ledger-query/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/store/ledger-query/what-nobody-knows-is-refused", test_what_nobody_knows_is_refused);
  g_test_add_func ("/store/ledger-query/only-these-records", test_only_these_records);
  g_test_add_func ("/store/ledger-query/what-is-in-force", test_what_is_in_force);
  g_test_add_func ("/store/ledger-query/values-that-stand-in-a-field", test_values_that_stand_in_a_field);
  g_test_add_func ("/store/ledger-query/totals", test_totals);
  g_test_add_func ("/store/ledger-query/a-sum-beyond-counting", test_a_sum_beyond_counting);
  g_test_add_func ("/store/ledger-query/groups-with-their-rows", test_groups_with_their_rows);
  g_test_add_func ("/store/ledger-query/households-by-their-heads", test_households_by_their_heads);
  g_test_add_func ("/store/ledger-query/a-long-ledger-is-in-the-same-order", test_a_long_ledger_is_in_the_same_order);
  return g_test_run ();
}
