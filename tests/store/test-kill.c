/*
 * Killed at any moment: every confirmed action is there, none half, the chain whole.
 *
 * A child edits, imports, undoes and redoes without end.  Before each action it writes "begin N" to a pipe, after the store has
 * confirmed it "there N" or "gone N".  The parent kills it (SIGKILL) at a random moment, opens the file and compares.
 * An action N puts a row 'batch N' into setting, whose value is the number of persons it puts beside it.
 */
#include "store/xl-check.h"
#include "store/xl-change.h"
#include "store/xl-sql.h"
#include "store/xl-store.h"

#include "temp-folder.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define KILLS_PER_FILE 20

/* The child ------------------------------------------------------------------------------------------------------------- */

typedef struct {
  gint64 number;
  int    size;
} Batch;

static gint64
insert_batch (XlDb *db, gpointer data, GError **error)
{
  Batch *b = data;
  g_autofree char *key = g_strdup_printf ("batch %" G_GINT64_FORMAT, b->number);
  g_autofree char *size = g_strdup_printf ("%d", b->size);
  g_autoptr(XlStmt) setting = xl_db_prepare (db, "INSERT INTO setting (id, key, value) VALUES (?1, ?2, ?3)", error);
  g_autoptr(XlStmt) person = xl_db_prepare (db, "INSERT INTO person (id, office, name, name_sort, name_initials, note)"
                                                " VALUES (?1, '220622102201', '张三丰', 'x', 'zsf', ?2)", error);

  if (setting == NULL || person == NULL)
    return -1;
  sqlite3_bind_int64 (setting, 1, xl_db_next_id (db));
  xl_bind (setting, 2, key);
  xl_bind (setting, 3, size);
  for (int i = 0; i < b->size; i++)
    {
      sqlite3_bind_int64 (person, 1, xl_db_next_id (db));
      xl_bind (person, 2, key);
      if (!xl_db_done (db, person, error))
        return -1;
    }
  return xl_db_done (db, setting, error) ? 0 : -1;
}

static void
say (const char *word, gint64 number)
{
  char line[64];
  int length = snprintf (line, sizeof line, "%s %" G_GINT64_FORMAT "\n", word, number);

  if (write (STDOUT_FILENO, line, (size_t) length) != length)
    _exit (1);
}

static gpointer
peek (XlDb *db, gpointer data, GError **error)
{
  return GPOINTER_TO_INT (data) ? xl_change_peek_redo (db, error) : xl_change_peek_undo (db, error);
}

/* Undoes or redoes what comes next, if there is anything. */
static void
replay (XlStore *store, gboolean redo)
{
  g_autoptr(XlChange) next = xl_store_read (store, peek, GINT_TO_POINTER (redo), NULL);
  g_autoptr(XlChange) done = NULL;
  gint64 number;

  if (next == NULL)
    return;
  number = g_ascii_strtoll (next->label, NULL, 10);
  say ("begin", number);
  done = redo ? xl_store_redo (store, NULL) : xl_store_undo (store, NULL);
  if (done == NULL || g_ascii_strtoll (done->label, NULL, 10) != number)
    _exit (1);
  say (redo ? "there" : "gone", number);
}

static void
add (XlStore *store, gint64 number, int size)
{
  g_autofree char *label = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  Batch batch = { number, size };

  say ("begin", number);
  if (xl_store_write (store, size > 100 ? XL_CHANGE_IMPORT : XL_CHANGE_EDIT, label, insert_batch, &batch, NULL) < 0)
    _exit (1);
  say ("there", number);
}

static int
run_child (const char *path, gint64 first)
{
  g_autoptr(XlStore) store = xl_store_open (path, XL_STORE_CREATE, NULL);

  if (store == NULL)
    return 1;
  say ("open", 0);
  for (gint64 number = first; ; number++)
    switch (g_random_int_range (0, 8))
      {
      case 0:
        add (store, number, g_random_int_range (150, 400));
        break;
      case 1:
        replay (store, FALSE);
        break;
      case 2:
        replay (store, TRUE);
        break;
      default:
        add (store, number, g_random_int_range (0, 5));
      }
}

/* The parent ------------------------------------------------------------------------------------------------------------ */

typedef struct {
  GHashTable *there;      /* gint64 number → whether it was confirmed to be there (or to be gone) */
  gint64      open_end;   /* begun, not confirmed; 0: none */
  gint64      highest;
  guint       n_confirmed;
} Ledger;

static void
take_line (Ledger *l, const char *line)
{
  gint64 number = g_ascii_strtoll (strchr (line, ' ') + 1, NULL, 10);

  l->highest = MAX (l->highest, number);
  if (g_str_has_prefix (line, "begin"))
    l->open_end = number;
  else if (!g_str_has_prefix (line, "open"))
    {
      g_hash_table_replace (l->there, g_memdup2 (&number, sizeof number), GINT_TO_POINTER (line[0] == 't'));
      l->open_end = 0;
      l->n_confirmed++;
    }
}

