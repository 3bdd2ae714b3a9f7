/*
 * bench-list FILE: the list of everybody by pages beside SELECT … LIMIT 100 on the same index.
 * Printed: until the first rows are there, until every key is, a far jump, another order, a filter; the longest turn of the main loop.
 */
#include "xl-bench-list.h"

#include "store/xl-search-table.h"
#include "store/xl-sql.h"

#include <stdio.h>

typedef struct {
  const char *ids;
  const char *filter;
} Question;

static gboolean
list_persons (XlDb *db, gconstpointer question, XlRowSet *set, GError **error)
{
  const Question *q = question;
  g_autoptr(XlStmt) stmt = NULL;
  g_autoptr(GArray) found = NULL;

  if (q->filter == NULL)
    {
      stmt = xl_db_prepare (db, q->ids, error);
      return stmt != NULL && xl_row_set_add_all (set, db, stmt, error);
    }
  found = xl_search_persons (db, q->filter, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    xl_row_set_add (set, g_array_index (found, gint64, i));
  return found != NULL;
}

#define CELLS "name, sex, birth_date, id_number, phone, address, ethnic, hukou, education, political, marital, note"

static gboolean
fill_person (XlDb *db, gconstpointer question, gint64 id, XlRowPage *page, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT " CELLS " FROM person WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  for (int i = 0; xl_db_step (db, stmt, NULL) && i < 12; )
    for (; i < 12; i++)
      xl_row_page_add (page, xl_column (stmt, i), 0);
  return TRUE;
}

static const XlRowKind kind = { 12, list_persons, fill_person };

#define BY_NAME "SELECT id FROM person WHERE present = 1 ORDER BY name_sort, id"
#define BY_BIRTH "SELECT id FROM person WHERE present = 1 ORDER BY birth_date, id"

int
main (int argc, char **argv)
{
  static const Question by_name = { BY_NAME, NULL }, by_birth = { BY_BIRTH, NULL }, found = { NULL, "张" }, narrow = { NULL, "建国" };
  g_autoptr(GError) error = NULL;
  g_autoptr(XlStore) store = argc == 2 ? xl_store_open (argv[1], XL_STORE_READ_ONLY, &error) : NULL;
  g_autoptr(XlDb) db = store != NULL ? xl_db_open (argv[1], XL_DB_READ_ONLY, &error) : NULL;
  g_autoptr(XlPagedRows) rows = NULL;

  if (db == NULL)
    {
      fprintf (stderr, "bench-list FILE: %s\n", error != NULL ? error->message : "no file");
      return 2;
    }
  rows = xl_paged_rows_new (store, &kind);
  xl_bench_ask (rows, db, "open, by name", (gpointer) &by_name, NULL, "SELECT " CELLS " FROM person WHERE present = 1 ORDER BY name_sort LIMIT 100");
  xl_bench_jump (rows);
  xl_bench_ask (rows, db, "sort by birth", (gpointer) &by_birth, NULL, "SELECT " CELLS " FROM person WHERE present = 1 ORDER BY birth_date LIMIT 100");
  xl_bench_ask (rows, db, "filter “张”", (gpointer) &found, NULL, "SELECT " CELLS " FROM person WHERE present = 1 AND name LIKE '%张%' LIMIT 100");
  xl_bench_ask (rows, db, "filter “建国”", (gpointer) &narrow, NULL, "SELECT " CELLS " FROM person WHERE present = 1 AND name LIKE '%建国%' LIMIT 100");
  printf ("memory at most %.0f MB\n", xl_bench_memory ());
  return 0;
}
