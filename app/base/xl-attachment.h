#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * XlAttachment:
 *
 * One file that belongs to a field.  The field's value is a text with one line a file: the SHA-256 of its bytes (64 hex digits,
 * the name of the bytes in the file), then, after a space, what people call it.
 */
typedef struct {
  char  sha256[65];
  char *name;             /* "房屋照片.jpg"; never NULL */
} XlAttachment;
void xl_attachment_free (gpointer attachment);

/* GPtrArray of XlAttachment; lines that are none are left out.  @value: (nullable).  Thread: any. */
GPtrArray *xl_attachments_parse  (const char *value);
/* The value again; "" for none.  Free with g_free (). */
char      *xl_attachments_format (GPtrArray *attachments);
/* Adds to @value (nullable); a file that is there already keeps its place and takes the new name. */
char      *xl_attachments_add    (const char *value, const char *sha256, const char *name);
/* "房屋照片.jpg、低保证.pdf": for lists and exports. */
char      *xl_attachments_words  (const char *value);
/* Whether every line of @value is an attachment, and there are at most so many. */
#define XL_ATTACHMENTS_MOST 20
gboolean   xl_attachments_are_valid (const char *value);

/* What a file is by its content, whatever it is called. */
typedef enum { XL_ATTACHMENT_OTHER, XL_ATTACHMENT_JPEG, XL_ATTACHMENT_PNG, XL_ATTACHMENT_PDF } XlAttachmentSort;
XlAttachmentSort xl_attachment_sort (const guint8 *data, gsize size);
/* ".jpg", ".png", ".pdf"; "" for others. */
const char      *xl_attachment_suffix (XlAttachmentSort sort);

/**
 * xl_attachment_pixels:
 *
 * Width and height that the head of a JPEG or PNG declares; nothing is decoded.  FALSE when it is damaged or no picture.
 * Source: ISO/IEC 10918-1 B.2.2 (frame header); ISO/IEC 15948 11.2.2 (IHDR).   Thread: any.
 */
gboolean   xl_attachment_pixels  (const guint8 *data, gsize size, int *width, int *height);

/**
 * xl_attachment_name:
 * @name: (nullable): as the file was called, any path before it
 *
 * A name that is safe on every disk and fits its content: no path, no control characters, no leading dot, at most 80 characters,
 * with the suffix of @sort.  Free with g_free ().
 */
char      *xl_attachment_name    (const char *name, XlAttachmentSort sort);

/* "3.2 MB", "120 KB".  Free with g_free (). */
char      *xl_attachment_size_words (gint64 bytes);

G_END_DECLS
