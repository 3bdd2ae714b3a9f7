#include "exchange/xl-sheet-reader-private.h"

#include "base/xl-error.h"
#include "exchange/xl-ole-reader.h"
#include "exchange/xl-xlsx-parts.h"

#include <glib/gi18n.h>
#include <string.h>

/* Excel 97–2003 (BIFF8).  Source: [MS-XLS].  freexl, the library at hand, tells neither hidden sheets and columns nor
 * merged cells, and trusts the lengths in the file; so the records are read here, each within its bounds. */

enum {
  R_FORMULA = 0x0006, R_EOF = 0x000a, R_DATEMODE = 0x0022, R_FILEPASS = 0x002f, R_CONTINUE = 0x003c, R_COLINFO = 0x007d,
  R_BOUNDSHEET = 0x0085, R_MULRK = 0x00bd, R_RSTRING = 0x00d6, R_XF = 0x00e0, R_MERGED = 0x00e5, R_SST = 0x00fc,
  R_LABELSST = 0x00fd, R_NUMBER = 0x0203, R_LABEL = 0x0204, R_BOOLERR = 0x0205, R_STRING = 0x0207, R_RK = 0x027e,
  R_FORMAT = 0x041e, R_BOF = 0x0809
};

typedef struct {
  GBytes       *stream;
  const guchar *bytes;
  gsize         size;
  gboolean      date1904;
  GHashTable   *formats;      /* ids of formats of the file's own: 1 no date, 2 date */
  GByteArray   *styles;       /* by XF: XL_STYLE_… */
  GArray       *offsets;      /* of the sheets' streams */
  GPtrArray    *strings;
  /* the sheet being read */
  const char   *sheet;
  gsize         at;
  guint         depth;
  int           row;          /* from 0; -1 before the first */
  gboolean      at_end;
  XlCell        waiting;      /* a formula whose text stands in the next record; column 0: none */
} Xls;

typedef struct {
  guint         id;
  const guchar *data;
  guint         length;
} Record;

static guint
get16 (const guchar *p)
{
  return (guint) p[0] | (guint) p[1] << 8;
}

static guint32
get32 (const guchar *p)
{
  return (guint32) get16 (p) | (guint32) get16 (p + 2) << 16;
}

