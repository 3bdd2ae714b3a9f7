#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The program that reads and writes PDF objects (qpdf); named here so that callers need not say qpdf-c.h. */
typedef struct _qpdf_data *XlPdf;

/**
 * XlSeal:
 *
 * What an office signs: whose paper it is, and the SHA-256 of its data and of its pages.  It travels in the paper's XMP.
 */
typedef struct {
  char   *office, *office_name, *number, *form, *period, *profile, *date, *replaces, *title;
  char   *files;          /* "data.json:HEX visits.csv:HEX": every embedded file, in order of name */
  char   *data;           /* SHA-256 of data.json, hexadecimal */
  char   *pages;          /* SHA-256 of the pages, hexadecimal */
  char   *public_key;     /* Ed25519, hexadecimal */
  char   *signature;      /* over all of the above, hexadecimal */
} XlSeal;

void     xl_seal_clear  (XlSeal *seal);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (XlSeal, xl_seal_clear)

/* The members by the name they have in XMP; for writing and reading.  NULL at the end. */
typedef struct { const char *name; gsize offset; const char *description; } XlSealMember;
const XlSealMember *xl_seal_members (void);
#define XL_SEAL_MEMBER(seal, member) (*(char **) ((char *) (seal) + (member)->offset))

/* Fills in public_key and signature.  @secret_key: 64 bytes of libsodium.  Deterministic (RFC 8032). */
void     xl_seal_sign   (XlSeal *seal, const guint8 *secret_key);
/* Whether the signature is that of the public key it names. */
gboolean xl_seal_verify (const XlSeal *seal);

/**
 * xl_seal_digest_pages:
 *
 * SHA-256 over what a reader sees: for each page its boxes, its content decoded, and all it uses (faces, widths, maps, pictures,
 * annotations) by value, not by place in the file; so a paper saved again by another program without change stays the same.
 *
 * Errors: XL_ERROR_TOO_LARGE (limits of depth and size), XL_ERROR_DAMAGED.   Thread: paper.
 */
char    *xl_seal_digest_pages (XlPdf pdf, GError **error);

/* The bytes of a stream, unpacked when it is packed by Flate, at most @limit of them; NULL when it cannot be read so. */
GBytes  *xl_seal_stream_bytes (XlPdf pdf, guint stream, gsize limit);

G_END_DECLS
