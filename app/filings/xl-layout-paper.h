#pragma once

#include "filings/xl-face-paper.h"

G_BEGIN_DECLS

/**
 * XlPaper:
 *
 * A PDF being drawn by libharu.  It is drawn twice with the same calls: first on a measuring paper, which only remembers
 * the characters and counts the pages, then on the real one with small faces of just those characters.
 *
 * Units: points, y upwards.   Thread: paper (libharu likes no company).
 */
typedef struct _XlPaper XlPaper;

/* Where a bookmark leads. */
typedef struct {
  char *title;
  guint page;     /* from 0 */
} XlBookmark;

XlPaper   *xl_paper_new_measuring (XlFaceSet *faces);
/* Errors: XL_ERROR_UNKNOWN (characters no face has), XL_ERROR_FAILED. */
XlPaper   *xl_paper_new           (XlFaceSet *faces, GError **error);
void       xl_paper_free          (XlPaper *paper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlPaper, xl_paper_free)

void       xl_paper_begin_page    (XlPaper *paper, double width, double height);
/* Pages begun so far. */
guint      xl_paper_n_pages       (const XlPaper *paper);
/* What the measuring paper counted in the end; 0 while measuring. */
void       xl_paper_set_total     (XlPaper *paper, guint total);
guint      xl_paper_total         (const XlPaper *paper);
XlFaceSet *xl_paper_faces         (XlPaper *paper);

/* @rgb: 0xRRGGBB; for all that follows on this page. */
void       xl_paper_color         (XlPaper *paper, guint32 rgb);
/* @x, @y: where the baseline begins.  @spacing: added after each character.  @scale: width in %, 100 as designed. */
void       xl_paper_text          (XlPaper *paper, XlRole role, double size, double x, double y, double spacing, double scale,
                                   const char *text, gssize length);
/* The width of @text at @size. */
double     xl_paper_width         (XlPaper *paper, XlRole role, double size, const char *text);
void       xl_paper_line          (XlPaper *paper, double x0, double y0, double x1, double y1, double width);
void       xl_paper_fill          (XlPaper *paper, double x, double y, double width, double height);
void       xl_paper_circle        (XlPaper *paper, double x, double y, double radius, double width);

void       xl_paper_bookmark      (XlPaper *paper, const char *title);
/* (element-type XlBookmark) */
GPtrArray *xl_paper_bookmarks     (XlPaper *paper);

/* The bytes as libharu leaves them: not yet what may leave the office, see xl-finish-paper.h.  Errors: XL_ERROR_FAILED. */
GBytes    *xl_paper_finish        (XlPaper *paper, GError **error);

G_END_DECLS
