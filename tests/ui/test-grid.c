/* The grid as a widget: what it draws, asks for, selects and says. */
#include "xl-test-source.h"
#include "xl-ui-test.h"

#include "ui/xl-grid.h"
#include "ui/xl-memory-source.h"
#include <string.h>

#define MANY G_GINT64_CONSTANT (10000000)

typedef struct {
  GtkWindow    *window;
  XlGrid       *grid;
  XlGridSource *source;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  static const char *const titles[] = { "编号", "姓名", "数量", "证件", "状态", "六", "七", "八", "九", "十", "十一", "十二" };
  GtkWidget *scrolled = xl_grid_new_scrolled (&f->grid);

  f->source = xl_test_source_new (MANY);
  for (int c = 0; c < 12; c++)
    xl_grid_add_column (f->grid, xl_grid_column_new (c, titles[c], titles[c], 7, c == 2 ? XL_GRID_NUMBER : XL_GRID_TEXT,
                                                     XL_GRID_SORTABLE | (c == 1 ? XL_GRID_FILTER : 0)));
  xl_grid_set_frozen (f->grid, 2);
  xl_grid_set_show_totals (f->grid, TRUE);
  xl_grid_set_label (f->grid, "Test");
  xl_grid_set_source (f->grid, f->source);
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

static void
test_draws (Fixture *f, gconstpointer data)
{
  g_assert_true (xl_ui_test_has_ink (GTK_WIDGET (f->grid)));
  xl_ui_test_shoot (GTK_WIDGET (f->window), "grid-top.png");
}

/* A far jump asks for the rows that are seen and for no others. */
static void
test_far_jump_is_lazy (Fixture *f, gconstpointer data)
{
  gint64 before = xl_test_source_n_peeks (XL_TEST_SOURCE (f->source));

  xl_grid_move_cursor (f->grid, MANY - 1, 3, FALSE);
  xl_ui_test_frames (GTK_WIDGET (f->grid), 3);
  g_assert_cmpint (xl_test_source_n_peeks (XL_TEST_SOURCE (f->source)) - before, <, 60 * 12);
  xl_ui_test_shoot (GTK_WIDGET (f->window), "grid-end.png");
}

static void
test_cursor_is_where_rows_say (Fixture *f, gconstpointer data)
{
  int column;

  xl_grid_move_cursor (f->grid, 7654321, 5, FALSE);
  g_assert_cmpint (xl_grid_get_cursor (f->grid, &column), ==, 7654321);
  g_assert_cmpint (column, ==, 5);
  g_assert_cmpint (xl_grid_get_cursor_id (f->grid), ==, 7654322);
}

static void
test_select_all_is_one_rectangle (Fixture *f, gconstpointer data)
{
  gint64 before = xl_test_source_n_peeks (XL_TEST_SOURCE (f->source));
  g_autoptr(GArray) ranges = NULL;

  gtk_widget_activate_action (GTK_WIDGET (f->grid), "grid.select-all", NULL);
  ranges = xl_grid_get_ranges (f->grid);
  g_assert_cmpuint (ranges->len, ==, 1);
  g_assert_cmpint (xl_grid_get_n_selected (f->grid), ==, MANY);
  g_assert_cmpint (xl_test_source_n_peeks (XL_TEST_SOURCE (f->source)), ==, before);
}

static void
test_missing_rows_come_later (Fixture *f, gconstpointer data)
{
  xl_test_source_hold (XL_TEST_SOURCE (f->source), 1000);
  xl_grid_move_cursor (f->grid, 5000, 0, FALSE);
  xl_ui_test_frames (GTK_WIDGET (f->grid), 3);
  xl_ui_test_shoot (GTK_WIDGET (f->window), "grid-waiting.png");
  g_assert_true (xl_ui_test_has_ink (GTK_WIDGET (f->grid)));
  xl_test_source_hold (XL_TEST_SOURCE (f->source), G_MAXINT64);
  xl_ui_test_frames (GTK_WIDGET (f->grid), 3);
  g_assert_cmpint (xl_grid_get_cursor (f->grid, NULL), ==, 5000);
}

static GBytes *
clipboard_bytes (Fixture *f, const char *type)
{
  GdkContentProvider *provider = gdk_clipboard_get_content (gtk_widget_get_clipboard (GTK_WIDGET (f->grid)));
  g_autoptr(GdkContentFormats) formats = gdk_content_provider_ref_formats (provider);
  g_auto(GValue) value = G_VALUE_INIT;

  g_assert_true (gdk_content_formats_contain_mime_type (formats, type));
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (provider, &value, NULL));
  return g_bytes_new (g_value_get_string (&value), strlen (g_value_get_string (&value)));
}

static gboolean
is_on_clipboard (gpointer data)
{
  Fixture *f = data;

  return gdk_clipboard_get_content (gtk_widget_get_clipboard (GTK_WIDGET (f->grid))) != NULL;
}

static void
test_copies_the_rectangle (Fixture *f, gconstpointer data)
{
  static const char expected[] = "r10c0\t张三10\nr11c0\t张三11\n";
  g_autoptr(GBytes) bytes = NULL;

  xl_grid_move_cursor (f->grid, 10, 0, FALSE);
  xl_grid_move_cursor (f->grid, 11, 1, TRUE);
  xl_grid_copy (f->grid);
  xl_ui_test_wait (is_on_clipboard, f, "the clipboard");
  bytes = clipboard_bytes (f, "text/html");
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
}

static void
test_memory_source_sorts (void)
{
  g_autoptr(XlMemorySource) source = xl_memory_source_new (2);
  static const char *const rows[][2] = { { "b", "10" }, { "a", "9" }, { "c", "100" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    xl_memory_source_add (source, i + 1, rows[i]);
  g_assert_true (xl_grid_source_set_order (XL_GRID_SOURCE (source), 1, FALSE));
  g_assert_cmpstr (xl_grid_source_peek (XL_GRID_SOURCE (source), 0, 1), ==, "9");
  g_assert_cmpstr (xl_grid_source_peek (XL_GRID_SOURCE (source), 2, 1), ==, "100");
  g_assert_true (xl_grid_source_set_order (XL_GRID_SOURCE (source), 0, TRUE));
  g_assert_cmpint (xl_grid_source_get_row_id (XL_GRID_SOURCE (source), 0), ==, 3);
  g_assert_cmpint (xl_grid_source_find_row (XL_GRID_SOURCE (source), 2), ==, 2);
}

int
main (int argc, char **argv)
{
  xl_ui_test_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/ui/grid/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("draws", test_draws);
  ADD ("far-jump-is-lazy", test_far_jump_is_lazy);
  ADD ("cursor-is-where-rows-say", test_cursor_is_where_rows_say);
  ADD ("select-all-is-one-rectangle", test_select_all_is_one_rectangle);
  ADD ("missing-rows-come-later", test_missing_rows_come_later);
  ADD ("copies-the-rectangle", test_copies_the_rectangle);
  g_test_add_func ("/ui/memory-source/sorts", test_memory_source_sorts);
  return g_test_run ();
}