static double
get_double (const guchar *p)
{
  guint64 bits = (guint64) get32 (p) | (guint64) get32 (p + 4) << 32;
  double value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

/* Source: [MS-XLS] 2.5.217 RkNumber. */
static double
get_rk (const guchar *p)
{
  guint32 rk = get32 (p);
  double value;

  if (rk & 2)
    value = (gint32) rk >> 2;
  else
    {
      guint64 bits = (guint64) (rk & 0xfffffffcu) << 32;

      memcpy (&value, &bits, sizeof value);
    }
  return rk & 1 ? value / 100 : value;
}

static gboolean
next_record (Xls *x, Record *record)
{
  if (x->at + 4 > x->size)
    return FALSE;
  record->id = get16 (x->bytes + x->at);
  record->length = get16 (x->bytes + x->at + 2);
  record->data = x->bytes + x->at + 4;
  if (x->at + 4 + record->length > x->size)
    return FALSE;
  x->at += 4 + record->length;
  return TRUE;
}

/* Texts run on over the records that continue the first: a cursor over their bytes. */
typedef struct {
  Xls          *x;
  const guchar *p, *end;
} Cursor;

static gboolean
go_on (Cursor *cursor)
{
  Record next;
  gsize at = cursor->x->at;

  if (!next_record (cursor->x, &next) || next.id != R_CONTINUE)
    {
      cursor->x->at = at;
      return FALSE;
    }
  cursor->p = next.data;
  cursor->end = next.data + next.length;
  return TRUE;
}

static gboolean
skip (Cursor *cursor, guint64 n)
{
  while (n > (guint64) (cursor->end - cursor->p))
    {
      n -= (guint64) (cursor->end - cursor->p);
      if (!go_on (cursor))
        return FALSE;
    }
  cursor->p += n;
  return TRUE;
}

static gboolean
need (Cursor *cursor, guint n)
{
  if (cursor->p == cursor->end && !go_on (cursor))
    return FALSE;
  return cursor->end - cursor->p >= (gssize) n;
}

/* @n characters, narrow or wide; each continuing record says anew which. */
static char *
read_characters (Cursor *cursor, guint n, gboolean wide)
{
  g_autofree gunichar2 *text = g_new0 (gunichar2, n + 1);

  for (guint i = 0; i < n; i++)
    {
      if (cursor->p == cursor->end)
        {
          if (!go_on (cursor) || cursor->p == cursor->end)
            return NULL;
          wide = *cursor->p++ & 1;
        }
      if (cursor->end - cursor->p < (wide ? 2 : 1))
        return NULL;
      text[i] = (gunichar2) (wide ? get16 (cursor->p) : *cursor->p);
      cursor->p += wide ? 2 : 1;
    }
  return g_utf16_to_utf8 (text, n, NULL, NULL, NULL);
}

/* XLUnicodeRichExtendedString: one text of the shared table. */
static char *
read_rich_text (Cursor *cursor)
{
  guint n, flags, runs = 0;
  guint32 extra = 0;
  char *text;

  if (!need (cursor, 3))
    return NULL;
  n = get16 (cursor->p);
  flags = cursor->p[2];
  cursor->p += 3;
  if (flags & 8)
    {
      if (!need (cursor, 2))
        return NULL;
      runs = get16 (cursor->p);
      cursor->p += 2;
    }
  if (flags & 4)
    {
      if (!need (cursor, 4))
        return NULL;
      extra = get32 (cursor->p);
      cursor->p += 4;
    }
  text = read_characters (cursor, n, flags & 1);
  if (text != NULL && !skip (cursor, (guint64) runs * 4 + extra))
    g_clear_pointer (&text, g_free);
  return text;
}

static gboolean
read_shared (XlSheetReader *reader, const Record *record, GError **error)
{
  Xls *x = reader->data;
  Cursor cursor = { x, record->data, record->data + record->length };
  guint32 n;

  if (record->length < 8)
    return TRUE;
  n = get32 (record->data + 4);
  cursor.p += 8;
  for (guint32 i = 0; i < n; i++)
    {
      char *text = read_rich_text (&cursor);

      if (text == NULL)
        {
          xl_sheet_reader_fail (reader, XL_ERROR_DAMAGED, error, _("the file is damaged or not whole (text %u of %u)"), i + 1, n);
          return FALSE;
        }
      g_ptr_array_add (x->strings, text);
    }
  return TRUE;
}

/* A text with a count of @count_bytes, within one record (continued when longer). */
static char *
read_plain_text (Xls *x, const guchar *p, const guchar *end, guint count_bytes)
{
  Cursor cursor = { x, p, end };
  guint n;

  if (end - p < (gssize) count_bytes + 1)
    return NULL;
  n = count_bytes == 1 ? p[0] : get16 (p);
  cursor.p += count_bytes + 1;
  return read_characters (&cursor, n, p[count_bytes] & 1);
}

static void
take_format (Xls *x, const Record *record)
{
  g_autofree char *code = NULL;

  if (record->length < 5)
    return;
  code = read_plain_text (x, record->data + 2, record->data + record->length, 2);
  if (code != NULL)
    g_hash_table_insert (x->formats, GUINT_TO_POINTER (get16 (record->data) + 1),
                         GUINT_TO_POINTER (xl_format_code_is_date (code) + 1));
}

static void
take_xf (Xls *x, const Record *record)
{
  guint id = record->length >= 4 ? get16 (record->data + 2) : 0;
  guint own = GPOINTER_TO_UINT (g_hash_table_lookup (x->formats, GUINT_TO_POINTER (id + 1)));
  gboolean is_date = own != 0 ? own == 2 : xl_format_id_is_date (id);
  guint8 style = (is_date ? XL_STYLE_DATE : 0) | (record->length >= 6 && (record->data[4] & 8) ? XL_STYLE_QUOTE_PREFIX : 0);

  g_byte_array_append (x->styles, &style, 1);
}

static void
take_sheet (XlSheetReader *reader, const Record *record)
{
  Xls *x = reader->data;
  g_autofree char *name = NULL;
  guint32 offset;

  if (record->length < 8 || record->data[5] != 0)   /* only worksheets hold rows */
    return;
  name = read_plain_text (x, record->data + 6, record->data + record->length, 1);
  if (name == NULL)
    return;
  offset = get32 (record->data);
  g_array_append_val (x->offsets, offset);
  xl_sheet_reader_add_sheet (reader, name, (record->data[4] & 3) != 0);
}

static gboolean
take_global (XlSheetReader *reader, const Record *record, GError **error)
{
  Xls *x = reader->data;

  switch (record->id)
    {
    case R_FILEPASS:
      xl_sheet_reader_fail (reader, XL_ERROR_ENCRYPTED, error,
                            _("protected by a password; open it in the spreadsheet program, take the password off and save it"));
      return FALSE;
    case R_DATEMODE:
      x->date1904 = record->length >= 2 && get16 (record->data) == 1;
      break;
    case R_FORMAT:
      take_format (x, record);
      break;
    case R_XF:
      take_xf (x, record);
      break;
    case R_BOUNDSHEET:
      take_sheet (reader, record);
      break;
    case R_SST:
      return read_shared (reader, record, error);
    }
  return TRUE;
}

static gboolean
read_globals (XlSheetReader *reader, GError **error)
{
  Xls *x = reader->data;
  Record record;

  if (!next_record (x, &record) || record.id != R_BOF || record.length < 4)
    {
      xl_sheet_reader_fail (reader, XL_ERROR_DAMAGED, error, _("the file is damaged or not whole (it does not begin as a workbook)"));
      return FALSE;
    }
  if (get16 (record.data) != 0x0600)
    {
      xl_sheet_reader_fail (reader, XL_ERROR_NOT_THAT_KIND, error, _("saved by Excel 95 or older; save it as xlsx"));
      return FALSE;
    }
  while (next_record (x, &record) && record.id != R_EOF)
    if (!take_global (reader, &record, error))
      return FALSE;
  if (record.id == R_EOF && reader->sheets->len > 0)
    return TRUE;
  xl_sheet_reader_fail (reader, XL_ERROR_DAMAGED, error, _("the file is damaged or not whole (its list of sheets)"));
  return FALSE;
}

static gboolean
select_sheet (XlSheetReader *reader, guint sheet, GError **error)
{
  Xls *x = reader->data;
  Record record;

  x->sheet = ((XlSheetInfo *) g_ptr_array_index (reader->sheets, sheet))->name;
  x->at = g_array_index (x->offsets, guint32, sheet);
  x->row = -1;
  x->depth = 0;
  x->at_end = FALSE;
  x->waiting.column = 0;
  if (next_record (x, &record) && record.id == R_BOF)
    return TRUE;
  xl_sheet_reader_fail (reader, XL_ERROR_DAMAGED, error, _("sheet %s is damaged or not whole"), x->sheet);
  return FALSE;
}

/* Ends the row before and begins the one of a cell; FALSE when rows are out of order. */
static gboolean
go_to_row (XlSheetReader *reader, guint row, GError **error)
{
  Xls *x = reader->data;

  if ((int) row == x->row)
    return TRUE;
  if ((int) row < x->row)
    {
      xl_sheet_reader_fail (reader, XL_ERROR_DAMAGED, error, _("sheet %s, row %u: the rows are not in order"), x->sheet, row + 1);
      return FALSE;
    }
  if (x->row >= 0)
    xl_row_batch_end (&reader->batch);
  x->row = (int) row;
  xl_row_batch_begin (&reader->batch, row + 1);
  return TRUE;
}

static void
add_text (XlSheetReader *reader, guint column, guint xf, gboolean formula, const char *text)
{
  Xls *x = reader->data;
  XlCell cell = { .column = column + 1, .type = XL_CELL_TEXT, .formula = formula, .text = text,
                  .quote_prefix = xf < x->styles->len && (x->styles->data[xf] & XL_STYLE_QUOTE_PREFIX) };

  if (text != NULL && text[0] != '\0')
    xl_row_batch_add (&reader->batch, &cell, strlen (text), FALSE);
}

static void
add_number (XlSheetReader *reader, guint column, guint xf, gboolean formula, double number)
{
  Xls *x = reader->data;
  gboolean is_date = xf < x->styles->len && (x->styles->data[xf] & XL_STYLE_DATE);
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  XlCell cell = { .column = column + 1, .type = is_date ? XL_CELL_DATE : XL_CELL_NUMBER, .formula = formula, .number = number };

  if (number == (double) (gint64) number && number > -1e15 && number < 1e15)
    g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, (gint64) number);
  else
    g_ascii_formatd (digits, sizeof digits, "%.15g", number);
  cell.text = digits;
  if (is_date && x->date1904)
    cell.number += 1462;
  xl_row_batch_add (&reader->batch, &cell, strlen (digits), FALSE);
}

