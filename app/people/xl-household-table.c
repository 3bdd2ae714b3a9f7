#include "people/xl-household-table.h"

#include "people/xl-member-table.h"

#include <string.h>

#define COLUMNS                                                                                                        \
  "office, number, group_no, grid, kind, stated_size, land_mu_x100, phone, address, note, from_date, to_date"

static void
bind_positive (XlStmt *stmt, int i, gint64 value)
{
  if (value > 0)
    sqlite3_bind_int64 (stmt, i, value);
}

static void
bind_known (XlStmt *stmt, int i, gint64 value)
{
  if (value >= 0)
    sqlite3_bind_int64 (stmt, i, value);
}

static void
bind_household (XlStmt *stmt, const XlHousehold *h)
{
  sqlite3_bind_text (stmt, 2, h->office, -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 3, h->number, -1, SQLITE_STATIC);
  bind_positive (stmt, 4, h->group_no);
  bind_positive (stmt, 5, h->grid);
  sqlite3_bind_text (stmt, 6, h->kind, -1, SQLITE_STATIC);
  bind_known (stmt, 7, h->stated_size);
  bind_known (stmt, 8, h->land_mu_x100);
  sqlite3_bind_text (stmt, 9, h->phone, -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 10, h->address, -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 11, h->note, -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 12, h->from_date, -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 13, h->to_date, -1, SQLITE_STATIC);
}

gint64
xl_household_table_insert (XlDb *db, XlHousehold *household, GError **error)
{
  static const char sql[] =
    "INSERT INTO household (id, " COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  gint64 id;

  if (stmt == NULL)
    return -1;
  id = xl_db_next_id (db);
  sqlite3_bind_int64 (stmt, 1, id);
  bind_household (stmt, household);
  if (!xl_db_done (db, stmt, error))
    return -1;
  household->id = id;
  return id;
}

static void
set_not_found (GError **error, gint64 id)
{
  g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "household %" G_GINT64_FORMAT ": there is none", id);
}

gboolean
xl_household_table_update (XlDb *db, const XlHousehold *household, GError **error)
{
  static const char sql[] = "UPDATE household SET (" COLUMNS ") = (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) WHERE id = ?1";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, household->id);
  bind_household (stmt, household);
  if (!xl_db_done (db, stmt, error))
    return FALSE;
  if (xl_db_n_changes (db) == 1)
    return TRUE;
  set_not_found (error, household->id);
  return FALSE;
}

static gint64
read_or_unknown (XlStmt *stmt, int i)
{
  return sqlite3_column_type (stmt, i) == SQLITE_NULL ? -1 : sqlite3_column_int64 (stmt, i);
}

static XlHousehold *
read_household (XlStmt *stmt)
{
  XlHousehold *h = g_new0 (XlHousehold, 1);

  h->id = sqlite3_column_int64 (stmt, 0);
  h->head = sqlite3_column_int64 (stmt, 1);
  h->office = g_strdup (xl_column (stmt, 2));
  h->number = g_strdup (xl_column (stmt, 3));
  h->group_no = sqlite3_column_int (stmt, 4);
  h->grid = sqlite3_column_int64 (stmt, 5);
  h->kind = g_strdup (xl_column (stmt, 6));
  h->stated_size = (int) read_or_unknown (stmt, 7);
  h->land_mu_x100 = read_or_unknown (stmt, 8);
  h->phone = g_strdup (xl_column (stmt, 9));
  h->address = g_strdup (xl_column (stmt, 10));
  h->note = g_strdup (xl_column (stmt, 11));
  h->from_date = g_strdup (xl_column (stmt, 12));
  h->to_date = g_strdup (xl_column (stmt, 13));
  return h;
}

