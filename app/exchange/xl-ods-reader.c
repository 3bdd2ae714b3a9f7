#include "exchange/xl-sheet-reader-private.h"

#include "base/xl-error.h"
#include "exchange/xl-zip-reader.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define CONTENT "content.xml"
#define MAX_REPEAT 100000   /* of a cell or row that is not empty */

typedef struct {
  XlZipXml   *xml;
  const char *sheet;
  int         wanted, current;   /* sheets from 0; -1 before the first */
  gboolean    at_end, listing, in_table;
  GHashTable *hidden_styles;     /* table styles that are not displayed */
  char       *style;             /* being read */
  guint       row, row_repeat;   /* row: the last one seen */
  guint       column, cell_repeat, n_columns;
  gboolean    in_cell, in_text, is_covered;
  guint       note_depth;        /* within a comment */
  XlCell      cell;
  GString    *value;             /* the cell's paragraphs */
  char       *attribute;         /* its exact value, when it has one */
} Ods;

static void
stop (Ods *o, XlSheetReader *reader, XlZipXml *xml, int code, const char *reason)
{
  xl_zip_xml_stop (xml, g_error_new (XL_ERROR, code, _("%s: sheet %s, row %u: %s"), reader->name,
                                     o->sheet != NULL ? o->sheet : "", o->row, reason));
}

/* "2024-03-05" or "2024-03-05T08:30:00" as days since 1899-12-30; NAN when it is neither. */
static double
serial_of (const char *iso)
{
  g_autoptr(GDateTime) moment = NULL;
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *full = strlen (iso) == 10 ? g_strconcat (iso, "T00:00:00", NULL) : g_strdup (iso);

  moment = g_date_time_new_from_iso8601 (full, utc);
  return moment != NULL ? (double) g_date_time_to_unix (moment) / 86400.0 + 25569.0 : NAN;
}

static void
begin_table (XlSheetReader *reader, Ods *o, int n, const xmlChar **attributes)
{
  o->current++;
  o->row = 0;
  o->n_columns = 0;
  if (o->listing)
    {
      g_autofree char *name = xl_xml_attribute (n, attributes, "name");
      g_autofree char *style = xl_xml_attribute (n, attributes, "style-name");

      xl_sheet_reader_add_sheet (reader, name != NULL ? name : "",
                                 style != NULL && g_hash_table_contains (o->hidden_styles, style));
      return;
    }
  o->in_table = o->current == o->wanted;
}

static void
begin_row (XlSheetReader *reader, Ods *o, int n, const xmlChar **attributes)
{
  o->row_repeat = (guint) CLAMP (xl_xml_number (n, attributes, "number-rows-repeated", 1), 1, 0x7fffffff);
  o->row++;
  o->column = 0;
  xl_row_batch_begin (&reader->batch, o->row);
}

static void
set_type (Ods *o, int n, const xmlChar **attributes)
{
  g_autofree char *type = xl_xml_attribute (n, attributes, "value-type");
  const char *exact = NULL;

  o->cell.type = XL_CELL_TEXT;
  if (type == NULL || strcmp (type, "string") == 0)
    exact = "string-value";
  else if (strcmp (type, "date") == 0)
    {
      o->cell.type = XL_CELL_DATE;
      exact = "date-value";
    }
  else if (strcmp (type, "boolean") == 0)
    {
      o->cell.type = XL_CELL_BOOL;
      exact = "boolean-value";
    }
  else if (strcmp (type, "float") == 0 || strcmp (type, "percentage") == 0 || strcmp (type, "currency") == 0)
    {
      o->cell.type = XL_CELL_NUMBER;
      exact = "value";
    }
  g_clear_pointer (&o->attribute, g_free);
  o->attribute = exact != NULL ? xl_xml_attribute (n, attributes, exact) : NULL;
}

static void
begin_cell (XlSheetReader *reader, Ods *o, XlZipXml *xml, int n, const xmlChar **attributes, gboolean covered)
{
  gint64 columns = xl_xml_number (n, attributes, "number-columns-spanned", 1);
  gint64 rows = xl_xml_number (n, attributes, "number-rows-spanned", 1);
  g_autofree char *formula = xl_xml_attribute (n, attributes, "formula");
  GError *error = NULL;

  o->cell_repeat = (guint) CLAMP (xl_xml_number (n, attributes, "number-columns-repeated", 1), 1, 0x7fffffff);
  o->cell = (XlCell) { .column = o->column + 1, .formula = formula != NULL };
  o->in_cell = TRUE;
  o->is_covered = covered;
  g_string_truncate (o->value, 0);
  set_type (o, n, attributes);
  if ((columns > 1 || rows > 1) && columns < XL_SHEET_MAX_COLUMNS && rows < 0x7ffffff && reader->merged->len < 1000000)
    {
      XlMergedRange range = { o->row, o->column + 1, o->row + (guint) rows - 1, o->column + (guint) columns };

      g_array_append_val (reader->merged, range);
    }
  if (!xl_sheet_reader_count (reader, 1, o->sheet, &error))
    xl_zip_xml_stop (xml, error);
}

