#pragma once

#include "exchange/xl-columns.h"

G_BEGIN_DECLS

struct _XlColumnMap {
  guint       header_row;   /* the last row of the header; 0: to be found */
  GHashTable *columns;      /* letters or title → key, "" for a column to leave out */
};

G_END_DECLS