XlHousehold *
xl_household_table_get (XlDb *db, gint64 id, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT id, head, " COLUMNS " FROM household WHERE id = ?1", error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, id);
  if (xl_db_step (db, stmt, &local))
    return read_household (stmt);
  if (local == NULL)
    set_not_found (error, id);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

gint64
xl_household_table_find_number (XlDb *db, const char *office, const char *number, GError **error)
{
  static const char sql[] = "SELECT id FROM household WHERE office = ?1 AND number = ?2 AND to_date IS NULL";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return -1;
  xl_bind (stmt, 1, office);
  xl_bind (stmt, 2, number);
  return xl_db_first (db, stmt, 0, error);
}

/* "103200-0150" → "103200-0151"; a number without digits at its end gets "-2". */
static char *
count_up (const char *number)
{
  gsize length = strlen (number), digits = 0;

  while (digits < length && digits < 9 && g_ascii_isdigit (number[length - digits - 1]))
    digits++;
  if (digits == 0)
    return g_strconcat (number, "-2", NULL);
  return g_strdup_printf ("%.*s%0*" G_GINT64_FORMAT, (int) (length - digits), number, (int) digits,
                          g_ascii_strtoll (number + length - digits, NULL, 10) + 1);
}

/* Whether @number was ever used in @office; -1 with @error. */
static int
is_used (XlDb *db, const char *office, const char *number, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT count(*) FROM household WHERE office = ?1 AND number = ?2", error);

  if (stmt == NULL)
    return -1;
  xl_bind (stmt, 1, office);
  xl_bind (stmt, 2, number);
  return xl_db_step (db, stmt, error) ? sqlite3_column_int (stmt, 0) > 0 : -1;
}

char *
xl_household_table_next_number (XlDb *db, const char *office, GError **error)
{
  static const char sql[] = "SELECT number FROM household WHERE office = ?1 ORDER BY length (number) DESC, number DESC LIMIT 1";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autofree char *number = NULL;
  g_autoptr(GError) local = NULL;
  int used;

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, office);
  if (xl_db_step (db, stmt, &local))
    number = count_up (xl_column (stmt, 0));
  else if (local == NULL)
    number = g_strconcat (office + 6, "-0001", NULL);
  while (local == NULL && (used = is_used (db, office, number, &local)) == 1)
    {
      g_autofree char *old = number;

      number = count_up (old);
    }
  if (local == NULL)
    return g_steal_pointer (&number);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

GPtrArray *
xl_household_table_members (XlDb *db, gint64 household, const char *day, GError **error)
{
  static const char sql[] =
    "SELECT " XL_MEMBER_COLUMNS " FROM membership AS m JOIN person AS p ON p.id = m.person"
    " WHERE m.household = ?1 AND " XL_MEMBERSHIP_HOLDS ("m", "?2")
    " ORDER BY m.relation IS NOT '02', m.relation IS NULL, m.relation, p.birth_date, m.id";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, household);
  xl_bind (stmt, 2, day);
  return xl_member_read_all (db, stmt, error);
}

/* Lists ------------------------------------------------------------------------------------------------------------- */

/* A household from which everybody is gone is none; one that never had anybody is known from its own table only. */
#define EXISTS_THEN                                                                                                    \
  "((h.to_date IS NULL AND (?4 IS NULL OR h.from_date IS NULL OR h.from_date <= ?4))"                                  \
  " OR (h.to_date > ?4 AND (h.from_date IS NULL OR h.from_date <= ?4)))"                                               \
  " AND (EXISTS (SELECT 1 FROM membership AS m WHERE m.household = h.id AND " XL_MEMBERSHIP_HOLDS ("m", "?4") ")"      \
  " OR NOT EXISTS (SELECT 1 FROM membership AS m WHERE m.household = h.id"                                             \
  " AND (m.to_date IS NULL OR m.to_date IS NOT NULL)))"
#define WHERE                                                                                                          \
  " WHERE (?1 IS NULL OR h.office = ?1) AND (?2 IS NULL OR h.group_no = ?2) AND (?3 IS NULL OR h.kind = ?3) AND " EXISTS_THEN

static const char *
list_sql (XlHouseholdOrder order)
{
  switch (order)
    {
    case XL_HOUSEHOLD_ORDER_NUMBER:
      return "SELECT h.id FROM household AS h" WHERE " ORDER BY h.number, h.id";
    case XL_HOUSEHOLD_ORDER_HEAD:
      return "SELECT h.id FROM household AS h LEFT JOIN person AS p ON p.id = h.head" WHERE
             " ORDER BY p.name_sort IS NULL, p.name_sort, h.id";
    default:
      return "SELECT h.id FROM household AS h" WHERE " ORDER BY h.office, h.group_no, h.number, h.id";
    }
}

static GArray *
read_ids (XlDb *db, const char *sql, const XlHouseholdQuery *q, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, q->office);
  bind_positive (stmt, 2, q->group_no);
  xl_bind (stmt, 3, q->kind);
  xl_bind (stmt, 4, q->day);
  return xl_db_ids (db, stmt, error);
}

GArray *
xl_household_table_find_any (XlDb *db, const char *number, GError **error)
{
  XlHouseholdQuery query = { .kind = number };   /* ?3 */

  return read_ids (db, "SELECT id FROM household WHERE number = ?3 ORDER BY id", &query, error);
}

GArray *
xl_household_table_list (XlDb *db, const XlHouseholdQuery *query, GError **error)
{
  return read_ids (db, list_sql (query->order), query, error);
}

gint64
xl_household_table_count (XlDb *db, const XlHouseholdQuery *query, GError **error)
{
  g_autoptr(GArray) n = read_ids (db, "SELECT count(*) FROM household AS h" WHERE, query, error);

  return n != NULL ? g_array_index (n, gint64, 0) : -1;
}
