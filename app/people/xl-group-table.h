#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/* A villagers' group (村民小组). */
typedef struct {
  gint64  id;
  char   *office;
  int     number;
  char   *name;      /* NULL: only the number is known */
  gint64  leader;    /* person id; 0 nobody */
} XlGroup;
void xl_group_free (XlGroup *group);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlGroup, xl_group_free)

/* Makes sure the group has a row; a @name other than NULL is written over.  Inside an edit.  Returns: its id, or -1 */
gint64     xl_group_table_ensure (XlDb *db, const char *office, int number, const char *name, GError **error);
/* @person leads it; 0: nobody.  Inside an edit. */
gboolean   xl_group_table_set_leader (XlDb *db, gint64 group, gint64 person, GError **error);
/* The groups of @office by number, also those that only a household's row speaks of (id 0).  GPtrArray of XlGroup. */
GPtrArray *xl_group_table_list   (XlDb *db, const char *office, GError **error);

G_END_DECLS
