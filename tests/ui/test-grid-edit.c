/* Typing in a grid: the editor by type, committing and going on, refusals, the new line. */
#include "sheet-test.h"

/* --- one cell ----------------------------------------------------------------------------------------------------- */

static void
test_typing_replaces (SheetTest *f, gconstpointer data)
{
  sheet_go (f, 3, TEXT);
  sheet_type (f, "王五");
  xl_ui_test_shoot (GTK_WIDGET (f->window), "grid-edit-typing.png");
  sheet_press (f, GDK_KEY_Return, 0);
  sheet_assert_text (f, 3, TEXT, "王五");
  sheet_assert_at (f, 4, TEXT);
  g_assert_cmpuint (xl_sheet_source_n_batches (f->source), ==, 1);
}

static void
test_f2_opens_what_is_there (SheetTest *f, gconstpointer data)
{
  sheet_go (f, 3, TEXT);
  sheet_press (f, GDK_KEY_F2, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (xl_grid_cell_entry (f->grid))), ==, "r3c0");
  sheet_type (f, "!");
  sheet_press (f, GDK_KEY_Tab, 0);
  sheet_assert_text (f, 3, TEXT, "r3c0!");
  sheet_assert_at (f, 3, NUMBER);
}

static void
test_escape_takes_back (SheetTest *f, gconstpointer data)
{
  sheet_go (f, 3, TEXT);
  sheet_type (f, "x");
  sheet_press (f, GDK_KEY_Escape, 0);
  sheet_assert_text (f, 3, TEXT, "r3c0");
  sheet_assert_at (f, 3, TEXT);
  sheet_press (f, GDK_KEY_Return, 0);
  sheet_assert_at (f, 4, TEXT);
  g_assert_cmpuint (xl_sheet_source_n_batches (f->source), ==, 0);
}

static void
test_keys_commit_and_go (SheetTest *f, gconstpointer data)
{
  static const struct { guint key; GdkModifierType modifiers; int rows, columns; } ways[] = {
    { GDK_KEY_Down, 0, 1, 0 }, { GDK_KEY_Up, 0, -1, 0 }, { GDK_KEY_Tab, 0, 0, 1 },
    { GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK, 0, -1 }, { GDK_KEY_Left, 0, 0, -1 }, { GDK_KEY_Right, 0, 0, 1 },
    { GDK_KEY_Return, GDK_SHIFT_MASK, -1, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", 100 + i);

      sheet_go (f, 10 + i, NUMBER);
      sheet_type (f, number);
      sheet_press (f, ways[i].key, ways[i].modifiers);
      sheet_assert_text (f, 10 + i, NUMBER, number);
      sheet_assert_at (f, 10 + i + ways[i].rows, NUMBER + ways[i].columns);
    }
}

static void
test_enter_goes_back_under_tab (SheetTest *f, gconstpointer data)
{
  sheet_go (f, 3, TEXT);
  sheet_type (f, "a");
  sheet_press (f, GDK_KEY_Tab, 0);
  sheet_type (f, "1");
  sheet_press (f, GDK_KEY_Tab, 0);
  sheet_press (f, GDK_KEY_Return, 0);
  sheet_assert_at (f, 4, TEXT);
}

static void
test_tab_passes_by_locked_columns (SheetTest *f, gconstpointer data)
{
  sheet_go (f, 3, PERSON);
  sheet_press (f, GDK_KEY_Tab, 0);
  sheet_assert_at (f, 4, TEXT);
}

static void
test_locked_cell_says_why (SheetTest *f, gconstpointer data)
{
  sheet_go (f, 3, LOCKED);
  sheet_press (f, GDK_KEY_x, 0);
  g_assert_nonnull (xl_ui_test_find (GTK_WIDGET (f->grid), GTK_TYPE_LABEL, "Calculated."));
  sheet_type (f, "x");
  sheet_press (f, GDK_KEY_Escape, 0);
  sheet_assert_text (f, 3, LOCKED, "r3c7");
}

static void
test_alt_enter_is_a_line_end (SheetTest *f, gconstpointer data)
{
  sheet_go (f, 3, TEXT);
  sheet_type (f, "一");
  sheet_press (f, GDK_KEY_Return, GDK_ALT_MASK);
  sheet_type (f, "二");
  sheet_press (f, GDK_KEY_Return, 0);
  sheet_assert_text (f, 3, TEXT, "一\n二");
}

/* --- by type ------------------------------------------------------------------------------------------------------ */

static void
test_dates_are_read (SheetTest *f, gconstpointer data)
{
  sheet_go (f, 3, DATE);
  sheet_type (f, "2026.3.5");
  sheet_press (f, GDK_KEY_Return, 0);
  sheet_assert_text (f, 3, DATE, "2026-03-05");
  sheet_go (f, 3, DATE);
  sheet_type (f, "2026.2.30");
  sheet_press (f, GDK_KEY_Return, 0);
  sheet_assert_at (f, 3, DATE);                      /* it stays, open, with what was typed */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (xl_grid_cell_entry (f->grid))), ==, "2026.2.30");
  xl_ui_test_frames (GTK_WIDGET (f->grid), 2);
  xl_ui_test_shoot (GTK_WIDGET (f->window), "grid-edit-bad-date.png");
  sheet_press (f, GDK_KEY_Escape, 0);
  sheet_assert_text (f, 3, DATE, "2026-03-05");
}

