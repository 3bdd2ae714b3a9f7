#include "ledgers/xl-ledger-import-private.h"

#include "ledgers/xl-subject-table.h"
#include "people/xl-household-table.h"
#include "people/xl-person-table.h"
#include "store/xl-sql.h"

#include <glib/gi18n.h>
#include <string.h>

/* Columns --------------------------------------------------------------------------------------------------------- */

/* The key of the field that shows fact @fact of the subject, or NULL. */
static const char *
key_of_fact (const XlTemplate *t, const char *fact)
{
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    if (g_strcmp0 (xl_template_field (t, i)->from_person, fact) == 0)
      return xl_template_field (t, i)->key;
  return NULL;
}

static char *
key_of_number (const XlTemplate *t, guint i)
{
  const char *own = (int) i == t->subject_field ? key_of_fact (t, "id_number") : NULL;

  return own != NULL ? g_strdup (own) : g_strconcat (xl_template_field (t, i)->key, ".id_number", NULL);
}

void
xl_ledger_who_add_fields (XlFieldSet *set, const XlTemplate *t, guint i)
{
  static const char *const endings[] = { "身份证号", "身份证号码", "身份证", "证件号", "证件号码", NULL };
  const XlLedgerField *f = xl_template_field (t, i);
  gboolean subject = (int) i == t->subject_field;
  g_autofree char *key = key_of_number (t, i);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;
  g_autofree char *title = g_strconcat (f->title, "身份证号", NULL);

  if ((f->type != XL_LEDGER_PERSON && f->type != XL_LEDGER_HOUSEHOLD) || xl_field_set_find (set, key) >= 0)
    return;
  for (guint k = 0; endings[k] != NULL; k++)
    {
      g_autofree char *name = g_strconcat (f->title, endings[k], NULL);
      g_autofree char *head = g_strconcat ("户主", endings[k], NULL);

      g_strv_builder_add (builder, name);
      if (subject)
        g_strv_builder_add (builder, f->type == XL_LEDGER_PERSON ? endings[k] : head);
    }
  if (subject && f->type == XL_LEDGER_PERSON)
    g_strv_builder_add (builder, "公民身份号码");
  names = g_strv_builder_end (builder);
  xl_field_set_add (set, key, title, (const char *const *) names, XL_CONTENT_IDENTITY, FALSE);
}

#define OFFICE_KEY "village of the row"   /* no field of a template has such a key */

void
xl_ledger_who_add_office (XlFieldSet *set)
{
  static const char *const names[] = { "所在村", "村名", "村", "行政村", "村（社区）", "所属村（社区）", "所在村（社区）", NULL };

  for (guint i = 0; i < set->fields->len; i++)
    {
      const XlField *field = g_ptr_array_index (set->fields, i);

      if (g_strv_contains ((const char *const *) field->names, "所属村") || g_strv_contains ((const char *const *) field->names, "村"))
        return;
    }
  xl_field_set_add (set, OFFICE_KEY, "所属村", names, XL_CONTENT_ANY, FALSE);
}

/* Persons --------------------------------------------------------------------------------------------------------- */

/* The cell that says whose the row is: the person's village, else the row's; NULL when there is none. */
static const char *
village_of (const XlLedgerMove *m, const char **key)
{
  const char *fact = key_of_fact (m->part->t, "office");

  *key = fact != NULL && xl_import_row_has (m->row, fact) ? fact : OFFICE_KEY;
  return xl_import_row_text (m->row, *key);
}

char *
xl_ledger_who_office (const XlLedgerMove *m)
{
  const char *key, *village = village_of (m, &key), *code = village != NULL ? xl_import_row_place (m->row, village) : NULL;

  return g_strdup (code != NULL ? code : xl_import_row_office (m->row));
}

/* Whether @text names the office of the file, a township too. */
static gboolean
is_own (const XlLedgerMove *m, const char *text)
{
  const XlOffice *own = m->state->own;

  return strcmp (text, own->code) == 0 || strcmp (text, own->name) == 0;
}

char *
xl_ledger_who_own_office (const XlLedgerMove *m, XlImportVerdict *verdict)
{
  const XlOffice *own = m->state->own;
  gboolean of_village = strcmp (own->level, "village") == 0;
  const char *key, *village = village_of (m, &key), *code = village != NULL ? xl_import_row_place (m->row, village) : NULL;

  if (village != NULL && is_own (m, village))
    return g_strdup (own->code);
  if (code != NULL && of_village && strcmp (code, own->code) != 0)
    *verdict = xl_import_row_refuse (m->row, key, village, N_("the row is of another village than this file"));
  else if (village != NULL && code == NULL && !of_village)
    *verdict = xl_import_row_refuse (m->row, key, village, N_("no village here has this name"));
  else
    {
      if (village != NULL && code == NULL)
        xl_import_row_flag (m->row, key, village, N_("no village here has this name; the row is kept with the others of the sheet"));
      return xl_ledger_who_office (m);
    }
  return NULL;
}

