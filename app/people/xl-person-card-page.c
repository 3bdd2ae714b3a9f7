#include "people/xl-person-card-page.h"

#include "base/xl-code.h"
#include "base/xl-date.h"
#include "base/xl-identity.h"
#include "base/xl-mask.h"
#include "people/xl-card-parts-page.h"
#include "people/xl-people-words.h"
#include "people/xl-person-kind-table.h"
#include "ui/xl-speak.h"

#include <glib/gi18n.h>

struct _XlPersonCardView
{
  GtkBox     parent_instance;
  GtkWidget *buttons, *box;
  GMenu     *changes;
  char      *number;        /* whole, for 〔Show〕 */
  GtkWidget *number_label;
};
G_DEFINE_FINAL_TYPE (XlPersonCardView, xl_person_card_view, GTK_TYPE_BOX)

/* The number --------------------------------------------------------------------------------------------------------- */

static void
on_show_number (GtkToggleButton *button, XlPersonCardView *self)
{
  gboolean whole = gtk_toggle_button_get_active (button);
  g_autofree char *masked = xl_mask (self->number, XL_MASK_IDENTITY, XL_MASK_PUBLIC);

  gtk_label_set_text (GTK_LABEL (self->number_label), whole ? self->number : masked);
  gtk_button_set_label (GTK_BUTTON (button), whole ? _("Hide") : C_("identity number", "Show"));
}

static void
add_number (XlPersonCardView *self, const XlPerson *p)
{
  const char *number = p->id_number != NULL ? p->id_number : p->id_written;
  XlIdentity identity;
  g_autofree char *masked = NULL;
  GtkWidget *line, *button;

  g_free (self->number);
  self->number = g_strdup (number);
  xl_identity_parse (p->id_written != NULL ? p->id_written : p->id_number, XL_IDENTITY_TEXT, NULL, &identity);
  if (number != NULL)
    {
      masked = xl_mask (number, XL_MASK_IDENTITY, XL_MASK_PUBLIC);
      line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      gtk_box_append (GTK_BOX (self->box), line);
      self->number_label = xl_card_text (line, masked, "tabular");
      button = gtk_toggle_button_new_with_label (C_("identity number", "Show"));
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      g_signal_connect (button, "toggled", G_CALLBACK (on_show_number), self);
      gtk_box_append (GTK_BOX (line), button);
    }
  if (p->id_number == NULL)
    {
      g_autofree char *words = g_strdup_printf (_("Identity number to be checked: %s"),
                                                identity.reason != NULL ? _(identity.reason) : _("there is none"));

      xl_card_text (self->box, words, "amber");
    }
}

/* The rest ----------------------------------------------------------------------------------------------------------- */

/* "女 · 80 · 1946-02-03 · 汉族" */
static char *
head_line (const XlPerson *p, const char *today)
{
  const char *end = p->death_date != NULL ? p->death_date : today;
  int age = p->birth_date != NULL ? xl_age_on (p->birth_date, end) : -1;
  const char *sex = xl_people_sex_word (p->sex);
  const char *ethnic = p->ethnic != NULL ? xl_code_name (xl_code_table (XL_CODE_ETHNIC), p->ethnic) : NULL;
  g_autofree char *years = age >= 0 ? g_strdup_printf (ngettext ("%d year old", "%d years old", (gulong) age), age) : NULL;
  g_autofree char *born = p->birth_date != NULL ? g_strdup_printf (_("born %s"), p->birth_date) : NULL;
  const char *parts[] = { sex, years, born, ethnic };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_kinds (XlPersonCardView *self, GPtrArray *kinds)
{
  GtkWidget *flow;

  if (kinds->len == 0)
    return;
  flow = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 6);
  gtk_widget_set_halign (flow, GTK_ALIGN_START);
  for (guint i = 0; i < kinds->len; i++)
    {
      const XlPersonKind *k = g_ptr_array_index (kinds, i);
      const char *name = xl_code_name (xl_code_table (XL_CODE_KIND), k->kind);
      GtkWidget *tag = gtk_label_new (name != NULL ? name : k->kind);

      gtk_widget_add_css_class (tag, "tag");
      gtk_flow_box_insert (GTK_FLOW_BOX (flow), tag, -1);
      gtk_widget_set_focusable (gtk_widget_get_parent (tag), FALSE);
    }
  gtk_box_append (GTK_BOX (self->box), flow);
}

