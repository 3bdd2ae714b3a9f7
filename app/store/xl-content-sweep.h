#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

#define XL_CONTENT_LOOSE_SECONDS (24 * 60 * 60)

/**
 * xl_content_sweep:
 * @data: (type gint64): now, in seconds UTC
 *
 * An XlWriteFunc for the moment before a backup: bytes of content that no row of any table names (records, drafts, papers, forms), nor
 * any change in the log, so that no undo could bring them back.  They are what somebody attached and never saved.  The first time they are
 * noted, and deleted when they are still loose a day later: a form that is open somewhere loses nothing.  Once an hour at most.
 *
 * Not recorded in the log of changes.   Errors: XL_STORE_ERROR_*.
 * Returns: how many were deleted
 */
gint64 xl_content_sweep (XlDb *db, gpointer data, GError **error);

G_END_DECLS
