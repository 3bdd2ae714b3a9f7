/* The parts of the grid that need no display: places, keys, selection, clipboard texts. */
#include "ui/xl-grid-clipboard.h"
#include "ui/xl-grid-keys.h"
#include "ui/xl-grid-layout.h"
#include "ui/xl-grid-selection.h"

#define MANY G_GINT64_CONSTANT (10000000)

static const int widths[] = { 80, 120, 100, 100, 200 };

static XlGridLayout
make_layout (double x, double y)
{
  return (XlGridLayout) { .width = 400, .height = 340, .header_height = 30, .row_height = 33, .total_height = 10,
                          .frozen = 1, .n_columns = 5, .widths = widths, .n_rows = MANY, .x = x, .y = y };
}

/* --- layout ------------------------------------------------------------------------------------------------------- */

static void
test_layout_exact_far_down (void)
{
  XlGridLayout layout = make_layout (0, 7654321.0 * 33 + 5);

  g_assert_cmpint (xl_grid_layout_first_row (&layout, NULL), ==, 7654321);
  for (gint64 row = 7654321; row < 7654331; row++)
    g_assert_cmpint (xl_grid_layout_row_y (&layout, row), ==, 30 - 5 + (int) (row - 7654321) * 33);
  g_assert_cmpint (xl_grid_layout_row_at (&layout, 30), ==, 7654321);
  g_assert_cmpint (xl_grid_layout_row_at (&layout, 30 + 28), ==, 7654322);
}

static void
test_layout_last_row (void)
{
  XlGridLayout layout = make_layout (0, MANY * 33.0 - 300);

  g_assert_cmpint (xl_grid_layout_last_row (&layout), ==, MANY - 1);
  g_assert_cmpint (xl_grid_layout_row_y (&layout, MANY - 1), ==, 30 + 300 - 33);
  g_assert_cmpint (xl_grid_layout_row_y (&layout, 0), ==, -XL_GRID_FAR);
  layout.n_rows = 0;
  layout.y = 0;
  g_assert_cmpint (xl_grid_layout_last_row (&layout), ==, -1);
  g_assert_cmpint (xl_grid_layout_row_at (&layout, 50), ==, -1);
}

static void
test_layout_frozen_columns_stay (void)
{
  XlGridLayout layout = make_layout (150, 0);
  int first, last;

  g_assert_cmpint (xl_grid_layout_column_x (&layout, 0), ==, 0);
  g_assert_cmpint (xl_grid_layout_column_x (&layout, 1), ==, 80 - 150);
  g_assert_cmpint (xl_grid_layout_column_at (&layout, 79), ==, 0);
  g_assert_cmpint (xl_grid_layout_column_at (&layout, 81), ==, 2);
  g_assert_true (xl_grid_layout_seen_columns (&layout, &first, &last));
  g_assert_cmpint (first, ==, 2);
  g_assert_cmpint (last, ==, 4);
  g_assert_cmpint (xl_grid_layout_edge_at (&layout, 80, 4), ==, 0);
}

static void
test_layout_reveals_least (void)
{
  XlGridLayout layout = make_layout (0, 330);

  g_assert_cmpfloat (xl_grid_layout_reveal_row (&layout, 12), ==, 330);
  g_assert_cmpfloat (xl_grid_layout_reveal_row (&layout, 3), ==, 99);
  g_assert_cmpfloat (xl_grid_layout_reveal_row (&layout, MANY - 1), ==, MANY * 33.0 - 300);
  g_assert_cmpfloat (xl_grid_layout_reveal_column (&layout, 1), ==, 0);
  g_assert_cmpfloat (xl_grid_layout_reveal_column (&layout, 4), ==, 200);
  g_assert_cmpfloat (xl_grid_layout_reveal_column (&layout, 0), ==, 0);
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char      *name;
  gint64           row;
  int              column;
  gboolean         editable;
  guint            key;
  GdkModifierType  modifiers;
  XlGridKeyMeaning meaning;
  gint64           to_row;
  int              to_column;
} KeyCase;

