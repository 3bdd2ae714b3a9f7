#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/* An office whose records are in this file.  Strings belong to the struct. */
typedef struct {
  gint64   id;
  char    *code;        /* 12-digit division code */
  char    *name;
  char    *level;       /* village, township, county */
  char    *full_name;   /* with county and township; NULL unknown */
  gboolean is_own;      /* the one this copy of the file belongs to */
} XlOffice;
void xl_office_free (XlOffice *office);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlOffice, xl_office_free)

/* The office this file belongs to; NULL with XL_ERROR_NOT_FOUND before `init`.  Any connection. */
XlOffice  *xl_office_table_own    (XlDb *db, GError **error);
/* NULL with XL_ERROR_NOT_FOUND. */
XlOffice  *xl_office_table_find   (XlDb *db, const char *code, GError **error);
/* All, own first, then by code.  GPtrArray of XlOffice. */
GPtrArray *xl_office_table_list   (XlDb *db, GError **error);
/* Makes sure @code has a row (name looked up in the built-in divisions when @name is NULL).  Inside an edit.
 * Errors: XL_ERROR_UNKNOWN, no name is known.  Returns: its id, or -1 */
gint64     xl_office_table_ensure (XlDb *db, const char *code, const char *name, const char *level, GError **error);
/* Makes @code the own office.  Inside an edit. */
gboolean   xl_office_table_set_own (XlDb *db, const char *code, GError **error);

G_END_DECLS
