#include "ledgers/xl-ledger-report-file.h"

#include "exchange/xl-sheet-writer.h"

static XlSheetColumn
make_column (const XlLedgerField *f)
{
  XlSheetColumn column = { .title = f->title, .type = XL_COLUMN_TEXT, .places = f->places };

  if (f->type == XL_LEDGER_INTEGER || f->type == XL_LEDGER_MINUTES)
    column.type = XL_COLUMN_INTEGER;
  else if (f->type == XL_LEDGER_MONEY || f->type == XL_LEDGER_DECIMAL)
    column.type = XL_COLUMN_DECIMAL;
  else if (f->type == XL_LEDGER_DATE)
    column.type = XL_COLUMN_DATE;
  column.total = f->total == XL_TOTAL_SUM;
  return column;
}

static gboolean
write_row (XlSheetWriter *writer, const XlLedgerReportResult *result, guint row, GError **error)
{
  guint n = result->report->columns->len;
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    {
      const XlLedgerField *f = g_ptr_array_index (result->report->columns, i);
      const XlValue *value = &g_array_index ((GArray *) g_ptr_array_index (result->rows, row), XlValue, i);
      char *words = f->type == XL_LEDGER_MINUTES && value->set ? g_strdup_printf ("%" G_GINT64_FORMAT, value->number)
                                                               : xl_ledger_report_cell (result, row, i);

      if (f->type == XL_LEDGER_MONEY || f->type == XL_LEDGER_DECIMAL)   /* 1,234.50 as a spreadsheet reads it */
        {
          g_auto(GStrv) parts = g_strsplit (words, ",", -1);

          g_free (words);
          words = g_strjoinv ("", parts);
        }
      g_ptr_array_add (cells, words);
    }
  return xl_sheet_writer_add (writer, (const char *const *) cells->pdata, error);
}

gboolean
xl_ledger_report_write (const XlLedgerReportResult *result, const char *path, GError **error)
{
  const GPtrArray *columns = result->report->columns;
  g_autofree XlSheetColumn *sheet = g_new0 (XlSheetColumn, columns->len);
  int format = xl_write_format_for_path (path, error);
  g_autoptr(XlSheetWriter) writer = NULL;

  if (format < 0)
    return FALSE;
  for (guint i = 0; i < columns->len; i++)
    sheet[i] = make_column (g_ptr_array_index (columns, i));
  writer = xl_sheet_writer_new (path, (XlWriteFormat) format, result->report->title, result->report->title, sheet, columns->len,
                                error);
  for (guint i = 0; writer != NULL && i < result->rows->len; i++)
    if (!write_row (writer, result, i, error))
      return FALSE;
  return writer != NULL && xl_sheet_writer_close (writer, error);
}
