/* What other programs put on the clipboard, what typed values become, and where a pasted block goes. */
#include "ui/xl-grid-clipboard.h"
#include "ui/xl-grid-paste-plan.h"
#include "ui/xl-grid-value.h"

#include <stdlib.h>
#include <string.h>

/* --- files -------------------------------------------------------------------------------------------------------- */

static char *
load (const char *name, gsize *len)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "ui", "clipboard", name, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, len, &error));
  return text;
}

/* NAME.html is the table that NAME.tsv writes out. */
static void
test_file (gconstpointer data)
{
  g_autofree char *html_name = g_strconcat (data, ".html", NULL);
  g_autofree char *tsv_name = g_strconcat (data, ".tsv", NULL);
  gsize html_len, tsv_len;
  g_autofree char *html = load (html_name, &html_len);
  g_autofree char *expected = load (tsv_name, &tsv_len);
  const char *reason;
  g_autoptr(GPtrArray) rows = xl_grid_from_html (html, html_len, &reason);
  g_autofree char *tsv = NULL;

  g_assert_cmpstr (reason, ==, NULL);
  g_assert_nonnull (rows);
  tsv = xl_grid_to_tsv (rows);
  g_assert_cmpstr (tsv, ==, expected);
}

/* What was copied here and pasted here is the same, as text and as HTML. */
static void
test_there_and_back (void)
{
  gsize len;
  g_autofree char *text = load ("excel.tsv", &len);
  const char *reason;
  g_autoptr(GPtrArray) rows = xl_grid_from_tsv (text, len, &reason);
  g_autofree char *html = xl_grid_to_html (rows);
  g_autoptr(GPtrArray) again = xl_grid_from_html (html, strlen (html), &reason);
  g_autofree char *tsv = xl_grid_to_tsv (again);

  g_assert_cmpstr (tsv, ==, text);
}

/* --- cells -------------------------------------------------------------------------------------------------------- */

