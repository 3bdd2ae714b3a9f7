#include "ledgers/xl-ledger-layout-row.h"

#include "ui/xl-speak.h"

#include <glib/gi18n.h>

struct _XlLayoutRow
{
  GtkListBoxRow   parent_instance;
  XlLayoutColumn *column;
  GtkWidget      *heading;
};
G_DEFINE_FINAL_TYPE (XlLayoutRow, xl_layout_row, GTK_TYPE_LIST_BOX_ROW)

enum { CHANGED, REMOVED, MOVED, DROPPED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Editing --------------------------------------------------------------------------------------------------------- */

static void
on_heading (GtkEditable *editable, XlLayoutRow *self)
{
  g_free (self->column->heading);
  self->column->heading = g_strdup (gtk_editable_get_text (editable));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_text (GtkEditable *editable, XlLayoutRow *self)
{
  g_free (self->column->text);
  self->column->text = g_strdup (gtk_editable_get_text (editable));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_codes (GtkCheckButton *button, XlLayoutRow *self)
{
  self->column->codes = gtk_check_button_get_active (button);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_mask (GtkDropDown *drop_down, GParamSpec *pspec, XlLayoutRow *self)
{
  self->column->mask = gtk_drop_down_get_selected (drop_down);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_remove (GtkButton *button, XlLayoutRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

/* Enter in the heading goes on to the next column's. */
static void
on_activate (GtkEntry *entry, XlLayoutRow *self)
{
  GtkWidget *next = gtk_widget_get_next_sibling (GTK_WIDGET (self));

  if (XL_IS_LAYOUT_ROW (next))
    xl_layout_row_edit (XL_LAYOUT_ROW (next));
}

static gboolean
on_move (GtkWidget *widget, GVariant *args, gpointer data)
{
  g_signal_emit (widget, signals[MOVED], 0, g_variant_get_int32 (args));
  return TRUE;
}

/* Delete in an entry deletes letters; on the row it takes the column out. */
static gboolean
on_delete (GtkWidget *widget, GVariant *args, gpointer data)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (root == NULL || gtk_root_get_focus (root) != widget)
    return FALSE;
  g_signal_emit (widget, signals[REMOVED], 0);
  return TRUE;
}

static gboolean
on_edit (GtkWidget *widget, GVariant *args, gpointer data)
{
  xl_layout_row_edit (XL_LAYOUT_ROW (widget));
  return TRUE;
}

/* Dragging -------------------------------------------------------------------------------------------------------- */

static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, XlLayoutRow *self)
{
  return gdk_content_provider_new_typed (G_TYPE_INT, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self)));
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, XlLayoutRow *self)
{
  g_signal_emit (self, signals[DROPPED], 0, g_value_get_int (value));
  return TRUE;
}

static void
add_dragging (XlLayoutRow *self, GtkWidget *handle)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INT, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), self);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* Building -------------------------------------------------------------------------------------------------------- */

static void
name_widget (GtkWidget *widget, const char *name, const char *heading)
{
  g_autofree char *label = g_strdup_printf (_("%s of the column %s"), name, heading != NULL ? heading : "");

  xl_speak_name (widget, label);
}

static GtkWidget *
add_entry (XlLayoutRow *self, GtkWidget *box, const char *text, const char *name, int chars, GCallback changed)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), chars);
  gtk_entry_set_max_length (GTK_ENTRY (entry), 60);
  name_widget (entry, name, self->column->heading);
  g_signal_connect (entry, "changed", changed, self);
  g_signal_connect (entry, "activate", G_CALLBACK (on_activate), self);
  gtk_box_append (GTK_BOX (box), entry);
  return entry;
}

static void
add_source (XlLayoutRow *self, GtkWidget *box, const char *words)
{
  gboolean missing = self->column->kind == XL_LAYOUT_MISSING;
  g_autofree char *sentence = missing ? g_strdup_printf (_("missing: the ledger has no “%s” any more"), self->column->text) : NULL;
  GtkWidget *label;

  if (self->column->kind == XL_LAYOUT_TEXT)
    {
      gtk_widget_set_hexpand (add_entry (self, box, self->column->text, _("Words"), 8, G_CALLBACK (on_text)), TRUE);
      return;
    }
  label = gtk_label_new (missing ? sentence : words);
  gtk_widget_add_css_class (label, missing ? "seal" : "note");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
}

