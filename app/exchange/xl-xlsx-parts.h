#pragma once

#include <gio/gio.h>

#include "exchange/xl-sheet-reader-private.h"
#include "exchange/xl-zip-reader.h"

G_BEGIN_DECLS

enum {
  XL_STYLE_DATE         = 1 << 0,   /* shows days */
  XL_STYLE_QUOTE_PREFIX = 1 << 1
};

/* What the sheets of an xlsx share. */
typedef struct {
  GPtrArray *targets;      /* the part of each sheet, in order: "xl/worksheets/sheet1.xml" */
  gboolean   date1904;
  GByteArray *styles;      /* by cell style (xf): XL_STYLE_… */
  GString   *strings;      /* all shared texts, each ended by a NUL */
  GArray    *offsets;      /* guint32 into @strings */
} XlXlsxParts;

/* Reads workbook, relations and styles; adds the sheets to @reader. */
gboolean xl_xlsx_parts_read    (XlXlsxParts *parts, XlSheetReader *reader, GError **error);
/* Reads the shared texts; done once, before the first sheet. */
gboolean xl_xlsx_parts_strings (XlXlsxParts *parts, XlSheetReader *reader, GError **error);
void     xl_xlsx_parts_clear   (XlXlsxParts *parts);

/* Whether a number format shows a day or a time: "yyyy\-mm\-dd", but not "0.00" or "[Red]General". */
gboolean xl_format_code_is_date (const char *code);
gboolean xl_format_id_is_date   (gint64 id);

G_END_DECLS
