#include "exchange/xl-resident-import-table.h"

#include "base/xl-code.h"
#include "base/xl-identity.h"
#include "base/xl-name.h"
#include "base/xl-phone.h"
#include "exchange/xl-resident-import-private.h"
#include "people/xl-group-table.h"
#include "people/xl-household-table.h"
#include "people/xl-membership-table.h"
#include "people/xl-person-table.h"
#include "store/xl-sql.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Fields of data/columns/households.json, in its order. */
enum { H_NUMBER, H_HEAD, H_HEAD_ID, H_SIZE, H_GROUP, H_KIND, H_LAND, H_PHONE, H_ADDRESS, H_VILLAGE, H_NOTE };

#define HEAD "02"   /* 户主, GB/T 4761-2008 */

static XlFieldSet *
load_fields (const XlImportTarget *target, XlDb *db, GError **error)
{
  return xl_field_set_load ("households", error);
}

static void
take (char **field, const char *text)
{
  g_free (*field);
  *field = text != NULL && text[0] != '\0' ? g_strdup (text) : NULL;
}

/* "12.5亩", "２３．０" → 1250; -1 when it is no area. */
static gint64
parse_land (const char *text)
{
  g_autofree char *half = xl_text_key (text);
  char *end;
  double value = g_ascii_strtod (half, &end);

  if (end == half || value < 0 || value > 1e7 || (*end != '\0' && strcmp (end, "亩") != 0 && strcmp (end, "mu") != 0))
    return -1;
  return llround (value * 100);
}

static void
read_numbers (XlHousehold *household, XlImportRow *row)
{
  const char *size = xl_import_row_text_at (row, H_SIZE), *land = xl_import_row_text_at (row, H_LAND);

  household->stated_size = -1;
  household->land_mu_x100 = -1;
  if (size != NULL)
    {
      household->stated_size = xl_import_small_number (size);
      if (household->stated_size <= 0 || household->stated_size > 200)
        {
          household->stated_size = -1;
          xl_import_row_flag (row, "size", size, N_("no number of people; left empty"));
        }
    }
  if (land != NULL && !xl_text_is_none (land) && (household->land_mu_x100 = parse_land (land)) < 0)
    xl_import_row_flag (row, "land", land, N_("no area in 亩; left empty"));
}

static void
read_words (XlHousehold *household, XlImportRow *row)
{
  const char *phone = xl_import_row_text_at (row, H_PHONE);
  XlPhone clean;

  take (&household->kind, xl_import_row_text_at (row, H_KIND));
  take (&household->address, xl_import_row_text_at (row, H_ADDRESS));
  take (&household->note, xl_import_row_text_at (row, H_NOTE));
  if (phone != NULL && xl_phone_clean (phone, &clean))
    take (&household->phone, clean.number);
  else if (phone != NULL && clean.kind == XL_PHONE_INVALID)
    xl_import_row_flag (row, "phone", phone, clean.reason);
  household->group_no = MIN (xl_import_small_number (xl_import_row_text_at (row, H_GROUP)), 999);
}

static XlHousehold *
read_household (XlImportRow *row)
{
  XlPlaces *places = xl_import_get_places (row->import);
  g_autofree char *number = xl_import_household_number (xl_import_row_text_at (row, H_NUMBER));
  const char *village = xl_import_row_text_at (row, H_VILLAGE);
  const char *office = xl_places_of_household (places, number);
  XlHousehold *household;

  if (office == NULL && village != NULL)
    office = xl_places_find (places, village);
  if (office == NULL)
    office = xl_import_row_office (row);
  if (number == NULL || strlen (office) != 12)
    {
      xl_import_row_refuse (row, number == NULL ? "number" : "village", number,
                            number == NULL ? N_("there is no household number") : N_("nothing says which village this is"));
      return NULL;
    }
  xl_import_row_label (row, number);
  household = xl_household_new (office, number);
  read_numbers (household, row);
  read_words (household, row);
  return household;
}

/* The head ------------------------------------------------------------------------------------------------------------ */

static gint64
find_member (XlDb *db, gint64 household, const char *name, GError **error)
{
  g_autoptr(GPtrArray) members = xl_household_table_members (db, household, NULL, error);
  gint64 found = 0;

  if (members == NULL)
    return -1;
  for (guint i = 0; i < members->len; i++)
    {
      const XlMember *member = g_ptr_array_index (members, i);

      if (xl_name_same (member->name, name) && (found == 0 || g_strcmp0 (member->relation, HEAD) == 0))
        found = member->person;
    }
  return found;
}