static const KeyCase key_cases[] = {
  { "down", 5, 2, 0, GDK_KEY_Down, 0, XL_GRID_KEY_MOVE, 6, 2 },
  { "down-at-the-end", MANY - 1, 2, 0, GDK_KEY_Down, 0, XL_GRID_KEY_MOVE, MANY - 1, 2 },
  { "up-at-the-top", 0, 2, 0, GDK_KEY_Up, 0, XL_GRID_KEY_MOVE, 0, 2 },
  { "right-at-the-edge", 0, 4, 0, GDK_KEY_Right, 0, XL_GRID_KEY_MOVE, 0, 4 },
  { "page-down", 5, 2, 0, GDK_KEY_Page_Down, 0, XL_GRID_KEY_MOVE, 25, 2 },
  { "page-up-past-the-top", 5, 2, 0, GDK_KEY_Page_Up, 0, XL_GRID_KEY_MOVE, 0, 2 },
  { "home", 5, 2, 0, GDK_KEY_Home, 0, XL_GRID_KEY_MOVE, 5, 0 },
  { "end", 5, 2, 0, GDK_KEY_End, 0, XL_GRID_KEY_MOVE, 5, 4 },
  { "control-home", 5, 2, 0, GDK_KEY_Home, GDK_CONTROL_MASK, XL_GRID_KEY_MOVE, 0, 0 },
  { "control-end", 5, 2, 0, GDK_KEY_End, GDK_CONTROL_MASK, XL_GRID_KEY_MOVE, MANY - 1, 4 },
  { "control-down", 5, 2, 0, GDK_KEY_Down, GDK_CONTROL_MASK, XL_GRID_KEY_MOVE, MANY - 1, 2 },
  { "shift-down", 5, 2, 0, GDK_KEY_Down, GDK_SHIFT_MASK, XL_GRID_KEY_MOVE, 6, 2 },
  { "tab-leaves-a-list", 5, 2, 0, GDK_KEY_Tab, 0, XL_GRID_KEY_NONE, 5, 2 },
  { "tab-goes-on-in-a-sheet", 5, 4, 1, GDK_KEY_Tab, 0, XL_GRID_KEY_NEXT, 6, 0 },
  { "tab-leaves-the-last-cell", MANY - 1, 4, 1, GDK_KEY_Tab, 0, XL_GRID_KEY_NONE, 0, 0 },
  { "shift-tab", 5, 0, 1, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK, XL_GRID_KEY_NEXT, 4, 4 },
  { "enter", 5, 2, 0, GDK_KEY_Return, 0, XL_GRID_KEY_ACTIVATE, 5, 2 },
  { "control-c", 5, 2, 0, GDK_KEY_c, GDK_CONTROL_MASK, XL_GRID_KEY_COPY, 5, 2 },
  { "control-c-with-caps-lock", 5, 2, 0, GDK_KEY_C, GDK_CONTROL_MASK | GDK_LOCK_MASK, XL_GRID_KEY_COPY, 5, 2 },
  { "control-a", 5, 2, 0, GDK_KEY_a, GDK_CONTROL_MASK, XL_GRID_KEY_SELECT_ALL, 5, 2 },
  { "alt-down-filters", 5, 2, 0, GDK_KEY_Down, GDK_ALT_MASK, XL_GRID_KEY_FILTER, 5, 2 },
  { "control-z-is-the-record's", 5, 2, 0, GDK_KEY_z, GDK_CONTROL_MASK, XL_GRID_KEY_UNDO, 5, 2 },
  { "control-shift-z", 5, 2, 0, GDK_KEY_Z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, XL_GRID_KEY_REDO, 5, 2 },
  { "alt-digit-is-the-window's", 5, 2, 0, GDK_KEY_1, GDK_ALT_MASK, XL_GRID_KEY_NONE, 5, 2 },
  { "enter-goes-down-in-a-sheet", 5, 2, 1, GDK_KEY_Return, 0, XL_GRID_KEY_NEXT, 6, 2 },
  { "shift-enter-goes-up", 5, 2, 1, GDK_KEY_Return, GDK_SHIFT_MASK, XL_GRID_KEY_NEXT, 4, 2 },
  { "alt-enter-opens-the-record", 5, 2, 1, GDK_KEY_Return, GDK_ALT_MASK, XL_GRID_KEY_ACTIVATE, 5, 2 },
  { "alt-down-opens-a-list", 5, 3, 1, GDK_KEY_Down, GDK_ALT_MASK, XL_GRID_KEY_LIST, 5, 3 },
  { "control-shift-l-filters", 5, 2, 1, GDK_KEY_L, GDK_CONTROL_MASK | GDK_SHIFT_MASK, XL_GRID_KEY_FILTER, 5, 2 },
  { "control-v", 5, 2, 1, GDK_KEY_v, GDK_CONTROL_MASK, XL_GRID_KEY_PASTE, 5, 2 },
  { "control-v-in-a-list", 5, 2, 0, GDK_KEY_v, GDK_CONTROL_MASK, XL_GRID_KEY_NONE, 5, 2 },
  { "control-d", 5, 2, 1, GDK_KEY_d, GDK_CONTROL_MASK, XL_GRID_KEY_FILL_DOWN, 5, 2 },
  { "control-down-to-the-new-line", MANY - 2, 2, 1, GDK_KEY_Down, GDK_CONTROL_MASK, XL_GRID_KEY_MOVE, MANY - 1, 2 },
  { "space-on-a-yes", 5, 4, 1, GDK_KEY_space, 0, XL_GRID_KEY_TOGGLE, 5, 4 },
  { "letters-are-the-entry's", 5, 2, 0, GDK_KEY_z, 0, XL_GRID_KEY_NONE, 5, 2 },
};

