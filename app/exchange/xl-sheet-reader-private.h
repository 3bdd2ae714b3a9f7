#pragma once

#include "exchange/xl-sheet-reader.h"

G_BEGIN_DECLS

/* Rows as they are read: a row grows cell by cell, is ended, waits in the batch until it is asked for. */
typedef struct {
  GArray  *rows;       /* XlRow, cells as index into @cells until the batch is sealed */
  GArray  *cells;      /* XlCell, text as offset into @text unless it stands elsewhere */
  GArray  *outside;    /* gboolean a cell: its text stands elsewhere and stays */
  GString *text;
  guint    next;       /* row to hand out */
  guint    open_first; /* first cell of the row being read */
  guint    open_row;
} XlRowBatch;

void     xl_row_batch_init  (XlRowBatch *batch);
void     xl_row_batch_clear (XlRowBatch *batch);
void     xl_row_batch_begin (XlRowBatch *batch, guint row);
/* @text: copied, unless @stays.  Cells must come in order of column; one that does not is left out. */
void     xl_row_batch_add   (XlRowBatch *batch, const XlCell *cell, gsize length, gboolean stays);
void     xl_row_batch_end   (XlRowBatch *batch);
/* Forgets the rows handed out, keeps the one that is open. */
void     xl_row_batch_reset (XlRowBatch *batch);
/* Makes the rows ready to be handed out. */
void     xl_row_batch_seal  (XlRowBatch *batch);
const XlRow *xl_row_batch_take (XlRowBatch *batch);

typedef struct {
  gboolean     (*select)   (XlSheetReader *reader, guint sheet, GError **error);
  const XlRow *(*next)     (XlSheetReader *reader, GError **error);
  double       (*progress) (XlSheetReader *reader);
  void         (*free)     (XlSheetReader *reader);
} XlSheetReaderClass;

struct _XlSheetReader {
  const XlSheetReaderClass *klass;
  XlSheetFormat  format;
  char          *path, *name;     /* name: base name, for messages */
  GPtrArray     *sheets;          /* XlSheetInfo */
  GCancellable  *cancellable;
  GArray        *merged;          /* XlMergedRange */
  GArray        *hidden_columns;  /* guint */
  XlRowBatch     batch;
  guint64        size;            /* of the file when it was opened */
  gint64         modified;
  guint64        n_cells;         /* of the sheet so far */
  gpointer       data;            /* the format's own */
};

/* Each opens @reader (path, name, size set) or sets @error. */
gboolean xl_csv_reader_open  (XlSheetReader *reader, GError **error);
gboolean xl_xlsx_reader_open (XlSheetReader *reader, GError **error);
gboolean xl_ods_reader_open  (XlSheetReader *reader, GError **error);
gboolean xl_xls_reader_open  (XlSheetReader *reader, GError **error);

void     xl_sheet_reader_add_sheet  (XlSheetReader *reader, const char *name, gboolean hidden);
void     xl_sheet_reader_hide       (XlSheetReader *reader, guint first, guint last);
/* Counts @n cells; FALSE with XL_ERROR_TOO_LARGE. */
gboolean xl_sheet_reader_count      (XlSheetReader *reader, guint64 n, const char *sheet, GError **error);
/* Whether the file is still as it was when opened: a file being written is refused. */
gboolean xl_sheet_reader_is_settled (XlSheetReader *reader, GError **error);
/* "FILE: REASON" as an error of XL_ERROR. */
void     xl_sheet_reader_fail       (XlSheetReader *reader, int code, GError **error, const char *format, ...) G_GNUC_PRINTF (4, 5);

G_END_DECLS