/* The household's table knows the head's number where the register's own is unusable. */
static gboolean
add_number (XlDb *db, XlImportRow *row, gint64 id, const XlIdentity *identity, const char *written, gboolean *changed,
            GError **error)
{
  g_autoptr(XlPerson) person = xl_person_table_get (db, id, error);
  char sex[2] = { identity->sex, '\0' };

  if (person == NULL)
    return FALSE;
  if (person->id_number != NULL && strcmp (person->id_number, identity->number) != 0)
    xl_import_row_flag (row, "head_id_number", written, N_("the register of residents has another number for the head; it stays"));
  if (person->id_number != NULL)
    return TRUE;
  if (person->birth_date != NULL && strcmp (person->birth_date, identity->birth) != 0)
    {
      xl_import_row_flag (row, "head_id_number", written, N_("the number disagrees with the head's birth date; not taken"));
      return TRUE;
    }
  xl_import_row_flag (row, "head_id_number", written, N_("the head had no valid number; this one is taken"));
  take (&person->id_number, identity->number);
  take (&person->id_written, written);
  take (&person->id_verdict, xl_identity_verdict_name (identity->verdict));
  if (person->birth_date == NULL)
    take (&person->birth_date, identity->birth);
  if (person->sex == NULL)
    take (&person->sex, sex);
  *changed = TRUE;
  return xl_person_table_update (db, person, error);
}

static gint64
add_head (XlDb *db, XlImportRow *row, const XlHousehold *household, const char *name, const XlIdentity *identity,
          const char *written, GError **error)
{
  g_autoptr(XlPerson) person = xl_person_new (household->office);
  char sex[2] = { identity->sex, '\0' };
  gboolean valid = identity->number[0] != '\0';
  gint64 id;

  if (!xl_person_set_name (person, name, NULL))
    return 0;
  take (&person->id_written, written);
  take (&person->id_verdict, xl_identity_verdict_name (identity->verdict));
  if (valid)
    {
      take (&person->id_number, identity->number);
      take (&person->birth_date, identity->birth);
      take (&person->sex, sex);
    }
  if (household->phone != NULL)
    xl_person_set_phone (person, household->phone);
  id = xl_person_table_insert (db, person, error);
  return id;
}

