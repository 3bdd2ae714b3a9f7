/* A field that names a person or a household. */
#include "ui/xl-form-editors.h"

#include "ui/xl-person-picker.h"

#include <glib/gi18n.h>

#define XL_TYPE_FORM_PICKER (xl_form_picker_get_type ())
G_DECLARE_FINAL_TYPE (XlFormPicker, xl_form_picker, XL, FORM_PICKER, GtkBox)

struct _XlFormPicker
{
  GtkBox          parent_instance;
  XlPersonPicker *picker;
  gboolean        quiet;
};
static void editor_init (XlFormEditorInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (XlFormPicker, xl_form_picker, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (XL_TYPE_FORM_EDITOR, editor_init))

static void
on_picked (XlPersonPicker *picker, gint64 id, XlFormPicker *self)
{
  if (self->quiet)
    return;
  xl_form_editor_changed (XL_FORM_EDITOR (self));
  if (id != 0)
    xl_form_editor_next (XL_FORM_EDITOR (self));
}

static char *
get_value (XlFormEditor *editor)
{
  gint64 id = xl_person_picker_get_id (XL_FORM_PICKER (editor)->picker);

  return id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : g_strdup ("");
}

static void
set_value (XlFormEditor *editor, const char *value, const char *words)
{
  XlFormPicker *self = XL_FORM_PICKER (editor);

  self->quiet = TRUE;
  xl_person_picker_set (self->picker, g_ascii_strtoll (value, NULL, 10), words);
  self->quiet = FALSE;
}

static char *
get_words (XlFormEditor *editor)
{
  XlFormPicker *self = XL_FORM_PICKER (editor);

  return xl_person_picker_get_id (self->picker) != 0 ? g_strdup (xl_person_picker_get_words (self->picker)) : NULL;
}

static const char *
judge (XlFormEditor *editor)
{
  XlFormPicker *self = XL_FORM_PICKER (editor);

  return xl_person_picker_get_id (self->picker) == 0 && *xl_person_picker_get_words (self->picker) != '\0'
           ? N_("Nobody is chosen yet: type a name, initials or the last four digits, and press Enter.") : NULL;
}

static GtkWidget *
get_target (XlFormEditor *editor)
{
  return gtk_widget_get_first_child (GTK_WIDGET (XL_FORM_PICKER (editor)->picker));
}

static void
editor_init (XlFormEditorInterface *iface)
{
  iface->get_value = get_value;
  iface->set_value = set_value;
  iface->get_words = get_words;
  iface->judge = judge;
  iface->get_target = get_target;
}

static gboolean
xl_form_picker_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (XL_FORM_PICKER (widget)->picker));
}

static void
xl_form_picker_class_init (XlFormPickerClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = xl_form_picker_grab_focus;
}

static void
xl_form_picker_init (XlFormPicker *self)
{
}

GtkWidget *
xl_form_picker_new (XlStore *store, gboolean households)
{
  XlFormPicker *self = g_object_new (XL_TYPE_FORM_PICKER, NULL);

  self->picker = xl_person_picker_new (store);
  xl_person_picker_set_households (self->picker, households);
  gtk_widget_set_hexpand (GTK_WIDGET (self->picker), TRUE);
  g_signal_connect (self->picker, "picked", G_CALLBACK (on_picked), self);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->picker));
  return GTK_WIDGET (self);
}
