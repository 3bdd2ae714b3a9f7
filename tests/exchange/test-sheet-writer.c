#include "base/xl-error.h"
#include "exchange/xl-sheet-reader.h"
#include "exchange/xl-sheet-writer.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const sexes[] = { "男", "女", NULL };
static const XlSheetColumn columns[] = {
  { "姓名", XL_COLUMN_TEXT, 0, NULL },
  { "身份证号", XL_COLUMN_TEXT, 20, NULL },
  { "性别", XL_COLUMN_TEXT, 0, sexes },
  { "出生日期", XL_COLUMN_DATE, 0, NULL },
  { "承包地（亩）", XL_COLUMN_DECIMAL, 0, NULL },
};
/* Rare characters, separators, quotes and line ends on purpose. */
static const char *const rows[][5] = {
  { "司徒㛃", "22062219731130307X", "女", "1973-11-30", "12.5" },
  { "梁𬭎", "220622194803058346", "男", "1948-03-05", NULL },
  { "他说：\"好, 行\"\n第二行", "000123", NULL, "不详", "约 3" },
  { "=HYPERLINK(\"http://x\",\"点我\")", "+86-139-0000", "@SUM(1)", "-", "-3.5" },
  { "'=1+1", "''-2+3", "=", "'", "-2+3+cmd|' /C calc'!A0" },
  { "＝1+1", "－减", "'引号'", "😀👨‍👩‍👧", "-1" },
};

static gboolean
write_rows (const char *path, XlWriteFormat format, const char *title, GError **error)
{
  g_autoptr(XlSheetWriter) writer = xl_sheet_writer_new (path, format, "名册", title, columns, G_N_ELEMENTS (columns), error);

  for (guint i = 0; writer != NULL && i < G_N_ELEMENTS (rows); i++)
    if (!xl_sheet_writer_add (writer, rows[i], error))
      return FALSE;
  return writer != NULL && xl_sheet_writer_close (writer, error);
}

static char *
scratch (const char *name)
{
  static char *folder;

  if (folder == NULL)
    folder = g_dir_make_tmp ("xl-writer-XXXXXX", NULL);
  return g_build_filename (folder, name, NULL);
}

static void
check_row (const XlRow *row, const char *const *values)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *text = xl_cell_dup_text (xl_row_cell (row, i + 1));

      g_assert_cmpstr (text, ==, values[i] != NULL ? values[i] : "");
    }
}

typedef struct { const char *name; XlWriteFormat format; const char *title; } Round;

static const Round rounds[] = {
  { "a.xlsx", XL_WRITE_XLSX, NULL }, { "titled.xlsx", XL_WRITE_XLSX, "居民名册" }, { "b.ods", XL_WRITE_ODS, "居民名册" },
  { "c.csv", XL_WRITE_CSV, NULL }, { "d.csv", XL_WRITE_CSV_GB18030, NULL },
};

static void
test_round (gconstpointer data)
{
  const Round *round = data;
  g_autofree char *path = scratch (round->name);
  g_autoptr(XlSheetReader) reader = NULL;
  g_autoptr(GError) error = NULL;
  const XlRow *row = NULL;
  guint first = round->title != NULL ? 3 : 2;

  g_assert_true (write_rows (path, round->format, round->title, &error));
  g_assert_no_error (error);
  reader = xl_sheet_reader_open (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (xl_sheet_reader_select (reader, 0, &error));
  while ((row = xl_sheet_reader_next (reader, &error)) != NULL)
    if (row->row >= first)
      {
        g_assert_cmpuint (row->row - first, <, G_N_ELEMENTS (rows));
        check_row (row, rows[row->row - first]);
        if (round->format == XL_WRITE_XLSX || round->format == XL_WRITE_ODS)
          g_assert_cmpint (xl_row_cell (row, 2)->type, ==, XL_CELL_TEXT);
        if (row->row == first && round->format != XL_WRITE_CSV && round->format != XL_WRITE_CSV_GB18030)
          {
            g_assert_cmpint (xl_row_cell (row, 4)->type, ==, XL_CELL_DATE);
            g_assert_cmpint (xl_row_cell (row, 5)->type, ==, XL_CELL_NUMBER);
          }
      }
  g_assert_no_error (error);
  if (round->format == XL_WRITE_CSV_GB18030)
    g_assert_cmpstr (xl_sheet_reader_get_encoding (reader), ==, "GB18030");
  g_unlink (path);
}

static void
test_utf8_mark (void)
{
  g_autofree char *path = scratch ("mark.csv");
  g_autofree char *text = NULL;

  g_assert_true (write_rows (path, XL_WRITE_CSV, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbf姓名"));
  g_unlink (path);
}

/* A csv has no cells of text: what a spreadsheet would reckon with has an apostrophe before it, as one would type it. */
static void
test_formulas_are_texts (void)
{
  g_autofree char *path = scratch ("formula.csv");
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  g_assert_true (write_rows (path, XL_WRITE_CSV, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpstr (lines[4], ==, "\"'=HYPERLINK(\"\"http://x\"\",\"\"点我\"\")\",'+86-139-0000,'@SUM(1),-,-3.5");
  g_assert_cmpstr (lines[5], ==, "''=1+1,'''-2+3,=,','-2+3+cmd|' /C calc'!A0");
  g_assert_cmpstr (lines[6], ==, "'＝1+1,'－减,'引号',😀👨‍👩‍👧,-1");
  g_unlink (path);
}

/* GBK lacks 㛃 and 𬭎: both are named, and no file is left. */
static void
test_gbk_refuses (void)
{
  g_autofree char *path = scratch ("gbk.csv");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = NULL;

  g_assert_false (write_rows (path, XL_WRITE_CSV_GBK, NULL, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_UNKNOWN);
  g_assert_nonnull (strstr (error->message, "㛃𬭎"));
  g_assert_nonnull (strstr (error->message, "gbk.csv"));
  dir = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
}

static void
test_bad_places (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (write_rows ("/proc/no-such-folder/a.xlsx", XL_WRITE_XLSX, NULL, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "/proc/no-such-folder/a.xlsx"));
  g_clear_error (&error);
  g_assert_cmpint (xl_write_format_for_path ("a.doc", &error), ==, -1);
  g_assert_error (error, XL_ERROR, XL_ERROR_UNKNOWN);
}

/* What was there stays when the writing is given up. */
static void
test_given_up (void)
{
  g_autofree char *path = scratch ("kept.csv");
  g_autofree char *text = NULL;
  XlSheetWriter *writer;

  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  writer = xl_sheet_writer_new (path, XL_WRITE_XLSX, "名册", NULL, columns, G_N_ELEMENTS (columns), NULL);
  g_assert_true (xl_sheet_writer_add (writer, rows[0], NULL));
  xl_sheet_writer_free (writer);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "before");
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rounds); i++)
    {
      g_autofree char *path = g_strconcat ("/paper/sheet-writer/reads-back/", rounds[i].name, NULL);

      g_test_add_data_func (path, &rounds[i], test_round);
    }
  g_test_add_func ("/exchange/sheet-writer/formulas-are-texts", test_formulas_are_texts);
  g_test_add_func ("/paper/sheet-writer/csv-has-its-mark", test_utf8_mark);
  g_test_add_func ("/paper/sheet-writer/given-up-leaves-what-was", test_given_up);
  g_test_add_func ("/paper/sheet-writer/gbk-refuses-and-lists", test_gbk_refuses);
  g_test_add_func ("/paper/sheet-writer/bad-places-are-said", test_bad_places);
  return g_test_run ();
}
