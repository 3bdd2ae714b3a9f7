/* Blocks into a grid and out of it: all or nothing, asked about before records are added, the same when copied back. */
#include "xl-sheet-source.h"
#include "xl-ui-test.h"

#include "ui/xl-grid-clipboard.h"
#include "ui/xl-grid-edit.h"

#include <string.h>

#define ROWS 2000
#define COLUMNS 12

typedef struct {
  GtkWindow     *window;
  XlGrid        *grid;
  XlSheetSource *source;
} Fixture;

static const char *
judge (int column, const char *text)
{
  return column == 1 && strcmp (text, "bad") == 0 ? "It is bad." : NULL;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  GtkWidget *scrolled = xl_grid_new_scrolled (&f->grid);

  f->source = xl_sheet_source_new (COLUMNS, GPOINTER_TO_INT (data));
  xl_sheet_source_set_judge (f->source, judge);
  for (int c = 0; c < COLUMNS; c++)
    xl_grid_add_column (f->grid, xl_grid_column_new (c, "column", c == 11 ? "Last" : "Column", 6, XL_GRID_TEXT,
                                                     c == 11 && GPOINTER_TO_INT (data) < ROWS ? 0 : XL_GRID_EDITABLE));
  xl_grid_set_source (f->grid, XL_GRID_SOURCE (f->source));
  f->window = xl_ui_test_window (scrolled, 900, 600);
  gtk_widget_grab_focus (GTK_WIDGET (f->grid));
  xl_ui_test_frames (GTK_WIDGET (f->grid), 2);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (f->window);
  g_object_unref (f->source);
}

/* --- hands -------------------------------------------------------------------------------------------------------- */

static GdkClipboard *
clipboard_of (Fixture *f)
{
  return gtk_widget_get_clipboard (GTK_WIDGET (f->grid));
}

static void
put_text (Fixture *f, const char *text)
{
  gdk_clipboard_set_text (clipboard_of (f), text);
}

static void
put_html (Fixture *f, const char *html)
{
  g_autoptr(GBytes) bytes = g_bytes_new (html, strlen (html));
  g_autoptr(GdkContentProvider) provider = gdk_content_provider_new_for_bytes ("text/html", bytes);

  gdk_clipboard_set_content (clipboard_of (f), provider);
}

/* The alert that is open; NULL. */
static GtkWidget *
find_alert (void)
{
  GListModel *all = gtk_window_get_toplevels ();
  GtkWidget *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (all, i);

      if (gtk_widget_has_css_class (window, "alert") && gtk_widget_get_visible (window))
        found = window;
    }
  return found;
}

static gboolean
has_alert (gpointer data)
{
  return find_alert () != NULL;
}

/* Waits for the alert, presses @button and returns its title. */
static char *
answer_alert (const char *button)
{
  GtkWidget *alert, *pressed;
  char *title;

  xl_ui_test_wait (has_alert, NULL, "an alert");
  alert = find_alert ();
  title = g_strdup (gtk_window_get_title (GTK_WINDOW (alert)));
  pressed = xl_ui_test_find (alert, GTK_TYPE_BUTTON, button);
  g_assert_nonnull (pressed);
  g_signal_emit_by_name (pressed, "clicked");
  return title;
}

static gboolean
is_written (gpointer data)
{
  return xl_sheet_source_n_batches (((Fixture *) data)->source) > 0;
}

static void
wait_written (Fixture *f)
{
  xl_ui_test_wait (is_written, f, "the edit");
  xl_ui_test_settle ();
}

static gboolean
is_copied (gpointer data)
{
  Fixture *f = data;

  return gdk_clipboard_get_content (clipboard_of (f)) != NULL;
}

/* --- tests -------------------------------------------------------------------------------------------------------- */

static char *
make_block (void)
{
  GString *text = g_string_new (NULL);

  for (int r = 0; r < ROWS; r++)
    for (int c = 0; c < COLUMNS; c++)
      g_string_append_printf (text, c == 3 ? "\"第%d行\n第 %d 列\"%c" : c == 5 ? "%d\"%d%c" : "%d·%d%c", r, c,
                              c == COLUMNS - 1 ? '\n' : '\t');
  return g_string_free (text, FALSE);
}

static void
test_large_block_there_and_back (Fixture *f, gconstpointer data)
{
  g_autofree char *block = make_block ();
  g_auto(GValue) value = G_VALUE_INIT;
  const char *reason;
  g_autoptr(GPtrArray) given = xl_grid_from_tsv (block, strlen (block), &reason);
  g_autoptr(GPtrArray) copied = NULL;

  put_text (f, block);
  xl_grid_paste (f->grid);
  wait_written (f);
  g_assert_cmpuint (xl_sheet_source_n_batches (f->source), ==, 1);
  g_assert_cmpstr (xl_sheet_source_text (f->source, ROWS - 1, 3), ==, "第1999行\n第 3 列");
  gdk_clipboard_set_content (clipboard_of (f), NULL);
  xl_grid_select_all (f->grid);
  xl_grid_copy (f->grid);
  xl_ui_test_wait (is_copied, f, "the copy");
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard_of (f)), &value, NULL));
  copied = xl_grid_from_tsv (g_value_get_string (&value), strlen (g_value_get_string (&value)), &reason);
  g_assert_cmpuint (copied->len, ==, given->len);
  for (guint r = 0; r < given->len; r++)
    g_assert_true (g_strv_equal (g_ptr_array_index (given, r), g_ptr_array_index (copied, r)));
  g_assert_true (xl_sheet_source_undo (f->source));
  g_assert_cmpstr (xl_sheet_source_text (f->source, ROWS - 1, 3), ==, "r1999c3");
}

