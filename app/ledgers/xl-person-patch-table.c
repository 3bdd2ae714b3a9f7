#include "ledgers/xl-person-patch-table.h"

#include "base/xl-date.h"
#include "base/xl-mask.h"
#include "ledgers/xl-value.h"
#include "people/xl-household-table.h"
#include "people/xl-people-words.h"
#include "people/xl-person-edit-table.h"
#include "people/xl-person-kind-table.h"
#include "people/xl-person-row-table.h"
#include "people/xl-person-sheet.h"
#include "people/xl-person-table.h"

#include <glib/gi18n.h>
#include <string.h>

/* One person being changed. */
typedef struct {
  XlDb                 *db;
  XlLedgerPatches      *p;
  const XlLedgerChange *change;
  XlPersonEdit         *edit;
  gboolean              refused;
} Run;

static void
refuse (Run *run, guint patch, int field, const char *reason)
{
  run->refused = TRUE;
  g_ptr_array_add (run->p->refusals, xl_ledger_refusal_new (patch, run->change->id, run->change->row, field, reason));
}

static guint
index_at (const Run *run, guint n)
{
  return g_array_index (run->change->patches, guint, n);
}

static const XlLedgerPatch *
patch_at (const Run *run, guint n)
{
  return &g_array_index (run->p->patches, XlLedgerPatch, index_at (run, n));
}

/* At the cell that was written of @column; else at the row. */
static void
refuse_column (Run *run, XlPersonListColumn column, const char *reason)
{
  guint patch = XL_LEDGER_WHOLE_RECORD;

  for (guint n = 0; n < run->change->patches->len; n++)
    if (patch_at (run, n)->field == (int) column)
      patch = index_at (run, n);
  refuse (run, patch, (int) column, reason);
}

/* What is shown only ---------------------------------------------------------------------------------------------- */

typedef struct {
  XlPersonListColumn column;
  const char        *today;
  char              *word;
} Shown;

static void
on_row (const XlPersonRow *row, gpointer data)
{
  Shown *shown = data;

  if (shown->column != XL_PERSON_LIST_AGE)
    shown->word = xl_people_person_word (row, xl_person_sheet_word_key (shown->column));
  else if (row->birth_date != NULL)
    shown->word = g_strdup_printf ("%d", xl_age_on (row->birth_date, row->death_date != NULL ? row->death_date : shown->today));
}

static const char *
why_not (XlPersonListColumn column)
{
  switch (column)
    {
    case XL_PERSON_LIST_AGE:
      return N_("The age follows from the date of birth.");
    case XL_PERSON_LIST_GROUP:
      return N_("The group follows from the household.");
    case XL_PERSON_LIST_HOUSEHOLD:
      return N_("Moving to another household is entered on the person's card.");
    default:
      return N_("What somebody is to the head is changed on the person's card.");
    }
}

/* NULL: it says what is shown anyway. */
static const char *
judge_shown (Run *run, XlPersonListColumn column, const char *text, GError **error)
{
  Shown shown = { column, run->p->today, NULL };
  g_autofree char *word = NULL;

  if (run->change->id == 0)
    return text[0] == '\0' || column == XL_PERSON_LIST_AGE || column == XL_PERSON_LIST_GROUP ? NULL : why_not (column);
  if (!xl_person_row_table_read (run->db, &run->change->id, 1, on_row, &shown, error))
    return NULL;
  word = shown.word;
  return strcmp (text, word != NULL ? word : "") == 0 ? NULL : why_not (column);
}

/* Cells ----------------------------------------------------------------------------------------------------------- */

static void
take (char **field, char *text)
{
  g_free (*field);
  *field = text;
}

static const char *
set_name (XlPerson *person, const char *text)
{
  if (xl_person_set_name (person, text, NULL))
    return NULL;
  return text[0] == '\0' ? N_("A person must have a name.") : N_("This is no name.");
}

/* Half a number, copied from where it is hidden: left as it is when it is this person's. */
static const char *
set_number (XlPerson *person, const char *text)
{
  const char *before = person->id_number != NULL ? person->id_number : person->id_written;
  g_autofree char *hidden = before != NULL ? xl_mask (before, XL_MASK_IDENTITY, XL_MASK_PUBLIC) : NULL;

  if (strchr (text, '*') != NULL)
    return g_strcmp0 (hidden, text) == 0 ? NULL : N_("Part of the number is hidden. Write it whole.");
  if (g_strcmp0 (before, text) != 0)
    xl_person_set_identity (person, text[0] != '\0' ? text : NULL);
  return NULL;
}

