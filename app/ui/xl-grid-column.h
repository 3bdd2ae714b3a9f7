#pragma once

#include <glib-object.h>

#include "ui/xl-choice.h"

G_BEGIN_DECLS

typedef enum {
  XL_GRID_TEXT,
  XL_GRID_NUMBER,    /* right-aligned, never cut: ### when too narrow */
  XL_GRID_CENTRE     /* dates, codes, yes/no */
} XlGridKind;

typedef enum {
  XL_GRID_SORTABLE  = 1 << 0,
  XL_GRID_EDITABLE  = 1 << 1,
  XL_GRID_FILTER    = 1 << 2,  /* a filter button in the header: "filter-clicked" */
  XL_GRID_OPENS     = 1 << 3   /* Enter on a cell that is not being typed in activates the row, though it could be typed in */
} XlGridColumnFlags;

/* How a cell of the column is typed.  What the grid hands to the source in an XlGridPatch: */
typedef enum {
  XL_GRID_EDIT_TEXT,      /* text as typed */
  XL_GRID_EDIT_NUMBER,    /* text as typed, full-width digits made plain; "1,234.50" stays */
  XL_GRID_EDIT_DATE,      /* text "YYYY-MM-DD" (also typed 3.5, 6月3日, 2026/6/3; a calendar with Alt+Down) */
  XL_GRID_EDIT_MONTH,     /* text "YYYY-MM" */
  XL_GRID_EDIT_YES_NO,    /* text "Yes" or "No" translated, key "1" or "0"; Space turns it over */
  XL_GRID_EDIT_CODE,      /* one of the choices: text its name, key its code; typed as word, code or pinyin initials */
  XL_GRID_EDIT_CODES,     /* several: text names divided by "、", key codes divided by spaces */
  XL_GRID_EDIT_PERSON     /* text the words, key what xl_grid_source_complete_async () offered; without key: as typed */
} XlGridEditor;

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

/* XL_GRID_EDIT_TEXT unless set. */
void              xl_grid_column_set_editor        (XlGridColumn *self, XlGridEditor editor);
XlGridEditor      xl_grid_column_get_editor        (XlGridColumn *self);
/* For codes; copied. */
void              xl_grid_column_set_choices       (XlGridColumn *self, const XlChoice *choices);
const XlChoice   *xl_grid_column_get_choices       (XlGridColumn *self);     /* (nullable) */
/* Why a column that is not XL_GRID_EDITABLE cannot be typed in, translated: "Calculated", "Comes from the person". */
void              xl_grid_column_set_lock          (XlGridColumn *self, const char *reason);
const char       *xl_grid_column_get_lock          (XlGridColumn *self);     /* (nullable) */

G_END_DECLS
