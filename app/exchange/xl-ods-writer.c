#include "exchange/xl-sheet-writer-private.h"

#include "base/xl-error.h"
#include "exchange/xl-cell.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define MIMETYPE "application/vnd.oasis.opendocument.spreadsheet"
#define NAMESPACES                                                                                                     \
  "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"" \
  " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\"" \
  " xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\"" \
  " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\""

/* The whole of content.xml grows in memory: an ods of 100,000 rows takes about 150 MB here, an xlsx none of it. */
typedef struct {
  GString *xml;
  guint    header_row;   /* from 0 */
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

/* The list a cell of column @i is chosen from. */
static void
append_list_name (GString *xml, const XlSheetWriter *writer, guint i)
{
  if (writer->columns[i].choices != NULL && writer->columns[i].choices[0] != NULL)
    g_string_append_printf (xml, " table:content-validation-name=\"v%u\"", i);
}

/* The style of a cell that holds words, a day, or a number with so many decimals; ruled ones have lines around them. */
static void
append_cell (const XlSheetWriter *writer, GString *xml, guint i, const char *value)
{
  const XlSheetColumn *column = &writer->columns[i];
  gboolean counted = column->type == XL_COLUMN_INTEGER || column->type == XL_COLUMN_DECIMAL;
  g_autofree char *number = value != NULL && counted ? xl_sheet_writer_number (value) : NULL;

  if (number != NULL)
    g_string_append_printf (xml, "<table:table-cell table:style-name=\"n%u\" office:value-type=\"float\" office:value=\"%s\"><text:p>%s"
                            "</text:p></table:table-cell>", MIN (column->places, 4), number, value);
  else if (column->type == XL_COLUMN_DATE && value != NULL && strlen (value) == 10 && strspn (value, "0123456789-") == 10)
    g_string_append_printf (xml, "<table:table-cell table:style-name=\"day\" office:value-type=\"date\" office:date-value=\"%s\"><text:p>%s</text:p></table:table-cell>",
                            value, value);
  else
    {
      g_string_append (xml, "<table:table-cell table:style-name=\"words\"");
      append_list_name (xml, writer, i);
      if (value == NULL || value[0] == '\0')
        {
          g_string_append (xml, "/>");
          return;
        }
      g_string_append (xml, " office:value-type=\"string\"><text:p>");
      append_escaped (xml, value);
      g_string_append (xml, "</text:p></table:table-cell>");
    }
}

static gboolean
add_row (XlSheetWriter *writer, const char *const *values, GError **error)
{
  Ods *ods = writer->data;

  g_string_append (ods->xml, "<table:table-row>");
  for (guint i = 0; i < writer->n_columns; i++)
    append_cell (writer, ods->xml, i, values[i]);
  g_string_append (ods->xml, "</table:table-row>\n");
  writer->row++;
  return TRUE;
}

/* The beginning --------------------------------------------------------------------------------------------------- */

static void
append_cell_style (const XlSheetWriter *writer, GString *xml, const char *name, const char *data_style, const char *text)
{
  g_string_append_printf (xml, "<style:style style:name=\"%s\" style:family=\"table-cell\"", name);
  if (data_style != NULL)
    g_string_append_printf (xml, " style:data-style-name=\"%s\"", data_style);
  g_string_append_printf (xml, "><style:table-cell-properties%s/>%s</style:style>",
                          writer->ruled && strcmp (name, "title") != 0 && strcmp (name, "line") != 0
                            ? " fo:border=\"0.5pt solid #000000\" fo:wrap-option=\"wrap\" style:vertical-align=\"middle\"" : "", text);
}

static void
append_styles (const XlSheetWriter *writer, GString *xml)
{
  static const char bold[] = "<style:text-properties fo:font-weight=\"bold\" style:font-weight-asian=\"bold\"/>";

  g_string_append (xml, "<office:automatic-styles><number:date-style style:name=\"iso\"><number:year number:style=\"long\"/>"
    "<number:text>-</number:text><number:month number:style=\"long\"/><number:text>-</number:text><number:day number:style=\"long\"/>"
    "</number:date-style><number:text-style style:name=\"at\"><number:text-content/></number:text-style>");
  for (guint i = 0; i <= 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("n%u", i);
      g_autofree char *data = g_strdup_printf ("d%u", i);

      g_string_append_printf (xml, "<number:number-style style:name=\"d%u\"><number:number number:decimal-places=\"%u\""
                              " number:min-integer-digits=\"1\"%s/></number:number-style>", i, i,
                              i == 2 ? " number:grouping=\"true\"" : "");
      append_cell_style (writer, xml, name, data, "");
    }
  append_cell_style (writer, xml, "day", "iso", "");
  append_cell_style (writer, xml, "words", "at", "");
  append_cell_style (writer, xml, "head", NULL, bold);
  append_cell_style (writer, xml, "line", NULL, "");
  append_cell_style (writer, xml, "title", NULL,
                     "<style:paragraph-properties fo:text-align=\"center\"/><style:text-properties fo:font-weight=\"bold\" fo:font-size=\"16pt\" style:font-weight-asian=\"bold\" style:font-size-asian=\"16pt\"/>");
  for (guint i = 0; i < writer->n_columns; i++)
    g_string_append_printf (xml, "<style:style style:name=\"c%u\" style:family=\"table-column\"><style:table-column-properties"
                            " style:column-width=\"%.1fmm\"/></style:style>", i, xl_sheet_column_width (&writer->columns[i]) * 2.1);
  g_string_append (xml, "<style:style style:name=\"sheet\" style:family=\"table\" style:master-page-name=\"Default\"/>"
                   "</office:automatic-styles>");
}

/* What may be chosen in each column; anything else is allowed too. */
static void
append_validations (const XlSheetWriter *writer, GString *xml)
{
  gboolean any = FALSE;

  for (guint i = 0; i < writer->n_columns; i++)
    {
      const char *const *choices = writer->columns[i].choices;

      if (choices == NULL || choices[0] == NULL)
        continue;
      g_string_append (xml, any ? "" : "<table:content-validations>");
      any = TRUE;
      g_string_append_printf (xml, "<table:content-validation table:name=\"v%u\" table:condition=\"of:cell-content-is-in-list(", i);
      for (guint k = 0; choices[k] != NULL; k++)
        {
          g_string_append (xml, k > 0 ? ";&quot;" : "&quot;");
          append_escaped (xml, choices[k]);
          g_string_append (xml, "&quot;");
        }
      g_string_append (xml, ")\" table:allow-empty-cell=\"true\"><table:error-message table:message-type=\"information\"/>"
                       "</table:content-validation>");
    }
  g_string_append (xml, any ? "</table:content-validations>" : "");
}

static void
append_line (XlSheetWriter *writer, GString *xml, const char *text, const char *style)
{
  g_autofree char *span = g_strdup_printf (" table:style-name=\"%s\" table:number-columns-spanned=\"%u\" table:number-rows-spanned=\"1\"",
                                           style, writer->n_columns);

  g_string_append (xml, "<table:table-row>");
  append_text_cell (xml, text, span);
  g_string_append (xml, "</table:table-row>\n");
  writer->row++;
}

static void
append_head_cell (GString *xml, const XlSheetColumn *column)
{
  g_string_append (xml, "<table:table-cell table:style-name=\"head\" office:value-type=\"string\">");
  if (column->note != NULL)
    {
      g_string_append (xml, "<office:annotation><text:p>");
      append_escaped (xml, column->note);
      g_string_append (xml, "</text:p></office:annotation>");
    }
  g_string_append (xml, "<text:p>");
  append_escaped (xml, column->title);
  g_string_append (xml, "</text:p></table:table-cell>");
}

static gboolean
begin (XlSheetWriter *writer, GError **error)
{
  Ods *ods = g_new0 (Ods, 1);
  GString *xml = ods->xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content " NAMESPACES
                                          " office:version=\"1.2\">");

  writer->data = ods;
  append_styles (writer, xml);
  g_string_append (xml, "<office:body><office:spreadsheet>");
  append_validations (writer, xml);
  g_string_append (xml, "<table:table table:style-name=\"sheet\" table:name=\"");
  append_escaped (xml, writer->sheet);
  g_string_append (xml, "\">");
  for (guint i = 0; i < writer->n_columns; i++)
    g_string_append_printf (xml, "<table:table-column table:style-name=\"c%u\" table:default-cell-style-name=\"%s\"/>", i,
                            writer->columns[i].type == XL_COLUMN_TEXT && !writer->ruled ? "words" : "Default");
  if (writer->title != NULL)
    append_line (writer, xml, writer->title, "title");
  for (guint i = 0; writer->above[i] != NULL; i++)
    append_line (writer, xml, writer->above[i], "line");
  g_string_append (xml, "<table:table-header-rows><table:table-row>");
  for (guint i = 0; i < writer->n_columns; i++)
    append_head_cell (xml, &writer->columns[i]);
  g_string_append (xml, "</table:table-row></table:table-header-rows>\n");
  ods->header_row = writer->row++;
  return TRUE;
}

