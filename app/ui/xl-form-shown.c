/* A field that is only looked at: what the file knows, what is computed. */
#include "ui/xl-form-editors.h"

#define XL_TYPE_FORM_SHOWN (xl_form_shown_get_type ())
G_DECLARE_FINAL_TYPE (XlFormShown, xl_form_shown, XL, FORM_SHOWN, GtkBox)

struct _XlFormShown
{
  GtkBox     parent_instance;
  GtkWidget *label;
};
static void editor_init (XlFormEditorInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (XlFormShown, xl_form_shown, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (XL_TYPE_FORM_EDITOR, editor_init))

static char *
get_value (XlFormEditor *editor)
{
  return g_strdup (gtk_label_get_text (GTK_LABEL (XL_FORM_SHOWN (editor)->label)));
}

static void
set_value (XlFormEditor *editor, const char *value, const char *words)
{
  gtk_label_set_text (GTK_LABEL (XL_FORM_SHOWN (editor)->label), value);
}

static GtkWidget *
get_target (XlFormEditor *editor)
{
  return XL_FORM_SHOWN (editor)->label;
}

static void
editor_init (XlFormEditorInterface *iface)
{
  iface->get_value = get_value;
  iface->set_value = set_value;
  iface->get_target = get_target;
}

static void
xl_form_shown_class_init (XlFormShownClass *klass)
{
}

static void
xl_form_shown_init (XlFormShown *self)
{
  self->label = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (self->label), 8);
  gtk_label_set_max_width_chars (GTK_LABEL (self->label), XL_FORM_CHARS);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_add_css_class (self->label, "field-shown");
  gtk_box_append (GTK_BOX (self), self->label);
}

GtkWidget *
xl_form_shown_new (void)
{
  return g_object_new (XL_TYPE_FORM_SHOWN, NULL);
}
