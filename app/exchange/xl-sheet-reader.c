#include "exchange/xl-sheet-reader-private.h"

#include "base/xl-error.h"
#include "exchange/xl-ole-reader.h"
#include "exchange/xl-zip-reader.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <errno.h>
#include <stdarg.h>
#include <string.h>

#define SNIFF 4096

void
xl_sheet_reader_fail (XlSheetReader *reader, int code, GError **error, const char *format, ...)
{
  va_list args;
  g_autofree char *reason = NULL;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, XL_ERROR, code, "%s: %s", reader->name, reason);
}

static void
free_sheet (gpointer data)
{
  XlSheetInfo *info = data;

  g_free (info->name);
  g_free (info);
}

void
xl_sheet_reader_add_sheet (XlSheetReader *reader, const char *name, gboolean hidden)
{
  XlSheetInfo *info = g_new0 (XlSheetInfo, 1);

  info->name = g_utf8_make_valid (name, -1);
  info->hidden = hidden;
  g_ptr_array_add (reader->sheets, info);
}

void
xl_sheet_reader_hide (XlSheetReader *reader, guint first, guint last)
{
  for (guint i = first; i <= last && i <= XL_SHEET_MAX_COLUMNS && reader->hidden_columns->len < XL_SHEET_MAX_COLUMNS; i++)
    g_array_append_val (reader->hidden_columns, i);
}

gboolean
xl_sheet_reader_count (XlSheetReader *reader, guint64 n, const char *sheet, GError **error)
{
  reader->n_cells += n;
  if (reader->n_cells <= XL_SHEET_MAX_CELLS)
    return TRUE;
  xl_sheet_reader_fail (reader, XL_ERROR_TOO_LARGE, error,
                        _("sheet %s has more than %d cells; clear the empty formatted rows, split it, or save it as CSV"), sheet,
                        XL_SHEET_MAX_CELLS);
  return FALSE;
}

gboolean
xl_sheet_reader_is_settled (XlSheetReader *reader, GError **error)
{
  GStatBuf st;

  if (g_stat (reader->path, &st) == 0 && (guint64) st.st_size == reader->size && (gint64) st.st_mtime == reader->modified)
    return TRUE;
  xl_sheet_reader_fail (reader, XL_ERROR_DAMAGED, error,
                        _("the file changed while it was read; another program is still writing it, try again when it is done"));
  return FALSE;
}

static gboolean
stat_file (XlSheetReader *reader, GError **error)
{
  GStatBuf st;

  if (g_stat (reader->path, &st) != 0)
    {
      xl_sheet_reader_fail (reader, errno == ENOENT ? XL_ERROR_NOT_FOUND : XL_ERROR_IO, error, "%s", g_strerror (errno));
      return FALSE;
    }
  if (!S_ISREG (st.st_mode))
    {
      xl_sheet_reader_fail (reader, XL_ERROR_NOT_THAT_KIND, error, _("not a file"));
      return FALSE;
    }
  reader->size = (guint64) st.st_size;
  reader->modified = (gint64) st.st_mtime;
  if (reader->size > 0)
    return TRUE;
  xl_sheet_reader_fail (reader, XL_ERROR_NOT_THAT_KIND, error, _("the file is empty (0 bytes)"));
  return FALSE;
}

/* The first bytes of the file. */
static gssize
sniff (XlSheetReader *reader, guchar *bytes, GError **error)
{
  FILE *file = g_fopen (reader->path, "rb");
  size_t n;

  if (file == NULL)
    {
      xl_sheet_reader_fail (reader, XL_ERROR_IO, error, _("cannot be opened: %s"), g_strerror (errno));
      return -1;
    }
  n = fread (bytes, 1, SNIFF, file);
  if (ferror (file))
    {
      xl_sheet_reader_fail (reader, XL_ERROR_IO, error, _("cannot be read: %s"), g_strerror (errno));
      fclose (file);
      return -1;
    }
  fclose (file);
  return (gssize) n;
}