/* The end --------------------------------------------------------------------------------------------------------- */

static void
append_totals (XlSheetWriter *writer, GString *xml)
{
  g_string_append (xml, "<table:table-row>");
  for (guint i = 0; i < writer->n_columns; i++)
    {
      g_autofree char *total = xl_sheet_writer_total (writer, i);

      append_cell (writer, xml, i, total);
    }
  g_string_append (xml, "</table:table-row>\n");
  writer->row++;
}

/* Room to fill in by hand, with its lists. */
static void
append_empty_rows (XlSheetWriter *writer, GString *xml)
{
  g_string_append (xml, "<table:table-row table:number-rows-repeated=\"500\">");
  for (guint i = 0; i < writer->n_columns; i++)
    append_cell (writer, xml, i, NULL);
  g_string_append (xml, "</table:table-row>\n");
}

/* The rows that a filter works on: "'Name'.A2:'Name'.K100". */
static void
append_filter (const XlSheetWriter *writer, GString *xml, guint header_row, guint last_row)
{
  g_autofree char *letters = xl_column_letters (writer->n_columns);
  g_auto(GStrv) quoted = g_strsplit (writer->sheet, "'", -1);
  g_autofree char *name = g_strjoinv ("''", quoted);

  g_string_append (xml, "<table:database-ranges><table:database-range table:name=\"filter\" table:display-filter-buttons=\"true\""
                   " table:target-range-address=\"'");
  append_escaped (xml, name);
  g_string_append_printf (xml, "'.A%u:'", header_row + 1);
  append_escaped (xml, name);
  g_string_append_printf (xml, "'.%s%u\"/></table:database-ranges>", letters, last_row);
}