/* Reads until @n_lines were said, or to the end. */
static void
listen (int fd, GString *said, guint n_lines)
{
  char c;

  while (n_lines > 0 && read (fd, &c, 1) == 1)
    {
      g_string_append_c (said, c);
      n_lines -= c == '\n';
    }
}

/* Everything the child said until it was killed; half a line at the end was not said. */
static void
take_words (Ledger *l, const GString *said)
{
  g_auto(GStrv) lines = g_strsplit (said->str, "\n", -1);

  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    take_line (l, lines[i]);
}

/* Now and then while it opens the file, mostly after some actions, at any moment of the next. */
static void
kill_one (Ledger *l, const char *path)
{
  g_autofree char *first = g_strdup_printf ("%" G_GINT64_FORMAT, l->highest + 1);
  char *args[] = { "/proc/self/exe", "--child", (char *) path, first, NULL };
  g_autoptr(GString) said = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  GPid pid;
  int out, status;

  g_spawn_async_with_pipes (NULL, args, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  listen (out, said, g_test_rand_int_range (0, 5) == 0 ? 0 : (guint) g_test_rand_int_range (1, 30));
  g_usleep ((gulong) g_test_rand_int_range (0, 25000));
  kill (pid, SIGKILL);
  waitpid (pid, &status, 0);
  g_assert_true (WIFSIGNALED (status));   /* it did not end by itself */
  listen (out, said, G_MAXUINT);
  close (out);
  take_words (l, said);
}

static gpointer
look (XlDb *db, gpointer data, GError **error)
{
  Ledger *l = data;
  g_autoptr(XlCheck) check = xl_check_run (db, error);
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT key, value, coalesce (n, 0) FROM setting LEFT JOIN"
                                            " (SELECT note, count (*) AS n FROM person GROUP BY note) ON note = key", error);
  g_autoptr(GHashTable) found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key, value;
  gint64 n_persons = 0;

  g_assert_no_error (*error);
  g_assert_true (check->ok);
  while (xl_db_step (db, stmt, error))
    {
      gint64 number = g_ascii_strtoll (xl_column (stmt, 0) + strlen ("batch "), NULL, 10);

      g_assert_cmpint (g_ascii_strtoll (xl_column (stmt, 1), NULL, 10), ==, sqlite3_column_int64 (stmt, 2));   /* whole */
      g_assert_true (number == l->open_end || GPOINTER_TO_INT (g_hash_table_lookup (l->there, &number)));
      g_hash_table_add (found, g_memdup2 (&number, sizeof number));
      n_persons += sqlite3_column_int64 (stmt, 2);
    }
  g_hash_table_iter_init (&iter, l->there);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_assert_true (*(gint64 *) key == l->open_end || g_hash_table_contains (found, key) == GPOINTER_TO_INT (value));
  g_assert_cmpint (xl_db_int (db, "SELECT count (*) FROM person", -1, error), ==, n_persons);   /* none without its batch */
  g_assert_cmpint (xl_db_int (db, "SELECT count (*) FROM fts_search WHERE fts_search MATCH 'name : \"三丰\"'", -1, error), ==, n_persons);
  /* What was under way is settled now. */
  if (l->open_end != 0)
    g_hash_table_replace (l->there, g_memdup2 (&l->open_end, sizeof l->open_end),
                          GINT_TO_POINTER (g_hash_table_contains (found, &l->open_end)));
  l->open_end = 0;
  return l;
}

static void
test_killed (gconstpointer data)
{
  int n_kills = GPOINTER_TO_INT (data);
  guint n_confirmed = 0;

  for (int done = 0; done < n_kills; done += KILLS_PER_FILE)
    {
      g_autoptr(TempFolder) folder = temp_folder_new ();
      g_autofree char *path = g_build_filename (folder, "office.xiangli", NULL);
      Ledger l = { g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL), 0, 0, 0 };

      for (int i = 0; i < MIN (KILLS_PER_FILE, n_kills - done); i++)
        {
          g_autoptr(XlStore) store = NULL;
          g_autoptr(GError) error = NULL;

          kill_one (&l, path);
          store = xl_store_open (path, XL_STORE_CREATE, &error);
          g_assert_no_error (error);
          g_assert_true (xl_store_read (store, look, &l, &error) == &l);
          g_assert_no_error (error);
        }
      n_confirmed += l.n_confirmed;
      g_hash_table_unref (l.there);
    }
  g_test_message ("%d kills, %u confirmed actions", n_kills, n_confirmed);
  g_assert_cmpuint (n_confirmed, >, (guint) n_kills);
}

int
main (int argc, char **argv)
{
  int n_kills = KILLS_PER_FILE;

  if (argc == 4 && strcmp (argv[1], "--child") == 0)
    return run_child (argv[2], g_ascii_strtoll (argv[3], NULL, 10));
  g_test_init (&argc, &argv, NULL);
  if (argc == 2)
    n_kills = atoi (argv[1]);
  g_test_add_data_func ("/store/kill/every-confirmed-action-is-there", GINT_TO_POINTER (n_kills), test_killed);
  return g_test_run ();
}
