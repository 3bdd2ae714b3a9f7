#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/* A grid of the office's care (网格), not the widget. */
typedef struct {
  gint64  id;
  char   *office;
  char   *code;
  char   *name;
  gint64  head;          /* 网格长: person id; 0 nobody */
  gint64  n_households;  /* that are in it now */
} XlCareGrid;
void xl_care_grid_free (XlCareGrid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlCareGrid, xl_care_grid_free)

/* Makes sure the grid has a row; a @name other than NULL is written over.  Inside an edit.  Returns: its id, or -1 */
gint64     xl_care_grid_table_ensure   (XlDb *db, const char *office, const char *code, const char *name, GError **error);
/* @person is its head; 0: nobody.  Inside an edit. */
gboolean   xl_care_grid_table_set_head (XlDb *db, gint64 grid, gint64 person, GError **error);
/* @household belongs to @grid; 0: to none.  Inside an edit. */
gboolean   xl_care_grid_table_assign   (XlDb *db, gint64 grid, gint64 household, GError **error);
/* The grids of @office by code.  GPtrArray of XlCareGrid. */
GPtrArray *xl_care_grid_table_list     (XlDb *db, const char *office, GError **error);

G_END_DECLS
