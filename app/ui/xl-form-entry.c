/* A field that is typed in one line. */
#include "ui/xl-form-editors.h"

#include "ui/xl-choice-popover.h"
#include "ui/xl-editor-row.h"

#include <glib/gi18n.h>
#include <string.h>

#define XL_TYPE_FORM_ENTRY (xl_form_entry_get_type ())
G_DECLARE_FINAL_TYPE (XlFormEntry, xl_form_entry, XL, FORM_ENTRY, XlEditorRow)

/* What a field proposes: asked on a reader thread. */
typedef struct {
  int               refs;
  XlFormSuggestFunc func;
  gpointer          data;
  GDestroyNotify    free_data;
} Suggest;

struct _XlFormEntry
{
  XlEditorRow      parent_instance;
  XlFieldType      type;
  GtkWidget       *entry, *calendar;
  XlChoicePopover *list;         /* NULL unless it proposes */
  XlStore         *store;
  Suggest         *suggest;
  GCancellable    *asked;
  char           **proposed;
  gboolean         quiet;
};
static void editor_init (XlFormEditorInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (XlFormEntry, xl_form_entry, XL_TYPE_EDITOR_ROW,
                               G_IMPLEMENT_INTERFACE (XL_TYPE_FORM_EDITOR, editor_init))

static const char *
text_of (XlFormEntry *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static void
set_text (XlFormEntry *self, const char *text)
{
  self->quiet = TRUE;
  if (strcmp (text, text_of (self)) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->quiet = FALSE;
}

/* --- proposing ----------------------------------------------------------------------------------------------------- */

typedef struct { Suggest *suggest; char *typed; } Question;

static void
suggest_unref (Suggest *suggest)
{
  if (!g_atomic_int_dec_and_test (&suggest->refs))
    return;
  if (suggest->free_data != NULL)
    suggest->free_data (suggest->data);
  g_free (suggest);
}

static void
question_free (gpointer data)
{
  Question *question = data;

  suggest_unref (question->suggest);
  g_free (question->typed);
  g_free (question);
}

static gpointer
run_suggest (XlDb *db, gpointer data, GError **error)
{
  const Question *question = data;

  return question->suggest->func (db, question->typed, question->suggest->data, error);
}

static void
hide_list (XlFormEntry *self)
{
  g_cancellable_cancel (self->asked);
  g_clear_object (&self->asked);
  if (self->list != NULL)
    xl_choice_popover_hide (self->list);
}

static void
on_suggested (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlFormEntry) self = data;
  g_auto(GStrv) all = xl_store_read_finish (XL_STORE (source), result, NULL);

  if (all == NULL || self->list == NULL || self->asked == NULL)
    return;
  g_strfreev (self->proposed);
  self->proposed = g_steal_pointer (&all);
  xl_choice_popover_clear (self->list);
  for (guint i = 0; self->proposed[i] != NULL; i++)
    {
      char *tab = strchr (self->proposed[i], '\t');

      if (tab != NULL)
        *tab = '\0';
      if (strcmp (self->proposed[i], text_of (self)) != 0)
        xl_choice_popover_add (self->list, i, self->proposed[i], tab != NULL ? tab + 1 : NULL);
    }
  xl_choice_popover_show (self->list, XL_CHOICE_NONE);
}

static void
ask (XlFormEntry *self)
{
  Question *question;

  hide_list (self);
  if (self->suggest == NULL || self->store == NULL)
    return;
  question = g_new0 (Question, 1);
  question->suggest = self->suggest;
  g_atomic_int_inc (&self->suggest->refs);
  question->typed = g_strdup (text_of (self));
  self->asked = g_cancellable_new ();
  xl_store_read_async (self->store, run_suggest, question, question_free, (GDestroyNotify) g_strfreev, self->asked,
                       on_suggested, g_object_ref (self));
}

static void
on_proposed (XlChoicePopover *list, guint tag, XlFormEntry *self)
{
  set_text (self, self->proposed[tag]);
  hide_list (self);
  xl_form_editor_changed (XL_FORM_EDITOR (self));
  xl_form_editor_next (XL_FORM_EDITOR (self));
}

/* --- what happens -------------------------------------------------------------------------------------------------- */

static void
on_changed (GtkEditable *entry, XlFormEntry *self)
{
  if (self->quiet)
    return;
  if (self->suggest != NULL && gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (entry))))
    ask (self);
  xl_form_editor_changed (XL_FORM_EDITOR (self));
}

/* Enter keeps what was typed; only after the arrow down it takes what is proposed. */
static void
on_activate (GtkEntry *entry, XlFormEntry *self)
{
  if (self->list == NULL || !xl_choice_popover_take (self->list))
    xl_form_editor_next (XL_FORM_EDITOR (self));
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType modifiers, XlFormEntry *self)
{
  gboolean alt = (modifiers & GDK_ALT_MASK) != 0;

  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return FALSE;
  if (self->calendar != NULL && alt)
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->calendar));
  else if (self->suggest != NULL && !alt && !xl_choice_popover_is_shown (self->list))
    ask (self);
  else
    return FALSE;
  return TRUE;
}

