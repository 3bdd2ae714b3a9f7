/* A ledger printed as it is shown: what is empty gives room to what is not, and a sum stays in one piece. */
#include "ledgers/xl-ledger-layout-paper.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_COLUMNS 24

/* Every third column has nothing in it; the last is of money and added up. */
static XlLayoutSheet *
make_sheet (void)
{
  XlLayoutSheet *sheet = xl_layout_sheet_new ();
  const char *keys[N_COLUMNS + 1] = { NULL };
  const char *cells[N_COLUMNS];
  XlFilingSheet *rows;

  sheet->title = g_strdup ("集体资产台账");
  sheet->paper = g_strdup ("A4-landscape");
  sheet->date = g_strdup ("2026-06-30");
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      gboolean money = i == N_COLUMNS - 1;

      xl_layout_sheet_add_column (sheet, money ? "原值" : "经营属性", money ? XL_FORM_NUMBER : XL_FORM_TEXT, money, 0);
      keys[i] = ((XlFormColumn *) g_ptr_array_index (sheet->columns, i))->key;
      cells[i] = money ? "596,200.00" : i % 3 == 1 ? "" : "村集体经营性资产";
    }
  rows = xl_filing_data_add_sheet (sheet->data, "rows", keys);
  xl_filing_sheet_add (rows, cells);
  xl_filing_sheet_add (rows, cells);
  return sheet;
}

static char *
text_of (const XlLayoutSheet *sheet)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("xl-layout-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "a.pdf", NULL);
  g_autoptr(GBytes) pdf = xl_layout_sheet_draw (sheet, NULL, &error);
  const char *args[] = { "pdftotext", "-layout", path, "-", NULL };
  char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), &error));
  g_spawn_sync (NULL, (char **) args, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  g_rmdir (folder);
  return text;
}

static void
test_a_sum_stays_whole (void)
{
  g_autoptr(XlLayoutSheet) sheet = make_sheet ();
  g_autofree char *text = text_of (sheet);

  g_assert_nonnull (strstr (text, "1,192,400.00"));
}

static void
test_empty_columns_give_room (void)
{
  g_autoptr(XlLayoutSheet) sheet = make_sheet ();
  g_autofree char *text = NULL;

  xl_layout_sheet_drop_empty (sheet);
  g_assert_cmpuint (sheet->columns->len, ==, N_COLUMNS - N_COLUMNS / 3);
  g_assert_cmpuint (sheet->widths->len, ==, sheet->columns->len);
  text = text_of (sheet);
  g_assert_nonnull (strstr (text, "1,192,400.00"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledgers/layout-paper/a-sum-stays-whole", test_a_sum_stays_whole);
  g_test_add_func ("/ledgers/layout-paper/empty-columns-give-room", test_empty_columns_give_room);
  return g_test_run ();
}