static void
test_calendar_turns_days (SheetTest *f, gconstpointer data)
{
  sheet_go (f, 3, DATE);
  sheet_type (f, "2026-03-05");
  sheet_press (f, GDK_KEY_Down, GDK_ALT_MASK);
  sheet_press (f, GDK_KEY_Down, 0);
  sheet_press (f, GDK_KEY_Right, 0);
  sheet_press (f, GDK_KEY_Page_Down, 0);
  sheet_press (f, GDK_KEY_Return, 0);
  sheet_assert_text (f, 3, DATE, "2026-04-13");
}

static void
test_codes_by_initials (SheetTest *f, gconstpointer data)
{
  sheet_go (f, 3, CODE);
  sheet_type (f, "kc");
  xl_ui_test_frames (GTK_WIDGET (f->grid), 2);
  xl_ui_test_shoot (GTK_WIDGET (f->window), "grid-edit-code.png");
  sheet_press (f, GDK_KEY_Return, 0);
  sheet_assert_text (f, 3, CODE, "空巢");
  g_assert_cmpstr (xl_sheet_source_key (f->source, 3, CODE), ==, "2");
  sheet_type (f, "独");
  sheet_press (f, GDK_KEY_Down, 0);                  /* in the list */
  sheet_press (f, GDK_KEY_Return, 0);
  sheet_assert_text (f, 4, CODE, "独生子女家庭");
  sheet_press (f, GDK_KEY_Down, GDK_ALT_MASK);
  sheet_press (f, GDK_KEY_Escape, 0);
  sheet_assert_text (f, 5, CODE, "r5c3");
}

static void
test_several_codes (SheetTest *f, gconstpointer data)
{
  sheet_go (f, 3, CODES);
  sheet_type (f, "dj、9");
  sheet_press (f, GDK_KEY_Return, 0);
  sheet_assert_text (f, 3, CODES, "独居、其他");
  g_assert_cmpstr (xl_sheet_source_key (f->source, 3, CODES), ==, "1 9");
}

static void
test_space_toggles (SheetTest *f, gconstpointer data)
{
  sheet_go (f, 3, YES_NO);
  sheet_press (f, GDK_KEY_space, 0);
  xl_ui_test_settle ();
  g_assert_cmpstr (xl_sheet_source_key (f->source, 3, YES_NO), ==, "1");
  sheet_press (f, GDK_KEY_space, 0);
  xl_ui_test_settle ();
  g_assert_cmpstr (xl_sheet_source_key (f->source, 3, YES_NO), ==, "0");
  sheet_type (f, "是");
  sheet_press (f, GDK_KEY_Return, 0);
  xl_ui_test_settle ();
  g_assert_cmpstr (xl_sheet_source_key (f->source, 3, YES_NO), ==, "1");
}

static void
test_persons_by_initials (SheetTest *f, gconstpointer data)
{
  sheet_go (f, 3, PERSON);
  sheet_type (f, "zs");
  xl_ui_test_settle ();
  xl_ui_test_frames (GTK_WIDGET (f->grid), 2);
  xl_ui_test_shoot (GTK_WIDGET (f->window), "grid-edit-person.png");
  sheet_press (f, GDK_KEY_Down, 0);
  sheet_press (f, GDK_KEY_Return, 0);
  sheet_assert_text (f, 3, PERSON, "张三");
  g_assert_cmpstr (xl_sheet_source_key (f->source, 3, PERSON), ==, "102");
}

/* --- refused ------------------------------------------------------------------------------------------------------ */

static void
test_refused_comes_back (SheetTest *f, gconstpointer data)
{
  sheet_go (f, 3, NUMBER);
  sheet_type (f, "-5");
  sheet_press (f, GDK_KEY_Return, 0);
  sheet_assert_at (f, 3, NUMBER);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (xl_grid_cell_entry (f->grid))), ==, "-5");
  g_assert_nonnull (xl_ui_test_find (GTK_WIDGET (f->grid), GTK_TYPE_LABEL, "Not below zero."));
  sheet_assert_text (f, 3, NUMBER, "r3c1");
  sheet_press (f, GDK_KEY_Escape, 0);                /* shut … */
  g_assert_cmpstr (xl_grid_peek (f->grid, 3, NUMBER), ==, "-5");
  sheet_press (f, GDK_KEY_Escape, 0);                /* … and taken back */
  g_assert_cmpstr (xl_grid_peek (f->grid, 3, NUMBER), ==, "r3c1");
}

