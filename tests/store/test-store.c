/* The threads of the store: many requests at once, cancelling, going away in the middle. */
#include "store/xl-change.h"
#include "store/xl-sql.h"
#include "store/xl-store.h"

#include "temp-folder.h"

static gint64
run_sql (XlDb *db, gpointer data, GError **error)
{
  return xl_db_exec (db, data, error) ? 1 : -1;
}

static gpointer
read_number (XlDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER ((int) xl_db_int (db, data, 0, error));
}

static int
ask (XlStore *store, const char *sql)
{
  g_autoptr(GError) error = NULL;
  int n = GPOINTER_TO_INT (xl_store_read (store, read_number, (gpointer) sql, &error));

  g_assert_no_error (error);
  return n;
}

static XlStore *
open_store (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);
  g_autoptr(GError) error = NULL;
  XlStore *store = xl_store_open (path, XL_STORE_CREATE, &error);

  g_assert_no_error (error);
  return store;
}

static void
wait_for (const int *counter, int n)
{
  while (*counter < n)
    g_main_context_iteration (NULL, TRUE);
}

/* Waiting: each answer comes through a context that is gone right after it; the worker must not touch it then. ------------ */

static void
test_waiting_again_and_again_never_hangs (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autoptr(XlStore) store = open_store (folder);

  for (int i = 0; i < 100000; i++)
    g_assert_cmpint (ask (store, "SELECT 1"), ==, 1);
}

/* Many at once ---------------------------------------------------------------------------------------------------------- */

static GThread *main_thread;
static int n_written, n_read, n_freed;

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (g_thread_self () == main_thread);
  g_assert_cmpint (xl_store_write_finish (XL_STORE (source), result, &error), ==, GPOINTER_TO_INT (data));
  g_assert_no_error (error);
  n_written++;
}

static gint64
insert_number (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "INSERT INTO setting (id, key, value) VALUES (?1, ?1, '')", error);

  g_assert_true (g_thread_self () != main_thread);
  sqlite3_bind_int64 (stmt, 1, *(int *) data);
  return xl_db_done (db, stmt, error) ? *(int *) data : -1;
}

static void
free_number (gpointer data)
{
  g_assert_true (g_thread_self () == main_thread);
  n_freed++;
  g_free (data);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  static int seen;
  g_autoptr(GError) error = NULL;
  int n = GPOINTER_TO_INT (xl_store_read_finish (XL_STORE (source), result, &error));

  g_assert_no_error (error);
  g_assert_cmpint (n, <=, 400);
  seen = MAX (seen, n);
  n_read++;
}

static void
test_many_requests_at_once (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autoptr(XlStore) store = open_store (folder);
  g_autoptr(GError) error = NULL;

  n_written = n_read = n_freed = 0;
  for (int i = 1; i <= 400; i++)
    {
      xl_store_write_async (store, XL_CHANGE_EDIT, "w", insert_number, g_memdup2 (&i, sizeof i), free_number, NULL, on_written,
                            GINT_TO_POINTER (i));
      xl_store_read_async (store, read_number, (gpointer) "SELECT count (*) FROM setting", NULL, NULL, NULL, on_read, NULL);
    }
  wait_for (&n_written, 400);
  wait_for (&n_read, 400);
  wait_for (&n_freed, 400);
  g_assert_cmpint (ask (store, "SELECT count (*) FROM setting"), ==, 400);
  g_assert_cmpint (ask (store, "SELECT count (*) FROM change"), ==, 400);
  g_assert_cmpint (ask (store, "SELECT count (*) FROM change AS a JOIN change AS b ON b.seq = a.seq + 1 AND b.previous = a.hash"), ==, 399);
}

static void
on_dropped (gpointer data, GObject *object)
{
  g_assert_true (g_thread_self () == main_thread);
  (*(int *) data)++;
}

