#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * xl_resource_lines:
 * @path: below /org/xiangli/Xiangli, for example "codes/ethnic_gb3304.tsv"
 *
 * The built-in table at @path, a string a line, the header line left out, line ends cut.
 *
 * Thread: any.   Returns: (transfer full): NULL-terminated; empty when there is no such table
 */
char **xl_resource_lines (const char *path);

/* The whole built-in file at @path (below /org/xiangli/Xiangli), or NULL.  Thread: any.  Free with g_bytes_unref(). */
GBytes *xl_resource_bytes (const char *path);

G_END_DECLS
