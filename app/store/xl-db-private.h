#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/* The key counter, read at the start of an edit and written back at its end; for xl-change.c alone. */
gboolean xl_db_read_counter  (XlDb *db, GError **error);
gboolean xl_db_write_counter (XlDb *db, GError **error);
gint64   xl_db_site          (XlDb *db);

G_END_DECLS
