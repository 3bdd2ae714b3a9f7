#include "ui/xl-form.h"

#include "ui/xl-form-private.h"

#include <glib/gi18n.h>
#include <string.h>

struct _XlForm
{
  GtkWidget     parent_instance;
  XlStore      *store;
  GPtrArray    *parts;        /* GtkWidget: fields, headings, the caller's own, in order */
  GtkSizeGroup *titles;
  GtkWidget    *star;         /* what the star says; NULL until a field has one */
  gboolean      changed, two_columns;
};
enum { CHANGED, LEFT, SUBMIT, SAVE, CANCEL, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlForm, xl_form, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
xl_form_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
xl_form_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                 int *minimum_baseline, int *natural_baseline)
{
  XlForm *self = XL_FORM (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = xl_form_layout_least (self->parts);
      *natural = MAX (xl_form_layout_wish (self->parts, self->two_columns), *minimum);
    }
  else
    *minimum = *natural = xl_form_layout (self->parts, for_size > 0 ? for_size : xl_form_layout_wish (self->parts, self->two_columns), FALSE);
}

static void
xl_form_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  xl_form_layout (XL_FORM (widget)->parts, width, TRUE);
}

/* --- going from field to field ------------------------------------------------------------------------------------ */

static XlFormField *
find_field (XlForm *self, const char *key)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      GtkWidget *part = g_ptr_array_index (self->parts, i);

      if (XL_IS_FORM_FIELD (part) && (key == NULL || g_str_equal (xl_form_field_get_key (XL_FORM_FIELD (part)), key)))
        return XL_FORM_FIELD (part);
    }
  return NULL;
}

static void
on_field_changed (XlFormField *field, XlForm *self)
{
  self->changed = TRUE;
  g_signal_emit (self, signals[CHANGED], 0, xl_form_field_get_key (field));
}

static void
on_field_left (XlFormField *field, XlForm *self)
{
  g_signal_emit (self, signals[LEFT], 0, xl_form_field_get_key (field));
}

XlFormField *
xl_form_focused_field (XlForm *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      GtkWidget *part = g_ptr_array_index (self->parts, i);

      if (XL_IS_FORM_FIELD (part) && gtk_widget_get_focus_child (part) != NULL)
        return XL_FORM_FIELD (part);
    }
  return NULL;
}

XlFormField *
xl_form_neighbour (XlForm *self, XlFormField *field, gboolean before)
{
  guint at = 0;
  int step = before ? -1 : 1;

  g_ptr_array_find (self->parts, field, &at);
  for (int i = (int) at + step; i >= 0 && i < (int) self->parts->len; i += step)
    {
      GtkWidget *part = g_ptr_array_index (self->parts, i);

      if (XL_IS_FORM_FIELD (part) && xl_form_field_is_asked (XL_FORM_FIELD (part)))
        return XL_FORM_FIELD (part);
    }
  return NULL;
}

void
xl_form_submit (XlForm *self)
{
  g_signal_emit (self, signals[SUBMIT], 0);
}

void
xl_form_save (XlForm *self)
{
  gboolean heard = g_signal_has_handler_pending (self, signals[SAVE], 0, FALSE);

  g_signal_emit (self, signals[heard ? SAVE : SUBMIT], 0);
}

static void
on_field_next (XlFormField *field, XlForm *self)
{
  XlFormField *next = xl_form_neighbour (self, field, FALSE);

  if (next != NULL)
    xl_form_field_focus (next);
  else
    xl_form_submit (self);
}

static gboolean
on_escape (GtkWidget *widget, GVariant *args, gpointer data)
{
  g_signal_emit (widget, signals[CANCEL], 0);
  return TRUE;
}

/* --- virtual functions -------------------------------------------------------------------------------------------- */

static void
xl_form_dispose (GObject *object)
{
  XlForm *self = XL_FORM (object);

  for (guint i = 0; i < self->parts->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->parts, i));
  g_ptr_array_set_size (self->parts, 0);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (xl_form_parent_class)->dispose (object);
}

static void
xl_form_finalize (GObject *object)
{
  g_ptr_array_unref (XL_FORM (object)->parts);
  g_object_unref (XL_FORM (object)->titles);
  G_OBJECT_CLASS (xl_form_parent_class)->finalize (object);
}

