/* Typing in a grid: the editor by type, committing and going on, refusals, the new line, many cells at once. */
#include "xl-sheet-source.h"
#include "xl-ui-test.h"

#include "ui/xl-grid-edit.h"

#include <string.h>

enum { TEXT, NUMBER, DATE, CODE, CODES, YES_NO, PERSON, LOCKED, N_COLUMNS };

typedef struct {
  GtkWindow     *window;
  XlGrid        *grid;
  XlSheetSource *source;
} Fixture;

static const XlChoice kinds[] = { { "1", "独居" }, { "2", "空巢" }, { "3", "独生子女家庭" }, { "9", "其他" }, { NULL, NULL } };

static const char *
judge (int column, const char *text)
{
  if (column == TEXT && *text == '\0')
    return "A name is required.";
  if (column == NUMBER && strchr (text, '-') != NULL)
    return "Not below zero.";
  return NULL;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  static const char *const titles[] = { "姓名", "数量", "日期", "类别", "多类", "是否", "人员", "年龄" };
  static const XlGridEditor editors[] = { XL_GRID_EDIT_TEXT, XL_GRID_EDIT_NUMBER, XL_GRID_EDIT_DATE, XL_GRID_EDIT_CODE,
                                          XL_GRID_EDIT_CODES, XL_GRID_EDIT_YES_NO, XL_GRID_EDIT_PERSON,
                                          XL_GRID_EDIT_TEXT };
  GtkWidget *scrolled = xl_grid_new_scrolled (&f->grid);

  f->source = xl_sheet_source_new (N_COLUMNS, 30);
  xl_sheet_source_set_judge (f->source, judge);
  for (int c = 0; c < N_COLUMNS; c++)
    {
      XlGridColumn *column =
          xl_grid_column_new (c, titles[c], titles[c], 7, c == NUMBER ? XL_GRID_NUMBER : XL_GRID_TEXT,
                              XL_GRID_FILTER | (c != LOCKED ? XL_GRID_EDITABLE : 0));

      xl_grid_column_set_editor (column, editors[c]);
      if (c == CODE || c == CODES)
        xl_grid_column_set_choices (column, kinds);
      if (c == LOCKED)
        xl_grid_column_set_lock (column, "Calculated.");
      xl_grid_add_column (f->grid, column);
    }
  xl_grid_set_frozen (f->grid, 1);
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

static gboolean
press_in (GtkWidget *widget, GtkPropagationPhase phase, guint key, GdkModifierType modifiers)
{
  g_autoptr(GListModel) all = gtk_widget_observe_controllers (widget);
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (all) && !taken; i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (all, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) && gtk_event_controller_get_propagation_phase (controller) == phase)
        g_signal_emit_by_name (controller, "key-pressed", key, 0, modifiers, &taken);
    }
  return taken;
}

/* As the window hands a key down and up again; between, the entry takes Enter. */
static void
press (Fixture *f, guint key, GdkModifierType modifiers)
{
  GtkWidget *grid = GTK_WIDGET (f->grid);

  if (press_in (grid, GTK_PHASE_CAPTURE, key, modifiers))
    return;
  if (key == GDK_KEY_Return && modifiers == 0)
    g_signal_emit_by_name (xl_grid_cell_entry (f->grid), "activate");
  else
    press_in (grid, GTK_PHASE_BUBBLE, key, modifiers);
}

static void
type (Fixture *f, const char *text)
{
  GtkEditable *entry = GTK_EDITABLE (xl_grid_cell_entry (f->grid));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      int at = gtk_editable_get_position (entry);

      gtk_editable_insert_text (entry, p, (int) (g_utf8_next_char (p) - p), &at);
      gtk_editable_set_position (entry, at);
    }
}

static void
go (Fixture *f, gint64 row, int column)
{
  xl_grid_move_cursor (f->grid, row, column, FALSE);
  xl_ui_test_settle ();
}

static void
assert_at (Fixture *f, gint64 row, int column)
{
  int at;

  xl_ui_test_settle ();
  g_assert_cmpint (xl_grid_get_cursor (f->grid, &at), ==, row);
  g_assert_cmpint (at, ==, column);
}

