#include "exchange/xl-import-dialog.h"
#include "exchange/xl-import-preview-dialog.h"
#include "xl-ui-test.h"

#include <glib/gstdio.h>
#include <string.h>

static gpointer
ask_int (XlDb *db, gpointer sql, GError **error)
{
  return GSIZE_TO_POINTER ((gsize) xl_db_int (db, sql, 0, error) + 1);
}

static gint64
count (XlStore *store, const char *sql)
{
  gpointer answer = xl_store_read (store, ask_int, (gpointer) sql, NULL);

  g_assert_nonnull (answer);
  return (gint64) GPOINTER_TO_SIZE (answer) - 1;
}

static gint64
insert_office (XlDb *db, gpointer data, GError **error)
{
  return xl_db_exec (db, "INSERT INTO office (id, code, name, level, is_own) VALUES (1, '220622103201', '小西头村', 'village', 1)", error) ? 0 : -1;
}

static XlStore *
make_store (char **path)
{
  g_autofree char *folder = g_dir_make_tmp ("xl-import-XXXXXX", NULL);
  g_autoptr(GError) error = NULL;
  XlStore *store;

  *path = g_build_filename (folder, "office.xiangli", NULL);
  store = xl_store_open (*path, XL_STORE_CREATE, &error);
  g_assert_no_error (error);
  xl_store_write (store, XL_CHANGE_EDIT, "office", insert_office, NULL, &error);
  g_assert_no_error (error);
  return store;
}

typedef struct { XlImportDialog *dialog; const char *step; } Step;

static gboolean
is_at (gpointer data)
{
  const Step *step = data;

  return strcmp (xl_import_dialog_get_step (step->dialog), step->step) == 0;
}

static void
wait_for (XlImportDialog *dialog, const char *step)
{
  Step wanted = { dialog, step };

  xl_ui_test_wait (is_at, &wanted, step);
}

static gboolean
is_undone (gpointer store)
{
  return count (store, "SELECT count(*) FROM person") == 0;
}

static void
shoot (GtkWidget *widget, const char *name)
{
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
press (XlImportDialog *dialog, const char *prefix)
{
  GtkWidget *button = find_button (GTK_WIDGET (dialog), prefix);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static XlImportDialog *
open_dialog (XlStore *store)
{
  XlImportDialog *dialog = xl_import_dialog_new (NULL, store);

  gtk_window_present (GTK_WINDOW (dialog));
  g_assert_cmpstr (xl_import_dialog_get_step (dialog), ==, "choose");
  return dialog;
}

static void
test_import (void)
{
  g_autofree char *path = NULL, *file = g_test_build_filename (G_TEST_DIST, "samples", "township", "02_居民花名册_小西头村.xlsx", NULL);
  g_autoptr(XlStore) store = make_store (&path);
  XlImportDialog *dialog = open_dialog (store);
  const char *files[] = { file, NULL };

  shoot (GTK_WIDGET (dialog), "import-choose.png");
  xl_import_dialog_take_files (dialog, "residents", files);
  wait_for (dialog, "preview");
  g_assert_cmpint (count (store, "SELECT count(*) FROM person"), ==, 0);
  shoot (GTK_WIDGET (dialog), "import-preview.png");
  g_assert_nonnull (find_button (GTK_WIDGET (dialog), "New 403"));
  press (dialog, "_Import 403");
  wait_for (dialog, "result");
  g_assert_cmpint (count (store, "SELECT count(*) FROM person"), ==, 403);
  shoot (GTK_WIDGET (dialog), "import-result.png");
  press (dialog, "_Undo");
  xl_ui_test_wait (is_undone, store, "the undo");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_unlink (path);
}

/* A column that is left out by hand stays out. */
static void
test_map (void)
{
  g_autofree char *path = NULL, *file = g_test_build_filename (G_TEST_DIST, "samples", "township", "02_居民花名册_那尔轰村.xlsx", NULL);
  g_autoptr(XlStore) store = make_store (&path);
  XlImportDialog *dialog = open_dialog (store);
  const char *files[] = { file, NULL };
  GtkWidget *preview;

  xl_import_dialog_take_files (dialog, "residents", files);
  wait_for (dialog, "preview");
  preview = xl_ui_test_find (GTK_WIDGET (dialog), XL_TYPE_IMPORT_PREVIEW, NULL);
  g_signal_emit_by_name (preview, "map-changed", 0u, 8u, "");   /* H, the telephone */
  wait_for (dialog, "preview");
  press (dialog, "_Import 406");
  wait_for (dialog, "result");
  g_assert_cmpint (count (store, "SELECT count(*) FROM person"), ==, 406);
  g_assert_cmpint (count (store, "SELECT count(*) FROM person WHERE phone IS NOT NULL"), ==, 0);
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_unlink (path);
}

static void
test_bad_file (void)
{
  g_autofree char *path = NULL, *file = g_test_build_filename (G_TEST_DIST, "samples", "README.md", NULL);
  g_autoptr(XlStore) store = make_store (&path);
  XlImportDialog *dialog = open_dialog (store);
  const char *files[] = { file, NULL };

  xl_import_dialog_take_files (dialog, "residents", files);
  wait_for (dialog, "working");
  wait_for (dialog, "choose");
  shoot (GTK_WIDGET (dialog), "import-trouble.png");
  g_assert_cmpint (count (store, "SELECT count(*) FROM person"), ==, 0);
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_unlink (path);
}

/* Closing while it works leaves nothing and touches nothing afterwards. */
static void
test_close_while_working (void)
{
  g_autofree char *path = NULL, *file = g_test_build_filename (G_TEST_DIST, "samples", "township", "02_居民花名册_小西头村.xlsx", NULL);
  g_autoptr(XlStore) store = make_store (&path);
  XlImportDialog *dialog = open_dialog (store);
  const char *files[] = { file, NULL };

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  xl_import_dialog_take_files (dialog, "residents", files);
  gtk_window_destroy (GTK_WINDOW (dialog));
  while (dialog != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (count (store, "SELECT count(*) FROM person"), ==, 0);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  xl_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/import-dialog/sample-comes-in-and-goes", test_import);
  g_test_add_func ("/ui/import-dialog/a-column-left-out", test_map);
  g_test_add_func ("/ui/import-dialog/bad-file-is-said", test_bad_file);
  g_test_add_func ("/ui/import-dialog/closed-while-working", test_close_while_working);
  return g_test_run ();
}