static void
take_column (XlSheetReader *reader, Ods *o, int n, const xmlChar **attributes)
{
  g_autofree char *visibility = xl_xml_attribute (n, attributes, "visibility");
  guint repeat = (guint) CLAMP (xl_xml_number (n, attributes, "number-columns-repeated", 1), 1, XL_SHEET_MAX_COLUMNS);

  if (g_strcmp0 (visibility, "collapse") == 0)
    xl_sheet_reader_hide (reader, o->n_columns + 1, o->n_columns + repeat);
  o->n_columns = MIN (o->n_columns + repeat, XL_SHEET_MAX_COLUMNS);
}

static void
take_style (Ods *o, const char *tag, int n, const xmlChar **attributes)
{
  if (strcmp (tag, "style") == 0)
    {
      g_free (o->style);
      o->style = xl_xml_attribute (n, attributes, "name");
    }
  else if (strcmp (tag, "table-properties") == 0 && o->style != NULL)
    {
      g_autofree char *display = xl_xml_attribute (n, attributes, "display");

      if (g_strcmp0 (display, "false") == 0)
        g_hash_table_add (o->hidden_styles, g_strdup (o->style));
    }
}

static void
on_start (void *xml, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_ns, const xmlChar **ns, int n,
          int n_default, const xmlChar **attributes)
{
  XlSheetReader *reader = xl_zip_xml_get_user (xml);
  Ods *o = reader->data;
  const char *tag = (const char *) name;

  if (strcmp (tag, "table") == 0)
    begin_table (reader, o, n, attributes);
  else if (o->listing)
    take_style (o, tag, n, attributes);
  else if (!o->in_table)
    return;
  else if (strcmp (tag, "table-row") == 0)
    begin_row (reader, o, n, attributes);
  else if (strcmp (tag, "table-cell") == 0 || strcmp (tag, "covered-table-cell") == 0)
    begin_cell (reader, o, xml, n, attributes, tag[0] == 'c');
  else if (strcmp (tag, "table-column") == 0)
    take_column (reader, o, n, attributes);
  else if (strcmp (tag, "annotation") == 0)
    o->note_depth++;
  else if (o->in_cell && o->note_depth == 0 && strcmp (tag, "p") == 0)
    {
      if (o->value->len > 0)
        g_string_append_c (o->value, '\n');
      o->in_text = TRUE;
    }
  else if (o->in_text && strcmp (tag, "s") == 0)
    for (gint64 i = CLAMP (xl_xml_number (n, attributes, "c", 1), 1, 1000); i > 0; i--)
      g_string_append_c (o->value, ' ');
  else if (o->in_text && (strcmp (tag, "tab") == 0 || strcmp (tag, "line-break") == 0))
    g_string_append_c (o->value, tag[0] == 't' ? '\t' : '\n');
}

/* The exact value where there is one, else what is shown. */
static gboolean
settle_cell (Ods *o)
{
  if (o->cell.type == XL_CELL_DATE && o->attribute != NULL)
    {
      o->cell.number = serial_of (o->attribute);
      if (isnan (o->cell.number))
        o->cell.type = XL_CELL_TEXT;
    }
  else if (o->cell.type == XL_CELL_NUMBER && o->attribute != NULL)
    o->cell.number = g_ascii_strtod (o->attribute, NULL);
  else if (o->cell.type == XL_CELL_BOOL)
    o->cell.number = g_strcmp0 (o->attribute, "true") == 0;
  else if (o->attribute == NULL && o->cell.type != XL_CELL_TEXT)
    o->cell.type = XL_CELL_TEXT;
  o->cell.text = o->attribute != NULL ? o->attribute : o->value->str;
  return o->cell.text[0] != '\0';
}

static void
end_cell (XlSheetReader *reader, Ods *o, XlZipXml *xml)
{
  GError *error = NULL;

  o->in_cell = FALSE;
  if (!o->is_covered && settle_cell (o))
    {
      guint repeat = MIN (o->cell_repeat, XL_SHEET_MAX_COLUMNS);

      for (guint i = 0; i < repeat; i++)
        {
          xl_row_batch_add (&reader->batch, &o->cell, strlen (o->cell.text), FALSE);
          o->cell.column++;
        }
      if (repeat > 1 && !xl_sheet_reader_count (reader, repeat - 1, o->sheet, &error))
        xl_zip_xml_stop (xml, error);
    }
  o->column = MIN (o->column + MIN (o->cell_repeat, 0xffffff), 0xffffff);
}

/* A row that stands for several is handed out several times; an empty one only counts. */
static void
end_row (XlSheetReader *reader, Ods *o, XlZipXml *xml)
{
  XlRowBatch *batch = &reader->batch;
  guint first = batch->open_first, n = batch->cells->len - first;
  GError *error = NULL;

  xl_row_batch_end (batch);
  if (n > 0 && o->row_repeat > 1)
    {
      if (o->row_repeat > MAX_REPEAT || !xl_sheet_reader_count (reader, (guint64) n * (o->row_repeat - 1), o->sheet, &error))
        {
          if (error != NULL)
            xl_zip_xml_stop (xml, error);
          else
            stop (o, reader, xml, XL_ERROR_TOO_LARGE, _("one row is repeated more often than any sheet is long"));
          return;
        }
      for (guint i = 1; i < o->row_repeat; i++)
        {
          XlRow again = { o->row + i, n, GSIZE_TO_POINTER ((gsize) first) };

          g_array_append_val (batch->rows, again);
        }
    }
  o->row = MIN (o->row + o->row_repeat - 1, 0x7ffffff);
}