static void
assert_text (Fixture *f, gint64 row, int column, const char *text)
{
  xl_ui_test_settle ();
  g_assert_cmpstr (xl_sheet_source_text (f->source, row, column), ==, text);
}

/* --- one cell ----------------------------------------------------------------------------------------------------- */

static void
test_typing_replaces (Fixture *f, gconstpointer data)
{
  go (f, 3, TEXT);
  type (f, "王五");
  xl_ui_test_shoot (GTK_WIDGET (f->window), "grid-edit-typing.png");
  press (f, GDK_KEY_Return, 0);
  assert_text (f, 3, TEXT, "王五");
  assert_at (f, 4, TEXT);
  g_assert_cmpuint (xl_sheet_source_n_batches (f->source), ==, 1);
}

static void
test_f2_opens_what_is_there (Fixture *f, gconstpointer data)
{
  go (f, 3, TEXT);
  press (f, GDK_KEY_F2, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (xl_grid_cell_entry (f->grid))), ==, "r3c0");
  type (f, "!");
  press (f, GDK_KEY_Tab, 0);
  assert_text (f, 3, TEXT, "r3c0!");
  assert_at (f, 3, NUMBER);
}

static void
test_escape_takes_back (Fixture *f, gconstpointer data)
{
  go (f, 3, TEXT);
  type (f, "x");
  press (f, GDK_KEY_Escape, 0);
  assert_text (f, 3, TEXT, "r3c0");
  assert_at (f, 3, TEXT);
  press (f, GDK_KEY_Return, 0);
  assert_at (f, 4, TEXT);
  g_assert_cmpuint (xl_sheet_source_n_batches (f->source), ==, 0);
}

static void
test_keys_commit_and_go (Fixture *f, gconstpointer data)
{
  static const struct { guint key; GdkModifierType modifiers; int rows, columns; } ways[] = {
    { GDK_KEY_Down, 0, 1, 0 }, { GDK_KEY_Up, 0, -1, 0 }, { GDK_KEY_Tab, 0, 0, 1 },
    { GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK, 0, -1 }, { GDK_KEY_Left, 0, 0, -1 }, { GDK_KEY_Right, 0, 0, 1 },
    { GDK_KEY_Return, GDK_SHIFT_MASK, -1, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", 100 + i);

      go (f, 10 + i, NUMBER);
      type (f, number);
      press (f, ways[i].key, ways[i].modifiers);
      assert_text (f, 10 + i, NUMBER, number);
      assert_at (f, 10 + i + ways[i].rows, NUMBER + ways[i].columns);
    }
}

static void
test_enter_goes_back_under_tab (Fixture *f, gconstpointer data)
{
  go (f, 3, TEXT);
  type (f, "a");
  press (f, GDK_KEY_Tab, 0);
  type (f, "1");
  press (f, GDK_KEY_Tab, 0);
  press (f, GDK_KEY_Return, 0);
  assert_at (f, 4, TEXT);
}

static void
test_tab_passes_by_locked_columns (Fixture *f, gconstpointer data)
{
  go (f, 3, PERSON);
  press (f, GDK_KEY_Tab, 0);
  assert_at (f, 4, TEXT);
}

static void
test_locked_cell_says_why (Fixture *f, gconstpointer data)
{
  go (f, 3, LOCKED);
  press (f, GDK_KEY_x, 0);
  g_assert_nonnull (xl_ui_test_find (GTK_WIDGET (f->grid), GTK_TYPE_LABEL, "Calculated."));
  type (f, "x");
  press (f, GDK_KEY_Escape, 0);
  assert_text (f, 3, LOCKED, "r3c7");
}

static void
test_alt_enter_is_a_line_end (Fixture *f, gconstpointer data)
{
  go (f, 3, TEXT);
  type (f, "一");
  press (f, GDK_KEY_Return, GDK_ALT_MASK);
  type (f, "二");
  press (f, GDK_KEY_Return, 0);
  assert_text (f, 3, TEXT, "一\n二");
}

/* --- by type ------------------------------------------------------------------------------------------------------ */

static void
test_dates_are_read (Fixture *f, gconstpointer data)
{
  go (f, 3, DATE);
  type (f, "2026.3.5");
  press (f, GDK_KEY_Return, 0);
  assert_text (f, 3, DATE, "2026-03-05");
  go (f, 3, DATE);
  type (f, "2026.2.30");
  press (f, GDK_KEY_Return, 0);
  assert_at (f, 3, DATE);                      /* it stays, open, with what was typed */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (xl_grid_cell_entry (f->grid))), ==, "2026.2.30");
  xl_ui_test_frames (GTK_WIDGET (f->grid), 2);
  xl_ui_test_shoot (GTK_WIDGET (f->window), "grid-edit-bad-date.png");
  press (f, GDK_KEY_Escape, 0);
  assert_text (f, 3, DATE, "2026-03-05");
}

