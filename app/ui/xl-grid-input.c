/* The keys of a grid: those of the cursor first, before the entry sees them; while something is typed, after it. */
#include "ui/xl-grid-edit.h"
#include "ui/xl-grid-header.h"
#include "ui/xl-grid-keys.h"

#define MODIFIERS (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK)

void
xl_grid_activate_cell (XlGrid *self)
{
  if (self->selection.row >= 0 && !xl_grid_is_new_line (self, self->selection.row))
    g_signal_emit (self, xl_grid_signals[XL_GRID_CELL_ACTIVATED], 0, self->selection.row, self->selection.column);
}

void
xl_grid_click_filter (XlGrid *self)
{
  GtkWidget *button = self->layout.n_columns > 0
                      ? xl_grid_header_get_button (g_ptr_array_index (self->headers, self->selection.column)) : NULL;

  if (button != NULL)
    g_signal_emit (self, xl_grid_signals[XL_GRID_FILTER_CLICKED], 0, self->selection.column, button);
}

void
xl_grid_undo (XlGrid *self, gboolean redo)
{
  gtk_widget_activate_action (GTK_WIDGET (self), redo ? "win.redo" : "win.undo", NULL);
}

static void
menu_at_cursor (XlGrid *self)
{
  if (self->selection.row >= 0)
    xl_grid_show_menu (self, xl_grid_layout_column_x (&self->layout, self->selection.column) + self->em,
                       xl_grid_layout_row_y (&self->layout, self->selection.row) + self->layout.row_height);
}

/* --- going on ----------------------------------------------------------------------------------------------------- */

static XlGridKeyState
key_state (XlGrid *self)
{
  gint64 row = self->selection.row;
  int column = self->selection.column;
  gboolean typing = self->layout.n_columns > 0 && xl_grid_lock_of (self, row, column) == NULL;

  return (XlGridKeyState) {
    .row = row, .column = column, .n_rows = self->layout.n_rows, .n_columns = self->layout.n_columns,
    .page_rows = xl_grid_layout_page_rows (&self->layout), .editable = xl_grid_is_sheet (self),
    .n_records = xl_grid_n_records (self), .typing = typing, .has_list = typing && xl_grid_choose_has_list (self),
    .yes_no = typing && xl_grid_column_get_editor (xl_grid_get_column (self, column)) == XL_GRID_EDIT_YES_NO,
  };
}

/* Tab passes by columns that nothing can be typed in. */
static gboolean
skip_locked (XlGrid *self, guint keyval, GdkModifierType modifiers, gint64 *row, int *column)
{
  XlGridKeyState state = key_state (self);
  gboolean extend;

  for (int i = 0; i < self->layout.n_columns; i++)
    {
      if (xl_grid_column_get_flags (xl_grid_get_column (self, *column)) & XL_GRID_EDITABLE)
        return TRUE;
      state.row = *row;
      state.column = *column;
      if (xl_grid_key_meaning (&state, keyval, modifiers, row, column, &extend) != XL_GRID_KEY_NEXT)
        return FALSE;
    }
  return FALSE;
}

/* Enter goes back to where Tab began, and on the new line makes the record. */
static void
go_on (XlGrid *self, guint keyval, GdkModifierType modifiers, gint64 row, int column)
{
  gboolean tab = keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab;
  int from = self->tab_column >= 0 ? self->tab_column : self->selection.column;

  if (tab)
    {
      gboolean same = row == self->selection.row;

      if (!skip_locked (self, keyval, modifiers, &row, &column))
        return;
      same = same && row == self->selection.row;
      xl_grid_cursor_to (self, row, column, FALSE, FALSE);
      self->tab_column = same ? from : -1;
    }
  else if (xl_grid_is_new_line (self, self->selection.row) && (modifiers & GDK_SHIFT_MASK) == 0)
    {
      xl_grid_cursor_to (self, self->selection.row, from, FALSE, FALSE);
      self->tab_column = -1;
      xl_grid_edit_submit_line (self);
    }
  else
    xl_grid_cursor_to (self, row, from, FALSE, FALSE);
}

/* --- while nothing is typed --------------------------------------------------------------------------------------- */

static gboolean
toggle (XlGrid *self)
{
  XlGridRowKind kind = xl_grid_peek_row_kind (self, self->selection.row);

  if (kind == XL_GRID_ROW_GROUP || kind == XL_GRID_ROW_GROUP_FOLDED)
    xl_grid_source_toggle_group (self->source, self->selection.row);
  else if (xl_grid_lock_of (self, self->selection.row, self->selection.column) == NULL)
    xl_grid_edit_toggle (self);
  else
    return FALSE;
  return TRUE;
}