static void
test_key (gconstpointer data)
{
  const KeyCase *c = data;
  XlGridKeyState state = { c->row, c->column, MANY, 5, 20, c->editable, c->editable ? MANY - 1 : MANY, c->editable,
                           c->editable && c->column == 3, c->editable && c->column == 4 };
  gint64 row;
  int column;
  gboolean extend;

  g_assert_cmpint (xl_grid_key_meaning (&state, c->key, c->modifiers, &row, &column, &extend), ==, c->meaning);
  if (c->meaning != XL_GRID_KEY_MOVE && c->meaning != XL_GRID_KEY_NEXT)
    return;
  g_assert_cmpint (row, ==, c->to_row);
  g_assert_cmpint (column, ==, c->to_column);
  g_assert_cmpint (extend, ==, (c->modifiers & GDK_SHIFT_MASK) != 0 && c->meaning == XL_GRID_KEY_MOVE);
}

/* --- selection ---------------------------------------------------------------------------------------------------- */

static void
test_selection_stretches (void)
{
  XlGridSelection selection;
  const XlGridRange *r;

  xl_grid_selection_init (&selection);
  xl_grid_selection_move (&selection, 10, 2, FALSE, FALSE);
  g_assert_false (xl_grid_selection_is_wide (&selection));
  xl_grid_selection_move (&selection, 7, 3, TRUE, FALSE);
  r = xl_grid_selection_active (&selection);
  g_assert_cmpint (r->row0, ==, 7);
  g_assert_cmpint (r->row1, ==, 10);
  g_assert_cmpint (r->col0, ==, 2);
  g_assert_cmpint (r->col1, ==, 3);
  xl_grid_selection_rows (&selection, 5);
  g_assert_true (xl_grid_selection_contains (&selection, 8, 0));
  g_assert_false (xl_grid_selection_contains (&selection, 11, 2));
  xl_grid_selection_clear (&selection);
}

