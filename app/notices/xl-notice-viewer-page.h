#pragma once

#include <gtk/gtk.h>

#include "notices/xl-notice-file-reader.h"

G_BEGIN_DECLS

/**
 * XlNoticeViewer:
 *
 * The pages of a notice, one at a time, with the marks of its facts.  Pages are drawn by the reader process, off the main
 * thread.  Page Up and Page Down turn pages.
 *
 * Signals: "mark-picked" (guint fact).   Thread: main.
 */
#define XL_TYPE_NOTICE_VIEWER (xl_notice_viewer_get_type ())
G_DECLARE_FINAL_TYPE (XlNoticeViewer, xl_notice_viewer, XL, NOTICE_VIEWER, GtkBox)

GtkWidget *xl_notice_viewer_new      (void);

/* A fact to mark: where it was read and its colour. */
typedef struct {
  const XlFact *fact;
  guint         colour;
} XlViewerFact;

/* Shows @file, which must live until the next call; NULL: nothing.  @facts: XlViewerFact, copied. */
void       xl_notice_viewer_set_file (XlNoticeViewer *self, const XlNoticeFile *file, const GArray *facts);
/* Turns to the page of fact number @fact and scrolls its mark into sight. */
void       xl_notice_viewer_select   (XlNoticeViewer *self, guint fact);
void       xl_notice_viewer_turn     (XlNoticeViewer *self, int pages);
guint      xl_notice_viewer_get_page (XlNoticeViewer *self);
/* Whether the picture of the page in sight is there. */
gboolean   xl_notice_viewer_is_drawn (XlNoticeViewer *self);

G_END_DECLS