static void
test_the_last_reference_goes_while_work_is_under_way (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();

  for (int round = 0; round < 40; round++)
    {
      XlStore *store = open_store (folder);
      int dropped = 0;

      n_written = n_read = n_freed = 0;
      g_object_weak_ref (G_OBJECT (store), on_dropped, &dropped);
      for (int i = 1; i <= 5; i++)
        {
          int n = 1 + round * 10 + i;

          xl_store_write_async (store, XL_CHANGE_EDIT, "w", insert_number, g_memdup2 (&n, sizeof n), free_number, NULL, on_written,
                                GINT_TO_POINTER (n));
          xl_store_read_async (store, read_number, (gpointer) "SELECT count (*) FROM setting", NULL, NULL, NULL, on_read, NULL);
        }
      if (round % 3 == 1)
        g_main_context_iteration (NULL, TRUE);
      g_object_unref (store);
      wait_for (&dropped, 1);   /* whoever was asked held it; nothing waits for itself */
      g_assert_cmpint (n_written, ==, 5);
      g_assert_cmpint (n_read, ==, 5);
      g_assert_cmpint (n_freed, ==, 5);
    }
}

static void
test_a_writer_that_never_runs_its_loop_leaves_nothing_behind (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();

  for (int round = 0; round < 5; round++)
    {
      XlStore *store = open_store (folder);
      g_autofree char *sql = g_strdup_printf ("INSERT INTO setting (key, value) VALUES ('k%d', '')", round);
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (xl_store_write (store, XL_CHANGE_EDIT, "w", run_sql, sql, &error), ==, 1);
      g_assert_finalize_object (store);   /* the unread news of the edit does not hold it */
    }
}

/* Words with the edit --------------------------------------------------------------------------------------------------- */

static void
on_changed (XlStore *store, gint64 seq, gint64 *last)
{
  g_assert_cmpint (seq, >, *last);
  *last = seq;
}

