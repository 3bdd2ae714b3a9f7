/* A long ledger in a file, looked through by two connections: the same lists, totals and values as SQL gives. */
#include "ledgers/xl-ledger-query-table.h"
#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-ledger-total-table.h"
#include "store/xl-paged-rows.h"
#include "store/xl-sql.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#define OFFICE "220622103200"
#define N "21000"

typedef struct {
  char       *folder, *path;
  XlTemplate *t;
  XlStore    *store;
  XlDb       *db;         /* beside the store's */
} Fixture;

/* Ids far apart, so that there are many parts to take. */
static gint64
fill (XlDb *db, gpointer data, GError **error)
{
  static const char sql[] =
    "DROP TRIGGER ledger_elder_visit_search_insert; DROP TRIGGER ledger_elder_visit_search_update;"   /* nobody searches here */
    "INSERT INTO person (id, office, name, name_sort, name_initials)"
    " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)"
    " SELECT i, '" OFFICE "', 'n' || i, 's' || i * 7 % 20, 'n' FROM n;"
    "INSERT INTO ledger_elder_visit (id, office, period, created_at, subject, visited_on, visitor, mode, need)"
    " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " N ")"
    " SELECT i * 1000, '" OFFICE "', '2026-06', 0, 1 + i * 7 % 40, date ('2026-06-01', (i % 29) || ' days'),"
    "  CASE WHEN i % 11 > 0 THEN '访' || i * 7919 % 601 END, 1 + i % 3, CASE WHEN i % 9 = 0 THEN 'x' || i END FROM n;";

  return xl_ledger_table_ensure (db, data, error) && xl_db_exec (db, sql, error) ? 0 : -1;
}

