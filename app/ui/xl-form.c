#include "ui/xl-form.h"

#include "ui/xl-form-private.h"

#include <string.h>

/* Between columns, between lines. */
#define GAP 18
#define LINE_GAP 6

struct _XlForm
{
  GtkWidget     parent_instance;
  XlStore      *store;
  GPtrArray    *parts;        /* GtkWidget: fields, headings, the caller's own, in order */
  GtkSizeGroup *titles;
  gboolean      changed;
};
enum { CHANGED, SUBMIT, CANCEL, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlForm, xl_form, GTK_TYPE_WIDGET)

/* --- places ------------------------------------------------------------------------------------------------------- */

static gboolean
is_wide (GtkWidget *part)
{
  return !XL_IS_FORM_FIELD (part) || xl_form_field_is_wide (XL_FORM_FIELD (part));
}

static int
measured (GtkWidget *part, GtkOrientation orientation, int for_size, gboolean natural)
{
  int least, wish;

  gtk_widget_measure (part, orientation, for_size, &least, &wish, NULL, NULL);
  return natural ? wish : least;
}

static int
widest (XlForm *self, gboolean natural)
{
  int most = 0;

  for (guint i = 0; i < self->parts->len; i++)
    if (gtk_widget_get_visible (g_ptr_array_index (self->parts, i)))
      most = MAX (most, measured (g_ptr_array_index (self->parts, i), GTK_ORIENTATION_HORIZONTAL, -1, natural));
  return most;
}

/* Goes over the parts as they stand at @width; allocates them when @place.  Returns the height. */
static int
flow (XlForm *self, int width, gboolean place)
{
  gboolean two = width >= 2 * widest (self, TRUE) + GAP;
  int half = two ? (width - GAP) / 2 : width;
  int y = 0, line = 0;
  gboolean second = FALSE;       /* the next narrow part stands in the second column */

  for (guint i = 0; i < self->parts->len; i++)
    {
      GtkWidget *part = g_ptr_array_index (self->parts, i);
      gboolean wide = is_wide (part) || !two;
      int part_width = wide ? width : half, height;

      if (!gtk_widget_get_visible (part))
        continue;
      height = measured (part, GTK_ORIENTATION_VERTICAL, part_width, TRUE);
      if (wide || !second)
        {
          y += line > 0 ? line + LINE_GAP : 0;
          line = 0;
          second = FALSE;
        }
      if (place)
        gtk_widget_size_allocate (part, &(GtkAllocation) { second ? half + GAP : 0, y, part_width, height }, -1);
      line = MAX (line, height);
      second = !wide && !second;
    }
  return y + line;
}

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
      *minimum = widest (self, FALSE);
      *natural = widest (self, TRUE);
    }
  else
    *minimum = *natural = flow (self, for_size > 0 ? for_size : widest (self, TRUE), FALSE);
}

static void
xl_form_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  flow (XL_FORM (widget), width, TRUE);
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
on_field_next (XlFormField *field, XlForm *self)
{
  guint at = 0;

  g_ptr_array_find (self->parts, field, &at);
  for (guint i = at + 1; i < self->parts->len; i++)
    {
      GtkWidget *part = g_ptr_array_index (self->parts, i);

      if (XL_IS_FORM_FIELD (part) && gtk_widget_get_visible (part) && gtk_widget_get_sensitive (part))
        {
          xl_form_field_focus (XL_FORM_FIELD (part));
          return;
        }
    }
  g_signal_emit (self, signals[SUBMIT], 0);
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
  signals[SUBMIT] = g_signal_new ("submit", XL_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CANCEL] = g_signal_new ("cancel", XL_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
xl_form_init (XlForm *self)
{
  self->parts = g_ptr_array_new ();
  self->titles = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
}

/* --- public ------------------------------------------------------------------------------------------------------- */

XlForm *
xl_form_new (XlStore *store)
{
  XlForm *self = g_object_new (XL_TYPE_FORM, NULL);

  self->store = store != NULL ? g_object_ref (store) : NULL;
  return self;
}

static void
add_part (XlForm *self, GtkWidget *part)
{
  g_ptr_array_add (self->parts, part);
  gtk_widget_set_parent (part, GTK_WIDGET (self));
}

void
xl_form_add (XlForm *self, const XlFieldSpec *spec)
{
  GtkWidget *field = xl_form_field_new (spec, self->store);

  g_signal_connect (field, "changed", G_CALLBACK (on_field_changed), self);
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
  return xl_form_field_get_value (field);
}

char *
xl_form_get_words (XlForm *self, const char *key)
{
  XlFormField *field = find_field (self, key);

  g_return_val_if_fail (field != NULL, NULL);
  return xl_form_field_get_words (field);
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
xl_form_set_sensitive_field (XlForm *self, const char *key, gboolean sensitive)
{
  XlFormField *field = find_field (self, key);

  g_return_if_fail (field != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (field), sensitive);
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

  if (field != NULL)
    xl_form_field_focus (field);
}
