#include "store/xl-key-sort.h"
#include "store/xl-scan.h"

/* Every kind of value in every direction comes in the order in which SQLite has it. */

#define ROWS "CREATE TABLE r (id INTEGER PRIMARY KEY, a, b);" \
  "INSERT INTO r (a, b) WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 2999)" \
  " SELECT CASE i % 7 WHEN 0 THEN NULL WHEN 1 THEN i * 7919 % 101 - 50 WHEN 2 THEN -9223372036854775807 - 1 + i" \
  "  WHEN 3 THEN '' WHEN 4 THEN '李' || i % 3 WHEN 5 THEN '李四的长长的名字' || i * 31 % 11 ELSE 'a' END," \
  "  CASE i % 3 WHEN 0 THEN i * 17 % 5 WHEN 1 THEN NULL ELSE '第' || i % 4 || '网格' END FROM n;"

typedef struct {
  XlKeySort  *sort;
  GByteArray *key;
  gboolean    falling[2];
} Sorting;

static void
on_row (int n, sqlite3_value **values, gpointer data)
{
  Sorting *s = data;

  g_byte_array_set_size (s->key, 0);
  for (int i = 1; i < n; i++)
    xl_key_append (s->key, values[i], s->falling[i - 1]);
  xl_key_sort_add (s->sort, s->key, sqlite3_value_int64 (values[0]));
}

static XlDb *
open_rows (void)
{
  g_autoptr(GError) error = NULL;
  XlDb *db = xl_db_open (":memory:", XL_DB_CREATE, &error);

  g_assert_no_error (error);
  xl_db_exec (db, ROWS, &error);
  g_assert_no_error (error);
  return db;
}

static void
fill (XlDb *db, Sorting *s)
{
  XlScan scan = { on_row, s };
  g_autoptr(GError) error = NULL;
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT xl_scan (?1, id, a, b) FROM r", &error);

  g_assert_no_error (error);
  xl_bind_scan (stmt, 1, &scan);
  xl_db_done (db, stmt, &error);
  g_assert_no_error (error);
}

/* The first @n of @s are what @sql says. */
static void
assert_order (XlDb *db, const Sorting *s, const char *sql, guint n)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, NULL);

  for (guint i = 0; i < n; i++)
    {
      g_assert_true (xl_db_step (db, stmt, NULL));
      g_assert_cmpint (xl_key_sort_id (s->sort, i), ==, sqlite3_column_int64 (stmt, 0));
    }
}

typedef struct { const char *name, *sql; gboolean a, b, ids; } Case;
static const Case cases[] = {
  { "rising", "SELECT id FROM r ORDER BY a, b, id", FALSE, FALSE, FALSE },
  { "falling", "SELECT id FROM r ORDER BY a DESC, b DESC, id DESC", TRUE, TRUE, TRUE },
  { "mixed", "SELECT id FROM r ORDER BY a, b DESC, id", FALSE, TRUE, FALSE },
  { "mixed-falling-ids", "SELECT id FROM r ORDER BY a DESC, b, id DESC", TRUE, FALSE, TRUE },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(XlDb) db = open_rows ();
  g_autoptr(XlKeySort) sort = xl_key_sort_new (c->ids);
  g_autoptr(GByteArray) key = g_byte_array_new ();
  Sorting s = { sort, key, { c->a, c->b } };

  fill (db, &s);
  g_assert_cmpuint (xl_key_sort_length (sort), ==, 3000);
  xl_key_sort_first (sort, 300);
  assert_order (db, &s, c->sql, 300);
  xl_key_sort_first (sort, G_MAXUINT);
  assert_order (db, &s, c->sql, 3000);
}

static void
test_nothing_is_sorted_too (void)
{
  g_autoptr(XlKeySort) sort = xl_key_sort_new (FALSE);

  xl_key_sort_first (sort, G_MAXUINT);
  g_assert_cmpuint (xl_key_sort_length (sort), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/store/key-sort/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/store/key-sort/nothing-is-sorted-too", test_nothing_is_sorted_too);
  return g_test_run ();
}
