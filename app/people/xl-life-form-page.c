#include "people/xl-life-form-page.h"

#include "base/xl-code.h"
#include "people/xl-card-parts-page.h"
#include "people/xl-people-words.h"
#include "ui/xl-form.h"

#include <glib/gi18n.h>
#include <string.h>

struct _XlLifeForm
{
  GtkBox     parent_instance;
  XlStore   *store;
  GtkWidget *title, *note, *scroll;
  XlForm    *form;          /* made anew for each kind */
  XlLifeKind kind;
  char      *name;
  gint64     person, from;
};
enum { SAVE, CANCEL, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlLifeForm, xl_life_form, GTK_TYPE_BOX)

/* Which fields a kind has, and how it is called. */
static const struct {
  const char *word, *title, *day, *note;
  gboolean    household, relation, words, people;
} kinds[] = {
  [XL_LIFE_DIE] = { "die", N_("Has died"), N_("Day of death"),
                    N_("Counts as a member of the household through that day; everything known of the person stays.") },
  [XL_LIFE_LEAVE] = { "leave", N_("Moves away"), N_("First day away"), N_("The history stays; the person can come back."),
                      .words = TRUE },
  [XL_LIFE_MOVE] = { "move", N_("Moves to another household"), N_("First day there"), NULL, .household = TRUE, .relation = TRUE },
  [XL_LIFE_RETURN] = { "return", N_("Comes into a household"), N_("First day there"), NULL, .household = TRUE, .relation = TRUE },
  [XL_LIFE_SPLIT] = { "split", N_("Household divides"), N_("First day of the new household"),
                      N_("The person becomes head of a new household; whoever is marked goes along. Relations are written anew "
                         "as seen from the new head."), .words = TRUE, .people = TRUE },
  [XL_LIFE_HEAD] = { "head", N_("Becomes head of the household"), N_("First day as head"),
                     N_("The relations of the others are written anew as seen from the new head.") },
  [XL_LIFE_RELATION] = { "relation", N_("Relation to the head"), N_("From this day on"), NULL, .relation = TRUE },
  [XL_LIFE_MERGE] = { "merge", N_("Households are joined"), N_("First day together"),
                      N_("Everybody of this household goes into the other one; this one ends."), .household = TRUE },
};

gboolean
xl_life_kind_parse (const char *word, XlLifeKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].word, word) == 0)
      {
        *kind = (XlLifeKind) i;
        return TRUE;
      }
  return FALSE;
}

static void
on_submit (XlForm *form, XlLifeForm *self)
{
  g_signal_emit (self, signals[SAVE], 0);
}

static void
on_cancel (XlForm *form, XlLifeForm *self)
{
  g_signal_emit (self, signals[CANCEL], 0);
}

/* Building ------------------------------------------------------------------------------------------------------------ */

static void
xl_life_form_dispose (GObject *object)
{
  g_clear_object (&XL_LIFE_FORM (object)->store);
  G_OBJECT_CLASS (xl_life_form_parent_class)->dispose (object);
}

static void
xl_life_form_finalize (GObject *object)
{
  g_free (XL_LIFE_FORM (object)->name);
  G_OBJECT_CLASS (xl_life_form_parent_class)->finalize (object);
}

