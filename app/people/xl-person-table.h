#pragma once

#include "people/xl-person.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* Stores a new person; @person->id becomes the key.  Inside an edit.
 * Errors: XL_STORE_ERROR_DUPLICATE when somebody has the number already.  Returns: the id, or -1 */
gint64    xl_person_table_insert (XlDb *db, XlPerson *person, GError **error);
/* Writes every field of @person but id and present; FALSE with XL_ERROR_NOT_FOUND when there is no such row. */
gboolean  xl_person_table_update (XlDb *db, const XlPerson *person, GError **error);
/* NULL with @error: XL_ERROR_NOT_FOUND. */
XlPerson *xl_person_table_get    (XlDb *db, gint64 id, GError **error);

/* Who has the valid 18-character @id_number: the id, 0 for nobody, -1 with @error. */
gint64    xl_person_table_find_identity (XlDb *db, const char *id_number, GError **error);

/* Everybody of exactly this cleaned name, absent ones too.  GArray of gint64.  Any connection. */
GArray   *xl_person_table_find_name     (XlDb *db, const char *name, GError **error);

/* Lists ------------------------------------------------------------------------------------------------------------- */

typedef enum {
  XL_PERSON_ORDER_NAME,      /* pinyin */
  XL_PERSON_ORDER_PLACE,     /* office, group, household number, head first */
  XL_PERSON_ORDER_BIRTH,     /* oldest first */
  XL_PERSON_ORDER_NUMBER     /* identity number */
} XlPersonOrder;

/* What to list; zeros and NULLs ask for everybody present. */
typedef struct {
  const char   *office;      /* only this office */
  int           group_no;    /* only this group; 0: any */
  const char   *kind;        /* only those of this kind now */
  gboolean      absent;      /* also the dead and those who moved away */
  XlPersonOrder order;
  gboolean      descending;
} XlPersonQuery;

/* Hands the ids in order to @each as they are found.  Any connection. */
typedef void (*XlPersonIdFunc) (gint64 id, gpointer data);
gboolean  xl_person_table_each   (XlDb *db, const XlPersonQuery *query, XlPersonIdFunc each, gpointer data, GError **error);
/* The same for those of @among (GArray of gint64) alone, which need not be in order. */
gboolean  xl_person_table_each_among (XlDb *db, const XlPersonQuery *query, GArray *among, XlPersonIdFunc each, gpointer data,
                                      GError **error);
/* Ids in order.  GArray of gint64.  Any connection. */
GArray   *xl_person_table_list   (XlDb *db, const XlPersonQuery *query, GError **error);
gint64    xl_person_table_count  (XlDb *db, const XlPersonQuery *query, GError **error);

G_END_DECLS
