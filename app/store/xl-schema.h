#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

#define XL_APPLICATION_ID 0x584c4f46   /* "XLOF" */

/* The schema version this program writes. */
int      xl_schema_version (void);

/**
 * xl_schema_ensure:
 * @db: open for writing
 *
 * Makes the tables of an empty file, or brings an older one up to date: copied aside first
 * (FILE.before-vN), then all steps in one transaction.
 *
 * Errors: XL_STORE_ERROR_NOT_STORE (another program's file), XL_STORE_ERROR_TOO_NEW; the file is untouched then.
 */
gboolean xl_schema_ensure  (XlDb *db, GError **error);

/* The same question without writing: is @db a store this program knows?  @current: and of the version of this program, so that
 * every table is there (else XL_STORE_ERROR_READ_ONLY: it must be opened for writing once). */
gboolean xl_schema_check   (XlDb *db, gboolean current, GError **error);

G_END_DECLS
