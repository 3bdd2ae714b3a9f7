#include "people/xl-membership-table.h"

#include "base/xl-date.h"
#include "people/xl-household-table.h"
#include "people/xl-member-table.h"
#include "people/xl-relation.h"

#include <string.h>

#define HEAD "02"   /* 户主, GB/T 4761-2008 */

XlMember *
xl_membership_table_of (XlDb *db, gint64 person, const char *day, GError **error)
{
  static const char sql[] =
    "SELECT " XL_MEMBER_COLUMNS " FROM membership AS m JOIN person AS p ON p.id = m.person"
    " WHERE m.person = ?1 AND " XL_MEMBERSHIP_HOLDS ("m", "?2");
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, person);
  xl_bind (stmt, 2, day);
  return xl_db_step (db, stmt, error) ? xl_member_read (stmt) : NULL;
}

GPtrArray *
xl_membership_table_history (XlDb *db, gint64 person, GError **error)
{
  static const char sql[] =
    "SELECT " XL_MEMBER_COLUMNS " FROM membership AS m JOIN person AS p ON p.id = m.person"
    " WHERE m.person = ?1 AND (m.to_date IS NULL OR m.to_date IS NOT NULL)"
    " ORDER BY m.to_date IS NOT NULL, m.to_date DESC, m.from_date DESC, m.id DESC";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, person);
  return xl_member_read_all (db, stmt, error);
}

/* One row in, one row closed ---------------------------------------------------------------------------------------- */

static gboolean
refuse_day (const char *day, const char *why, GError **error)
{
  g_set_error (error, XL_ERROR, XL_ERROR_RANGE, "membership: %s: %s", day != NULL ? day : "no day", why);
  return FALSE;
}

static gboolean
check_day (const char *day, GError **error)
{
  return xl_date_is_valid (day) || refuse_day (day, "is no day of the calendar", error);
}

/* Ends @m on @day: the row gets its last day, nothing else of it changes. */
static gboolean
close_member (XlDb *db, const XlMember *m, const char *day, const char *reason, const char *moved_to, GError **error)
{
  static const char sql[] = "UPDATE membership SET to_date = ?2, end_reason = ?3, moved_to = ?4 WHERE id = ?1";
  g_autoptr(XlStmt) stmt = NULL;

  if (!check_day (day, error))
    return FALSE;
  if (m->from_date != NULL && strcmp (day, m->from_date) < 0)
    return refuse_day (day, "lies before the day on which this began", error);
  stmt = xl_db_prepare (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, m->id);
  xl_bind (stmt, 2, day);
  xl_bind (stmt, 3, reason);
  xl_bind (stmt, 4, moved_to);
  return xl_db_done (db, stmt, error);
}

static gint64
insert_member (XlDb *db, gint64 person, gint64 household, const char *relation, const char *written, const char *from_date,
               const char *reason, GError **error)
{
  static const char sql[] =
    "INSERT INTO membership (id, person, household, relation, relation_written, from_date, begin_reason)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  gint64 id;

  if (stmt == NULL)
    return -1;
  id = xl_db_next_id (db);
  sqlite3_bind_int64 (stmt, 1, id);
  sqlite3_bind_int64 (stmt, 2, person);
  sqlite3_bind_int64 (stmt, 3, household);
  xl_bind (stmt, 4, relation);
  xl_bind (stmt, 5, written);
  xl_bind (stmt, 6, from_date);
  xl_bind (stmt, 7, reason);
  return xl_db_done (db, stmt, error) ? id : -1;
}

/* The open membership of @person; NULL with XL_ERROR_CONFLICT when they are in no household. */
static XlMember *
require_open (XlDb *db, gint64 person, GError **error)
{
  g_autoptr(GError) local = NULL;
  XlMember *m = xl_membership_table_of (db, person, NULL, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (m == NULL)
    g_set_error (error, XL_ERROR, XL_ERROR_CONFLICT, "person %" G_GINT64_FORMAT ": is in no household", person);
  return m;
}

/* Whoever is in a household is present and belongs to its office. */
static gboolean
bring_home (XlDb *db, gint64 person, gint64 household, GError **error)
{
  static const char sql[] =
    "UPDATE person SET present = 1, office = (SELECT office FROM household WHERE id = ?2)"
    " WHERE id = ?1 AND (present = 0 OR office <> (SELECT office FROM household WHERE id = ?2))";

  return xl_people_run (db, sql, person, household, error);
}

/* The first 户主 of a household is its head. */
static gboolean
take_head (XlDb *db, gint64 person, gint64 household, const char *relation, GError **error)
{
  return g_strcmp0 (relation, HEAD) != 0
         || xl_people_run (db, "UPDATE OR FAIL household SET head = ?1 WHERE id = ?2 AND head IS NULL", person, household, error);
}

/* Why @person cannot begin to belong to a household, when the insert was refused. */
static void
explain_join (GError *local, gint64 person, GError **error)
{
  if (g_error_matches (local, XL_STORE_ERROR, XL_STORE_ERROR_DUPLICATE))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_CONFLICT, "person %" G_GINT64_FORMAT ": is in a household already", person);
      g_error_free (local);
    }
  else
    g_propagate_error (error, local);
}

