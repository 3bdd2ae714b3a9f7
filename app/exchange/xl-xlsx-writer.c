#include "exchange/xl-sheet-writer-private.h"

#include "base/xl-error.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

#define MAX_ROWS 1048575   /* ECMA-376: 1,048,576 with the header */
#define LISTS "代码"       /* the hidden sheet of lists too long for a cell */

typedef struct {
  lxw_workbook  *book;       /* NULL once closed */
  lxw_worksheet *sheet, *lists;
  lxw_format    *title, *line, *header, *text, *date, *number, *decimal[5], *sum[5];
  guint          header_row;
  guint          n_rows;     /* that hold anything, title and header among them */
} Xlsx;

/* Formats --------------------------------------------------------------------------------------------------------- */

static lxw_format *
add_format (const XlSheetWriter *writer, Xlsx *x, const char *number_format, gboolean bold)
{
  lxw_format *format = workbook_add_format (x->book);

  if (number_format != NULL)
    format_set_num_format (format, number_format);
  if (bold)
    format_set_bold (format);
  if (writer->ruled)
    {
      format_set_border (format, LXW_BORDER_THIN);
      format_set_align (format, LXW_ALIGN_VERTICAL_CENTER);
    }
  return format;
}

static void
add_formats (const XlSheetWriter *writer, Xlsx *x)
{
  static const char *const decimals[] = { "0", "0.0", "#,##0.00", "0.000", "0.0000" };

  x->title = workbook_add_format (x->book);
  format_set_bold (x->title);
  format_set_align (x->title, LXW_ALIGN_CENTER);
  format_set_align (x->title, LXW_ALIGN_VERTICAL_CENTER);
  if (writer->ruled)
    format_set_font_size (x->title, 16);
  x->line = workbook_add_format (x->book);
  x->header = add_format (writer, x, NULL, TRUE);
  format_set_bottom (x->header, LXW_BORDER_THIN);
  format_set_text_wrap (x->header);
  if (writer->ruled)
    format_set_align (x->header, LXW_ALIGN_CENTER);
  x->text = add_format (writer, x, "@", FALSE);
  if (writer->ruled)
    format_set_text_wrap (x->text);
  x->date = add_format (writer, x, "yyyy-mm-dd", FALSE);
  x->number = add_format (writer, x, NULL, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (decimals); i++)
    {
      x->decimal[i] = i > 0 ? add_format (writer, x, decimals[i], FALSE) : x->number;
      x->sum[i] = add_format (writer, x, decimals[i], TRUE);
    }
}

/* Lists to choose from -------------------------------------------------------------------------------------------- */

static gsize
length_of (const char *const *choices)
{
  gsize length = 0;

  for (guint i = 0; choices[i] != NULL; i++)
    length += (gsize) g_utf8_strlen (choices[i], -1) + 1 + (strchr (choices[i], ',') != NULL ? 255 : 0);
  return length;
}

/* Cells hold a list of 255 characters at most: longer ones stand on a sheet of their own, a column each. */
static void
write_lists (XlSheetWriter *writer, Xlsx *x)
{
  guint longest = 0;

  for (guint i = 0; i < writer->n_columns; i++)
    if (writer->columns[i].choices != NULL && length_of (writer->columns[i].choices) > 255)
      longest = MAX (longest, g_strv_length ((char **) writer->columns[i].choices));
  if (longest == 0)
    return;
  x->lists = workbook_add_worksheet (x->book, LISTS);
  worksheet_hide (x->lists);
  for (guint row = 0; row < longest; row++)
    for (guint i = 0; i < writer->n_columns; i++)
      {
        const char *const *choices = writer->columns[i].choices;

        if (choices != NULL && length_of (choices) > 255 && row < g_strv_length ((char **) choices))
          worksheet_write_string (x->lists, row, (lxw_col_t) i, choices[row], x->text);
      }
}

static void
add_choices (Xlsx *x, guint column, const char *const *choices)
{
  lxw_data_validation validation = { 0 };
  g_autofree char *formula = NULL;
  gsize length = length_of (choices);

  if (length == 0)
    return;
  if (length > 255)
    {
      char letters[LXW_MAX_COL_NAME_LENGTH];

      lxw_col_to_name (letters, (lxw_col_t) column, LXW_TRUE);
      formula = g_strdup_printf ("='" LISTS "'!%s$1:%s$%u", letters, letters, g_strv_length ((char **) choices));
      validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
      validation.value_formula = formula;
    }
  else
    {
      validation.validate = LXW_VALIDATION_TYPE_LIST;
      validation.value_list = (gpointer) choices;
    }
  validation.error_type = LXW_VALIDATION_ERROR_TYPE_INFORMATION;
  worksheet_data_validation_range (x->sheet, x->header_row + 1, (lxw_col_t) column, MAX_ROWS, (lxw_col_t) column, &validation);
}

