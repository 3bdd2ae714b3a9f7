#pragma once

#include "filings/xl-face-paper.h"

#include <hb.h>

G_BEGIN_DECLS

/* One face file, for xl-face-paper.c and xl-face-subset-paper.c alone. */
typedef struct {
  hb_face_t *face;
  hb_font_t *font;
  guint      upem;
  hb_set_t  *wanted;      /* characters */
  char      *family;
  char      *font_name;
  XlFaceUse  use;
} Face;

Face   *xl_face_set_get  (XlFaceSet *set, guint face);
guint16 xl_face_set_code (XlFaceSet *set, gunichar ch);

G_END_DECLS