gint64
xl_membership_table_begin (XlDb *db, gint64 person, gint64 household, const char *relation, const char *relation_written,
                           GError **error)
{
  GError *local = NULL;
  gint64 id = insert_member (db, person, household, relation, relation_written, NULL, NULL, &local);

  if (id < 0)
    explain_join (local, person, error);
  else if (!take_head (db, person, household, relation, error))
    return -1;
  return id;
}

gint64
xl_membership_table_join (XlDb *db, gint64 person, gint64 household, const char *relation, const char *relation_written,
                          const char *from_date, const char *begin_reason, GError **error)
{
  GError *local = NULL;
  gint64 id;

  if (from_date != NULL && !check_day (from_date, error))
    return -1;
  id = insert_member (db, person, household, relation, relation_written, from_date, begin_reason, &local);
  if (id < 0)
    explain_join (local, person, error);
  else if (!take_head (db, person, household, relation, error) || !bring_home (db, person, household, error))
    return -1;
  return id;
}

gboolean
xl_membership_table_move (XlDb *db, gint64 person, gint64 household, const char *relation, const char *day, GError **error)
{
  g_autoptr(XlMember) m = require_open (db, person, error);

  if (m == NULL)
    return FALSE;
  if (m->household == household)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_CONFLICT, "person %" G_GINT64_FORMAT ": is in this household already", person);
      return FALSE;
    }
  return close_member (db, m, day, "moved", NULL, error) && xl_people_refresh_head (db, m->household, error)
         && xl_membership_table_join (db, person, household, relation, NULL, day, "moved", error) >= 0;
}

gboolean
xl_membership_table_leave (XlDb *db, gint64 person, const char *day, const char *moved_to, GError **error)
{
  g_autoptr(XlMember) m = require_open (db, person, error);

  return m != NULL && close_member (db, m, day, "left", moved_to, error) && xl_people_refresh_head (db, m->household, error)
         && xl_people_refresh_present (db, person, error);
}

/* Whether @person has died; -1 with @error. */
static int
is_dead (XlDb *db, gint64 person, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT death_date IS NOT NULL FROM person WHERE id = ?1", error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return -1;
  sqlite3_bind_int64 (stmt, 1, person);
  if (xl_db_step (db, stmt, &local))
    return sqlite3_column_int (stmt, 0);
  if (local == NULL)
    g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "person %" G_GINT64_FORMAT ": there is none", person);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return -1;
}

gboolean
xl_membership_table_return (XlDb *db, gint64 person, gint64 household, const char *relation, const char *day, GError **error)
{
  int dead = is_dead (db, person, error);

  if (dead > 0)
    g_set_error (error, XL_ERROR, XL_ERROR_CONFLICT, "person %" G_GINT64_FORMAT ": has died", person);
  return dead == 0 && xl_membership_table_join (db, person, household, relation, NULL, day, "returned", error) >= 0;
}

static gboolean
set_death (XlDb *db, gint64 person, const char *day, GError **error)
{
  static const char sql[] = "UPDATE person SET death_date = ?2, present = 0 WHERE id = ?1";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, person);
  xl_bind (stmt, 2, day);
  return xl_db_done (db, stmt, error);
}

gboolean
xl_membership_table_die (XlDb *db, gint64 person, const char *day, GError **error)
{
  g_autoptr(XlMember) m = NULL;
  g_autoptr(GError) local = NULL;
  char next[11];
  int dead;

  if (!check_day (day, error) || (dead = is_dead (db, person, error)) < 0)
    return FALSE;
  if (dead > 0)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_CONFLICT, "person %" G_GINT64_FORMAT ": has died already", person);
      return FALSE;
    }
  if (!xl_date_add_days (day, 1, next))
    return refuse_day (day, "has no day after it", error);
  m = xl_membership_table_of (db, person, NULL, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (m != NULL && (!close_member (db, m, next, "died", NULL, error) || !xl_people_refresh_head (db, m->household, error)))
    return FALSE;
  return set_death (db, person, day, error);
}

