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
  { GDK_KEY_F2, 0, XL_GRID_KEY_EDIT },
  { GDK_KEY_Delete, 0, XL_GRID_KEY_CLEAR },
  { GDK_KEY_c, GDK_CONTROL_MASK, XL_GRID_KEY_COPY },
  { GDK_KEY_Insert, GDK_CONTROL_MASK, XL_GRID_KEY_COPY },
  { GDK_KEY_v, GDK_CONTROL_MASK, XL_GRID_KEY_PASTE },
  { GDK_KEY_Insert, GDK_SHIFT_MASK, XL_GRID_KEY_PASTE },
  { GDK_KEY_a, GDK_CONTROL_MASK, XL_GRID_KEY_SELECT_ALL },
  { GDK_KEY_space, GDK_SHIFT_MASK, XL_GRID_KEY_SELECT_ROWS },
  { GDK_KEY_Menu, 0, XL_GRID_KEY_MENU },
  { GDK_KEY_F10, GDK_SHIFT_MASK, XL_GRID_KEY_MENU },
  { GDK_KEY_Down, GDK_ALT_MASK, XL_GRID_KEY_FILTER },
  { GDK_KEY_z, GDK_CONTROL_MASK, XL_GRID_KEY_UNDO },
  { GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, XL_GRID_KEY_REDO },
};

static XlGridKeyMeaning
find_key (guint keyval, GdkModifierType modifiers)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].keyval == gdk_keyval_to_lower (keyval) && keys[i].modifiers == modifiers)
      return keys[i].meaning;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].keyval == keyval && keys[i].modifiers == modifiers)
      return keys[i].meaning;
  return XL_GRID_KEY_NONE;
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
      *row = control ? s->n_rows - 1 : s->row + 1;
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
      *row = control ? s->n_rows - 1 : s->row;
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

XlGridKeyMeaning
xl_grid_key_meaning (const XlGridKeyState *s, guint keyval, GdkModifierType modifiers, gint64 *row, int *column,
                     gboolean *extend)
{
  GdkModifierType mods = modifiers & MODIFIERS;
  gboolean tab = keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab;
  XlGridKeyMeaning meaning = find_key (keyval, mods);

  *row = s->row;
  *column = s->column;
  *extend = (mods & GDK_SHIFT_MASK) != 0 && !tab;
  if (meaning != XL_GRID_KEY_NONE)
    return meaning;
  if (tab && s->editable && (mods & ~GDK_SHIFT_MASK) == 0)
    return move_by_tab (s, (mods & GDK_SHIFT_MASK) != 0, row, column) ? XL_GRID_KEY_MOVE : XL_GRID_KEY_NONE;
  if (s->n_rows == 0 || (mods & GDK_ALT_MASK) != 0 || !move (s, keyval, (mods & GDK_CONTROL_MASK) != 0, row, column))
    return XL_GRID_KEY_NONE;
  *row = CLAMP (*row, 0, s->n_rows - 1);
  *column = CLAMP (*column, 0, MAX (0, s->n_columns - 1));
  return XL_GRID_KEY_MOVE;
}
