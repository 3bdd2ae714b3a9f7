/* The list under the editor: the choices of a code, persons found by what is typed. */
#include "ui/xl-grid-edit.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_SHOWN 200      /* a longer list is found by typing */

/* --- the popover -------------------------------------------------------------------------------------------------- */

static XlGridEditor
editor_of (XlGrid *self)
{
  return xl_grid_column_get_editor (xl_grid_get_column (self, self->selection.column));
}

static const XlChoice *
choices_of (XlGrid *self)
{
  return xl_grid_column_get_choices (xl_grid_get_column (self, self->selection.column));
}

static gboolean
is_shown (XlGrid *self)
{
  return self->choose != NULL && gtk_widget_get_visible (self->choose);
}

static int
chosen_index (XlGrid *self)
{
  GtkListBoxRow *row =
      self->choose_list != NULL ? gtk_list_box_get_selected_row (GTK_LIST_BOX (self->choose_list)) : NULL;

  return row != NULL ? gtk_list_box_row_get_index (row) : -1;
}

/* The part that is being typed of several codes. */
static const char *
last_part (const char *typed)
{
  const char *begin = typed;

  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p))
    if (g_utf8_strchr ("、，,；;/|", -1, g_utf8_get_char (p)) != NULL)
      begin = g_utf8_next_char (p);
  return begin;
}

/* A click: a code is taken at once, one of several is added or taken away. */
static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, XlGrid *self)
{
  GtkEditable *entry = GTK_EDITABLE (xl_grid_cell_entry (self));
  const XlGridOffer *offer = g_ptr_array_index (self->offers, gtk_list_box_row_get_index (row));

  self->choose_moved = TRUE;
  if (editor_of (self) == XL_GRID_EDIT_CODES)
    {
      const char *typed = gtk_editable_get_text (entry);
      g_autofree char *before = g_strndup (typed, last_part (typed) - typed);
      g_autofree char *text = g_strconcat (before, offer->text, "、", NULL);

      gtk_editable_set_text (entry, text);
      gtk_editable_set_position (entry, -1);
    }
  else
    xl_grid_edit_commit (self);
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (xl_grid_cell_entry (self)));
}

static void
make_popover (XlGrid *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->choose_list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->choose_list), GTK_SELECTION_BROWSE);
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (self->choose_list), TRUE);
  g_signal_connect (self->choose_list, "row-activated", G_CALLBACK (on_row_activated), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->choose_list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), self->layout.row_height * 9);
  self->choose = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->choose), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->choose), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->choose), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->choose, GTK_ALIGN_START);
  gtk_widget_set_can_focus (self->choose, FALSE);
  gtk_widget_add_css_class (self->choose, "grid-choose");
  gtk_popover_set_child (GTK_POPOVER (self->choose), scrolled);
  gtk_widget_set_parent (self->choose, GTK_WIDGET (self));
}

static GtkWidget *
make_row (const XlGridOffer *offer)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_label_new (offer->text);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (text), 24);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), text);
  if (offer->detail != NULL)
    {
      GtkWidget *detail = gtk_label_new (offer->detail);

      gtk_widget_add_css_class (detail, "note");
      gtk_box_append (GTK_BOX (box), detail);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, offer->text, -1);
  return row;
}

static void
scroll_to_chosen (XlGrid *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->choose_list));
  GtkAdjustment *down = gtk_list_box_get_adjustment (GTK_LIST_BOX (self->choose_list));
  graphene_rect_t at;

  if (row != NULL && down != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), self->choose_list, &at))
    gtk_adjustment_clamp_page (down, at.origin.y, at.origin.y + at.size.height);
}

static void
choose_index (XlGrid *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->choose_list), index);

  if (row != NULL)
    gtk_list_box_select_row (GTK_LIST_BOX (self->choose_list), row);
  scroll_to_chosen (self);
}

/* Takes @offers. */
static void
show_offers (XlGrid *self, GPtrArray *offers, int chosen)
{
  GtkWidget *child;

  if (self->choose == NULL)
    make_popover (self);
  while ((child = gtk_widget_get_first_child (self->choose_list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->choose_list), child);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  self->offers = offers;
  self->choose_moved = FALSE;
  for (guint i = 0; i < offers->len && i < MOST_SHOWN; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->choose_list), make_row (g_ptr_array_index (offers, i)));
  if (offers->len == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      gtk_popover_popdown (GTK_POPOVER (self->choose));
      return;
    }
  gtk_widget_set_size_request (self->choose, self->widths[self->selection.column], -1);
  choose_index (self, chosen);
  xl_grid_point_at_cell (self, self->choose);
  gtk_popover_popup (GTK_POPOVER (self->choose));
}

void
xl_grid_choose_hide (XlGrid *self)
{
  g_cancellable_cancel (self->completing);
  g_clear_object (&self->completing);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  self->choose_moved = FALSE;
  if (is_shown (self))
    gtk_popover_popdown (GTK_POPOVER (self->choose));
}

/* --- what is offered ---------------------------------------------------------------------------------------------- */

static GPtrArray *
new_offers (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) xl_grid_offer_free);
}

