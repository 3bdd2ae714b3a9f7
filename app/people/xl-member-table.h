#pragma once

/* Between the tables of this room. */
#include "people/xl-household.h"
#include "store/xl-sql.h"

G_BEGIN_DECLS

/* A span of m holds on day ?N; a day of NULL means now.  Both branches have an index. */
#define XL_MEMBERSHIP_HOLDS(m, N)                                                                                      \
  "((" m ".to_date IS NULL AND (" N " IS NULL OR " m ".from_date IS NULL OR " m ".from_date <= " N "))"                \
  " OR (" m ".to_date > " N " AND (" m ".from_date IS NULL OR " m ".from_date <= " N ")))"

#define XL_MEMBER_COLUMNS                                                                                              \
  "m.id, m.person, m.household, p.name, p.sex, p.birth_date, m.relation, m.relation_written, m.from_date, m.to_date,"  \
  " m.begin_reason, m.end_reason, m.moved_to"

/* The row of XL_MEMBER_COLUMNS under @stmt. */
XlMember  *xl_member_read  (XlStmt *stmt);
/* All rows of @stmt as XlMember; NULL with @error. */
GPtrArray *xl_member_read_all (XlDb *db, XlStmt *stmt, GError **error);

/* Runs @sql with ?1 = @a and ?2 = @b. */
gboolean   xl_people_run (XlDb *db, const char *sql, gint64 a, gint64 b, GError **error);
/* Brings person.present, or household.head, in line with what membership says now. */
gboolean   xl_people_refresh_present (XlDb *db, gint64 person, GError **error);
gboolean   xl_people_refresh_head    (XlDb *db, gint64 household, GError **error);

G_END_DECLS