/* Somebody on the list whom the register of residents lacks. */
static gint64
add_person (const XlLedgerMove *m, const char *name, const char *number, const char *office, GError **error)
{
  g_autoptr(XlPerson) person = xl_person_new (office);

  if (!xl_person_set_name (person, name, error))
    return -1;
  xl_person_set_identity (person, number);
  return xl_person_table_insert (m->db, person, error);
}

static const char *
doubt_of (XlSubjectMatch match)
{
  if (match == XL_SUBJECT_BY_BIRTH)
    return N_("found by name and date of birth; the register has another number");
  return match == XL_SUBJECT_BY_NAME ? N_("found by the name alone") : NULL;
}

/* Looks for @name with what field @i's column of numbers shows; flags a doubt.  -1 with @error, else the id or 0. */
static gint64
look_for_person (const XlLedgerMove *m, guint i, const char *name, const char *office, XlSubjectMatch *match, GError **error)
{
  const char *key = xl_template_field (m->part->t, i)->key;
  g_autofree char *number_key = key_of_number (m->part->t, i);
  const char *number = xl_import_row_text (m->row, number_key);
  g_autoptr(GError) local = NULL;
  gint64 person;

  *match = xl_subject_table_find (m->db, name, number, office, m->state->on, &person, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return -1;
    }
  if (doubt_of (*match) != NULL)
    xl_import_row_flag (m->row, key, name, doubt_of (*match));
  if (person != 0 || *match != XL_SUBJECT_NOBODY || m->part != &m->state->list || number == NULL || strchr (number, '*') != NULL
      || (int) i != m->part->t->subject_field)
    return person;
  xl_import_row_flag (m->row, key, name, N_("was not in the register of residents and has been added to it"));
  return add_person (m, name, number, office, error);
}

static const char *
refusal_of (XlSubjectMatch match)
{
  return match == XL_SUBJECT_SEVERAL ? N_("several people fit this name and number")
                                     : N_("nobody in the register fits this name and number");
}

/* Households ------------------------------------------------------------------------------------------------------ */

/* The household that @person is in now; 0 none, -1 with @error. */
static gint64
household_of (XlDb *db, gint64 person, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT household FROM membership WHERE person = ?1 AND to_date IS NULL", error);
  g_autoptr(GError) local = NULL;
  gint64 household = 0;

  if (stmt == NULL)
    return -1;
  sqlite3_bind_int64 (stmt, 1, person);
  if (xl_db_step (db, stmt, &local))
    household = sqlite3_column_int64 (stmt, 0);
  if (local == NULL)
    return household;
  g_propagate_error (error, g_steal_pointer (&local));
  return -1;
}

/* By its number, else by the name of one who lives in it. */
static gint64
look_for_household (const XlLedgerMove *m, guint i, const char *text, const char *office, GError **error)
{
  gint64 household = xl_household_table_find_number (m->db, office, text, error), person;
  XlSubjectMatch match;

  if (household != 0)
    return household;
  person = look_for_person (m, i, text, office, &match, error);
  return person > 0 ? household_of (m->db, person, error) : person;
}

/* What both are found by ------------------------------------------------------------------------------------------ */

gint64
xl_ledger_who_subject (const XlLedgerMove *m, XlImportVerdict *verdict, GError **error)
{
  const XlTemplate *t = m->part->t;
  guint i = (guint) t->subject_field;
  const XlLedgerField *f = xl_template_field (t, i);
  const char *name = xl_import_row_text (m->row, f->key);
  g_autofree char *office = xl_ledger_who_office (m);
  XlSubjectMatch match = XL_SUBJECT_NOBODY;
  gint64 id;

  if (name == NULL)
    {
      *verdict = xl_import_row_refuse (m->row, f->key, NULL,
                                       f->type == XL_LEDGER_PERSON ? N_("the name is missing") : N_("the household is missing"));
      return 0;
    }
  xl_import_row_label (m->row, name);
  id = f->type == XL_LEDGER_PERSON ? look_for_person (m, i, name, office, &match, error) : look_for_household (m, i, name, office, error);
  if (id == 0)
    *verdict = xl_import_row_refuse (m->row, f->key, name,
                                     f->type == XL_LEDGER_PERSON ? refusal_of (match) : N_("there is no such household"));
  return id;
}

gint64
xl_ledger_who_field (const XlLedgerMove *m, guint i, GError **error)
{
  const XlLedgerField *f = xl_template_field (m->part->t, i);
  const char *name = xl_import_row_text (m->row, f->key);
  g_autofree char *office = NULL;
  XlSubjectMatch match = XL_SUBJECT_NOBODY;
  gint64 id;

  if (name == NULL)
    return 0;
  office = xl_ledger_who_office (m);
  id = f->type == XL_LEDGER_PERSON ? look_for_person (m, i, name, office, &match, error) : look_for_household (m, i, name, office, error);
  if (id == 0)
    xl_import_row_flag (m->row, f->key, name, f->type == XL_LEDGER_PERSON ? refusal_of (match) : N_("there is no such household"));
  return id;
}
