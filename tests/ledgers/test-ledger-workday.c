#include "ledgers/xl-workday-table.h"

typedef struct {
  const char *name, *call, *day;
} Case;

static const Case cases[] = {
  { "past-the-dragon-boat-festival", "workday ('2026-06-15', 5)", "2026-06-23" },
  { "fifteen", "workday ('2026-11-02', 15)", "2026-11-23" },
  { "a-sunday-worked-in-exchange", "workday ('2026-02-13', 1)", "2026-02-14" },
  { "none", "workday ('2026-06-15', 0)", "2026-06-15" },
  { "no-such-day", "workday ('2026-02-30', 5)", NULL },
  { "no-date", "workday (NULL, 5)", NULL },
  { "no-number", "workday ('2026-06-15', NULL)", NULL },
  { "a-number-beyond-all-sense", "workday ('2026-06-15', 9000000000000)", NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *sql = g_strdup_printf ("SELECT %s", c->call);
  sqlite3 *handle = NULL;
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &handle), ==, SQLITE_OK);
  g_assert_cmpint (xl_workday_table_add (handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (stmt, 0), ==, c->day);
  sqlite3_finalize (stmt);
  sqlite3_close (handle);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ledgers/workday/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
