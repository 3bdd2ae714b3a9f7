#include "ui/xl-form-private.h"

#include "ui/xl-file-picker.h"
#include "ui/xl-flow.h"
#include "ui/xl-person-picker.h"

#include <glib/gi18n.h>
#include <string.h>

struct _XlFormField
{
  GtkBox       parent_instance;
  char        *key, *title, *hint, *remark;
  XlFieldType  type;
  gboolean     required, wide;
  char       **codes;            /* of a drop-down (first "" unless required) or of checks */
  GtkWidget   *widget;           /* entry, text view, drop-down, check, box of checks, picker, button */
  GtkWidget   *name;             /* the label of the title */
  GtkWidget   *below;            /* error, remark or hint */
  gboolean     bad;
  char        *path;             /* of an attachment */
  gboolean     quiet;            /* set by program: no "changed" */
};
enum { CHANGED, NEXT, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlFormField, xl_form_field, GTK_TYPE_BOX)

/* --- saying ------------------------------------------------------------------------------------------------------- */

static void
show_below (XlFormField *self, const char *words, const char *css_class)
{
  gtk_label_set_text (GTK_LABEL (self->below), words != NULL ? words : "");
  gtk_widget_set_visible (self->below, words != NULL && *words != '\0');
  gtk_widget_remove_css_class (self->below, "field-error");
  gtk_widget_remove_css_class (self->below, "field-remark");
  gtk_widget_add_css_class (self->below, css_class);
}

static void
show_quiet (XlFormField *self)
{
  gboolean inside = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  show_below (self, self->remark != NULL ? self->remark : inside ? self->hint : NULL, "field-remark");
}

void
xl_form_field_set_error (XlFormField *self, const char *words)
{
  self->bad = words != NULL && *words != '\0';
  if (self->bad)
    {
      gtk_widget_add_css_class (self->widget, "bad");
      show_below (self, words, "field-error");
    }
  else
    {
      gtk_widget_remove_css_class (self->widget, "bad");
      show_quiet (self);
    }
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->widget), GTK_ACCESSIBLE_STATE_INVALID,
                               self->bad ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

void
xl_form_field_set_remark (XlFormField *self, const char *words)
{
  g_free (self->remark);
  self->remark = words != NULL && *words != '\0' ? g_strdup (words) : NULL;
  if (!self->bad)
    show_quiet (self);
}

/* --- what happens in the widget ----------------------------------------------------------------------------------- */

static void
changed (XlFormField *self)
{
  if (self->quiet)
    return;
  xl_form_field_set_error (self, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
next (XlFormField *self)
{
  g_signal_emit (self, signals[NEXT], 0);
}

static void
on_picked (XlPersonPicker *picker, gint64 id, XlFormField *self)
{
  changed (self);
  if (id != 0 && !self->quiet)
    next (self);
}

/* What was typed becomes the value as it is kept: 2024.3.5 → 2024-03-05. */
static void
on_leave (GtkEventControllerFocus *controller, XlFormField *self)
{
  g_autofree char *value = NULL;
  const char *reason = NULL;

  if (GTK_IS_ENTRY (self->widget))
    {
      value = xl_form_value_read (self->type, gtk_editable_get_text (GTK_EDITABLE (self->widget)), &reason);
      if (value == NULL)
        xl_form_field_set_error (self, _(reason));
      else
        xl_form_field_set_value (self, value, NULL);
    }
  if (!self->bad)
    show_below (self, self->remark, "field-remark");
}

static void
on_enter (GtkEventControllerFocus *controller, XlFormField *self)
{
  if (!self->bad)
    show_quiet (self);
}

/* Enter goes on, also where the widget has another use for it; Shift+Enter is a new line of a long text. */
static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType modifiers, XlFormField *self)
{
  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter)
    return FALSE;
  if (modifiers & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK))
    return FALSE;
  next (self);
  return TRUE;
}

static void
on_paths (char **paths, gpointer data)
{
  g_autoptr(XlFormField) self = data;

  if (paths == NULL)
    return;
  xl_form_field_set_value (self, paths[0], NULL);
  changed (self);
}

static void
on_choose_file (GtkButton *button, XlFormField *self)
{
  XlPickWords words = { .kind = XL_PICK_OPEN, .title = self->title, .accept = _("Attach") };

  xl_file_picker_show (GTK_WIDGET (self), &words, on_paths, g_object_ref (self));
}

