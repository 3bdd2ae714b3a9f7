#include "exchange/xl-import-commands.h"

#include "base/xl-reason.h"
#include "exchange/xl-sheet-reader.h"
#include "exchange/xl-sheet-writer.h"

#include <glib/gi18n.h>

/* Columns of the file: those of the first sheet that has refused rows, then file, sheet, row and reason. */
static XlSheetWriter *
open_writer (const XlImportSheet *sheet, const char *path, GError **error)
{
  guint n = sheet->columns->n_columns;
  g_autofree XlSheetColumn *columns = g_new0 (XlSheetColumn, n + 4);
  int format = xl_write_format_for_path (path, error);

  if (format < 0)
    return NULL;
  for (guint i = 0; i < n; i++)
    columns[i].title = sheet->columns->titles[i];
  columns[n].title = _("file");
  columns[n + 1].title = _("sheet");
  columns[n + 2] = (XlSheetColumn) { .title = _("row"), .type = XL_COLUMN_INTEGER };
  columns[n + 3] = (XlSheetColumn) { .title = _("reason"), .width = 50 };
  return xl_sheet_writer_new (path, (XlWriteFormat) format, _("to mend"), NULL, columns, n + 4, error);
}

static gboolean
write_row (XlSheetWriter *writer, guint n_columns, const XlImportSheet *sheet, const XlRow *row, const char *reason, GError **error)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_columns; i++)
    g_ptr_array_add (texts, xl_cell_dup_text (xl_row_cell (row, i + 1)));
  g_ptr_array_add (texts, g_strdup (sheet->file));
  g_ptr_array_add (texts, g_strdup (sheet->sheet));
  g_ptr_array_add (texts, g_strdup_printf ("%u", row->row));
  g_ptr_array_add (texts, g_strdup (reason));
  return xl_sheet_writer_add (writer, (const char *const *) texts->pdata, error);
}

/* Reads the sheet once more for the rows that were refused. */
static int
copy_sheet (XlSheetWriter *writer, guint n_columns, const XlImportSheet *sheet, GError **error)
{
  g_autoptr(XlSheetReader) reader = xl_sheet_reader_open (sheet->path, NULL, error);
  g_autoptr(GError) local = NULL;
  const XlRow *row;
  guint next = 0;

  if (reader == NULL || !xl_sheet_reader_select (reader, sheet->index, error))
    return -1;
  while (next < sheet->refused->len && (row = xl_sheet_reader_next (reader, &local)) != NULL)
    {
      const XlImportNote *note = g_ptr_array_index (sheet->refused, next);

      g_autofree char *reason = row->row == note->row ? xl_reason_words (note->reason, gettext) : NULL;

      if (reason == NULL)
        continue;
      if (!write_row (writer, n_columns, sheet, row, reason, error))
        return -1;
      next++;
    }
  if (local == NULL)
    return (int) next;
  g_propagate_error (error, g_steal_pointer (&local));
  return -1;
}

int
xl_import_save_refused (XlImport *import, const char *path, GError **error)
{
  GPtrArray *sheets = xl_import_get_sheets (import);
  g_autoptr(XlSheetWriter) writer = NULL;
  guint n_columns = 0;
  int n = 0;

  for (guint i = 0; i < sheets->len; i++)
    {
      const XlImportSheet *sheet = g_ptr_array_index (sheets, i);
      int copied;

      if (sheet->refused->len == 0)
        continue;
      if (writer == NULL)
        {
          writer = open_writer (sheet, path, error);
          n_columns = sheet->columns->n_columns;
        }
      if (writer == NULL || (copied = copy_sheet (writer, n_columns, sheet, error)) < 0)
        return -1;
      n += copied;
    }
  return writer == NULL || xl_sheet_writer_close (writer, error) ? n : -1;
}
