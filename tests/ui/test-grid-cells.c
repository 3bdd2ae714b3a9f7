/* Many cells of a grid at once: cleared, filled, selected; columns that move, groups that fold. */
#include "sheet-test.h"

/* --- many cells --------------------------------------------------------------------------------------------------- */

static void
select_block (SheetTest *f, gint64 row0, int col0, gint64 row1, int col1)
{
  xl_grid_move_cursor (f->grid, row0, col0, FALSE);
  xl_grid_move_cursor (f->grid, row1, col1, TRUE);
  xl_ui_test_settle ();
}

static void
test_delete_clears (SheetTest *f, gconstpointer data)
{
  select_block (f, 3, NUMBER, 5, DATE);
  sheet_press (f, GDK_KEY_Delete, 0);
  sheet_assert_text (f, 3, NUMBER, "");
  sheet_assert_text (f, 5, DATE, "");
  sheet_assert_text (f, 5, CODE, "r5c3");
  g_assert_cmpuint (xl_sheet_source_n_batches (f->source), ==, 1);
}

static void
test_fills_down_and_right (SheetTest *f, gconstpointer data)
{
  select_block (f, 3, NUMBER, 6, NUMBER);
  sheet_press (f, GDK_KEY_d, GDK_CONTROL_MASK);
  sheet_assert_text (f, 6, NUMBER, "r3c1");
  sheet_go (f, 8, NUMBER);
  sheet_press (f, GDK_KEY_d, GDK_CONTROL_MASK);
  sheet_assert_text (f, 8, NUMBER, "r7c1");
  select_block (f, 10, TEXT, 10, NUMBER);
  sheet_press (f, GDK_KEY_r, GDK_CONTROL_MASK);
  sheet_assert_text (f, 10, NUMBER, "r10c0");
}

/* A person is copied down with the key: three may have one name. */
static void
test_fills_down_with_keys (SheetTest *f, gconstpointer data)
{
  sheet_go (f, 3, PERSON);
  sheet_type (f, "zs");
  xl_ui_test_settle ();
  sheet_press (f, GDK_KEY_Down, 0);
  sheet_press (f, GDK_KEY_Return, 0);
  xl_ui_test_settle ();
  sheet_press (f, GDK_KEY_d, GDK_CONTROL_MASK);
  xl_ui_test_settle ();
  g_assert_cmpstr (xl_sheet_source_key (f->source, 4, PERSON), ==, "102");
}

static void
test_control_enter_fills_the_selection (SheetTest *f, gconstpointer data)
{
  select_block (f, 3, NUMBER, 6, NUMBER);
  sheet_type (f, "８");
  sheet_press (f, GDK_KEY_Return, GDK_CONTROL_MASK);
  sheet_assert_text (f, 3, NUMBER, "8");
  sheet_assert_text (f, 6, NUMBER, "8");
  g_assert_cmpuint (xl_sheet_source_n_batches (f->source), ==, 1);
}

static void
test_today (SheetTest *f, gconstpointer data)
{
  char today[11];

  xl_grid_edit_today (today);
  sheet_go (f, 3, DATE);
  sheet_press (f, GDK_KEY_semicolon, GDK_CONTROL_MASK);
  sheet_press (f, GDK_KEY_Return, 0);
  sheet_assert_text (f, 3, DATE, today);
}

static void
test_selects_columns_and_all (SheetTest *f, gconstpointer data)
{
  const XlGridRange *range;

  xl_sheet_source_set_append (f->source, TRUE);
  xl_grid_source_reset (XL_GRID_SOURCE (f->source));
  sheet_go (f, 3, DATE);
  sheet_press (f, GDK_KEY_space, GDK_CONTROL_MASK);
  range = xl_grid_selection_active (&f->grid->selection);
  g_assert_cmpint (range->row0, ==, 0);
  g_assert_cmpint (range->row1, ==, 29);
  g_assert_cmpint (range->col0, ==, DATE);
  g_assert_cmpint (range->col1, ==, DATE);
  sheet_press (f, GDK_KEY_a, GDK_CONTROL_MASK);
  g_assert_cmpint (xl_grid_get_n_selected (f->grid), ==, 30);
}

/* --- columns and groups ------------------------------------------------------------------------------------------- */

static void
on_changed (XlGrid *grid, guint *n)
{
  (*n)++;
}

static void
test_columns_move (SheetTest *f, gconstpointer data)
{
  guint n = 0;

  g_signal_connect (f->grid, "columns-changed", G_CALLBACK (on_changed), &n);
  sheet_go (f, 3, NUMBER);
  gtk_widget_activate_action (GTK_WIDGET (f->grid), "grid.column-right", NULL);
  sheet_assert_at (f, 3, DATE);
  g_assert_cmpstr (xl_grid_column_get_id (xl_grid_get_column (f->grid, 2)), ==, "数量");
  g_assert_cmpuint (n, ==, 1);
  sheet_type (f, "5");
  sheet_press (f, GDK_KEY_Return, 0);
  sheet_assert_text (f, 3, NUMBER, "5");
  gtk_widget_activate_action (GTK_WIDGET (f->grid), "grid.column-fit", NULL);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpfloat (xl_grid_column_get_width_em (xl_grid_get_column (f->grid, 2)), <, 7);
}

static void
test_group_folds (SheetTest *f, gconstpointer data)
{
  xl_sheet_source_set_group (f->source, 3);
  sheet_go (f, 3, TEXT);
  sheet_press (f, GDK_KEY_space, 0);
  g_assert_cmpint (xl_grid_peek_row_kind (f->grid, 3), ==, XL_GRID_ROW_GROUP_FOLDED);
  sheet_press (f, GDK_KEY_Return, 0);
  g_assert_cmpint (xl_grid_peek_row_kind (f->grid, 3), ==, XL_GRID_ROW_GROUP);
  sheet_type (f, "x");
  sheet_press (f, GDK_KEY_F2, 0);
  xl_ui_test_frames (GTK_WIDGET (f->grid), 2);
  xl_ui_test_shoot (GTK_WIDGET (f->window), "grid-edit-group.png");
  sheet_assert_text (f, 3, TEXT, "r3c0");
}

int
main (int argc, char **argv)
{
  xl_ui_test_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/ui/grid-cells/" path, SheetTest, NULL, sheet_set_up, func, sheet_tear_down)
  ADD ("delete-clears", test_delete_clears);
  ADD ("fills-down-and-right", test_fills_down_and_right);
  ADD ("fills-down-with-keys", test_fills_down_with_keys);
  ADD ("control-enter-fills-the-selection", test_control_enter_fills_the_selection);
  ADD ("today", test_today);
  ADD ("selects-columns-and-all", test_selects_columns_and_all);
  ADD ("columns-move", test_columns_move);
  ADD ("group-folds", test_group_folds);
  return g_test_run ();
}