static void
test_calendar_turns_days (Fixture *f, gconstpointer data)
{
  go (f, 3, DATE);
  type (f, "2026-03-05");
  press (f, GDK_KEY_Down, GDK_ALT_MASK);
  press (f, GDK_KEY_Down, 0);
  press (f, GDK_KEY_Right, 0);
  press (f, GDK_KEY_Page_Down, 0);
  press (f, GDK_KEY_Return, 0);
  assert_text (f, 3, DATE, "2026-04-13");
}

static void
test_codes_by_initials (Fixture *f, gconstpointer data)
{
  go (f, 3, CODE);
  type (f, "kc");
  xl_ui_test_frames (GTK_WIDGET (f->grid), 2);
  xl_ui_test_shoot (GTK_WIDGET (f->window), "grid-edit-code.png");
  press (f, GDK_KEY_Return, 0);
  assert_text (f, 3, CODE, "空巢");
  g_assert_cmpstr (xl_sheet_source_key (f->source, 3, CODE), ==, "2");
  type (f, "独");
  press (f, GDK_KEY_Down, 0);                  /* in the list */
  press (f, GDK_KEY_Return, 0);
  assert_text (f, 4, CODE, "独生子女家庭");
  press (f, GDK_KEY_Down, GDK_ALT_MASK);
  press (f, GDK_KEY_Escape, 0);
  assert_text (f, 5, CODE, "r5c3");
}

static void
test_several_codes (Fixture *f, gconstpointer data)
{
  go (f, 3, CODES);
  type (f, "dj、9");
  press (f, GDK_KEY_Return, 0);
  assert_text (f, 3, CODES, "独居、其他");
  g_assert_cmpstr (xl_sheet_source_key (f->source, 3, CODES), ==, "1 9");
}

static void
test_space_toggles (Fixture *f, gconstpointer data)
{
  go (f, 3, YES_NO);
  press (f, GDK_KEY_space, 0);
  xl_ui_test_settle ();
  g_assert_cmpstr (xl_sheet_source_key (f->source, 3, YES_NO), ==, "1");
  press (f, GDK_KEY_space, 0);
  xl_ui_test_settle ();
  g_assert_cmpstr (xl_sheet_source_key (f->source, 3, YES_NO), ==, "0");
  type (f, "是");
  press (f, GDK_KEY_Return, 0);
  xl_ui_test_settle ();
  g_assert_cmpstr (xl_sheet_source_key (f->source, 3, YES_NO), ==, "1");
}

static void
test_persons_by_initials (Fixture *f, gconstpointer data)
{
  go (f, 3, PERSON);
  type (f, "zs");
  xl_ui_test_settle ();
  xl_ui_test_frames (GTK_WIDGET (f->grid), 2);
  xl_ui_test_shoot (GTK_WIDGET (f->window), "grid-edit-person.png");
  press (f, GDK_KEY_Down, 0);
  press (f, GDK_KEY_Return, 0);
  assert_text (f, 3, PERSON, "张三");
  g_assert_cmpstr (xl_sheet_source_key (f->source, 3, PERSON), ==, "102");
}

/* --- refused ------------------------------------------------------------------------------------------------------ */

