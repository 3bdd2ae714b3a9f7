#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * xl_store_lock_take:
 * @path: the office file
 * @owner: (out): who has it, when another program does: "user on host, process N"
 *
 * Takes the file for this program by a lock on PATH-lock, which goes with the process however it ends.
 *
 * Errors: XL_STORE_ERROR_BUSY (@owner is set), XL_STORE_ERROR_READ_ONLY (the folder cannot be written to).
 * Returns: a descriptor to close when done, or -1
 */
int xl_store_lock_take (const char *path, char **owner, GError **error);

G_END_DECLS
