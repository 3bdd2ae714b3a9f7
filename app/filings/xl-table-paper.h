#pragma once

#include "filings/xl-filing-form.h"
#include "filings/xl-layout-paper.h"

G_BEGIN_DECLS

#define XL_TABLE_MAX_COLUMNS 64

/* A table over as many pages as it takes: header on each, long rows split, totals at the end. */
typedef struct {
  const GPtrArray     *columns;      /* XlFormColumn */
  const XlFilingSheet *rows;
  const double        *widths;       /* (nullable): by column, in points; 0: by content */
  gboolean             may_shrink;   /* smaller letters when it is too wide */
  double               page_width, left, bottom;   /* the table is as wide as the page less @left on both sides */
  /* Begins the next page and returns where the table goes on. */
  double             (*turn) (gpointer data);
  gpointer             data;
} XlTableFrame;

/* Draws it from @y down on the page that is begun; returns the y below it.  Thread: paper. */
double xl_table_paper_put (const XlTableFrame *frame, XlPaper *paper, double y);

G_END_DECLS