static void
add_bool_or_error (XlSheetReader *reader, guint column, gboolean formula, guint value, gboolean is_error)
{
  XlCell cell = { .column = column + 1, .type = is_error ? XL_CELL_ERROR : XL_CELL_BOOL, .formula = formula, .number = value,
                  .text = is_error ? "#ERROR" : value ? "1" : "0" };

  xl_row_batch_add (&reader->batch, &cell, strlen (cell.text), FALSE);
}

/* Source: [MS-XLS] 2.5.133 FormulaValue. */
static void
take_formula (XlSheetReader *reader, const Record *record)
{
  Xls *x = reader->data;
  guint column = get16 (record->data + 2);
  const guchar *value = record->data + 6;

  if (record->length < 14)
    return;
  if (get16 (value + 6) != 0xffff)
    add_number (reader, column, get16 (record->data + 4), TRUE, get_double (value));
  else if (value[0] == 0)
    x->waiting.column = column + 1;
  else if (value[0] == 1 || value[0] == 2)
    add_bool_or_error (reader, column, TRUE, value[2], value[0] == 2);
}

static void
take_many (XlSheetReader *reader, const Record *record)
{
  guint first = get16 (record->data + 2);

  for (guint i = 0; 4 + 6 * (i + 1) + 2 <= record->length; i++)
    {
      const guchar *p = record->data + 4 + 6 * i;

      add_number (reader, first + i, get16 (p), FALSE, get_rk (p + 2));
    }
}