static void
test_cells (void)
{
  static const struct { const char *given, *cleaned; } cells[] = {
    { "=\"0012\"", "0012" }, { "=\"a\"\"b\"", "a\"b" }, { "'0012", "0012" }, { "’0012", "0012" }, { "'s", "'s" },
    { "\xC2\xA0" "张 三\xC2\xA0", "张 三" }, { "a\r\nb\rc", "a\nb\nc" }, { "\xE2\x80\x8B" "x\xEF\xBB\xBF", "x" },
    { "=1+1", "=1+1" }, { "　全角　", "全角" }, { "", "" }, { "\n\n", "" }, { "=\"\"", "" }, { "='", "='" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *cell = xl_grid_clean_cell (cells[i].given, strlen (cells[i].given));

      g_assert_cmpstr (cell, ==, cells[i].cleaned);
    }
}

static void
test_text_with_quotes (void)
{
  static const struct { const char *text; guint rows; const char *row, *cell; } cases[] = {
    { "a\tb\nc\td", 2, "1", "d" },
    { "\"x\ty\"\tz", 1, "0", "z" },
    { "\"say \"\"hi\"\"\"\tz", 1, "0", "z" },
    { "\"open\tz", 1, "0", "z" },                    /* a quote that is none */
    { "\"a\" b\tz", 1, "0", "z" },
    { "a\t", 1, "0", "" },
    { "\n\na", 3, "2", "a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *reason;
      g_autoptr(GPtrArray) rows = xl_grid_from_tsv (cases[i].text, strlen (cases[i].text), &reason);
      char **row;

      g_assert_cmpuint (rows->len, ==, cases[i].rows);
      row = g_ptr_array_index (rows, atoi (cases[i].row));
      g_assert_cmpstr (row[g_strv_length (row) - 1], ==, cases[i].cell);
    }
}

static void
test_encodings (void)
{
  static const char wide[] = "\xFF\xFE<\0t\0d\0>\0\x20\x5F\x3C\0/\0t\0d\0>\0";
  static const char gbk[] = "\xD5\xC5\xC8\xFD\t1";
  const char *reason;
  gsize len;
  g_autofree char *one = xl_grid_to_utf8 (wide, sizeof wide - 1, &len, &reason);
  g_autofree char *two = xl_grid_to_utf8 (gbk, sizeof gbk - 1, &len, &reason);

  g_assert_cmpstr (one, ==, "<td>张</td>");
  g_assert_cmpstr (two, ==, "张三\t1");
}

/* --- hostile ------------------------------------------------------------------------------------------------------ */

static void
assert_refused (GString *text, gboolean html)
{
  const char *reason = NULL;
  g_autoptr(GPtrArray) rows = html ? xl_grid_from_html (text->str, text->len, &reason)
                                   : xl_grid_from_tsv (text->str, text->len, &reason);

  g_assert_null (rows);
  g_assert_nonnull (reason);
  g_string_free (text, TRUE);
}

static GString *
repeated (const char *begin, const char *piece, guint n)
{
  GString *text = g_string_new (begin);

  for (guint i = 0; i < n; i++)
    g_string_append (text, piece);
  return text;
}

static void
test_too_much_is_refused (void)
{
  static const char nul[] = "a\tb\0c";
  const char *reason;

  assert_refused (repeated ("<table><tr>", "<td>x", 100000), TRUE);
  assert_refused (repeated ("", "x\t", 100000), FALSE);
  assert_refused (repeated ("", "x\n", 100001), FALSE);
  assert_refused (repeated ("<table>", "<tr><td>", 100001), TRUE);
  assert_refused (repeated ("<table><tr><td colspan=99999999>", "x", 1), TRUE);
  assert_refused (repeated ("<table>", "<tr><td colspan=1000 rowspan=99999>x", 2000), TRUE);
  assert_refused (repeated ("", "很长", 20000), FALSE);
  g_assert_null (xl_grid_from_tsv (nul, sizeof nul - 1, &reason));
  g_assert_nonnull (reason);
  g_assert_null (xl_grid_from_tsv ("\xFF\xFF\x80", 3, &reason));
  g_assert_nonnull (reason);
}

static void
test_broken_html (void)
{
  static const char *const pieces[] = { "<table",
                                        "<table><tr><td",
                                        "<table><tr><td a='",
                                        "<table><tr><td><!-- ",
                                        "</table>",
                                        "<table><tr><td>&#x;&#99999999999;&amp",
                                        "<table><style>",
                                        "<",
                                        "<!",
                                        "<table></td></tr>",
                                        "<table><table><table>" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      const char *reason;
      g_autoptr(GPtrArray) rows = xl_grid_from_html (pieces[i], strlen (pieces[i]), &reason);

      g_assert_cmpstr (reason, ==, NULL);
      g_assert_true (rows == NULL || rows->len == 1);
    }
}

static void
test_ten_megabytes (void)
{
  GString *text = repeated ("<table>", "<tr><td style='mso-x:1'>一<br>二</td><td sdval=\"12\">12</td></tr>", 99999);
  const char *reason;
  g_autoptr(GPtrArray) rows = xl_grid_from_html (text->str, text->len, &reason);

  g_assert_cmpuint (rows->len, ==, 99999);
  g_string_free (text, TRUE);
}

/* Whatever the bytes: a block inside the limits or a reason, and nothing is read beyond the end. */
static void
test_any_bytes (void)
{
  static const char *const words[] = { "<table>",
                                       "</table>",
                                       "<tr>",
                                       "<td>",
                                       "</td>",
                                       "<td colspan=3 rowspan=2>",
                                       "<br>",
                                       "&amp;",
                                       "&#x4E00;",
                                       "\t",
                                       "\n",
                                       "\"",
                                       "\"\"",
                                       "张",
                                       "<!--",
                                       "-->",
                                       "<style>",
                                       "</style>",
                                       "sdval=\"1E17\"",
                                       "<td x:num='1",
                                       "=\"",
                                       "'",
                                       "\xFF",
                                       "\xC2",
                                       "x",
                                       " ",
                                       ">",
                                       "<" };
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261122);

  for (int round = 0; round < 4000; round++)
    {
      g_autoptr(GString) text = g_string_new (round % 2 == 0 ? "<table><tr>" : NULL);
      int n = g_rand_int_range (rand, 0, 60);

      for (int i = 0; i < n; i++)
        g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      for (int html = 0; html < 2; html++)
        {
          g_autofree char *exact = g_memdup2 (text->str, text->len > 0 ? text->len : 1);
          const char *reason = NULL;
          g_autoptr(GPtrArray) rows = html ? xl_grid_from_html (exact, text->len, &reason)
                                           : xl_grid_from_tsv (exact, text->len, &reason);

          g_assert_true (rows == NULL || xl_grid_block_width (rows) <= XL_GRID_PASTE_COLUMNS);
          g_assert_true (rows == NULL || reason == NULL);
        }
    }
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static const XlChoice kinds[] = { { "1", "独居" }, { "2", "空巢" }, { "3", "独生子女家庭" }, { "21", "计划生育" }, { NULL, NULL } };

typedef struct {
  XlGridEditor editor;
  const char  *typed, *text, *key;      /* @text NULL: refused */
} ValueCase;

static const ValueCase values[] = {
  { XL_GRID_EDIT_TEXT, " 张三 ", "张三", NULL },
  { XL_GRID_EDIT_TEXT, "2.20622E+17", NULL, NULL },
  { XL_GRID_EDIT_TEXT, "1.3812345678E+10", "13812345678", NULL },
  { XL_GRID_EDIT_TEXT, "3E2", "3E2", NULL },
  { XL_GRID_EDIT_NUMBER, "１２．５", "12.5", NULL },
  { XL_GRID_EDIT_NUMBER, "1,234.50", "1,234.50", NULL },
  { XL_GRID_EDIT_DATE, "3.5", "2026-03-05", NULL },
  { XL_GRID_EDIT_DATE, "6月3日", "2026-06-03", NULL },
  { XL_GRID_EDIT_DATE, "2024/2/29", "2024-02-29", NULL },
  { XL_GRID_EDIT_DATE, "45351", "2024-02-29", NULL },
  { XL_GRID_EDIT_DATE, "2023-02-29", NULL, NULL },
  { XL_GRID_EDIT_DATE, "2024-02", NULL, NULL },
  { XL_GRID_EDIT_DATE, "无", "", NULL },
  { XL_GRID_EDIT_DATE, "明天", NULL, NULL },
  { XL_GRID_EDIT_MONTH, "2024年2月", "2024-02", NULL },
  { XL_GRID_EDIT_YES_NO, "√", "Yes", "1" },
  { XL_GRID_EDIT_YES_NO, "否", "No", "0" },
  { XL_GRID_EDIT_YES_NO, "也许", NULL, NULL },
  { XL_GRID_EDIT_YES_NO, "", "", NULL },
  { XL_GRID_EDIT_CODE, "空巢", "空巢", "2" },
  { XL_GRID_EDIT_CODE, "21", "计划生育", "21" },
  { XL_GRID_EDIT_CODE, "别的", "别的", NULL },
  { XL_GRID_EDIT_CODES, "独居, 21", "独居、计划生育", "1 21" },
};

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_auto(XlGridValue) value = { NULL, NULL };
      const char *reason = xl_grid_value_read (values[i].editor, kinds, values[i].typed, "2026-11-22", &value);

      g_test_message ("%s → %s (%s)", values[i].typed, value.text, reason);
      g_assert_cmpint (reason == NULL, ==, values[i].text != NULL);
      if (reason != NULL)
        continue;
      g_assert_cmpstr (value.text, ==, values[i].text);
      g_assert_cmpstr (value.key, ==, values[i].key);
    }
}

