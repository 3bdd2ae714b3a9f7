#include "ui/xl-grid-keys.h"

#define MODIFIERS (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK)

typedef struct {
  guint           keyval;
  GdkModifierType modifiers;
  XlGridKeyMeaning meaning;
} Key;

static const Key keys[] = {
  { GDK_KEY_Return, 0, XL_GRID_KEY_ACTIVATE },
  { GDK_KEY_KP_Enter, 0, XL_GRID_KEY_ACTIVATE },
  { GDK_KEY_Return, GDK_ALT_MASK, XL_GRID_KEY_ACTIVATE },
  { GDK_KEY_KP_Enter, GDK_ALT_MASK, XL_GRID_KEY_ACTIVATE },
  { GDK_KEY_c, GDK_CONTROL_MASK, XL_GRID_KEY_COPY },
  { GDK_KEY_Insert, GDK_CONTROL_MASK, XL_GRID_KEY_COPY },
  { GDK_KEY_a, GDK_CONTROL_MASK, XL_GRID_KEY_SELECT_ALL },
  { GDK_KEY_space, GDK_SHIFT_MASK, XL_GRID_KEY_SELECT_ROWS },
  { GDK_KEY_Menu, 0, XL_GRID_KEY_MENU },
  { GDK_KEY_F10, GDK_SHIFT_MASK, XL_GRID_KEY_MENU },
  { GDK_KEY_Down, GDK_ALT_MASK, XL_GRID_KEY_FILTER },
  { GDK_KEY_l, GDK_CONTROL_MASK | GDK_SHIFT_MASK, XL_GRID_KEY_FILTER },
  { GDK_KEY_z, GDK_CONTROL_MASK, XL_GRID_KEY_UNDO },
  { GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, XL_GRID_KEY_REDO },
};

/* What they mean besides where the source takes cells. */
static const Key sheet_keys[] = {
  { GDK_KEY_F2, 0, XL_GRID_KEY_EDIT },
  { GDK_KEY_BackSpace, 0, XL_GRID_KEY_EDIT_EMPTY },
  { GDK_KEY_Delete, 0, XL_GRID_KEY_CLEAR },
  { GDK_KEY_KP_Delete, 0, XL_GRID_KEY_CLEAR },
  { GDK_KEY_Escape, 0, XL_GRID_KEY_TAKE_BACK },
  { GDK_KEY_x, GDK_CONTROL_MASK, XL_GRID_KEY_CUT },
  { GDK_KEY_Delete, GDK_SHIFT_MASK, XL_GRID_KEY_CUT },
  { GDK_KEY_v, GDK_CONTROL_MASK, XL_GRID_KEY_PASTE },
  { GDK_KEY_Insert, GDK_SHIFT_MASK, XL_GRID_KEY_PASTE },
  { GDK_KEY_d, GDK_CONTROL_MASK, XL_GRID_KEY_FILL_DOWN },
  { GDK_KEY_r, GDK_CONTROL_MASK, XL_GRID_KEY_FILL_RIGHT },
  { GDK_KEY_semicolon, GDK_CONTROL_MASK, XL_GRID_KEY_TODAY },
};

static XlGridKeyMeaning
find_key (const Key *table, guint n, guint keyval, GdkModifierType modifiers)
{
  for (guint i = 0; i < n; i++)
    if ((table[i].keyval == gdk_keyval_to_lower (keyval) || table[i].keyval == keyval)
        && table[i].modifiers == modifiers)
      return table[i].meaning;
  return XL_GRID_KEY_NONE;
}

/* The same key on another kind of cell. */
static XlGridKeyMeaning
meaning_here (const XlGridKeyState *s, guint keyval, GdkModifierType modifiers)
{
  XlGridKeyMeaning meaning = XL_GRID_KEY_NONE;

  if (keyval == GDK_KEY_space && modifiers == 0 && (s->yes_no || !s->typing))
    return XL_GRID_KEY_TOGGLE;
  if (s->has_list && keyval == GDK_KEY_Down && modifiers == GDK_ALT_MASK)
    return XL_GRID_KEY_LIST;
  if (s->editable)
    meaning = find_key (sheet_keys, G_N_ELEMENTS (sheet_keys), keyval, modifiers);
  return meaning != XL_GRID_KEY_NONE ? meaning : find_key (keys, G_N_ELEMENTS (keys), keyval, modifiers);
}

