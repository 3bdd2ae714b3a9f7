#include "exchange/xl-resident-import-table.h"

#include "base/xl-name.h"
#include "exchange/xl-resident-import-private.h"
#include "people/xl-group-table.h"
#include "people/xl-household-table.h"
#include "people/xl-membership-table.h"
#include "people/xl-person-kind-table.h"
#include "people/xl-person-table.h"
#include "store/xl-bulk.h"
#include "store/xl-sql.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  XlResidentKnown *known;
  GHashTable *settled;        /* persons whose row on the home list was seen in this import */
  GHashTable *provisional;    /* persons added in this import by a list not their own, or by a row whose group is not their household's */
  GHashTable *groups;         /* "office/number" that have a row */
  GHashTable *offices;        /* that have a row */
  char       *office, *number;   /* the household of the row before */
  gint64      household;
  int         household_group;   /* 0 unknown */
  guint       n_added;
} State;

static XlFieldSet *
load_fields (const XlImportTarget *target, XlDb *db, GError **error)
{
  return xl_field_set_load ("residents", error);
}

static void
free_state (gpointer data)
{
  State *state = data;

  xl_resident_known_free (state->known);
  g_hash_table_unref (state->settled);
  g_hash_table_unref (state->provisional);
  g_hash_table_unref (state->groups);
  g_hash_table_unref (state->offices);
  g_free (state->office);
  g_free (state->number);
  g_free (state);
}

static gpointer
begin (XlDb *db, XlImport *import, GError **error)
{
  static const char *const tables[] = { "person", "household", "membership", "person_kind", NULL };
  static const char *const indexes[] = {
    "person_office_name", "person_birth", "person_id_tail", "person_phone", "household_place", "household_head", "household_grid",
    "person_kind_kind", NULL
  };
  XlResidentKnown *known = xl_resident_known_new (db, error);
  State *state;

  if (known == NULL)
    return NULL;
  state = g_new0 (State, 1);
  state->known = known;
  state->settled = g_hash_table_new (NULL, NULL);
  state->provisional = g_hash_table_new (NULL, NULL);
  state->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  state->offices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (xl_bulk_begin (db, tables, indexes, error))
    return state;
  free_state (state);
  return NULL;
}

static gboolean
ensure_place (XlDb *db, State *state, const XlResidentRecord *record, GError **error)
{
  g_autofree char *group = g_strdup_printf ("%s/%d", record->person->office, record->group);

  if (!g_hash_table_contains (state->offices, record->person->office))
    {
      if (!xl_import_ensure_office (db, record->person->office, error))
        return FALSE;
      g_hash_table_add (state->offices, g_strdup (record->person->office));
    }
  if (record->group <= 0 || record->group > 999 || !record->at_home || g_hash_table_contains (state->groups, group))
    return TRUE;
  if (xl_group_table_ensure (db, record->person->office, record->group, NULL, error) < 0)
    return FALSE;
  g_hash_table_add (state->groups, g_steal_pointer (&group));
  return TRUE;
}

/* The household in use under this number with its group; 0 for none, -1 with @error. */
static gint64
find_household (XlDb *db, const XlResidentRecord *record, int *group, GError **error)
{
  static const char sql[] = "SELECT id, group_no FROM household WHERE office = ?1 AND number = ?2 AND to_date IS NULL";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return -1;
  xl_bind (stmt, 1, record->person->office);
  xl_bind (stmt, 2, record->household);
  if (xl_db_step (db, stmt, &local))
    {
      *group = sqlite3_column_int (stmt, 1);
      return sqlite3_column_int64 (stmt, 0);
    }
  if (local == NULL)
    return 0;
  g_propagate_error (error, g_steal_pointer (&local));
  return -1;
}

static gint64
make_household (XlDb *db, const XlResidentRecord *record, int *group, GError **error)
{
  g_autoptr(XlHousehold) household = xl_household_new (record->person->office, record->household);

  household->group_no = record->at_home && record->group <= 999 ? record->group : 0;
  *group = household->group_no;
  return xl_household_table_insert (db, household, error);
}