static void
on_end (void *xml, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  XlSheetReader *reader = xl_zip_xml_get_user (xml);
  Ods *o = reader->data;
  const char *tag = (const char *) name;

  if (strcmp (tag, "table") == 0)
    o->in_table = FALSE;
  else if (!o->in_table)
    return;
  else if (strcmp (tag, "table-row") == 0)
    end_row (reader, o, xml);
  else if (o->in_cell && (strcmp (tag, "table-cell") == 0 || strcmp (tag, "covered-table-cell") == 0))
    end_cell (reader, o, xml);
  else if (strcmp (tag, "p") == 0)
    o->in_text = FALSE;
  else if (strcmp (tag, "annotation") == 0 && o->note_depth > 0)
    o->note_depth--;
}

static void
on_text (void *xml, const xmlChar *text, int length)
{
  XlSheetReader *reader = xl_zip_xml_get_user (xml);
  Ods *o = reader->data;

  if (!o->in_text || o->note_depth > 0)
    return;
  g_string_append_len (o->value, (const char *) text, length);
  if (o->value->len > XL_SHEET_MAX_TEXT)
    stop (o, reader, xml, XL_ERROR_TOO_LARGE, _("a cell holds more text than any cell can"));
}

static gboolean
open_content (XlSheetReader *reader, GError **error)
{
  static const xmlSAXHandler sax = { .startElementNs = on_start, .endElementNs = on_end, .characters = on_text };
  Ods *o = reader->data;

  g_clear_pointer (&o->xml, xl_zip_xml_free);
  o->current = -1;
  o->row = o->note_depth = 0;
  o->at_end = o->in_table = o->in_cell = o->in_text = FALSE;
  o->xml = xl_zip_xml_open (reader->path, reader->name, CONTENT, &sax, reader, error);
  return o->xml != NULL;
}

static gboolean
select_sheet (XlSheetReader *reader, guint sheet, GError **error)
{
  Ods *o = reader->data;

  o->listing = FALSE;
  o->wanted = (int) sheet;
  o->sheet = ((XlSheetInfo *) g_ptr_array_index (reader->sheets, sheet))->name;
  return open_content (reader, error);
}

static const XlRow *
next_row (XlSheetReader *reader, GError **error)
{
  Ods *o = reader->data;

  xl_row_batch_reset (&reader->batch);
  while (o->xml != NULL && !o->at_end && reader->batch.rows->len == 0)
    {
      int more = xl_zip_xml_feed (o->xml, error);

      if (more < 0)
        return NULL;
      o->at_end = more == 0 || o->current > o->wanted;
    }
  xl_row_batch_seal (&reader->batch);
  if (reader->batch.rows->len == 0)
    xl_sheet_reader_is_settled (reader, error);
  return xl_row_batch_take (&reader->batch);
}

static double
get_progress (XlSheetReader *reader)
{
  Ods *o = reader->data;

  return o->xml != NULL ? xl_zip_xml_progress (o->xml) : 0.0;
}

static void
free_ods (XlSheetReader *reader)
{
  Ods *o = reader->data;

  g_clear_pointer (&o->xml, xl_zip_xml_free);
  g_hash_table_unref (o->hidden_styles);
  g_string_free (o->value, TRUE);
  g_free (o->attribute);
  g_free (o->style);
  g_free (o);
}

static const XlSheetReaderClass ods_class = { select_sheet, next_row, get_progress, free_ods };

static gboolean
is_encrypted (XlSheetReader *reader)
{
  g_autofree char *manifest = xl_zip_read_text (reader->path, reader->name, "META-INF/manifest.xml", 256 * 1024, NULL);

  return manifest != NULL && strstr (manifest, "encryption-data") != NULL;
}

gboolean
xl_ods_reader_open (XlSheetReader *reader, GError **error)
{
  Ods *o = g_new0 (Ods, 1);

  o->value = g_string_new (NULL);
  o->hidden_styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  o->listing = TRUE;
  reader->data = o;
  reader->klass = &ods_class;
  if (is_encrypted (reader))
    {
      xl_sheet_reader_fail (reader, XL_ERROR_ENCRYPTED, error,
                            _("protected by a password; open it in the spreadsheet program, take the password off and save it"));
      return FALSE;
    }
  if (!open_content (reader, error) || !xl_zip_xml_run (o->xml, reader->cancellable, error))
    return FALSE;
  if (reader->sheets->len > 0)
    return TRUE;
  xl_sheet_reader_fail (reader, XL_ERROR_DAMAGED, error, _("the workbook has no sheet"));
  return FALSE;
}
