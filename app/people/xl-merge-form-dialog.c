#include "people/xl-merge-form-dialog.h"

#include "people/xl-people-page-private.h"
#include "people/xl-people-words.h"
#include "people/xl-person-twin.h"

#include <glib/gi18n.h>

/* What is compared: the column that is shown, and the fact it stands for. */
static const struct { const char *column, *fact; } rows[] = {
  { "name", "name" }, { "sex", "sex" }, { "birth_date", "birth_date" }, { "ethnic", "ethnic" }, { "id_written", "number" },
  { "phone_written", "phone" }, { "education", "education" }, { "political", "political" }, { "marital", "marital" },
  { "hukou", "hukou" }, { "away", "away" }, { "address", "address" }, { "note", "note" }, { "death_date", "death_date" },
};

struct _XlMergeForm
{
  GtkWidget     parent_instance;
  GtkWidget    *grid;
  GtkWidget    *second[G_N_ELEMENTS (rows)];   /* the choice of the second row's value; NULL: nothing to choose */
  XlPersonCard *a, *b;
};
G_DEFINE_FINAL_TYPE (XlMergeForm, xl_merge_form, GTK_TYPE_WIDGET)

/* As written, or cleaned when nothing else was written. */
static const char *
value_of (const XlPerson *p, const char *column)
{
  const char *text = *xl_person_field ((XlPerson *) p, column);

  if (text == NULL && strcmp (column, "id_written") == 0)
    return p->id_number;
  return text == NULL && strcmp (column, "phone_written") == 0 ? p->phone : text;
}

/* Numbers whole: it is by them that one tells. */
static char *
words_of (const XlPerson *p, const char *column)
{
  const char *value = value_of (p, column);
  char *words = value != NULL && strcmp (column, "id_written") != 0 ? xl_people_page_column_words ("person", column, value) : NULL;

  return words != NULL ? words : g_strdup (value != NULL ? value : "");
}

static GtkWidget *
add_label (XlMergeForm *self, const char *text, int column, int row, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 22);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (GTK_GRID (self->grid), label, column, row, 1, 1);
  return label;
}

static GtkWidget *
add_choice (XlMergeForm *self, const char *text, const char *title, int column, int row)
{
  GtkWidget *button = gtk_check_button_new_with_label (text);
  g_autofree char *name = g_strdup_printf ("%s: %s", title, text);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_grid_attach (GTK_GRID (self->grid), button, column, row, 1, 1);
  return button;
}

/* One value is known: it is taken.  Two that differ: the first, unless the other is chosen. */
static void
add_row (XlMergeForm *self, guint i)
{
  g_autofree char *a = words_of (self->a->person, rows[i].column);
  g_autofree char *b = words_of (self->b->person, rows[i].column);
  const char *title = xl_people_page_column_title ("person", rows[i].column);
  int row = (int) i + 1;

  if (*a == '\0' && *b == '\0')
    return;
  add_label (self, title, 0, row, "note");
  if (*a == '\0' || *b == '\0' || strcmp (a, b) == 0)
    {
      add_label (self, a, 1, row, NULL);
      add_label (self, b, 2, row, NULL);
      return;
    }
  gtk_check_button_set_active (GTK_CHECK_BUTTON (add_choice (self, a, title, 1, row)), TRUE);
  self->second[i] = add_choice (self, b, title, 2, row);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (self->second[i]),
                              GTK_CHECK_BUTTON (gtk_grid_get_child_at (GTK_GRID (self->grid), 1, row)));
}

static char *
household_words (const XlPersonCard *card)
{
  if (card->household == NULL)
    return g_strdup ("");
  return g_strdup_printf (_("No. %s, %u people"), card->household->number, card->members->len);
}

static void
add_household (XlMergeForm *self, int row)
{
  g_autofree char *a = household_words (self->a), *b = household_words (self->b);

  add_label (self, _("Household"), 0, row, "note");
  add_label (self, a, 1, row, NULL);
  add_label (self, b, 2, row, NULL);
}

void
xl_merge_form_clear (XlMergeForm *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
  memset (self->second, 0, sizeof self->second);
  g_clear_pointer (&self->a, xl_person_card_free);
  g_clear_pointer (&self->b, xl_person_card_free);
}

void
xl_merge_form_show (XlMergeForm *self, XlPersonCard *a, XlPersonCard *b)
{
  xl_merge_form_clear (self);
  self->a = xl_person_card_ref (a);
  self->b = xl_person_card_ref (b);
  add_label (self, "", 0, 0, NULL);
  add_label (self, _("This row stays"), 1, 0, "strong");
  add_label (self, _("This row goes into it"), 2, 0, "strong");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    add_row (self, i);
  add_household (self, G_N_ELEMENTS (rows) + 1);
}

/* A fact the first does not know, or one that was chosen of the second. */
static gboolean
is_second (XlMergeForm *self, guint i)
{
  if (self->second[i] != NULL)
    return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->second[i]));
  return value_of (self->a->person, rows[i].column) == NULL && value_of (self->b->person, rows[i].column) != NULL;
}

XlPerson *
xl_merge_form_result (XlMergeForm *self)
{
  XlPerson *result = xl_person_copy (self->a->person);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (is_second (self, i))
      xl_person_take (result, self->b->person, rows[i].fact);
  return result;
}

static void
xl_merge_form_dispose (GObject *object)
{
  XlMergeForm *self = XL_MERGE_FORM (object);

  if (self->grid != NULL)
    xl_merge_form_clear (self);
  g_clear_pointer (&self->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (xl_merge_form_parent_class)->dispose (object);
}

static void
xl_merge_form_class_init (XlMergeFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_merge_form_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
xl_merge_form_init (XlMergeForm *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 3);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
}

XlMergeForm *
xl_merge_form_new (void)
{
  return g_object_new (XL_TYPE_MERGE_FORM, NULL);
}
