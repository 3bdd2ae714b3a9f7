#pragma once

#include "exchange/xl-sheet-writer.h"

G_BEGIN_DECLS

typedef struct {
  gboolean (*begin) (XlSheetWriter *writer, GError **error);
  gboolean (*add)   (XlSheetWriter *writer, const char *const *values, GError **error);
  /* Writes what is left to the temporary file. */
  gboolean (*end)   (XlSheetWriter *writer, GError **error);
  void     (*free)  (XlSheetWriter *writer);
} XlSheetWriterClass;

struct _XlSheetWriter {
  const XlSheetWriterClass *klass;
  char           *path, *name, *temporary;
  XlWriteFormat   format;
  char           *sheet, *title, *below;
  char          **above;       /* never NULL */
  XlSheetPaper    paper;
  guint           frozen;
  gboolean        ruled;
  XlSheetColumn  *columns;
  guint           n_columns;
  char           *form_path;   /* (nullable): a form to be filled in */
  guint           form_sheet, form_header_row;
  guint           row;         /* rows written, title and header among them */
  gint64         *sums;        /* by column, in 1/10000; NULL when nothing is added up */
  gpointer        data;
};

extern const XlSheetWriterClass xl_csv_writer_class, xl_xlsx_writer_class, xl_ods_writer_class, xl_fill_writer_class;

/* "FILE: cannot be written: REASON"; always FALSE. */
gboolean xl_sheet_writer_fail (XlSheetWriter *writer, const char *reason, GError **error);

/* A number without its thousands' commas; NULL when @value is none.  Free with g_free (). */
char    *xl_sheet_writer_number (const char *value);
/* What stands in column @i of the totals row: "合计", a sum, or NULL.  Free with g_free (). */
char    *xl_sheet_writer_total (const XlSheetWriter *writer, guint i);
/* How wide a column wants to be, in Western characters. */
double   xl_sheet_column_width (const XlSheetColumn *column);

/* Whether the first sheet of the workbook at @path is whole and has @n_rows rows. */
gboolean xl_xlsx_has_rows (const char *path, guint n_rows);

G_END_DECLS
