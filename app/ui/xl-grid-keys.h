#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef struct {
  gint64   row;
  int      column;
  gint64   n_rows;        /* lines, the new one with them */
  int      n_columns;
  int      page_rows;
  gboolean editable;      /* a sheet: Tab and Enter move as in a spreadsheet */
  gint64   n_records;     /* lines but for the new one */
  gboolean typing;        /* the cell can be typed in */
  gboolean has_list;      /* … and has a list or a calendar */
  gboolean yes_no;        /* … and is yes or no */
} XlGridKeyState;

typedef enum {
  XL_GRID_KEY_NONE,       /* not the grid's */
  XL_GRID_KEY_MOVE,       /* to @row, @column; with Shift: extend */
  XL_GRID_KEY_NEXT,       /* Enter, Tab: on to @row, @column, as after an edit */
  XL_GRID_KEY_ACTIVATE,
  XL_GRID_KEY_EDIT,
  XL_GRID_KEY_EDIT_EMPTY, /* Backspace */
  XL_GRID_KEY_LIST,
  XL_GRID_KEY_TOGGLE,     /* yes/no, or the group */
  XL_GRID_KEY_TODAY,
  XL_GRID_KEY_TAKE_BACK,  /* what was refused in the cell */
  XL_GRID_KEY_CLEAR,
  XL_GRID_KEY_CUT,
  XL_GRID_KEY_COPY,
  XL_GRID_KEY_PASTE,
  XL_GRID_KEY_FILL_DOWN,
  XL_GRID_KEY_FILL_RIGHT,
  XL_GRID_KEY_SELECT_ALL,
  XL_GRID_KEY_SELECT_ROWS,
  XL_GRID_KEY_MENU,
  XL_GRID_KEY_FILTER,
  XL_GRID_KEY_UNDO,       /* of the record, not of the typing */
  XL_GRID_KEY_REDO
} XlGridKeyMeaning;

/* What a key means where the cursor is; for XL_GRID_KEY_MOVE the new place in @row and @column.  Pure. */
XlGridKeyMeaning xl_grid_key_meaning (const XlGridKeyState *state, guint keyval, GdkModifierType modifiers,
                                      gint64 *row, int *column, gboolean *extend);

G_END_DECLS
