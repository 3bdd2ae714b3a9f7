#include "ui/xl-choice-popover.h"

struct _XlChoicePopover
{
  GObject    parent_instance;
  GtkWidget *entry;               /* not owned; it outlives the list */
  GtkWidget *popover, *scroll, *list;
  guint      n;
};
enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlChoicePopover, xl_choice_popover, G_TYPE_OBJECT)

static guint
tag_of (GtkListBoxRow *row)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "xl-tag"));
}

/* The chosen line comes into sight. */
static void
reveal (XlChoicePopover *self, GtkListBoxRow *row)
{
  GtkAdjustment *vertical = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroll));
  double height = gtk_widget_get_height (GTK_WIDGET (row)), top = gtk_list_box_row_get_index (row) * height;

  gtk_adjustment_clamp_page (vertical, top, top + height);
}

static void
step (XlChoicePopover *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int at = row != NULL ? gtk_list_box_row_get_index (row) + by : 0;

  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), CLAMP (at, 0, (int) self->n - 1));
  if (row == NULL)
    return;
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  reveal (self, row);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType modifiers, XlChoicePopover *self)
{
  if (!xl_choice_popover_is_shown (self) || (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)))
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Escape:
      xl_choice_popover_hide (self);
      return TRUE;
    case GDK_KEY_Down: case GDK_KEY_KP_Down:
      step (self, 1);
      return TRUE;
    case GDK_KEY_Up: case GDK_KEY_KP_Up:
      step (self, -1);
      return TRUE;
    case GDK_KEY_Page_Down:
      step (self, 8);
      return TRUE;
    case GDK_KEY_Page_Up:
      step (self, -8);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, XlChoicePopover *self)
{
  gtk_list_box_select_row (list, row);
  xl_choice_popover_take (self);
}

static void
xl_choice_popover_dispose (GObject *object)
{
  g_clear_pointer (&XL_CHOICE_POPOVER (object)->popover, gtk_widget_unparent);
  G_OBJECT_CLASS (xl_choice_popover_parent_class)->dispose (object);
}

static void
xl_choice_popover_class_init (XlChoicePopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_choice_popover_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", XL_TYPE_CHOICE_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_UINT);
}

static void
xl_choice_popover_init (XlChoicePopover *self)
{
}

static void
build (XlChoicePopover *self)
{
  self->list = gtk_list_box_new ();
  self->scroll = gtk_scrolled_window_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroll), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroll), 280);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroll), self->list);
  gtk_widget_add_css_class (self->scroll, "choice-list");
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);     /* the entry keeps the focus */
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_can_focus (self->popover, FALSE);
  gtk_popover_set_child (GTK_POPOVER (self->popover), self->scroll);
}

XlChoicePopover *
xl_choice_popover_new (GtkWidget *entry)
{
  XlChoicePopover *self = g_object_new (XL_TYPE_CHOICE_POPOVER, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = entry;
  build (self);
  gtk_widget_set_parent (self->popover, gtk_widget_get_parent (entry));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, 0);
  gtk_widget_add_controller (entry, keys);
  return self;
}

GtkWidget *
xl_choice_popover_get_popover (XlChoicePopover *self)
{
  return self->popover;
}

void
xl_choice_popover_clear (XlChoicePopover *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  self->n = 0;
}

void
xl_choice_popover_add (XlChoicePopover *self, guint tag, const char *words, const char *detail)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *label = gtk_label_new (words);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (detail != NULL && *detail != '\0')
    {
      GtkWidget *more = gtk_label_new (detail);

      gtk_label_set_ellipsize (GTK_LABEL (more), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (more), 24);
      gtk_widget_add_css_class (more, "note");
      gtk_box_append (GTK_BOX (box), more);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data (G_OBJECT (row), "xl-tag", GUINT_TO_POINTER (tag));
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  self->n++;
}

void
xl_choice_popover_show (XlChoicePopover *self, guint tag)
{
  GtkListBoxRow *chosen = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);

  if (self->n == 0 || !gtk_widget_get_mapped (self->entry))
    {
      xl_choice_popover_hide (self);
      return;
    }
  for (guint i = 0; tag < XL_CHOICE_NONE && i < self->n; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) i);

      if (tag_of (row) == tag)
        chosen = row;
    }
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), tag == XL_CHOICE_NONE ? NULL : chosen);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  reveal (self, chosen);
}

void
xl_choice_popover_hide (XlChoicePopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

gboolean
xl_choice_popover_is_shown (XlChoicePopover *self)
{
  return self->popover != NULL && gtk_widget_get_visible (self->popover);
}

gboolean
xl_choice_popover_take (XlChoicePopover *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (!xl_choice_popover_is_shown (self) || row == NULL)
    return FALSE;
  xl_choice_popover_hide (self);
  g_signal_emit (self, signals[CHOSEN], 0, tag_of (row));
  return TRUE;
}
