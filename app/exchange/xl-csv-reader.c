#include "exchange/xl-sheet-reader-private.h"

#include "base/xl-error.h"
#include "exchange/xl-csv-formula.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <errno.h>
#include <string.h>

#define CHUNK (256 * 1024)

typedef struct {
  FILE       *file;
  const char *encoding;    /* as iconv names it */
  GIConv      converter;   /* (GIConv) -1: the file is UTF-8 */
  gsize       skip;        /* bytes of the mark */
  char        separator;
  guint64     done;        /* bytes read */
  char       *raw;         /* CHUNK bytes and what was left over */
  gsize       n_raw;
  GString    *text;        /* UTF-8 not yet taken apart */
  gsize       at;          /* in @text */
  gboolean    end;         /* nothing more will come */
  guint       record;
} Csv;

/* How many bytes at the end of @bytes begin a character that is not whole. */
static gsize
unfinished_utf8 (const char *bytes, gsize n)
{
  for (gsize back = 1; back <= 3 && back <= n; back++)
    {
      guchar c = (guchar) bytes[n - back];

      if (c < 0x80)
        return 0;
      if (c >= 0xc0)
        return back < (gsize) (c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2) ? back : 0;
    }
  return 0;
}

static gboolean
fail_read (XlSheetReader *reader, GError **error)
{
  xl_sheet_reader_fail (reader, XL_ERROR_IO, error, _("cannot be read: %s"), g_strerror (errno));
  return FALSE;
}

/* Reads on until a character outside ASCII decides: "UTF-8" or "GB18030". */
static const char *
guess_encoding (FILE *file)
{
  g_autofree char *bytes = g_malloc (CHUNK);
  gsize kept = 0, n;

  while ((n = fread (bytes + kept, 1, CHUNK - kept, file)) > 0)
    {
      gsize whole = kept + n;
      gsize rest = feof (file) ? 0 : unfinished_utf8 (bytes, whole);
      gboolean ascii = TRUE;

      for (gsize i = 0; i < whole - rest && ascii; i++)
        ascii = (guchar) bytes[i] < 0x80;
      if (!g_utf8_validate_len (bytes, whole - rest, NULL))
        return "GB18030";
      if (!ascii)
        return "UTF-8";
      memmove (bytes, bytes + whole - rest, rest);
      kept = rest;
    }
  return "UTF-8";
}

static void
detect_encoding (Csv *csv)
{
  guchar mark[4] = { 0 };
  size_t n = fread (mark, 1, 4, csv->file);

  if (n >= 3 && memcmp (mark, "\xef\xbb\xbf", 3) == 0)
    {
      csv->encoding = "UTF-8";
      csv->skip = 3;
    }
  else if (n >= 2 && ((mark[0] == 0xff && mark[1] == 0xfe) || (mark[0] == 0xfe && mark[1] == 0xff)))
    {
      csv->encoding = mark[0] == 0xff ? "UTF-16LE" : "UTF-16BE";
      csv->skip = 2;
    }
  else
    {
      rewind (csv->file);
      csv->encoding = guess_encoding (csv->file);
    }
}

static gboolean
convert (XlSheetReader *reader, Csv *csv, GError **error)
{
  char *in = csv->raw;
  gsize in_left = csv->n_raw;

  while (in_left > 0)
    {
      char buffer[16384], *out = buffer;
      gsize out_left = sizeof buffer;
      gsize result = g_iconv (csv->converter, &in, &in_left, &out, &out_left);

      g_string_append_len (csv->text, buffer, (gssize) (sizeof buffer - out_left));
      if (result != (gsize) -1 || errno == E2BIG)
        continue;
      if (errno == EINVAL && !csv->end)
        break;
      xl_sheet_reader_fail (reader, XL_ERROR_DAMAGED, error, _("after record %u: text that is neither UTF-8 nor %s"), csv->record,
                            csv->encoding);
      return FALSE;
    }
  memmove (csv->raw, in, in_left);
  csv->n_raw = in_left;
  return TRUE;
}

static gboolean
take_utf8 (XlSheetReader *reader, Csv *csv, GError **error)
{
  gsize rest = csv->end ? 0 : unfinished_utf8 (csv->raw, csv->n_raw);
  gsize whole = csv->n_raw - rest;

  if (!g_utf8_validate_len (csv->raw, whole, NULL))
    {
      xl_sheet_reader_fail (reader, XL_ERROR_DAMAGED, error, _("after record %u: text that is not UTF-8 as the rest is"), csv->record);
      return FALSE;
    }
  g_string_append_len (csv->text, csv->raw, (gssize) whole);
  memmove (csv->raw, csv->raw + whole, rest);
  csv->n_raw = rest;
  return TRUE;
}

