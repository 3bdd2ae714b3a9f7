#include "exchange/xl-sheet-reader-private.h"

#include "base/xl-error.h"
#include "exchange/xl-xlsx-parts.h"
#include "exchange/xl-zip-reader.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  XlXlsxParts    parts;
  XlZipXml      *xml;          /* the sheet being read */
  const char    *sheet;
  gboolean       at_end;
  /* where the parse stands */
  guint          row;          /* last row seen */
  gboolean       in_row, in_cell;
  XlCell         cell;
  char           type;         /* of the cell: n s b e t (str) i (inlineStr) d */
  gboolean       is_date, in_value, in_phonetic;
  GString       *value;
} Xlsx;

static void
stop (XlSheetReader *reader, XlZipXml *xml, int code, const char *reason)
{
  Xlsx *x = reader->data;

  xl_zip_xml_stop (xml, g_error_new (XL_ERROR, code, _("%s: sheet %s, row %u: %s"), reader->name, x->sheet, x->row, reason));
}

/* "AB12" → 28; 0 when it is none. */
static guint
column_of (const xmlChar *from, const xmlChar *to)
{
  guint column = 0;

  for (; from < to && g_ascii_isalpha (*from); from++)
    {
      column = column * 26 + (guint) (g_ascii_toupper (*from) - 'A' + 1);
      if (column > XL_SHEET_MAX_COLUMNS)
        return 0;
    }
  return column;
}

static guint
row_of (const xmlChar *from, const xmlChar *to)
{
  guint64 row = 0;

  while (from < to && g_ascii_isalpha (*from))
    from++;
  for (; from < to && g_ascii_isdigit (*from) && row < G_MAXUINT32 / 20; from++)
    row = row * 10 + (guint64) (*from - '0');
  return (guint) row;
}

static void
begin_row (XlSheetReader *reader, XlZipXml *xml, int n, const xmlChar **attributes)
{
  Xlsx *x = reader->data;
  gint64 number = xl_xml_number (n, attributes, "r", (gint64) x->row + 1);

  if (number <= x->row || number > 0x7fffffff)
    {
      stop (reader, xml, XL_ERROR_DAMAGED, _("the rows are not in order"));
      return;
    }
  x->row = (guint) number;
  x->in_row = TRUE;
  x->cell.column = 0;
  xl_row_batch_begin (&reader->batch, x->row);
}

static char
type_letter (const xmlChar *from, const xmlChar *to)
{
  gsize length = (gsize) (to - from);

  if (length == 1)
    return (char) *from;
  if (length == 3)
    return 't';
  return length == 9 ? 'i' : 'n';
}

static void
begin_cell (XlSheetReader *reader, XlZipXml *xml, int n, const xmlChar **attributes)
{
  Xlsx *x = reader->data;
  guint column = x->cell.column + 1;
  guint64 style = 0;
  GError *error = NULL;

  x->type = 'n';
  for (int i = 0; i < n; i++, attributes += 5)
    if (attributes[0][0] == 'r' && attributes[0][1] == '\0')
      column = column_of (attributes[3], attributes[4]);
    else if (attributes[0][0] == 't' && attributes[0][1] == '\0')
      x->type = type_letter (attributes[3], attributes[4]);
    else if (attributes[0][0] == 's' && attributes[0][1] == '\0')
      style = strtoul ((const char *) attributes[3], NULL, 10);
  x->cell = (XlCell) { .column = column };
  x->is_date = style < x->parts.styles->len && (x->parts.styles->data[style] & XL_STYLE_DATE);
  x->cell.quote_prefix = style < x->parts.styles->len && (x->parts.styles->data[style] & XL_STYLE_QUOTE_PREFIX);
  x->in_cell = column > 0 && x->in_row;
  g_string_truncate (x->value, 0);
  if (!xl_sheet_reader_count (reader, 1, x->sheet, &error))
    xl_zip_xml_stop (xml, error);
}

