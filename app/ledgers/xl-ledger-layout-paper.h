#pragma once

#include "filings/xl-filing-form.h"

G_BEGIN_DECLS

/* A department's form with its rows, as it stands on paper; everything belongs to it. */
typedef struct {
  char         *title, *author, *date;     /* @date: "YYYY-MM-DD" */
  char        **above;                     /* lines below the title */
  char        **signers;                   /* 填表人, 审核人, 日期: with room for a hand */
  char         *paper;                     /* "A4", "A4-landscape", "A3-landscape" */
  GPtrArray    *columns;                   /* XlFormColumn */
  GArray       *widths;                    /* double: points; 0: by content */
  XlFilingData *data;                      /* holds the sheet "rows" */
} XlLayoutSheet;
XlLayoutSheet *xl_layout_sheet_new  (void);
void           xl_layout_sheet_free (XlLayoutSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLayoutSheet, xl_layout_sheet_free)

/* Takes nothing. */
void           xl_layout_sheet_add_column (XlLayoutSheet *sheet, const char *heading, XlFormAlign align, gboolean total,
                                           guint width_mm);

/* Leaves out the columns that stand empty in every row, so that what is left can be read; one stays at least. */
void           xl_layout_sheet_drop_empty (XlLayoutSheet *sheet);

/**
 * xl_layout_sheet_draw:
 * @n_pages: (out) (optional)
 *
 * Title, lines, the table with its header on each page, totals, the line for signatures, "第 x 页 共 y 页"; PDF/A-3b.
 *
 * Errors: XL_ERROR_UNKNOWN (a character no face has), XL_ERROR_TOO_LARGE (more columns than a page can hold), XL_ERROR_NOT_FOUND
 * (no face or colour profile), XL_ERROR_FAILED.   Thread: paper.
 */
GBytes        *xl_layout_sheet_draw (const XlLayoutSheet *sheet, guint *n_pages, GError **error);

G_END_DECLS
