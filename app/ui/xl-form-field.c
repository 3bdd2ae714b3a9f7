#include "ui/xl-form-private.h"

#include <glib/gi18n.h>
#include <string.h>

struct _XlFormField
{
  GtkBox        parent_instance;
  char         *key, *title;
  char         *error, *flag, *remark, *hint;    /* what may stand below, the first there is */
  XlFieldType   type;
  gboolean      required, wide;
  XlFormEditor *editor;
  GtkWidget    *name;             /* the label of the title */
  GtkWidget    *below;
};
enum { CHANGED, LEFT, NEXT, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlFormField, xl_form_field, GTK_TYPE_BOX)

/* --- saying ------------------------------------------------------------------------------------------------------- */

static void
show_below (XlFormField *self)
{
  g_autofree char *echo = xl_form_editor_get_echo (self->editor);
  const struct { const char *words, *css_class; } all[] = {
    { self->error, "field-error" }, { self->flag, "field-flag" }, { self->remark, "field-remark" },
    { echo, "field-remark" }, { self->hint, "field-remark" },
  };
  guint i = 0;

  while (i < G_N_ELEMENTS (all) - 1 && all[i].words == NULL)
    i++;
  gtk_label_set_text (GTK_LABEL (self->below), all[i].words != NULL ? all[i].words : "");
  gtk_widget_set_visible (self->below, all[i].words != NULL);
  gtk_widget_set_css_classes (self->below, (const char *[]) { all[i].css_class, NULL });
}

static void
set_words (XlFormField *self, char **place, const char *words)
{
  if (g_strcmp0 (*place, words != NULL && *words != '\0' ? words : NULL) == 0)
    return;
  g_free (*place);
  *place = words != NULL && *words != '\0' ? g_strdup (words) : NULL;
  show_below (self);
}

