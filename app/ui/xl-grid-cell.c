/* The current cell as an entry that always has the focus: what input methods and screen readers meet.
 *
 * It is allocated over the cell and not drawn.  At every move the focus goes to a dummy and straight back, so that the
 * input method learns its place and keeps its state.  With assistive technology there are two such entries, swapped at
 * every move: a screen reader speaks only what newly takes the focus. */
#include "ui/xl-grid-private.h"

#include <glib/gi18n.h>

#define BUS_NAME "org.a11y.Bus"
#define BUS_PATH "/org/a11y/bus"
#define BUS_STATUS "org.a11y.Status"

/* "Zhang San, Name, row 3, to be checked" */
static char *
cell_words (XlGrid *self)
{
  gint64 row = self->selection.row;
  int column = self->selection.column;
  const char *text = xl_grid_peek (self, row, column);
  const char *title = xl_grid_column_get_title (xl_grid_get_column (self, column));
  XlGridRowKind kind = xl_grid_peek_row_kind (self, row);
  XlGridKept *kept = xl_grid_kept_at (self, row, column);
  g_autoptr(GString) words = g_string_new (NULL);

  g_string_printf (words, xl_grid_is_new_line (self, row) ? _("%s, %s, new line") : _("%s, %s, row %ld"),
                   text == NULL ? "…" : *text == '\0' ? _("empty") : text, title, (long) row + 1);
  if (text != NULL && (xl_grid_peek_mark (self, row, column) & XL_CELL_FLAGGED) != 0)
    g_string_append (words, _(", to be checked"));
  if (kind == XL_GRID_ROW_GROUP || kind == XL_GRID_ROW_GROUP_FOLDED)
    g_string_append (words, kind == XL_GRID_ROW_GROUP ? _(", group, open") : _(", group, folded"));
  else if (kind == XL_GRID_ROW_SUBTOTAL)
    g_string_append (words, _(", subtotal"));
  if (kept != NULL && kept->reason != NULL)
    g_string_append_printf (words, _(", refused: %s"), kept->reason);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
describe (XlGrid *self, GtkWidget *entry)
{
  XlGridKept *kept = NULL;
  g_autofree char *words = NULL;

  if (self->selection.row < 0 || self->selection.column >= (int) self->columns->len)
    words = g_strdup (self->label != NULL ? self->label : _("Empty table"));
  else
    {
      kept = xl_grid_kept_at (self, self->selection.row, self->selection.column);
      words = cell_words (self);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               kept != NULL && kept->reason != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                                                    : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

gboolean
xl_grid_cell_has_focus (XlGrid *self)
{
  return self->entries[0] != NULL
         && (gtk_widget_get_state_flags (self->entries[self->entry]) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

GtkWidget *
xl_grid_cell_entry (XlGrid *self)
{
  return self->entries[self->entry];
}

void
xl_grid_cell_clear (XlGrid *self)
{
  self->quiet = TRUE;
  for (int i = 0; i < 2 && self->entries[i] != NULL; i++)
    if (*gtk_editable_get_text (GTK_EDITABLE (self->entries[i])) != '\0')
      gtk_editable_set_text (GTK_EDITABLE (self->entries[i]), "");
  self->quiet = FALSE;
}

/* A cell that cannot be typed in takes no letters. */
static void
set_open (XlGrid *self, GtkWidget *entry)
{
  gboolean open = xl_grid_lock_of (self, self->selection.row, self->selection.column) == NULL;

  if (gtk_editable_get_editable (GTK_EDITABLE (entry)) != open)
    gtk_editable_set_editable (GTK_EDITABLE (entry), open);
}

void
xl_grid_cell_announce (XlGrid *self)
{
  if (self->entries[0] == NULL || self->editing != XL_GRID_IDLE)
    return;
  if (self->two_entries && xl_grid_cell_has_focus (self))
    {
      int other = 1 - self->entry;

      describe (self, self->entries[other]);     /* before it takes the focus */
      set_open (self, self->entries[other]);
      self->entry = other;
      gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entries[other]));
      return;
    }
  describe (self, self->entries[self->entry]);
  set_open (self, self->entries[self->entry]);
  if (!xl_grid_cell_has_focus (self) || !gtk_editable_get_editable (GTK_EDITABLE (self->entries[self->entry])))
    return;
  gtk_widget_grab_focus (self->dummy);
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entries[self->entry]));
}

/* An open editor is at least so wide that a date is seen in it, and ends inside the grid. */
static void
make_room (XlGrid *self, GtkAllocation *at)
{
  if (self->editing == XL_GRID_IDLE)
    return;
  at->width = MIN (MAX (at->width, self->em * 9), self->layout.width);
  at->x = MAX (0, MIN (at->x, self->layout.width - at->width));
}

void
xl_grid_cell_place (XlGrid *self)
{
  GtkAllocation at = { 0, self->layout.header_height, 1, self->layout.row_height };
  int width, height;

  if (self->entries[0] == NULL || self->layout.height == 0)
    return;
  if (self->selection.row >= 0 && self->selection.column < self->layout.n_columns)
    {
      at.x = xl_grid_layout_column_x (&self->layout, self->selection.column);
      at.y = xl_grid_layout_row_y (&self->layout, self->selection.row);
      at.width = self->widths[self->selection.column];
      make_room (self, &at);
    }
  for (int i = 0; i < 2 && self->entries[i] != NULL; i++)
    {
      gtk_widget_measure (self->entries[i], GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      gtk_widget_measure (self->entries[i], GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->entries[i],
                                &(GtkAllocation){ at.x, at.y, MAX (at.width, width), MAX (at.height, height) }, -1);
    }
  gtk_widget_measure (self->dummy, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->dummy, &(GtkAllocation) { 0, 0, 1, 1 }, -1);
}

gboolean
xl_grid_cell_focus (XlGrid *self)
{
  if (self->entries[0] == NULL)
    return FALSE;
  if (self->editing == XL_GRID_IDLE)
    {
      describe (self, self->entries[self->entry]);
      set_open (self, self->entries[self->entry]);
    }
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entries[self->entry]));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

/* --- setting up --------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_entry (XlGrid *self)
{
  GtkWidget *entry =
      g_object_new (GTK_TYPE_ENTRY, "accessible-role", GTK_ACCESSIBLE_ROLE_GRID_CELL, "has-frame", FALSE, "can-target",
                    FALSE, "width-chars", 1, "max-width-chars", 1, "editable", FALSE, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Empty table"), -1);
  gtk_widget_add_css_class (entry, "grid-cell");
  gtk_widget_set_parent (entry, GTK_WIDGET (self));
  xl_grid_edit_connect (self, entry);
  xl_grid_input_connect (self, entry);
  return entry;
}

static void
set_two_entries (XlGrid *self, gboolean two)
{
  if (self->entries[0] == NULL || self->two_entries == two)
    return;
  self->two_entries = two;
  if (two && self->entries[1] == NULL)
    self->entries[1] = make_entry (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
on_status (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *signal,
           GVariant *parameters, gpointer data)
{
  g_autoptr(GVariant) changed = g_variant_get_child_value (parameters, 1);
  gboolean on;

  if (g_variant_lookup (changed, "IsEnabled", "b", &on) || g_variant_lookup (changed, "ScreenReaderEnabled", "b", &on))
    set_two_entries (data, on);
}

/* The bus may answer when the window is gone: a question keeps no grid alive. */
static GWeakRef *
remember (XlGrid *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

static XlGrid *
recall (GWeakRef *weak)
{
  XlGrid *self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  return self;
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr(GVariant) all = answer != NULL ? g_variant_get_child_value (answer, 0) : NULL;
  g_autoptr(XlGrid) self = recall (data);
  gboolean enabled = FALSE, reader = FALSE;

  if (all == NULL || self == NULL)
    return;
  g_variant_lookup (all, "IsEnabled", "b", &enabled);
  g_variant_lookup (all, "ScreenReaderEnabled", "b", &reader);
  set_two_entries (self, enabled || reader);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlGrid) self = recall (data);
  GDBusConnection *bus = g_bus_get_finish (result, NULL);

  if (bus == NULL || self == NULL || self->entries[0] == NULL)
    {
      g_clear_object (&bus);
      return;
    }
  self->bus = bus;
  self->bus_watch =
      g_dbus_connection_signal_subscribe (bus, BUS_NAME, "org.freedesktop.DBus.Properties", "PropertiesChanged",
                                          BUS_PATH, BUS_STATUS, G_DBUS_SIGNAL_FLAGS_NONE, on_status, self, NULL);
  g_dbus_connection_call (bus, BUS_NAME, BUS_PATH, "org.freedesktop.DBus.Properties", "GetAll",
                          g_variant_new ("(s)", BUS_STATUS), G_VARIANT_TYPE ("(a{sv})"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, 2000, self->cancellable, on_asked, remember (self));
}

void
xl_grid_cell_init (XlGrid *self)
{
  self->cancellable = g_cancellable_new ();
  self->dummy = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "focusable", TRUE,
                              "can-target", FALSE, NULL);
  gtk_widget_set_parent (self->dummy, GTK_WIDGET (self));
  self->entries[0] = make_entry (self);
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, on_bus, remember (self));
}

void
xl_grid_cell_dispose (XlGrid *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->bus_watch != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->bus_watch);
  self->bus_watch = 0;
  g_clear_object (&self->bus);
  g_clear_pointer (&self->entries[0], gtk_widget_unparent);
  g_clear_pointer (&self->entries[1], gtk_widget_unparent);
  g_clear_pointer (&self->dummy, gtk_widget_unparent);
}