/* Relations as seen from somebody else ------------------------------------------------------------------------------- */

/* Gives @m the relation @relation from @day on, in household @household. */
static gboolean
begin_anew (XlDb *db, const XlMember *m, gint64 household, const char *relation, const char *day, const char *reason,
            GError **error)
{
  return close_member (db, m, day, reason, NULL, error)
         && insert_member (db, m->person, household, relation, NULL, day, reason, error) >= 0;
}

gboolean
xl_membership_table_recode (XlDb *db, gint64 person, const char *relation, const char *day, GError **error)
{
  g_autoptr(XlMember) m = require_open (db, person, error);

  if (m == NULL)
    return FALSE;
  return g_strcmp0 (m->relation, relation) == 0
         || (begin_anew (db, m, m->household, relation, day, "recoded", error) && xl_people_refresh_head (db, m->household, error));
}

static gboolean
is_spouse (const char *relation)
{
  return relation != NULL && relation[0] == '1';
}

/* What everybody of @members is to the member at @head; where two would be the spouse nobody is. */
static const char **
recode_all (GPtrArray *members, guint head)
{
  const XlMember *h = g_ptr_array_index (members, head);
  XlKin from = { h->relation, h->sex, h->birth_date };
  const char **relations = g_new0 (const char *, members->len);
  guint spouses = 0;

  for (guint i = 0; i < members->len; i++)
    {
      const XlMember *m = g_ptr_array_index (members, i);
      XlKin kin = { m->relation, m->sex, m->birth_date };

      relations[i] = i == head ? HEAD : xl_relation_recode (&from, &kin);
      spouses += is_spouse (relations[i]);
    }
  for (guint i = 0; i < members->len && spouses > 1; i++)
    if (is_spouse (relations[i]))
      relations[i] = NULL;
  return relations;
}

static gboolean
find_member (GPtrArray *members, gint64 person, guint *index)
{
  for (guint i = 0; i < members->len; i++)
    if (((XlMember *) g_ptr_array_index (members, i))->person == person)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
xl_membership_table_change_head (XlDb *db, gint64 household, gint64 person, const char *day, GError **error)
{
  g_autoptr(GPtrArray) members = xl_household_table_members (db, household, NULL, error);
  g_autofree const char **relations = NULL;
  guint head;

  if (members == NULL || !check_day (day, error))
    return FALSE;
  if (!find_member (members, person, &head))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_CONFLICT, "person %" G_GINT64_FORMAT ": is not in household %" G_GINT64_FORMAT,
                   person, household);
      return FALSE;
    }
  relations = recode_all (members, head);
  for (guint i = 0; i < members->len; i++)
    {
      const XlMember *m = g_ptr_array_index (members, i);

      if (g_strcmp0 (m->relation, relations[i]) != 0
          && !begin_anew (db, m, household, relations[i], day, "recoded", error))
        return FALSE;
    }
  return xl_people_refresh_head (db, household, error);
}

/* Splitting and merging ---------------------------------------------------------------------------------------------- */

/* The memberships of those who go, in their order; all in one household where somebody stays. */
static GPtrArray *
collect_leavers (XlDb *db, const gint64 *people, guint n_people, GError **error)
{
  g_autoptr(XlMember) first = require_open (db, people[0], error);
  g_autoptr(GPtrArray) all = first != NULL ? xl_household_table_members (db, first->household, NULL, error) : NULL;
  g_autoptr(GPtrArray) leavers = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_member_free);

  if (all == NULL)
    return NULL;
  for (guint i = 0; i < n_people; i++)
    {
      guint at;

      if (!find_member (all, people[i], &at))
        {
          g_set_error (error, XL_ERROR, XL_ERROR_CONFLICT, "person %" G_GINT64_FORMAT ": is not in the same household", people[i]);
          return NULL;
        }
      g_ptr_array_add (leavers, g_ptr_array_steal_index (all, at));
    }
  if (all->len > 0)
    return g_steal_pointer (&leavers);
  g_set_error_literal (error, XL_ERROR, XL_ERROR_REFUSED, "household: everybody would go; nobody stays to split from");
  return NULL;
}