static void
add_choices (XlLayoutRow *self, GtkWidget *box, gboolean has_codes)
{
  const char *const masks[] = { C_("mask", "As the form"), C_("mask", "Public"), C_("mask", "Strict"), NULL };
  GtkWidget *mask, *codes;

  if (has_codes)
    {
      codes = gtk_check_button_new_with_label (_("Codes"));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (codes), self->column->codes);
      gtk_widget_set_tooltip_text (codes, _("Codes instead of words"));
      g_signal_connect (codes, "toggled", G_CALLBACK (on_codes), self);
      gtk_box_append (GTK_BOX (box), codes);
    }
  if (self->column->kind != XL_LAYOUT_FIELD && self->column->kind != XL_LAYOUT_PERSON && self->column->kind != XL_LAYOUT_HOUSEHOLD)
    return;
  mask = gtk_drop_down_new_from_strings (masks);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (mask), self->column->mask);
  gtk_widget_set_tooltip_text (mask, _("How far this column is masked, at least"));
  name_widget (mask, _("Masking"), self->column->heading);
  g_signal_connect (mask, "notify::selected", G_CALLBACK (on_mask), self);
  gtk_box_append (GTK_BOX (box), mask);
}

static void
build (XlLayoutRow *self, const char *words, gboolean has_codes)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *handle = gtk_label_new ("⋮⋮"), *remove;

  gtk_widget_set_tooltip_text (handle, _("Drag it to another place"));
  gtk_widget_add_css_class (handle, "note");
  gtk_widget_set_cursor_from_name (handle, "grab");
  gtk_box_append (GTK_BOX (box), handle);
  self->heading = add_entry (self, box, self->column->heading, _("Heading"), 11, G_CALLBACK (on_heading));
  add_source (self, box, words);
  add_choices (self, box, has_codes);
  remove = gtk_button_new_from_icon_name ("list-remove-symbolic");
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _("Take the column out"));
  name_widget (remove, _("Removal"), self->column->heading);
  g_signal_connect (remove, "clicked", G_CALLBACK (on_remove), self);
  gtk_box_append (GTK_BOX (box), remove);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  add_dragging (self, handle);
}

GtkWidget *
xl_layout_row_new (XlLayoutColumn *column, const char *words, gboolean has_codes)
{
  XlLayoutRow *self = g_object_new (XL_TYPE_LAYOUT_ROW, "activatable", TRUE, NULL);

  self->column = column;
  build (self, words, has_codes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, column->heading != NULL ? column->heading : words, -1);
  return GTK_WIDGET (self);
}

void
xl_layout_row_edit (XlLayoutRow *self)
{
  gtk_widget_grab_focus (self->heading);
}

GtkWidget *
xl_layout_row_get_entry (XlLayoutRow *self)
{
  return self->heading;
}

static void
xl_layout_row_class_init (XlLayoutRowClass *class)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (class);

  signals[CHANGED] = g_signal_new ("changed", XL_TYPE_LAYOUT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", XL_TYPE_LAYOUT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVED] = g_signal_new ("moved", XL_TYPE_LAYOUT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[DROPPED] = g_signal_new ("dropped", XL_TYPE_LAYOUT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_add_binding (widget, GDK_KEY_Up, GDK_ALT_MASK, on_move, "i", -1);
  gtk_widget_class_add_binding (widget, GDK_KEY_Down, GDK_ALT_MASK, on_move, "i", 1);
  gtk_widget_class_add_binding (widget, GDK_KEY_Delete, 0, on_delete, NULL);
  gtk_widget_class_add_binding (widget, GDK_KEY_F2, 0, on_edit, NULL);
}

static void
xl_layout_row_init (XlLayoutRow *self)
{
}
