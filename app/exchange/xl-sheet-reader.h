#pragma once

#include <gio/gio.h>

#include "exchange/xl-cell.h"

G_BEGIN_DECLS

typedef enum {
  XL_SHEET_CSV,
  XL_SHEET_XLSX,
  XL_SHEET_ODS,
  XL_SHEET_XLS
} XlSheetFormat;

typedef struct {
  char    *name;      /* csv: "Sheet1" */
  gboolean hidden;
} XlSheetInfo;

/* Rows and columns from 1, both ends included. */
typedef struct {
  guint first_row, first_column, last_row, last_column;
} XlMergedRange;

/* Above these a file is refused: XL_ERROR_TOO_LARGE. */
#define XL_SHEET_MAX_CELLS      8000000            /* a sheet of xlsx, xls, ods, blank formatted cells counted */
#define XL_SHEET_MAX_ROWS_CSV   20000000
#define XL_SHEET_MAX_STRINGS    (192u * 1024 * 1024) /* bytes of texts shared by the sheets of one file */
#define XL_SHEET_MAX_TEXT       (4u * 1024 * 1024)   /* bytes of one cell */
#define XL_SHEET_MAX_COLUMNS    16384
#define XL_SHEET_MAX_INFLATED   (2048ll * 1024 * 1024)
#define XL_SHEET_MAX_RATIO      200                /* inflated to deflated, looked at above 64 MB */

/**
 * XlSheetReader:
 *
 * A spreadsheet file read row by row; nothing of it is kept but the texts its sheets share.  What the file is, its
 * content says, not its name.  Thread: one at a time.
 */
typedef struct _XlSheetReader XlSheetReader;

/**
 * xl_sheet_reader_open:
 * @path: the file
 * @cancellable: (nullable): looked at every few hundred rows
 *
 * Errors, each naming the file: XL_ERROR_NOT_FOUND, XL_ERROR_IO, XL_ERROR_NOT_THAT_KIND (no spreadsheet, or empty),
 * XL_ERROR_ENCRYPTED, XL_ERROR_DAMAGED (also: still being written), XL_ERROR_TOO_LARGE.
 */
XlSheetReader       *xl_sheet_reader_open       (const char *path, GCancellable *cancellable, GError **error);
void                 xl_sheet_reader_free       (XlSheetReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlSheetReader, xl_sheet_reader_free)

XlSheetFormat        xl_sheet_reader_get_format (XlSheetReader *reader);
guint                xl_sheet_reader_get_n_sheets (XlSheetReader *reader);
const XlSheetInfo   *xl_sheet_reader_get_sheet  (XlSheetReader *reader, guint sheet);
/* The sheet named @name (exactly, else without spaces); -1 with XL_ERROR_NOT_FOUND naming the sheets there are. */
int                  xl_sheet_reader_find_sheet (XlSheetReader *reader, const char *name, GError **error);
/* csv: "UTF-8", "UTF-16LE", "GB18030" …; else NULL. */
const char          *xl_sheet_reader_get_encoding (XlSheetReader *reader);

/* Goes to the beginning of @sheet (from 0); may be called again. */
gboolean             xl_sheet_reader_select     (XlSheetReader *reader, guint sheet, GError **error);
/* The next row that has a cell, valid until the next call; NULL at the end or with @error set. */
const XlRow         *xl_sheet_reader_next       (XlSheetReader *reader, GError **error);
/* How far the reading of the file has come: 0 … 1. */
double               xl_sheet_reader_get_progress (XlSheetReader *reader);

/* Whether @column (from 1) is hidden: known once the sheet's first row is read (xls, ods: its last). */
gboolean             xl_sheet_reader_is_hidden_column (XlSheetReader *reader, guint column);
/* The merged cells: complete once the sheet is read to its end. */
const XlMergedRange *xl_sheet_reader_get_merged (XlSheetReader *reader, guint *n_ranges);

G_END_DECLS
