/* Adding and editing on the people page, and what happens to people and households. */
#include "people/xl-people-page-private.h"

#include "people/xl-person-merge-table.h"
#include "people/xl-person-table.h"
#include "ui/xl-alert.h"

#include <glib/gi18n.h>
#include <string.h>

static void
focus_list (XlPeoplePage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->households_shown ? self->household_grid : self->grid));
}

/* Forms come and go --------------------------------------------------------------------------------------------------- */

static void
on_new (XlPage *page)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);

  if (self->office == NULL)
    {
      xl_page_say (page, _("This file belongs to no office yet; nobody can be added."));
      return;
    }
  xl_page_set_empty (page, NULL, NULL, NULL);
  xl_people_page_need_side (self);
  xl_person_form_begin (self->person_form, self->office, TRUE);
  xl_people_page_show_side (self, GTK_WIDGET (self->person_form));
  xl_person_form_focus (self->person_form);
}

static void
on_edit (XlPage *page)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);

  if (self->card == NULL)
    return;
  xl_person_form_edit (self->person_form, self->card);
  xl_people_page_show_side (self, GTK_WIDGET (self->person_form));
  xl_person_form_focus (self->person_form);
}

/* Back out: what was typed for a new person stays in the form. */
static void
on_close_form (XlPage *page)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);

  if (self->card != NULL)
    xl_people_page_show_side (self, GTK_WIDGET (self->person_view));
  else
    xl_page_show_side (page, FALSE);
  focus_list (self);
  if (self->side != NULL && xl_person_form_is_changed (self->person_form))
    xl_page_say (page, _("Not saved; what was typed is kept until the form is opened again."));
}

/* Saving a person ----------------------------------------------------------------------------------------------------- */

static void
on_saved (XlPage *page, gint64 id, const GError *error, gpointer data)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);

  if (error != NULL)
    xl_person_form_refused (self->person_form);
  if (error == NULL)
    {
      xl_person_form_saved (self->person_form);
      xl_people_page_open_person (self, id, TRUE);
      focus_list (self);
    }
  else if (g_error_matches (error, XL_STORE_ERROR, XL_STORE_ERROR_DUPLICATE))
    xl_page_say (page, _("Somebody has this identity number already. Nothing was saved; open the person shown below the number."));
  else
    xl_alert_error (GTK_WIDGET (page), _("The person was not saved"), error);
}

static void
on_save_person (XlPage *page)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);
  g_autofree char *today = xl_people_page_today ();
  XlPersonEdit *edit = self->side != NULL ? xl_person_form_take (self->person_form, today) : NULL;
  g_autofree char *label = NULL;

  if (edit == NULL)
    return;
  label = g_strdup_printf (edit->person->id == 0 ? _("New resident: %s") : _("Changed: %s"), edit->person->name);
  xl_page_write (page, XL_CHANGE_EDIT, label, xl_person_edit_run, edit, xl_person_edit_free, on_saved, NULL);
}

/* Twins --------------------------------------------------------------------------------------------------------------- */

static void
add_twin (XlDb *db, const XlTwin *twin, GPtrArray *words)
{
  g_autoptr(XlPerson) person = xl_person_table_get (db, twin->person, NULL);
  XlTwinWords *line;

  if (person == NULL)
    return;
  line = g_new0 (XlTwinWords, 1);
  line->person = twin->person;
  line->words = g_strdup_printf ("%s · %s · %s", person->name, person->birth_date != NULL ? person->birth_date : "",
                                 _(xl_twin_reason_text (twin->reason)));
  g_ptr_array_add (words, line);
}

static gpointer
read_twins (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(GArray) twins = xl_person_table_find_twins (db, data, error);
  GPtrArray *words = g_ptr_array_new_with_free_func (xl_twin_words_free);

  for (guint i = 0; twins != NULL && i < MIN (twins->len, 5); i++)
    add_twin (db, &g_array_index (twins, XlTwin, i), words);
  return words;
}

static void
on_twins (XlPage *page, gpointer answer, gpointer data)
{
  xl_person_form_set_twins (XL_PEOPLE_PAGE (page)->person_form, answer);
}

static void
on_asks_twins (XlPersonForm *form, XlPeoplePage *self)
{
  XlPerson *person = xl_person_form_peek (form);

  if (person != NULL)
    xl_page_read (XL_PAGE (self), "twins", read_twins, person, (GDestroyNotify) xl_person_free,
                  (GDestroyNotify) g_ptr_array_unref, on_twins, NULL);
}

/* What happens to people ---------------------------------------------------------------------------------------------- */

static void
on_change (GSimpleAction *action, GVariant *target, gpointer data)
{
  XlPeoplePage *self = data;
  g_autofree char *today = xl_people_page_today ();
  XlLifeKind kind;

  if (!xl_life_kind_parse (g_variant_get_string (target, NULL), &kind))
    return;
  if (kind == XL_LIFE_MERGE && self->household != NULL)
    xl_life_form_begin_household (self->life_form, self->household, today);
  else if (kind != XL_LIFE_MERGE && self->card != NULL)
    xl_life_form_begin (self->life_form, kind, self->card, today);
  else
    return;
  xl_people_page_show_side (self, GTK_WIDGET (self->life_form));
  xl_life_form_focus (self->life_form);
}

static void
on_life_written (XlPage *page, gint64 id, const GError *error, gpointer data)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);

  if (error != NULL)
    {
      xl_alert_error (GTK_WIDGET (page), _("Nothing was changed"), error);
      return;
    }
  if (GPOINTER_TO_INT (data) == XL_LIFE_SPLIT || GPOINTER_TO_INT (data) == XL_LIFE_MERGE)
    xl_people_page_open_household (self, id);
  else
    xl_people_page_open_person (self, id, FALSE);
  focus_list (self);
}

static void
on_save_change (XlPage *page)
{
  XlPeoplePage *self = XL_PEOPLE_PAGE (page);
  XlLife *life = self->side != NULL ? xl_life_form_take (self->life_form) : NULL;
  g_autofree char *label = life != NULL ? xl_life_form_label (self->life_form) : NULL;

  if (life != NULL)
    xl_page_write (page, XL_CHANGE_EDIT, label, xl_life_run, life, xl_life_free, on_life_written, GINT_TO_POINTER (life->kind));
}

/* Building ------------------------------------------------------------------------------------------------------------ */

void
xl_people_page_add_edits (XlPeoplePage *self)
{
  static const GActionEntry entries[] = { { "change", on_change, "s" } };
  XlPage *page = XL_PAGE (self);

  xl_page_add_action (page, "new", on_new);
  xl_page_add_action (page, "edit-person", on_edit);
  xl_page_add_action (page, "save-person", on_save_person);
  xl_page_add_action (page, "close-form", on_close_form);
  xl_page_add_action (page, "save-change", on_save_change);
  g_action_map_add_action_entries (xl_page_get_actions (page), entries, G_N_ELEMENTS (entries), self);
}

void
xl_people_page_connect_forms (XlPeoplePage *self)
{
  g_signal_connect_swapped (self->person_form, "save", G_CALLBACK (on_save_person), self);
  g_signal_connect_swapped (self->person_form, "cancel", G_CALLBACK (on_close_form), self);
  g_signal_connect (self->person_form, "asks-twins", G_CALLBACK (on_asks_twins), self);
  g_signal_connect_swapped (self->life_form, "save", G_CALLBACK (on_save_change), self);
  g_signal_connect_swapped (self->life_form, "cancel", G_CALLBACK (on_close_form), self);
}