/* The frozen head and the page. */
static char *
make_settings (const XlSheetWriter *writer, guint header_row)
{
  GString *xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-settings"
    " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\""
    " office:version=\"1.2\"><office:settings><config:config-item-set config:name=\"ooo:view-settings\"><config:config-item-map-indexed"
    " config:name=\"Views\"><config:config-item-map-entry><config:config-item-map-named config:name=\"Tables\"><config:config-item-map-entry config:name=\"");

  append_escaped (xml, writer->sheet);
  g_string_append_printf (xml, "\"><config:config-item config:name=\"HorizontalSplitMode\" config:type=\"short\">%d</config:config-item>"
    "<config:config-item config:name=\"HorizontalSplitPosition\" config:type=\"int\">%u</config:config-item>"
    "<config:config-item config:name=\"PositionRight\" config:type=\"int\">%u</config:config-item>"
    "<config:config-item config:name=\"VerticalSplitMode\" config:type=\"short\">2</config:config-item>"
    "<config:config-item config:name=\"VerticalSplitPosition\" config:type=\"int\">%u</config:config-item>"
    "<config:config-item config:name=\"PositionBottom\" config:type=\"int\">%u</config:config-item></config:config-item-map-entry>"
    "</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
    "</office:settings></office:document-settings>\n", writer->frozen > 0 ? 2 : 0, writer->frozen, writer->frozen, header_row + 1,
    header_row + 1);
  return g_string_free (xml, FALSE);
}

