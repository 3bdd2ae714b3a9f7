/* What stands at the side of the people page: a person, a household, a form, the history of a record. */
#include "people/xl-people-page-private.h"

#include "base/xl-code.h"
#include "base/xl-mask.h"
#include "people/xl-card-parts-page.h"
#include "people/xl-people-words.h"
#include "people/xl-person-lines.h"
#include "people/xl-person-merge-table.h"

#include <glib/gi18n.h>
#include <string.h>

void
xl_people_page_show_side (XlPeoplePage *self, GtkWidget *child)
{
  gtk_stack_set_visible_child (GTK_STACK (self->side), child);
  xl_page_show_side (XL_PAGE (self), TRUE);
}

/* A person ------------------------------------------------------------------------------------------------------------ */

static gpointer
read_person (XlDb *db, gpointer data, GError **error)
{
  return xl_person_card_table_read (db, *(gint64 *) data, xl_person_line_providers, error);
}

static void
on_person (XlPage *page, gpointer answer, gpointer data)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);
  g_autofree char *today = xl_people_page_today ();

  g_clear_pointer (&self->card, xl_person_card_free);
  self->card = xl_person_card_ref (answer);
  xl_person_card_view_show (self->person_view, self->card, today);
  if (data != NULL)
    xl_people_page_show_side (self, GTK_WIDGET (self->person_view));
}

/* @show: whether the card comes to the front. */
static void
read_card (XlPeoplePage *self, gint64 id, gboolean show)
{
  xl_page_read (XL_PAGE (self), "card", read_person, g_memdup2 (&id, sizeof id), g_free, xl_person_card_free, on_person,
                GINT_TO_POINTER (show));
}

void
xl_people_page_open_person (XlPeoplePage *self, gint64 id, gboolean focus)
{
  xl_people_page_need_side (self);
  if (focus)
    xl_grid_move_to_id (self->grid, id);
  read_card (self, id, TRUE);
}

static void
open_person (GSimpleAction *action, GVariant *target, gpointer data)
{
  xl_people_page_open_person (data, g_variant_get_int64 (target), TRUE);
}

/* A household --------------------------------------------------------------------------------------------------------- */

static gpointer
read_household (XlDb *db, gpointer data, GError **error)
{
  return xl_household_card_table_read (db, *(gint64 *) data, error);
}

static void
on_household (XlPage *page, gpointer answer, gpointer data)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);
  g_autofree char *today = xl_people_page_today ();

  g_clear_pointer (&self->household, xl_household_card_free);
  self->household = xl_household_card_ref (answer);
  xl_household_card_view_show (self->household_view, self->household, today);
  if (data != NULL)
    xl_people_page_show_side (self, GTK_WIDGET (self->household_view));
}

static void
read_household_card (XlPeoplePage *self, gint64 id, gboolean show)
{
  xl_page_read (XL_PAGE (self), "household", read_household, g_memdup2 (&id, sizeof id), g_free, xl_household_card_free,
                on_household, GINT_TO_POINTER (show));
}

void
xl_people_page_open_household (XlPeoplePage *self, gint64 id)
{
  xl_people_page_need_side (self);
  read_household_card (self, id, TRUE);
}

static void
open_household (GSimpleAction *action, GVariant *target, gpointer data)
{
  xl_people_page_open_household (data, g_variant_get_int64 (target));
}

void
xl_people_page_reload_side (XlPeoplePage *self)
{
  if (self->card != NULL)
    read_card (self, self->card->person->id, FALSE);
  if (self->household != NULL)
    read_household_card (self, self->household->household->id, FALSE);
}

/* History ------------------------------------------------------------------------------------------------------------- */

