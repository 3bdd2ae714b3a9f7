/* Every ledger of the catalogue: three records through its form, out as xlsx, into an empty office, and they are the same. */
#include "sample-record.h"
#include "xl-ui-test.h"

#include "exchange/xl-import-commands.h"
#include "ledgers/xl-ledger-export.h"
#include "ledgers/xl-ledger-form-page.h"
#include "ledgers/xl-ledger-row-table.h"
#include "ledgers/xl-ledgers-page.h"
#include "office/xl-office-table.h"
#include "ui/xl-form.h"
#include "ui/xl-window.h"

#include <glib/gstdio.h>
#include <string.h>

#define OFFICE "220622103200"
#define TODAY  "2026-11-21"
#define N_ROWS 3

static char *folder;

/* Offices with the people of the demonstration --------------------------------------------------------------------------- */

static gint64
write_office (XlDb *db, gpointer data, GError **error)
{
  g_auto(GStrv) keys = xl_template_built_in_keys ();

  if (xl_office_table_ensure (db, OFFICE, NULL, "village", error) < 0 || !xl_office_table_set_own (db, OFFICE, error))
    return -1;
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr(XlTemplate) t = xl_template_built_in (keys[i], error);

      if (t == NULL || !xl_ledger_table_ensure (db, t, error))
        return -1;
    }
  return 0;
}

static XlImport *
import_file (XlStore *store, const char *kind, const char *path)
{
  static const XlImportOptions options = { .on = TODAY };
  const char *const files[] = { path, NULL };
  g_autoptr(GError) error = NULL;
  XlImportJob job = { 0 };

  job.import = xl_import_new (xl_import_target_find (kind, &error), &options);
  job.files = (char **) files;
  g_assert_no_error (error);
  xl_import_files (store, &job, &error);
  g_assert_no_error (error);
  return job.import;
}

static void
import_people (XlStore *store, const char *kind, const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "data", "demo", name, NULL);
  g_autoptr(XlImport) import = import_file (store, kind, path);

  g_assert_cmpuint (xl_import_get_count (import, XL_IMPORT_REFUSED), ==, 0);
}

static XlStore *
open_office (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  XlStore *store = xl_store_open (path, XL_STORE_CREATE, &error);

  g_assert_no_error (error);
  xl_store_write (store, XL_CHANGE_EDIT, "Office", write_office, NULL, &error);
  g_assert_no_error (error);
  import_people (store, "residents", "居民花名册.xlsx");
  import_people (store, "households", "农户信息台账.xlsx");
  return store;
}

/* Through the form -------------------------------------------------------------------------------------------------------- */

typedef struct {
  XlTemplate *t;
  guint       row;
} Wanted;

static gpointer
make_sample (XlDb *db, gpointer data, GError **error)
{
  const Wanted *w = data;
  SamplePeople people;
  GPtrArray *texts;

  sample_people_read (&people, db, OFFICE);
  texts = sample_record_make (db, w->t, &people, w->row, TODAY);
  sample_people_clear (&people);
  return texts;
}

static void
on_saved (XlLedgerForm *form, gint64 id, gint64 *saved)
{
  *saved = id;
}

static gboolean
is_saved (gpointer data)
{
  return *(gint64 *) data != 0;
}

/* Fills and saves one record; how many fields it has. */
static guint
type_record (XlLedgerForm *form, XlStore *store, XlTemplate *t, guint row)
{
  Wanted wanted = { t, row };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) texts = xl_store_read (store, make_sample, &wanted, &error);
  const XlLedgerBegin begin = { .today = TODAY };
  gint64 saved = 0;
  guint n = 0;
  gulong handler = g_signal_connect (form, "saved", G_CALLBACK (on_saved), &saved);

  g_assert_no_error (error);
  xl_ledger_form_begin (form, &begin);
  for (guint i = 0; i < texts->len; i++)
    {
      const XlLedgerField *f = xl_template_field (t, i);
      const char *text = g_ptr_array_index (texts, i), *reason = NULL;

      if (f->read_only || f->type == XL_LEDGER_ATTACHMENT)
        continue;
      if (!xl_ledger_form_fill (form, f->key, text != NULL ? text : "", &reason))
        g_error ("%s: the form refuses \"%s\" for %s: %s", t->key, text, f->key, reason);
      n += text != NULL;
    }
  g_assert_true (xl_ledger_form_save (form));
  xl_ui_test_wait (is_saved, &saved, t->key);
  g_signal_handler_disconnect (form, handler);
  return n;
}

static void
type_records (XlLedgerForm *form, XlStore *store, const char *key)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlTemplate) t = xl_template_built_in (key, &error);
  guint asked = 0, given = 0;

  g_assert_no_error (error);
  xl_ledger_form_set_template (form, t, OFFICE);
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    asked += !xl_template_field (t, i)->read_only && xl_template_field (t, i)->type != XL_LEDGER_ATTACHMENT;
  for (guint row = 0; row < N_ROWS; row++)
    given += type_record (form, store, t, row);
  g_test_message ("%s: %u of %u fields given", key, given, asked * N_ROWS);
  g_assert_cmpuint (given * 10, >=, asked * N_ROWS * 8);
}