static void
xl_life_form_class_init (XlLifeFormClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = xl_life_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = xl_life_form_finalize;
  signals[SAVE] = g_signal_new ("save", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CANCEL] = g_signal_new ("cancel", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
xl_life_form_init (XlLifeForm *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *save;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->title = xl_card_text (GTK_WIDGET (self), "", "form-title");
  self->note = xl_card_text (GTK_WIDGET (self), "", "form-note");
  self->scroll = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (self->scroll, TRUE);
  gtk_box_append (GTK_BOX (self), self->scroll);
  gtk_widget_add_css_class (buttons, "card-buttons");
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  xl_card_button (buttons, _("Cancel"), "page.close-form");
  save = xl_card_button (buttons, _("Save"), "page.save-change");
  gtk_widget_add_css_class (save, "primary");
  gtk_box_append (GTK_BOX (self), buttons);
}

GtkWidget *
xl_life_form_new (XlStore *store)
{
  XlLifeForm *self = g_object_new (XL_TYPE_LIFE_FORM, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}

static void
add_relation (XlLifeForm *self, const char *now)
{
  const XlCodeTable *table = xl_code_table (XL_CODE_RELATION);
  guint n = xl_code_table_n (table);
  g_autofree XlChoice *choices = g_new0 (XlChoice, n + 1);
  XlFieldSpec spec = { "relation", _("Relation to the head"), XL_FIELD_CODE, .choices = choices };

  for (guint i = 0; i < n; i++)
    {
      choices[i].code = xl_code_table_code (table, i);
      choices[i].name = xl_code_name (table, choices[i].code);
    }
  xl_form_add (self->form, &spec);
  if (now != NULL)
    xl_form_set_value (self->form, "relation", now);
}

/* Those who may go along, each a check. */
static void
add_people (XlLifeForm *self, const XlPersonCard *card)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree XlChoice *choices = g_new0 (XlChoice, card->members->len + 1);
  XlFieldSpec spec = { "people", _("Who goes along"), XL_FIELD_CODES, .choices = choices, .wide = TRUE };
  guint n = 0;

  for (guint i = 0; i < card->members->len; i++)
    {
      const XlMember *m = g_ptr_array_index (card->members, i);
      const char *relation = xl_people_relation_word (m->relation, m->relation_written);

      if (m->person == card->person->id)
        continue;
      choices[n].code = g_strdup_printf ("%" G_GINT64_FORMAT, m->person);
      choices[n].name = g_strdup_printf ("%s · %s", m->name, relation != NULL ? relation : _("relation not known"));
      g_ptr_array_add (texts, (gpointer) choices[n].code);
      g_ptr_array_add (texts, (gpointer) choices[n++].name);
    }
  xl_form_add (self->form, &spec);
}

static void
add_text (XlLifeForm *self)
{
  XlFieldSpec where = { "words", _("Where to"), XL_FIELD_TEXT, .wide = TRUE };
  XlFieldSpec number = { "words", _("Number of the new household"), XL_FIELD_TEXT, .hint = _("Left empty: the next one.") };

  xl_form_add (self->form, self->kind == XL_LIFE_SPLIT ? &number : &where);
}

static void
begin (XlLifeForm *self, XlLifeKind kind, const XlPersonCard *card, const char *today)
{
  XlFieldSpec household = { "household", _("Household of"), XL_FIELD_HOUSEHOLD, TRUE, .hint = _("Type the name of anybody in it.") };
  XlFieldSpec day = { "day", _(kinds[kind].day), XL_FIELD_DATE, TRUE };
  g_autofree char *title = g_strdup_printf ("%s: %s", _(kinds[kind].title), self->name);

  self->kind = kind;
  self->form = xl_form_new (self->store);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->note), kinds[kind].note != NULL ? _(kinds[kind].note) : "");
  gtk_widget_set_visible (self->note, kinds[kind].note != NULL);
  if (kinds[kind].household)
    xl_form_add (self->form, &household);
  if (kinds[kind].relation)
    add_relation (self, kind == XL_LIFE_RELATION && card->member != NULL ? card->member->relation : NULL);
  if (kinds[kind].people)
    add_people (self, card);
  xl_form_add (self->form, &day);
  xl_form_set_value (self->form, "day", today);
  if (kinds[kind].words)
    add_text (self);
  g_signal_connect (self->form, "submit", G_CALLBACK (on_submit), self);
  g_signal_connect (self->form, "cancel", G_CALLBACK (on_cancel), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroll), GTK_WIDGET (self->form));
}

void
xl_life_form_begin (XlLifeForm *self, XlLifeKind kind, const XlPersonCard *card, const char *today)
{
  g_free (self->name);
  self->name = g_strdup (card->person->name);
  self->person = card->person->id;
  self->from = card->household != NULL ? card->household->id : 0;
  begin (self, kind, card, today);
}

void
xl_life_form_begin_household (XlLifeForm *self, const XlHouseholdCard *card, const char *today)
{
  g_free (self->name);
  self->name = g_strdup (card->household->number);
  self->person = 0;
  self->from = card->household->id;
  begin (self, XL_LIFE_MERGE, NULL, today);
}

void
xl_life_form_focus (XlLifeForm *self)
{
  xl_form_focus (self->form, NULL);
}

/* What was typed ------------------------------------------------------------------------------------------------------ */

static char *
value_or_null (XlLifeForm *self, gboolean has, const char *key)
{
  g_autofree char *value = has ? xl_form_get_value (self->form, key) : NULL;

  return value != NULL && value[0] != '\0' ? g_steal_pointer (&value) : NULL;
}

static GArray *
parse_people (const char *text)
{
  g_auto(GStrv) keys = g_strsplit (text != NULL ? text : "", " ", -1);
  GArray *people = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; keys[i] != NULL && keys[i][0] != '\0'; i++)
    {
      gint64 id = g_ascii_strtoll (keys[i], NULL, 10);

      g_array_append_val (people, id);
    }
  return people;
}

XlLife *
xl_life_form_take (XlLifeForm *self)
{
  g_autofree char *household = NULL, *people = NULL;
  XlLife *life;

  if (!xl_form_check (self->form))
    return NULL;
  household = value_or_null (self, kinds[self->kind].household, "household");
  people = value_or_null (self, kinds[self->kind].people, "people");
  life = g_new0 (XlLife, 1);
  life->kind = self->kind;
  life->person = self->person;
  life->from = self->from;
  life->household = household != NULL ? g_ascii_strtoll (household, NULL, 10) : 0;
  life->relation = value_or_null (self, kinds[self->kind].relation, "relation");
  life->words = value_or_null (self, kinds[self->kind].words, "words");
  life->day = value_or_null (self, TRUE, "day");
  life->people = parse_people (people);
  return life;
}

char *
xl_life_form_label (XlLifeForm *self)
{
  return g_strdup (gtk_label_get_text (GTK_LABEL (self->title)));
}