static void
set_up (Fixture *f)
{
  g_autoptr(GError) error = NULL;

  f->folder = g_dir_make_tmp ("xl-scan-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "office.xiangli", NULL);
  f->t = xl_template_built_in ("elder-visit", &error);
  g_assert_no_error (error);
  f->store = xl_store_open (f->path, XL_STORE_CREATE, &error);
  g_assert_no_error (error);
  xl_store_write (f->store, XL_CHANGE_EDIT, "fill", fill, f->t, &error);
  g_assert_no_error (error);
  f->db = xl_db_open (f->path, XL_DB_READ_ONLY, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f)
{
  xl_db_close (f->db);
  g_object_unref (f->store);
  g_unlink (f->path);
  g_rmdir (f->folder);
  xl_template_free (f->t);
  g_free (f->path);
  g_free (f->folder);
}

static void
assert_list (const Fixture *f, const XlLedgerQuery *query, const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = xl_ledger_table_ids (f->db, f->t, query, &error);
  g_autoptr(XlStmt) stmt = xl_db_prepare (f->db, sql, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (; xl_db_step (f->db, stmt, NULL); n++)
    g_assert_cmpint (g_array_index (ids, gint64, n), ==, sqlite3_column_int64 (stmt, 0));
  g_assert_cmpuint (ids->len, ==, n);
}

#define FROM "SELECT l.id FROM ledger_elder_visit AS l JOIN person AS p ON p.id = l.subject ORDER BY "

static void
test_lists_are_in_the_order_of_sql (gconstpointer data)
{
  const Fixture *f = data;
  XlLedgerQuery rising = { .office = OFFICE, .order = "visitor" };
  XlLedgerQuery falling = { .office = OFFICE, .order = "visitor", .descending = TRUE };
  XlLedgerQuery grouped = { .office = OFFICE, .group = "elder", .order = "visitor" };

  assert_list (f, &rising, FROM "visitor, l.id");
  assert_list (f, &falling, FROM "visitor DESC, l.id DESC");
  assert_list (f, &grouped, FROM "p.name_sort, l.subject, visitor, l.id");
}

/* One list, its first rows sent before the others, is the same. */
static gboolean
list_rows (XlDb *db, gconstpointer question, XlRowSet *set, GError **error)
{
  XlLedgerQuery query = { .office = OFFICE, .order = "visitor", .descending = TRUE };

  return xl_ledger_query_table_list (db, question, &query, set, error);
}

static gboolean
fill_row (XlDb *db, gconstpointer question, gint64 id, XlRowPage *page, GError **error)
{
  xl_row_page_add (page, "x", 0);
  return TRUE;
}

static void
test_the_first_rows_are_the_first_of_all (gconstpointer data)
{
  const Fixture *f = data;
  static const XlRowKind kind = { 1, list_rows, fill_row };
  g_autoptr(XlPagedRows) rows = xl_paged_rows_new (f->store, &kind);
  g_autoptr(XlStmt) stmt = xl_db_prepare (f->db, FROM "visitor DESC, l.id DESC", NULL);

  xl_paged_rows_ask (rows, f->t, NULL);
  while (xl_paged_rows_is_asking (rows))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (xl_paged_rows_get_n_rows (rows), ==, atoi (N));
  for (gint64 i = 0; xl_db_step (f->db, stmt, NULL); i++)
    g_assert_cmpint (xl_paged_rows_get_row_id (rows, i), ==, sqlite3_column_int64 (stmt, 0));
}

static gint64
ask (const Fixture *f, const char *sql)
{
  return xl_db_int (f->db, sql, -1, NULL);
}

static void
test_totals_and_groups_are_those_of_sql (gconstpointer data)
{
  const Fixture *f = data;
  XlLedgerQuery query = { .office = OFFICE, .group = "visitor" };
  g_autoptr(XlLedgerTotals) totals = xl_ledger_total_table_read (f->db, f->t, &query, NULL);
  g_autoptr(GPtrArray) groups = xl_ledger_total_table_groups (f->db, f->t, &query, NULL);
  g_autoptr(XlStmt) stmt = xl_db_prepare (f->db, "SELECT ifnull (visitor, ''), count (*) FROM ledger_elder_visit"
                                                 " GROUP BY visitor ORDER BY visitor", NULL);
  guint n = 0;

  g_assert_cmpint (totals->n, ==, atoi (N));
  for (; xl_db_step (f->db, stmt, NULL); n++)
    {
      const XlLedgerGroup *group = g_ptr_array_index (groups, n);

      g_assert_cmpstr (group->value, ==, xl_column (stmt, 0));
      g_assert_cmpint (group->totals->n, ==, sqlite3_column_int64 (stmt, 1));
    }
  g_assert_cmpuint (groups->len, ==, n);
}

/* Nearly every record has its own. */
static gint64
write_notes (XlDb *db, gpointer data, GError **error)
{
  return xl_db_exec (db, "UPDATE ledger_elder_visit SET note = 'n' || (id * 7 % 20981 + 100000)", error) ? 0 : -1;
}

static void
test_more_groups_than_are_told_end_in_one (gconstpointer data)
{
  const Fixture *f = data;
  XlLedgerQuery query = { .office = OFFICE, .group = "note" };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) groups = NULL;
  const XlLedgerGroup *last;

  xl_store_write (f->store, XL_CHANGE_EDIT, "notes", write_notes, NULL, &error);
  groups = xl_ledger_total_table_groups (f->db, f->t, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (groups->len, ==, XL_LEDGER_MAX_GROUPS);
  last = g_ptr_array_index (groups, XL_LEDGER_MAX_GROUPS - 1);
  g_assert_cmpstr (((XlLedgerGroup *) g_ptr_array_index (groups, 0))->value, ==, "n100000");
  g_assert_cmpint (last->totals->n, ==, ask (f, "SELECT count (*) FROM ledger_elder_visit WHERE note >="
                                                " (SELECT note FROM ledger_elder_visit GROUP BY note ORDER BY note LIMIT 1 OFFSET 4999)"));
}

static void
test_values_are_counted_once (gconstpointer data)
{
  const Fixture *f = data;
  XlLedgerQuery query = { .office = OFFICE };
  gboolean more;
  g_autoptr(GPtrArray) values = xl_ledger_query_table_distinct (f->db, f->t, &query, "mode", NULL, &more, NULL);

  g_assert_cmpuint (values->len, ==, 3);
  for (guint i = 0; i < values->len; i++)
    g_assert_cmpint (((XlLedgerDistinct *) g_ptr_array_index (values, i))->n, ==, atoi (N) / 3);
}

int
main (int argc, char **argv)
{
  static const struct { const char *path; GTestDataFunc func; } tests[] = {
    { "/store/ledger-scan/lists-are-in-the-order-of-sql", test_lists_are_in_the_order_of_sql },
    { "/store/ledger-scan/the-first-rows-are-the-first-of-all", test_the_first_rows_are_the_first_of_all },
    { "/store/ledger-scan/totals-and-groups-are-those-of-sql", test_totals_and_groups_are_those_of_sql },
    { "/store/ledger-scan/more-groups-than-are-told-end-in-one", test_more_groups_than_are_told_end_in_one },
    { "/store/ledger-scan/values-are-counted-once", test_values_are_counted_once },
  };
  Fixture f;
  int answer;

  g_test_init (&argc, &argv, NULL);
  set_up (&f);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_data_func (tests[i].path, &f, tests[i].func);
  answer = g_test_run ();
  tear_down (&f);
  return answer;
}
