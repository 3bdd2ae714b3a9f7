/*
 * bench-ledger FILE [PART…]: a ledger of very many records by pages, as the ledger's page shows it, beside SELECT … LIMIT 100 on the same
 * index (or on the bare table where there is none yet).  Printed: until the first rows are there, until every key is, the longest turn
 * of the main loop; then a far jump, totals and groups, 100,000 cells of a column beside a plain UPDATE, 2,000 × 12 pasted cells,
 * and memory.  FILE is changed and left as it was by undo.  PART: one of lists, sort, typed, numbers, paste, batch; all without.
 */
#include "xl-bench-list.h"

#include "ledgers/xl-ledger-batch-table.h"
#include "ledgers/xl-ledger-book-table.h"
#include "ledgers/xl-ledger-query-table.h"
#include "ledgers/xl-ledger-total-table.h"
#include "store/xl-sql.h"

#include <stdio.h>

#define OFFICE "220622103200"
#define TODAY  "2026-06-30"

static XlLedgerQuestion *
make_question (XlTemplate *t, const char *order, gboolean descending, const char *filter)
{
  XlLedgerQuestion *q = g_new0 (XlLedgerQuestion, 1);

  q->t = xl_template_ref (t);
  q->layout = xl_ledger_layout_whole (t);
  q->office = g_strdup (OFFICE);
  q->today = g_strdup (TODAY);
  q->order = g_strdup (order);
  q->descending = descending;
  q->filter = g_strdup (filter);
  return q;
}

static void
ask (XlPagedRows *rows, XlDb *db, const char *what, XlLedgerQuestion *q, const char *peer)
{
  xl_bench_ask (rows, db, what, q, (GDestroyNotify) xl_ledger_question_free, peer);
}

static gint64
drop_index (XlDb *db, gpointer data, GError **error)
{
  return xl_db_exec (db, "DROP INDEX IF EXISTS ledger_elder_visit_sort_visitor", error) ? 0 : -1;
}

static void
lists (XlStore *store, XlDb *db, XlTemplate *t)
{
  static const char by_day[] =
    "SELECT id FROM ledger_elder_visit WHERE office = '" OFFICE "' ORDER BY visited_on DESC, id DESC LIMIT 100";
  static const char by_name[] = "SELECT id FROM person WHERE present = 1 ORDER BY name_sort LIMIT 100";
  g_autoptr(XlPagedRows) rows = xl_paged_rows_new (store, &xl_ledger_book_rows);

  ask (rows, db, "newest first", make_question (t, NULL, FALSE, NULL), by_day);
  xl_bench_jump (rows);
  ask (rows, db, "by day, oldest first", make_question (t, "visited_on", FALSE, NULL), by_day);
  ask (rows, db, "by name", make_question (t, "elder", FALSE, NULL), by_name);
}

/* By a column nobody has sorted by, then by its index. */
static void
sort (XlStore *store, XlDb *db, XlTemplate *t)
{
  static const char by_visitor[] = "SELECT id FROM ledger_elder_visit ORDER BY visitor, id LIMIT 100";
  g_autoptr(XlPagedRows) rows = xl_paged_rows_new (store, &xl_ledger_book_rows);
  XlLedgerQuery visitor = { .office = OFFICE, .order = "visitor" };
  XlLedgerIndex *index = xl_ledger_index_new (t, &visitor);
  gint64 start;

  xl_store_write (store, XL_CHANGE_EDIT, "index", drop_index, NULL, NULL);
  ask (rows, db, "by visitor, no index yet", make_question (t, "visitor", FALSE, NULL), by_visitor);
  ask (rows, db, "by visitor, no index yet, down", make_question (t, "visitor", TRUE, NULL), by_visitor);
  printf ("%-34s %.0f MB\n", "memory, sorted", xl_bench_memory ());
  start = g_get_monotonic_time ();
  xl_store_write (store, XL_CHANGE_EDIT, "index", xl_ledger_query_table_make_index, index, NULL);
  printf ("%-34s %.0f ms\n", "its index, made once by the writer", xl_bench_milliseconds_since (start));
  xl_ledger_index_free (index);
  ask (rows, db, "by visitor", make_question (t, "visitor", FALSE, NULL), by_visitor);
  ask (rows, db, "by visitor, down", make_question (t, "visitor", TRUE, NULL), by_visitor);
}

static void
typed (XlStore *store, XlDb *db, XlTemplate *t)
{
  static const char *const words[] = { "王", "王伟", "ww", "发烧", "屋顶漏雨", "第12网格", "没有这样的" };
  static const char like[] = "SELECT l.id FROM ledger_elder_visit AS l JOIN person AS p ON p.id = l.subject"
                             " WHERE p.name LIKE '%王伟%' OR l.need LIKE '%王伟%' OR l.visitor LIKE '%王伟%' LIMIT 100";
  g_autoptr(XlPagedRows) rows = xl_paged_rows_new (store, &xl_ledger_book_rows);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *what = g_strconcat ("typed: ", words[i], NULL);

      ask (rows, db, what, make_question (t, NULL, FALSE, words[i]), like);
    }
}

/* When something began, and how much work had been done by then. */
typedef struct { gint64 start; double cpu; } Begun;

static Begun
begin (void)
{
  return (Begun) { g_get_monotonic_time (), xl_bench_cpu () };
}

static void
beside (const char *what, Begun begun, XlDb *db, const char *sql)
{
  double ours = xl_bench_milliseconds_since (begun.start), work = xl_bench_cpu () - begun.cpu, cpu = xl_bench_cpu ();
  double plain = xl_bench_peek_first (db, sql), plain_work = (xl_bench_cpu () - cpu) / 3;

  printf ("%-34s %.0f ms (%.0f of work), plain SQL %.0f ms (%.0f of work), ratio %.2f\n", what, ours, work, plain, plain_work,
          ours / plain);
}