static void
xl_form_class_init (XlFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = xl_form_dispose;
  object_class->finalize = xl_form_finalize;
  widget_class->get_request_mode = xl_form_get_request_mode;
  widget_class->measure = xl_form_measure;
  widget_class->size_allocate = xl_form_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "form");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_FORM);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  signals[CHANGED] = g_signal_new ("changed", XL_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);
  signals[LEFT] = g_signal_new ("left", XL_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_STRING);
  signals[SUBMIT] = g_signal_new ("submit", XL_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVE] = g_signal_new ("save", XL_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CANCEL] = g_signal_new ("cancel", XL_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
xl_form_init (XlForm *self)
{
  self->parts = g_ptr_array_new ();
  self->titles = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  xl_form_keys_add (self);
}

/* --- public ------------------------------------------------------------------------------------------------------- */

XlForm *
xl_form_new (XlStore *store)
{
  XlForm *self = g_object_new (XL_TYPE_FORM, NULL);

  self->store = store != NULL ? g_object_ref (store) : NULL;
  return self;
}

void
xl_form_set_two_columns (XlForm *self, gboolean two)
{
  self->two_columns = two;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
add_part (XlForm *self, GtkWidget *part)
{
  g_ptr_array_add (self->parts, part);
  gtk_widget_set_parent (part, GTK_WIDGET (self));
}

/* Said once, before the first field. */
static void
explain_star (XlForm *self)
{
  self->star = gtk_label_new (_("* must be filled in"));
  gtk_label_set_xalign (GTK_LABEL (self->star), 1);
  gtk_widget_add_css_class (self->star, "note");
  gtk_widget_add_css_class (self->star, "small");
  g_ptr_array_insert (self->parts, 0, self->star);
  gtk_widget_insert_after (self->star, GTK_WIDGET (self), NULL);
}

void
xl_form_add (XlForm *self, const XlFieldSpec *spec)
{
  GtkWidget *field = xl_form_field_new (spec, self->store);

  if (self->star == NULL && spec->required && spec->type != XL_FIELD_SHOWN)
    explain_star (self);
  g_signal_connect (field, "changed", G_CALLBACK (on_field_changed), self);
  g_signal_connect (field, "left", G_CALLBACK (on_field_left), self);
  g_signal_connect (field, "next", G_CALLBACK (on_field_next), self);
  gtk_size_group_add_widget (self->titles, xl_form_field_get_title (XL_FORM_FIELD (field)));
  add_part (self, field);
}

void
xl_form_add_heading (XlForm *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "section");
  add_part (self, label);
}

void
xl_form_add_widget (XlForm *self, GtkWidget *widget)
{
  add_part (self, widget);
}

void
xl_form_set_value (XlForm *self, const char *key, const char *value)
{
  xl_form_set_value_words (self, key, value, NULL);
}

void
xl_form_set_value_words (XlForm *self, const char *key, const char *value, const char *words)
{
  XlFormField *field = find_field (self, key);

  g_return_if_fail (field != NULL);
  xl_form_field_set_value (field, value, words);
}

char *
xl_form_get_value (XlForm *self, const char *key)
{
  XlFormField *field = find_field (self, key);

  g_return_val_if_fail (field != NULL, NULL);
  return xl_form_editor_get_value (XL_FORM_EDITOR (xl_form_field_get_editor (field)));
}

char *
xl_form_get_words (XlForm *self, const char *key)
{
  XlFormField *field = find_field (self, key);

  g_return_val_if_fail (field != NULL, NULL);
  return xl_form_editor_get_words (XL_FORM_EDITOR (xl_form_field_get_editor (field)));
}

gboolean
xl_form_is_changed (XlForm *self)
{
  return self->changed;
}

void
xl_form_settle (XlForm *self)
{
  self->changed = FALSE;
}

void
xl_form_unsettle (XlForm *self)
{
  self->changed = TRUE;
}

void
xl_form_set_field_visible (XlForm *self, const char *key, gboolean visible)
{
  XlFormField *field = find_field (self, key);

  g_return_if_fail (field != NULL);
  gtk_widget_set_visible (GTK_WIDGET (field), visible);
}

void
xl_form_set_error (XlForm *self, const char *key, const char *words)
{
  XlFormField *field = find_field (self, key);

  g_return_if_fail (field != NULL);
  xl_form_field_set_error (field, words);
}

void
xl_form_set_flag (XlForm *self, const char *key, const char *words)
{
  XlFormField *field = find_field (self, key);

  g_return_if_fail (field != NULL);
  xl_form_field_set_flag (field, words);
}

void
xl_form_set_suggest (XlForm *self, const char *key, XlFormSuggestFunc func, gpointer data, GDestroyNotify free_data)
{
  XlFormField *field = find_field (self, key);

  g_return_if_fail (field != NULL);
  xl_form_entry_set_suggest (xl_form_field_get_editor (field), self->store, func, data, free_data);
}

void
xl_form_set_remark (XlForm *self, const char *key, const char *words)
{
  XlFormField *field = find_field (self, key);

  g_return_if_fail (field != NULL);
  xl_form_field_set_remark (field, words);
}

gboolean
xl_form_check (XlForm *self)
{
  XlFormField *first_bad = NULL;

  for (guint i = 0; i < self->parts->len; i++)
    {
      GtkWidget *part = g_ptr_array_index (self->parts, i);
      g_autofree char *words = NULL;

      if (!XL_IS_FORM_FIELD (part) || !gtk_widget_get_visible (part))
        continue;
      words = xl_form_field_check (XL_FORM_FIELD (part));
      xl_form_field_set_error (XL_FORM_FIELD (part), words);
      if (words != NULL && first_bad == NULL)
        first_bad = XL_FORM_FIELD (part);
    }
  if (first_bad != NULL)
    xl_form_field_focus (first_bad);
  return first_bad == NULL;
}

void
xl_form_focus (XlForm *self, const char *key)
{
  XlFormField *field = find_field (self, key);

  if (field != NULL && key == NULL && !xl_form_field_is_asked (field))
    field = xl_form_neighbour (self, field, FALSE);
  if (field != NULL)
    xl_form_field_focus (field);
}

char *
xl_form_check_field (XlForm *self, const char *key)
{
  XlFormField *field = find_field (self, key);

  g_return_val_if_fail (field != NULL, NULL);
  return xl_form_field_check (field);
}

const char *
xl_form_get_focused (XlForm *self)
{
  XlFormField *field = xl_form_focused_field (self);

  return field != NULL ? xl_form_field_get_key (field) : NULL;
}