static void
take_merged (XlSheetReader *reader, int n, const xmlChar **attributes)
{
  g_autofree char *ref = xl_xml_attribute (n, attributes, "ref");
  const xmlChar *text = (const xmlChar *) ref, *colon = (const xmlChar *) (ref != NULL ? strchr (ref, ':') : NULL);
  XlMergedRange range;

  if (colon == NULL || reader->merged->len > 1000000)
    return;
  range.first_column = column_of (text, colon);
  range.first_row = row_of (text, colon);
  range.last_column = column_of (colon + 1, colon + strlen (ref));
  range.last_row = row_of (colon + 1, colon + strlen (ref));
  if (range.first_row > 0 && range.last_row >= range.first_row && range.first_column > 0
      && range.last_column >= range.first_column)
    g_array_append_val (reader->merged, range);
}

static void
take_column (XlSheetReader *reader, int n, const xmlChar **attributes)
{
  g_autofree char *hidden = xl_xml_attribute (n, attributes, "hidden");
  gint64 first = xl_xml_number (n, attributes, "min", 0), last = xl_xml_number (n, attributes, "max", 0);

  if (hidden != NULL && (strcmp (hidden, "1") == 0 || strcmp (hidden, "true") == 0) && first > 0)
    xl_sheet_reader_hide (reader, (guint) first, (guint) MIN (last, XL_SHEET_MAX_COLUMNS));
}

static void
on_start (void *xml, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_ns, const xmlChar **ns, int n,
          int n_default, const xmlChar **attributes)
{
  XlSheetReader *reader = xl_zip_xml_get_user (xml);
  Xlsx *x = reader->data;
  const char *tag = (const char *) name;

  if (tag[1] == '\0')
    {
      if (tag[0] == 'c')
        begin_cell (reader, xml, n, attributes);
      else if (x->in_cell && (tag[0] == 'v' || tag[0] == 't'))
        x->in_value = !x->in_phonetic;
      else if (tag[0] == 'f')
        x->cell.formula = TRUE;
    }
  else if (strcmp (tag, "row") == 0)
    begin_row (reader, xml, n, attributes);
  else if (strcmp (tag, "rPh") == 0)
    x->in_phonetic = TRUE;
  else if (strcmp (tag, "mergeCell") == 0)
    take_merged (reader, n, attributes);
  else if (strcmp (tag, "col") == 0)
    take_column (reader, n, attributes);
}

/* Finds a shared text; FALSE when its index is none. */
static gboolean
take_shared (Xlsx *x, gsize *length)
{
  char *end;
  guint64 index = g_ascii_strtoull (x->value->str, &end, 10);
  gsize next;

  if (end == x->value->str || index >= x->parts.offsets->len)
    return FALSE;
  x->cell.text = x->parts.strings->str + g_array_index (x->parts.offsets, guint32, index);
  next = index + 1 < x->parts.offsets->len ? g_array_index (x->parts.offsets, guint32, index + 1) : x->parts.strings->len;
  *length = next - g_array_index (x->parts.offsets, guint32, index) - 1;
  return TRUE;
}

static void
take_number (Xlsx *x)
{
  x->cell.number = g_ascii_strtod (x->value->str, NULL);
  x->cell.type = x->type == 'b' ? XL_CELL_BOOL : x->is_date ? XL_CELL_DATE : XL_CELL_NUMBER;
  if (x->cell.type == XL_CELL_DATE && x->parts.date1904)
    x->cell.number += 1462;
}

static void
end_cell (XlSheetReader *reader, XlZipXml *xml)
{
  Xlsx *x = reader->data;
  gboolean stays = FALSE;
  gsize length = x->value->len;

  x->in_cell = FALSE;
  if (length == 0)
    return;
  x->cell.text = x->value->str;
  x->cell.type = XL_CELL_TEXT;
  if (x->type == 's')
    {
      if (!take_shared (x, &length))
        {
          stop (reader, xml, XL_ERROR_DAMAGED, _("a cell names a text that is not there"));
          return;
        }
      stays = TRUE;
    }
  else if (x->type == 'n' || x->type == 'b')
    take_number (x);
  else if (x->type == 'e')
    x->cell.type = XL_CELL_ERROR;
  if (length > 0)
    xl_row_batch_add (&reader->batch, &x->cell, length, stays);
}

