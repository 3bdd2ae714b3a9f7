#include "base/xl-error.h"
#include "exchange/xl-sheet-reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

#define SHEET_BEGIN "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
#define RELATIONS                                                                                                      \
  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\""     \
  " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
#define WORKBOOK                                                                                                       \
  "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""                                       \
  " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">%s<sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"

static char *folder;

static char *
scratch (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static char *
write_bytes (const char *name, const char *bytes, gssize length)
{
  char *path = scratch (name);

  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
  return path;
}

static void
add_part (struct archive *archive, const char *name, const char *text, gsize length)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) length);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (archive, text, length), ==, (gssize) length);
  archive_entry_free (entry);
}

/* An xlsx of one sheet with this XML; @head: inside workbook; @strings: (nullable). */
static char *
make_xlsx (const char *name, const char *head, const char *strings, const char *styles, const char *sheet, gsize length)
{
  struct archive *archive = archive_write_new ();
  g_autofree char *workbook = g_strdup_printf (WORKBOOK, head);
  char *path = scratch (name);

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);
  add_part (archive, "xl/workbook.xml", workbook, strlen (workbook));
  add_part (archive, "xl/_rels/workbook.xml.rels", RELATIONS, strlen (RELATIONS));
  if (strings != NULL)
    add_part (archive, "xl/sharedStrings.xml", strings, strlen (strings));
  if (styles != NULL)
    add_part (archive, "xl/styles.xml", styles, strlen (styles));
  add_part (archive, "xl/worksheets/sheet1.xml", sheet, length);
  archive_write_close (archive);
  archive_write_free (archive);
  return path;
}