static void
test_refused_comes_back (Fixture *f, gconstpointer data)
{
  go (f, 3, NUMBER);
  type (f, "-5");
  press (f, GDK_KEY_Return, 0);
  assert_at (f, 3, NUMBER);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (xl_grid_cell_entry (f->grid))), ==, "-5");
  g_assert_nonnull (xl_ui_test_find (GTK_WIDGET (f->grid), GTK_TYPE_LABEL, "Not below zero."));
  assert_text (f, 3, NUMBER, "r3c1");
  press (f, GDK_KEY_Escape, 0);                /* shut … */
  g_assert_cmpstr (xl_grid_peek (f->grid, 3, NUMBER), ==, "-5");
  press (f, GDK_KEY_Escape, 0);                /* … and taken back */
  g_assert_cmpstr (xl_grid_peek (f->grid, 3, NUMBER), ==, "r3c1");
}

/* Whoever types on is not thrown back; the cell keeps what was typed and why it is wrong. */
static void
test_refused_is_kept (Fixture *f, gconstpointer data)
{
  go (f, 3, NUMBER);
  type (f, "-5");
  press (f, GDK_KEY_Return, 0);
  type (f, "7");
  xl_ui_test_settle ();
  press (f, GDK_KEY_Return, 0);
  assert_text (f, 4, NUMBER, "7");
  assert_at (f, 5, NUMBER);
  g_assert_cmpstr (xl_grid_peek (f->grid, 3, NUMBER), ==, "-5");
  g_assert_cmpstr (xl_grid_kept_at (f->grid, 3, NUMBER)->reason, ==, "Not below zero.");
  g_assert_cmpuint (xl_grid_kept_get_n (f->grid->kept), ==, 1);
  go (f, 2, NUMBER);
  xl_ui_test_frames (GTK_WIDGET (f->grid), 2);
  xl_ui_test_shoot (GTK_WIDGET (f->window), "grid-edit-refused.png");
  go (f, 3, NUMBER);
  type (f, "6");
  press (f, GDK_KEY_Return, 0);
  assert_text (f, 3, NUMBER, "6");
  g_assert_null (xl_grid_kept_at (f->grid, 3, NUMBER));
  g_assert_cmpuint (xl_grid_kept_get_n (f->grid->kept), ==, 0);
}

static void
test_undo_brings_it_back (Fixture *f, gconstpointer data)
{
  go (f, 3, TEXT);
  type (f, "王五");
  press (f, GDK_KEY_Return, 0);
  xl_ui_test_settle ();
  g_assert_true (xl_sheet_source_undo (f->source));
  assert_text (f, 3, TEXT, "r3c0");
  g_assert_cmpstr (xl_grid_peek (f->grid, 3, TEXT), ==, "r3c0");
}

/* --- the new line ------------------------------------------------------------------------------------------------- */

static void
test_new_line_makes_a_record (Fixture *f, gconstpointer data)
{
  xl_sheet_source_set_append (f->source, TRUE);
  xl_grid_source_reset (XL_GRID_SOURCE (f->source));
  press (f, GDK_KEY_Down, GDK_CONTROL_MASK);
  assert_at (f, 29, TEXT);
  press (f, GDK_KEY_Down, 0);
  assert_at (f, 30, TEXT);
  type (f, "赵六");
  press (f, GDK_KEY_Tab, 0);
  type (f, "12");
  xl_ui_test_frames (GTK_WIDGET (f->grid), 2);
  xl_ui_test_shoot (GTK_WIDGET (f->window), "grid-edit-new-line.png");
  press (f, GDK_KEY_Return, 0);
  assert_text (f, 30, TEXT, "赵六");
  assert_text (f, 30, NUMBER, "12");
  assert_at (f, 31, TEXT);
  g_assert_cmpuint (xl_sheet_source_n_batches (f->source), ==, 1);
  g_assert_cmpuint (xl_grid_kept_get_n (f->grid->kept), ==, 0);
}

