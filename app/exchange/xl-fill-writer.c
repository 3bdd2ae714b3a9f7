/* Rows into somebody's own xlsx form: everything in the file stays as it was but the rows below its header. */
#include "exchange/xl-sheet-writer-private.h"

#include "base/xl-error.h"
#include "exchange/xl-xlsx-parts.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <libxml/tree.h>
#include <string.h>

#define MAX_PART (8 * 1024 * 1024)
#define MAX_FORM_ROWS 1048576

typedef struct {
  char      *part;           /* of the sheet: "xl/worksheets/sheet1.xml" */
  xmlDoc    *doc;
  xmlNode   *data;           /* sheetData */
  guint      header_row, content_row;   /* of the first row below the header that says something; 0: none */
  GPtrArray *rows;           /* char **: what is to be filled in */
} Fill;

/* Looking at the form --------------------------------------------------------------------------------------------- */

static xmlNode *
child_of (xmlNode *node, const char *name)
{
  for (xmlNode *child = node != NULL ? node->children : NULL; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE && strcmp ((const char *) child->name, name) == 0)
      return child;
  return NULL;
}

static xmlNode *
next_of (xmlNode *node, const char *name)
{
  for (node = node->next; node != NULL; node = node->next)
    if (node->type == XML_ELEMENT_NODE && strcmp ((const char *) node->name, name) == 0)
      return node;
  return NULL;
}

static guint
number_of (xmlNode *row)
{
  xmlChar *text = xmlGetNoNsProp (row, BAD_CAST "r");
  guint64 number = text != NULL ? g_ascii_strtoull ((const char *) text, NULL, 10) : 0;

  xmlFree (text);
  return (guint) MIN (number, MAX_FORM_ROWS);
}