/* All rows as "row:A=text|B=text;", or the error. */
static char *
read_all (const char *path, GError **error)
{
  g_autoptr(XlSheetReader) reader = xl_sheet_reader_open (path, NULL, error);
  g_autoptr(GError) local = NULL;
  GString *out = g_string_new (NULL);
  const XlRow *row;

  for (guint s = 0; reader != NULL && local == NULL && s < xl_sheet_reader_get_n_sheets (reader); s++)
    {
      if (!xl_sheet_reader_select (reader, s, &local))
        break;
      while ((row = xl_sheet_reader_next (reader, &local)) != NULL)
        {
          g_string_append_printf (out, "%u:", row->row);
          for (guint i = 0; i < row->n_cells; i++)
            {
              g_autofree char *text = xl_cell_dup_text (&row->cells[i]);
              g_autofree char *letters = xl_column_letters (row->cells[i].column);

              g_string_append_printf (out, "%s%s=%s", i > 0 ? "|" : "", letters, text);
            }
          g_string_append_c (out, ';');
        }
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return g_string_free (out, FALSE);
}

typedef struct { const char *name, *bytes; gssize length; const char *want; } Text;

static const Text texts[] = {
  { "plain", "姓名,电话\n张三,1\n", -1, "1:A=姓名|B=电话;2:A=张三|B=1;" },
  { "mark", "\xef\xbb\xbf姓名\n张三\n", -1, "1:A=姓名;2:A=张三;" },
  { "no-line-end", "a,b\n1,2", -1, "1:A=a|B=b;2:A=1|B=2;" },
  { "old-mac-ends", "a,b\r1,2\r", -1, "1:A=a|B=b;2:A=1|B=2;" },
  { "tabs", "a\tb\n1,5\t2\n", -1, "1:A=a|B=b;2:A=1,5|B=2;" },
  { "semicolons", "a;b\n1,5;2\n", -1, "1:A=a|B=b;2:A=1,5|B=2;" },
  { "quotes", "a,b\n\"他说\"\"好\"\"\n第二行\",\"1,2\"\n", -1, "1:A=a|B=b;2:A=他说\"好\"\n第二行|B=1,2;" },
  { "quote-inside", "a,b\n5\"管,x\n", -1, "1:A=a|B=b;2:A=5\"管|B=x;" },
  { "empty-records-count", "a,b\n\n,,\n1,2\n", -1, "1:A=a|B=b;4:A=1|B=2;" },
  { "gb18030", "\xd0\xd5\xc3\xfb\n\xc1\xba\x98\x38\xae\x36\n", -1, NULL },   /* 梁 and a four-byte character */
  { "utf16le", "\xff\xfe" "a\0,\0\x20\x5f\n\0", 10, "1:A=a|B=张;" },
  { "utf16be", "\xfe\xff" "\0a\0,\x5f\x20\0\n", 10, "1:A=a|B=张;" },
};

static void
test_text (gconstpointer data)
{
  const Text *text = data;
  g_autofree char *path = write_bytes ("text.csv", text->bytes, text->length);
  g_autoptr(GError) error = NULL;
  g_autofree char *got = read_all (path, &error);

  g_assert_no_error (error);
  if (text->want != NULL)
    g_assert_cmpstr (got, ==, text->want);
  else
    g_assert_true (g_str_has_prefix (got, "1:A=姓名;2:A=梁"));
}

typedef struct { const char *name, *bytes; gssize length; int code; const char *says; } Bad;

static const Bad bad[] = {
  { "empty", "", 0, XL_ERROR_NOT_THAT_KIND, "empty" },
  { "pdf", "%PDF-1.7\n", -1, XL_ERROR_NOT_THAT_KIND, "PDF" },
  { "binary", "\x7f" "ELF\0\1\2", 7, XL_ERROR_NOT_THAT_KIND, "not a spreadsheet" },
  { "web-page", "\n <html><table>", -1, XL_ERROR_NOT_THAT_KIND, "web page" },
  { "zip-of-nothing", "PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22, XL_ERROR_NOT_THAT_KIND, "" },
  { "cut-zip", "PK\3\4\24\0\0\0\10\0", 10, XL_ERROR_DAMAGED, "not whole" },
  { "cut-ole", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0", 12, XL_ERROR_DAMAGED, "not whole" },
  { "open-quote", "a,b\n\"never closed\n1,2\n", -1, XL_ERROR_DAMAGED, "never closed" },
  { "mixed-encodings", "姓名\n\xff\xff\n", -1, XL_ERROR_DAMAGED, "neither UTF-8 nor" },
};

static void
test_bad (gconstpointer data)
{
  const Bad *b = data;
  g_autofree char *path = write_bytes ("bad-file.xlsx", b->bytes, b->length);
  g_autoptr(GError) error = NULL;
  g_autofree char *got = read_all (path, &error);

  g_assert_error (error, XL_ERROR, b->code);
  g_assert_nonnull (strstr (error->message, "bad-file.xlsx"));
  g_assert_nonnull (strstr (error->message, b->says));
}

/* A password-protected xlsx is an OLE file whose directory names EncryptionInfo. */
static void
test_encrypted (void)
{
  guchar bytes[512 * 4] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };
  const char *name = "EncryptionInfo";
  guchar *directory = bytes + 512 * 2;
  g_autofree char *path = NULL, *got = NULL;
  g_autoptr(GError) error = NULL;

  bytes[30] = 9;              /* sectors of 512 bytes, small ones of 64 */
  bytes[32] = 6;
  bytes[44] = 1;              /* one sector of table: number 0; the directory: number 1 */
  bytes[48] = 1;
  memset (bytes + 60, 0xfe, 1);
  memset (bytes + 61, 0xff, 3);
  memset (bytes + 512, 0xff, 512);
  memcpy (bytes + 512, "\xfd\xff\xff\xff\xfe\xff\xff\xff", 8);
  for (guint i = 0; name[i] != '\0'; i++)
    directory[2 * i] = (guchar) name[i];
  directory[64] = (guchar) (2 * (strlen (name) + 1));
  directory[66] = 2;
  path = write_bytes ("secret.xlsx", (const char *) bytes, sizeof bytes);
  got = read_all (path, &error);
  g_assert_error (error, XL_ERROR, XL_ERROR_ENCRYPTED);
  g_assert_nonnull (strstr (error->message, "password"));
}

static void
test_xlsx_cells (void)
{
  static const char sheet[] = SHEET_BEGIN "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData>"
    "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" s=\"1\"><v>45356</v></c><c r=\"D2\" s=\"2\"><v>45356.35416666667</v></c></row>"
    "<row><c t=\"inlineStr\"><is><r><t>甲</t></r><r><t xml:space=\"preserve\"> 乙</t></r></is></c><c t=\"b\"><v>1</v></c>"
    "<c t=\"e\"><v>#N/A</v></c><c><f>1+1</f><v>2</v></c><c t=\"str\"><f>A1</f><v>x&amp;y</v></c></row>"
    "</sheetData><mergeCells><mergeCell ref=\"A2:B4\"/></mergeCells></worksheet>";
  g_autofree char *path = make_xlsx ("cells.xlsx", "<workbookPr/>",
    "<sst xmlns=\"x\"><si><t>张</t><rPh sb=\"0\" eb=\"1\"><t>zhang</t></rPh></si></sst>",
    "<styleSheet xmlns=\"x\"><numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot; h:mm\"/></numFmts>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>", sheet, strlen (sheet));
  g_autoptr(GError) error = NULL;
  g_autofree char *got = read_all (path, &error);
  g_autoptr(XlSheetReader) reader = xl_sheet_reader_open (path, NULL, NULL);
  const XlMergedRange *merged;
  guint n;

  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, "2:A=张|C=2024-03-05|D=2024-03-05 08:30;3:A=甲 乙|B=TRUE|C=#N/A|D=2|E=x&y;");
  g_assert_true (xl_sheet_reader_select (reader, 0, NULL));
  while (xl_sheet_reader_next (reader, &error) != NULL)
    ;
  g_assert_true (xl_sheet_reader_is_hidden_column (reader, 3));
  g_assert_false (xl_sheet_reader_is_hidden_column (reader, 4));
  merged = xl_sheet_reader_get_merged (reader, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (merged[0].last_row, ==, 4);
  g_assert_cmpuint (merged[0].last_column, ==, 2);
}

static void
test_1904 (void)
{
  static const char sheet[] = SHEET_BEGIN "<sheetData><row r=\"1\"><c r=\"A1\" s=\"0\"><v>43894</v></c></row></sheetData></worksheet>";
  g_autofree char *path = make_xlsx ("mac.xlsx", "<workbookPr date1904=\"1\"/>", NULL,
                                     "<styleSheet xmlns=\"x\"><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>", sheet, strlen (sheet));
  g_autofree char *got = read_all (path, NULL);

  g_assert_cmpstr (got, ==, "1:A=2024-03-05;");
}

static void
expect_refusal (const char *path, int code, const char *says)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *got = read_all (path, &error);
  g_autofree char *name = g_path_get_basename (path);

  g_assert_error (error, XL_ERROR, code);
  g_assert_nonnull (strstr (error->message, name));
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_ten_million_cells (void)
{
  g_autoptr(GString) sheet = g_string_new (SHEET_BEGIN "<sheetData>");
  g_autofree char *path = NULL;

  for (guint row = 0; row < 10000; row++)
    {
      g_string_append (sheet, "<row>");
      for (guint i = 0; i < 100; i++)
        g_string_append (sheet, "<c/><c/><c/><c/><c/><c/><c/><c/><c/><c/>");
      g_string_append (sheet, "</row>");
    }
  g_string_append (sheet, "</sheetData></worksheet>");
  path = make_xlsx ("large.xlsx", "", NULL, NULL, sheet->str, sheet->len);
  expect_refusal (path, XL_ERROR_TOO_LARGE, "8000000 cells");
}

static void
test_bomb (void)
{
  g_autofree char *spaces = g_strnfill (80 * 1024 * 1024, ' ');
  g_autofree char *path = NULL;

  memcpy (spaces, SHEET_BEGIN, strlen (SHEET_BEGIN));
  path = make_xlsx ("bomb.xlsx", "", NULL, NULL, spaces, strlen (spaces));
  expect_refusal (path, XL_ERROR_TOO_LARGE, "unpacks");
}

static void
test_entities (void)
{
  static const char sheet[] = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>" SHEET_BEGIN
    "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></worksheet>";
  g_autofree char *path = make_xlsx ("entities.xlsx", "", NULL, NULL, sheet, strlen (sheet));

  expect_refusal (path, XL_ERROR_DAMAGED, "DOCTYPE");
}

static void
test_damaged_sheet (void)
{
  static const char *const sheets[] = {
    SHEET_BEGIN "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
    SHEET_BEGIN "<sheetData><row r=\"5\"><c r=\"A5\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row></sheetData></worksheet>",
    SHEET_BEGIN "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row></sheetData></worksheet>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autofree char *path = make_xlsx ("damaged.xlsx", "", NULL, NULL, sheets[i], strlen (sheets[i]));

      expect_refusal (path, XL_ERROR_DAMAGED, "");
    }
}

/* Another program goes on writing while we read. */
static void
test_being_written (void)
{
  g_autofree char *path = write_bytes ("growing.csv", "a,b\n1,2\n", -1);
  g_autoptr(XlSheetReader) reader = xl_sheet_reader_open (path, NULL, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (xl_sheet_reader_select (reader, 0, NULL));
  g_assert_nonnull (xl_sheet_reader_next (reader, NULL));
  g_free (write_bytes ("growing.csv", "a,b\n1,2\n3,4\n", -1));
  while (xl_sheet_reader_next (reader, &error) != NULL)
    ;
  g_assert_error (error, XL_ERROR, XL_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "still writing"));
}

/* Formats and sheets of the samples, and what openpyxl and xlrd count in them. */
static void
test_samples (void)
{
  static const struct { const char *name; XlSheetFormat format; guint sheets, hidden; } files[] = {
    { "01_农户信息台账_全镇.xlsx", XL_SHEET_XLSX, 5, 1 }, { "02_居民花名册_小西头村.xlsx", XL_SHEET_XLSX, 3, 1 },
    { "02_居民花名册_黄酒馆村（一至三组）.xls", XL_SHEET_XLS, 3, 1 }, { "02_居民花名册_黄酒馆村（四至六组）.csv", XL_SHEET_CSV, 1, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "samples", "township", files[i].name, NULL);
      g_autoptr(XlSheetReader) reader = xl_sheet_reader_open (path, NULL, NULL);
      guint hidden = 0;

      g_assert_nonnull (reader);
      g_assert_cmpint (xl_sheet_reader_get_format (reader), ==, files[i].format);
      g_assert_cmpuint (xl_sheet_reader_get_n_sheets (reader), ==, files[i].sheets);
      for (guint s = 0; s < files[i].sheets; s++)
        hidden += xl_sheet_reader_get_sheet (reader, s)->hidden;
      g_assert_cmpuint (hidden, ==, files[i].hidden);
    }
}

/* Bytes changed, cut, doubled: an answer or an error, never a crash.  The seed is fixed, so a find can be repeated. */
static void
test_fuzz (gconstpointer data)
{
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "samples", "township", (const char *) data, NULL);
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261121);
  g_autofree char *bytes = NULL;
  gsize length;
  guint rounds = g_test_slow () ? 2000 : 120;

  g_assert_true (g_file_get_contents (source, &bytes, &length, NULL));
  for (guint i = 0; i < rounds; i++)
    {
      g_autofree char *copy = g_memdup2 (bytes, length);
      gsize n = g_rand_int_range (rand, 0, 8) == 0 ? (gsize) g_rand_int_range (rand, 1, (gint32) length) : length;
      g_autofree char *path = NULL, *got = NULL;
      g_autoptr(GError) error = NULL;

      for (int k = g_rand_int_range (rand, 1, 12); k > 0; k--)
        {
          /* half of the changes fall into the head, where lengths and offsets stand */
          gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) (k % 2 ? MIN (n, 4096) : n));

          copy[at] = (char) g_rand_int_range (rand, 0, 256);
        }
      path = write_bytes ("fuzz", copy, (gssize) n);
      got = read_all (path, &error);
      g_assert_true (error == NULL || error->domain == XL_ERROR);
    }
}