const char *
xl_people_page_column_title (const char *table_name, const char *column)
{
  static const struct { const char *column, *title; } titles[] = {
    { "name", NC_("person", "Name") }, { "name_written", N_("Name as written") }, { "sex", N_("Sex") },
    { "birth_date", N_("Date of birth") }, { "ethnic", N_("Ethnic group") }, { "id_number", N_("Identity number") },
    { "id_written", N_("Identity number as written") },
    { "phone", N_("Telephone") }, { "phone_written", N_("Telephone as written") }, { "education", N_("Education") },
    { "political", N_("Political status") }, { "marital", N_("Marriage") }, { "hukou", N_("Kind of hukou") },
    { "away", N_("Lives") }, { "address", N_("Address") }, { "note", N_("Note") }, { "death_date", N_("Day of death") },
    { "number", N_("Number") }, { "group_no", N_("Group") },
    { "kind", N_("Kind") }, { "stated_size", N_("Size by its own table") }, { "land_mu_x100", N_("Contracted land") },
    { "from_date", N_("Since") }, { "to_date", N_("Until") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (strcmp (titles[i].column, column) == 0)
      return i == 0 ? g_dpgettext2 (NULL, "person", titles[i].title) : _(titles[i].title);
  return NULL;
}

/* Codes by their names, numbers masked. */
char *
xl_people_page_column_words (const char *table_name, const char *column, const char *value)
{
  static const struct { const char *column, *codes; } coded[] = {
    { "ethnic", XL_CODE_ETHNIC }, { "education", XL_CODE_EDUCATION }, { "political", XL_CODE_POLITICAL },
    { "marital", XL_CODE_MARITAL }, { "hukou", XL_CODE_HUKOU },
  };

  if (strcmp (column, "sex") == 0)
    return g_strdup (xl_people_sex_word (value));
  if (strcmp (column, "id_number") == 0 || strcmp (column, "id_written") == 0)
    return xl_mask (value, XL_MASK_IDENTITY, XL_MASK_PUBLIC);
  if (strcmp (column, "land_mu_x100") == 0)
    return xl_people_land_words (g_ascii_strtoll (value, NULL, 10));
  for (guint i = 0; i < G_N_ELEMENTS (coded); i++)
    if (strcmp (coded[i].column, column) == 0)
      return g_strdup (xl_code_name (xl_code_table (coded[i].codes), value));
  return NULL;
}

static void
show_history (XlPeoplePage *self, const char *table_name, gint64 id)
{
  xl_history_panel_show (self->history, xl_page_get_store (XL_PAGE (self)), table_name, id, xl_people_page_column_title);
  xl_people_page_show_side (self, self->history_page);
}

static void
on_history (XlPage *page)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);

  if (self->card != NULL)
    show_history (self, "person", self->card->person->id);
}

static void
on_household_history (XlPage *page)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);

  if (self->household != NULL)
    show_history (self, "household", self->household->household->id);
}

static void
on_back (XlPage *page)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);

  if (self->card != NULL)
    xl_people_page_show_side (self, GTK_WIDGET (self->person_view));
  else
    xl_page_show_side (page, FALSE);
}

static GtkWidget *
build_history (XlPeoplePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->history = xl_history_panel_new ();
  xl_history_panel_set_words (self->history, xl_people_page_column_words);
  xl_history_panel_set_read (self->history, xl_person_table_history);
  gtk_widget_set_margin_start (GTK_WIDGET (self->history), 18);
  gtk_widget_set_margin_end (GTK_WIDGET (self->history), 18);
  gtk_widget_add_css_class (buttons, "card-buttons");
  xl_card_button (buttons, _("Back"), "page.back");
  xl_card_button (buttons, _("Undo the last change"), "win.undo");
  gtk_widget_set_vexpand (GTK_WIDGET (self->history), TRUE);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->history));
  return box;
}

/* Building ------------------------------------------------------------------------------------------------------------ */

static void
build_side (XlPeoplePage *self)
{
  XlStore *store = xl_page_get_store (XL_PAGE (self));

  self->side = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->side), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->side), FALSE);
  self->person_view = XL_PERSON_CARD_VIEW (xl_person_card_view_new ());
  self->household_view = XL_HOUSEHOLD_CARD_VIEW (xl_household_card_view_new ());
  self->person_form = XL_PERSON_FORM (xl_person_form_new (store));
  self->life_form = XL_LIFE_FORM (xl_life_form_new (store));
  self->history_page = build_history (self);
  gtk_stack_add_child (GTK_STACK (self->side), GTK_WIDGET (self->person_view));
  gtk_stack_add_child (GTK_STACK (self->side), GTK_WIDGET (self->household_view));
  gtk_stack_add_child (GTK_STACK (self->side), GTK_WIDGET (self->person_form));
  gtk_stack_add_child (GTK_STACK (self->side), GTK_WIDGET (self->life_form));
  gtk_stack_add_child (GTK_STACK (self->side), self->history_page);
  xl_page_set_side (XL_PAGE (self), self->side);
  xl_people_page_connect_forms (self);
}

void
xl_people_page_need_side (XlPeoplePage *self)
{
  if (self->side == NULL)
    build_side (self);
}

gboolean
xl_people_page_side_shows (XlPeoplePage *self, GtkWidget *child)
{
  return self->side != NULL && xl_page_side_shown (XL_PAGE (self))
         && gtk_stack_get_visible_child (GTK_STACK (self->side)) == child;
}

void
xl_people_page_add_side (XlPeoplePage *self)
{
  static const GActionEntry entries[] = {
    { "open-person", open_person, "x" },
    { "open-household", open_household, "x" },
  };

  g_action_map_add_action_entries (xl_page_get_actions (XL_PAGE (self)), entries, G_N_ELEMENTS (entries), self);
  xl_page_add_action (XL_PAGE (self), "history", on_history);
  xl_page_add_action (XL_PAGE (self), "household-history", on_household_history);
  xl_page_add_action (XL_PAGE (self), "back", on_back);
}