/* Head and page --------------------------------------------------------------------------------------------------- */

static void
write_line (XlSheetWriter *writer, Xlsx *x, guint row, const char *text, lxw_format *format)
{
  worksheet_merge_range (x->sheet, row, 0, row, (lxw_col_t) MAX (1, writer->n_columns - 1), text, format);
  x->n_rows++;
}

static void
write_columns (XlSheetWriter *writer, Xlsx *x)
{
  lxw_comment_options options = { .author = "", .x_scale = 1.5 };

  for (guint i = 0; i < writer->n_columns; i++)
    {
      const XlSheetColumn *column = &writer->columns[i];

      worksheet_set_column (x->sheet, (lxw_col_t) i, (lxw_col_t) i, xl_sheet_column_width (column),
                            column->type == XL_COLUMN_TEXT && !writer->ruled ? x->text : NULL);
      worksheet_write_string (x->sheet, x->header_row, (lxw_col_t) i, column->title, x->header);
      if (column->note != NULL)
        worksheet_write_comment_opt (x->sheet, x->header_row, (lxw_col_t) i, column->note, &options);
      if (column->choices != NULL)
        add_choices (x, i, column->choices);
    }
  x->n_rows++;
}

/* Printed on one page's width, with the header on every page. */
static void
set_up_page (XlSheetWriter *writer, Xlsx *x)
{
  worksheet_set_paper (x->sheet, writer->paper == XL_SHEET_A3_LANDSCAPE ? 8 : 9);
  if (writer->paper != XL_SHEET_A4)
    worksheet_set_landscape (x->sheet);
  worksheet_fit_to_pages (x->sheet, 1, 0);
  worksheet_repeat_rows (x->sheet, x->header_row, x->header_row);
  worksheet_center_horizontally (x->sheet);
  worksheet_set_margins (x->sheet, 0.6, 0.6, 0.7, 0.7);
  worksheet_set_footer (x->sheet, "&C第 &P 页 共 &N 页");
}

static void
write_head (XlSheetWriter *writer, Xlsx *x)
{
  guint row = 0;

  if (writer->title != NULL)
    {
      if (writer->ruled)
        worksheet_set_row (x->sheet, row, 30, NULL);
      write_line (writer, x, row++, writer->title, x->title);
    }
  for (guint i = 0; writer->above[i] != NULL; i++)
    write_line (writer, x, row++, writer->above[i], x->line);
  x->header_row = row;
  write_columns (writer, x);
  worksheet_freeze_panes (x->sheet, x->header_row + 1, (lxw_col_t) writer->frozen);
  set_up_page (writer, x);
  writer->row = x->header_row + 1;
}

static gboolean
begin (XlSheetWriter *writer, GError **error)
{
  lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = (char *) g_get_tmp_dir () };
  g_autofree char *name = g_utf8_substring (writer->sheet, 0, MIN (31, g_utf8_strlen (writer->sheet, -1)));
  Xlsx *x = g_new0 (Xlsx, 1);

  writer->data = x;
  x->book = workbook_new_opt (writer->temporary, &options);
  if (x->book == NULL)
    return xl_sheet_writer_fail (writer, "no workbook", error);
  g_strdelimit (name, "[]:*?/\\'", ' ');
  x->sheet = workbook_add_worksheet (x->book, name[0] != '\0' && strcmp (name, LISTS) != 0 ? name : NULL);
  if (x->sheet == NULL)
    return xl_sheet_writer_fail (writer, "its name is none for a sheet", error);
  add_formats (writer, x);
  write_lists (writer, x);
  write_head (writer, x);
  return TRUE;
}

/* Rows ------------------------------------------------------------------------------------------------------------ */

static gboolean
is_iso_day (const char *value, lxw_datetime *day)
{
  memset (day, 0, sizeof *day);
  return strlen (value) == 10 && value[4] == '-' && value[7] == '-'
         && sscanf (value, "%4d-%2d-%2d", &day->year, &day->month, &day->day) == 3 && day->year >= 1900;
}