/* Reads more text; what was taken apart is dropped first. */
static gboolean
fill (XlSheetReader *reader, Csv *csv, GError **error)
{
  size_t n = fread (csv->raw + csv->n_raw, 1, CHUNK, csv->file);

  if (ferror (csv->file))
    return fail_read (reader, error);
  csv->done += n;
  csv->n_raw += n;
  csv->end = feof (csv->file) != 0;
  g_string_erase (csv->text, 0, (gssize) csv->at);
  csv->at = 0;
  return csv->converter != (GIConv) -1 ? convert (reader, csv, error) : take_utf8 (reader, csv, error);
}

/* The separator that stands most often outside quotes in the first lines. */
static char
guess_separator (const char *text)
{
  static const char candidates[] = ",\t;";
  guint counts[3] = { 0 };
  gboolean quoted = FALSE;
  guint lines = 0, best = 0;

  for (const char *p = text; *p != '\0' && lines < 50; p++)
    {
      const char *found = strchr (candidates, *p);

      if (*p == '"')
        quoted = !quoted;
      else if (!quoted && *p == '\n')
        lines++;
      else if (!quoted && found != NULL)
        counts[found - candidates]++;
    }
  for (guint i = 1; i < 3; i++)
    if (counts[i] > counts[best])
      best = i;
  return candidates[best];
}

static gboolean
select_sheet (XlSheetReader *reader, guint sheet, GError **error)
{
  Csv *csv = reader->data;

  if (fseek (csv->file, (long) csv->skip, SEEK_SET) != 0)
    return fail_read (reader, error);
  if (csv->converter != (GIConv) -1)
    g_iconv (csv->converter, NULL, NULL, NULL, NULL);
  clearerr (csv->file);
  csv->n_raw = csv->at = 0;
  csv->done = csv->skip;
  csv->record = 0;
  g_string_truncate (csv->text, 0);
  if (!fill (reader, csv, error))
    return FALSE;
  csv->separator = guess_separator (csv->text->str);
  return TRUE;
}

static void
add_cell (XlRowBatch *batch, guint column, const char *text, gsize length)
{
  XlCell cell = { .column = column, .type = XL_CELL_TEXT, .text = text };

  if (length > 1 && *text == '\'')
    {
      g_autofree char *whole = g_strndup (text, length);

      cell.text += xl_csv_formula_show (whole) - whole;
      length -= (gsize) (cell.text - text);
    }
  if (length > 0 && column <= XL_SHEET_MAX_COLUMNS)
    xl_row_batch_add (batch, &cell, length, FALSE);
}

/* A field in quotes: @p stands behind the opening one.  Returns what follows the field, NULL when the text ends inside. */
static const char *
take_quoted (GString *field, const char *p, const char *end, char separator)
{
  g_string_truncate (field, 0);
  for (;;)
    {
      const char *quote = memchr (p, '"', (size_t) (end - p));

      if (quote == NULL)
        return NULL;
      g_string_append_len (field, p, quote - p);
      if (quote + 1 >= end)
        return quote + 1;
      p = quote + 1;
      if (*p != '"')
        break;
      g_string_append_c (field, '"');
      p++;
    }
  /* what stands between the closing quote and the separator belongs to the field, as spreadsheets read it */
  while (p < end && *p != separator && *p != '\n' && *p != '\r')
    g_string_append_c (field, *p++);
  return p;
}

/* Whether the byte after @p must be seen to know where the record ends. */
static gboolean
needs_more (const Csv *csv, const char *p, const char *end)
{
  return !csv->end && p + 1 >= end;
}

