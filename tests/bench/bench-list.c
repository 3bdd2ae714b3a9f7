/*
 * bench-list FILE: the list of everybody by pages beside SELECT … LIMIT 100 on the same index.
 * Printed: until the first rows are there, until every key is, a far jump, another order, a filter; the longest turn of the main loop.
 */
#include "list-clock.h"

#include "store/xl-paged-rows.h"
#include "store/xl-search-table.h"
#include "store/xl-sql.h"

#include <stdio.h>
#include <sys/resource.h>

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

static void
ask (XlPagedRows *rows, XlDb *db, const char *what, const Question *q, const char *peer)
{
  gint64 start = g_get_monotonic_time ();
  gboolean came = FALSE;
  gulong id = g_signal_connect (rows, "reset", G_CALLBACK (on_reset), &came);
  double first, all, beside;

  longest = 0;
  xl_paged_rows_ask (rows, (gpointer) q, NULL);
  while (!came || xl_paged_rows_peek (rows, 0, 0) == NULL)
    turn ();
  first = milliseconds_since (start);
  while (!xl_paged_rows_is_complete (rows))
    turn ();
  all = milliseconds_since (start);
  g_signal_handler_disconnect (rows, id);
  beside = peek_first (db, peer);
  printf ("%-28s first rows %8.2f ms  SELECT … LIMIT 100 %7.2f ms  ratio %.1f  all %" G_GINT64_FORMAT " keys %8.1f ms  longest turn %.2f ms\n",
          what, first, beside, first / beside, xl_paged_rows_get_n_rows (rows), all, longest);
}

static void
jump (XlPagedRows *rows)
{
  gint64 n = xl_paged_rows_get_n_rows (rows), start;
  double worst = 0, sum = 0;

  for (int i = 1; i <= 50; i++)
    {
      gint64 row = n * i / 51;

      start = g_get_monotonic_time ();
      xl_paged_rows_hint_visible (rows, row, row + 30);
      while (xl_paged_rows_peek (rows, row, 0) == NULL)
        turn ();
      worst = MAX (worst, milliseconds_since (start));
      sum += milliseconds_since (start);
    }
  printf ("%-28s mean %.2f ms, worst %.2f ms\n", "far jump", sum / 50, worst);
}

int
main (int argc, char **argv)
{
  static const Question by_name = { BY_NAME, NULL }, by_birth = { BY_BIRTH, NULL }, found = { NULL, "张" }, narrow = { NULL, "建国" };
  g_autoptr(GError) error = NULL;
  g_autoptr(XlStore) store = argc == 2 ? xl_store_open (argv[1], XL_STORE_READ_ONLY, &error) : NULL;
  g_autoptr(XlDb) db = store != NULL ? xl_db_open (argv[1], XL_DB_READ_ONLY, &error) : NULL;
  g_autoptr(XlPagedRows) rows = NULL;
  struct rusage usage;

  if (db == NULL)
    {
      fprintf (stderr, "bench-list FILE: %s\n", error != NULL ? error->message : "no file");
      return 2;
    }
  rows = xl_paged_rows_new (store, &kind);
  ask (rows, db, "open, by name", &by_name, "SELECT " CELLS " FROM person WHERE present = 1 ORDER BY name_sort LIMIT 100");
  jump (rows);
  ask (rows, db, "sort by birth", &by_birth, "SELECT " CELLS " FROM person WHERE present = 1 ORDER BY birth_date LIMIT 100");
  ask (rows, db, "filter “张”", &found, "SELECT " CELLS " FROM person WHERE present = 1 AND name LIKE '%张%' LIMIT 100");
  ask (rows, db, "filter “建国”", &narrow, "SELECT " CELLS " FROM person WHERE present = 1 AND name LIKE '%建国%' LIMIT 100");
  getrusage (RUSAGE_SELF, &usage);
  printf ("memory at most %ld MB\n", usage.ru_maxrss / 1024);
  return 0;
}
