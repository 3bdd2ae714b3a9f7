#pragma once

#include "people/xl-household.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/*
 * Who belongs to which household from one day to another.  Nothing is ever overwritten: what ends gets its to_date and
 * what begins is a new row, so "as of" any day stays answerable.  All that write run inside an edit; days are
 * "YYYY-MM-DD", the first day on which the new state holds.  Errors: XL_ERROR_RANGE, a day that is no date or lies before
 * the state it ends; XL_ERROR_CONFLICT, the person is in a household already (or in none); XL_ERROR_NOT_FOUND.
 */

/* @person belongs to @household from @from_date (NULL: as long as anybody knows).  @relation: GB/T 4761 or NULL;
 * relation 02 makes them its head.  Returns: the membership's id, or -1 */
gint64     xl_membership_table_join   (XlDb *db, gint64 person, gint64 household, const char *relation,
                                       const char *relation_written, const char *from_date, const char *begin_reason,
                                       GError **error);
/* The same for a @person just entered who is of the household's office: nothing of their own row has to change. */
gint64     xl_membership_table_begin  (XlDb *db, gint64 person, gint64 household, const char *relation,
                                       const char *relation_written, GError **error);
/* To another household from @day on. */
gboolean   xl_membership_table_move   (XlDb *db, gint64 person, gint64 household, const char *relation, const char *day,
                                       GError **error);
/* Out of the village from @day on; @moved_to in words or NULL. */
gboolean   xl_membership_table_leave  (XlDb *db, gint64 person, const char *day, const char *moved_to, GError **error);
/* Back into @household from @day on. */
gboolean   xl_membership_table_return (XlDb *db, gint64 person, gint64 household, const char *relation, const char *day,
                                       GError **error);
/* Died on @day: belongs to the household through that day, and to none from the next. */
gboolean   xl_membership_table_die    (XlDb *db, gint64 person, const char *day, GError **error);
/* @person is the head from @day on; the others' relations are re-coded as seen from the new head. */
gboolean   xl_membership_table_change_head (XlDb *db, gint64 household, gint64 person, const char *day, GError **error);
/* The relation alone, from @day on. */
gboolean   xl_membership_table_recode (XlDb *db, gint64 person, const char *relation, const char *day, GError **error);

/**
 * xl_membership_table_split:
 * @people: ids of those who go, all members of one household; the first is the new head
 * @number: (nullable): of the new household; NULL: the next one
 *
 * From @day on @people are a household of their own in the same office and group, relations re-coded as seen from the
 * new head (户主 02, 妻 12, 子 20-series).  Those who stay keep theirs.
 * Returns: the new household's id, or -1.  Errors also: XL_ERROR_REFUSED, nobody or everybody would go.
 */
gint64     xl_membership_table_split  (XlDb *db, const gint64 *people, guint n_people, const char *number, const char *day,
                                       GError **error);
/* From @day on everybody of @gone belongs to @keep, relations re-coded where they can be known; @gone ends. */
gboolean   xl_membership_table_merge  (XlDb *db, gint64 keep, gint64 gone, const char *day, GError **error);

/* The membership of @person on @day (NULL: now); NULL without @error when there is none. */
XlMember  *xl_membership_table_of     (XlDb *db, gint64 person, const char *day, GError **error);
/* All memberships of @person, newest first.  GPtrArray of XlMember. */
GPtrArray *xl_membership_table_history (XlDb *db, gint64 person, GError **error);

/* How many people lived in @office (NULL: all) on @day (NULL: now), in households or, as far as known, without one. */
gint64     xl_membership_table_population (XlDb *db, const char *office, const char *day, GError **error);

G_END_DECLS