static void
offer_choices (XlGrid *self, const char *typed)
{
  const XlChoice *choices = choices_of (self);
  g_autoptr(GArray) found = xl_grid_choices_match (choices, typed);
  GPtrArray *offers = new_offers ();

  for (guint i = 0; i < found->len; i++)
    {
      const XlChoice *choice = &choices[g_array_index (found, int, i)];

      g_ptr_array_add (offers, xl_grid_offer_new (choice->code, choice->name, NULL));
    }
  show_offers (self, offers, 0);
}

static void
on_completed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlGrid) self = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *offers = xl_grid_source_complete_finish (XL_GRID_SOURCE (source), result, &error);

  if (offers == NULL)
    return;
  if (self->editing == XL_GRID_IDLE || self->completing == NULL || editor_of (self) != XL_GRID_EDIT_PERSON)
    {
      g_ptr_array_unref (offers);
      return;
    }
  g_clear_object (&self->completing);
  show_offers (self, offers, 0);
}

static void
offer_persons (XlGrid *self, const char *typed)
{
  g_cancellable_cancel (self->completing);
  g_clear_object (&self->completing);
  if (*typed == '\0' || !xl_grid_source_can_complete (self->source))
    {
      xl_grid_choose_hide (self);
      return;
    }
  self->completing = g_cancellable_new ();
  xl_grid_source_complete_async (self->source, xl_grid_source_column (self, self->selection.column), typed,
                                 self->completing, on_completed, g_object_ref (self));
}

static void
offer (XlGrid *self, const char *typed)
{
  switch (editor_of (self))
    {
    case XL_GRID_EDIT_CODE:
      offer_choices (self, typed);
      break;
    case XL_GRID_EDIT_CODES:
      offer_choices (self, last_part (typed));
      break;
    case XL_GRID_EDIT_PERSON:
      offer_persons (self, typed);
      break;
    default:
      break;
    }
}

void
xl_grid_choose_update (XlGrid *self)
{
  offer (self, gtk_editable_get_text (GTK_EDITABLE (xl_grid_cell_entry (self))));
}

gboolean
xl_grid_choose_has_list (XlGrid *self)
{
  XlGridEditor editor;

  if (self->layout.n_columns == 0 || xl_grid_lock_of (self, self->selection.row, self->selection.column) != NULL)
    return FALSE;
  editor = editor_of (self);
  return editor == XL_GRID_EDIT_CODE || editor == XL_GRID_EDIT_CODES || editor == XL_GRID_EDIT_DATE;
}

/* The whole list, standing on what the cell has. */
static void
open_choices (XlGrid *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (xl_grid_cell_entry (self)));
  int now = xl_grid_choices_find (choices_of (self), last_part (typed));

  offer_choices (self, "");
  if (now >= 0)
    choose_index (self, now);
}

void
xl_grid_choose_open (XlGrid *self)
{
  if (self->editing == XL_GRID_IDLE)
    xl_grid_edit_begin (self);
  if (self->editing == XL_GRID_IDLE)
    return;
  if (editor_of (self) == XL_GRID_EDIT_DATE)
    xl_grid_calendar_open (self);
  else if (choices_of (self) != NULL)
    open_choices (self);
  else
    xl_grid_choose_update (self);
}

/* --- choosing ----------------------------------------------------------------------------------------------------- */

gboolean
xl_grid_choose_key (XlGrid *self, guint keyval)
{
  int now = chosen_index (self), step;

  if (!is_shown (self) || self->offers == NULL)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Down: case GDK_KEY_KP_Down: step = 1; break;
    case GDK_KEY_Up: case GDK_KEY_KP_Up: step = -1; break;
    case GDK_KEY_Page_Down: case GDK_KEY_KP_Page_Down: step = 8; break;
    case GDK_KEY_Page_Up: case GDK_KEY_KP_Page_Up: step = -8; break;
    default: return FALSE;
    }
  self->choose_moved = TRUE;
  choose_index (self, CLAMP (now + step, 0, (int) MIN (self->offers->len, MOST_SHOWN) - 1));
  return TRUE;
}

/* "甲、" and the chosen "乙": both, as value_read () gives them. */
static gboolean
take_one_of_several (XlGrid *self, const XlGridOffer *offer, XlGridValue *value)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (xl_grid_cell_entry (self)));
  g_autofree char *before = g_strndup (typed, last_part (typed) - typed);
  g_autofree char *others = xl_grid_value_complete (choices_of (self), before);
  g_autofree char *text = g_strconcat (others, *others != '\0' ? "、" : "", offer->text, NULL);

  return xl_grid_value_read (XL_GRID_EDIT_CODES, choices_of (self), text, "", value) == NULL;
}

gboolean
xl_grid_choose_take (XlGrid *self, XlGridValue *value)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (xl_grid_cell_entry (self)));
  int index = chosen_index (self);
  const XlGridOffer *offer;

  if (self->offers == NULL || index < 0 || index >= (int) self->offers->len)
    return FALSE;
  if (!self->choose_moved && (*typed == '\0' || g_strcmp0 (typed, self->edit_from) == 0))
    return FALSE;                  /* emptied, or only looked at */
  offer = g_ptr_array_index (self->offers, index);
  if (editor_of (self) == XL_GRID_EDIT_CODES)
    return (self->choose_moved || *last_part (typed) != '\0') && take_one_of_several (self, offer, value);
  *value = (XlGridValue) { g_strdup (offer->text), g_strdup (offer->key) };
  return TRUE;
}
