/* Long lists: the first rows before the list is known, pages as they are looked at, edits shown, nothing waits. */
#include "store/xl-paged-rows.h"
#include "store/xl-sql.h"

#include <glib/gstdio.h>

#define N_ROWS 5000

typedef struct {
  char        *folder;
  XlStore     *store;
  XlPagedRows *rows;
  guint        n_resets, n_ready, n_failed;
  gint64       changed_first, changed_removed, changed_added;
  gint64       n_rows_at_reset;
  char        *first_at_reset;
} Fixture;

static gboolean
list_settings (XlDb *db, gconstpointer question, XlRowSet *set, GError **error)
{
  gboolean down = GPOINTER_TO_INT (question) < 0;
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, down ? "SELECT id FROM setting WHERE id % ?1 = 0 ORDER BY id DESC"
                                                   : "SELECT id FROM setting WHERE id % ?1 = 0 ORDER BY id", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int (stmt, 1, ABS (GPOINTER_TO_INT (question)));
  return xl_row_set_add_all (set, db, stmt, error);
}

static gboolean
fill_setting (XlDb *db, gconstpointer question, gint64 id, XlRowPage *page, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT key, value FROM setting WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  if (!xl_db_step (db, stmt, NULL))
    return TRUE;
  xl_row_page_add (page, xl_column (stmt, 0), 0);
  xl_row_page_add (page, xl_column (stmt, 1), id % 10 == 0 ? 1 : 0);
  return TRUE;
}

static gboolean
list_nothing (XlDb *db, gconstpointer question, XlRowSet *set, GError **error)
{
  return xl_db_exec (db, "SELECT no_such_column FROM setting", error);
}

static const XlRowKind kind = { 3, list_settings, fill_setting };
static const XlRowKind broken_kind = { 3, list_nothing, fill_setting };

static gint64
run_sql (XlDb *db, gpointer data, GError **error)
{
  return xl_db_exec (db, data, error) ? 0 : -1;
}

static void
write_sql (Fixture *f, const char *sql)
{
  g_autoptr(GError) error = NULL;

  xl_store_write (f->store, XL_CHANGE_EDIT, "test", run_sql, (gpointer) sql, &error);
  g_assert_no_error (error);
}

static void
on_reset (XlPagedRows *rows, Fixture *f)
{
  f->n_resets++;
  f->n_rows_at_reset = xl_paged_rows_get_n_rows (rows);
  g_free (f->first_at_reset);
  f->first_at_reset = g_strdup (xl_paged_rows_peek (rows, 0, 0));
}

static void
on_ready (XlPagedRows *rows, gint64 first, gint64 n, Fixture *f)
{
  g_assert_cmpint (n, >, 0);
  f->n_ready++;
}

static void
on_changed (XlPagedRows *rows, gint64 first, gint64 removed, gint64 added, Fixture *f)
{
  f->changed_first = first;
  f->changed_removed = removed;
  f->changed_added = added;
}

static void
on_failed (XlPagedRows *rows, const char *message, Fixture *f)
{
  f->n_failed++;
}

static void
connect_all (Fixture *f, XlPagedRows *rows)
{
  g_signal_connect (rows, "reset", G_CALLBACK (on_reset), f);
  g_signal_connect (rows, "rows-ready", G_CALLBACK (on_ready), f);
  g_signal_connect (rows, "rows-changed", G_CALLBACK (on_changed), f);
  g_signal_connect (rows, "failed", G_CALLBACK (on_failed), f);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  f->folder = g_dir_make_tmp ("xl-rows-XXXXXX", NULL);
  path = g_build_filename (f->folder, "office.xiangli", NULL);
  f->store = xl_store_open (path, XL_STORE_CREATE, &error);
  g_assert_no_error (error);
  write_sql (f, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " G_STRINGIFY (N_ROWS) ")"
                " INSERT INTO setting SELECT i, 'key ' || i, 'value ' || i FROM n");
  f->rows = xl_paged_rows_new (f->store, &kind);
  connect_all (f, f->rows);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr(GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  g_clear_object (&f->rows);
  g_object_add_weak_pointer (G_OBJECT (f->store), (gpointer *) &f->store);
  g_object_unref (f->store);
  while (f->store != NULL)   /* what is under way holds it */
    g_main_context_iteration (NULL, TRUE);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
  g_free (f->first_at_reset);
}

