/* A field of several lines. */
#include "ui/xl-form-editors.h"

#define XL_TYPE_FORM_LONG_TEXT (xl_form_long_text_get_type ())
G_DECLARE_FINAL_TYPE (XlFormLongText, xl_form_long_text, XL, FORM_LONG_TEXT, GtkBox)

struct _XlFormLongText
{
  GtkBox     parent_instance;
  GtkWidget *view;
  gboolean   quiet;
};
static void editor_init (XlFormEditorInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (XlFormLongText, xl_form_long_text, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (XL_TYPE_FORM_EDITOR, editor_init))

static GtkTextBuffer *
buffer_of (XlFormLongText *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

static void
on_changed (XlFormLongText *self)
{
  if (!self->quiet)
    xl_form_editor_changed (XL_FORM_EDITOR (self));
}

static char *
get_value (XlFormEditor *editor)
{
  GtkTextBuffer *buffer = buffer_of (XL_FORM_LONG_TEXT (editor));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
set_value (XlFormEditor *editor, const char *value, const char *words)
{
  XlFormLongText *self = XL_FORM_LONG_TEXT (editor);

  self->quiet = TRUE;
  gtk_text_buffer_set_text (buffer_of (self), value, -1);
  self->quiet = FALSE;
}

static GtkWidget *
get_target (XlFormEditor *editor)
{
  return XL_FORM_LONG_TEXT (editor)->view;
}

static void
editor_init (XlFormEditorInterface *iface)
{
  iface->get_value = get_value;
  iface->set_value = set_value;
  iface->get_target = get_target;
}

static gboolean
xl_form_long_text_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (XL_FORM_LONG_TEXT (widget)->view);
}

static void
xl_form_long_text_class_init (XlFormLongTextClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = xl_form_long_text_grab_focus;
}

static void
xl_form_long_text_init (XlFormLongText *self)
{
  self->view = gtk_text_view_new ();
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->view), 6);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->view), 6);
  gtk_widget_add_css_class (self->view, "long-text");
  gtk_widget_set_hexpand (self->view, TRUE);
  g_signal_connect_swapped (buffer_of (self), "changed", G_CALLBACK (on_changed), self);
  gtk_box_append (GTK_BOX (self), self->view);
}

GtkWidget *
xl_form_long_text_new (void)
{
  return g_object_new (XL_TYPE_FORM_LONG_TEXT, NULL);
}
