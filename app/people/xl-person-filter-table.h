#pragma once

#include "people/xl-person-list-table.h"

G_BEGIN_DECLS

/**
 * Lists of persons that are narrowed by what stands in their columns (question->filters), or sorted by a column that has no order of
 * its own (question->sort).  Lists that are neither never come here: an index alone answers them.
 */

gboolean xl_person_filter_table_asked (const XlPersonQuestion *question);

/* The ids, GArray of gint64: in the order of question->sort; without one ascending, to be put in order by xl_person_table_each_among ().
 * @wanted: (nullable): only these, in ascending order. */
GArray  *xl_person_filter_table_ids   (XlDb *db, const XlPersonQuestion *question, const GArray *wanted, GError **error);

/* What stands in the column @key of those whom the filters of the other columns leave, as stored, "" for blank: at most @limit values
 * that have @begin (nullable) in them, the most frequent first. */
typedef void (*XlPersonValueFunc) (const char *value, gint64 n, gpointer data);
gboolean xl_person_filter_table_values (XlDb *db, const XlPersonQuestion *question, const char *key, const char *begin, guint limit,
                                        XlPersonValueFunc each, gpointer data, GError **error);

G_END_DECLS
