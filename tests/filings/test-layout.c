#include "filings/xl-layout.h"

#include <string.h>

/* Every character is as wide as it is high, Latin letters and digits half of that. */
static double
measure (gpointer data, XlRole role, gunichar ch)
{
  return ch < 0x80 ? 0.5 : 1;
}

static char *
broken (const char *text, double width, double indent)
{
  g_autoptr(GArray) lines = xl_layout_break (text, 1, width, indent, XL_ROLE_BODY, measure, NULL);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const XlLine *line = &g_array_index (lines, XlLine, i);

      g_string_append_printf (out, "%s%.*s", i > 0 ? "|" : "", (int) line->length, text + line->start);
    }
  return g_string_free (out, FALSE);
}

typedef struct { const char *name, *text; double width, indent; const char *lines; } Case;

static const Case cases[] = {
  { "fills-the-line", "一二三四五六七八", 4, 0, "一二三四|五六七八" },
  { "first-line-is-indented", "一二三四五六", 4, 2, "一二|三四五六" },
  { "no-mark-begins-a-line", "一二三四，五六", 4, 0, "一二三|四，五六" },
  { "several-marks-stay-together", "一二三四》。五六", 4, 0, "一二三|四》。五|六" },
  { "no-opening-mark-ends-a-line", "一二三（四五）", 4, 0, "一二三|（四五）" },
  { "numbers-are-whole", "共计1234567元", 4, 0, "共计|1234567|元" },
  { "decimals-are-whole", "比率为93.5%。", 4, 0, "比率为|93.5%。" },
  { "a-number-keeps-its-counter", "全村共有31人参加", 5, 0, "全村共有|31人参加" },
  { "dashes-stay-together", "一二三——四", 4, 0, "一二三|——四" },
  { "too-wide-a-word-is-cut", "abcdefghij", 3, 0, "abcdef|ghij" },
  { "words-break-at-spaces", "ab cd ef", 2.5, 0, "ab cd|ef" },
  { "a-line-end-ends-a-line", "一\n二三", 4, 0, "一|二三" },
  { "nothing-is-one-line", "", 4, 0, "" },
};

static void
test_break (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *lines = broken (c->text, c->width, c->indent);

  g_assert_cmpstr (lines, ==, c->lines);
}

static void
test_grid (void)
{
  /* GB/T 9704-2012 §5.2.3: 22 lines of 28 characters fill the block. */
  g_assert_cmpfloat_with_epsilon (XL_CHARACTER * 28, 156 * 72 / 25.4, 0.001);
  g_assert_cmpfloat_with_epsilon (XL_LINE_TOP (21) - XL_CHARACTER, XL_BLOCK_BOTTOM, 0.5);
  g_assert_cmpfloat_with_epsilon (XL_LINE_PITCH, 29.61, 0.01);
}

static void
test_title_keeps_words (void)
{
  const char *text = "关于2026年6月特殊困难老年人探访关爱情况的报告";
  g_autoptr(GArray) lines = xl_layout_title (text, 1, 18, XL_ROLE_TITLE, measure, NULL);
  const XlLine *first = &g_array_index (lines, XlLine, 0), *second = &g_array_index (lines, XlLine, 1);

  g_assert_cmpuint (lines->len, ==, 2);
  g_assert_cmpuint (first->length + second->length, ==, strlen (text));
  g_assert_cmpfloat (first->width, <=, 18);
  g_assert_cmpfloat (second->width, <=, 18);
  g_assert_cmpfloat (first->width, !=, second->width);
  g_assert_false (g_str_has_prefix (text + second->start, "的"));
}

static void
test_short_title_is_one_line (void)
{
  g_autoptr(GArray) lines = xl_layout_title ("情况说明", 1, 18, XL_ROLE_TITLE, measure, NULL);

  g_assert_cmpuint (lines->len, ==, 1);
}

static void
test_title_without_end (void)
{
  g_autofree char *text = g_strnfill (300, 'x');
  g_autoptr(GArray) lines = xl_layout_title (text, 1, 18, XL_ROLE_TITLE, measure, NULL);
  guint length = 0;

  for (guint i = 0; i < lines->len; i++)
    length += g_array_index (lines, XlLine, i).length;
  g_assert_cmpuint (length, ==, 300);
}

static void
test_narrow_columns_get_what_they_like (void)
{
  const double natural[] = { 20, 30, 500, 400 }, least[] = { 10, 10, 10, 10 };
  double widths[4];

  g_assert_true (xl_layout_columns (4, natural, least, 400, widths));
  g_assert_cmpfloat_with_epsilon (widths[0], 20, 0.1);
  g_assert_cmpfloat_with_epsilon (widths[1], 30, 0.1);
  g_assert_cmpfloat_with_epsilon (widths[2], 175, 0.1);
  g_assert_cmpfloat_with_epsilon (widths[0] + widths[1] + widths[2] + widths[3], 400, 0.001);
}

static void
test_room_left_is_spread (void)
{
  const double natural[] = { 20, 60 }, least[] = { 10, 10 };
  double widths[2];

  g_assert_true (xl_layout_columns (2, natural, least, 160, widths));
  g_assert_cmpfloat_with_epsilon (widths[0], 40, 0.1);
  g_assert_cmpfloat_with_epsilon (widths[1], 120, 0.1);
}

static void
test_too_many_columns_shrink (void)
{
  const double natural[] = { 200, 300 }, least[] = { 150, 150 };
  double widths[2];

  g_assert_false (xl_layout_columns (2, natural, least, 100, widths));
  g_assert_cmpfloat_with_epsilon (widths[0] + widths[1], 100, 0.001);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/filings/layout/break/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_break);
    }
  g_test_add_func ("/filings/layout/grid-is-the-standards", test_grid);
  g_test_add_func ("/filings/layout/title/words-are-whole", test_title_keeps_words);
  g_test_add_func ("/filings/layout/title/short-is-one-line", test_short_title_is_one_line);
  g_test_add_func ("/filings/layout/title/endless-word", test_title_without_end);
  g_test_add_func ("/filings/layout/columns/narrow-ones-first", test_narrow_columns_get_what_they_like);
  g_test_add_func ("/filings/layout/columns/room-left-is-spread", test_room_left_is_spread);
  g_test_add_func ("/filings/layout/columns/too-many-shrink", test_too_many_columns_shrink);
  return g_test_run ();
}