static const char *
set_phone (XlPerson *person, const char *text)
{
  if (strchr (text, '*') != NULL)
    return N_("Part of the number is hidden. Write it whole.");
  xl_person_set_phone (person, text[0] != '\0' ? text : NULL);
  return NULL;
}

static const char *
set_household (Run *run, const char *text, GError **error)
{
  if (text[0] == '\0')
    return NULL;
  run->edit->household = xl_household_table_find_number (run->db, run->p->office, text, error);
  return run->edit->household == 0 ? N_("The office has no household of this number.") : NULL;
}

/* A value of the column's own kind into the person's field of that name, or into the edit. */
static const char *
set_value (Run *run, XlPersonListColumn column, const char *text)
{
  char **field = column == XL_PERSON_LIST_RELATION ? &run->edit->relation
                 : column == XL_PERSON_LIST_KINDS ? NULL : xl_person_field (run->edit->person, xl_person_sheet_word_key (column));
  XlValue value = { 0 };
  const char *reason = NULL;

  if (!xl_value_parse (xl_template_field (run->p->t, column), text, &value, &reason))
    return reason;
  if (column == XL_PERSON_LIST_BIRTH && value.set && strcmp (value.text, run->p->today) > 0)
    reason = N_("This day has not come yet.");
  else if (field != NULL)
    take (field, value.set ? g_strdup (value.text) : NULL);
  else
    {
      g_strfreev (run->edit->kinds);
      run->edit->kinds = g_strsplit (value.set ? value.text : "", ",", -1);
    }
  xl_value_clear (&value);
  return reason;
}

static const char *
set_cell (Run *run, XlPersonListColumn column, const char *text, GError **error)
{
  gboolean is_new = run->change->id == 0;

  switch (column)
    {
    case XL_PERSON_LIST_NAME:
      return set_name (run->edit->person, text);
    case XL_PERSON_LIST_NUMBER:
      return set_number (run->edit->person, text);
    case XL_PERSON_LIST_PHONE:
      return set_phone (run->edit->person, text);
    case XL_PERSON_LIST_AGE:
    case XL_PERSON_LIST_GROUP:
      return judge_shown (run, column, text, error);
    case XL_PERSON_LIST_HOUSEHOLD:
      return is_new ? set_household (run, text, error) : judge_shown (run, column, text, error);
    case XL_PERSON_LIST_RELATION:
      return is_new ? set_value (run, column, text) : judge_shown (run, column, text, error);
    default:
      return set_value (run, column, text);
    }
}

/* Persons --------------------------------------------------------------------------------------------------------- */

static char **
kinds_of (XlDb *db, gint64 person, GError **error)
{
  g_autoptr(GPtrArray) kinds = xl_person_kind_table_of (db, person, NULL, error);
  g_autoptr(GStrvBuilder) codes = g_strv_builder_new ();

  if (kinds == NULL)
    return NULL;
  for (guint i = 0; i < kinds->len; i++)
    g_strv_builder_add (codes, ((XlPersonKind *) g_ptr_array_index (kinds, i))->kind);
  return g_strv_builder_end (codes);
}

static XlPersonEdit *
make_edit (Run *run, GError **error)
{
  XlPersonEdit *edit = g_new0 (XlPersonEdit, 1);
  gint64 id = run->change->id;

  edit->person = id != 0 ? xl_person_table_get (run->db, id, error) : xl_person_new (run->p->office);
  edit->kinds = edit->person == NULL ? NULL : id != 0 ? kinds_of (run->db, id, error) : g_new0 (char *, 1);
  edit->today = g_strdup (run->p->today);
  if (edit->kinds != NULL)
    return edit;
  xl_person_edit_free (edit);
  return NULL;
}