static void
test_selection_counts_rows_once (void)
{
  XlGridSelection selection;

  xl_grid_selection_init (&selection);
  xl_grid_selection_move (&selection, 10, 0, FALSE, FALSE);
  xl_grid_selection_move (&selection, 19, 0, TRUE, FALSE);       /* 10…19 */
  xl_grid_selection_move (&selection, 15, 2, FALSE, TRUE);
  xl_grid_selection_move (&selection, 24, 2, TRUE, FALSE);       /* 15…24 */
  xl_grid_selection_move (&selection, 12, 1, FALSE, TRUE);       /* inside */
  g_assert_cmpint (xl_grid_selection_n_rows (&selection), ==, 15);
  xl_grid_selection_all (&selection, MANY, 5);
  g_assert_cmpuint (selection.ranges->len, ==, 1);
  g_assert_cmpint (xl_grid_selection_n_rows (&selection), ==, MANY);
  xl_grid_selection_move (&selection, -1, 0, FALSE, FALSE);
  g_assert_cmpint (xl_grid_selection_n_rows (&selection), ==, 0);
  xl_grid_selection_clear (&selection);
}

/* --- clipboard ---------------------------------------------------------------------------------------------------- */

static GPtrArray *
make_rows (void)
{
  static const char *const first[] = { "张三", "a\tb", "say \"hi\"", NULL };
  static const char *const second[] = { "", "two\nlines", "220622195003022519", NULL };
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_ptr_array_add (rows, g_strdupv ((char **) first));
  g_ptr_array_add (rows, g_strdupv ((char **) second));
  return rows;
}

static void
test_tsv_there_and_back (void)
{
  g_autoptr(GPtrArray) rows = make_rows ();
  g_autofree char *tsv = xl_grid_to_tsv (rows);
  const char *reason;
  g_autoptr(GPtrArray) again = xl_grid_from_tsv (tsv, strlen (tsv), &reason);

  g_assert_cmpuint (again->len, ==, rows->len);
  g_strdelimit (((char **) g_ptr_array_index (rows, 0))[1], "\t", ' ');      /* no cell keeps a tab */
  for (guint i = 0; i < rows->len; i++)
    g_assert_true (g_strv_equal (g_ptr_array_index (rows, i), g_ptr_array_index (again, i)));
}

static void
test_tsv_from_others (void)
{
  static const char text[] = "a\tb\r\nc\t\r\n";
  const char *reason;
  g_autoptr(GPtrArray) rows = xl_grid_from_tsv (text, strlen (text), &reason);
  char **second;

  g_assert_cmpuint (rows->len, ==, 2);
  second = g_ptr_array_index (rows, 1);
  g_assert_cmpuint (g_strv_length (second), ==, 2);
  g_assert_cmpstr (second[1], ==, "");
}

/* A spreadsheet must not turn an identity number into 2.20622E+17. */
static void
test_html_keeps_numbers_whole (void)
{
  g_autoptr(GPtrArray) rows = make_rows ();
  g_autofree char *html = xl_grid_to_html (rows);

  g_assert_nonnull (strstr (html, "<td style=\"mso-number-format:'\\@'\">220622195003022519</td>"));
  g_assert_nonnull (strstr (html, "<td>say &quot;hi&quot;</td>"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/grid-layout/exact-far-down", test_layout_exact_far_down);
  g_test_add_func ("/ui/grid-layout/last-row", test_layout_last_row);
  g_test_add_func ("/ui/grid-layout/frozen-columns-stay", test_layout_frozen_columns_stay);
  g_test_add_func ("/ui/grid-layout/reveals-least", test_layout_reveals_least);
  for (guint i = 0; i < G_N_ELEMENTS (key_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/grid-keys/%s", key_cases[i].name);

      g_test_add_data_func (path, &key_cases[i], test_key);
    }
  g_test_add_func ("/ui/grid-selection/stretches", test_selection_stretches);
  g_test_add_func ("/ui/grid-selection/counts-rows-once", test_selection_counts_rows_once);
  g_test_add_func ("/ui/grid-clipboard/tsv-there-and-back", test_tsv_there_and_back);
  g_test_add_func ("/ui/grid-clipboard/tsv-from-others", test_tsv_from_others);
  g_test_add_func ("/ui/grid-clipboard/html-keeps-numbers-whole", test_html_keeps_numbers_whole);
  return g_test_run ();
}
