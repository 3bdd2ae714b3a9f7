#include "ledgers/xl-ledger-chips-page.h"

#include <glib/gi18n.h>

struct _XlLedgerChips
{
  GtkWidget  parent_instance;
  GtkWidget *flow;
};
enum { REMOVED, CLEARED, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlLedgerChips, xl_ledger_chips, GTK_TYPE_WIDGET)

static void
on_clicked (GtkWidget *button, XlLedgerChips *self)
{
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (button), "xl-name"));

  g_signal_emit (self, signals[REMOVED], 0, name, g_object_get_data (G_OBJECT (button), "xl-sort") != NULL);
}

static void
on_clear (GtkWidget *button, XlLedgerChips *self)
{
  g_signal_emit (self, signals[CLEARED], 0);
}

static void
add_chip (XlLedgerChips *self, const char *words, const char *name, gboolean sort)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *label = gtk_label_new (words);
  g_autofree char *tip = g_strdup_printf (sort ? _("%s: do not sort by it") : _("%s: take the filter away"), words);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "chip");
  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  g_object_set_data_full (G_OBJECT (button), "xl-name", g_strdup (name), g_free);
  g_object_set_data (G_OBJECT (button), "xl-sort", sort ? self : NULL);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), self);
  gtk_flow_box_append (GTK_FLOW_BOX (self->flow), button);
}

static void
add_clear (XlLedgerChips *self)
{
  GtkWidget *button = gtk_button_new_with_label (_("Clear the filters"));

  gtk_widget_add_css_class (button, "chip");
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", G_CALLBACK (on_clear), self);
  gtk_flow_box_append (GTK_FLOW_BOX (self->flow), button);
}

/* The flow box puts each child into one of its own, which would take the focus first. */
static void
settle_children (XlLedgerChips *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->flow); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_focusable (child, FALSE);
}

void
xl_ledger_chips_show (XlLedgerChips *self, const XlTemplate *t, const XlLedgerLook *look)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->flow)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->flow), child);
  for (guint i = 0; i < look->narrows->len; i++)
    {
      const XlLedgerNarrow *narrow = g_ptr_array_index (look->narrows, i);
      g_autofree char *words = xl_ledger_narrow_words (t, narrow);

      add_chip (self, words, narrow->filter->name, FALSE);
    }
  for (guint i = 0; i < look->sorts->len; i++)
    {
      const XlLedgerSort *sort = g_ptr_array_index (look->sorts, i);
      g_autofree char *words = xl_ledger_sort_words (t, sort);

      add_chip (self, words, sort->name, TRUE);
    }
  if (look->narrows->len > 0)
    add_clear (self);
  settle_children (self);
  gtk_widget_set_visible (GTK_WIDGET (self), look->narrows->len + look->sorts->len > 0);
}

/* The widget ------------------------------------------------------------------------------------------------------ */

static void
xl_ledger_chips_dispose (GObject *object)
{
  XlLedgerChips *self = XL_LEDGER_CHIPS (object);

  g_clear_pointer (&self->flow, gtk_widget_unparent);
  G_OBJECT_CLASS (xl_ledger_chips_parent_class)->dispose (object);
}

static void
xl_ledger_chips_class_init (XlLedgerChipsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_ledger_chips_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[REMOVED] = g_signal_new ("removed", XL_TYPE_LEDGER_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                   G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[CLEARED] = g_signal_new ("cleared", XL_TYPE_LEDGER_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
xl_ledger_chips_init (XlLedgerChips *self)
{
  self->flow = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->flow), 8);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->flow), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->flow), 6);
  gtk_widget_set_halign (self->flow, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->flow, "ledger-chips");
  gtk_widget_set_parent (self->flow, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
xl_ledger_chips_new (void)
{
  return g_object_new (XL_TYPE_LEDGER_CHIPS, NULL);
}
