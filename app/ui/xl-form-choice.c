/* A field with one of a list of codes: found by typing its word, its code or initials, or taken from the list. */
#include "ui/xl-form-editors.h"

#include "ui/xl-choice-popover.h"
#include "ui/xl-editor-row.h"

#include <glib/gi18n.h>
#include <string.h>

#define XL_TYPE_FORM_CHOICE (xl_form_choice_get_type ())
G_DECLARE_FINAL_TYPE (XlFormChoice, xl_form_choice, XL, FORM_CHOICE, XlEditorRow)

struct _XlFormChoice
{
  XlEditorRow      parent_instance;
  GtkWidget       *entry;
  XlChoicePopover *list;
  GArray          *choices;     /* XlChoice with strings of its own */
  int              chosen;      /* -1: none */
  gboolean         quiet;
};
static void editor_init (XlFormEditorInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (XlFormChoice, xl_form_choice, XL_TYPE_EDITOR_ROW,
                               G_IMPLEMENT_INTERFACE (XL_TYPE_FORM_EDITOR, editor_init))

static const XlChoice *
choice_at (XlFormChoice *self, int i)
{
  return &g_array_index (self->choices, XlChoice, i);
}

static const char *
text_of (XlFormChoice *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static void
set_text (XlFormChoice *self, const char *text)
{
  self->quiet = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->quiet = FALSE;
}

static void
choose (XlFormChoice *self, int i)
{
  self->chosen = i;
  set_text (self, i >= 0 ? choice_at (self, i)->name : "");
}

/* --- the list ------------------------------------------------------------------------------------------------------ */

typedef struct { int rank, index; } Found;

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *one = a, *two = b;

  return one->rank != two->rank ? one->rank - two->rank : one->index - two->index;
}

/* What fits @typed, the best first.  GArray of Found. */
static GArray *
find (XlFormChoice *self, const char *typed)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Found));

  for (guint i = 0; i < self->choices->len; i++)
    {
      Found found = { xl_choice_match (choice_at (self, (int) i), typed), (int) i };

      if (found.rank >= 0)
        g_array_append_val (all, found);
    }
  g_array_sort (all, compare_found);
  return all;
}

static void
show_list (XlFormChoice *self, const char *typed)
{
  g_autoptr(GArray) all = find (self, typed);

  xl_choice_popover_clear (self->list);
  for (guint i = 0; i < MIN (all->len, XL_CHOICE_POPOVER_MOST); i++)
    {
      const XlChoice *choice = choice_at (self, g_array_index (all, Found, i).index);

      xl_choice_popover_add (self->list, (guint) g_array_index (all, Found, i).index, choice->name,
                             strcmp (choice->code, choice->name) != 0 ? choice->code : NULL);
    }
  xl_choice_popover_show (self->list, *typed == '\0' && self->chosen >= 0 ? (guint) self->chosen : XL_CHOICE_FIRST);
}

/* The one that was typed whole, or the only one that fits; -1. */
static int
settle_on (XlFormChoice *self)
{
  g_autoptr(GArray) all = NULL;

  if (self->chosen >= 0 || *text_of (self) == '\0')
    return self->chosen;
  all = find (self, text_of (self));
  if (all->len == 1 || (all->len > 1 && g_array_index (all, Found, 0).rank == 0 && g_array_index (all, Found, 1).rank > 0))
    return g_array_index (all, Found, 0).index;
  return -1;
}

/* --- what happens -------------------------------------------------------------------------------------------------- */

static void
on_changed (GtkEditable *entry, XlFormChoice *self)
{
  if (self->quiet)
    return;
  self->chosen = -1;
  if (*text_of (self) != '\0')
    show_list (self, text_of (self));
  else
    xl_choice_popover_hide (self->list);
  xl_form_editor_changed (XL_FORM_EDITOR (self));
}

static void
on_chosen (XlChoicePopover *list, guint tag, XlFormChoice *self)
{
  choose (self, (int) tag);
  xl_form_editor_changed (XL_FORM_EDITOR (self));
  xl_form_editor_next (XL_FORM_EDITOR (self));
}

static void
on_activate (GtkEntry *entry, XlFormChoice *self)
{
  if (!xl_choice_popover_take (self->list))
    xl_form_editor_next (XL_FORM_EDITOR (self));
}

static void
on_icon (GtkEntry *entry, GtkEntryIconPosition position, XlFormChoice *self)
{
  gtk_widget_grab_focus (self->entry);
  if (xl_choice_popover_is_shown (self->list))
    xl_choice_popover_hide (self->list);
  else
    show_list (self, "");
}