static gboolean
open_zip (XlSheetReader *reader, GError **error)
{
  g_auto(GStrv) names = xl_zip_list (reader->path, reader->name, error);
  g_autofree char *mimetype = NULL;

  if (names == NULL)
    return FALSE;
  if (g_strv_contains ((const char *const *) names, "xl/workbook.xml"))
    {
      reader->format = XL_SHEET_XLSX;
      return xl_xlsx_reader_open (reader, error);
    }
  if (g_strv_contains ((const char *const *) names, "xl/workbook.bin"))
    {
      xl_sheet_reader_fail (reader, XL_ERROR_NOT_THAT_KIND, error, _("a binary workbook (xlsb); save it as xlsx"));
      return FALSE;
    }
  mimetype = xl_zip_read_text (reader->path, reader->name, "mimetype", 256, NULL);
  if (mimetype != NULL && g_str_has_prefix (mimetype, "application/vnd.oasis.opendocument.spreadsheet"))
    {
      reader->format = XL_SHEET_ODS;
      return xl_ods_reader_open (reader, error);
    }
  xl_sheet_reader_fail (reader, XL_ERROR_NOT_THAT_KIND, error, _("not a spreadsheet, but another kind of archive or document"));
  return FALSE;
}

static gboolean
open_ole (XlSheetReader *reader, GError **error)
{
  g_autoptr(XlOle) ole = xl_ole_open (reader->path, reader->name, error);

  if (ole == NULL)
    return FALSE;
  if (xl_ole_has (ole, "EncryptedPackage") || xl_ole_has (ole, "EncryptionInfo"))
    {
      xl_sheet_reader_fail (reader, XL_ERROR_ENCRYPTED, error,
                            _("protected by a password; open it in the spreadsheet program, take the password off and save it"));
      return FALSE;
    }
  if (xl_ole_has (ole, "Workbook") || xl_ole_has (ole, "Book"))
    {
      reader->format = XL_SHEET_XLS;
      return xl_xls_reader_open (reader, error);
    }
  xl_sheet_reader_fail (reader, XL_ERROR_NOT_THAT_KIND, error, _("not a spreadsheet, but another kind of Office document"));
  return FALSE;
}

/* Text may be a csv; anything with control characters, or markup, is none. */
static gboolean
open_text (XlSheetReader *reader, const guchar *bytes, gsize n, GError **error)
{
  gboolean utf16 = n >= 2 && ((bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff));
  const char *reason = NULL;
  gsize i = n >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (i < n && g_ascii_isspace (bytes[i]))
    i++;
  if (n >= 4 && memcmp (bytes, "%PDF", 4) == 0)
    reason = _("a PDF, not a spreadsheet");
  else if (!utf16 && n - i >= 5 && (g_ascii_strncasecmp ((const char *) bytes + i, "<html", 5) == 0
                                    || memcmp (bytes + i, "<?xml", 5) == 0 || memcmp (bytes + i, "<!DOC", 5) == 0))
    reason = _("a web page or XML, whatever its name says; open it in the spreadsheet program and save it as xlsx");
  for (i = 0; reason == NULL && !utf16 && i < n; i++)
    if (bytes[i] < 0x20 && strchr ("\t\n\r\f\x1a", bytes[i]) == NULL)
      reason = _("not a spreadsheet");
    else if (bytes[i] == 0)
      reason = _("not a spreadsheet");
  if (reason == NULL)
    {
      reader->format = XL_SHEET_CSV;
      return xl_csv_reader_open (reader, error);
    }
  xl_sheet_reader_fail (reader, XL_ERROR_NOT_THAT_KIND, error, "%s", reason);
  return FALSE;
}

