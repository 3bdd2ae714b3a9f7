#include "ui/xl-form-editor.h"

enum { CHANGED, NEXT, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_INTERFACE (XlFormEditor, xl_form_editor, GTK_TYPE_WIDGET)

static void
xl_form_editor_default_init (XlFormEditorInterface *iface)
{
  GType type = XL_TYPE_FORM_EDITOR;

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NEXT] = g_signal_new ("next", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

char *
xl_form_editor_get_value (XlFormEditor *self)
{
  return XL_FORM_EDITOR_GET_IFACE (self)->get_value (self);
}

void
xl_form_editor_set_value (XlFormEditor *self, const char *value, const char *words)
{
  XL_FORM_EDITOR_GET_IFACE (self)->set_value (self, value, words);
}

GtkWidget *
xl_form_editor_get_target (XlFormEditor *self)
{
  return XL_FORM_EDITOR_GET_IFACE (self)->get_target (self);
}

char *
xl_form_editor_get_words (XlFormEditor *self)
{
  XlFormEditorInterface *iface = XL_FORM_EDITOR_GET_IFACE (self);

  return iface->get_words != NULL ? iface->get_words (self) : NULL;
}

const char *
xl_form_editor_judge (XlFormEditor *self)
{
  XlFormEditorInterface *iface = XL_FORM_EDITOR_GET_IFACE (self);

  return iface->judge != NULL ? iface->judge (self) : NULL;
}

void
xl_form_editor_leave (XlFormEditor *self)
{
  XlFormEditorInterface *iface = XL_FORM_EDITOR_GET_IFACE (self);

  if (iface->leave != NULL)
    iface->leave (self);
}

char *
xl_form_editor_get_echo (XlFormEditor *self)
{
  XlFormEditorInterface *iface = XL_FORM_EDITOR_GET_IFACE (self);

  return iface->get_echo != NULL ? iface->get_echo (self) : NULL;
}

void
xl_form_editor_changed (XlFormEditor *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
xl_form_editor_next (XlFormEditor *self)
{
  g_signal_emit (self, signals[NEXT], 0);
}
