#include "ledgers/xl-ledger-layout-dialog-private.h"

#include "base/xl-pinyin.h"
#include "ledgers/xl-ledger-layout-row.h"

#include <glib/gi18n.h>
#include <string.h>

/* What there is --------------------------------------------------------------------------------------------------- */

static const char *
group_words (XlLayoutChoiceGroup group)
{
  static const char *const words[] = { NC_("layout", "Ledger"), NC_("layout", "Person"), NC_("layout", "Household"), NC_("layout", "Other") };

  return g_dpgettext2 (NULL, "layout", words[group]);
}

static const XlLayoutChoice *
choice_of (XlLayoutDialog *self, GtkListBoxRow *row)
{
  return g_ptr_array_index (self->choices, (guint) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "choice")));
}

static void
set_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  XlLayoutDialog *self = data;
  const XlLayoutChoice *choice = choice_of (self, row);
  GtkWidget *label;

  if (before != NULL && choice_of (self, before)->group == choice->group)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (group_words (choice->group));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "section");
  gtk_widget_add_css_class (label, "layout-group");
  gtk_list_box_row_set_header (row, label);
}

/* By characters or pinyin initials. */
static gboolean
is_wanted (GtkListBoxRow *row, gpointer data)
{
  XlLayoutDialog *self = data;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  const XlLayoutChoice *choice = choice_of (self, row);
  g_autofree char *lower = g_ascii_strdown (text, -1);
  g_autofree char *initials = xl_pinyin_initials (choice->title);

  return text[0] == '\0' || strstr (choice->title, text) != NULL || (initials != NULL && g_str_has_prefix (initials, lower));
}

static void
on_search (GtkEditable *editable, XlLayoutDialog *self)
{
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->available));
}

/* Enter in the search takes the first that is shown. */
static void
on_search_activate (GtkEntry *entry, XlLayoutDialog *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->available); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (GTK_IS_LIST_BOX_ROW (row) && gtk_widget_get_child_visible (row))
      {
        xl_layout_dialog_add_column (self, choice_of (self, GTK_LIST_BOX_ROW (row))->source);
        gtk_editable_set_text (GTK_EDITABLE (entry), "");
        return;
      }
}

static void
on_available (GtkListBox *list, GtkListBoxRow *row, XlLayoutDialog *self)
{
  xl_layout_dialog_add_column (self, choice_of (self, row)->source);
}

static void
fill_available (XlLayoutDialog *self)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      const XlLayoutChoice *choice = g_ptr_array_index (self->choices, i);
      GtkWidget *row = gtk_list_box_row_new (), *label = gtk_label_new (choice->title);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, choice->title, -1);
      g_object_set_data (G_OBJECT (row), "choice", GINT_TO_POINTER ((int) i));
      gtk_list_box_append (GTK_LIST_BOX (self->available), row);
    }
}

/* What is chosen -------------------------------------------------------------------------------------------------- */

static void
on_changed (XlLayoutRow *row, XlLayoutDialog *self)
{
  xl_layout_dialog_touch (self);
}

static void
on_removed (XlLayoutRow *row, XlLayoutDialog *self)
{
  xl_layout_dialog_remove_column (self, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
}

static void
on_moved (XlLayoutRow *row, int by, XlLayoutDialog *self)
{
  int at = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));

  xl_layout_dialog_move_column (self, at, at + by);
}

static void
on_dropped (XlLayoutRow *row, int from, XlLayoutDialog *self)
{
  xl_layout_dialog_move_column (self, from, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
}

static void
on_chosen (GtkListBox *list, GtkListBoxRow *row, XlLayoutDialog *self)
{
  xl_layout_row_edit (XL_LAYOUT_ROW (row));
}

/* "Ledger · 探访方式" */
static char *
words_of (XlLayoutDialog *self, const XlLayoutColumn *column)
{
  g_autofree char *source = xl_layout_column_source (self->t, column);

  for (guint i = 0; i < self->choices->len; i++)
    {
      const XlLayoutChoice *choice = g_ptr_array_index (self->choices, i);

      if (strcmp (choice->source, source) == 0)
        return choice->group == XL_CHOICE_OTHER ? g_strdup (choice->title)
                                                : g_strconcat (group_words (choice->group), " · ", choice->title, NULL);
    }
  return g_strdup (source);
}

static gboolean
has_codes (XlLayoutDialog *self, const XlLayoutColumn *c)
{
  static const char *const facts[] = { "sex", "ethnic", "education", "political", "marital", "hukou", "relation", "office", NULL };

  if (c->kind == XL_LAYOUT_FIELD)
    {
      const XlLedgerField *f = xl_template_field (self->t, (guint) c->field);

      return f->codes != NULL || (f->from_person != NULL && g_strv_contains (facts, f->from_person));
    }
  return c->kind == XL_LAYOUT_PERSON && g_strv_contains (facts, c->person);
}

void
xl_layout_dialog_fill_columns (XlLayoutDialog *self, int focus)
{
  GtkListBoxRow *old;

  while ((old = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->chosen), 0)) != NULL)    /* the placeholder is a child too */
    gtk_list_box_remove (GTK_LIST_BOX (self->chosen), GTK_WIDGET (old));
  for (guint i = 0; i < self->layout->columns->len; i++)
    {
      XlLayoutColumn *c = g_ptr_array_index (self->layout->columns, i);
      g_autofree char *words = words_of (self, c);
      GtkWidget *row = xl_layout_row_new (c, words, has_codes (self, c));

      g_signal_connect (row, "changed", G_CALLBACK (on_changed), self);
      g_signal_connect (row, "removed", G_CALLBACK (on_removed), self);
      g_signal_connect (row, "moved", G_CALLBACK (on_moved), self);
      g_signal_connect (row, "dropped", G_CALLBACK (on_dropped), self);
      gtk_list_box_append (GTK_LIST_BOX (self->chosen), row);
    }
  if (focus >= 0 && self->layout->columns->len > 0)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->chosen), MIN (focus, (int) self->layout->columns->len - 1));

      gtk_list_box_select_row (GTK_LIST_BOX (self->chosen), row);
      gtk_widget_grab_focus (GTK_WIDGET (row));
    }
}

