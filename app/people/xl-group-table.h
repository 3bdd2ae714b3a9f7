#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/* Makes sure the villagers' group (村民小组) has a row; a @name other than NULL is written over.  Inside an edit.  Returns: its id, or -1 */
gint64 xl_group_table_ensure (XlDb *db, const char *office, int number, const char *name, GError **error);

G_END_DECLS
