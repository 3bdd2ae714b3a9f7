#pragma once

#include <gio/gio.h>

#include "notices/xl-page-text.h"

G_BEGIN_DECLS

typedef struct {
  char    *name;    /* as in the file: never a path to write to */
  guint64  bytes;
} XlEmbeddedFile;

/**
 * XlPdfText:
 *
 * What the reader process said about a PDF: its pages' positioned characters and the document's own facts.
 */
typedef struct {
  guint      n_pages;
  gboolean   encrypted;     /* opened with or without a password */
  gboolean   may_copy;      /* what the maker allows; shown, not enforced */
  GPtrArray *pages;         /* of XlPageText, by number; a page that could not be read is missing */
  GPtrArray *embedded;      /* of XlEmbeddedFile */
  GPtrArray *fields;        /* of char *[2]: name and value */
  char     **warnings;      /* "javascript", "launch" */
  GArray    *unread;        /* of guint: pages whose text cannot be trusted and was not read from the picture */
  gboolean   ocr_missing;   /* pages would need OCR and this program or machine has none */
} XlPdfText;
void xl_pdf_text_free (XlPdfText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlPdfText, xl_pdf_text_free)

/* A drawn page. */
typedef struct {
  guint   width, height, stride;
  GBytes *rows;             /* BGRx, 4 bytes a point */
} XlPdfPicture;
void xl_pdf_picture_free (XlPdfPicture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlPdfPicture, xl_pdf_picture_free)

typedef enum {
  XL_READ_TEXT_ONLY = 0,
  XL_READ_OCR       = 1 << 0   /* pages without usable text are read from their picture: some seconds each */
} XlReadFlags;

/**
 * xl_notice_reader_read:
 * @pdf: the whole file
 * @password: (nullable):
 *
 * Reads a PDF in a process of its own that can neither write nor reach a network, within limits of memory and time.
 * Whatever happens to that process, the answer is a text or one of these errors, each in words.
 *
 * Errors: XL_ERROR_NOT_THAT_KIND (no %PDF-), XL_ERROR_DAMAGED, XL_ERROR_ENCRYPTED, XL_ERROR_TOO_LARGE (time, memory,
 *         size), G_IO_ERROR_CANCELLED.   Thread: any but the main one (waits).
 */
XlPdfText    *xl_notice_reader_read    (GBytes *pdf, const char *password, XlReadFlags flags, GCancellable *cancellable,
                                        GError **error);

/* Draws page @number (from 1), @width points wide (16…4000).  Errors and thread as above. */
XlPdfPicture *xl_notice_reader_picture (GBytes *pdf, const char *password, guint number, guint width,
                                        GCancellable *cancellable, GError **error);

/* The word of the sample files for an error of the reader: "not_pdf", "damaged", "encrypted", "too_large". */
const char   *xl_notice_reader_error_kind (const GError *error);

G_END_DECLS