/* Down or the space bar open the whole list, as a drop-down does. */
static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType modifiers, XlFormChoice *self)
{
  gboolean all = *text_of (self) == '\0' || self->chosen >= 0;

  if (xl_choice_popover_is_shown (self->list) || (modifiers & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)))
    return FALSE;
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down && (keyval != GDK_KEY_space || !all))
    return FALSE;
  show_list (self, all ? "" : text_of (self));
  return TRUE;
}

/* --- the editor ----------------------------------------------------------------------------------------------------- */

static char *
get_value (XlFormEditor *editor)
{
  XlFormChoice *self = XL_FORM_CHOICE (editor);
  int at = settle_on (self);

  return g_strdup (at >= 0 ? choice_at (self, at)->code : text_of (self));
}

static void
set_value (XlFormEditor *editor, const char *value, const char *words)
{
  XlFormChoice *self = XL_FORM_CHOICE (editor);
  int at = -1;

  for (guint i = 0; *value != '\0' && i < self->choices->len; i++)
    if (strcmp (choice_at (self, (int) i)->code, value) == 0)
      at = (int) i;
  choose (self, at);
  if (at < 0 && *value != '\0')
    set_text (self, value);      /* what was typed, of a draft */
}

static GtkWidget *
get_target (XlFormEditor *editor)
{
  return XL_FORM_CHOICE (editor)->entry;
}

static const char *
judge (XlFormEditor *editor)
{
  XlFormChoice *self = XL_FORM_CHOICE (editor);

  return *text_of (self) != '\0' && settle_on (self) < 0 ? N_("This is none of the words to choose from; the arrow down shows them.")
                                                         : NULL;
}

static void
leave (XlFormEditor *editor)
{
  XlFormChoice *self = XL_FORM_CHOICE (editor);
  int at = settle_on (self);

  xl_choice_popover_hide (self->list);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, 0);
  if (at >= 0)
    choose (self, at);
}

static void
editor_init (XlFormEditorInterface *iface)
{
  iface->get_value = get_value;
  iface->set_value = set_value;
  iface->get_target = get_target;
  iface->judge = judge;
  iface->leave = leave;
}

static void
xl_form_choice_dispose (GObject *object)
{
  XlFormChoice *self = XL_FORM_CHOICE (object);

  xl_editor_row_set_popover (XL_EDITOR_ROW (self), NULL);
  if (self->list != NULL)
    g_object_run_dispose (G_OBJECT (self->list));
  g_clear_object (&self->list);
  G_OBJECT_CLASS (xl_form_choice_parent_class)->dispose (object);
}

static void
xl_form_choice_finalize (GObject *object)
{
  g_array_unref (XL_FORM_CHOICE (object)->choices);
  G_OBJECT_CLASS (xl_form_choice_parent_class)->finalize (object);
}

static void
xl_form_choice_class_init (XlFormChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_form_choice_dispose;
  G_OBJECT_CLASS (klass)->finalize = xl_form_choice_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_COMBO_BOX);
}

static void
clear_choice (gpointer data)
{
  XlChoice *choice = data;

  g_free ((char *) choice->code);
  g_free ((char *) choice->name);
  g_free ((char *) choice->also);
}

static void
xl_form_choice_init (XlFormChoice *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->chosen = -1;
  self->choices = g_array_new (FALSE, FALSE, sizeof (XlChoice));
  g_array_set_clear_func (self->choices, clear_choice);
  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 8);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), XL_FORM_CHARS);
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY, "pan-down-symbolic");
  gtk_entry_set_icon_tooltip_text (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY, _("Show all choices"));
  g_signal_connect (self->entry, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect (self->entry, "icon-press", G_CALLBACK (on_icon), self);
  xl_editor_row_set_entry (XL_EDITOR_ROW (self), self->entry);
  self->list = xl_choice_popover_new (self->entry);
  xl_editor_row_set_popover (XL_EDITOR_ROW (self), xl_choice_popover_get_popover (self->list));
  g_signal_connect (self->list, "chosen", G_CALLBACK (on_chosen), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (self->entry, keys);
}

GtkWidget *
xl_form_choice_new (const XlChoice *choices)
{
  XlFormChoice *self = g_object_new (XL_TYPE_FORM_CHOICE, NULL);

  for (const XlChoice *c = choices; c != NULL && c->code != NULL; c++)
    {
      XlChoice copy = { g_strdup (c->code), g_strdup (c->name), g_strdup (c->also) };

      g_array_append_val (self->choices, copy);
    }
  return GTK_WIDGET (self);
}