/* The household they found: same place, from @day on. */
static gint64
found_household (XlDb *db, gint64 from, const char *number, const char *day, GError **error)
{
  g_autoptr(XlHousehold) old = xl_household_table_get (db, from, error);
  g_autoptr(XlHousehold) new = NULL;
  g_autofree char *next = NULL;

  if (old == NULL)
    return -1;
  if (number == NULL)
    number = next = xl_household_table_next_number (db, old->office, error);
  if (number == NULL)
    return -1;
  new = xl_household_new (old->office, number);
  new->group_no = old->group_no;
  new->grid = old->grid;
  new->address = g_strdup (old->address);
  new->from_date = g_strdup (day);
  return xl_household_table_insert (db, new, error);
}

gint64
xl_membership_table_split (XlDb *db, const gint64 *people, guint n_people, const char *number, const char *day, GError **error)
{
  g_autoptr(GPtrArray) leavers = NULL;
  g_autofree const char **relations = NULL;
  gint64 from, household;

  if (n_people == 0)
    {
      g_set_error_literal (error, XL_ERROR, XL_ERROR_REFUSED, "household: nobody would go");
      return -1;
    }
  if (!check_day (day, error) || (leavers = collect_leavers (db, people, n_people, error)) == NULL)
    return -1;
  from = ((XlMember *) g_ptr_array_index (leavers, 0))->household;
  household = found_household (db, from, number, day, error);
  if (household < 0)
    return -1;
  relations = recode_all (leavers, 0);
  for (guint i = 0; i < leavers->len; i++)
    if (!begin_anew (db, g_ptr_array_index (leavers, i), household, relations[i], day, "split", error))
      return -1;
  if (!xl_people_refresh_head (db, from, error) || !xl_people_refresh_head (db, household, error))
    return -1;
  return household;
}

/* What @person was in @household before, or NULL: all that can be known of a relation to another head. */
static gboolean
earlier_relation (XlDb *db, gint64 person, gint64 household, char **relation, GError **error)
{
  static const char sql[] =
    "SELECT relation FROM membership WHERE person = ?1 AND to_date IS NOT NULL AND household = ?2 AND relation <> '02'"
    " ORDER BY to_date DESC, id DESC LIMIT 1";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, person);
  sqlite3_bind_int64 (stmt, 2, household);
  *relation = xl_db_step (db, stmt, &local) ? g_strdup (xl_column (stmt, 0)) : NULL;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
end_household (XlDb *db, gint64 household, const char *day, GError **error)
{
  static const char sql[] = "UPDATE household SET to_date = ?2, head = NULL WHERE id = ?1";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, household);
  xl_bind (stmt, 2, day);
  return xl_db_done (db, stmt, error);
}

gboolean
xl_membership_table_merge (XlDb *db, gint64 keep, gint64 gone, const char *day, GError **error)
{
  g_autoptr(XlHousehold) into = xl_household_table_get (db, keep, error);
  g_autoptr(GPtrArray) members = into != NULL ? xl_household_table_members (db, gone, NULL, error) : NULL;

  if (members == NULL || !check_day (day, error))
    return FALSE;
  if (keep == gone || into->to_date != NULL)
    {
      g_set_error_literal (error, XL_ERROR, XL_ERROR_REFUSED, "household: only into another one that exists");
      return FALSE;
    }
  for (guint i = 0; i < members->len; i++)
    {
      const XlMember *m = g_ptr_array_index (members, i);
      g_autofree char *relation = NULL;

      if (!earlier_relation (db, m->person, keep, &relation, error)
          || !begin_anew (db, m, keep, relation, day, "merged", error) || !bring_home (db, m->person, keep, error))
        return FALSE;
    }
  return end_household (db, gone, day, error);
}

/* Counting ----------------------------------------------------------------------------------------------------------- */

gint64
xl_membership_table_population (XlDb *db, const char *office, const char *day, GError **error)
{
  /* In a household of the office, or, never having been in any, of the office by the person's own row. */
  static const char sql[] =
    "SELECT (SELECT count(*) FROM membership AS m JOIN household AS h ON h.id = m.household"
    "        WHERE " XL_MEMBERSHIP_HOLDS ("m", "?2") " AND (?1 IS NULL OR h.office = ?1))"
    "     + (SELECT count(*) FROM person AS p WHERE (?1 IS NULL OR p.office = ?1)"
    "        AND (p.death_date IS NULL OR p.death_date >= ?2)"
    "        AND NOT EXISTS (SELECT 1 FROM membership AS m WHERE m.person = p.id"
    "                        AND (m.to_date IS NULL OR m.to_date IS NOT NULL)))";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return -1;
  xl_bind (stmt, 1, office);
  xl_bind (stmt, 2, day);
  return xl_db_step (db, stmt, error) ? sqlite3_column_int64 (stmt, 0) : -1;
}
