#pragma once

#include "base/xl-attachment.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* What an attachment of this office may weigh, in bytes (settings attachment-mb and attachment-record-mb). */
typedef struct { gint64 file, record; } XlAttachmentLimits;
gboolean xl_attachment_table_limits (XlDb *db, XlAttachmentLimits *limits, GError **error);

/**
 * xl_attachment_judge:
 * @has: bytes that the record has in other attachments
 *
 * Errors: XL_ERROR_NOT_THAT_KIND (neither JPEG, PNG nor PDF by its content), XL_ERROR_TOO_LARGE (the file, or the record with it;
 *   both sizes are named).   Thread: any.
 */
gboolean xl_attachment_judge        (GBytes *bytes, gint64 has, const XlAttachmentLimits *limits, GError **error);

/* Judges @bytes and keeps them.  @hex: 65 bytes.  Inside an edit. */
gboolean xl_attachment_table_keep   (XlDb *db, GBytes *bytes, gint64 has, char *hex, GError **error);

/* The bytes that the attachments of @value weigh together; one counts once.  Any connection. */
gint64   xl_attachment_table_weight (XlDb *db, const char *value);

G_END_DECLS