static lxw_error
write_value (const XlSheetWriter *writer, Xlsx *x, guint row, guint i, const char *value)
{
  const XlSheetColumn *column = &writer->columns[i];
  lxw_datetime day;

  if (value == NULL || value[0] == '\0')
    return writer->ruled ? worksheet_write_blank (x->sheet, row, (lxw_col_t) i, x->text) : LXW_NO_ERROR;
  if (column->type == XL_COLUMN_DATE && is_iso_day (value, &day))
    return worksheet_write_datetime (x->sheet, row, (lxw_col_t) i, &day, x->date);
  if (column->type == XL_COLUMN_INTEGER || column->type == XL_COLUMN_DECIMAL)
    {
      g_autofree char *number = xl_sheet_writer_number (value);

      if (number != NULL)
        return worksheet_write_number (x->sheet, row, (lxw_col_t) i, g_ascii_strtod (number, NULL),
                                       x->decimal[MIN (column->places, 4)]);
    }
  return worksheet_write_string (x->sheet, row, (lxw_col_t) i, value, x->text);
}

static gboolean
add_row (XlSheetWriter *writer, const char *const *values, GError **error)
{
  Xlsx *x = writer->data;
  gboolean any = writer->ruled;

  if (writer->row > MAX_ROWS)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_TOO_LARGE, _("%s: an xlsx sheet holds no more than %d rows; save it as CSV"), writer->path, MAX_ROWS);
      return FALSE;
    }
  for (guint i = 0; i < writer->n_columns; i++)
    {
      lxw_error code = write_value (writer, x, writer->row, i, values[i]);

      if (code != LXW_NO_ERROR)
        return xl_sheet_writer_fail (writer, lxw_strerror (code), error);
      any = any || (values[i] != NULL && values[i][0] != '\0');
    }
  x->n_rows += any ? 1 : 0;
  writer->row++;
  return TRUE;
}

/* Below the rows --------------------------------------------------------------------------------------------------- */

static void
write_totals (XlSheetWriter *writer, Xlsx *x)
{
  for (guint i = 0; i < writer->n_columns; i++)
    {
      const XlSheetColumn *column = &writer->columns[i];
      g_autofree char *total = xl_sheet_writer_total (writer, i);
      g_autofree char *formula = NULL;
      char letters[LXW_MAX_COL_NAME_LENGTH];

      if (!column->total || writer->row == x->header_row + 1)
        {
          worksheet_write_string (x->sheet, writer->row, (lxw_col_t) i, total != NULL ? total : "", x->sum[0]);
          continue;
        }
      lxw_col_to_name (letters, (lxw_col_t) i, LXW_FALSE);
      formula = g_strdup_printf ("=SUM(%s%u:%s%u)", letters, x->header_row + 2, letters, writer->row);
      worksheet_write_formula_num (x->sheet, writer->row, (lxw_col_t) i, formula, x->sum[MIN (column->places, 4)],
                                   g_ascii_strtod (total, NULL));
    }
  x->n_rows++;
  writer->row++;
}

static gboolean
end (XlSheetWriter *writer, GError **error)
{
  Xlsx *x = writer->data;
  guint last = MAX (writer->row, x->header_row + 1) - 1;
  lxw_error code;

  worksheet_autofilter (x->sheet, x->header_row, 0, last, (lxw_col_t) (writer->n_columns - 1));
  if (writer->sums != NULL)
    write_totals (writer, x);
  if (writer->below != NULL)
    write_line (writer, x, writer->row++, writer->below, x->line);
  code = workbook_close (x->book);
  x->book = NULL;
  if (code != LXW_NO_ERROR)
    return xl_sheet_writer_fail (writer, lxw_strerror (code), error);
  return xl_xlsx_has_rows (writer->temporary, x->n_rows)
         || xl_sheet_writer_fail (writer, _("rows are missing in it; the disk, or the one of temporary files, is full"), error);
}

static void
free_xlsx (XlSheetWriter *writer)
{
  Xlsx *x = writer->data;

  if (x->book != NULL)
    workbook_close (x->book);   /* the library's only way to free one; the temporary file goes afterwards */
  g_free (x);
}

const XlSheetWriterClass xl_xlsx_writer_class = { begin, add_row, end, free_xlsx };
