#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One character and where it stands.   Units: points from the top left corner of the page. */
typedef struct {
  gunichar ch;
  float    x0, y0, x1, y1;
  gboolean ends_line;   /* the reader of a picture saw the end of a line here */
} XlGlyph;

/**
 * XlPageText:
 *
 * The positioned characters of one page in no promised order, without white space.
 */
typedef struct {
  guint    number;      /* from 1 */
  double   width;       /* points */
  double   height;
  double   image_share; /* how much of the page is covered by pictures, 0…1; -1 when not looked at */
  gboolean from_ocr;    /* read from the picture, not from the file's text */
  GArray  *glyphs;      /* of XlGlyph */
} XlPageText;

XlPageText *xl_page_text_new  (guint number, double width, double height);
void        xl_page_text_free (XlPageText *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlPageText, xl_page_text_free)

/**
 * xl_page_text_trusted:
 *
 * Whether the text of @page can be what a person sees.  Not so: next to no text, fonts without a map to characters
 * (control and private characters), or a faulty map (Latin letters with accents between Chinese ones).
 *
 * Returns: %FALSE when the page should be read from its picture
 */
gboolean xl_page_text_trusted (const XlPageText *page);

G_END_DECLS