/* --- the editor ----------------------------------------------------------------------------------------------------- */

static char *
get_value (XlFormEditor *editor)
{
  XlFormEntry *self = XL_FORM_ENTRY (editor);
  const char *reason;
  char *value = xl_form_value_read (self->type, text_of (self), &reason);

  return value != NULL ? value : g_strdup (text_of (self));
}

static void
set_value (XlFormEditor *editor, const char *value, const char *words)
{
  XlFormEntry *self = XL_FORM_ENTRY (editor);
  g_autofree char *shown = xl_form_value_show (self->type, value);

  set_text (self, shown);
}

static GtkWidget *
get_target (XlFormEditor *editor)
{
  return XL_FORM_ENTRY (editor)->entry;
}

static const char *
judge (XlFormEditor *editor)
{
  XlFormEntry *self = XL_FORM_ENTRY (editor);
  const char *reason = NULL;
  g_autofree char *value = xl_form_value_read (self->type, text_of (self), &reason);

  return value == NULL ? reason : NULL;
}

/* What was typed becomes the value as it is kept: 2024.3.5 → 2024-03-05. */
static void
leave (XlFormEditor *editor)
{
  XlFormEntry *self = XL_FORM_ENTRY (editor);
  const char *reason;
  g_autofree char *value = xl_form_value_read (self->type, text_of (self), &reason);

  hide_list (self);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, 0);
  if (value != NULL)
    set_value (editor, value, NULL);
}

static char *
get_echo (XlFormEditor *editor)
{
  XlFormEntry *self = XL_FORM_ENTRY (editor);
  g_autofree char *value = get_value (editor);

  return xl_form_value_echo (self->type, value);
}

static void
editor_init (XlFormEditorInterface *iface)
{
  iface->get_value = get_value;
  iface->set_value = set_value;
  iface->get_target = get_target;
  iface->judge = judge;
  iface->leave = leave;
  iface->get_echo = get_echo;
}

static void
xl_form_entry_dispose (GObject *object)
{
  XlFormEntry *self = XL_FORM_ENTRY (object);

  g_cancellable_cancel (self->asked);
  g_clear_object (&self->asked);
  xl_editor_row_set_popover (XL_EDITOR_ROW (self), NULL);
  if (self->list != NULL)
    g_object_run_dispose (G_OBJECT (self->list));
  g_clear_object (&self->list);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (xl_form_entry_parent_class)->dispose (object);
}

static void
xl_form_entry_finalize (GObject *object)
{
  XlFormEntry *self = XL_FORM_ENTRY (object);

  g_clear_pointer (&self->suggest, suggest_unref);
  g_strfreev (self->proposed);
  G_OBJECT_CLASS (xl_form_entry_parent_class)->finalize (object);
}

static void
xl_form_entry_class_init (XlFormEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_form_entry_dispose;
  G_OBJECT_CLASS (klass)->finalize = xl_form_entry_finalize;
}

static void
xl_form_entry_init (XlFormEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 8);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), XL_FORM_CHARS);
  g_signal_connect (self->entry, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (on_activate), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (self->entry, keys);
  xl_editor_row_set_entry (XL_EDITOR_ROW (self), self->entry);
}

GtkWidget *
xl_form_entry_new (XlFieldType type)
{
  XlFormEntry *self = g_object_new (XL_TYPE_FORM_ENTRY, NULL);

  self->type = type;
  if (type == XL_FIELD_IDENTITY)
    gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), GTK_INPUT_PURPOSE_ALPHA);
  if (type == XL_FIELD_DATE)
    {
      self->calendar = xl_form_calendar_new (GTK_ENTRY (self->entry));
      xl_editor_row_set_end (XL_EDITOR_ROW (self), self->calendar);
    }
  return GTK_WIDGET (self);
}

void
xl_form_entry_set_suggest (GtkWidget *widget, XlStore *store, XlFormSuggestFunc func, gpointer data,
                           GDestroyNotify free_data)
{
  XlFormEntry *self = XL_FORM_ENTRY (widget);

  g_set_object (&self->store, store);
  g_clear_pointer (&self->suggest, suggest_unref);
  self->suggest = g_new0 (Suggest, 1);
  *self->suggest = (Suggest) { 1, func, data, free_data };
  if (self->list != NULL)
    return;
  self->list = xl_choice_popover_new (self->entry);
  xl_editor_row_set_popover (XL_EDITOR_ROW (self), xl_choice_popover_get_popover (self->list));
  g_signal_connect (self->list, "chosen", G_CALLBACK (on_proposed), self);
}
