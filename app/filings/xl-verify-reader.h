#pragma once

#include "filings/xl-seal-paper.h"

G_BEGIN_DECLS

/**
 * XlVerification:
 *
 * What a PDF proves about itself.  @reason says in words what is wrong (a constant marked N_()), NULL when nothing is.
 */
typedef struct {
  gboolean    has_seal;           /* a filing of this program at all */
  gboolean    signature_valid;    /* the seal is whole and signed by the key it names */
  gboolean    data_intact;        /* every file that was in it is in it, unaltered, and no other */
  gboolean    pages_intact;       /* what is to be read and printed is what was sealed */
  XlSeal      seal;
  GBytes     *data;               /* data.json when intact, else NULL */
  guint       n_pages;
  char       *sha256;             /* of the whole file */
  const char *reason;
} XlVerification;

void xl_verification_free (XlVerification *v);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlVerification, xl_verification_free)

/* Sealed, signed, and nothing altered. */
gboolean xl_verification_is_good (const XlVerification *v);

/**
 * xl_verify_bytes:
 * @name: what errors call it
 *
 * A PDF saved again by another program stays good as long as pages and data are the same.  A PDF that is not ours is no
 * error: has_seal is FALSE then.  Nothing is unpacked beyond fixed limits.
 *
 * Errors: XL_ERROR_NOT_THAT_KIND (no PDF), XL_ERROR_ENCRYPTED, XL_ERROR_DAMAGED, XL_ERROR_TOO_LARGE.   Thread: paper.
 */
XlVerification *xl_verify_bytes (GBytes *pdf, const char *name, GError **error);
/* Also XL_ERROR_IO, XL_ERROR_NOT_FOUND. */
XlVerification *xl_verify_file  (const char *path, GError **error);

G_END_DECLS