static void
test_new_line_stays_until_it_is_right (Fixture *f, gconstpointer data)
{
  xl_sheet_source_set_append (f->source, TRUE);
  xl_grid_source_reset (XL_GRID_SOURCE (f->source));
  go (f, 30, NUMBER);
  type (f, "12");
  press (f, GDK_KEY_Down, 0);
  assert_at (f, 30, TEXT);                     /* what is missing */
  g_assert_nonnull (xl_ui_test_find (GTK_WIDGET (f->grid), GTK_TYPE_LABEL, "A name is required."));
  g_assert_cmpstr (xl_grid_peek (f->grid, 30, NUMBER), ==, "12");
  type (f, "赵六");
  press (f, GDK_KEY_Return, 0);
  assert_text (f, 30, NUMBER, "12");
  assert_text (f, 30, TEXT, "赵六");
  g_assert_cmpint (xl_grid_n_records (f->grid), ==, 31);
}

static void
test_escape_empties_the_new_line (Fixture *f, gconstpointer data)
{
  xl_sheet_source_set_append (f->source, TRUE);
  xl_grid_source_reset (XL_GRID_SOURCE (f->source));
  go (f, 30, NUMBER);
  type (f, "12");
  press (f, GDK_KEY_Tab, 0);
  press (f, GDK_KEY_Escape, 0);
  g_assert_cmpstr (xl_grid_peek (f->grid, 30, NUMBER), ==, "");
  go (f, 3, TEXT);
  g_assert_cmpint (xl_grid_n_records (f->grid), ==, 30);
}

/* --- many cells --------------------------------------------------------------------------------------------------- */

static void
select_block (Fixture *f, gint64 row0, int col0, gint64 row1, int col1)
{
  xl_grid_move_cursor (f->grid, row0, col0, FALSE);
  xl_grid_move_cursor (f->grid, row1, col1, TRUE);
  xl_ui_test_settle ();
}

static void
test_delete_clears (Fixture *f, gconstpointer data)
{
  select_block (f, 3, NUMBER, 5, DATE);
  press (f, GDK_KEY_Delete, 0);
  assert_text (f, 3, NUMBER, "");
  assert_text (f, 5, DATE, "");
  assert_text (f, 5, CODE, "r5c3");
  g_assert_cmpuint (xl_sheet_source_n_batches (f->source), ==, 1);
}

static void
test_fills_down_and_right (Fixture *f, gconstpointer data)
{
  select_block (f, 3, NUMBER, 6, NUMBER);
  press (f, GDK_KEY_d, GDK_CONTROL_MASK);
  assert_text (f, 6, NUMBER, "r3c1");
  go (f, 8, NUMBER);
  press (f, GDK_KEY_d, GDK_CONTROL_MASK);
  assert_text (f, 8, NUMBER, "r7c1");
  select_block (f, 10, TEXT, 10, NUMBER);
  press (f, GDK_KEY_r, GDK_CONTROL_MASK);
  assert_text (f, 10, NUMBER, "r10c0");
}

/* A person is copied down with the key: three may have one name. */
static void
test_fills_down_with_keys (Fixture *f, gconstpointer data)
{
  go (f, 3, PERSON);
  type (f, "zs");
  xl_ui_test_settle ();
  press (f, GDK_KEY_Down, 0);
  press (f, GDK_KEY_Return, 0);
  xl_ui_test_settle ();
  press (f, GDK_KEY_d, GDK_CONTROL_MASK);
  xl_ui_test_settle ();
  g_assert_cmpstr (xl_sheet_source_key (f->source, 4, PERSON), ==, "102");
}

static void
test_control_enter_fills_the_selection (Fixture *f, gconstpointer data)
{
  select_block (f, 3, NUMBER, 6, NUMBER);
  type (f, "８");
  press (f, GDK_KEY_Return, GDK_CONTROL_MASK);
  assert_text (f, 3, NUMBER, "8");
  assert_text (f, 6, NUMBER, "8");
  g_assert_cmpuint (xl_sheet_source_n_batches (f->source), ==, 1);
}

static void
test_today (Fixture *f, gconstpointer data)
{
  char today[11];

  xl_grid_edit_today (today);
  go (f, 3, DATE);
  press (f, GDK_KEY_semicolon, GDK_CONTROL_MASK);
  press (f, GDK_KEY_Return, 0);
  assert_text (f, 3, DATE, today);
}

