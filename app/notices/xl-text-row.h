#pragma once

#include "notices/xl-page-text.h"

G_BEGIN_DECLS

/* Characters that stand side by side without a hole. */
typedef struct {
  GArray *glyphs;            /* XlGlyph, from left to right */
  float   x0, y0, x1, y1, em;
} XlTextRun;

/* Runs at one height. */
typedef struct {
  GPtrArray *runs;           /* XlTextRun, from left to right */
  float      x0, y0, x1, y1, middle, em;
} XlTextRow;

/* A part of a page that is read from top to bottom: the whole page, or what stands above, in and below two columns. */
typedef struct {
  guint      page;
  double     page_width, page_height;
  gboolean   is_column;
  gboolean   from_ocr;
  GPtrArray *rows;           /* XlTextRow */
} XlTextZone;

/* The zones of @page in the order of reading.  GPtrArray of XlTextZone.  Thread: any. */
GPtrArray *xl_text_zones     (const XlPageText *page);
void       xl_text_zone_free (XlTextZone *zone);

G_END_DECLS