static void
wait_complete (Fixture *f)
{
  while (!xl_paged_rows_is_complete (f->rows))
    g_main_context_iteration (NULL, TRUE);
}

static const char *
peek_and_wait (Fixture *f, gint64 row, int column)
{
  const char *text;

  while ((text = xl_paged_rows_peek (f->rows, row, column)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return text;
}

static void
test_first_rows_come_before_the_rest (Fixture *f, gconstpointer data)
{
  xl_paged_rows_ask (f->rows, GINT_TO_POINTER (1), NULL);
  g_assert_cmpint (xl_paged_rows_get_n_rows (f->rows), ==, 0);
  wait_complete (f);
  g_assert_cmpint (f->n_rows_at_reset, ==, 256);
  g_assert_cmpstr (f->first_at_reset, ==, "key 1");   /* at once: it came with the keys */
  g_assert_cmpint (xl_paged_rows_get_n_rows (f->rows), ==, N_ROWS);
  g_assert_cmpint (f->changed_first, ==, 256);
  g_assert_cmpint (f->changed_removed, ==, 0);
  g_assert_cmpint (f->changed_added, ==, N_ROWS - 256);
  g_assert_cmpuint (f->n_resets, ==, 1);
}

static void
test_pages_come_as_they_are_looked_at (Fixture *f, gconstpointer data)
{
  xl_paged_rows_ask (f->rows, GINT_TO_POINTER (1), NULL);
  wait_complete (f);
  g_assert_null (xl_paged_rows_peek (f->rows, 4000, 1));
  g_assert_cmpstr (peek_and_wait (f, 4000, 1), ==, "value 4001");
  g_assert_cmpstr (xl_paged_rows_peek (f->rows, 3999, 0), ==, "key 4000");
  g_assert_cmpuint (xl_paged_rows_peek_mark (f->rows, 3999, 1), ==, 1);
  g_assert_cmpuint (xl_paged_rows_peek_mark (f->rows, 4000, 1), ==, 0);
  g_assert_cmpstr (xl_paged_rows_peek (f->rows, 4000, 2), ==, "");
  g_assert_cmpint (xl_paged_rows_get_row_id (f->rows, 4000), ==, 4001);
  g_assert_cmpint (xl_paged_rows_find_row (f->rows, 4001), ==, 4000);
  g_assert_cmpint (xl_paged_rows_find_row (f->rows, 77777), ==, -1);
  g_assert_cmpint (xl_paged_rows_get_row_id (f->rows, N_ROWS), ==, 0);
  g_assert_null (xl_paged_rows_peek (f->rows, N_ROWS + 5, 0));
  xl_paged_rows_hint_visible (f->rows, 2000, 2040);
  for (int i = 0; i < 3; i++)
    g_assert_cmpstr (peek_and_wait (f, 1900 + 128 * i, 0), !=, "");
  g_assert_cmpstr (peek_and_wait (f, N_ROWS - 1, 0), ==, "key 5000");
}

static void
test_a_walk_through_every_row_is_right (Fixture *f, gconstpointer data)
{
  xl_paged_rows_ask (f->rows, GINT_TO_POINTER (-1), NULL);
  wait_complete (f);
  for (int round = 0; round < 2; round++)
    for (gint64 row = 0; row < N_ROWS; row += 37)
      {
        g_autofree char *expected = g_strdup_printf ("key %d", (int) (N_ROWS - row));

        g_assert_cmpstr (peek_and_wait (f, row, 0), ==, expected);
      }
}

static void
test_a_new_question_replaces_the_old (Fixture *f, gconstpointer data)
{
  xl_paged_rows_ask (f->rows, GINT_TO_POINTER (1), NULL);
  xl_paged_rows_ask (f->rows, GINT_TO_POINTER (7), NULL);
  xl_paged_rows_ask (f->rows, GINT_TO_POINTER (1000), NULL);
  wait_complete (f);
  g_assert_cmpint (xl_paged_rows_get_n_rows (f->rows), ==, 5);
  g_assert_cmpstr (peek_and_wait (f, 4, 0), ==, "key 5000");
  xl_paged_rows_ask (f->rows, GINT_TO_POINTER (99999), NULL);
  wait_complete (f);
  g_assert_cmpint (xl_paged_rows_get_n_rows (f->rows), ==, 0);
  g_assert_null (xl_paged_rows_peek (f->rows, 0, 0));
}

static void
test_edits_are_shown (Fixture *f, gconstpointer data)
{
  xl_paged_rows_ask (f->rows, GINT_TO_POINTER (1), NULL);
  wait_complete (f);
  xl_paged_rows_hint_visible (f->rows, 0, 30);
  g_assert_cmpstr (peek_and_wait (f, 9, 1), ==, "value 10");
  write_sql (f, "UPDATE setting SET value = 'new' WHERE id = 10");
  while (g_strcmp0 (peek_and_wait (f, 9, 1), "new") != 0)   /* the old text until then, never none */
    g_main_context_iteration (NULL, TRUE);
  write_sql (f, "DELETE FROM setting WHERE id IN (5, 6)");
  while (xl_paged_rows_get_n_rows (f->rows) != N_ROWS - 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (f->changed_first, ==, 4);
  g_assert_cmpint (f->changed_removed, ==, 2);
  g_assert_cmpint (f->changed_added, ==, 0);
  g_assert_cmpuint (f->n_resets, ==, 1);   /* the place in the list is kept */
  while (g_strcmp0 (peek_and_wait (f, 4, 0), "key 7") != 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;

  *(GPtrArray **) data = xl_paged_rows_fetch_finish (XL_PAGED_ROWS (source), result, &error);
  g_assert_no_error (error);
}

static void
test_whole_rows_for_copying (Fixture *f, gconstpointer data)
{
  GPtrArray *rows = NULL;

  xl_paged_rows_ask (f->rows, GINT_TO_POINTER (1), NULL);
  wait_complete (f);
  xl_paged_rows_fetch_async (f->rows, 100, 1000, NULL, on_fetched, &rows);
  while (rows == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rows->len, ==, 1000);
  g_assert_cmpstr (((char **) rows->pdata[0])[0], ==, "key 101");
  g_assert_cmpstr (((char **) rows->pdata[999])[1], ==, "value 1100");
  g_assert_cmpuint (g_strv_length (rows->pdata[0]), ==, 3);
  g_clear_pointer (&rows, g_ptr_array_unref);
  xl_paged_rows_fetch_async (f->rows, N_ROWS - 1, 1000, NULL, on_fetched, &rows);
  while (rows == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rows->len, ==, 1);
  g_ptr_array_unref (rows);
}

static void
test_a_broken_question_fails_in_words (Fixture *f, gconstpointer data)
{
  g_autoptr(XlPagedRows) rows = xl_paged_rows_new (f->store, &broken_kind);

  connect_all (f, rows);
  xl_paged_rows_ask (rows, NULL, NULL);
  while (f->n_failed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (xl_paged_rows_get_n_rows (rows), ==, 0);
}

static void
count_free (gpointer data)
{
  (*(int *) data)--;
}

static gboolean
list_counted (XlDb *db, gconstpointer question, XlRowSet *set, GError **error)
{
  return list_settings (db, GINT_TO_POINTER (1), set, error);
}

static void
test_going_away_in_the_middle (Fixture *f, gconstpointer data)
{
  static const XlRowKind counted = { 3, list_counted, fill_setting };
  int alive = 0;

  for (int i = 0; i < 30; i++)
    {
      XlPagedRows *rows = xl_paged_rows_new (f->store, &counted);

      alive++;
      xl_paged_rows_ask (rows, &alive, count_free);
      for (int turns = i % 4; turns > 0; turns--)
        g_main_context_iteration (NULL, FALSE);
      xl_paged_rows_peek (rows, i * 10, 0);
      g_object_unref (rows);
    }
  while (alive > 0)
    g_main_context_iteration (NULL, TRUE);
}

#define ADD(name, func) g_test_add ("/store/paged-rows/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("first-rows-come-before-the-rest", test_first_rows_come_before_the_rest);
  ADD ("pages-come-as-they-are-looked-at", test_pages_come_as_they_are_looked_at);
  ADD ("a-walk-through-every-row-is-right", test_a_walk_through_every_row_is_right);
  ADD ("a-new-question-replaces-the-old", test_a_new_question_replaces_the_old);
  ADD ("edits-are-shown", test_edits_are_shown);
  ADD ("whole-rows-for-copying", test_whole_rows_for_copying);
  ADD ("a-broken-question-fails-in-words", test_a_broken_question_fails_in_words);
  ADD ("going-away-in-the-middle", test_going_away_in_the_middle);
  return g_test_run ();
}
