#pragma once

#include <glib.h>

/**
 * A disk that gets full: SQLite's file system with a budget of bytes that may still be written.  Made the default, so every
 * connection opened afterwards is on it.
 */
void   small_disk_begin (void);
/* So many bytes may be written from now on; -1: as many as one likes. */
void   small_disk_set   (gint64 n_bytes);
/* How often something could not be written. */
guint  small_disk_n_refused (void);