static const char *
code_word (const char *table, const char *code)
{
  const char *name = code != NULL ? xl_code_name (xl_code_table (table), code) : NULL;

  return name != NULL ? name : code;
}

static void
add_facts (XlPersonCardView *self, const XlPerson *p)
{
  xl_card_fact (self->box, _("Telephone"), p->phone != NULL ? p->phone : p->phone_written);
  xl_card_fact (self->box, _("Lives"), code_word (XL_CODE_AWAY, p->away));
  xl_card_fact (self->box, _("Education"), code_word (XL_CODE_EDUCATION, p->education));
  xl_card_fact (self->box, _("Political status"), code_word (XL_CODE_POLITICAL, p->political));
  xl_card_fact (self->box, _("Marriage"), code_word (XL_CODE_MARITAL, p->marital));
  xl_card_fact (self->box, _("Kind of hukou"), code_word (XL_CODE_HUKOU, p->hukou));
  xl_card_fact (self->box, _("Address"), p->address);
  xl_card_fact (self->box, _("Note"), p->note);
}

static char *
member_line (const XlMember *m, const char *today)
{
  const char *relation = xl_people_relation_word (m->relation, m->relation_written);
  int age = m->birth_date != NULL ? xl_age_on (m->birth_date, today) : -1;
  g_autofree char *years = age >= 0 ? g_strdup_printf (" · %d", age) : g_strdup ("");

  return g_strdup_printf ("%s · %s%s", m->name, relation != NULL ? relation : _("relation not known"), years);
}

static void
add_household (XlPersonCardView *self, const XlPersonCard *card, const char *today)
{
  g_autofree char *title = NULL;

  xl_card_section (self->box, _("Household"));
  if (card->household == NULL)
    {
      xl_card_text (self->box, _("In no household."), "note");
      return;
    }
  title = card->household->group_no > 0
            ? g_strdup_printf (_("No. %s, group %d"), card->household->number, card->household->group_no)
            : g_strdup_printf (_("No. %s"), card->household->number);
  xl_card_link (self->box, title, "page.open-household", g_variant_new_int64 (card->household->id));
  for (guint i = 0; i < card->members->len; i++)
    {
      const XlMember *m = g_ptr_array_index (card->members, i);
      g_autofree char *line = member_line (m, today);

      if (m->person == card->person->id)
        gtk_widget_add_css_class (xl_card_link (self->box, line, "page.open-person", g_variant_new_int64 (m->person)), "strong");
      else
        xl_card_link (self->box, line, "page.open-person", g_variant_new_int64 (m->person));
    }
}

static void
add_lines (XlPersonCardView *self, GPtrArray *lines)
{
  if (lines->len == 0)
    return;
  xl_card_section (self->box, _("What the office knows"));
  for (guint i = 0; i < lines->len; i++)
    {
      const XlPersonLine *line = g_ptr_array_index (lines, i);
      g_autofree char *text = g_strdup_printf ("%s  %s", line->date != NULL ? line->date : "", line->text);

      if (line->kind != NULL)
        xl_card_link (self->box, text, "win.show-record", g_variant_new ("(sx)", line->kind, line->id));
      else
        xl_card_text (self->box, text, NULL);
    }
}

/* What ended, in words. */
static const char *
end_word (const XlMember *m)
{
  static const struct { const char *reason, *word; } words[] = {
    { "died", N_("died") }, { "left", N_("moved away") }, { "moved", N_("moved to another household") },
    { "split", N_("household divided") }, { "merged", N_("households joined") }, { "recoded", N_("relation written anew") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i].reason, m->end_reason) == 0)
      return _(words[i].word);
  return m->to_date != NULL ? _("ended") : _("still holds");
}

