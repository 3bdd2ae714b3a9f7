#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  XL_CELL_EMPTY,
  XL_CELL_TEXT,
  XL_CELL_NUMBER,
  XL_CELL_DATE,     /* a number that the sheet shows as a day or a moment */
  XL_CELL_BOOL,
  XL_CELL_ERROR     /* #N/A, #REF! … */
} XlCellType;

/* A cell as the file holds it.  Strings belong to the row. */
typedef struct {
  guint       column;    /* from 1 */
  XlCellType  type;
  gboolean    formula;   /* the value is what a formula last gave */
  gboolean    quote_prefix; /* typed with an apostrophe before it, which the sheet hides */
  double      number;    /* NUMBER; BOOL (0, 1); DATE: days since 1899-12-30, whatever the file's own epoch */
  const char *text;      /* TEXT: the text; NUMBER and DATE: the digits as stored; ERROR: its name.  UTF-8, never NULL */
} XlCell;

/* A row with its non-empty cells, in order of column. */
typedef struct {
  guint         row;     /* from 1; csv: the record's number */
  guint         n_cells;
  const XlCell *cells;
} XlRow;

/* The cell in @column, or NULL when it is empty. */
const XlCell *xl_row_cell     (const XlRow *row, guint column);
/* What a person sees, spaces at both ends cut: dates "2024-03-05" or "2024-03-05 08:30", numbers as stored.  Never NULL. */
char         *xl_cell_dup_text (const XlCell *cell);
/* A copy that owns its strings; free with xl_row_free (). */
XlRow        *xl_row_copy     (const XlRow *row);
void          xl_row_free     (XlRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlRow, xl_row_free)

/* "A", "Z", "AA" … ; xl_column_number ("AA") is 27, 0 when @letters are none. */
char         *xl_column_letters (guint column);
guint         xl_column_number  (const char *letters);

G_END_DECLS