static void
take_shared_text (XlSheetReader *reader, const Record *record)
{
  Xls *x = reader->data;
  guint32 index = record->length >= 10 ? get32 (record->data + 6) : G_MAXUINT32;

  if (index < x->strings->len)
    add_text (reader, get16 (record->data + 2), get16 (record->data + 4), FALSE, g_ptr_array_index (x->strings, index));
}

static gboolean
take_cell (XlSheetReader *reader, const Record *record, GError **error)
{
  Xls *x = reader->data;
  guint column;

  if (record->length < 6)
    return TRUE;
  if (!go_to_row (reader, get16 (record->data), error) || !xl_sheet_reader_count (reader, 1, x->sheet, error))
    return FALSE;
  column = get16 (record->data + 2);
  if (record->id == R_LABELSST)
    take_shared_text (reader, record);
  else if (record->id == R_LABEL || record->id == R_RSTRING)
    {
      g_autofree char *text = read_plain_text (x, record->data + 6, record->data + record->length, 2);

      add_text (reader, column, get16 (record->data + 4), FALSE, text);
    }
  else if (record->id == R_NUMBER && record->length >= 14)
    add_number (reader, column, get16 (record->data + 4), FALSE, get_double (record->data + 6));
  else if (record->id == R_RK && record->length >= 10)
    add_number (reader, column, get16 (record->data + 4), FALSE, get_rk (record->data + 6));
  else if (record->id == R_MULRK)
    take_many (reader, record);
  else if (record->id == R_BOOLERR && record->length >= 8)
    add_bool_or_error (reader, column, FALSE, record->data[6], record->data[7] != 0);
  else if (record->id == R_FORMULA)
    take_formula (reader, record);
  return TRUE;
}

