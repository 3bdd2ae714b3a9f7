#pragma once

#include "filings/xl-filing-paper.h"
#include "filings/xl-layout-paper.h"

G_BEGIN_DECLS

/* What is being drawn, for the parts of a filing. */
typedef struct {
  XlPaper             *paper;
  const XlFilingForm  *form;
  const XlFilingData  *data;
  const XlFilingIssue *issue;
  const char          *data_sha256;
} XlDrawing;

/* The {key} of @text filled in; besides the data's own keys: number, date, date_words, replaces.  Errors: XL_ERROR_NOT_FOUND. */
char    *xl_drawing_expand  (const XlDrawing *d, const char *text, GError **error);
double   xl_drawing_width   (const XlDrawing *d, XlRole role, double size, const char *text);
/* One line of text with its top at @top; centred in or right-aligned to the room from @x on. */
void     xl_drawing_left    (const XlDrawing *d, XlRole role, double size, double x, double top, const char *text);
void     xl_drawing_center  (const XlDrawing *d, XlRole role, double size, double x, double width, double top, const char *text);
void     xl_drawing_right   (const XlDrawing *d, XlRole role, double size, double right, double top, const char *text);

/* The letter in the layout of GB/T 9704: head, number, title, addressee, text, attachments, signature, 版记. */
gboolean xl_letter_paper_draw  (const XlDrawing *d, GError **error);
/* 附件1: the summary, with signers, reviewer's block and check code. */
gboolean xl_summary_paper_draw (const XlDrawing *d, GError **error);
/* 附件@number: one table over as many pages as it takes. */
gboolean xl_table_paper_draw   (const XlDrawing *d, const XlFormTable *table, guint number, GError **error);
/* The head of an attachment; returns the y below it. */
double   xl_attachment_begin   (const XlDrawing *d, double page_width, double page_height, guint number, const char *title);
void     xl_attachment_footer  (const XlDrawing *d, double page_width);
/* The attachments that these data have, in order: titles with {key} filled in. */
GPtrArray *xl_attachment_titles (const XlDrawing *d, GError **error);

G_END_DECLS