static void
add_memberships (XlPersonCardView *self, GPtrArray *memberships)
{
  if (memberships->len < 2 && (memberships->len == 0 || ((XlMember *) memberships->pdata[0])->to_date == NULL))
    return;
  xl_card_section (self->box, _("Households before"));
  for (guint i = 0; i < memberships->len; i++)
    {
      const XlMember *m = g_ptr_array_index (memberships, i);
      const char *relation = xl_people_relation_word (m->relation, m->relation_written);
      g_autofree char *text = NULL;

      if (m->to_date == NULL)
        continue;
      text = g_strdup_printf ("%s – %s  %s · %s%s%s", m->from_date != NULL ? m->from_date : "", m->to_date,
                              relation != NULL ? relation : "", end_word (m), m->moved_to != NULL ? " · " : "",
                              m->moved_to != NULL ? m->moved_to : "");
      xl_card_link (self->box, text, "page.open-household", g_variant_new_int64 (m->household));
    }
}

/* What may happen to the person, as a menu. */
static void
fill_changes (XlPersonCardView *self, const XlPersonCard *card)
{
  g_menu_remove_all (self->changes);
  if (card->person->death_date != NULL)
    return;
  if (card->member == NULL)
    g_menu_append (self->changes, _("Comes into a household…"), "page.change('return')");
  else
    {
      g_menu_append (self->changes, _("Household divides…"), "page.change('split')");
      g_menu_append (self->changes, _("Moves to another household…"), "page.change('move')");
      g_menu_append (self->changes, _("Moves away…"), "page.change('leave')");
      if (g_strcmp0 (card->member->relation, "02") != 0)
        g_menu_append (self->changes, _("Becomes head of the household…"), "page.change('head')");
      g_menu_append (self->changes, _("Relation to the head…"), "page.change('relation')");
    }
  g_menu_append (self->changes, _("Has died…"), "page.change('die')");
}

static void
xl_person_card_view_dispose (GObject *object)
{
  g_clear_object (&XL_PERSON_CARD_VIEW (object)->changes);
  G_OBJECT_CLASS (xl_person_card_view_parent_class)->dispose (object);
}

static void
xl_person_card_view_finalize (GObject *object)
{
  g_free (XL_PERSON_CARD_VIEW (object)->number);
  G_OBJECT_CLASS (xl_person_card_view_parent_class)->finalize (object);
}

static void
xl_person_card_view_class_init (XlPersonCardViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_person_card_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = xl_person_card_view_finalize;
}

static void
xl_person_card_view_init (XlPersonCardView *self)
{
  GtkWidget *scroll = gtk_scrolled_window_new (), *menu = gtk_menu_button_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->changes = g_menu_new ();
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->buttons, "card-buttons");
  xl_card_button (self->buttons, C_("person", "Edit"), "page.edit-person");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (menu), C_("person", "Change"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (menu), G_MENU_MODEL (self->changes));
  xl_speak_name (menu, C_("person", "Change"));
  gtk_box_append (GTK_BOX (self->buttons), menu);
  xl_card_button (self->buttons, _("History"), "page.history");
  gtk_box_append (GTK_BOX (self), self->buttons);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->box, "card-body");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), self->box);
  gtk_widget_set_vexpand (scroll, TRUE);
  gtk_box_append (GTK_BOX (self), scroll);
}

GtkWidget *
xl_person_card_view_new (void)
{
  return g_object_new (XL_TYPE_PERSON_CARD_VIEW, NULL);
}

void
xl_person_card_view_show (XlPersonCardView *self, const XlPersonCard *card, const char *today)
{
  g_autofree char *line = head_line (card->person, today);

  xl_card_clear (self->box);
  xl_card_text (self->box, card->person->name, "person-name");
  xl_card_text (self->box, line, NULL);
  if (card->person->death_date != NULL)
    {
      g_autofree char *died = g_strdup_printf (_("Died %s"), card->person->death_date);

      xl_card_text (self->box, died, "strong");
    }
  add_number (self, card->person);
  add_kinds (self, card->kinds);
  add_facts (self, card->person);
  add_household (self, card, today);
  add_lines (self, card->lines);
  add_memberships (self, card->memberships);
  fill_changes (self, card);
}
