#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A paper on the screen as it will be printed: one page, with page turning and zoom.  Pictures come from the paper thread.
 * Keys: Page Up, Page Down, plus, minus, 0 (the whole width). */
#define XL_TYPE_FILING_VIEW (xl_filing_view_get_type ())
G_DECLARE_FINAL_TYPE (XlFilingView, xl_filing_view, XL, FILING_VIEW, GtkBox)

GtkWidget *xl_filing_view_new      (void);
/* How wide the pages of the next PDF are, in points, when they are not A4 upright. */
void       xl_filing_view_set_page_width (XlFilingView *self, double points);
/* @pdf NULL: nothing is shown, but @words. */
void       xl_filing_view_set_pdf  (XlFilingView *self, GBytes *pdf, const char *words);
GBytes    *xl_filing_view_get_pdf  (XlFilingView *self);
/* 1: a page of A4 upright is as wide as the place there is; a turned one needs 0.7. */
void       xl_filing_view_set_zoom (XlFilingView *self, double zoom);
void       xl_filing_view_turn     (XlFilingView *self, int by);
/* From 0; and how many. */
int        xl_filing_view_get_page (XlFilingView *self);
int        xl_filing_view_get_n_pages (XlFilingView *self);
/* Whether the page asked for is on the screen. */
gboolean   xl_filing_view_is_drawn (XlFilingView *self);

G_END_DECLS
