#pragma once

#include "filings/xl-layout-paper.h"
#include "filings/xl-seal-paper.h"

G_BEGIN_DECLS

/* A file to travel inside the paper. */
typedef struct {
  const char *name;           /* data.json */
  const char *mime;           /* application/json */
  const char *description;
  GBytes     *bytes;
  gboolean    is_source;      /* AFRelationship Source (data.json) or Data (a table) */
} XlAttachment;

/* What is said about a paper.  Strings are borrowed. */
typedef struct {
  const char         *title, *author, *subject, *keywords;
  const char         *date;             /* "YYYY-MM-DD": the only moment that is written */
  GPtrArray          *bookmarks;        /* XlBookmark */
  const XlAttachment *attachments;
  guint               n_attachments;
  XlSeal             *seal;             /* pages, public_key and signature are filled in; NULL: not sealed */
  const guint8       *secret_key;
} XlFinish;

/**
 * xl_finish_paper:
 * @drawn: as libharu left it
 * @faces: the faces it was drawn with
 *
 * Makes of it what may leave the office: PDF/A-3b with valid ToUnicode maps, CapHeight, CIDSet, XMP, an sRGB output intent, the
 * attachments, bookmarks, the seal, and an ID derived from all that; linearised.  Equal input gives equal bytes.
 *
 * Source: ISO 19005-3:2012 §6.2–6.8; ISO 32000-1:2008 §9.10.3 (ToUnicode).
 * Errors: XL_ERROR_NOT_FOUND (no sRGB profile installed), XL_ERROR_FAILED.   Thread: paper.
 */
GBytes *xl_finish_paper (GBytes *drawn, XlFaceSet *faces, const XlFinish *finish, GError **error);

G_END_DECLS