static void
test_choices_by_word_code_and_initials (void)
{
  static const struct { const char *typed; int first; guint n; } cases[] = {
    { "", 0, 4 }, { "独", 0, 2 }, { "ds", 2, 1 }, { "dusheng", 2, 1 }, { "2", 1, 2 }, { "生育", 3, 1 }, { "没有", -1, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GArray) found = xl_grid_choices_match (kinds, cases[i].typed);

      g_assert_cmpuint (found->len, ==, cases[i].n);
      if (found->len > 0)
        g_assert_cmpint (g_array_index (found, int, 0), ==, cases[i].first);
    }
}

/* --- where a block goes ------------------------------------------------------------------------------------------- */

typedef struct {
  GPtrArray        *columns;
  XlGridPasteTarget target;
} Place;

static void
set_up (Place *p, gconstpointer data)
{
  p->columns = g_ptr_array_new_with_free_func (g_object_unref);
  for (int c = 0; c < 5; c++)
    {
      XlGridColumn *column = xl_grid_column_new (c, "id", c == 3 ? "年龄" : "列", 7, XL_GRID_TEXT,
                                                 c == 3 ? 0 : XL_GRID_EDITABLE);

      xl_grid_column_set_editor (column, c == 1 ? XL_GRID_EDIT_DATE : XL_GRID_EDIT_TEXT);
      g_ptr_array_add (p->columns, column);
    }
  p->target = (XlGridPasteTarget) { .columns = p->columns, .n_rows = 10, .today = "2026-11-22" };
}