/* One record from @csv->at on; FALSE when it is not whole yet. */
static gboolean
take_record (XlSheetReader *reader, Csv *csv, GString *field)
{
  const char *p = csv->text->str + csv->at;
  const char *end = csv->text->str + csv->text->len;
  guint column = 1;

  xl_row_batch_begin (&reader->batch, csv->record + 1);
  for (;;)
    {
      const char *start = p;

      if (p < end && *p == '"')
        {
          p = take_quoted (field, p + 1, end, csv->separator);
          if (p == NULL || needs_more (csv, p - 1, end))
            return FALSE;
          add_cell (&reader->batch, column++, field->str, field->len);
        }
      else
        {
          while (p < end && *p != csv->separator && *p != '\n' && *p != '\r')
            p++;
          if (needs_more (csv, p, end))
            return FALSE;
          add_cell (&reader->batch, column++, start, (gsize) (p - start));
        }
      if (p < end && *p == csv->separator)
        {
          p++;
          continue;
        }
      if (p < end && *p == '\r')
        p++;
      if (p < end && *p == '\n')
        p++;
      break;
    }
  csv->at = (gsize) (p - csv->text->str);
  csv->record++;
  xl_row_batch_end (&reader->batch);
  return TRUE;
}

/* Forgets the cells of a record that turned out not to be whole. */
static void
drop_open_row (XlRowBatch *batch)
{
  if (batch->cells->len > batch->open_first)
    batch->text->len = GPOINTER_TO_SIZE (g_array_index (batch->cells, XlCell, batch->open_first).text);
  g_array_set_size (batch->cells, batch->open_first);
  g_array_set_size (batch->outside, batch->open_first);
}

static gboolean
check_limits (XlSheetReader *reader, Csv *csv, GError **error)
{
  if (csv->text->len - csv->at > 2 * XL_SHEET_MAX_TEXT)
    {
      xl_sheet_reader_fail (reader, XL_ERROR_DAMAGED, error, _("record %u is longer than %u bytes, or its quote is never closed"),
                            csv->record + 1, XL_SHEET_MAX_TEXT);
      return FALSE;
    }
  if (csv->record <= XL_SHEET_MAX_ROWS_CSV)
    return TRUE;
  xl_sheet_reader_fail (reader, XL_ERROR_TOO_LARGE, error, _("more than %d records"), XL_SHEET_MAX_ROWS_CSV);
  return FALSE;
}

static const XlRow *
next_row (XlSheetReader *reader, GError **error)
{
  Csv *csv = reader->data;
  g_autoptr(GString) field = g_string_new (NULL);

  for (;;)
    {
      xl_row_batch_reset (&reader->batch);
      while (reader->batch.rows->len < 256 && csv->at < csv->text->len && take_record (reader, csv, field))
        ;
      drop_open_row (&reader->batch);
      if (reader->batch.rows->len > 0)
        {
          xl_row_batch_seal (&reader->batch);
          return xl_row_batch_take (&reader->batch);
        }
      if (!check_limits (reader, csv, error))
        return NULL;
      if (csv->end && csv->at >= csv->text->len)
        break;
      if (csv->end)
        {
          xl_sheet_reader_fail (reader, XL_ERROR_DAMAGED, error, _("record %u: a quote is opened and never closed"), csv->record + 1);
          return NULL;
        }
      if (!fill (reader, csv, error))
        return NULL;
    }
  xl_sheet_reader_is_settled (reader, error);
  return NULL;
}

static double
get_progress (XlSheetReader *reader)
{
  Csv *csv = reader->data;

  return MIN (1.0, (double) csv->done / (double) reader->size);
}

static void
free_csv (XlSheetReader *reader)
{
  Csv *csv = reader->data;

  if (csv->converter != (GIConv) -1)
    g_iconv_close (csv->converter);
  fclose (csv->file);
  g_string_free (csv->text, TRUE);
  g_free (csv->raw);
  g_free (csv);
}

static const XlSheetReaderClass csv_class = { select_sheet, next_row, get_progress, free_csv };

gboolean
xl_csv_reader_open (XlSheetReader *reader, GError **error)
{
  FILE *file = g_fopen (reader->path, "rb");
  Csv *csv;

  if (file == NULL)
    return fail_read (reader, error);
  csv = g_new0 (Csv, 1);
  csv->file = file;
  csv->raw = g_malloc (CHUNK + 16);
  csv->text = g_string_new (NULL);
  detect_encoding (csv);
  csv->converter = strcmp (csv->encoding, "UTF-8") == 0 ? (GIConv) -1 : g_iconv_open ("UTF-8", csv->encoding);
  reader->data = csv;
  reader->klass = &csv_class;
  xl_sheet_reader_add_sheet (reader, "Sheet1", FALSE);
  return TRUE;
}

const char *
xl_sheet_reader_get_encoding (XlSheetReader *reader)
{
  return reader->format == XL_SHEET_CSV ? ((Csv *) reader->data)->encoding : NULL;
}
