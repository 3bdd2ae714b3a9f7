#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * xl_bulk_begin:
 * @tables: NULL-terminated: every one empty and not yet touched by the edit, else nothing happens and everything stays as usual
 * @indexes: NULL-terminated: indexes on them that nobody asks while the tables are filled
 *
 * Inside an edit that fills empty tables with very many rows: the indexes go, and come back in one go at the end of the edit; what the
 * tables CHECK is looked at then too, for all rows together.  The session does not record them: what is in them at the end is what the
 * edit inserted, and the log takes it from there, without holding it in memory.  A row that breaks a CHECK undoes the edit, as ever.  Readers see
 * nothing of it; UNIQUE, NOT NULL, types and references are judged with each row as usual.
 */
gboolean xl_bulk_begin (XlDb *db, const char *const *tables, const char *const *indexes, GError **error);

/* More than XL_BULK_MANY rows came: what they are looked up by no longer fits a small cache, and each of them would be written out
 * and read again with every few rows.  96 MB instead of 8. */
#define XL_BULK_MANY 200000
gboolean xl_bulk_widen (XlDb *db, GError **error);

/* At the end of the edit, for xl-change.c: makes the indexes again and looks at the CHECKs, if a bulk was begun.
 * Errors: XL_STORE_ERROR_CONSTRAINT. */
gboolean xl_bulk_end   (XlDb *db, GError **error);
/* After the edit, well or not: everything as usual.  When it failed, the rollback brings the indexes back. */
void     xl_bulk_drop  (XlDb *db);

/* Whether a bulk fills @table in this edit. */
gboolean xl_bulk_holds  (XlDb *db, const char *table);

/* After xl_bulk_end (): how many rows it filled, and their changeset: its bytes, and itself handed to @sink piece by piece. */
typedef gboolean (*XlBulkSink) (gpointer data, gconstpointer bytes, gsize size, GError **error);
gint64   xl_bulk_n_rows (XlDb *db);
gsize    xl_bulk_size   (XlDb *db);
gboolean xl_bulk_write  (XlDb *db, XlBulkSink sink, gpointer data, GError **error);

G_END_DECLS
