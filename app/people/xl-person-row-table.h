#pragma once

#include "people/xl-person-row.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

typedef void (*XlPersonRowFunc) (const XlPersonRow *row, gpointer data);

/* Hands the rows of @ids to @each, in their order; ids without a row are passed over.  Any connection. */
gboolean xl_person_row_table_read (XlDb *db, const gint64 *ids, guint n_ids, XlPersonRowFunc each, gpointer data,
                                   GError **error);

typedef void (*XlHouseholdRowFunc) (const XlHouseholdRow *row, gpointer data);

gboolean xl_household_row_table_read (XlDb *db, const gint64 *ids, guint n_ids, XlHouseholdRowFunc each, gpointer data,
                                      GError **error);

G_END_DECLS
