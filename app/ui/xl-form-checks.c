/* Boxes to tick: several codes, or one yes. */
#include "ui/xl-form-editors.h"

#include "ui/xl-flow.h"

#include <glib/gi18n.h>
#include <string.h>

#define XL_TYPE_FORM_CHECKS (xl_form_checks_get_type ())
G_DECLARE_FINAL_TYPE (XlFormChecks, xl_form_checks, XL, FORM_CHECKS, GtkBox)

struct _XlFormChecks
{
  GtkBox     parent_instance;
  GtkWidget *flow;
  GPtrArray *codes;        /* of the boxes; empty: one box that says yes */
  gboolean   quiet;
};
static void editor_init (XlFormEditorInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (XlFormChecks, xl_form_checks, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (XL_TYPE_FORM_EDITOR, editor_init))

static GtkCheckButton *
check_at (XlFormChecks *self, guint i)
{
  return GTK_CHECK_BUTTON (xl_flow_get (XL_FLOW (self->flow), (int) i));
}

static void
on_toggled (XlFormChecks *self)
{
  if (!self->quiet)
    xl_form_editor_changed (XL_FORM_EDITOR (self));
}

static char *
get_value (XlFormEditor *editor)
{
  XlFormChecks *self = XL_FORM_CHECKS (editor);
  g_autoptr(GString) value = g_string_new (NULL);

  if (self->codes->len == 0)
    return g_strdup (gtk_check_button_get_active (check_at (self, 0)) ? "1" : "0");
  for (guint i = 0; i < self->codes->len; i++)
    if (gtk_check_button_get_active (check_at (self, i)))
      g_string_append_printf (value, "%s%s", value->len > 0 ? " " : "", (char *) g_ptr_array_index (self->codes, i));
  return g_string_free (g_steal_pointer (&value), FALSE);
}

static void
set_value (XlFormEditor *editor, const char *value, const char *words)
{
  XlFormChecks *self = XL_FORM_CHECKS (editor);
  g_auto(GStrv) codes = g_strsplit (value, " ", -1);

  self->quiet = TRUE;
  if (self->codes->len == 0)
    gtk_check_button_set_active (check_at (self, 0), strcmp (value, "1") == 0);
  for (guint i = 0; i < self->codes->len; i++)
    gtk_check_button_set_active (check_at (self, i),
                                 g_strv_contains ((const char *const *) codes, g_ptr_array_index (self->codes, i)));
  self->quiet = FALSE;
}

/* One box alone is called by the field's title; of several, the whole is. */
static GtkWidget *
get_target (XlFormEditor *editor)
{
  XlFormChecks *self = XL_FORM_CHECKS (editor);

  return self->codes->len == 0 ? GTK_WIDGET (check_at (self, 0)) : GTK_WIDGET (self);
}

static void
editor_init (XlFormEditorInterface *iface)
{
  iface->get_value = get_value;
  iface->set_value = set_value;
  iface->get_target = get_target;
}

static gboolean
xl_form_checks_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (check_at (XL_FORM_CHECKS (widget), 0)));
}

static void
xl_form_checks_finalize (GObject *object)
{
  g_ptr_array_unref (XL_FORM_CHECKS (object)->codes);
  G_OBJECT_CLASS (xl_form_checks_parent_class)->finalize (object);
}

static void
xl_form_checks_class_init (XlFormChecksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = xl_form_checks_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = xl_form_checks_grab_focus;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
xl_form_checks_init (XlFormChecks *self)
{
  self->codes = g_ptr_array_new_with_free_func (g_free);
  self->flow = xl_flow_new (6, 6);
  gtk_widget_set_hexpand (self->flow, TRUE);
  gtk_box_append (GTK_BOX (self), self->flow);
}

static void
add_check (XlFormChecks *self, const char *label)
{
  GtkWidget *check = gtk_check_button_new_with_label (label);

  g_signal_connect_swapped (check, "toggled", G_CALLBACK (on_toggled), self);
  xl_flow_add (XL_FLOW (self->flow), check);
}

GtkWidget *
xl_form_checks_new (const XlChoice *choices)
{
  XlFormChecks *self = g_object_new (XL_TYPE_FORM_CHECKS, NULL);

  for (const XlChoice *c = choices; c != NULL && c->code != NULL; c++)
    {
      add_check (self, c->name);
      g_ptr_array_add (self->codes, g_strdup (c->code));
    }
  return GTK_WIDGET (self);
}

GtkWidget *
xl_form_yes_no_new (void)
{
  XlFormChecks *self = g_object_new (XL_TYPE_FORM_CHECKS, NULL);

  add_check (self, _("Yes"));
  return GTK_WIDGET (self);
}