static void
take_merged (XlSheetReader *reader, const Record *record)
{
  for (guint at = 2; at + 8 <= record->length; at += 8)
    {
      const guchar *p = record->data + at;
      XlMergedRange range = { get16 (p) + 1, get16 (p + 4) + 1, get16 (p + 2) + 1, get16 (p + 6) + 1 };

      if (range.last_row >= range.first_row && range.last_column >= range.first_column)
        g_array_append_val (reader->merged, range);
    }
}

static gboolean
take_record (XlSheetReader *reader, const Record *record, GError **error)
{
  Xls *x = reader->data;

  switch (record->id)
    {
    case R_LABELSST: case R_LABEL: case R_RSTRING: case R_NUMBER: case R_RK: case R_MULRK: case R_BOOLERR: case R_FORMULA:
      return x->depth > 0 || take_cell (reader, record, error);
    case R_STRING:
      if (x->waiting.column > 0)
        {
          g_autofree char *text = read_plain_text (x, record->data, record->data + record->length, 2);

          add_text (reader, x->waiting.column - 1, G_MAXUINT, TRUE, text);
          x->waiting.column = 0;
        }
      break;
    case R_COLINFO:
      if (record->length >= 10 && (get16 (record->data + 8) & 1))
        xl_sheet_reader_hide (reader, get16 (record->data) + 1, get16 (record->data + 2) + 1);
      break;
    case R_MERGED:
      take_merged (reader, record);
      break;
    case R_BOF:
      x->depth++;
      break;
    case R_EOF:
      x->at_end = x->depth == 0;
      x->depth -= x->depth > 0;
      break;
    }
  return TRUE;
}

static const XlRow *
next_row (XlSheetReader *reader, GError **error)
{
  Xls *x = reader->data;
  Record record;

  xl_row_batch_reset (&reader->batch);
  while (!x->at_end && reader->batch.rows->len == 0)
    {
      if (!next_record (x, &record))
        {
          xl_sheet_reader_fail (reader, XL_ERROR_DAMAGED, error, _("sheet %s ends early; the file is damaged or not whole"), x->sheet);
          return NULL;
        }
      if (!take_record (reader, &record, error))
        return NULL;
      if (x->at_end && x->row >= 0)
        xl_row_batch_end (&reader->batch);
    }
  xl_row_batch_seal (&reader->batch);
  return xl_row_batch_take (&reader->batch);
}

static double
get_progress (XlSheetReader *reader)
{
  Xls *x = reader->data;

  return (double) x->at / (double) MAX (1, x->size);
}

static void
free_xls (XlSheetReader *reader)
{
  Xls *x = reader->data;

  g_clear_pointer (&x->stream, g_bytes_unref);
  g_hash_table_unref (x->formats);
  g_byte_array_unref (x->styles);
  g_array_unref (x->offsets);
  g_ptr_array_unref (x->strings);
  g_free (x);
}

static const XlSheetReaderClass xls_class = { select_sheet, next_row, get_progress, free_xls };

gboolean
xl_xls_reader_open (XlSheetReader *reader, GError **error)
{
  g_autoptr(XlOle) ole = xl_ole_open (reader->path, reader->name, error);
  Xls *x = g_new0 (Xls, 1);

  x->formats = g_hash_table_new (NULL, NULL);
  x->styles = g_byte_array_new ();
  x->offsets = g_array_new (FALSE, FALSE, sizeof (guint32));
  x->strings = g_ptr_array_new_with_free_func (g_free);
  reader->data = x;
  reader->klass = &xls_class;
  if (ole == NULL)
    return FALSE;
  if (!xl_ole_has (ole, "Workbook"))
    {
      xl_sheet_reader_fail (reader, XL_ERROR_NOT_THAT_KIND, error, _("saved by Excel 95 or older; save it as xlsx"));
      return FALSE;
    }
  x->stream = xl_ole_read (ole, "Workbook", error);
  if (x->stream == NULL)
    return FALSE;
  x->bytes = g_bytes_get_data (x->stream, &x->size);
  return read_globals (reader, error);
}