/* The group that a row of the home list says, where the household has none yet. */
static gboolean
fill_group (XlDb *db, State *state, const XlResidentRecord *record, GError **error)
{
  g_autoptr(XlStmt) stmt = NULL;

  if (state->household_group > 0 || !record->at_home || record->group <= 0 || record->group > 999)
    return TRUE;
  stmt = xl_db_prepare (db, "UPDATE household SET group_no = ?2 WHERE id = ?1", error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, state->household);
  sqlite3_bind_int (stmt, 2, record->group);
  state->household_group = record->group;
  return xl_db_done (db, stmt, error);
}

/* The household of the row: found, or made; 0 when the row names none. */
static gint64
settle_household (XlDb *db, State *state, const XlResidentRecord *record, GError **error)
{
  gint64 id;
  int group = 0;

  if (record->household == NULL)
    return 0;
  if (g_strcmp0 (state->office, record->person->office) == 0 && g_strcmp0 (state->number, record->household) == 0)
    return fill_group (db, state, record, error) ? state->household : -1;
  id = find_household (db, record, &group, error);
  if (id == 0)
    id = make_household (db, record, &group, error);
  if (id <= 0)
    return id;
  g_free (state->office);
  g_free (state->number);
  state->office = g_strdup (record->person->office);
  state->number = g_strdup (record->household);
  state->household = id;
  state->household_group = group;
  return fill_group (db, state, record, error) ? id : -1;
}

/* The row says another group than its household has: where a person stands on two lists, the other row is believed. */
static gboolean
is_doubtful (const State *state, const XlResidentRecord *record)
{
  return record->household != NULL && record->group > 0 && state->household_group > 0
         && record->group != state->household_group;
}

static gboolean
add_kinds (XlDb *db, gint64 person, const XlResidentRecord *record, XlImportRow *row, gboolean *changed, GError **error)
{
  for (guint i = 0; record->kinds != NULL && i < record->kinds->len && g_ptr_array_index (record->kinds, i) != NULL; i++)
    {
      const char *kind = g_ptr_array_index (record->kinds, i);
      gint64 before = xl_db_n_changes (db);

      if (xl_person_kind_table_add (db, person, kind, NULL, row->sheet->file, error) < 0)
        return FALSE;
      if (xl_db_n_changes (db) != before && changed != NULL)
        *changed = TRUE;
    }
  return TRUE;
}

static XlImportVerdict
add_person (XlDb *db, State *state, XlResidentRecord *record, XlImportRow *row, GError **error)
{
  gint64 household = settle_household (db, state, record, error);
  gint64 id;

  if (household < 0)
    return XL_IMPORT_FAILED;
  id = xl_person_table_insert (db, record->person, error);
  if (id < 0)
    return XL_IMPORT_FAILED;
  if (household > 0
      && xl_membership_table_begin (db, id, household, record->relation, record->relation_written, error) < 0)
    return XL_IMPORT_FAILED;
  if (!add_kinds (db, id, record, row, NULL, error))
    return XL_IMPORT_FAILED;
  if (++state->n_added == XL_BULK_MANY && !xl_bulk_widen (db, error))
    return XL_IMPORT_FAILED;
  xl_resident_known_add (state->known, record->person);
  g_hash_table_add (record->at_home && !is_doubtful (state, record) ? state->settled : state->provisional, (gpointer) (gintptr) id);
  return XL_IMPORT_ADDED;
}

/* Takes one field over; @fill: only where nothing stands yet. */
static gboolean
merge_field (XlImportRow *row, const char *key, char **old, const char *new_value, gboolean fill)
{
  if (new_value == NULL || g_strcmp0 (*old, new_value) == 0 || (fill && *old != NULL))
    return FALSE;
  xl_import_row_change (row, key, *old, new_value);
  g_free (*old);
  *old = g_strdup (new_value);
  return TRUE;
}