static gboolean
says_something (xmlNode *row)
{
  for (xmlNode *c = child_of (row, "c"); c != NULL; c = next_of (c, "c"))
    if (child_of (c, "v") != NULL || child_of (c, "is") != NULL || child_of (c, "f") != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
has_formula (xmlNode *row)
{
  for (xmlNode *c = child_of (row, "c"); c != NULL; c = next_of (c, "c"))
    if (child_of (c, "f") != NULL)
      return TRUE;
  return FALSE;
}

/* "A5:C7" → its first and last row. */
static gboolean
rows_of (const char *ref, guint *first, guint *last)
{
  const char *colon = strchr (ref, ':');

  *first = (guint) g_ascii_strtoull (ref + strcspn (ref, "0123456789"), NULL, 10);
  *last = colon != NULL ? (guint) g_ascii_strtoull (colon + strcspn (colon, "0123456789"), NULL, 10) : *first;
  return *first > 0 && *last >= *first && *last <= MAX_FORM_ROWS;
}

/* Merged cells among the rows to fill, formulas and numberless rows are beyond what can be moved without harm. */
static gboolean
is_fillable (Fill *fill)
{
  xmlNode *merges = child_of (fill->data->parent, "mergeCells");
  guint before = 0, first, last;

  for (xmlNode *row = child_of (fill->data, "row"); row != NULL; row = next_of (row, "row"))
    {
      guint r = number_of (row);

      if (r <= before || has_formula (row))
        return FALSE;
      before = r;
      if (r > fill->header_row && fill->content_row == 0 && says_something (row))
        fill->content_row = r;
    }
  for (xmlNode *m = child_of (merges, "mergeCell"); m != NULL; m = next_of (m, "mergeCell"))
    {
      xmlChar *ref = xmlGetNoNsProp (m, BAD_CAST "ref");
      gboolean ok = ref != NULL && rows_of ((const char *) ref, &first, &last)
                    && (last <= fill->header_row || (fill->content_row > 0 && first >= fill->content_row));

      xmlFree (ref);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static gboolean
refuse (XlSheetWriter *writer, GError **error)
{
  g_set_error (error, XL_ERROR, XL_ERROR_NOT_THAT_KIND, "%s: the form cannot be filled in as it is", writer->path);
  return FALSE;
}

static gboolean
find_part (XlSheetWriter *writer, Fill *fill, GError **error)
{
  g_autoptr(XlSheetReader) reader = xl_sheet_reader_open (writer->form_path, NULL, error);
  XlXlsxParts parts = { 0 };

  if (reader == NULL || xl_sheet_reader_get_format (reader) != XL_SHEET_XLSX)
    return FALSE;
  if (xl_xlsx_parts_read (&parts, reader, error) && writer->form_sheet < parts.targets->len)
    fill->part = g_strdup (g_ptr_array_index (parts.targets, writer->form_sheet));
  xl_xlsx_parts_clear (&parts);
  return fill->part != NULL;
}

static gboolean
begin (XlSheetWriter *writer, GError **error)
{
  Fill *fill = g_new0 (Fill, 1);
  g_autofree char *text = NULL;

  writer->data = fill;
  fill->header_row = writer->form_header_row;
  fill->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  if (!find_part (writer, fill, NULL))
    return refuse (writer, error);
  text = xl_zip_read_text (writer->form_path, writer->path, fill->part, MAX_PART, NULL);
  if (text == NULL || strstr (text, "<!DOCTYPE") != NULL)
    return refuse (writer, error);
  fill->doc = xmlReadMemory (text, (int) strlen (text), NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  fill->data = fill->doc != NULL ? child_of (xmlDocGetRootElement (fill->doc), "sheetData") : NULL;
  return (fill->data != NULL && is_fillable (fill)) || refuse (writer, error);
}

static gboolean
add_row (XlSheetWriter *writer, const char *const *values, GError **error)
{
  Fill *fill = writer->data;
  char **row = g_new0 (char *, writer->n_columns + 1);

  for (guint i = 0; i < writer->n_columns; i++)
    row[i] = g_strdup (values[i] != NULL ? values[i] : "");
  g_ptr_array_add (fill->rows, row);
  writer->row++;
  return TRUE;
}

/* Filling in ------------------------------------------------------------------------------------------------------ */

static void
set_number (xmlNode *row, guint number)
{
  g_autofree char *r = g_strdup_printf ("%u", number);

  xmlSetProp (row, BAD_CAST "r", BAD_CAST r);
  for (xmlNode *c = child_of (row, "c"); c != NULL; c = next_of (c, "c"))
    {
      xmlChar *ref = xmlGetNoNsProp (c, BAD_CAST "r");
      g_autofree char *moved = ref != NULL ? g_strdup_printf ("%.*s%u", (int) strcspn ((char *) ref, "0123456789"), ref, number) : NULL;

      if (moved != NULL)
        xmlSetProp (c, BAD_CAST "r", BAD_CAST moved);
      xmlFree (ref);
    }
}

/* What stands below the rows goes down by @by. */
static void
move_rest (Fill *fill, guint by)
{
  xmlNode *merges = child_of (fill->data->parent, "mergeCells");
  guint first, last;

  for (xmlNode *row = child_of (fill->data, "row"); by > 0 && row != NULL; row = next_of (row, "row"))
    if (number_of (row) >= fill->content_row)
      set_number (row, number_of (row) + by);
  for (xmlNode *m = child_of (merges, "mergeCell"); by > 0 && m != NULL; m = next_of (m, "mergeCell"))
    {
      xmlChar *ref = xmlGetNoNsProp (m, BAD_CAST "ref");

      if (rows_of ((const char *) ref, &first, &last) && first >= fill->content_row)
        {
          g_auto(GStrv) ends = g_strsplit ((const char *) ref, ":", 2);
          g_autofree char *moved = g_strdup_printf ("%.*s%u:%.*s%u", (int) strcspn (ends[0], "0123456789"), ends[0], first + by,
                                                    (int) strcspn (ends[1], "0123456789"), ends[1], last + by);

          xmlSetProp (m, BAD_CAST "ref", BAD_CAST moved);
        }
      xmlFree (ref);
    }
}

static guint
column_of (xmlNode *c)
{
  xmlChar *ref = xmlGetNoNsProp (c, BAD_CAST "r");
  g_autofree char *letters = ref != NULL ? g_strndup ((char *) ref, strcspn ((char *) ref, "0123456789")) : NULL;

  xmlFree (ref);
  return letters != NULL ? xl_column_number (letters) : 0;
}

/* The cell of @column, made in its place when there is none. */
static xmlNode *
cell_of (xmlNode *row, guint column, guint number)
{
  g_autofree char *letters = xl_column_letters (column);
  g_autofree char *ref = g_strdup_printf ("%s%u", letters, number);
  xmlNode *c = child_of (row, "c"), *made;

  while (c != NULL && column_of (c) < column)
    c = next_of (c, "c");
  if (c != NULL && column_of (c) == column)
    return c;
  made = xmlNewNode (row->ns, BAD_CAST "c");
  xmlSetProp (made, BAD_CAST "r", BAD_CAST ref);
  return c != NULL ? xmlAddPrevSibling (c, made) : xmlAddChild (row, made);
}

static void
set_cell (xmlNode *c, const XlSheetColumn *column, const char *value)
{
  gboolean counted = column->type == XL_COLUMN_INTEGER || column->type == XL_COLUMN_DECIMAL;
  g_autofree char *number = counted ? xl_sheet_writer_number (value) : NULL;

  if (value[0] == '\0')
    return;
  if (number != NULL)
    {
      xmlUnsetProp (c, BAD_CAST "t");
      xmlNewTextChild (c, c->ns, BAD_CAST "v", BAD_CAST number);
      return;
    }
  xmlSetProp (c, BAD_CAST "t", BAD_CAST "inlineStr");
  xmlNodeSetSpacePreserve (xmlNewTextChild (xmlNewChild (c, c->ns, BAD_CAST "is", NULL), c->ns, BAD_CAST "t", BAD_CAST value), 1);
}

static xmlNode *
blank_row (Fill *fill, guint number, xmlNode **pattern)
{
  xmlNode *before = NULL, *row;

  for (row = child_of (fill->data, "row"); row != NULL && number_of (row) < number; row = next_of (row, "row"))
    before = row;
  if (row != NULL && number_of (row) == number)
    {
      *pattern = row;
      return row;
    }
  row = *pattern != NULL ? xmlCopyNode (*pattern, 2) : xmlNewNode (fill->data->ns, BAD_CAST "row");
  if (*pattern != NULL)
    for (xmlNode *c = child_of (*pattern, "c"); c != NULL; c = next_of (c, "c"))   /* the looks of its cells, not what is in them */
      xmlAddChild (row, xmlCopyNode (c, 2));
  set_number (row, number);
  return before != NULL ? xmlAddNextSibling (before, row) : xmlAddChild (fill->data, row);
}

static void
fill_rows (const XlSheetWriter *writer, Fill *fill)
{
  guint room = fill->content_row > 0 ? fill->content_row - fill->header_row - 1 : G_MAXUINT;
  xmlNode *pattern = NULL;

  move_rest (fill, fill->rows->len > room ? fill->rows->len - room : 0);
  for (guint i = 0; i < fill->rows->len; i++)
    {
      char **values = g_ptr_array_index (fill->rows, i);
      guint number = fill->header_row + 1 + i;
      xmlNode *row = blank_row (fill, number, &pattern);

      xmlUnsetProp (row, BAD_CAST "spans");
      for (guint k = 0; k < writer->n_columns; k++)
        set_cell (cell_of (row, k + 1, number), &writer->columns[k], values[k]);
    }
}

/* The file -------------------------------------------------------------------------------------------------------- */

static gboolean
put (struct archive *out, const char *name, gconstpointer bytes, gsize size)
{
  struct archive_entry *entry = archive_entry_new ();
  gboolean ok;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_mtime (entry, 0, 0);
  ok = archive_write_header (out, entry) == ARCHIVE_OK && (size == 0 || archive_write_data (out, bytes, size) == (la_ssize_t) size);
  archive_entry_free (entry);
  return ok;
}

/* A print area would cut off the rows that were added. */
static char *
without_print_area (const char *workbook)
{
  g_autoptr(GRegex) regex = g_regex_new ("<definedName [^>]*_xlnm\\.Print_Area[^>]*>[^<]*</definedName>", G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr(GRegex) empty = g_regex_new ("<definedNames>\\s*</definedNames>", G_REGEX_OPTIMIZE, 0, NULL);
  g_autofree char *first = g_regex_replace_literal (regex, workbook, -1, 0, "", 0, NULL);

  return g_regex_replace_literal (empty, first, -1, 0, "", 0, NULL);
}

static gboolean
copy_entry (struct archive *in, struct archive *out, const char *name, const Fill *fill, const char *sheet, int sheet_size)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree char *workbook = NULL;
  guint8 chunk[16384];
  la_ssize_t n;

  if (strcmp (name, fill->part) == 0)
    return put (out, name, sheet, (gsize) sheet_size);
  while ((n = archive_read_data (in, chunk, sizeof chunk)) > 0)
    {
      g_byte_array_append (bytes, chunk, (guint) n);
      if (bytes->len > 8 * MAX_PART)
        return FALSE;
    }
  if (n < 0 || strcmp (name, "xl/workbook.xml") != 0)
    return n == 0 && put (out, name, bytes->data, bytes->len);
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  workbook = without_print_area ((const char *) bytes->data);
  return put (out, name, workbook, strlen (workbook));
}

static gboolean
copy_all (struct archive *in, struct archive *out, const Fill *fill, const char *sheet, int sheet_size)
{
  struct archive_entry *entry;
  int code;

  while ((code = archive_read_next_header (in, &entry)) == ARCHIVE_OK)
    {
      g_autofree char *name = g_strdup (archive_entry_pathname (entry));

      if (name == NULL || (!g_str_has_suffix (name, "/") && !copy_entry (in, out, name, fill, sheet, sheet_size)))
        return FALSE;
    }
  return code == ARCHIVE_EOF;
}

static gboolean
end (XlSheetWriter *writer, GError **error)
{
  Fill *fill = writer->data;
  struct archive *in = archive_read_new (), *out = archive_write_new ();
  xmlChar *sheet = NULL;
  int size = 0;
  gboolean ok;
  xmlNode *dimension = child_of (fill->data->parent, "dimension");

  fill_rows (writer, fill);
  if (dimension != NULL)
    {
      xmlUnlinkNode (dimension);
      xmlFreeNode (dimension);
    }
  xmlDocDumpMemoryEnc (fill->doc, &sheet, &size, "UTF-8");
  ok = sheet != NULL && archive_read_support_format_zip (in) == ARCHIVE_OK
       && archive_read_open_filename (in, writer->form_path, 16384) == ARCHIVE_OK && archive_write_set_format_zip (out) == ARCHIVE_OK
       && archive_write_open_filename (out, writer->temporary) == ARCHIVE_OK && copy_all (in, out, fill, (const char *) sheet, size)
       && archive_write_close (out) == ARCHIVE_OK;
  if (!ok)
    xl_sheet_writer_fail (writer, archive_error_string (out) != NULL ? archive_error_string (out) : "unknown", error);
  archive_read_free (in);
  archive_write_free (out);
  xmlFree (sheet);
  return ok;
}

static void
free_fill (XlSheetWriter *writer)
{
  Fill *fill = writer->data;

  if (fill->doc != NULL)
    xmlFreeDoc (fill->doc);
  g_ptr_array_unref (fill->rows);
  g_free (fill->part);
  g_free (fill);
}

const XlSheetWriterClass xl_fill_writer_class = { begin, add_row, end, free_fill };
