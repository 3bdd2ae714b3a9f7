#include "ledgers/xl-ledger-about-page.h"

#include "base/xl-code.h"
#include "base/xl-date.h"
#include "base/xl-mask.h"
#include "people/xl-card-parts-page.h"
#include "people/xl-people-words.h"
#include "people/xl-person-kind-table.h"

#include <glib/gi18n.h>

struct _XlLedgerAboutCard
{
  GtkBox parent_instance;
};
G_DEFINE_FINAL_TYPE (XlLedgerAboutCard, xl_ledger_about_card, GTK_TYPE_BOX)

/* What one must know first -------------------------------------------------------------------------------------------- */

static void
warn (GtkWidget *box, const char *css_class, char *words)
{
  g_autofree char *marked = g_strdup_printf ("⚠ %s", words);

  gtk_widget_add_css_class (xl_card_text (box, marked, css_class), "strong");
  g_free (words);
}

static void
add_warnings (GtkWidget *box, const XlLedgerAbout *about)
{
  const XlPersonCard *card = about->person;

  if (card != NULL && card->person->death_date != NULL)
    warn (box, "seal", g_strdup_printf (_("Died %s"), card->person->death_date));
  else if (card != NULL && !card->person->present)
    warn (box, "seal", g_strdup (_("Has moved away")));
  if (about->household != NULL && about->household->household->to_date != NULL)
    warn (box, "seal", g_strdup_printf (_("This household ended on %s"), about->household->household->to_date));
  if (about->n_period > 0 && about->last_on != NULL)
    warn (box, "amber", g_strdup_printf (_("Recorded in this period already: %s"), about->last_on));
}

/* A person ------------------------------------------------------------------------------------------------------------- */

static void
add_head (GtkWidget *box, const XlPerson *p, const char *today)
{
  const char *sex = xl_people_sex_word (p->sex), *number = p->id_number != NULL ? p->id_number : p->id_written;
  int age = p->birth_date != NULL ? xl_age_on (p->birth_date, p->death_date != NULL ? p->death_date : today) : -1;
  g_autofree char *years = age >= 0 ? g_strdup_printf (_("aged %d"), age) : NULL;
  g_autofree char *masked = number != NULL ? xl_mask (number, XL_MASK_IDENTITY, XL_MASK_PUBLIC) : NULL;
  const char *parts[4] = { NULL };
  g_autofree char *line = NULL;
  guint n = 0;

  if (sex != NULL)
    parts[n++] = sex;
  if (years != NULL)
    parts[n++] = years;
  if (masked != NULL)
    parts[n++] = masked;
  line = g_strjoinv (" · ", (char **) parts);
  xl_card_text (box, p->name, "person-name");
  if (n > 0)
    xl_card_text (box, line, "tabular");
}

static void
add_kinds (GtkWidget *box, GPtrArray *kinds)
{
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; i < kinds->len; i++)
    {
      const XlPersonKind *k = g_ptr_array_index (kinds, i);
      const char *name = xl_code_name (xl_code_table (XL_CODE_KIND), k->kind);

      g_string_append_printf (words, "%s%s", i > 0 ? "、" : "", name != NULL ? name : k->kind);
    }
  xl_card_fact (box, _("Kinds"), words->str);
}

static char *
household_words (const XlHousehold *h)
{
  return h->group_no > 0 ? g_strdup_printf (_("No. %s, group %d"), h->number, h->group_no) : g_strdup_printf (_("No. %s"), h->number);
}

static char *
member_words (GPtrArray *members, gint64 except)
{
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; i < members->len; i++)
    {
      const XlMember *m = g_ptr_array_index (members, i);
      const char *relation = xl_people_relation_word (m->relation, m->relation_written);

      if (m->person == except)
        continue;
      g_string_append_printf (words, "%s%s", words->len > 0 ? "、" : "", m->name);
      if (relation != NULL)
        g_string_append_printf (words, "（%s）", relation);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
add_person (GtkWidget *box, const XlPersonCard *card, const char *today)
{
  g_autofree char *household = card->household != NULL ? household_words (card->household) : NULL;
  g_autofree char *members = member_words (card->members, card->person->id);

  add_head (box, card->person, today);
  add_kinds (box, card->kinds);
  xl_card_fact (box, _("Household"), household);
  xl_card_fact (box, _("With"), members);
  xl_card_fact (box, _("Telephone"), card->person->phone != NULL ? card->person->phone : card->person->phone_written);
  xl_card_fact (box, _("Address"), card->person->address);
}

/* A household ------------------------------------------------------------------------------------------------------------ */

static void
add_household (GtkWidget *box, const XlHouseholdCard *card)
{
  g_autofree char *title = household_words (card->household), *members = member_words (card->members, 0);

  xl_card_text (box, title, "person-name");
  xl_card_fact (box, _("Members"), members);
  xl_card_fact (box, _("Telephone"), card->household->phone);
  xl_card_fact (box, _("Address"), card->household->address);
}

static void
add_lines (GtkWidget *box, GPtrArray *lines)
{
  if (lines->len == 0)
    return;
  xl_card_section (box, _("Recorded last"));
  for (guint i = 0; i < lines->len; i++)
    {
      const XlPersonLine *line = g_ptr_array_index (lines, i);
      g_autofree char *text = g_strdup_printf ("%s  %s", line->date != NULL ? line->date : "", line->text);

      xl_card_link (box, g_strstrip (text), "win.show-record", g_variant_new ("(sx)", line->kind, line->id));
    }
}

void
xl_ledger_about_card_show (XlLedgerAboutCard *self, const XlLedgerAbout *about, const char *today)
{
  GtkWidget *box = GTK_WIDGET (self);

  xl_card_clear (box);
  if (about == NULL)
    return;
  add_warnings (box, about);
  if (about->person != NULL)
    add_person (box, about->person, today);
  else
    add_household (box, about->household);
  add_lines (box, about->lines);
}

static void
xl_ledger_about_card_class_init (XlLedgerAboutCardClass *class)
{
}

static void
xl_ledger_about_card_init (XlLedgerAboutCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "about-card");
}

GtkWidget *
xl_ledger_about_card_new (void)
{
  return g_object_new (XL_TYPE_LEDGER_ABOUT_CARD, NULL);
}
