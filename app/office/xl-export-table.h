#pragma once

#include "base/xl-mask.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* What leaves the office: how a field is masked, and the log of it. */

/* What @column of @table_name is, by its declaration in sensitive_field; XL_MASK_PLAIN when it is not declared.
 * @is_birth (out): a date of birth, of which only the year may leave masked. */
gboolean xl_export_table_field (XlDb *db, const char *table_name, const char *column, XlMaskField *field, gboolean *is_birth,
                                GError **error);

typedef struct {
  const char   *user;
  const char   *kind;      /* residents, households, a ledger's key */
  const char   *path;
  XlMaskProfile mask;
  gint64        n_rows;
} XlExport;

/* Notes that rows left the office.  Inside an edit, which it leaves out of the log of changes. */
gboolean xl_export_table_note  (XlDb *db, const XlExport *export, GError **error);

G_END_DECLS