/* @id is known; makes them belong to the household when they belong to none. */
static gboolean
settle_head (XlDb *db, XlImportRow *row, const XlHousehold *household, gint64 id, const char *name, gboolean *changed, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(XlMember) member = xl_membership_table_of (db, id, NULL, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (member == NULL)
    {
      *changed = TRUE;
      return xl_membership_table_join (db, id, household->id, HEAD, NULL, NULL, NULL, error) >= 0;
    }
  if (member->household != household->id)
    xl_import_row_flag (row, "head", name, N_("the register of residents has the head in another household"));
  else if (g_strcmp0 (member->relation, HEAD) != 0)
    xl_import_row_flag (row, "head", name, N_("the register of residents names another head"));
  return TRUE;
}

static gboolean
apply_head (XlDb *db, XlImportRow *row, const XlHousehold *household, gboolean *changed, GError **error)
{
  const char *name = xl_import_row_text_at (row, H_HEAD);
  const XlCell *cell = xl_import_row_cell_at (row, H_HEAD_ID);
  const char *written = xl_import_row_text_at (row, H_HEAD_ID);
  XlIdentity identity;
  gboolean valid = xl_identity_parse (written, (cell != NULL && cell->type == XL_CELL_NUMBER ? XL_IDENTITY_NUMERIC_CELL : 0)
                                      | (cell != NULL && cell->quote_prefix ? XL_IDENTITY_QUOTE_PREFIX : 0),
                                      row->import->options.on, &identity);
  gint64 id = 0;

  if (xl_import_row_has_at (row, H_HEAD_ID))
    xl_import_row_identity (row, xl_identity_verdict_name (identity.verdict));
  if (!valid && written != NULL && identity.verdict == XL_IDENTITY_INVALID)
    xl_import_row_flag (row, "head_id_number", written, identity.reason);
  if (name == NULL)
    return TRUE;
  if (valid && (id = xl_person_table_find_identity (db, identity.number, error)) < 0)
    return FALSE;
  if (id == 0 && (id = find_member (db, household->id, name, error)) < 0)
    return FALSE;
  if (id == 0)
    {
      *changed = TRUE;
      id = add_head (db, row, household, name, &identity, written, error);
      if (id <= 0)
        return id == 0;
    }
  else if (valid && !add_number (db, row, id, &identity, written, changed, error))
    return FALSE;
  return settle_head (db, row, household, id, name, changed, error);
}

/* The household ------------------------------------------------------------------------------------------------------- */

static gboolean
merge_text (XlImportRow *row, const char *key, char **old, const char *new_value)
{
  if (new_value == NULL || g_strcmp0 (*old, new_value) == 0)
    return FALSE;
  xl_import_row_change (row, key, *old, new_value);
  take (old, new_value);
  return TRUE;
}

static gboolean
merge_number (XlImportRow *row, const char *key, gint64 old, gint64 new_value, gint64 none)
{
  g_autofree char *a = old != none ? g_strdup_printf ("%" G_GINT64_FORMAT, old) : NULL;
  g_autofree char *b = g_strdup_printf ("%" G_GINT64_FORMAT, new_value);

  if (new_value == none || new_value == old)
    return FALSE;
  xl_import_row_change (row, key, a, b);
  return TRUE;
}

static gboolean
merge_household (XlImportRow *row, XlHousehold *known, const XlHousehold *household)
{
  gboolean changed = merge_text (row, "kind", &known->kind, household->kind);

  changed |= merge_text (row, "address", &known->address, household->address);
  changed |= merge_text (row, "phone", &known->phone, household->phone);
  changed |= merge_text (row, "note", &known->note, household->note);
  if (merge_number (row, "group", known->group_no, household->group_no, 0))
    {
      known->group_no = household->group_no;
      changed = TRUE;
    }
  if (merge_number (row, "size", known->stated_size, household->stated_size, -1))
    {
      known->stated_size = household->stated_size;
      changed = TRUE;
    }
  if (merge_number (row, "land", known->land_mu_x100, household->land_mu_x100, -1))
    {
      known->land_mu_x100 = household->land_mu_x100;
      changed = TRUE;
    }
  return changed;
}

/* Where only heads are known, the register of residents is not in yet, and nothing can be said. */
static gboolean
check_size (XlDb *db, XlImportRow *row, const XlHousehold *household, GError **error)
{
  static const char sql[] =
    "SELECT count(*), EXISTS (SELECT 1 FROM membership AS m JOIN household AS h ON h.id = m.household"
    " WHERE h.office = ?2 AND m.to_date IS NULL AND m.relation IS NOT '02')"
    " FROM membership WHERE household = ?1 AND to_date IS NULL";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, household->id);
  xl_bind (stmt, 2, household->office);
  if (!xl_db_step (db, stmt, &local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (household->stated_size > 0 && sqlite3_column_int (stmt, 1) && sqlite3_column_int (stmt, 0) != household->stated_size)
    xl_import_row_flag (row, "size", xl_import_row_text_at (row, H_SIZE),
                        N_("the register of residents counts another number of people in this household"));
  return TRUE;
}

static XlImportVerdict
store_household (XlDb *db, XlHousehold *household, XlImportRow *row, GError **error)
{
  gint64 id = xl_household_table_find_number (db, household->office, household->number, error);
  g_autoptr(XlHousehold) known = NULL;
  XlImportVerdict verdict = XL_IMPORT_UNCHANGED;

  if (id == 0)
    return xl_household_table_insert (db, household, error) < 0 ? XL_IMPORT_FAILED : XL_IMPORT_ADDED;
  known = id > 0 ? xl_household_table_get (db, id, error) : NULL;
  if (known == NULL)
    return XL_IMPORT_FAILED;
  household->id = id;
  if (merge_household (row, known, household))
    {
      /* what only the residents' list has made so far is new to this one */
      verdict = XL_IMPORT_UPDATED;
      if (!xl_household_table_update (db, known, error))
        return XL_IMPORT_FAILED;
    }
  return verdict;
}

static XlImportVerdict
apply (XlDb *db, gpointer state, XlImportRow *row, GError **error)
{
  g_autoptr(XlHousehold) household = read_household (row);
  XlImportVerdict verdict;
  gboolean changed = FALSE;

  if (household == NULL)
    return XL_IMPORT_REFUSED;
  if (!xl_import_ensure_office (db, household->office, error))
    return XL_IMPORT_FAILED;
  if (household->group_no > 0 && xl_group_table_ensure (db, household->office, household->group_no, NULL, error) < 0)
    return XL_IMPORT_FAILED;
  verdict = store_household (db, household, row, error);
  if (verdict == XL_IMPORT_FAILED || !apply_head (db, row, household, &changed, error)
      || !check_size (db, row, household, error))
    return XL_IMPORT_FAILED;
  return verdict == XL_IMPORT_UNCHANGED && changed ? XL_IMPORT_UPDATED : verdict;
}

const XlImportTarget xl_household_import_target = { "households", load_fields, NULL, apply, NULL, NULL };
