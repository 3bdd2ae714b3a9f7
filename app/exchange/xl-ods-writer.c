#include "exchange/xl-sheet-writer-private.h"

#include "base/xl-error.h"

#include <archive.h>
#include <archive_entry.h>
#include <math.h>
#include <string.h>

#define MIMETYPE "application/vnd.oasis.opendocument.spreadsheet"
#define NAMESPACES                                                                                                     \
  "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"" \
  " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\"" \
  " xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""

/* The whole of content.xml grows in memory: an ods of 100,000 rows takes about 150 MB here, an xlsx none of it. */
typedef struct {
  GString *xml;
} Ods;

static void
append_escaped (GString *xml, const char *text)
{
  for (; *text != '\0'; text++)
    switch (*text)
      {
      case '&': g_string_append (xml, "&amp;"); break;
      case '<': g_string_append (xml, "&lt;"); break;
      case '>': g_string_append (xml, "&gt;"); break;
      case '"': g_string_append (xml, "&quot;"); break;
      case '\n': g_string_append (xml, "</text:p><text:p>"); break;
      case '\t': g_string_append (xml, "<text:tab/>"); break;
      default:
        if ((guchar) *text >= 0x20)
          g_string_append_c (xml, *text);
      }
}

static void
append_text_cell (GString *xml, const char *text, const char *attributes)
{
  if (text == NULL || text[0] == '\0')
    {
      g_string_append (xml, "<table:table-cell/>");
      return;
    }
  g_string_append_printf (xml, "<table:table-cell office:value-type=\"string\"%s><text:p>", attributes);
  append_escaped (xml, text);
  g_string_append (xml, "</text:p></table:table-cell>");
}

static void
append_cell (GString *xml, XlColumnType type, const char *value)
{
  char *end = (char *) value;
  double number = value != NULL && (type == XL_COLUMN_INTEGER || type == XL_COLUMN_DECIMAL) ? g_ascii_strtod (value, &end) : NAN;

  if (end != value && *end == '\0' && isfinite (number))
    g_string_append_printf (xml, "<table:table-cell office:value-type=\"float\" office:value=\"%s\"><text:p>%s</text:p></table:table-cell>",
                            value, value);
  else if (type == XL_COLUMN_DATE && value != NULL && strlen (value) == 10 && strspn (value, "0123456789-") == 10)
    g_string_append_printf (xml, "<table:table-cell table:style-name=\"day\" office:value-type=\"date\" office:date-value=\"%s\"><text:p>%s</text:p></table:table-cell>",
                            value, value);
  else
    append_text_cell (xml, value, "");
}

static gboolean
add_row (XlSheetWriter *writer, const char *const *values, GError **error)
{
  Ods *ods = writer->data;

  g_string_append (ods->xml, "<table:table-row>");
  for (guint i = 0; i < writer->n_columns; i++)
    append_cell (ods->xml, writer->columns[i].type, values[i]);
  g_string_append (ods->xml, "</table:table-row>\n");
  writer->row++;
  return TRUE;
}

static gboolean
begin (XlSheetWriter *writer, GError **error)
{
  Ods *ods = g_new0 (Ods, 1);

  writer->data = ods;
  ods->xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content " NAMESPACES " office:version=\"1.2\">"
    "<office:automatic-styles><number:date-style style:name=\"iso\"><number:year number:style=\"long\"/><number:text>-</number:text>"
    "<number:month number:style=\"long\"/><number:text>-</number:text><number:day number:style=\"long\"/></number:date-style>"
    "<style:style style:name=\"day\" style:family=\"table-cell\" style:data-style-name=\"iso\"/>"
    "<style:style style:name=\"head\" style:family=\"table-cell\"><style:text-properties fo:font-weight=\"bold\"/></style:style>"
    "</office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"");
  append_escaped (ods->xml, writer->sheet);
  g_string_append_printf (ods->xml, "\"><table:table-column table:number-columns-repeated=\"%u\"/>", writer->n_columns);
  if (writer->title != NULL)
    {
      g_autofree char *span = g_strdup_printf (" table:style-name=\"head\" table:number-columns-spanned=\"%u\" table:number-rows-spanned=\"1\"",
                                               writer->n_columns);

      g_string_append (ods->xml, "<table:table-row>");
      append_text_cell (ods->xml, writer->title, span);
      g_string_append (ods->xml, "</table:table-row>\n");
      writer->row++;
    }
  g_string_append (ods->xml, "<table:table-row>");
  for (guint i = 0; i < writer->n_columns; i++)
    append_text_cell (ods->xml, writer->columns[i].title, " table:style-name=\"head\"");
  g_string_append (ods->xml, "</table:table-row>\n");
  writer->row++;
  return TRUE;
}

static gboolean
add_part (struct archive *archive, const char *name, const char *text, gsize length)
{
  struct archive_entry *entry = archive_entry_new ();
  gboolean ok;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) length);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_mtime (entry, 0, 0);
  ok = archive_write_header (archive, entry) == ARCHIVE_OK
       && (length == 0 || archive_write_data (archive, text, length) == (la_ssize_t) length);
  archive_entry_free (entry);
  return ok;
}

static gboolean
write_parts (struct archive *archive, const GString *content)
{
  static const char manifest[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\""
    " manifest:version=\"1.2\"><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"" MIMETYPE "\"/>"
    "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>\n";

  /* the first part is stored as it is, so that the kind of the file can be seen from its first bytes */
  return archive_write_zip_set_compression_store (archive) == ARCHIVE_OK
         && add_part (archive, "mimetype", MIMETYPE, strlen (MIMETYPE))
         && archive_write_zip_set_compression_deflate (archive) == ARCHIVE_OK
         && add_part (archive, "content.xml", content->str, content->len)
         && add_part (archive, "META-INF/manifest.xml", manifest, strlen (manifest));
}

static gboolean
end (XlSheetWriter *writer, GError **error)
{
  Ods *ods = writer->data;
  struct archive *archive = archive_write_new ();
  gboolean ok;

  g_string_append (ods->xml, "</table:table></office:spreadsheet></office:body></office:document-content>\n");
  ok = archive_write_set_format_zip (archive) == ARCHIVE_OK && archive_write_open_filename (archive, writer->temporary) == ARCHIVE_OK
       && write_parts (archive, ods->xml) && archive_write_close (archive) == ARCHIVE_OK;
  if (!ok)
    xl_sheet_writer_fail (writer, archive_error_string (archive) != NULL ? archive_error_string (archive) : "unknown", error);
  archive_write_free (archive);
  return ok;
}

static void
free_ods (XlSheetWriter *writer)
{
  Ods *ods = writer->data;

  g_string_free (ods->xml, TRUE);
  g_free (ods);
}

const XlSheetWriterClass xl_ods_writer_class = { begin, add_row, end, free_ods };
