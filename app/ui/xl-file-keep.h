#pragma once

#include <gtk/gtk.h>

#include "store/xl-store.h"

G_BEGIN_DECLS

/**
 * XlFileKeep:
 *
 * Brings a file or a pasted picture into the office file: read off the main thread, judged by its content (JPEG, PNG or PDF), by
 * its size and by what the record has already, and kept in `content`.  A JPEG or PNG above the limit is made smaller and kept as
 * a JPEG.
 */
typedef struct {
  const char *path;        /* a file, … */
  GdkTexture *texture;     /* … or a picture */
  gint64      has;         /* bytes that the record has in other attachments */
} XlFileToKeep;

/* @sha256, @name, @size: of what was kept; or @words: why not, translated.  Called once, on the main thread. */
typedef void (*XlFileKept) (const char *sha256, const char *name, gint64 size, const char *words, gpointer user_data);
void xl_file_keep_async (XlStore *store, const XlFileToKeep *what, GCancellable *cancellable, XlFileKept done,
                         gpointer user_data);

G_END_DECLS
