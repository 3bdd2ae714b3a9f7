#include "ledgers/xl-ledger-index-page.h"
#include "ledgers/xl-ledger-query-table.h"
#include "ledgers/xl-ledger-table.h"

#include <glib/gstdio.h>

#define OFFICE "220622103200"

static gint64
fill (XlDb *db, gpointer data, GError **error)
{
  static const char sql[] =
    "INSERT INTO person (id, office, name, name_sort, name_initials) VALUES (7, '" OFFICE "', 'n', 'n', 'n');"
    "INSERT INTO ledger_elder_visit (id, office, period, created_at, subject, visited_on, visitor)"
    " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20100)"
    " SELECT 100 + i, '" OFFICE "', '2026-06', 0, 7, '2026-06-01', 'v' || i % 50 FROM n;";

  return xl_ledger_table_ensure (db, data, error) && xl_db_exec (db, sql, error) ? 0 : -1;
}

static gpointer
count_indexes (XlDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (1 + xl_db_int (db, "SELECT count (*) FROM sqlite_schema WHERE name = 'ledger_elder_visit_sort_visitor'", 0, error));
}

static void
test_a_long_ledger_gets_the_index_its_order_wants (void)
{
  g_autofree char *folder = g_dir_make_tmp ("xl-index-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  g_autoptr(GError) error = NULL;
  XlStore *store = xl_store_open (path, XL_STORE_CREATE, &error);
  XlLedgerQuery query = { .office = OFFICE }, by_visitor = { .office = OFFICE, .order = "visitor" };

  g_assert_no_error (error);
  xl_store_write (store, XL_CHANGE_EDIT, "fill", fill, t, &error);
  g_assert_no_error (error);
  xl_ledger_index_want (store, t, &query);   /* newest first: there is one */
  xl_ledger_index_want (store, t, &by_visitor);
  while (xl_store_read (store, count_indexes, NULL, &error) != GINT_TO_POINTER (2))
    {
      g_assert_no_error (error);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (store);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/page/ledger-index/a-long-ledger-gets-the-index-its-order-wants", test_a_long_ledger_gets_the_index_its_order_wants);
  return g_test_run ();
}
