#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * xl_change_revert:
 * @seq: of the log
 *
 * Takes one older change back inside an edit, as far as what happened since allows: rows it deleted come back, rows it made go,
 * and every value it wrote that still stands becomes what it was before; a value that was changed again stays.
 *
 * Errors: XL_STORE_ERROR_CONFLICT (a row that comes back cannot stand beside what is there now), XL_ERROR_NOT_FOUND.
 */
gboolean xl_change_revert (XlDb *db, gint64 seq, GError **error);

G_END_DECLS
