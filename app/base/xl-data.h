#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * xl_data_path:
 * @name: relative, for example "demo/居民花名册.xlsx"
 *
 * Where a file of the program's data folder stands: below $XL_DATA_DIR when set, else below the installed one.
 *
 * Thread: any.   Returns: (transfer full): a path; it need not exist
 */
char *xl_data_path (const char *name);

G_END_DECLS
