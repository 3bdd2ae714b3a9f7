#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/* Bytes that never change, kept once under their SHA-256: received papers, issued filings, attachments. */

/* Keeps @bytes, once however often they come; @hex: 64 hex digits and a NUL.  Inside an edit, which stays out of the log of
 * changes when it does nothing else. */
gboolean  xl_content_table_put  (XlDb *db, GBytes *bytes, char hex[65], GError **error);
/* Errors: XL_ERROR_NOT_FOUND.  Any connection. */
GBytes   *xl_content_table_get  (XlDb *db, const char *hex, GError **error);
/* Their number; -1 when they are not there. */
gint64    xl_content_table_size (XlDb *db, const char *hex);

G_END_DECLS
