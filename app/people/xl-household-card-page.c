#include "people/xl-household-card-page.h"

#include "base/xl-date.h"
#include "people/xl-card-parts-page.h"
#include "people/xl-people-words.h"

#include <glib/gi18n.h>

struct _XlHouseholdCardView
{
  GtkBox     parent_instance;
  GtkWidget *box;
};
G_DEFINE_FINAL_TYPE (XlHouseholdCardView, xl_household_card_view, GTK_TYPE_BOX)

static void
xl_household_card_view_class_init (XlHouseholdCardViewClass *klass)
{
}

static void
xl_household_card_view_init (XlHouseholdCardView *self)
{
  GtkWidget *scroll = gtk_scrolled_window_new (), *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (buttons, "card-buttons");
  xl_card_button (buttons, _("Join to another…"), "page.change('merge')");
  xl_card_button (buttons, _("History"), "page.household-history");
  gtk_box_append (GTK_BOX (self), buttons);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->box, "card-body");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), self->box);
  gtk_widget_set_vexpand (scroll, TRUE);
  gtk_box_append (GTK_BOX (self), scroll);
}

GtkWidget *
xl_household_card_view_new (void)
{
  return g_object_new (XL_TYPE_HOUSEHOLD_CARD_VIEW, NULL);
}

static void
add_facts (XlHouseholdCardView *self, const XlHousehold *h, guint size)
{
  g_autofree char *group = h->group_no > 0 ? g_strdup_printf ("%d", h->group_no) : NULL;
  g_autofree char *land = xl_people_land_words (h->land_mu_x100);
  g_autofree char *land_words = land != NULL ? g_strdup_printf (_("%s mu"), land) : NULL;
  g_autofree char *stated = h->stated_size >= 0 && (guint) h->stated_size != size
                              ? g_strdup_printf (_("%u here, %d by its own table"), size, h->stated_size)
                              : g_strdup_printf ("%u", size);

  xl_card_fact (self->box, _("People"), stated);
  xl_card_fact (self->box, _("Group"), group);
  xl_card_fact (self->box, _("Kind of household"), h->kind);
  xl_card_fact (self->box, _("Contracted land"), land_words);
  xl_card_fact (self->box, _("Telephone"), h->phone);
  xl_card_fact (self->box, _("Address"), h->address);
  xl_card_fact (self->box, _("Since"), h->from_date);
  xl_card_fact (self->box, _("Until"), h->to_date);
  xl_card_fact (self->box, _("Note"), h->note);
}

static void
add_members (XlHouseholdCardView *self, const char *title, GPtrArray *members, const char *today)
{
  if (members->len == 0)
    return;
  xl_card_section (self->box, title);
  for (guint i = 0; i < members->len; i++)
    {
      const XlMember *m = g_ptr_array_index (members, i);
      const char *relation = xl_people_relation_word (m->relation, m->relation_written);
      int age = m->birth_date != NULL ? xl_age_on (m->birth_date, today) : -1;
      g_autoptr(GString) text = g_string_new (m->name);

      g_string_append_printf (text, " · %s", relation != NULL ? relation : _("relation not known"));
      if (age >= 0 && m->to_date == NULL)
        g_string_append_printf (text, " · %d", age);
      if (m->to_date != NULL)
        g_string_append_printf (text, " · %s", m->to_date);
      xl_card_link (self->box, text->str, "page.open-person", g_variant_new_int64 (m->person));
    }
}

void
xl_household_card_view_show (XlHouseholdCardView *self, const XlHouseholdCard *card, const char *today)
{
  g_autofree char *title = g_strdup_printf (_("Household %s"), card->household->number);

  xl_card_clear (self->box);
  xl_card_text (self->box, title, "person-name");
  add_facts (self, card->household, card->members->len);
  add_members (self, _("Who is in it"), card->members, today);
  add_members (self, _("Who was in it"), card->past, today);
}