int
main (int argc, char **argv)
{
  static const char *const fuzzed[] = { "02_居民花名册_小西头村.xlsx", "02_居民花名册_黄酒馆村（一至三组）.xls",
                                        "02_居民花名册_黄酒馆村（四至六组）.csv", "08_高龄独居老人走访记录.xlsx" };

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("xl-reader-XXXXXX", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strconcat ("/paper/sheet-reader/csv/", texts[i].name, NULL);

      g_test_add_data_func (path, &texts[i], test_text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_strconcat ("/paper/sheet-reader/refused/", bad[i].name, NULL);

      g_test_add_data_func (path, &bad[i], test_bad);
    }
  g_test_add_func ("/paper/sheet-reader/refused/password", test_encrypted);
  g_test_add_func ("/paper/sheet-reader/refused/ten-million-cells", test_ten_million_cells);
  g_test_add_func ("/paper/sheet-reader/refused/bomb", test_bomb);
  g_test_add_func ("/paper/sheet-reader/refused/entities", test_entities);
  g_test_add_func ("/paper/sheet-reader/refused/damaged-sheet", test_damaged_sheet);
  g_test_add_func ("/paper/sheet-reader/refused/being-written", test_being_written);
  g_test_add_func ("/paper/sheet-reader/xlsx-cells", test_xlsx_cells);
  g_test_add_func ("/paper/sheet-reader/xlsx-1904", test_1904);
  g_test_add_func ("/paper/sheet-reader/samples", test_samples);
  for (guint i = 0; i < G_N_ELEMENTS (fuzzed); i++)
    {
      g_autofree char *path = g_strdup_printf ("/paper/sheet-reader/fuzz/%u", i);

      g_test_add_data_func (path, fuzzed[i], test_fuzz);
    }
  return g_test_run ();
}