static gboolean
open_by_content (XlSheetReader *reader, GError **error)
{
  g_autofree guchar *bytes = g_malloc0 (SNIFF);
  gssize n;

  if (!stat_file (reader, error) || (n = sniff (reader, bytes, error)) < 0)
    return FALSE;
  if (n >= 4 && memcmp (bytes, "PK\3\4", 4) == 0)
    return open_zip (reader, error);
  if (n >= 8 && memcmp (bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
    return open_ole (reader, error);
  return open_text (reader, bytes, (gsize) n, error);
}

XlSheetReader *
xl_sheet_reader_open (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr(XlSheetReader) reader = g_new0 (XlSheetReader, 1);

  g_return_val_if_fail (path != NULL, NULL);
  reader->path = g_strdup (path);
  reader->name = g_filename_display_basename (path);
  reader->sheets = g_ptr_array_new_with_free_func (free_sheet);
  reader->merged = g_array_new (FALSE, FALSE, sizeof (XlMergedRange));
  reader->hidden_columns = g_array_new (FALSE, FALSE, sizeof (guint));
  xl_row_batch_init (&reader->batch);
  g_set_object (&reader->cancellable, cancellable);
  if (!open_by_content (reader, error))
    return NULL;
  return g_steal_pointer (&reader);
}

void
xl_sheet_reader_free (XlSheetReader *reader)
{
  if (reader == NULL)
    return;
  if (reader->klass != NULL)
    reader->klass->free (reader);
  xl_row_batch_clear (&reader->batch);
  g_ptr_array_unref (reader->sheets);
  g_array_unref (reader->merged);
  g_array_unref (reader->hidden_columns);
  g_clear_object (&reader->cancellable);
  g_free (reader->path);
  g_free (reader->name);
  g_free (reader);
}

XlSheetFormat
xl_sheet_reader_get_format (XlSheetReader *reader)
{
  return reader->format;
}

guint
xl_sheet_reader_get_n_sheets (XlSheetReader *reader)
{
  return reader->sheets->len;
}

const XlSheetInfo *
xl_sheet_reader_get_sheet (XlSheetReader *reader, guint sheet)
{
  g_return_val_if_fail (sheet < reader->sheets->len, NULL);
  return g_ptr_array_index (reader->sheets, sheet);
}

int
xl_sheet_reader_find_sheet (XlSheetReader *reader, const char *name, GError **error)
{
  g_autoptr(GString) there = g_string_new (NULL);

  for (guint i = 0; i < reader->sheets->len; i++)
    {
      const XlSheetInfo *info = g_ptr_array_index (reader->sheets, i);

      if (strcmp (info->name, name) == 0)
        return (int) i;
      g_string_append_printf (there, "%s%s", i > 0 ? ", " : "", info->name);
    }
  for (guint i = 0; i < reader->sheets->len; i++)
    {
      const XlSheetInfo *info = g_ptr_array_index (reader->sheets, i);
      g_autofree char *a = g_strstrip (g_strdup (info->name));
      g_autofree char *b = g_strstrip (g_strdup (name));

      if (strcmp (a, b) == 0)
        return (int) i;
    }
  xl_sheet_reader_fail (reader, XL_ERROR_NOT_FOUND, error, _("there is no sheet %s; its sheets are: %s"), name, there->str);
  return -1;
}

gboolean
xl_sheet_reader_select (XlSheetReader *reader, guint sheet, GError **error)
{
  g_return_val_if_fail (sheet < reader->sheets->len, FALSE);
  xl_row_batch_clear (&reader->batch);
  memset (&reader->batch, 0, sizeof reader->batch);
  xl_row_batch_init (&reader->batch);
  g_array_set_size (reader->merged, 0);
  g_array_set_size (reader->hidden_columns, 0);
  reader->n_cells = 0;
  return reader->klass->select (reader, sheet, error);
}

const XlRow *
xl_sheet_reader_next (XlSheetReader *reader, GError **error)
{
  const XlRow *row = xl_row_batch_take (&reader->batch);

  if (row != NULL)
    return row;
  if (g_cancellable_set_error_if_cancelled (reader->cancellable, error))
    return NULL;
  return reader->klass->next (reader, error);
}

double
xl_sheet_reader_get_progress (XlSheetReader *reader)
{
  return reader->klass->progress (reader);
}

gboolean
xl_sheet_reader_is_hidden_column (XlSheetReader *reader, guint column)
{
  for (guint i = 0; i < reader->hidden_columns->len; i++)
    if (g_array_index (reader->hidden_columns, guint, i) == column)
      return TRUE;
  return FALSE;
}

const XlMergedRange *
xl_sheet_reader_get_merged (XlSheetReader *reader, guint *n_ranges)
{
  *n_ranges = reader->merged->len;
  return (const XlMergedRange *) (gpointer) reader->merged->data;
}
