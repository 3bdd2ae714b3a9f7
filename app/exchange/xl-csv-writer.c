#include "exchange/xl-sheet-writer-private.h"

#include "base/xl-error.h"
#include "base/xl-name.h"
#include "exchange/xl-csv-formula.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <errno.h>
#include <string.h>

typedef struct {
  FILE   *file;
  GIConv  converter;   /* (GIConv) -1: UTF-8 */
  GString *record;
  GString *lacking;    /* characters GBK does not have, each once */
} Csv;

static void
append_field (GString *record, const char *value)
{
  gboolean quoted = value != NULL && strpbrk (value, ",\"\r\n") != NULL;

  if (quoted)
    g_string_append_c (record, '"');
  if (value != NULL && xl_csv_formula_hide (value))
    g_string_append_c (record, '\'');
  if (!quoted)
    {
      g_string_append (record, value != NULL ? value : "");
      return;
    }
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (record, '"');
      g_string_append_c (record, *p);
    }
  g_string_append_c (record, '"');
}

/* Remembers what GBK lacks; the whole list is told at the end. */
static gboolean
note_lacking (Csv *csv, const char *text)
{
  g_autofree char *lacking = xl_text_not_encodable (text, "GBK");

  for (const char *p = lacking; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (g_utf8_strchr (csv->lacking->str, -1, g_utf8_get_char (p)) == NULL)
      g_string_append_len (csv->lacking, p, g_utf8_next_char (p) - p);
  return lacking != NULL;
}

static gboolean
write_record (XlSheetWriter *writer, GError **error)
{
  Csv *csv = writer->data;
  g_autofree char *converted = NULL;
  gsize length = csv->record->len;
  const char *bytes = csv->record->str;

  if (writer->format == XL_WRITE_CSV_GBK && note_lacking (csv, csv->record->str))
    return TRUE;
  if (csv->converter != (GIConv) -1)
    {
      converted = g_convert_with_iconv (csv->record->str, (gssize) csv->record->len, csv->converter, NULL, &length, error);
      if (converted == NULL)
        return FALSE;
      bytes = converted;
    }
  if (fwrite (bytes, 1, length, csv->file) == length)
    return TRUE;
  return xl_sheet_writer_fail (writer, g_strerror (errno), error);
}

static gboolean
add_row (XlSheetWriter *writer, const char *const *values, GError **error)
{
  Csv *csv = writer->data;

  g_string_truncate (csv->record, 0);
  for (guint i = 0; i < writer->n_columns; i++)
    {
      if (i > 0)
        g_string_append_c (csv->record, ',');
      append_field (csv->record, values[i]);
    }
  g_string_append (csv->record, "\r\n");
  writer->row++;
  return write_record (writer, error);
}

/* A line that stands in the first column. */
static gboolean
add_line (XlSheetWriter *writer, const char *text, GError **error)
{
  g_autofree const char **cells = g_new0 (const char *, writer->n_columns);

  cells[0] = text;
  return add_row (writer, cells, error);
}

static gboolean
begin (XlSheetWriter *writer, GError **error)
{
  g_autofree const char **titles = g_new0 (const char *, writer->n_columns);
  Csv *csv;
  FILE *file = g_fopen (writer->temporary, "wb");

  if (file == NULL)
    return xl_sheet_writer_fail (writer, g_strerror (errno), error);
  csv = g_new0 (Csv, 1);
  csv->file = file;
  csv->record = g_string_new (NULL);
  csv->lacking = g_string_new (NULL);
  csv->converter = writer->format == XL_WRITE_CSV ? (GIConv) -1
                   : g_iconv_open (writer->format == XL_WRITE_CSV_GBK ? "GBK" : "GB18030", "UTF-8");
  writer->data = csv;
  if (writer->format == XL_WRITE_CSV)
    fputs ("\xef\xbb\xbf", file);
  if (writer->title != NULL && !add_line (writer, writer->title, error))
    return FALSE;
  for (guint i = 0; writer->above[i] != NULL; i++)
    if (!add_line (writer, writer->above[i], error))
      return FALSE;
  for (guint i = 0; i < writer->n_columns; i++)
    titles[i] = writer->columns[i].title;
  return add_row (writer, titles, error);
}

static gboolean
add_totals (XlSheetWriter *writer, GError **error)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  if (writer->sums == NULL)
    return TRUE;
  for (guint i = 0; i < writer->n_columns; i++)
    g_ptr_array_add (cells, xl_sheet_writer_total (writer, i));
  return add_row (writer, (const char *const *) cells->pdata, error);
}

static gboolean
end (XlSheetWriter *writer, GError **error)
{
  Csv *csv = writer->data;
  FILE *file = csv->file;

  if (!add_totals (writer, error) || (writer->below != NULL && !add_line (writer, writer->below, error)))
    return FALSE;
  if (csv->lacking->len > 0)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, _("%s: GBK cannot hold these characters: %s; choose GB18030 or UTF-8"),
                   writer->path, csv->lacking->str);
      return FALSE;
    }
  csv->file = NULL;
  if (fclose (file) == 0)
    return TRUE;
  return xl_sheet_writer_fail (writer, g_strerror (errno), error);
}

static void
free_csv (XlSheetWriter *writer)
{
  Csv *csv = writer->data;

  if (csv->file != NULL)
    fclose (csv->file);
  if (csv->converter != (GIConv) -1)
    g_iconv_close (csv->converter);
  g_string_free (csv->record, TRUE);
  g_string_free (csv->lacking, TRUE);
  g_free (csv);
}

const XlSheetWriterClass xl_csv_writer_class = { begin, add_row, end, free_csv };
