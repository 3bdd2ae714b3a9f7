#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  XL_COLUMN_TEXT,       /* identity numbers, phones, codes: never a number */
  XL_COLUMN_INTEGER,
  XL_COLUMN_DECIMAL,
  XL_COLUMN_DATE,       /* given as "YYYY-MM-DD" */
} XlColumnType;

typedef struct {
  const char        *title;
  XlColumnType       type;
  guint              width;      /* in characters of the Western width; 0: by title and type */
  const char *const *choices;    /* (nullable) (array zero-terminated=1): offered as a list */
  guint              places;     /* decimals shown of an XL_COLUMN_DECIMAL */
  gboolean           total;      /* added up below the last row */
  const char        *note;       /* (nullable): hangs on the heading as a comment */
} XlSheetColumn;

typedef enum { XL_SHEET_A4, XL_SHEET_A4_LANDSCAPE, XL_SHEET_A3_LANDSCAPE } XlSheetPaper;

/* What stands around the rows.  Nothing in it but @sheet is needed. */
typedef struct {
  const char        *sheet;
  const char        *title;      /* (nullable): a line over the whole width */
  const char *const *above;      /* (nullable): lines between the title and the header */
  const char        *below;      /* (nullable): a line after the last row: who filled it in, who checked it */
  XlSheetPaper       paper;
  guint              frozen;     /* leading columns that stay when the rest scrolls */
  gboolean           ruled;      /* lines around every cell, as on paper */
} XlSheetLook;

typedef enum {
  XL_WRITE_XLSX,
  XL_WRITE_ODS,
  XL_WRITE_CSV,          /* UTF-8 with byte order mark */
  XL_WRITE_CSV_GB18030,
  XL_WRITE_CSV_GBK       /* refuses characters GBK lacks, and lists them */
} XlWriteFormat;

/**
 * XlSheetWriter:
 *
 * Writes one sheet to a temporary file beside @path; xl_sheet_writer_close () renames it, freeing without that leaves nothing.
 */
typedef struct _XlSheetWriter XlSheetWriter;

/* The format of a file's ending (.xlsx .ods .csv); -1 with XL_ERROR_UNKNOWN. */
int            xl_write_format_for_path (const char *path, GError **error);

/**
 * xl_sheet_writer_new:
 * @title: (nullable): a title line above the header
 *
 * Errors: XL_ERROR_IO (read-only folder, full disk), naming the file.
 */
XlSheetWriter *xl_sheet_writer_new   (const char *path, XlWriteFormat format, const char *sheet, const char *title,
                                      const XlSheetColumn *columns, guint n_columns, GError **error);
/* The same with all that makes a form of it: printed on one page's width, the header repeated. */
XlSheetWriter *xl_sheet_writer_new_form (const char *path, XlWriteFormat format, const XlSheetLook *look,
                                         const XlSheetColumn *columns, guint n_columns, GError **error);
/**
 * xl_sheet_writer_new_filled:
 * @form: an xlsx file: somebody's empty form
 * @sheet: from 0; @header_row: the last row of its header, from 1
 *
 * Writes the rows into the form itself, below its header; all else in it stays as it was, what stands below moves down.
 *
 * Errors: XL_ERROR_NOT_THAT_KIND: no form that can be filled so (formulas, merged cells where the rows go); XL_ERROR_IO.
 */
XlSheetWriter *xl_sheet_writer_new_filled (const char *path, const char *form, guint sheet, guint header_row,
                                           const XlSheetColumn *columns, guint n_columns, GError **error);
/* @values: @n_columns texts, NULL where there is none.  XL_ERROR_UNKNOWN lists characters that the encoding lacks. */
gboolean       xl_sheet_writer_add   (XlSheetWriter *writer, const char *const *values, GError **error);
gboolean       xl_sheet_writer_close (XlSheetWriter *writer, GError **error);
void           xl_sheet_writer_free  (XlSheetWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlSheetWriter, xl_sheet_writer_free)

G_END_DECLS