static char *
make_page_styles (const XlSheetWriter *writer)
{
  gboolean wide = writer->paper != XL_SHEET_A4;
  const char *size = writer->paper == XL_SHEET_A3_LANDSCAPE ? "fo:page-width=\"420mm\" fo:page-height=\"297mm\""
                     : wide ? "fo:page-width=\"297mm\" fo:page-height=\"210mm\"" : "fo:page-width=\"210mm\" fo:page-height=\"297mm\"";

  return g_strdup_printf ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-styles " NAMESPACES " office:version=\"1.2\">"
    "<office:styles><style:style style:name=\"Default\" style:family=\"table-cell\"/></office:styles><office:automatic-styles>"
    "<style:page-layout style:name=\"page\"><style:page-layout-properties %s style:print-orientation=\"%s\" fo:margin=\"15mm\""
    " style:table-centering=\"horizontal\" style:scale-to-X=\"1\" style:scale-to-Y=\"0\"/><style:footer-style><style:header-footer-properties fo:min-height=\"7mm\"/></style:footer-style></style:page-layout>"
    "</office:automatic-styles><office:master-styles><style:master-page style:name=\"Default\" style:page-layout-name=\"page\">"
    "<style:footer><style:region-center><text:p>第 <text:page-number>1</text:page-number> 页 共 <text:page-count>1</text:page-count> 页"
    "</text:p></style:region-center></style:footer>"
    "</style:master-page></office:master-styles></office:document-styles>\n", size, wide ? "landscape" : "portrait");
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
write_parts (const XlSheetWriter *writer, struct archive *archive, const Ods *ods)
{
  g_autofree char *settings = make_settings (writer, ods->header_row);
  g_autofree char *styles = make_page_styles (writer);
  static const char manifest[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\""
    " manifest:version=\"1.2\"><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"" MIMETYPE "\"/>"
    "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
    "<manifest:file-entry manifest:full-path=\"styles.xml\" manifest:media-type=\"text/xml\"/>"
    "<manifest:file-entry manifest:full-path=\"settings.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>\n";

  /* the first part is stored as it is, so that the kind of the file can be seen from its first bytes */
  return archive_write_zip_set_compression_store (archive) == ARCHIVE_OK
         && add_part (archive, "mimetype", MIMETYPE, strlen (MIMETYPE))
         && archive_write_zip_set_compression_deflate (archive) == ARCHIVE_OK
         && add_part (archive, "content.xml", ods->xml->str, ods->xml->len)
         && add_part (archive, "styles.xml", styles, strlen (styles)) && add_part (archive, "settings.xml", settings, strlen (settings))
         && add_part (archive, "META-INF/manifest.xml", manifest, strlen (manifest));
}

static gboolean
end (XlSheetWriter *writer, GError **error)
{
  Ods *ods = writer->data;
  struct archive *archive = archive_write_new ();
  guint last = writer->row;
  gboolean ok;

  if (writer->row == ods->header_row + 1)
    append_empty_rows (writer, ods->xml);
  if (writer->sums != NULL)
    append_totals (writer, ods->xml);
  if (writer->below != NULL)
    append_line (writer, ods->xml, writer->below, "line");
  g_string_append (ods->xml, "</table:table>");
  append_filter (writer, ods->xml, ods->header_row, last);
  g_string_append (ods->xml, "</office:spreadsheet></office:body></office:document-content>\n");
  ok = archive_write_set_format_zip (archive) == ARCHIVE_OK && archive_write_open_filename (archive, writer->temporary) == ARCHIVE_OK
       && write_parts (writer, archive, ods) && archive_write_close (archive) == ARCHIVE_OK;
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
