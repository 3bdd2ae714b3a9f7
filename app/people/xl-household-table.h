#pragma once

#include "people/xl-household.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* Inside an edit; @household->id becomes the key.  XL_STORE_ERROR_DUPLICATE: the office has that number in use. */
gint64       xl_household_table_insert (XlDb *db, XlHousehold *household, GError **error);
/* Writes every field but id and head. */
gboolean     xl_household_table_update (XlDb *db, const XlHousehold *household, GError **error);
/* NULL with @error: XL_ERROR_NOT_FOUND. */
XlHousehold *xl_household_table_get    (XlDb *db, gint64 id, GError **error);

/* The household that has this number in use: id, 0 for none, -1 with @error. */
gint64       xl_household_table_find_number (XlDb *db, const char *office, const char *number, GError **error);

/* Every household that ever had this number, in any office.  GArray of gint64. */
GArray      *xl_household_table_find_any    (XlDb *db, const char *number, GError **error);

/* A number nobody has used in @office, in the manner of those it has ("103200-0151" after "103200-0150"). */
char        *xl_household_table_next_number (XlDb *db, const char *office, GError **error);

/* Who belonged to it on @day ("YYYY-MM-DD"; NULL: now), head first, then by relation and birth.  GPtrArray of XlMember. */
GPtrArray   *xl_household_table_members (XlDb *db, gint64 household, const char *day, GError **error);

typedef enum {
  XL_HOUSEHOLD_ORDER_PLACE,    /* office, group, number */
  XL_HOUSEHOLD_ORDER_NUMBER,
  XL_HOUSEHOLD_ORDER_HEAD      /* pinyin of the head */
} XlHouseholdOrder;

/* What to list; zeros and NULLs ask for every household that exists now. */
typedef struct {
  const char      *office;
  int              group_no;
  const char      *kind;
  const char      *day;        /* as of this day instead of now */
  XlHouseholdOrder order;
} XlHouseholdQuery;

/* Ids in order.  GArray of gint64.  Any connection. */
GArray      *xl_household_table_list  (XlDb *db, const XlHouseholdQuery *query, GError **error);
gint64       xl_household_table_count (XlDb *db, const XlHouseholdQuery *query, GError **error);

G_END_DECLS