/* Ctrl+Up and Ctrl+Down: to the first and the last record, and from there to the new line. */
static gint64
far_down (const XlGridKeyState *s)
{
  return s->row < s->n_records - 1 ? s->n_records - 1 : s->n_rows - 1;
}

/* Where a movement leads; FALSE: the key is no movement. */
static gboolean
move (const XlGridKeyState *s, guint keyval, gboolean control, gint64 *row, int *column)
{
  switch (keyval)
    {
    case GDK_KEY_Up: case GDK_KEY_KP_Up:
      *row = control ? 0 : s->row - 1;
      return TRUE;
    case GDK_KEY_Down: case GDK_KEY_KP_Down:
      *row = control ? far_down (s) : s->row + 1;
      return TRUE;
    case GDK_KEY_Left: case GDK_KEY_KP_Left:
      *column = control ? 0 : s->column - 1;
      return TRUE;
    case GDK_KEY_Right: case GDK_KEY_KP_Right:
      *column = control ? s->n_columns - 1 : s->column + 1;
      return TRUE;
    case GDK_KEY_Page_Up: case GDK_KEY_KP_Page_Up:
      *row = s->row - s->page_rows;
      return !control;
    case GDK_KEY_Page_Down: case GDK_KEY_KP_Page_Down:
      *row = s->row + s->page_rows;
      return !control;
    case GDK_KEY_Home: case GDK_KEY_KP_Home:
      *column = 0;
      *row = control ? 0 : s->row;
      return TRUE;
    case GDK_KEY_End: case GDK_KEY_KP_End:
      *column = s->n_columns - 1;
      *row = control ? MAX (0, s->n_records - 1) : s->row;
      return TRUE;
    default:
      return FALSE;
    }
}

/* Tab in an editable grid goes along the row and on to the next. */
static gboolean
move_by_tab (const XlGridKeyState *s, gboolean back, gint64 *row, int *column)
{
  *column = s->column + (back ? -1 : 1);
  if (*column < 0 || *column >= s->n_columns)
    {
      *row = s->row + (back ? -1 : 1);
      *column = back ? s->n_columns - 1 : 0;
    }
  return *row >= 0 && *row < s->n_rows;
}

/* Enter in a sheet goes down; from the last line nowhere. */
static void
move_by_enter (const XlGridKeyState *s, gboolean back, gint64 *row)
{
  *row = CLAMP (s->row + (back ? -1 : 1), 0, MAX (0, s->n_rows - 1));
}

XlGridKeyMeaning
xl_grid_key_meaning (const XlGridKeyState *s, guint keyval, GdkModifierType modifiers, gint64 *row, int *column,
                     gboolean *extend)
{
  GdkModifierType mods = modifiers & MODIFIERS;
  gboolean tab = keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab;
  gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;
  gboolean back = (mods & GDK_SHIFT_MASK) != 0;
  XlGridKeyMeaning meaning = meaning_here (s, keyval, mods);

  *row = s->row;
  *column = s->column;
  *extend = back && !tab && !enter;
  if (enter && s->typing && (mods & ~GDK_SHIFT_MASK) == 0)
    {
      move_by_enter (s, back, row);
      return XL_GRID_KEY_NEXT;
    }
  if (meaning != XL_GRID_KEY_NONE)
    return meaning;
  if (tab && s->editable && (mods & ~GDK_SHIFT_MASK) == 0)
    return move_by_tab (s, back, row, column) ? XL_GRID_KEY_NEXT : XL_GRID_KEY_NONE;
  if (s->n_rows == 0 || (mods & GDK_ALT_MASK) != 0 || !move (s, keyval, (mods & GDK_CONTROL_MASK) != 0, row, column))
    return XL_GRID_KEY_NONE;
  *row = CLAMP (*row, 0, s->n_rows - 1);
  *column = CLAMP (*column, 0, MAX (0, s->n_columns - 1));
  return XL_GRID_KEY_MOVE;
}
