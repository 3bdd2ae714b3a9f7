/* What was attached and never saved goes; what anything names, and what an undo could bring back, stays. */
#include "store/xl-change.h"
#include "store/xl-content-sweep.h"
#include "store/xl-content-table.h"
#include "store/xl-draft-table.h"
#include "store/xl-sql.h"
#include "store/xl-store.h"

#include "temp-folder.h"

#define DAY (24 * 60 * 60)
#define NOW 1780000000

typedef enum { IN_RECORD, IN_DRAFT, IN_FORM, IN_LOG, IN_LOG_RAW, NAMED_LATE, LOOSE, N_KEPT } Kept;

typedef struct {
  TempFolder *folder;
  XlStore    *store;
  char        hex[N_KEPT][65];
} Fixture;

static gint64
put_all (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;

  for (guint i = 0; i < N_KEPT; i++)
    {
      g_autofree char *text = g_strdup_printf ("the bytes of %u", i);
      g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

      if (!xl_content_table_put (db, bytes, f->hex[i], error))
        return -1;
    }
  return 0;
}

static gint64
run_sql (XlDb *db, gpointer data, GError **error)
{
  return xl_db_exec (db, data, error) ? 0 : -1;
}

G_GNUC_PRINTF (3, 4) static void
edit (Fixture *f, XlChangeKind kind, const char *format, ...)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = NULL;
  va_list args;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);
  xl_store_write (f->store, kind, "edit", run_sql, sql, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  static const char form[] = "INSERT INTO layout (id, ledger, department, title, source, form, saved_at) VALUES (%d, 'x', '', '%d', '{}', x'%s', 1)";
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  f->folder = temp_folder_new ();
  path = g_build_filename (f->folder, "office.xiangli", NULL);
  f->store = xl_store_open (path, XL_STORE_CREATE, &error);
  g_assert_no_error (error);
  xl_store_write (f->store, XL_CHANGE_EDIT, "attach", put_all, f, &error);
  g_assert_no_error (error);
  edit (f, XL_CHANGE_EDIT, "INSERT INTO setting (id, key, value) VALUES (1, 'a', '%s photo.jpg')", f->hex[IN_RECORD]);
  edit (f, XL_CHANGE_EDIT, "INSERT INTO cache_draft (form, text, at) VALUES ('ledger:x', '{\"photo\": \"%s a.png\"}', 1)", f->hex[IN_DRAFT]);
  edit (f, XL_CHANGE_EDIT, form, 1, 1, f->hex[IN_FORM]);
  edit (f, XL_CHANGE_EDIT, form, 2, 2, f->hex[IN_LOG_RAW]);
  edit (f, XL_CHANGE_EDIT, "DELETE FROM layout WHERE id = 2");
  edit (f, XL_CHANGE_EDIT, "INSERT INTO setting (id, key, value) VALUES (2, 'b', '%s b.pdf\n')", f->hex[IN_LOG]);
  edit (f, XL_CHANGE_EDIT, "DELETE FROM setting WHERE id = 2");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->store);
  temp_folder_end (f->folder);
}

static gint64
sweep (Fixture *f, gint64 now)
{
  g_autoptr(GError) error = NULL;
  gint64 n = xl_store_write (f->store, XL_CHANGE_EDIT, "sweep", xl_content_sweep, &now, &error);

  g_assert_no_error (error);
  return n;
}

typedef struct { const char *sql; gint64 n; } Ask;

static gpointer
read_number (XlDb *db, gpointer data, GError **error)
{
  Ask *ask = data;

  ask->n = xl_db_int (db, ask->sql, -1, error);
  return ask;
}

static gint64
number (Fixture *f, const char *sql)
{
  Ask ask = { sql, -1 };

  xl_store_read (f->store, read_number, &ask, NULL);
  return ask.n;
}

static gboolean
is_there (Fixture *f, Kept kept)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM content WHERE lower (hex (sha256)) = '%s'", f->hex[kept]);

  return number (f, sql) == 1;
}

static void
test_only_what_is_loose_goes (Fixture *f, gconstpointer data)
{
  gint64 logged = number (f, "SELECT count (*) FROM change");

  g_assert_cmpint (sweep (f, NOW), ==, 0);                /* noted, not deleted */
  g_assert_cmpint (number (f, "SELECT count (*) FROM content"), ==, N_KEPT);
  edit (f, XL_CHANGE_EDIT, "INSERT INTO cache_draft (form, text, at) VALUES ('ledger:y', '%s', 1)", f->hex[NAMED_LATE]);
  g_assert_cmpint (sweep (f, NOW + DAY - 1), ==, 0);      /* not a whole day yet */
  g_assert_cmpint (sweep (f, NOW + DAY + 1), ==, 0);      /* within an hour of the last */
  g_assert_cmpint (sweep (f, NOW + 2 * DAY), ==, 1);
  for (guint i = 0; i < N_KEPT; i++)
    g_assert_cmpint (is_there (f, i), ==, i != LOOSE);
  g_assert_cmpint (number (f, "SELECT count (*) FROM change"), ==, logged);
}

static void
test_an_undo_finds_its_file (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlChange) undone = NULL;

  sweep (f, NOW);
  sweep (f, NOW + 2 * DAY);
  undone = xl_store_undo (f->store, &error);
  g_assert_no_error (error);
  g_assert_cmpint (number (f, "SELECT count (*) FROM setting WHERE key = 'b'"), ==, 1);
  g_assert_true (is_there (f, IN_LOG));
}

static void
test_a_draft_given_up_lets_go (Fixture *f, gconstpointer data)
{
  sweep (f, NOW);
  edit (f, XL_CHANGE_EDIT, "DELETE FROM cache_draft");
  g_assert_cmpint (sweep (f, NOW + 2 * DAY), ==, 2);      /* LOOSE and NAMED_LATE; the draft's is noted today */
  g_assert_true (is_there (f, IN_DRAFT));
  g_assert_cmpint (sweep (f, NOW + 3 * DAY), ==, 1);
  g_assert_false (is_there (f, IN_DRAFT));
}

static void
test_a_clock_set_back_deletes_nothing (Fixture *f, gconstpointer data)
{
  g_assert_cmpint (sweep (f, NOW + 30 * DAY), ==, 0);
  g_assert_cmpint (sweep (f, NOW), ==, 0);
  g_assert_cmpint (sweep (f, NOW + DAY / 2), ==, 0);
  g_assert_true (is_there (f, LOOSE));
}

#define ADD(name, test) g_test_add ("/store/content-sweep/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("only-what-is-loose-goes", test_only_what_is_loose_goes);
  ADD ("an-undo-finds-its-file", test_an_undo_finds_its_file);
  ADD ("a-draft-given-up-lets-go", test_a_draft_given_up_lets_go);
  ADD ("a-clock-set-back-deletes-nothing", test_a_clock_set_back_deletes_nothing);
  return g_test_run ();
}