/* --- the widgets -------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_entry (XlFormField *self)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  if (self->type == XL_FIELD_IDENTITY)
    gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_ALPHA);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (next), self);
  return entry;
}

static GtkWidget *
make_text (XlFormField *self)
{
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 6);
  gtk_widget_add_css_class (view, "long-text");
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed", G_CALLBACK (changed), self);
  return view;
}

static GtkWidget *
make_drop_down (XlFormField *self, const XlChoice *choices)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *codes = g_ptr_array_new ();
  GtkWidget *down;

  if (!self->required)
    {
      gtk_string_list_append (names, _("(none)"));
      g_ptr_array_add (codes, g_strdup (""));
    }
  for (const XlChoice *c = choices; c != NULL && c->code != NULL; c++)
    {
      gtk_string_list_append (names, c->name);
      g_ptr_array_add (codes, g_strdup (c->code));
    }
  g_ptr_array_add (codes, NULL);
  self->codes = (char **) g_ptr_array_free (codes, FALSE);
  down = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (names)),
                            gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (down), g_strv_length (self->codes) > 12);
  if (self->required)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (down), GTK_INVALID_LIST_POSITION);
  g_signal_connect_swapped (down, "notify::selected", G_CALLBACK (changed), self);
  return down;
}

static GtkWidget *
make_checks (XlFormField *self, const XlChoice *choices)
{
  GtkWidget *box = xl_flow_new (6, 6);
  GPtrArray *codes = g_ptr_array_new ();

  for (const XlChoice *c = choices; c != NULL && c->code != NULL; c++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (c->name);

      g_signal_connect_swapped (check, "toggled", G_CALLBACK (changed), self);
      xl_flow_add (XL_FLOW (box), check);
      g_ptr_array_add (codes, g_strdup (c->code));
    }
  g_ptr_array_add (codes, NULL);
  self->codes = (char **) g_ptr_array_free (codes, FALSE);
  return box;
}

static GtkWidget *
make_check (XlFormField *self)
{
  GtkWidget *check = gtk_check_button_new_with_label (_("Yes"));

  g_signal_connect_swapped (check, "toggled", G_CALLBACK (changed), self);
  return check;
}

static GtkWidget *
make_picker (XlFormField *self, XlStore *store)
{
  GtkWidget *picker = GTK_WIDGET (xl_person_picker_new (store));

  if (self->type == XL_FIELD_HOUSEHOLD)
    xl_person_picker_set_households (XL_PERSON_PICKER (picker), TRUE);
  g_signal_connect (picker, "picked", G_CALLBACK (on_picked), self);
  return picker;
}

static GtkWidget *
make_widget (XlFormField *self, const XlFieldSpec *spec, XlStore *store)
{
  GtkWidget *button;

  switch (spec->type)
    {
    case XL_FIELD_LONG_TEXT:
      return make_text (self);
    case XL_FIELD_YES_NO:
      return make_check (self);
    case XL_FIELD_CODE:
      return make_drop_down (self, spec->choices);
    case XL_FIELD_CODES:
      return make_checks (self, spec->choices);
    case XL_FIELD_PERSON: case XL_FIELD_HOUSEHOLD:
      return make_picker (self, store);
    case XL_FIELD_ATTACHMENT:
      button = gtk_button_new_with_label (_("Choose a file…"));
      g_signal_connect (button, "clicked", G_CALLBACK (on_choose_file), self);
      return button;
    default:
      return make_entry (self);
    }
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static char *
text_value (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;
  char *text;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return g_strstrip (text);
}

static GtkCheckButton *
check_at (GtkWidget *box, int i)
{
  return GTK_CHECK_BUTTON (xl_flow_get (XL_FLOW (box), i));
}

static char *
checks_value (XlFormField *self)
{
  GString *value = g_string_new (NULL);

  for (int i = 0; self->codes[i] != NULL; i++)
    if (gtk_check_button_get_active (check_at (self->widget, i)))
      g_string_append_printf (value, "%s%s", value->len > 0 ? " " : "", self->codes[i]);
  return g_string_free (value, FALSE);
}

char *
xl_form_field_get_value (XlFormField *self)
{
  const char *reason;
  char *value;
  guint selected;
  gint64 id;

  switch (self->type)
    {
    case XL_FIELD_LONG_TEXT:
      return text_value (self->widget);
    case XL_FIELD_YES_NO:
      return g_strdup (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->widget)) ? "1" : "0");
    case XL_FIELD_CODE:
      selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->widget));
      return g_strdup (selected < g_strv_length (self->codes) ? self->codes[selected] : "");
    case XL_FIELD_CODES:
      return checks_value (self);
    case XL_FIELD_PERSON: case XL_FIELD_HOUSEHOLD:
      id = xl_person_picker_get_id (XL_PERSON_PICKER (self->widget));
      return id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : g_strdup ("");
    case XL_FIELD_ATTACHMENT:
      return g_strdup (self->path != NULL ? self->path : "");
    default:
      value = xl_form_value_read (self->type, gtk_editable_get_text (GTK_EDITABLE (self->widget)), &reason);
      return value != NULL ? value : g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->widget)));
    }
}

static void
set_code (XlFormField *self, const char *value)
{
  guint position = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; self->codes[i] != NULL; i++)
    if (g_str_equal (self->codes[i], value))
      position = i;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->widget), position);
}

static void
set_codes (XlFormField *self, const char *value)
{
  g_auto(GStrv) codes = g_strsplit (value, " ", -1);

  for (int i = 0; self->codes[i] != NULL; i++)
    gtk_check_button_set_active (check_at (self->widget, i),
                                 g_strv_contains ((const char *const *)codes, self->codes[i]));
}

static void
set_path (XlFormField *self, const char *value)
{
  g_autofree char *name = *value != '\0' ? g_path_get_basename (value) : g_strdup (_("Choose a file…"));

  g_free (self->path);
  self->path = g_strdup (value);
  gtk_button_set_label (GTK_BUTTON (self->widget), name);
}

static void
set_entry (XlFormField *self, const char *value)
{
  g_autofree char *shown = xl_form_value_show (self->type, value);

  if (g_strcmp0 (shown, gtk_editable_get_text (GTK_EDITABLE (self->widget))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->widget), shown);
}

char *
xl_form_field_get_words (XlFormField *self)
{
  if (!XL_IS_PERSON_PICKER (self->widget) || xl_person_picker_get_id (XL_PERSON_PICKER (self->widget)) == 0)
    return NULL;
  return g_strdup (xl_person_picker_get_words (XL_PERSON_PICKER (self->widget)));
}

void
xl_form_field_set_value (XlFormField *self, const char *value, const char *words)
{
  const char *text = value != NULL ? value : "";

  self->quiet = TRUE;
  if (self->type == XL_FIELD_LONG_TEXT)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->widget)), text, -1);
  else if (self->type == XL_FIELD_YES_NO)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->widget), g_str_equal (text, "1"));
  else if (self->type == XL_FIELD_CODE)
    set_code (self, text);
  else if (self->type == XL_FIELD_CODES)
    set_codes (self, text);
  else if (self->type == XL_FIELD_PERSON || self->type == XL_FIELD_HOUSEHOLD)
    xl_person_picker_set (XL_PERSON_PICKER (self->widget), g_ascii_strtoll (text, NULL, 10), words);
  else if (self->type == XL_FIELD_ATTACHMENT)
    set_path (self, text);
  else
    set_entry (self, text);
  self->quiet = FALSE;
}

char *
xl_form_field_check (XlFormField *self)
{
  g_autofree char *value = xl_form_field_get_value (self);
  g_autofree char *read = NULL;
  const char *reason = NULL;

  if (*value == '\0')
    return self->required ? g_strdup_printf (_("%s is missing."), self->title) : NULL;
  if (!GTK_IS_ENTRY (self->widget))
    return NULL;
  read = xl_form_value_read (self->type, gtk_editable_get_text (GTK_EDITABLE (self->widget)), &reason);
  return read == NULL ? g_strdup (_(reason)) : NULL;
}

void
xl_form_field_focus (XlFormField *self)
{
  if (!gtk_widget_grab_focus (self->widget))
    gtk_widget_child_focus (self->widget, GTK_DIR_TAB_FORWARD);
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
  g_free (self->hint);
  g_free (self->remark);
  g_free (self->path);
  g_strfreev (self->codes);
  G_OBJECT_CLASS (xl_form_field_parent_class)->finalize (object);
}

static void
xl_form_field_class_init (XlFormFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = xl_form_field_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", XL_TYPE_FORM_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NEXT] = g_signal_new ("next", XL_TYPE_FORM_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
xl_form_field_init (XlFormField *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
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
add_controllers (XlFormField *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys;

  g_signal_connect (focus, "enter", G_CALLBACK (on_enter), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (self->widget, focus);
  if (GTK_IS_ENTRY (self->widget) || XL_IS_PERSON_PICKER (self->widget) || GTK_IS_BUTTON (self->widget))
    return;
  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (self->widget, keys);
}

GtkWidget *
xl_form_field_new (const XlFieldSpec *spec, XlStore *store)
{
  XlFormField *self = g_object_new (XL_TYPE_FORM_FIELD, NULL);
  GtkWidget *grid = gtk_grid_new ();

  self->key = g_strdup (spec->key);
  self->title = g_strdup (spec->title);
  self->hint = g_strdup (spec->hint);
  self->type = spec->type;
  self->required = spec->required;
  self->wide = spec->wide || spec->type == XL_FIELD_LONG_TEXT || spec->type == XL_FIELD_CODES;
  self->name = make_title (self);
  self->widget = make_widget (self, spec, store);
  gtk_widget_set_hexpand (self->widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->widget), GTK_ACCESSIBLE_PROPERTY_LABEL, spec->title, -1);
  self->below = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->below), 0);
  gtk_label_set_wrap (GTK_LABEL (self->below), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->below), 24);
  gtk_widget_set_visible (self->below, FALSE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_attach (GTK_GRID (grid), self->name, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), self->widget, 1, 0, 1, 1);
  if (spec->unit != NULL)
    gtk_grid_attach (GTK_GRID (grid), gtk_label_new (spec->unit), 2, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), self->below, 1, 1, 2, 1);
  gtk_box_append (GTK_BOX (self), grid);
  add_controllers (self);
  return GTK_WIDGET (self);
}
