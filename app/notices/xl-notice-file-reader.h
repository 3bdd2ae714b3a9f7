#pragma once

#include "notices/xl-notice-reader.h"
#include "notices/xl-notice.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * XlNoticeFile:
 *
 * A PDF with everything that was read from it.
 */
typedef struct {
  char         *name;       /* without folders */
  char         *sha256;     /* 64 hexadecimal digits */
  GBytes       *pdf;
  char         *password;   /* NULL: none was needed */
  XlPdfText    *read;
  XlNoticeText *text;
  XlNotice     *notice;
} XlNoticeFile;

/**
 * xl_notice_file_read:
 * @path: the PDF
 * @password: (nullable):
 * @received: (nullable): the day it came in, "YYYY-MM-DD"
 *
 * Errors: XL_ERROR_IO, XL_ERROR_NOT_FOUND and those of xl_notice_reader_read (); each names the file.
 * Thread: any but the main one (waits).
 */
XlNoticeFile *xl_notice_file_read  (const char *path, const char *password, const char *received, GCancellable *cancellable,
                                    GError **error);
/* The same from bytes: a notice kept in the office file. */
XlNoticeFile *xl_notice_file_from_bytes (GBytes *pdf, const char *name, const char *password, const char *received,
                                         GCancellable *cancellable, GError **error);
void          xl_notice_file_free  (XlNoticeFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlNoticeFile, xl_notice_file_free)

/* Everything as one JSON object: the keys of tests/notices/samples, and "places", "suspicious", "warnings", "sha256". */
JsonNode     *xl_notice_file_to_json (const XlNoticeFile *file);

G_END_DECLS
