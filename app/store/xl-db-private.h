#pragma once

#include "store/xl-db.h"
#include "store/xl-search-log.h"

G_BEGIN_DECLS

/* The key counter, read at the start of an edit and written back at its end; for xl-change.c alone. */
gboolean xl_db_read_counter  (XlDb *db, GError **error);
gboolean xl_db_write_counter (XlDb *db, GError **error);
gint64   xl_db_site          (XlDb *db);

/* The rows that wait to be indexed; belongs to @db. */
XlSearchLog *xl_db_search_log     (XlDb *db);
void         xl_db_set_search_log (XlDb *db, XlSearchLog *log);

/* The indexes that come back at the end of the edit, NULL mostly; belongs to @db.  See xl-bulk.h. */
typedef struct _XlBulk XlBulk;
XlBulk *xl_db_bulk     (XlDb *db);
void    xl_db_set_bulk (XlDb *db, XlBulk *bulk);
void    xl_bulk_free   (XlBulk *bulk);

/* The tables of which the edit has recorded a row. */
void     xl_db_forget_recorded (XlDb *db);
void     xl_db_add_recorded    (XlDb *db, const char *table);
gboolean xl_db_is_recorded     (XlDb *db, const char *table);

G_END_DECLS
