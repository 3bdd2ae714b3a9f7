#pragma once

#include "store/xl-bulk.h"

G_BEGIN_DECLS

/* One table that a bulk fills: what its rows are as a changeset, known when it was looked at. */
typedef struct {
  char   *name;
  char   *columns;    /* "id", "name", …: in the order of the table */
  GArray *keys;       /* guint8 a column: its place in the key, 0 for none */
  gint64  n_rows;
  gsize   size;       /* bytes; 0 without rows */
} XlBulkTable;

XlBulkTable *xl_bulk_table_new   (const char *name);
void         xl_bulk_table_free  (XlBulkTable *table);
/* Looks at every row: what the table CHECKs, and what it takes in a changeset. */
gboolean     xl_bulk_table_look  (XlDb *db, XlBulkTable *table, GError **error);
/* The part of a changeset that inserts these rows. */
gboolean     xl_bulk_table_write (XlDb *db, const XlBulkTable *table, XlBulkSink sink, gpointer data, GError **error);

G_END_DECLS