/* Whoever types on is not thrown back; the cell keeps what was typed and why it is wrong. */
static void
test_refused_is_kept (SheetTest *f, gconstpointer data)
{
  sheet_go (f, 3, NUMBER);
  sheet_type (f, "-5");
  sheet_press (f, GDK_KEY_Return, 0);
  sheet_type (f, "7");
  xl_ui_test_settle ();
  sheet_press (f, GDK_KEY_Return, 0);
  sheet_assert_text (f, 4, NUMBER, "7");
  sheet_assert_at (f, 5, NUMBER);
  g_assert_cmpstr (xl_grid_peek (f->grid, 3, NUMBER), ==, "-5");
  g_assert_cmpstr (xl_grid_kept_at (f->grid, 3, NUMBER)->reason, ==, "Not below zero.");
  g_assert_cmpuint (xl_grid_kept_get_n (f->grid->kept), ==, 1);
  sheet_go (f, 2, NUMBER);
  xl_ui_test_frames (GTK_WIDGET (f->grid), 2);
  xl_ui_test_shoot (GTK_WIDGET (f->window), "grid-edit-refused.png");
  sheet_go (f, 3, NUMBER);
  sheet_type (f, "6");
  sheet_press (f, GDK_KEY_Return, 0);
  sheet_assert_text (f, 3, NUMBER, "6");
  g_assert_null (xl_grid_kept_at (f->grid, 3, NUMBER));
  g_assert_cmpuint (xl_grid_kept_get_n (f->grid->kept), ==, 0);
}

static void
test_undo_brings_it_back (SheetTest *f, gconstpointer data)
{
  sheet_go (f, 3, TEXT);
  sheet_type (f, "王五");
  sheet_press (f, GDK_KEY_Return, 0);
  xl_ui_test_settle ();
  g_assert_true (xl_sheet_source_undo (f->source));
  sheet_assert_text (f, 3, TEXT, "r3c0");
  g_assert_cmpstr (xl_grid_peek (f->grid, 3, TEXT), ==, "r3c0");
}

/* --- the new line ------------------------------------------------------------------------------------------------- */

static void
test_new_line_makes_a_record (SheetTest *f, gconstpointer data)
{
  xl_sheet_source_set_append (f->source, TRUE);
  xl_grid_source_reset (XL_GRID_SOURCE (f->source));
  sheet_press (f, GDK_KEY_Down, GDK_CONTROL_MASK);
  sheet_assert_at (f, 29, TEXT);
  sheet_press (f, GDK_KEY_Down, 0);
  sheet_assert_at (f, 30, TEXT);
  sheet_type (f, "赵六");
  sheet_press (f, GDK_KEY_Tab, 0);
  sheet_type (f, "12");
  xl_ui_test_frames (GTK_WIDGET (f->grid), 2);
  xl_ui_test_shoot (GTK_WIDGET (f->window), "grid-edit-new-line.png");
  sheet_press (f, GDK_KEY_Return, 0);
  sheet_assert_text (f, 30, TEXT, "赵六");
  sheet_assert_text (f, 30, NUMBER, "12");
  sheet_assert_at (f, 31, TEXT);
  g_assert_cmpuint (xl_sheet_source_n_batches (f->source), ==, 1);
  g_assert_cmpuint (xl_grid_kept_get_n (f->grid->kept), ==, 0);
}

static void
test_new_line_stays_until_it_is_right (SheetTest *f, gconstpointer data)
{
  xl_sheet_source_set_append (f->source, TRUE);
  xl_grid_source_reset (XL_GRID_SOURCE (f->source));
  sheet_go (f, 30, NUMBER);
  sheet_type (f, "12");
  sheet_press (f, GDK_KEY_Down, 0);
  sheet_assert_at (f, 30, TEXT);                     /* what is missing */
  g_assert_nonnull (xl_ui_test_find (GTK_WIDGET (f->grid), GTK_TYPE_LABEL, "A name is required."));
  g_assert_cmpstr (xl_grid_peek (f->grid, 30, NUMBER), ==, "12");
  sheet_type (f, "赵六");
  sheet_press (f, GDK_KEY_Return, 0);
  sheet_assert_text (f, 30, NUMBER, "12");
  sheet_assert_text (f, 30, TEXT, "赵六");
  g_assert_cmpint (xl_grid_n_records (f->grid), ==, 31);
}

static void
test_escape_empties_the_new_line (SheetTest *f, gconstpointer data)
{
  xl_sheet_source_set_append (f->source, TRUE);
  xl_grid_source_reset (XL_GRID_SOURCE (f->source));
  sheet_go (f, 30, NUMBER);
  sheet_type (f, "12");
  sheet_press (f, GDK_KEY_Tab, 0);
  sheet_press (f, GDK_KEY_Escape, 0);
  g_assert_cmpstr (xl_grid_peek (f->grid, 30, NUMBER), ==, "");
  sheet_go (f, 3, TEXT);
  g_assert_cmpint (xl_grid_n_records (f->grid), ==, 30);
}

int
main (int argc, char **argv)
{
  xl_ui_test_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/ui/grid-edit/" path, SheetTest, NULL, sheet_set_up, func, sheet_tear_down)
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
  return g_test_run ();
}