static void
numbers (XlStore *store, XlDb *db, XlTemplate *t)
{
  static const char peer[] = "SELECT count (*), count (visitor), count (need), count (note) FROM ledger_elder_visit";
  static const char group[] = "SELECT mode, count (*) FROM ledger_elder_visit GROUP BY mode";
  static const char values[] = "SELECT count (*) FROM (SELECT visitor, count (*) FROM ledger_elder_visit NOT INDEXED GROUP BY visitor)";
  XlLedgerQuery query = { .office = OFFICE, .today = TODAY }, by_mode = { .office = OFFICE, .group = "mode" };
  Begun begun = begin ();
  gboolean more;

  xl_ledger_totals_free (xl_ledger_total_table_read (db, t, &query, NULL));
  beside ("totals of every column", begun, db, peer);
  begun = begin ();
  g_ptr_array_unref (xl_ledger_total_table_groups (db, t, &by_mode, NULL));
  beside ("groups with subtotals", begun, db, group);
  begun = begin ();
  g_ptr_array_unref (xl_ledger_query_table_distinct (db, t, &query, "visitor", NULL, &more, NULL));
  beside ("values of a column", begun, db, values);
}

/* 100,000 cells become one value, and back; beside an UPDATE of the same rows in a bare copy of the table. */
static void
batch (XlStore *store, XlDb *db, XlTemplate *t)
{
  XlLedgerQuery query = { .office = OFFICE };
  g_autoptr(GArray) ids = xl_ledger_table_ids (db, t, &query, NULL);
  g_autoptr(XlLedgerBatch) job = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(XlDb) bare = xl_db_open (":memory:", XL_DB_CREATE, NULL);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS f; CREATE TABLE v AS SELECT * FROM f.ledger_elder_visit LIMIT 100000;",
                                             xl_db_path (db));
  double ours, undo, plain;
  gint64 start;

  g_array_set_size (ids, MIN (ids->len, 100000));
  job = xl_ledger_batch_new (t, NULL, ids, TODAY);
  job->field = xl_template_find (t, "condition");
  job->text = g_strdup ("一般");
  start = g_get_monotonic_time ();
  xl_store_write (store, XL_CHANGE_EDIT, "batch", xl_ledger_batch_set, job, &error);
  ours = xl_bench_milliseconds_since (start);
  if (error != NULL)
    g_error ("%s", error->message);
  start = g_get_monotonic_time ();
  xl_change_free (xl_store_undo (store, NULL));
  undo = xl_bench_milliseconds_since (start);
  xl_db_exec (bare, attach, NULL);
  start = g_get_monotonic_time ();
  xl_db_exec (bare, "UPDATE v SET condition = '2' WHERE condition IS NOT '2'", NULL);
  plain = xl_bench_milliseconds_since (start);
  printf ("%-34s %u changed in %.0f ms, undo %.0f ms, plain UPDATE %.0f ms, ratio %.0f\n", "a column of 100,000 becomes one value",
          job->n_changed, ours, undo, plain, ours / plain);
}

/* Twelve columns of 2,000 new rows, as they come out of a spreadsheet; taken back afterwards. */
static void
paste (XlStore *store, XlDb *db, XlTemplate *t)
{
  static const char *const columns[] = { "elder", "id_number", "visited_on", "visited_time", "mode", "visitor", "condition", "need", "action",
                                         "grid", "note" };
  static const char *const cells[] = { NULL, "", "2026年6月3日", "15:30", "入户", "李干事", "良好", "买药", "已办", "第3网格", "无" };
  g_autoptr(XlLedgerPatches) p = xl_ledger_patches_new (t, OFFICE, TODAY);
  g_autoptr(XlStmt) names = xl_db_prepare (db, "SELECT name FROM person GROUP BY name HAVING count (*) = 1 LIMIT 2000", NULL);
  g_autoptr(GError) error = NULL;
  gint64 start;
  guint row = 0;

  for (; xl_db_step (db, names, NULL); row++)
    for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
      xl_ledger_patches_add (p, 0, row, xl_template_find (t, columns[i]), cells[i] != NULL ? cells[i] : xl_column (names, 0));
  start = g_get_monotonic_time ();
  xl_store_write (store, XL_CHANGE_EDIT, "paste", xl_ledger_patch_run, p, &error);
  if (error != NULL)
    g_error ("%s", error->message);
  printf ("%-34s %u rows of %u cells in %.0f ms\n", "pasted", p->n_added, (guint) G_N_ELEMENTS (columns), xl_bench_milliseconds_since (start));
  xl_change_free (xl_store_undo (store, NULL));
}

static const struct {
  const char *name;
  void      (*run) (XlStore *store, XlDb *db, XlTemplate *t);
} parts[] = {
  { "lists", lists }, { "sort", sort }, { "typed", typed }, { "numbers", numbers }, { "paste", paste }, { "batch", batch },
};

int
main (int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", &error);
  g_autoptr(XlStore) store = NULL;
  g_autoptr(XlDb) db = NULL;

  if (argc < 2 || t == NULL)
    {
      g_printerr ("bench-ledger FILE [PART…]\n");
      return 2;
    }
  store = xl_store_open (argv[1], XL_STORE_DEFAULT, &error);
  db = store != NULL ? xl_db_open (argv[1], XL_DB_READ_ONLY, &error) : NULL;
  if (db == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (argc == 2 || g_strv_contains ((const char *const *) argv + 2, parts[i].name))
      {
        parts[i].run (store, db, t);
        printf ("%-34s %.0f MB\n", "memory", xl_bench_memory ());
      }
  return 0;
}
