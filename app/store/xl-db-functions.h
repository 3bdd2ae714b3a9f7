#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/* Gives every connection the SQL functions and the search tokenizer of ours.  Called by xl_db_open (). */
gboolean xl_db_functions_register (XlDb *db, GError **error);

G_END_DECLS
