#include "exchange/xl-sheet-writer-private.h"

#include "base/xl-error.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

#define MAX_ROWS 1048575   /* ECMA-376: 1,048,576 with the header */

typedef struct {
  lxw_workbook  *book;       /* NULL once closed */
  lxw_worksheet *sheet;
  lxw_format    *title, *header, *text, *date, *number;
  guint          header_row;
  guint          n_rows;     /* that hold anything, title and header among them */
} Xlsx;

/* Western widths of a text: what lies beyond Latin takes two. */
static guint
text_width (const char *text)
{
  guint width = 0;

  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    width += g_utf8_get_char (text) > 0x2e7f ? 2 : 1;
  return width;
}

static double
column_width (const XlSheetColumn *column)
{
  guint least = column->type == XL_COLUMN_DATE ? 11 : 6;

  return column->width > 0 ? column->width : CLAMP (text_width (column->title) + 3, least, 40);
}

static void
add_choices (Xlsx *x, guint column, const char *const *choices)
{
  lxw_data_validation validation = { 0 };
  gsize length = 0;

  for (guint i = 0; choices[i] != NULL; i++)
    length += (gsize) g_utf8_strlen (choices[i], -1) + 1;
  if (length == 0 || length > 255)   /* more than a list in a cell can hold */
    return;
  validation.validate = LXW_VALIDATION_TYPE_LIST;
  validation.value_list = (gpointer) choices;
  validation.error_type = LXW_VALIDATION_ERROR_TYPE_INFORMATION;
  worksheet_data_validation_range (x->sheet, x->header_row + 1, (lxw_col_t) column, MAX_ROWS, (lxw_col_t) column, &validation);
}

static lxw_format *
add_format (Xlsx *x, const char *number_format, gboolean bold)
{
  lxw_format *format = workbook_add_format (x->book);

  if (number_format != NULL)
    format_set_num_format (format, number_format);
  if (bold)
    format_set_bold (format);
  return format;
}

static void
write_head (XlSheetWriter *writer, Xlsx *x)
{
  if (writer->title != NULL)
    {
      worksheet_merge_range (x->sheet, 0, 0, 0, (lxw_col_t) MAX (1, writer->n_columns - 1), writer->title, x->title);
      x->header_row = 1;
    }
  for (guint i = 0; i < writer->n_columns; i++)
    {
      const XlSheetColumn *column = &writer->columns[i];

      worksheet_set_column (x->sheet, (lxw_col_t) i, (lxw_col_t) i, column_width (column),
                            column->type == XL_COLUMN_TEXT ? x->text : NULL);
      worksheet_write_string (x->sheet, x->header_row, (lxw_col_t) i, column->title, x->header);
      if (column->choices != NULL)
        add_choices (x, i, column->choices);
    }
  worksheet_freeze_panes (x->sheet, x->header_row + 1, 0);
  writer->row = x->header_row + 1;
  x->n_rows = writer->row;
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
  g_strdelimit (name, "[]:*?/\\", ' ');
  x->sheet = workbook_add_worksheet (x->book, name[0] != '\0' ? name : NULL);
  if (x->sheet == NULL)
    return xl_sheet_writer_fail (writer, "its name is none for a sheet", error);
  x->title = add_format (x, NULL, TRUE);
  format_set_align (x->title, LXW_ALIGN_CENTER);
  x->header = add_format (x, NULL, TRUE);
  format_set_bottom (x->header, LXW_BORDER_THIN);
  x->text = add_format (x, "@", FALSE);
  x->date = add_format (x, "yyyy-mm-dd", FALSE);
  x->number = add_format (x, NULL, FALSE);
  write_head (writer, x);
  return TRUE;
}

static gboolean
is_iso_day (const char *value, lxw_datetime *day)
{
  memset (day, 0, sizeof *day);
  return strlen (value) == 10 && value[4] == '-' && value[7] == '-'
         && sscanf (value, "%4d-%2d-%2d", &day->year, &day->month, &day->day) == 3 && day->year >= 1900;
}

static lxw_error
write_value (Xlsx *x, guint row, guint i, XlColumnType type, const char *value)
{
  lxw_datetime day;
  char *end;
  double number;

  if (type == XL_COLUMN_DATE && is_iso_day (value, &day))
    return worksheet_write_datetime (x->sheet, row, (lxw_col_t) i, &day, x->date);
  if (type == XL_COLUMN_INTEGER || type == XL_COLUMN_DECIMAL)
    {
      number = g_ascii_strtod (value, &end);
      if (end != value && *end == '\0' && isfinite (number) && fabs (number) < 1e15)
        return worksheet_write_number (x->sheet, row, (lxw_col_t) i, number, x->number);
    }
  return worksheet_write_string (x->sheet, row, (lxw_col_t) i, value, x->text);
}

static gboolean
add_row (XlSheetWriter *writer, const char *const *values, GError **error)
{
  Xlsx *x = writer->data;
  gboolean any = FALSE;

  if (writer->row > MAX_ROWS)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_TOO_LARGE, _("%s: an xlsx sheet holds no more than %d rows; save it as CSV"), writer->path, MAX_ROWS);
      return FALSE;
    }
  for (guint i = 0; i < writer->n_columns; i++)
    {
      lxw_error code = values[i] != NULL && values[i][0] != '\0' ? write_value (x, writer->row, i, writer->columns[i].type, values[i])
                                                                 : LXW_NO_ERROR;

      if (code != LXW_NO_ERROR)
        return xl_sheet_writer_fail (writer, lxw_strerror (code), error);
      any = any || (values[i] != NULL && values[i][0] != '\0');
    }
  x->n_rows += any ? 1 : 0;
  writer->row++;
  return TRUE;
}

static gboolean
end (XlSheetWriter *writer, GError **error)
{
  Xlsx *x = writer->data;
  lxw_error code;

  worksheet_autofilter (x->sheet, x->header_row, 0, MAX (writer->row, x->header_row + 1) - 1, (lxw_col_t) (writer->n_columns - 1));
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
