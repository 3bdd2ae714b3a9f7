#pragma once

#include <cairo.h>
#include <poppler.h>

G_BEGIN_DECLS

typedef struct _XlPdfOcr XlPdfOcr;

/* Whether this build has Tesseract; the Chinese data may still be missing on the machine. */
gboolean  xl_pdf_ocr_built_in (void);

/* Loads the simplified Chinese data; NULL when program or machine lack them. */
XlPdfOcr *xl_pdf_ocr_new (void);

/**
 * xl_pdf_ocr_read:
 * @surface: a page in RGB24, black on white; changed: red and light colours become white
 * @page_width: in points
 * @boxes: (out): one a character of the answer, in points from the top left
 *
 * Reads the page's picture.  A red seal is taken out first: it hides the date below it.
 * A page without anything dark gives an empty text.
 */
char     *xl_pdf_ocr_read (XlPdfOcr *ocr, cairo_surface_t *surface, double page_width, PopplerRectangle **boxes, guint *n);

G_END_DECLS
