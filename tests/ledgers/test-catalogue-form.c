/* Every ledger of the catalogue: three records through its form, out as xlsx, into an empty office, and they are the same. */
#include "sample-record.h"
#include "xl-ui-test.h"
#include "xl-ui-test-office.h"

#include "ledgers/xl-ledger-export.h"
#include "ledgers/xl-ledger-form-page.h"
#include "ledgers/xl-ledger-row-table.h"
#include "ledgers/xl-ledgers-page.h"
#include "ui/xl-form.h"

#include <string.h>

#define TODAY "2026-11-21"
#define N_ROWS 3

/* Offices with the people of the demonstration --------------------------------------------------------------------------- */

static gint64
write_ledgers (XlDb *db, gpointer data, GError **error)
{
  g_auto(GStrv) keys = xl_template_built_in_keys ();

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr(XlTemplate) t = xl_template_built_in (keys[i], error);

      if (t == NULL || !xl_ledger_table_ensure (db, t, error))
        return -1;
    }
  return 0;
}

static void
import_people (XlUiTestOffice *office, const char *kind, const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "data", "demo", name, NULL);
  g_autoptr(XlImport) import = xl_ui_test_office_import (office, kind, path, TODAY);

  g_assert_cmpuint (xl_import_get_count (import, XL_IMPORT_REFUSED), ==, 0);
}

static void
open_office (XlUiTestOffice *office)
{
  xl_ui_test_office_open (office, write_ledgers, NULL);
  import_people (office, "residents", "居民花名册.xlsx");
  import_people (office, "households", "农户信息台账.xlsx");
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
carry_over (XlUiTestOffice *from, XlUiTestOffice *to, const char *key)
{
  g_autofree char *name = g_strconcat (key, ".xlsx", NULL);
  g_autofree char *path = g_build_filename (from->folder, name, NULL);
  g_autoptr(XlImport) import = NULL;
  g_autoptr(GPtrArray) before = lines_of (from->store, key), after = NULL;
  const XlImportSheet *sheet;

  export_ledger (from->store, key, path);
  import = xl_ui_test_office_import (to, key, path, TODAY);
  sheet = g_ptr_array_index (xl_import_get_sheets (import), 0);
  tell_notes (sheet->refused, "refused");
  after = lines_of (to->store, key);
  g_assert_cmpuint (before->len, ==, N_ROWS);
  g_assert_cmpuint (after->len, ==, N_ROWS);
  for (guint i = 0; i < N_ROWS; i++)
    g_assert_cmpstr (g_ptr_array_index (after, i), ==, g_ptr_array_index (before, i));
}

/* The test ------------------------------------------------------------------------------------------------------------------ */

static XlUiTestOffice from, to;
static GtkWindow *holder;
static XlLedgerForm *form;

static void
open_offices (void)
{
  GtkWidget *page;

  open_office (&from);
  open_office (&to);
  page = xl_ui_test_office_show (&from, "ledgers", XL_TYPE_LEDGERS_PAGE);
  form = xl_ledger_form_new (XL_PAGE (page));
  holder = xl_ui_test_window (GTK_WIDGET (form), 720, 700);
}

static void
close_offices (void)
{
  gtk_window_destroy (holder);
  xl_ui_test_office_close (&from);
  xl_ui_test_office_close (&to);
}

static void
test_out_and_in_again (gconstpointer key)
{
  if (holder == NULL)
    open_offices ();
  type_records (form, from.store, key);
  carry_over (&from, &to, key);
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
  if (holder != NULL)
    close_offices ();
  return status;
}