/* The number, and what hangs on it. */
static gboolean
merge_identity (XlImportRow *row, XlPerson *known, const XlPerson *person, gboolean fill)
{
  gboolean take = known->id_number == NULL && (person->id_number != NULL || (person->id_written != NULL && !fill));

  if (!take || (person->id_number == NULL && g_strcmp0 (known->id_written, person->id_written) == 0))
    return FALSE;
  merge_field (row, "id_number", &known->id_written, person->id_written, FALSE);
  g_free (known->id_number);
  g_free (known->id_verdict);
  known->id_number = g_strdup (person->id_number);
  known->id_verdict = g_strdup (person->id_verdict);
  return TRUE;
}

static gboolean
merge_person (XlImportRow *row, XlPerson *known, XlPerson *person, gboolean fill)
{
  static const struct { const char *key, *column; } plain[] = {
    { "ethnic", "ethnic" }, { "phone", "phone" }, { "education", "education" }, { "political", "political" },
    { "marital", "marital" }, { "hukou", "hukou" }, { "away", "away" }, { "address", "address" }, { "note", "note" },
  };
  gboolean had_number = known->id_number != NULL;
  gboolean changed = merge_identity (row, known, person, fill);

  /* what a valid number says stands against a list that has none */
  changed |= merge_field (row, "birth_date", &known->birth_date, person->birth_date, fill || (had_number && person->id_number == NULL));
  changed |= merge_field (row, "sex", &known->sex, person->sex, fill || (had_number && person->id_number == NULL));
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    changed |= merge_field (row, plain[i].key, xl_person_field (known, plain[i].column),
                            *xl_person_field (person, plain[i].column), fill);
  if (known->phone == NULL)
    changed |= merge_field (row, "phone", &known->phone_written, person->phone_written, fill);
  return changed;
}

/* What an earlier row of this very import said was wrong: the membership never was. */
static gboolean
forget_membership (XlDb *db, const XlMember *member, GError **error)
{
  g_autoptr(XlStmt) head = xl_db_prepare (db, "UPDATE household SET head = NULL WHERE id = ?1 AND head = ?2", error);
  g_autoptr(XlStmt) stmt = head != NULL ? xl_db_prepare (db, "DELETE FROM membership WHERE id = ?1", error) : NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (head, 1, member->household);
  sqlite3_bind_int64 (head, 2, member->person);
  sqlite3_bind_int64 (stmt, 1, member->id);
  return xl_db_done (db, head, error) && xl_db_done (db, stmt, error);
}

/* Into the household of the row from another one. */
static gboolean
change_household (XlDb *db, State *state, XlResidentRecord *record, XlImportRow *row, const XlMember *member, gint64 household,
                  GError **error)
{
  xl_import_row_change (row, "household", NULL, record->household);
  if (g_hash_table_contains (state->provisional, (gpointer) (gintptr) member->person))
    {
      xl_import_row_flag (row, "household", record->household,
                          N_("an earlier row has this person in a household of another group; this one is believed"));
      return forget_membership (db, member, error)
             && xl_membership_table_join (db, member->person, household, record->relation, record->relation_written, NULL, NULL,
                                          error) >= 0;
    }
  xl_import_row_flag (row, "household", record->household, N_("the person was in another household and moves to this one"));
  return xl_membership_table_move (db, member->person, household, record->relation, row->import->options.on, error);
}

/* Within the household: the relation that the home list says. */
static gboolean
change_relation (XlDb *db, State *state, XlResidentRecord *record, XlImportRow *row, const XlMember *member, gboolean *changed,
                 GError **error)
{
  if (record->relation == NULL || g_strcmp0 (member->relation, record->relation) == 0)
    return TRUE;
  *changed = TRUE;
  xl_import_row_change (row, "relation", member->relation_written, record->relation_written);
  if (g_hash_table_contains (state->provisional, (gpointer) (gintptr) member->person))
    return forget_membership (db, member, error)
           && xl_membership_table_join (db, member->person, member->household, record->relation, record->relation_written, NULL,
                                        NULL, error) >= 0;
  return xl_membership_table_recode (db, member->person, record->relation, row->import->options.on, error);
}

