#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * XlOle:
 *
 * The streams of an OLE compound file, which old xls files and password-protected xlsx files are.
 * Every place in the file is checked before it is read.   Source: [MS-CFB].
 */
typedef struct _XlOle XlOle;

/* Errors: XL_ERROR_DAMAGED, XL_ERROR_TOO_LARGE, XL_ERROR_IO, naming the file by @name. */
XlOle   *xl_ole_open (const char *path, const char *name, GError **error);
void     xl_ole_free (XlOle *ole);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlOle, xl_ole_free)

/* Whether there is a stream @stream, in whatever folder of the file. */
gboolean xl_ole_has  (XlOle *ole, const char *stream);
/* The stream's bytes.  XL_ERROR_NOT_FOUND, XL_ERROR_DAMAGED. */
GBytes  *xl_ole_read (XlOle *ole, const char *stream, GError **error);

G_END_DECLS
