#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A place on a page where a fact was read.   Units: points from the top left corner. */
typedef struct {
  float x0, y0, x1, y1;
  guint fact;             /* which fact */
  guint colour;           /* 0…XL_SHEET_COLOURS-1 */
} XlSheetMark;
#define XL_SHEET_COLOURS 5

/* The colour of a mark: what stands beside the fact as well. */
const GdkRGBA *xl_notice_sheet_colour (guint colour);

/**
 * XlNoticeSheet:
 *
 * The picture of one page as wide as there is room, with coloured marks over the places where facts were read.
 *
 * Signals: "mark-picked" (guint fact): a mark was clicked.   Thread: main.
 */
#define XL_TYPE_NOTICE_SHEET (xl_notice_sheet_get_type ())
G_DECLARE_FINAL_TYPE (XlNoticeSheet, xl_notice_sheet, XL, NOTICE_SHEET, GtkWidget)

GtkWidget *xl_notice_sheet_new      (void);
/* @texture may be NULL while the page is drawn; the size is known before. */
void       xl_notice_sheet_set_page (XlNoticeSheet *self, GdkTexture *texture, double width, double height);
/* @marks: XlSheetMark, copied. */
void       xl_notice_sheet_set_marks (XlNoticeSheet *self, const GArray *marks);
/* The fact whose marks stand out; G_MAXUINT none. */
void       xl_notice_sheet_select   (XlNoticeSheet *self, guint fact);
/* Where the selected fact's first mark begins, in pixels of this widget; FALSE when it is not on this page. */
gboolean   xl_notice_sheet_find     (XlNoticeSheet *self, double *top, double *bottom);

G_END_DECLS