static void
test_refused_cell_stops_all (Fixture *f, gconstpointer data)
{
  g_autofree char *title = NULL;

  put_text (f, "a\tb\nc\tbad\ne\tf\n");
  xl_grid_paste (f->grid);
  title = answer_alert ("Write nothing");
  g_assert_cmpstr (title, ==, "1 cell was refused. Nothing was written.");
  g_assert_cmpstr (xl_sheet_source_text (f->source, 0, 0), ==, "r0c0");
  g_assert_cmpuint (xl_sheet_source_n_batches (f->source), ==, 0);
  g_assert_cmpstr (xl_grid_kept_at (f->grid, 1, 1)->reason, ==, "It is bad.");
  g_assert_cmpstr (xl_grid_peek (f->grid, 1, 1), ==, "r1c1");
}

static void
test_other_rows_on_demand (Fixture *f, gconstpointer data)
{
  g_autofree char *title = NULL;

  put_text (f, "a\tb\nc\tbad\ne\tf\n");
  xl_grid_paste (f->grid);
  title = answer_alert ("Write the other rows");
  wait_written (f);
  g_assert_cmpstr (xl_sheet_source_text (f->source, 0, 1), ==, "b");
  g_assert_cmpstr (xl_sheet_source_text (f->source, 1, 0), ==, "r1c0");      /* the row with the bad cell, whole */
  g_assert_cmpstr (xl_sheet_source_text (f->source, 2, 1), ==, "f");
  g_assert_nonnull (xl_grid_kept_at (f->grid, 1, 1));
}

static void
test_asks_before_it_adds (Fixture *f, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  xl_sheet_source_set_append (f->source, TRUE);
  xl_grid_source_reset (XL_GRID_SOURCE (f->source));
  xl_grid_move_cursor (f->grid, 9, 0, FALSE);
  put_text (f, "a\nb\nc\n");
  xl_grid_paste (f->grid);
  first = answer_alert ("Cancel");
  g_assert_cmpstr (first, ==, "2 rows go beyond the last record. Add them?");
  g_assert_cmpuint (xl_sheet_source_n_batches (f->source), ==, 0);
  xl_grid_paste (f->grid);
  second = answer_alert ("Paste and add");
  wait_written (f);
  g_assert_cmpint (xl_grid_n_records (f->grid), ==, 12);
  g_assert_cmpstr (xl_sheet_source_text (f->source, 11, 0), ==, "c");
}

static void
test_locked_column_can_be_left_out (Fixture *f, gconstpointer data)
{
  g_autofree char *title = NULL;

  xl_grid_move_cursor (f->grid, 2, 10, FALSE);
  put_html (f, "<table><tr><td>x<td>y</table>");
  xl_grid_paste (f->grid);
  title = answer_alert ("Paste the other columns");
  g_assert_nonnull (strstr (title, "Last"));
  wait_written (f);
  g_assert_cmpstr (xl_sheet_source_text (f->source, 2, 10), ==, "x");
  g_assert_cmpstr (xl_sheet_source_text (f->source, 2, 11), ==, "r2c11");
}

static void
test_html_without_a_table_is_text (Fixture *f, gconstpointer data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("<b>x</b>", 8);
  GdkContentProvider *both[2] = { gdk_content_provider_new_for_bytes ("text/html", bytes),
                                  gdk_content_provider_new_typed (G_TYPE_STRING, "one\ttwo") };
  g_autoptr(GdkContentProvider) provider = gdk_content_provider_new_union (both, 2);

  gdk_clipboard_set_content (clipboard_of (f), provider);
  xl_grid_paste (f->grid);
  wait_written (f);
  g_assert_cmpstr (xl_sheet_source_text (f->source, 0, 1), ==, "two");
}

static void
test_nothing_to_paste_says_so (Fixture *f, gconstpointer data)
{
  g_autofree char *title = NULL;

  put_html (f, "<table><tr><td>");
  xl_grid_paste (f->grid);
  wait_written (f);                     /* one empty cell */
  put_text (f, "");
  xl_grid_paste (f->grid);
  title = answer_alert ("Close");
  g_assert_cmpstr (title, ==, "There is nothing on the clipboard that fits into a table.");
}

static void
test_cut_copies_and_clears (Fixture *f, gconstpointer data)
{
  xl_grid_move_cursor (f->grid, 2, 1, FALSE);
  xl_grid_move_cursor (f->grid, 3, 2, TRUE);
  gdk_clipboard_set_content (clipboard_of (f), NULL);
  xl_grid_cut (f->grid);
  wait_written (f);
  g_assert_true (is_copied (f));
  g_assert_cmpstr (xl_sheet_source_text (f->source, 3, 2), ==, "");
  g_assert_cmpstr (xl_sheet_source_text (f->source, 3, 3), ==, "r3c3");
}

int
main (int argc, char **argv)
{
  xl_ui_test_init (&argc, &argv);
#define ADD(path, rows, func)                                                                                          \
  g_test_add ("/ui/grid-paste/" path, Fixture, GINT_TO_POINTER (rows), set_up, func, tear_down)
  ADD ("large-block-there-and-back", ROWS, test_large_block_there_and_back);
  ADD ("refused-cell-stops-all", 10, test_refused_cell_stops_all);
  ADD ("other-rows-on-demand", 10, test_other_rows_on_demand);
  ADD ("asks-before-it-adds", 10, test_asks_before_it_adds);
  ADD ("locked-column-can-be-left-out", 10, test_locked_column_can_be_left_out);
  ADD ("html-without-a-table-is-text", 10, test_html_without_a_table_is_text);
  ADD ("nothing-to-paste-says-so", 10, test_nothing_to_paste_says_so);
  ADD ("cut-copies-and-clears", 10, test_cut_copies_and_clears);
  return g_test_run ();
}