static void
tear_down (Place *p, gconstpointer data)
{
  g_ptr_array_unref (p->columns);
}

static XlGridPastePlan *
plan (Place *p, const char *text, gint64 row0, int col0, gint64 row1, int col1)
{
  const char *reason;
  g_autoptr(GPtrArray) block = xl_grid_from_tsv (text, strlen (text), &reason);

  p->target.row0 = row0;
  p->target.row1 = row1;
  p->target.col0 = col0;
  p->target.col1 = col1;
  return xl_grid_paste_plan (&p->target, block);
}

static void
test_one_cell_fills_the_selection (Place *p, gconstpointer data)
{
  g_autoptr(XlGridPastePlan) done = plan (p, "x", 2, 0, 4, 0);

  g_assert_cmpuint (xl_grid_batch_get_n (done->batch), ==, 3);
  g_assert_cmpint (done->row1, ==, 4);
}

static void
test_block_repeats (Place *p, gconstpointer data)
{
  g_autoptr(XlGridPastePlan) done = plan (p, "a\nb", 2, 0, 5, 0);

  g_assert_cmpuint (xl_grid_batch_get_n (done->batch), ==, 4);
  g_assert_cmpstr (xl_grid_batch_get (done->batch, 3)->text, ==, "b");
  g_assert_cmpint (xl_grid_batch_get (done->batch, 3)->row, ==, 5);
}

static void
test_block_is_as_large_as_it_is (Place *p, gconstpointer data)
{
  g_autoptr(XlGridPastePlan) done = plan (p, "a\t2024-1-2\nb\t3.5", 2, 0, 4, 0);

  g_assert_cmpint (done->row1, ==, 3);
  g_assert_cmpint (done->col1, ==, 1);
  g_assert_cmpstr (xl_grid_batch_get (done->batch, 3)->text, ==, "2026-03-05");
}

static void
test_too_wide_is_refused (Place *p, gconstpointer data)
{
  g_autoptr(XlGridPastePlan) done = plan (p, "a\tb\tc", 2, 4, 2, 4);

  g_assert_nonnull (strstr (done->refusal, "3 columns"));
  g_assert_null (done->batch);
}

static void
test_too_long_is_refused_or_appends (Place *p, gconstpointer data)
{
  g_autoptr(XlGridPastePlan) refused = plan (p, "a\nb\nc", 9, 0, 9, 0);
  g_autoptr(XlGridPastePlan) done = NULL;

  g_assert_nonnull (strstr (refused->refusal, "2 rows"));
  p->target.can_append = TRUE;
  done = plan (p, "a\nb\n\n", 9, 0, 9, 0);
  g_assert_null (done->refusal);
  g_assert_cmpint (done->n_new, ==, 1);                  /* an empty row makes no record */
  g_assert_cmpint (xl_grid_batch_get (done->batch, 1)->row, ==, 10);
}