int
xl_layout_dialog_get_column (XlLayoutDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->chosen));

  return row != NULL ? gtk_list_box_row_get_index (row) : -1;
}

void
xl_layout_dialog_add_column (XlLayoutDialog *self, const char *source)
{
  int at = xl_layout_dialog_get_column (self);
  GtkListBoxRow *row;

  if (self->layout->columns->len >= XL_LAYOUT_MAX_COLUMNS)
    return;
  at = at < 0 ? (int) self->layout->columns->len : at + 1;
  g_ptr_array_insert (self->layout->columns, at, xl_layout_column_new (self->t, source));
  xl_layout_dialog_fill_columns (self, -1);
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->chosen), at);
  gtk_list_box_select_row (GTK_LIST_BOX (self->chosen), row);
  if (strcmp (source, "text") == 0 || strcmp (source, "blank") == 0)
    xl_layout_row_edit (XL_LAYOUT_ROW (row));       /* these have no usual heading */
  xl_layout_dialog_touch (self);
}

void
xl_layout_dialog_move_column (XlLayoutDialog *self, int from, int to)
{
  int n = (int) self->layout->columns->len;

  if (from < 0 || from >= n || to < 0 || to >= n || from == to)
    return;
  g_ptr_array_insert (self->layout->columns, to, g_ptr_array_steal_index (self->layout->columns, (guint) from));
  xl_layout_dialog_fill_columns (self, to);
  xl_layout_dialog_touch (self);
}

void
xl_layout_dialog_remove_column (XlLayoutDialog *self, int at)
{
  if (at < 0 || at >= (int) self->layout->columns->len)
    return;
  g_ptr_array_remove_index (self->layout->columns, (guint) at);
  xl_layout_dialog_fill_columns (self, at);
  xl_layout_dialog_touch (self);
}

/* Building -------------------------------------------------------------------------------------------------------- */

static GtkWidget *
add_list (GtkWidget *box, GtkWidget *list, const char *label)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (list), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (list, "layout-list");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_add_css_class (scrolled, "layout-frame");
  gtk_box_append (GTK_BOX (box), scrolled);
  return scrolled;
}

static void
add_button (GtkWidget *box, const char *label, const char *action, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_box_append (GTK_BOX (box), button);
}

/* Arrows go through the list; Tab leaves it instead of stopping at each of its rows. */
static gboolean
on_available_key (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state, XlLayoutDialog *self)
{
  GtkWidget *left = gtk_widget_get_ancestor (self->available, GTK_TYPE_BOX);

  if (keyval == GDK_KEY_ISO_Left_Tab)
    return gtk_widget_grab_focus (self->search);
  return keyval == GDK_KEY_Tab && gtk_widget_child_focus (gtk_widget_get_next_sibling (left), GTK_DIR_TAB_FORWARD);
}

static GtkWidget *
build_available (XlLayoutDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->search = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->search), _("Find a column: words or initials"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find a column"), -1);
  g_signal_connect (self->search, "changed", G_CALLBACK (on_search), self);
  g_signal_connect (self->search, "activate", G_CALLBACK (on_search_activate), self);
  gtk_box_append (GTK_BOX (box), self->search);
  self->available = gtk_list_box_new ();
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->available), set_header, self, NULL);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->available), is_wanted, self, NULL);
  g_signal_connect (self->available, "row-activated", G_CALLBACK (on_available), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_available_key), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->available, keys);
  add_list (box, self->available, _("Columns there are"));
  gtk_widget_set_size_request (box, 240, -1);
  fill_available (self);
  return box;
}

/* As high as the lists beside it: Tab goes by the middles of neighbours, and half a pixel would put the buttons before both lists. */
static GtkWidget *
build_buttons (void)
{
  GtkWidget *whole = gtk_center_box_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  add_button (box, _("Add →"), "layout.add", _("Takes the column into the form (Enter)"));
  add_button (box, _("← Take out"), "layout.remove", _("Takes the column out of the form (Delete)"));
  add_button (box, _("↑ Up"), "layout.up", _("One place up (Alt+Up)"));
  add_button (box, _("↓ Down"), "layout.down", _("One place down (Alt+Down)"));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (whole), GTK_ORIENTATION_VERTICAL);
  gtk_center_box_set_center_widget (GTK_CENTER_BOX (whole), box);
  return whole;
}

GtkWidget *
xl_layout_dialog_build_columns (XlLayoutDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (box), build_available (self));
  gtk_box_append (GTK_BOX (box), build_buttons ());
  self->chosen = gtk_list_box_new ();
  g_signal_connect (self->chosen, "row-activated", G_CALLBACK (on_chosen), self);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->chosen), gtk_label_new (_("No columns yet: Enter on one at the left takes it in.")));
  add_list (right, self->chosen, _("Columns of the form"));
  gtk_widget_set_hexpand (right, TRUE);
  gtk_box_append (GTK_BOX (box), right);
  gtk_widget_set_vexpand (box, TRUE);
  return box;
}