/* Belongs to the household of the row from now on, if the home list says so. */
static gboolean
merge_membership (XlDb *db, State *state, XlResidentRecord *record, XlImportRow *row, gint64 id, gint64 household, gboolean fill,
                  gboolean *changed, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(XlMember) member = xl_membership_table_of (db, id, NULL, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (household == 0)
    return TRUE;
  if (member != NULL && member->household == household)
    return fill || change_relation (db, state, record, row, member, changed, error);
  if (member != NULL && fill)
    {
      xl_import_row_flag (row, "household", record->household, N_("the person is in another household already and stays there"));
      return TRUE;
    }
  *changed = TRUE;
  if (member != NULL)
    return change_household (db, state, record, row, member, household, error);
  xl_import_row_change (row, "household", NULL, record->household);
  return xl_membership_table_join (db, id, household, record->relation, record->relation_written, NULL, NULL, error) >= 0;
}

static void
flag_joined (XlImportRow *row, const XlPerson *known, const XlPerson *person, gboolean again, const char *why)
{
  if (again)
    xl_import_row_flag (row, "id_number", xl_import_row_text_at (row, R_ID_NUMBER), N_("this person stands in an earlier row already; joined"));
  else if (why != NULL)
    xl_import_row_flag (row, "name", person->name, why);
  if (!xl_name_same (known->name, person->name))
    xl_import_row_flag (row, "name", person->name, N_("the file knows this identity number under another name, which stays"));
}

static XlImportVerdict
update_person (XlDb *db, State *state, XlResidentRecord *record, XlImportRow *row, gint64 id, const char *why, GError **error)
{
  g_autoptr(XlPerson) known = xl_person_table_get (db, id, error);
  gpointer key = (gpointer) (gintptr) id;
  gboolean again = g_hash_table_contains (state->settled, key) || g_hash_table_contains (state->provisional, key);
  gboolean changed, fill, member_changed = FALSE;
  gint64 household = known != NULL ? settle_household (db, state, record, error) : -1;

  if (household < 0)
    return XL_IMPORT_FAILED;
  /* only a home list's first row whose group fits may change what the file has */
  fill = g_hash_table_contains (state->settled, key) || !record->at_home || is_doubtful (state, record)
         || (record->household == NULL && strcmp (known->office, record->person->office) != 0);
  flag_joined (row, known, record->person, again, why);
  changed = merge_person (row, known, record->person, fill);
  if ((changed && !xl_person_table_update (db, known, error))
      || !merge_membership (db, state, record, row, id, household, fill, &member_changed, error)
      || !add_kinds (db, id, record, row, &member_changed, error))
    return XL_IMPORT_FAILED;
  xl_resident_known_add (state->known, known);
  if (!fill)
    g_hash_table_add (state->settled, key);
  return changed || member_changed ? XL_IMPORT_UPDATED : XL_IMPORT_UNCHANGED;
}

static XlImportVerdict
apply (XlDb *db, gpointer data, XlImportRow *row, GError **error)
{
  State *state = data;
  XlResidentRecord record;
  XlImportVerdict verdict = XL_IMPORT_REFUSED;
  const char *why = NULL;
  gint64 id;

  if (xl_resident_record_read (&record, row))
    {
      verdict = XL_IMPORT_FAILED;
      id = ensure_place (db, state, &record, error) ? xl_resident_match (db, state->known, &record, &why, error) : -1;
      if (id == 0)
        verdict = add_person (db, state, &record, row, error);
      else if (id > 0)
        verdict = update_person (db, state, &record, row, id, why, error);
    }
  xl_resident_record_clear (&record);
  return verdict;
}

const XlImportTarget xl_resident_import_target = { "residents", load_fields, begin, apply, NULL, free_state };
