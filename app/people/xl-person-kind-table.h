#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/* Kinds of people who need care (data/codes/person_kind.tsv): several at once, each from a day to a day. */
typedef struct {
  gint64  id;
  gint64  person;
  char   *kind;        /* code */
  char   *from_date, *to_date;
  char   *source;      /* which table or paper says so */
} XlPersonKind;
void xl_person_kind_free (XlPersonKind *kind);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlPersonKind, xl_person_kind_free)

/* @person is of @kind from @from_date on (NULL: as long as anybody knows); nothing happens when they are already.
 * Inside an edit.  Errors: XL_ERROR_UNKNOWN, no such kind.  Returns: the row's id, or -1 */
gint64     xl_person_kind_table_add  (XlDb *db, gint64 person, const char *kind, const char *from_date, const char *source,
                                      GError **error);
/* No longer from @day on; nothing happens when they are not. */
gboolean   xl_person_kind_table_end  (XlDb *db, gint64 person, const char *kind, const char *day, GError **error);
/* The kinds of @person on @day (NULL: now).  GPtrArray of XlPersonKind in the order of the code table. */
GPtrArray *xl_person_kind_table_of   (XlDb *db, gint64 person, const char *day, GError **error);
/* All there ever were, newest first. */
GPtrArray *xl_person_kind_table_history (XlDb *db, gint64 person, GError **error);
/* How many people of @office (NULL: all) are of @kind on @day (NULL: now). */
gint64     xl_person_kind_table_count (XlDb *db, const char *office, const char *kind, const char *day, GError **error);

G_END_DECLS
