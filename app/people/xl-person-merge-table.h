#pragma once

#include "people/xl-person-twin.h"
#include "store/xl-change.h"

G_BEGIN_DECLS

typedef struct {
  gint64       person;
  XlTwinReason reason;
} XlTwin;

/* Two rows that may be one person. */
typedef struct {
  gint64       a, b;       /* row ids, the smaller first */
  XlTwinReason reason;
} XlTwinPair;

/* Persons who may be @person (not itself), at most 20, surest first.  GArray of XlTwin.  Any connection. */
GArray   *xl_person_table_find_twins (XlDb *db, const XlPerson *person, GError **error);

/**
 * xl_person_table_find_pairs:
 * @office: (nullable): both of it; NULL: all of the file
 *
 * Everybody who seems to stand in the register twice, surest first; pairs that somebody called two persons are left out.  Looks
 * through all names once.
 *
 * Returns: GArray of XlTwinPair, at most @max.  Any connection.
 */
GArray   *xl_person_table_find_pairs (XlDb *db, const char *office, guint max, GError **error);
/* Says that the two are two persons; they are not found again.  Inside an edit. */
gboolean  xl_person_table_set_distinct (XlDb *db, gint64 a, gint64 b, GError **error);

/* What both rows know, @keep's first: what it lacks comes from @gone.  A valid number takes its written form along.
 * Errors: XL_ERROR_REFUSED when both have different valid numbers. */
XlPerson *xl_person_join (const XlPerson *keep, const XlPerson *gone, GError **error);

/**
 * xl_person_table_merge:
 * @result: (nullable): the fields as they shall be; NULL: xl_person_join ()
 *
 * Two rows are one person: @keep stays, @gone goes.  Every row of every table that refers to @gone (a column that says
 * REFERENCES person) refers to @keep afterwards.  Inside an edit.
 *
 * Errors: XL_ERROR_CONFLICT, naming the table, when both have a row of which there may be only one;
 *         XL_ERROR_REFUSED when both have different valid numbers and no @result says which is right.
 * Returns: the key of the merge, or -1
 */
gint64    xl_person_table_merge  (XlDb *db, gint64 keep, gint64 gone, const XlPerson *result, GError **error);

/* A merge that stands.  Strings belong to it. */
typedef struct {
  gint64 id, keep, gone, at;
  char  *keep_name, *gone_name;
} XlPersonMerge;
void       xl_person_merge_free (gpointer merge);

/* Merges that stand, newest first; of the person @keep, or 0: of all.  GPtrArray of XlPersonMerge.  Any connection. */
GPtrArray *xl_person_table_merges (XlDb *db, gint64 keep, guint max, GError **error);

/**
 * xl_person_table_part:
 * @merge: key of a merge
 *
 * Parts what was merged: the second row is there again with all that was its own; what was written of the person since stays
 * with the first.  Inside an edit.
 *
 * Errors: XL_ERROR_NOT_FOUND; XL_ERROR_REFUSED (the first was merged into another since: part that first);
 *   XL_STORE_ERROR_CONFLICT (somebody has the number by now).
 * Returns: the row id of the second person, or -1
 */
gint64     xl_person_table_part (XlDb *db, gint64 merge, GError **error);

/* xl_change_history () of @table_name; of a person together with that of the rows that were merged into it. */
GPtrArray *xl_person_table_history (XlDb *db, const char *table_name, gint64 row_id, GError **error);

G_END_DECLS