static void
test_selects_columns_and_all (Fixture *f, gconstpointer data)
{
  const XlGridRange *range;

  xl_sheet_source_set_append (f->source, TRUE);
  xl_grid_source_reset (XL_GRID_SOURCE (f->source));
  go (f, 3, DATE);
  press (f, GDK_KEY_space, GDK_CONTROL_MASK);
  range = xl_grid_selection_active (&f->grid->selection);
  g_assert_cmpint (range->row0, ==, 0);
  g_assert_cmpint (range->row1, ==, 29);
  g_assert_cmpint (range->col0, ==, DATE);
  g_assert_cmpint (range->col1, ==, DATE);
  press (f, GDK_KEY_a, GDK_CONTROL_MASK);
  g_assert_cmpint (xl_grid_get_n_selected (f->grid), ==, 30);
}

/* --- columns and groups ------------------------------------------------------------------------------------------- */

static void
on_changed (XlGrid *grid, guint *n)
{
  (*n)++;
}

static void
test_columns_move (Fixture *f, gconstpointer data)
{
  guint n = 0;

  g_signal_connect (f->grid, "columns-changed", G_CALLBACK (on_changed), &n);
  go (f, 3, NUMBER);
  gtk_widget_activate_action (GTK_WIDGET (f->grid), "grid.column-right", NULL);
  assert_at (f, 3, DATE);
  g_assert_cmpstr (xl_grid_column_get_id (xl_grid_get_column (f->grid, 2)), ==, "数量");
  g_assert_cmpuint (n, ==, 1);
  type (f, "5");
  press (f, GDK_KEY_Return, 0);
  assert_text (f, 3, NUMBER, "5");
  gtk_widget_activate_action (GTK_WIDGET (f->grid), "grid.column-fit", NULL);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpfloat (xl_grid_column_get_width_em (xl_grid_get_column (f->grid, 2)), <, 7);
}

static void
test_group_folds (Fixture *f, gconstpointer data)
{
  xl_sheet_source_set_group (f->source, 3);
  go (f, 3, TEXT);
  press (f, GDK_KEY_space, 0);
  g_assert_cmpint (xl_grid_peek_row_kind (f->grid, 3), ==, XL_GRID_ROW_GROUP_FOLDED);
  press (f, GDK_KEY_Return, 0);
  g_assert_cmpint (xl_grid_peek_row_kind (f->grid, 3), ==, XL_GRID_ROW_GROUP);
  type (f, "x");
  press (f, GDK_KEY_F2, 0);
  xl_ui_test_frames (GTK_WIDGET (f->grid), 2);
  xl_ui_test_shoot (GTK_WIDGET (f->window), "grid-edit-group.png");
  assert_text (f, 3, TEXT, "r3c0");
}

int
main (int argc, char **argv)
{
  xl_ui_test_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/ui/grid-edit/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("typing-replaces", test_typing_replaces);
  ADD ("f2-opens-what-is-there", test_f2_opens_what_is_there);
  ADD ("escape-takes-back", test_escape_takes_back);
  ADD ("keys-commit-and-go", test_keys_commit_and_go);
  ADD ("enter-goes-back-under-tab", test_enter_goes_back_under_tab);
  ADD ("tab-passes-by-locked-columns", test_tab_passes_by_locked_columns);
  ADD ("locked-cell-says-why", test_locked_cell_says_why);
  ADD ("alt-enter-is-a-line-end", test_alt_enter_is_a_line_end);
  ADD ("dates-are-read", test_dates_are_read);
  ADD ("calendar-turns-days", test_calendar_turns_days);
  ADD ("codes-by-initials", test_codes_by_initials);
  ADD ("several-codes", test_several_codes);
  ADD ("space-toggles", test_space_toggles);
  ADD ("persons-by-initials", test_persons_by_initials);
  ADD ("refused-comes-back", test_refused_comes_back);
  ADD ("refused-is-kept", test_refused_is_kept);
  ADD ("undo-brings-it-back", test_undo_brings_it_back);
  ADD ("new-line-makes-a-record", test_new_line_makes_a_record);
  ADD ("new-line-stays-until-it-is-right", test_new_line_stays_until_it_is_right);
  ADD ("escape-empties-the-new-line", test_escape_empties_the_new_line);
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