/* Somebody of the same name and birth date, unless both have numbers, which say that they are two. */
static gboolean
has_twin (XlDb *db, const XlPerson *person, gboolean *twin, GError **error)
{
  g_autoptr(GArray) ids = person->birth_date != NULL ? xl_person_table_find_name (db, person->name, error) : NULL;

  *twin = FALSE;
  if (person->birth_date == NULL)
    return TRUE;
  for (guint i = 0; ids != NULL && i < ids->len && !*twin; i++)
    {
      g_autoptr(XlPerson) other = xl_person_table_get (db, g_array_index (ids, gint64, i), error);

      if (other == NULL)
        return FALSE;
      *twin = g_strcmp0 (other->birth_date, person->birth_date) == 0 && (other->id_number == NULL || person->id_number == NULL);
    }
  return ids != NULL;
}

/* What no single cell says.  FALSE with @error. */
static gboolean
judge_person (Run *run, GError **error)
{
  const XlPerson *person = run->edit->person;
  gint64 other = person->id_number != NULL ? xl_person_table_find_identity (run->db, person->id_number, error) : 0;
  gboolean twin = FALSE;

  if (other < 0)
    return FALSE;
  if (other != 0 && other != run->change->id)
    refuse_column (run, XL_PERSON_LIST_NUMBER, N_("Somebody in the file has this identity number already."));
  if (person->death_date != NULL && person->birth_date != NULL && strcmp (person->birth_date, person->death_date) > 0)
    refuse_column (run, XL_PERSON_LIST_BIRTH, N_("The day of death lies before it."));
  if (person->name == NULL && !run->refused)
    refuse_column (run, XL_PERSON_LIST_NAME, N_("A person must have a name."));
  if (run->change->id != 0 || run->refused)
    return TRUE;
  if (!has_twin (run->db, person, &twin, error))
    return FALSE;
  if (twin)
    refuse_column (run, XL_PERSON_LIST_NAME, N_("Somebody of this name and date of birth is in the file already. If they are two, "
                                                "enter this one by “New resident”."));
  return TRUE;
}

static gboolean
is_blank (const Run *run)
{
  for (guint n = 0; n < run->change->patches->len; n++)
    if (patch_at (run, n)->text[strspn (patch_at (run, n)->text, " \t\r\n")] != '\0')
      return FALSE;
  return TRUE;
}

static gboolean
set_cells (Run *run, GError **error)
{
  for (guint n = 0; n < run->change->patches->len; n++)
    {
      const XlLedgerPatch *patch = patch_at (run, n);
      g_autofree char *text = g_strstrip (g_strdup (patch->text));
      g_autoptr(GError) local = NULL;
      const char *reason = set_cell (run, (XlPersonListColumn) patch->field, text, &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (reason != NULL)
        refuse (run, index_at (run, n), patch->field, reason);
    }
  return TRUE;
}

static gboolean
run_change (XlDb *db, XlLedgerPatches *p, const XlLedgerChange *change, GError **error)
{
  Run run = { db, p, change, NULL, FALSE };
  gboolean done;

  if (change->id == 0 && is_blank (&run))
    return TRUE;
  run.edit = make_edit (&run, error);
  if (run.edit == NULL)
    return FALSE;
  done = set_cells (&run, error) && judge_person (&run, error)
         && (run.refused || xl_person_edit_run (db, run.edit, error) >= 0);
  if (done && !run.refused && change->id == 0)
    p->n_added++;
  else if (done && !run.refused)
    p->n_changed++;
  xl_person_edit_free (run.edit);
  return done;
}

static gboolean
run_changes (XlDb *db, XlLedgerPatches *p, GError **error)
{
  g_autoptr(GArray) changes = xl_ledger_patches_by_record (p);

  for (guint i = 0; i < changes->len; i++)
    if (!run_change (db, p, &g_array_index (changes, XlLedgerChange, i), error))
      return FALSE;
  if (p->refusals->len == 0 || (p->good_only && p->n_added + p->n_changed > 0))
    return TRUE;
  g_set_error (error, XL_ERROR, XL_ERROR_REFUSED, "residents: %u cells are refused", p->refusals->len);
  return FALSE;
}

gint64
xl_person_patch_run (XlDb *db, gpointer data, GError **error)
{
  XlLedgerPatches *p = data;

  p->n_added = p->n_changed = 0;
  if (run_changes (db, p, error))
    return p->n_added + p->n_changed;
  p->n_added = p->n_changed = 0;
  return -1;
}