static void
on_end (void *xml, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  XlSheetReader *reader = xl_zip_xml_get_user (xml);
  Xlsx *x = reader->data;
  const char *tag = (const char *) name;

  if (tag[1] == '\0')
    {
      if (tag[0] == 'c' && x->in_cell)
        end_cell (reader, xml);
      else if (tag[0] == 'v' || tag[0] == 't')
        x->in_value = FALSE;
    }
  else if (strcmp (tag, "row") == 0 && x->in_row)
    {
      x->in_row = FALSE;
      xl_row_batch_end (&reader->batch);
    }
  else if (strcmp (tag, "rPh") == 0)
    x->in_phonetic = FALSE;
}

static void
on_text (void *xml, const xmlChar *text, int length)
{
  XlSheetReader *reader = xl_zip_xml_get_user (xml);
  Xlsx *x = reader->data;

  if (!x->in_value)
    return;
  g_string_append_len (x->value, (const char *) text, length);
  if (x->value->len > XL_SHEET_MAX_TEXT)
    stop (reader, xml, XL_ERROR_TOO_LARGE, _("a cell holds more text than any cell can"));
}

static gboolean
select_sheet (XlSheetReader *reader, guint sheet, GError **error)
{
  static const xmlSAXHandler sax = { .startElementNs = on_start, .endElementNs = on_end, .characters = on_text };
  Xlsx *x = reader->data;

  if (!xl_xlsx_parts_strings (&x->parts, reader, error))
    return FALSE;
  g_clear_pointer (&x->xml, xl_zip_xml_free);
  x->sheet = ((XlSheetInfo *) g_ptr_array_index (reader->sheets, sheet))->name;
  x->at_end = x->in_row = x->in_cell = x->in_value = x->in_phonetic = FALSE;
  x->row = 0;
  x->xml = xl_zip_xml_open (reader->path, reader->name, g_ptr_array_index (x->parts.targets, sheet), &sax, reader, error);
  return x->xml != NULL;
}

static const XlRow *
next_row (XlSheetReader *reader, GError **error)
{
  Xlsx *x = reader->data;

  if (x->xml == NULL)
    return NULL;
  xl_row_batch_reset (&reader->batch);
  while (!x->at_end && reader->batch.rows->len == 0)
    {
      int more = xl_zip_xml_feed (x->xml, error);

      if (more < 0)
        return NULL;
      x->at_end = more == 0;
    }
  xl_row_batch_seal (&reader->batch);
  if (reader->batch.rows->len == 0)
    xl_sheet_reader_is_settled (reader, error);
  return xl_row_batch_take (&reader->batch);
}

static double
get_progress (XlSheetReader *reader)
{
  Xlsx *x = reader->data;

  return x->xml != NULL ? xl_zip_xml_progress (x->xml) : 0.0;
}

static void
free_xlsx (XlSheetReader *reader)
{
  Xlsx *x = reader->data;

  g_clear_pointer (&x->xml, xl_zip_xml_free);
  xl_xlsx_parts_clear (&x->parts);
  g_string_free (x->value, TRUE);
  g_free (x);
}

static const XlSheetReaderClass xlsx_class = { select_sheet, next_row, get_progress, free_xlsx };

gboolean
xl_xlsx_reader_open (XlSheetReader *reader, GError **error)
{
  Xlsx *x = g_new0 (Xlsx, 1);

  x->value = g_string_new (NULL);
  reader->data = x;
  reader->klass = &xlsx_class;
  return xl_xlsx_parts_read (&x->parts, reader, error);
}
