#pragma once

#include "office/xl-setting.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* What the office chose for @key, or the standard.  Errors: XL_ERROR_UNKNOWN, no such setting.  Any connection. */
char    *xl_setting_table_get (XlDb *db, const char *key, GError **error);
/* Inside an edit.  The standard value takes the office's own choice away. */
gboolean xl_setting_table_set (XlDb *db, const char *key, const char *value, GError **error);

G_END_DECLS
