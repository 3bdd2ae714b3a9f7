/* The popover that chooses the columns of a grid. */
#include "ui/xl-grid-memory.h"

#include "ui/xl-speak.h"

#include <glib/gi18n.h>

#define HEIGHT 420

typedef struct {
  XlGridMemory *memory;
  GtkWidget    *list, *frozen;
  gboolean      filling;
  int           focus;         /* the place whose arrow was pressed; -1: none */
  gboolean      focus_down;
} Chooser;

static void
chooser_free (gpointer data)
{
  Chooser *c = data;

  g_signal_handlers_disconnect_by_data (c->memory, c);
  g_object_unref (c->memory);
  g_free (c);
}

static guint
place_of (GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "xl-place"));
}

static void
on_toggled (GtkCheckButton *check, Chooser *c)
{
  if (!c->filling && !xl_grid_memory_set_shown (c->memory, place_of (GTK_WIDGET (check)), gtk_check_button_get_active (check)))
    gtk_check_button_set_active (check, TRUE);
}

static void
move (Chooser *c, GtkWidget *button, int by)
{
  guint from = place_of (button);

  c->focus = (int) from + by;
  c->focus_down = by > 0;
  xl_grid_memory_move (c->memory, from, from + (guint) by);
}

static void
on_up (GtkWidget *button, Chooser *c)
{
  move (c, button, -1);
}

static void
on_down (GtkWidget *button, Chooser *c)
{
  move (c, button, 1);
}

static void
on_frozen (GtkSpinButton *spin, Chooser *c)
{
  if (!c->filling)
    xl_grid_memory_set_frozen (c->memory, gtk_spin_button_get_value_as_int (spin));
}

static void
on_forget (GtkButton *button, Chooser *c)
{
  xl_grid_memory_forget (c->memory);
}

/* Filling --------------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_arrow (Chooser *c, guint place, const char *icon, const char *format, GCallback run)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *words = g_strdup_printf (format, xl_grid_column_get_title (xl_grid_memory_get_column (c->memory, place)));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data (G_OBJECT (button), "xl-place", GUINT_TO_POINTER (place));
  g_signal_connect (button, "clicked", run, c);
  return button;
}

static void
add_row (Chooser *c, guint place)
{
  guint n = xl_grid_memory_get_n (c->memory);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *check = gtk_check_button_new_with_label (xl_grid_column_get_title (xl_grid_memory_get_column (c->memory, place)));
  GtkWidget *up = make_arrow (c, place, "pan-up-symbolic", _("%s: further to the front"), G_CALLBACK (on_up));
  GtkWidget *down = make_arrow (c, place, "pan-down-symbolic", _("%s: further back"), G_CALLBACK (on_down));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), xl_grid_memory_get_shown (c->memory, place));
  g_object_set_data (G_OBJECT (check), "xl-place", GUINT_TO_POINTER (place));
  g_signal_connect (check, "toggled", G_CALLBACK (on_toggled), c);
  gtk_widget_set_hexpand (check, TRUE);
  gtk_widget_set_sensitive (up, place > 0);
  gtk_widget_set_sensitive (down, place + 1 < n);
  gtk_box_append (GTK_BOX (row), check);
  gtk_box_append (GTK_BOX (row), up);
  gtk_box_append (GTK_BOX (row), down);
  gtk_box_append (GTK_BOX (c->list), row);
  if ((int) place == c->focus)
    gtk_widget_grab_focus (c->focus_down && place + 1 < n ? down : up);
}

static void
fill (Chooser *c)
{
  GtkWidget *child;

  c->filling = TRUE;
  while ((child = gtk_widget_get_first_child (c->list)) != NULL)
    gtk_box_remove (GTK_BOX (c->list), child);
  for (guint i = 0; i < xl_grid_memory_get_n (c->memory); i++)
    add_row (c, i);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (c->frozen), xl_grid_memory_get_frozen (c->memory));
  c->filling = FALSE;
  c->focus = -1;
}

/* Only what was moved, or all of it, is drawn anew: a check that was pressed keeps the focus. */
static void
on_changed (XlGridMemory *memory, Chooser *c)
{
  gboolean stale = c->focus >= 0;
  guint place = 0;

  if (!gtk_widget_get_mapped (c->list))      /* filled when it is shown */
    return;
  for (GtkWidget *row = gtk_widget_get_first_child (c->list); row != NULL && !stale; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *check = gtk_widget_get_first_child (row);

      stale = gtk_check_button_get_active (GTK_CHECK_BUTTON (check)) != xl_grid_memory_get_shown (memory, place++);
    }
  if (stale || gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (c->frozen)) != xl_grid_memory_get_frozen (memory))
    fill (c);
}

static GtkWidget *
make_foot (Chooser *c)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *label = gtk_label_new_with_mnemonic (_("Columns that _stay"));
  GtkWidget *forget = gtk_button_new_with_label (_("As it was first"));

  c->frozen = gtk_spin_button_new_with_range (0, 8, 1);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), c->frozen);
  gtk_widget_set_tooltip_text (c->frozen, _("So many columns from the left stay while the rest moves sideways"));
  g_signal_connect (c->frozen, "value-changed", G_CALLBACK (on_frozen), c);
  g_signal_connect (forget, "clicked", G_CALLBACK (on_forget), c);
  gtk_widget_set_hexpand (forget, TRUE);
  gtk_widget_set_halign (forget, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (foot), label);
  gtk_box_append (GTK_BOX (foot), c->frozen);
  gtk_box_append (GTK_BOX (foot), forget);
  return foot;
}

static void
on_shown (GtkWidget *popover, Chooser *c)
{
  fill (c);
}

static GtkWidget *
make_content (Chooser *c)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *scrolled = gtk_scrolled_window_new ();

  c->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), c->list);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), make_foot (c));
  return box;
}

GtkWidget *
xl_grid_memory_make_button (XlGridMemory *self)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new ();
  Chooser *c = g_new0 (Chooser, 1);

  c->memory = g_object_ref (self);
  c->focus = -1;
  gtk_popover_set_child (GTK_POPOVER (popover), make_content (c));
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Columns"), -1);
  g_object_set_data_full (G_OBJECT (popover), "xl-chooser", c, chooser_free);
  g_signal_connect (self, "changed", G_CALLBACK (on_changed), c);
  g_signal_connect (popover, "show", G_CALLBACK (on_shown), c);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Columns"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  xl_speak_name (button, _("Columns"));
  return button;
}