static void
test_locked_columns_are_named (Place *p, gconstpointer data)
{
  g_autoptr(XlGridPastePlan) refused = plan (p, "a\t70\tc", 2, 2, 2, 2);
  g_autoptr(XlGridPastePlan) done = NULL;

  g_assert_nonnull (strstr (refused->refusal, "年龄"));
  g_assert_true (refused->locked);
  p->target.leave_locked = TRUE;
  done = plan (p, "a\t70\tc", 2, 2, 2, 2);
  g_assert_null (done->refusal);
  g_assert_cmpuint (xl_grid_batch_get_n (done->batch), ==, 2);
  g_assert_cmpint (xl_grid_batch_get (done->batch, 1)->column, ==, 4);
}

static void
test_bad_cells_leave_their_row_out (Place *p, gconstpointer data)
{
  g_autoptr(XlGridPastePlan) done = plan (p, "a\t2026-2-30\nb\t2026-2-3", 2, 0, 2, 0);
  const XlGridRefusal *refusal = g_ptr_array_index (done->refusals, 0);

  g_assert_cmpuint (done->refusals->len, ==, 1);
  g_assert_cmpint (refusal->row, ==, 2);
  g_assert_cmpint (refusal->column, ==, 1);
  g_assert_nonnull (strstr (refusal->reason, "2026-2-30"));
  g_assert_cmpuint (xl_grid_batch_get_n (done->batch), ==, 2);
  g_assert_cmpint (xl_grid_batch_get (done->batch, 0)->row, ==, 3);
}

/* What looks like a formula is pasted as what it says. */
static void
test_formulas_stay_text (void)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autofree char *html = NULL;

  g_ptr_array_add (rows, g_strsplit ("=1+1|@x|-2+3|-5|-|张三", "|", -1));
  html = xl_grid_to_html (rows);
#define TEXT "<td style=\"mso-number-format:'\\@'\">"
  g_assert_nonnull (strstr (html, "<tr>" TEXT "=1+1</td>" TEXT "@x</td>" TEXT "-2+3</td><td>-5</td><td>-</td><td>张三</td></tr>"));
}

int
main (int argc, char **argv)
{
  static const char *const files[] = { "excel", "wps", "web", "libreoffice" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/grid-clipboard/from-", files[i], NULL);

      g_test_add_data_func (path, files[i], test_file);
    }
  g_test_add_func ("/ui/grid-clipboard/there-and-back", test_there_and_back);
  g_test_add_func ("/ui/grid-clipboard/cells", test_cells);
  g_test_add_func ("/ui/grid-clipboard/formulas-stay-text", test_formulas_stay_text);
  g_test_add_func ("/ui/grid-clipboard/text-with-quotes", test_text_with_quotes);
  g_test_add_func ("/ui/grid-clipboard/encodings", test_encodings);
  g_test_add_func ("/ui/grid-clipboard/too-much-is-refused", test_too_much_is_refused);
  g_test_add_func ("/ui/grid-clipboard/broken-html", test_broken_html);
  g_test_add_func ("/ui/grid-clipboard/ten-megabytes", test_ten_megabytes);
  g_test_add_func ("/ui/grid-clipboard/any-bytes", test_any_bytes);
  g_test_add_func ("/ui/grid-value/by-kind", test_values);
  g_test_add_func ("/ui/grid-value/choices", test_choices_by_word_code_and_initials);
#define ADD(path, func) g_test_add ("/ui/grid-paste/" path, Place, NULL, set_up, func, tear_down)
  ADD ("one-cell-fills-the-selection", test_one_cell_fills_the_selection);
  ADD ("block-repeats", test_block_repeats);
  ADD ("block-is-as-large-as-it-is", test_block_is_as_large_as_it_is);
  ADD ("too-wide-is-refused", test_too_wide_is_refused);
  ADD ("too-long-is-refused-or-appends", test_too_long_is_refused_or_appends);
  ADD ("locked-columns-are-named", test_locked_columns_are_named);
  ADD ("bad-cells-leave-their-row-out", test_bad_cells_leave_their_row_out);
  return g_test_run ();
}
