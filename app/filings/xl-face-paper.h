#pragma once

#include <gio/gio.h>

#include "filings/xl-layout.h"

G_BEGIN_DECLS

/**
 * XlFaceSet:
 *
 * The faces of one paper.  Every role has a search list from the legal faces to the free TrueType ones; a character that the
 * first lacks is taken from the next, at the end from the rare-character faces.  What was asked for is remembered, and only
 * that goes into the paper: subset by HarfBuzz, with codes of its own (U+E000 …) for characters beyond U+FFFF.
 *
 * Thread: paper.
 */
typedef struct _XlFaceSet XlFaceSet;

/* Where a character comes from. */
typedef struct {
  guint8   face;       /* place in the set; 0xff: nobody has it */
  guint8   embolden;   /* drawn with its outline as well: the face is too light for the role */
  guint16  code;       /* what is written for it */
  float    advance;    /* at size 1 */
} XlGlyph;

/* A face that was used, for what libharu needs to be told again afterwards. */
typedef struct {
  const char *family;
  const char *font_name;      /* libharu's, once loaded */
  GArray     *codes;          /* guint16, ascending */
  GArray     *characters;     /* gunichar, beside them */
  int         cap_height;     /* in 1/1000 */
} XlFaceUse;

XlFaceSet     *xl_face_set_new   (void);
void           xl_face_set_free  (XlFaceSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlFaceSet, xl_face_set_free)

/* Looks @ch up and remembers that it is wanted.  Never NULL. */
const XlGlyph *xl_face_set_glyph (XlFaceSet *set, XlRole role, gunichar ch);
/* For xl-layout.h: @data is the set. */
double         xl_face_set_measure (gpointer data, XlRole role, gunichar ch);
/* Characters that draw nothing and are left out: variation selectors, joiners, byte order marks. */
gboolean       xl_face_is_ignorable (gunichar ch);

/**
 * xl_face_set_check:
 *
 * Errors: XL_ERROR_UNKNOWN lists the characters no face has (at most eight, as U+XXXX): such a paper would have holes.
 */
gboolean       xl_face_set_check (XlFaceSet *set, GError **error);

guint            xl_face_set_n_used (const XlFaceSet *set);
const XlFaceUse *xl_face_set_use    (XlFaceSet *set, guint face);
/* "方正小标宋 (title), LXGW WenKai (body, …)": for the paper's properties.  Free with g_free(). */
char            *xl_face_set_describe (XlFaceSet *set);

/* The small face of @face as TrueType bytes, with a cmap of its own.  Errors: XL_ERROR_FAILED. */
GBytes          *xl_face_set_subset (XlFaceSet *set, guint face, GError **error);
void             xl_face_set_set_font_name (XlFaceSet *set, guint face, const char *name);

G_END_DECLS
