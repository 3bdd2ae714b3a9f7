/* The window of an import: choose, preview, map a column, import, undo, a bad file, closed while it works. */
#include "exchange/xl-import-dialog.h"
#include "exchange/xl-import-preview-dialog.h"
#include "xl-ui-test.h"
#include "xl-ui-test-office.h"

#include <string.h>

typedef struct {
  XlUiTestOffice  office;
  XlImportDialog *dialog;
} Fixture;

static gpointer
ask_int (XlDb *db, gpointer sql, GError **error)
{
  return GSIZE_TO_POINTER ((gsize) xl_db_int (db, sql, 0, error) + 1);
}

static gint64
count (Fixture *f, const char *sql)
{
  gpointer answer = xl_store_read (f->office.store, ask_int, (gpointer) sql, NULL);

  g_assert_nonnull (answer);
  return (gint64) GPOINTER_TO_SIZE (answer) - 1;
}

typedef struct { XlImportDialog *dialog; const char *step; } Step;

static gboolean
is_at (gpointer data)
{
  const Step *step = data;

  return strcmp (xl_import_dialog_get_step (step->dialog), step->step) == 0;
}

static void
wait_for (Fixture *f, const char *step)
{
  Step wanted = { f->dialog, step };

  xl_ui_test_wait (is_at, &wanted, step);
}

static gboolean
is_undone (gpointer f)
{
  return count (f, "SELECT count(*) FROM person") == 0;
}

static void
shoot (Fixture *f, const char *name)
{
  GtkWidget *widget = GTK_WIDGET (f->dialog);

  xl_ui_test_frames (widget, 2);
  g_assert_true (xl_ui_test_has_ink (widget));
  xl_ui_test_shoot (widget, name);
}

/* The button that is shown and begins so. */
static GtkWidget *
find_button (GtkWidget *root, const char *prefix)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (GTK_IS_BUTTON (child) && gtk_widget_get_mapped (child) && gtk_button_get_label (GTK_BUTTON (child)) != NULL
          && g_str_has_prefix (gtk_button_get_label (GTK_BUTTON (child)), prefix))
        return child;
      found = find_button (child, prefix);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
press (Fixture *f, const char *prefix)
{
  GtkWidget *button = find_button (GTK_WIDGET (f->dialog), prefix);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  xl_ui_test_office_open (&f->office, NULL, NULL);
  f->dialog = xl_import_dialog_new (NULL, f->office.store);
  gtk_window_present (GTK_WINDOW (f->dialog));
  g_assert_cmpstr (xl_import_dialog_get_step (f->dialog), ==, "choose");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (f->dialog));
  xl_ui_test_office_close (&f->office);
}

static void
take_file (Fixture *f, const char *name)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "samples", name, NULL);
  const char *files[] = { file, NULL };

  xl_import_dialog_take_files (f->dialog, "residents", files);
}

static void
test_import (Fixture *f, gconstpointer data)
{
  shoot (f, "import-choose.png");
  take_file (f, "township/02_居民花名册_小西头村.xlsx");
  wait_for (f, "preview");
  g_assert_cmpint (count (f, "SELECT count(*) FROM person"), ==, 0);
  shoot (f, "import-preview.png");
  g_assert_nonnull (find_button (GTK_WIDGET (f->dialog), "New 403"));
  press (f, "_Import 403");
  wait_for (f, "result");
  g_assert_cmpint (count (f, "SELECT count(*) FROM person"), ==, 403);
  shoot (f, "import-result.png");
  press (f, "_Undo");
  xl_ui_test_wait (is_undone, f, "the undo");
}

/* A column that is left out by hand stays out. */
static void
test_map (Fixture *f, gconstpointer data)
{
  GtkWidget *preview;

  take_file (f, "township/02_居民花名册_那尔轰村.xlsx");
  wait_for (f, "preview");
  preview = xl_ui_test_find (GTK_WIDGET (f->dialog), XL_TYPE_IMPORT_PREVIEW, NULL);
  g_signal_emit_by_name (preview, "map-changed", 0u, 8u, "");   /* H, the telephone */
  wait_for (f, "preview");
  press (f, "_Import 406");
  wait_for (f, "result");
  g_assert_cmpint (count (f, "SELECT count(*) FROM person"), ==, 406);
  g_assert_cmpint (count (f, "SELECT count(*) FROM person WHERE phone IS NOT NULL"), ==, 0);
}

static void
test_bad_file (Fixture *f, gconstpointer data)
{
  take_file (f, "README.md");
  wait_for (f, "working");
  wait_for (f, "choose");
  shoot (f, "import-trouble.png");
  g_assert_cmpint (count (f, "SELECT count(*) FROM person"), ==, 0);
}

static gboolean
is_gone (gpointer data)
{
  return ((Fixture *) data)->dialog == NULL;
}

/* Closing while it works leaves nothing and touches nothing afterwards. */
static void
test_close_while_working (Fixture *f, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (f->dialog), (gpointer *) &f->dialog);
  take_file (f, "township/02_居民花名册_小西头村.xlsx");
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  xl_ui_test_wait (is_gone, f, "the end of the dialog");
  g_assert_cmpint (count (f, "SELECT count(*) FROM person"), ==, 0);
}

int
main (int argc, char **argv)
{
  xl_ui_test_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/ui/import-dialog/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("sample-comes-in-and-goes", test_import);
  ADD ("a-column-left-out", test_map);
  ADD ("bad-file-is-said", test_bad_file);
  ADD ("closed-while-working", test_close_while_working);
  return g_test_run ();
}
