/* Enter and its sisters inside a form. */
#include "ui/xl-form-private.h"

/* Whether the focus is in a popover of a field: a calendar has its own use for keys. */
static gboolean
is_in_popover (XlForm *form)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (form));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (; focus != NULL && focus != GTK_WIDGET (form); focus = gtk_widget_get_parent (focus))
    if (GTK_IS_POPOVER (focus))
      return TRUE;
  return FALSE;
}

static void
go (XlForm *form, XlFormField *field, gboolean before)
{
  XlFormField *to = xl_form_neighbour (form, field, before);

  if (to != NULL)
    xl_form_field_focus (to);
  else if (!before)
    xl_form_submit (form);
}

/* Plain Enter in an entry is the entry's own (a Chinese input method ends its word with it), in a text a new line; from
 * boxes and buttons, which the space bar presses, it goes on. */
static gboolean
on_enter (XlForm *form, XlFormField *field, GtkWidget *focus)
{
  if (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus))
    return FALSE;
  go (form, field, FALSE);
  return TRUE;
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType modifiers, XlForm *form)
{
  GdkModifierType held = modifiers & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK);
  XlFormField *field = xl_form_focused_field (form);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (form)));

  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
    return FALSE;
  if (field == NULL || is_in_popover (form))
    return FALSE;
  if (held == 0)
    return on_enter (form, field, focus);
  if (held == GDK_SHIFT_MASK)
    go (form, field, TRUE);
  else if (held == GDK_CONTROL_MASK && GTK_IS_TEXT_VIEW (focus))
    go (form, field, FALSE);
  else if (held == GDK_CONTROL_MASK)
    xl_form_save (form);
  else
    return FALSE;
  return TRUE;
}

void
xl_form_keys_add (XlForm *form)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), form);
  gtk_widget_add_controller (GTK_WIDGET (form), keys);
}
