#pragma once

#include "store/xl-sql.h"

G_BEGIN_DECLS

/* Gives the connection the table-valued function xl_ids (?1): a list of keys as rows with the one column id. */
gboolean xl_id_list_register (XlDb *db, GError **error);

/* Binds @ids (GArray of gint64, which must stay until the statement is given back) for xl_ids (?@i); NULL is no row. */
void     xl_bind_ids         (XlStmt *stmt, int i, const GArray *ids);

G_END_DECLS