static gboolean
activate (XlGrid *self)
{
  XlGridRowKind kind = xl_grid_peek_row_kind (self, self->selection.row);

  if (kind == XL_GRID_ROW_GROUP || kind == XL_GRID_ROW_GROUP_FOLDED)
    return toggle (self);
  xl_grid_activate_cell (self);
  return TRUE;
}

static void
type_today (XlGrid *self)
{
  char today[11];

  xl_grid_edit_today (today);
  xl_grid_edit_begin_with (self, today);
}

/* What changes cells; FALSE: none of these. */
static gboolean
follow_edit (XlGrid *self, XlGridKeyMeaning meaning)
{
  switch (meaning)
    {
    case XL_GRID_KEY_EDIT:       xl_grid_edit_begin (self); return TRUE;
    case XL_GRID_KEY_EDIT_EMPTY: xl_grid_edit_begin_with (self, ""); return TRUE;
    case XL_GRID_KEY_LIST:       xl_grid_choose_open (self); return TRUE;
    case XL_GRID_KEY_TOGGLE:     return toggle (self);
    case XL_GRID_KEY_TODAY:      type_today (self); return TRUE;
    case XL_GRID_KEY_TAKE_BACK:  return xl_grid_edit_take_back (self);
    case XL_GRID_KEY_CLEAR:      xl_grid_clear_cells (self); return TRUE;
    case XL_GRID_KEY_CUT:        xl_grid_cut (self); return TRUE;
    case XL_GRID_KEY_PASTE:      xl_grid_paste (self); return TRUE;
    case XL_GRID_KEY_FILL_DOWN:  xl_grid_fill (self, FALSE); return TRUE;
    case XL_GRID_KEY_FILL_RIGHT: xl_grid_fill (self, TRUE); return TRUE;
    default:                     return FALSE;
    }
}

static gboolean
follow (XlGrid *self, XlGridKeyMeaning meaning, gint64 row, int column, gboolean extend)
{
  switch (meaning)
    {
    case XL_GRID_KEY_NONE:        return FALSE;
    case XL_GRID_KEY_MOVE:        xl_grid_cursor_to (self, row, column, extend, FALSE); return TRUE;
    case XL_GRID_KEY_ACTIVATE:    return activate (self);
    case XL_GRID_KEY_COPY:        xl_grid_copy (self); return TRUE;
    case XL_GRID_KEY_SELECT_ALL:  xl_grid_select_all (self); return TRUE;
    case XL_GRID_KEY_SELECT_ROWS: xl_grid_select_rows (self); return TRUE;
    case XL_GRID_KEY_MENU:        menu_at_cursor (self); return TRUE;
    case XL_GRID_KEY_FILTER:      xl_grid_click_filter (self); return TRUE;
    case XL_GRID_KEY_UNDO:        xl_grid_undo (self, FALSE); return TRUE;
    case XL_GRID_KEY_REDO:        xl_grid_undo (self, TRUE); return TRUE;
    default:                      return follow_edit (self, meaning);
    }
}

static gboolean
follow_key (XlGrid *self, guint keyval, GdkModifierType modifiers)
{
  XlGridKeyState state = key_state (self);
  gboolean extend;
  gint64 row;
  int column;
  XlGridKeyMeaning meaning = xl_grid_key_meaning (&state, keyval, modifiers, &row, &column, &extend);

  if (meaning != XL_GRID_KEY_NEXT)
    return follow (self, meaning, row, column, extend);
  go_on (self, keyval, modifiers, row, column);
  return TRUE;
}

/* A letter where nothing can be typed says why. */
static void
say_lock (XlGrid *self, guint keyval, GdkModifierType modifiers)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);

  if (xl_grid_is_sheet (self) && letter > ' ' && letter != 0x7F && (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0
      && xl_grid_lock_of (self, self->selection.row, self->selection.column) != NULL)
    xl_grid_edit_begin_with (self, "");
}

/* --- while something is typed ------------------------------------------------------------------------------------- */

static gboolean
is_sideways (guint keyval)
{
  return keyval == GDK_KEY_Left || keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Left || keyval == GDK_KEY_KP_Right;
}

static gboolean
is_down (guint keyval)
{
  return keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down || keyval == GDK_KEY_Page_Down
         || keyval == GDK_KEY_KP_Page_Down;
}

/* Commits and goes where the key leads when nothing is typed; the editor stays when it is refused. */
static gboolean
commit_and_go (XlGrid *self, guint keyval, GdkModifierType modifiers)
{
  if (!xl_grid_edit_commit (self))
    return TRUE;
  if (!follow_key (self, keyval, modifiers))
    xl_grid_cell_announce (self);
  if (is_down (keyval) && xl_grid_is_new_line (self, self->selection.row))      /* there is nothing further down */
    xl_grid_edit_submit_line (self);
  return TRUE;
}

