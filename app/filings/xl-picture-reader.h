#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A page as pixels: BGRA, premultiplied, in the byte order of cairo's ARGB32. */
typedef struct {
  GBytes *pixels;
  int     width, height, stride;
  double  page_width, page_height;     /* in points */
  int     n_pages;
} XlPicture;

void       xl_picture_free (XlPicture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlPicture, xl_picture_free)

/**
 * xl_picture_read:
 * @page: from 0
 * @scale: pixels a point
 *
 * Draws one page as it will be printed.  For papers that this program made or has checked.
 *
 * Errors: XL_ERROR_DAMAGED, XL_ERROR_RANGE (no such page), XL_ERROR_TOO_LARGE.   Thread: paper.
 */
XlPicture *xl_picture_read (GBytes *pdf, int page, double scale, GError **error);

G_END_DECLS