static void
test_each_commit_is_told_with_its_number (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autoptr(XlStore) store = open_store (folder);
  gint64 last = 0;

  g_signal_connect (store, "changed", G_CALLBACK (on_changed), &last);
  xl_store_write (store, XL_CHANGE_EDIT, "a", run_sql, (gpointer) "INSERT INTO setting (key, value) VALUES ('a', '')", NULL);
  xl_store_write (store, XL_CHANGE_EDIT, "b", run_sql, (gpointer) "INSERT INTO setting (key, value) VALUES ('b', '')", NULL);
  xl_store_write (store, XL_CHANGE_EDIT, "bad", run_sql, (gpointer) "INSERT INTO setting (key, value) VALUES ('b', '')", NULL);
  xl_change_free (xl_store_undo (store, NULL));
  while (last < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (last, ==, 3);
}

static void
test_an_edit_bears_the_name_of_who_asked (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autoptr(XlStore) store = open_store (folder);
  static const char *const names[] = { "会计", "专干", "书记" };

  n_written = n_freed = 0;
  for (int i = 1; i <= 30; i++)
    {
      xl_store_set_user (store, names[i % 3]);   /* while the writer is at work with the one before */
      xl_store_write_async (store, XL_CHANGE_EDIT, names[i % 3], insert_number, g_memdup2 (&i, sizeof i), free_number, NULL, on_written,
                            GINT_TO_POINTER (i));
    }
  wait_for (&n_written, 30);
  g_assert_cmpint (ask (store, "SELECT count (*) FROM change WHERE user = label"), ==, 30);
}

/* Cancelling ------------------------------------------------------------------------------------------------------------ */

typedef struct {
  gboolean done;
  gint64   result;
  GError  *error;
} Outcome;

static void
on_outcome (GObject *source, GAsyncResult *result, gpointer data)
{
  Outcome *outcome = data;

  outcome->result = xl_store_write_finish (XL_STORE (source), result, &outcome->error);
  outcome->done = TRUE;
}

static gpointer
cancel_later (gpointer data)
{
  g_usleep (g_random_int_range (0, 3000));
  g_cancellable_cancel (data);
  return NULL;
}

#define LONG_EDIT "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)" \
                  " INSERT INTO setting (key, value) SELECT (SELECT count (*) FROM setting) || ' ' || i, '' FROM n"

static void
test_cancelled_is_not_there_and_reported_is_there (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autoptr(XlStore) store = open_store (folder);
  int n_done = 0, n_cancelled = 0;

  for (int round = 0; round < 120; round++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      Outcome outcome = { FALSE, 0, NULL };
      int before = ask (store, "SELECT count (*) FROM setting");
      GThread *thread = g_thread_new ("cancel", cancel_later, cancellable);

      xl_store_write_async (store, XL_CHANGE_EDIT, "long", run_sql, (gpointer) LONG_EDIT, NULL, cancellable, on_outcome, &outcome);
      while (!outcome.done)
        g_main_context_iteration (NULL, TRUE);
      g_thread_join (thread);
      if (outcome.error != NULL)
        g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpint (ask (store, "SELECT count (*) FROM setting"), ==, before + (outcome.error == NULL ? 600 : 0));
      n_done += outcome.error == NULL;
      n_cancelled += outcome.error != NULL;
      g_clear_error (&outcome.error);
    }
  g_test_message ("%d done, %d cancelled", n_done, n_cancelled);
  g_assert_cmpint (ask (store, "SELECT count (*) FROM change"), ==, n_done);
}

#define ENDLESS "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count (*) FROM n"

static void
on_read_cancelled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;

  xl_store_read_finish (XL_STORE (source), result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  (*(int *) data)++;
}

static void
test_endless_questions_stop_when_cancelled (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autoptr(XlStore) store = open_store (folder);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Outcome outcome = { FALSE, 0, NULL };
  int n_stopped = 0;

  for (int i = 0; i < 5; i++)   /* more than there are readers: some never begin */
    xl_store_read_async (store, read_number, (gpointer) ENDLESS, NULL, NULL, cancellable, on_read_cancelled, &n_stopped);
  xl_store_write_async (store, XL_CHANGE_EDIT, "endless", run_sql, (gpointer) ENDLESS, NULL, cancellable, on_outcome, &outcome);
  g_usleep (20000);
  g_cancellable_cancel (cancellable);
  wait_for (&n_stopped, 5);
  while (!outcome.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&outcome.error);
  g_assert_cmpint (ask (store, "SELECT 5"), ==, 5);   /* the connections are good for the next question */
}

/* Opening without waiting ----------------------------------------------------------------------------------------------- */

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;

  *(XlStore **) data = xl_store_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
test_opened_aside_it_speaks_to_who_asked (void)
{
  g_autoptr(TempFolder) folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);
  XlStore *store = NULL;
  gint64 last = 0;

  xl_store_open_async (path, XL_STORE_CREATE, NULL, on_opened, &store);
  while (store == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect (store, "changed", G_CALLBACK (on_changed), &last);
  xl_store_write (store, XL_CHANGE_EDIT, "a", run_sql, (gpointer) "INSERT INTO setting (key, value) VALUES ('a', '')", NULL);
  while (last < 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  main_thread = g_thread_self ();
  g_test_add_func ("/store/store/waiting-again-and-again-never-hangs", test_waiting_again_and_again_never_hangs);
  g_test_add_func ("/store/store/many-requests-at-once", test_many_requests_at_once);
  g_test_add_func ("/store/store/the-last-reference-goes-while-work-is-under-way", test_the_last_reference_goes_while_work_is_under_way);
  g_test_add_func ("/store/store/a-writer-that-never-runs-its-loop-leaves-nothing-behind",
                   test_a_writer_that_never_runs_its_loop_leaves_nothing_behind);
  g_test_add_func ("/store/store/each-commit-is-told-with-its-number", test_each_commit_is_told_with_its_number);
  g_test_add_func ("/store/store/an-edit-bears-the-name-of-who-asked", test_an_edit_bears_the_name_of_who_asked);
  g_test_add_func ("/store/store/cancelled-is-not-there-and-reported-is-there", test_cancelled_is_not_there_and_reported_is_there);
  g_test_add_func ("/store/store/endless-questions-stop-when-cancelled", test_endless_questions_stop_when_cancelled);
  g_test_add_func ("/store/store/opened-aside-it-speaks-to-who-asked", test_opened_aside_it_speaks_to_who_asked);
  return g_test_run ();
}