static gboolean
fill_selection (XlGrid *self)
{
  g_auto(XlGridValue) value = { NULL, NULL };

  if (xl_grid_edit_read (self, &value) != NULL)
    return !xl_grid_edit_commit (self);              /* says why */
  xl_grid_edit_cancel (self);
  xl_grid_fill_with (self, &value);
  return TRUE;
}

/* Before the entry sees the key: lists, and arrows that go on. */
static gboolean
take_early (XlGrid *self, guint keyval, GdkModifierType mods)
{
  if (self->composing)
    return FALSE;
  if (mods == GDK_ALT_MASK && (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down))
    {
      xl_grid_choose_open (self);
      return TRUE;
    }
  if (mods == 0 && (xl_grid_calendar_key (self, keyval) || xl_grid_choose_key (self, keyval)))
    return TRUE;
  return mods == 0 && self->editing == XL_GRID_TYPED && is_sideways (keyval) && commit_and_go (self, keyval, mods);
}

/* What the entry and the input method left over. */
static gboolean
take_late (XlGrid *self, guint keyval, GdkModifierType mods)
{
  gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;
  int at = gtk_editable_get_position (GTK_EDITABLE (xl_grid_cell_entry (self)));

  if (keyval == GDK_KEY_Escape)
    {
      xl_grid_edit_cancel (self);
      return TRUE;
    }
  if (enter && mods == GDK_CONTROL_MASK)
    return fill_selection (self);
  if (enter && mods == GDK_ALT_MASK)
    {
      gtk_editable_delete_selection (GTK_EDITABLE (xl_grid_cell_entry (self)));
      gtk_editable_insert_text (GTK_EDITABLE (xl_grid_cell_entry (self)), "\n", 1, &at);
      gtk_editable_set_position (GTK_EDITABLE (xl_grid_cell_entry (self)), at);
      return TRUE;
    }
  switch (keyval)
    {
    case GDK_KEY_Return: case GDK_KEY_KP_Enter: case GDK_KEY_Tab: case GDK_KEY_ISO_Left_Tab:
    case GDK_KEY_Up: case GDK_KEY_KP_Up: case GDK_KEY_Down: case GDK_KEY_KP_Down:
    case GDK_KEY_Page_Up: case GDK_KEY_KP_Page_Up: case GDK_KEY_Page_Down: case GDK_KEY_KP_Page_Down:
      return (mods & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0 && commit_and_go (self, keyval, mods);
    default:
      return FALSE;
    }
}

/* --- the controllers ---------------------------------------------------------------------------------------------- */

/* A header's button or a popover has the focus. */
static gboolean
is_elsewhere (XlGrid *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));

  return (focus != self->entries[0] && focus != self->entries[1]) || self->layout.n_columns == 0;
}

/* Enter where it opens the record. */
static gboolean
opens_here (XlGrid *self, guint keyval, GdkModifierType modifiers)
{
  return (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && (modifiers & MODIFIERS) == 0
         && !xl_grid_is_new_line (self, self->selection.row)
         && (xl_grid_column_get_flags (xl_grid_get_column (self, self->selection.column)) & XL_GRID_OPENS) != 0;
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType modifiers, XlGrid *self)
{
  if (is_elsewhere (self))
    return FALSE;
  if (self->editing != XL_GRID_IDLE)
    return take_early (self, keyval, modifiers & MODIFIERS);
  if (opens_here (self, keyval, modifiers) ? activate (self) : follow_key (self, keyval, modifiers))
    return TRUE;
  say_lock (self, keyval, modifiers);
  return FALSE;
}

/* Ctrl+Space is the input method's first: it turns Chinese on and off. */
static gboolean
on_late_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType modifiers, XlGrid *self)
{
  GdkModifierType mods = modifiers & MODIFIERS;

  if (is_elsewhere (self))
    return FALSE;
  if (self->editing != XL_GRID_IDLE)
    return take_late (self, keyval, mods);
  if (keyval != GDK_KEY_space || mods != GDK_CONTROL_MASK)
    return FALSE;
  xl_grid_select_columns (self);
  return TRUE;
}

/* Enter comes from the entry, after the input method. */
static void
on_activate (GtkEntry *entry, XlGrid *self)
{
  if (self->editing != XL_GRID_IDLE)
    commit_and_go (self, GDK_KEY_Return, 0);
}

void
xl_grid_input_connect (XlGrid *self, GtkWidget *entry)
{
  g_signal_connect (entry, "activate", G_CALLBACK (on_activate), self);
}

void
xl_grid_input_init (XlGrid *self)
{
  GtkEventController *early = gtk_event_controller_key_new ();
  GtkEventController *late = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (early, GTK_PHASE_CAPTURE);
  g_signal_connect (early, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect (late, "key-pressed", G_CALLBACK (on_late_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), early);
  gtk_widget_add_controller (GTK_WIDGET (self), late);
}