void
xl_form_field_set_error (XlFormField *self, const char *words)
{
  gboolean bad;

  set_words (self, &self->error, words);
  bad = self->error != NULL;
  if (bad)
    gtk_widget_add_css_class (GTK_WIDGET (self->editor), "bad");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->editor), "bad");
  gtk_accessible_update_state (GTK_ACCESSIBLE (xl_form_editor_get_target (self->editor)), GTK_ACCESSIBLE_STATE_INVALID,
                               bad ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

void
xl_form_field_set_flag (XlFormField *self, const char *words)
{
  g_autofree char *marked = words != NULL && *words != '\0' ? g_strdup_printf ("⚠ %s", words) : NULL;

  set_words (self, &self->flag, marked);
}

void
xl_form_field_set_remark (XlFormField *self, const char *words)
{
  set_words (self, &self->remark, words);
}

/* --- what happens in the editor ----------------------------------------------------------------------------------- */

static void
on_changed (XlFormEditor *editor, XlFormField *self)
{
  xl_form_field_set_error (self, NULL);
  show_below (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_next (XlFormEditor *editor, XlFormField *self)
{
  g_signal_emit (self, signals[NEXT], 0);
}

static void
on_leave (GtkEventControllerFocus *controller, XlFormField *self)
{
  const char *reason = xl_form_editor_judge (self->editor);

  xl_form_editor_leave (self->editor);
  if (reason != NULL)
    xl_form_field_set_error (self, _(reason));
  show_below (self);
  g_signal_emit (self, signals[LEFT], 0);
}

/* --- values ------------------------------------------------------------------------------------------------------- */

void
xl_form_field_set_value (XlFormField *self, const char *value, const char *words)
{
  xl_form_editor_set_value (self->editor, value != NULL ? value : "", words);
  show_below (self);
}

char *
xl_form_field_check (XlFormField *self)
{
  const char *reason = xl_form_editor_judge (self->editor);
  g_autofree char *value = xl_form_editor_get_value (self->editor);

  if (reason != NULL)
    return g_strdup (_(reason));
  return *value == '\0' && self->required ? g_strdup_printf (_("%s is missing."), self->title) : NULL;
}

void
xl_form_field_focus (XlFormField *self)
{
  if (!gtk_widget_grab_focus (GTK_WIDGET (self->editor)))
    gtk_widget_child_focus (GTK_WIDGET (self->editor), GTK_DIR_TAB_FORWARD);
}

const char *
xl_form_field_get_key (XlFormField *self)
{
  return self->key;
}

gboolean
xl_form_field_is_wide (XlFormField *self)
{
  return self->wide;
}

gboolean
xl_form_field_is_asked (XlFormField *self)
{
  return self->type != XL_FIELD_SHOWN && gtk_widget_get_visible (GTK_WIDGET (self))
         && gtk_widget_get_sensitive (GTK_WIDGET (self));
}

GtkWidget *
xl_form_field_get_editor (XlFormField *self)
{
  return GTK_WIDGET (self->editor);
}

GtkWidget *
xl_form_field_get_title (XlFormField *self)
{
  return self->name;
}

/* --- building ----------------------------------------------------------------------------------------------------- */

static void
xl_form_field_finalize (GObject *object)
{
  XlFormField *self = XL_FORM_FIELD (object);

  g_free (self->key);
  g_free (self->title);
  g_free (self->error);
  g_free (self->flag);
  g_free (self->remark);
  g_free (self->hint);
  G_OBJECT_CLASS (xl_form_field_parent_class)->finalize (object);
}

static void
xl_form_field_class_init (XlFormFieldClass *klass)
{
  GType type = XL_TYPE_FORM_FIELD;

  G_OBJECT_CLASS (klass)->finalize = xl_form_field_finalize;
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEFT] = g_signal_new ("left", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NEXT] = g_signal_new ("next", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
xl_form_field_init (XlFormField *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

static GtkWidget *
make_editor (const XlFieldSpec *spec, XlStore *store)
{
  switch (spec->type)
    {
    case XL_FIELD_LONG_TEXT:
      return xl_form_long_text_new ();
    case XL_FIELD_YES_NO:
      return xl_form_yes_no_new ();
    case XL_FIELD_CODE:
      return xl_form_choice_new (spec->choices);
    case XL_FIELD_CODES:
      return xl_form_checks_new (spec->choices);
    case XL_FIELD_PERSON: case XL_FIELD_HOUSEHOLD:
      return xl_form_picker_new (store, spec->type == XL_FIELD_HOUSEHOLD);
    case XL_FIELD_ATTACHMENT:
      return xl_form_files_new (store);
    case XL_FIELD_SHOWN:
      return xl_form_shown_new ();
    default:
      return xl_form_entry_new (spec->type);
    }
}

static GtkWidget *
make_title (XlFormField *self)
{
  g_autofree char *text = g_markup_escape_text (self->title, -1);
  g_autofree char *marked = self->required ? g_strdup_printf ("%s <b>*</b>", text) : g_strdup (text);
  GtkWidget *title = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (title), marked);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_yalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (title), 6);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 12);
  gtk_widget_add_css_class (title, "field-title");
  return title;
}

static void
name_editor (XlFormField *self)
{
  GtkAccessible *target = GTK_ACCESSIBLE (xl_form_editor_get_target (self->editor));

  if (self->type != XL_FIELD_SHOWN)
    gtk_accessible_update_property (target, GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
  if (self->required && self->type != XL_FIELD_SHOWN)
    gtk_accessible_update_property (target, GTK_ACCESSIBLE_PROPERTY_REQUIRED, TRUE, -1);
}

static void
add_controllers (XlFormField *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (focus, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self->editor), focus);
  g_signal_connect (self->editor, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (self->editor, "next", G_CALLBACK (on_next), self);
}

static void
place (XlFormField *self, const char *unit)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_attach (GTK_GRID (grid), self->name, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->editor), 1, 0, 1, 1);
  if (unit != NULL)
    gtk_grid_attach (GTK_GRID (grid), gtk_label_new (unit), 2, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), self->below, 1, 1, unit != NULL ? 2 : 1, 1);
  gtk_box_append (GTK_BOX (self), grid);
}

GtkWidget *
xl_form_field_new (const XlFieldSpec *spec, XlStore *store)
{
  XlFormField *self = g_object_new (XL_TYPE_FORM_FIELD, NULL);

  self->key = g_strdup (spec->key);
  self->title = g_strdup (spec->title);
  self->hint = g_strdup (spec->hint);
  self->type = spec->type;
  self->required = spec->required;
  self->wide = spec->wide || spec->type == XL_FIELD_LONG_TEXT || spec->type == XL_FIELD_CODES
               || spec->type == XL_FIELD_ATTACHMENT;
  self->name = make_title (self);
  self->editor = XL_FORM_EDITOR (make_editor (spec, store));
  gtk_widget_set_hexpand (GTK_WIDGET (self->editor), TRUE);
  self->below = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->below), 0);
  gtk_label_set_wrap (GTK_LABEL (self->below), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->below), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (self->below), XL_FORM_CHARS);
  name_editor (self);
  place (self, spec->unit);
  add_controllers (self);
  show_below (self);
  return GTK_WIDGET (self);
}
