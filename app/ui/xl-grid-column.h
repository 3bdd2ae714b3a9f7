#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum {
  XL_GRID_TEXT,
  XL_GRID_NUMBER,    /* right-aligned, never cut: ### when too narrow */
  XL_GRID_CENTRE     /* dates, codes, yes/no */
} XlGridKind;

typedef enum {
  XL_GRID_SORTABLE  = 1 << 0,
  XL_GRID_EDITABLE  = 1 << 1,
  XL_GRID_FILTER    = 1 << 2   /* a filter button in the header: "filter-clicked" */
} XlGridColumnFlags;

/* A column as the grid shows it. */
#define XL_TYPE_GRID_COLUMN (xl_grid_column_get_type ())
G_DECLARE_FINAL_TYPE (XlGridColumn, xl_grid_column, XL, GRID_COLUMN, GObject)

/**
 * xl_grid_column_new:
 * @source_column: which column of the source
 * @id: stays the same over releases: widths are remembered by it
 * @title: shown in the header
 * @width_em: in widths of 汉 (1 em)
 */
XlGridColumn *xl_grid_column_new (int source_column, const char *id, const char *title, double width_em,
                                  XlGridKind kind, XlGridColumnFlags flags);
int               xl_grid_column_get_source_column (XlGridColumn *self);
const char       *xl_grid_column_get_id            (XlGridColumn *self);
const char       *xl_grid_column_get_title         (XlGridColumn *self);
double            xl_grid_column_get_width_em      (XlGridColumn *self);
void              xl_grid_column_set_width_em      (XlGridColumn *self, double width_em);
XlGridKind        xl_grid_column_get_kind          (XlGridColumn *self);
XlGridColumnFlags xl_grid_column_get_flags         (XlGridColumn *self);
/* Whether a filter is set on it: the button in the header is filled. */
void              xl_grid_column_set_filtered      (XlGridColumn *self, gboolean filtered);
gboolean          xl_grid_column_get_filtered      (XlGridColumn *self);

G_END_DECLS