/* Out and in again --------------------------------------------------------------------------------------------------------- */

static void
on_row (const XlLedgerRecord *record, const char *const *cells, gpointer data)
{
  g_autofree char *line = g_strjoinv (" | ", (char **) cells);

  g_ptr_array_add (data, g_strdup_printf ("%s %s: %s", record->office, record->period != NULL ? record->period : "", line));
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Every record in words, in order. */
static gpointer
read_lines (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(XlTemplate) t = xl_ledger_table_template (db, data, error);
  const XlLedgerQuery all = { 0 };
  g_autoptr(XlLedgerLayout) layout = xl_ledger_layout_whole (t);
  const XlLedgerView view = { .t = t, .layout = layout, .mask = XL_MASK_INTERNAL, .today = TODAY };
  g_autoptr(GArray) ids = xl_ledger_table_ids (db, t, &all, error);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  if (ids == NULL || !xl_ledger_row_table_read (db, &view, (const gint64 *) ids->data, ids->len, on_row, lines, error))
    return NULL;
  g_ptr_array_sort (lines, compare_lines);
  return g_steal_pointer (&lines);
}

static GPtrArray *
lines_of (XlStore *store, const char *key)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *lines = xl_store_read (store, read_lines, (gpointer) key, &error);

  g_assert_no_error (error);
  return lines;
}

static void
export_ledger (XlStore *store, const char *key, const char *path)
{
  XlLedgerExport job = { .key = (char *) key, .today = (char *) TODAY, .mask = XL_MASK_INTERNAL, .format = XL_WRITE_XLSX,
                         .path = (char *) path };
  g_autoptr(GError) error = NULL;

  xl_store_read (store, xl_ledger_export_run, &job, &error);
  g_assert_no_error (error);
}

static void
tell_notes (GPtrArray *notes, const char *what)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const XlImportNote *note = g_ptr_array_index (notes, i);

      g_test_message ("%s: row %u, field %d, \"%s\": %s", what, note->row, (int) note->field, note->value, note->reason);
    }
}

static void
carry_over (XlStore *from, XlStore *to, const char *key)
{
  g_autofree char *name = g_strconcat (key, ".xlsx", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(XlImport) import = NULL;
  g_autoptr(GPtrArray) before = lines_of (from, key), after = NULL;
  const XlImportSheet *sheet;

  export_ledger (from, key, path);
  import = import_file (to, key, path);
  sheet = g_ptr_array_index (xl_import_get_sheets (import), 0);
  tell_notes (sheet->refused, "refused");
  after = lines_of (to, key);
  g_assert_cmpuint (before->len, ==, N_ROWS);
  g_assert_cmpuint (after->len, ==, N_ROWS);
  for (guint i = 0; i < N_ROWS; i++)
    g_assert_cmpstr (g_ptr_array_index (after, i), ==, g_ptr_array_index (before, i));
}

/* The test ------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  XlStore      *from, *to;
  XlWindow     *window;
  GtkWindow    *holder;
  XlLedgerForm *form;
} Offices;
static Offices offices;

static void
open_offices (void)
{
  XlLedgersPage *page;

  folder = g_dir_make_tmp ("xl-catalogue-XXXXXX", NULL);
  offices.from = open_office ("from.xiangli");
  offices.to = open_office ("to.xiangli");
  offices.window = g_object_new (XL_TYPE_WINDOW, NULL);
  xl_window_set_store (offices.window, offices.from);
  gtk_window_present (GTK_WINDOW (offices.window));
  xl_window_open_room (offices.window, "ledgers");
  page = XL_LEDGERS_PAGE (xl_ui_test_find (GTK_WIDGET (offices.window), XL_TYPE_LEDGERS_PAGE, NULL));
  offices.form = xl_ledger_form_new (XL_PAGE (page));
  offices.holder = xl_ui_test_window (GTK_WIDGET (offices.form), 720, 700);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      if (g_file_test (inside, G_FILE_TEST_IS_DIR))
        remove_folder (inside);
      else
        g_unlink (inside);
    }
  g_rmdir (path);
}

static void
close_offices (void)
{
  gtk_window_destroy (offices.holder);
  gtk_window_destroy (GTK_WINDOW (offices.window));
  g_object_unref (offices.from);
  g_object_unref (offices.to);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  remove_folder (folder);
  g_free (folder);
}

static void
test_out_and_in_again (gconstpointer key)
{
  if (folder == NULL)
    open_offices ();
  type_records (offices.form, offices.from, key);
  carry_over (offices.from, offices.to, key);
}

int
main (int argc, char **argv)
{
  g_auto(GStrv) keys = NULL;
  int status;

  xl_ui_test_init (&argc, &argv);
  keys = xl_template_built_in_keys ();
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/ledgers/catalogue-form/", keys[i], NULL);

      g_test_add_data_func (path, keys[i], test_out_and_in_again);
    }
  status = g_test_run ();
  if (folder != NULL)
    close_offices ();
  return status;
}
