#include "office/xl-office-table.h"

#include "base/xl-division.h"
#include "store/xl-sql.h"

#include <string.h>

#define COLUMNS "id, code, name, level, full_name, is_own"

void
xl_office_free (XlOffice *office)
{
  if (office == NULL)
    return;
  g_free (office->code);
  g_free (office->name);
  g_free (office->level);
  g_free (office->full_name);
  g_free (office);
}

static XlOffice *
read_office (XlStmt *stmt)
{
  XlOffice *o = g_new0 (XlOffice, 1);

  o->id = sqlite3_column_int64 (stmt, 0);
  o->code = g_strdup (xl_column (stmt, 1));
  o->name = g_strdup (xl_column (stmt, 2));
  o->level = g_strdup (xl_column (stmt, 3));
  o->full_name = g_strdup (xl_column (stmt, 4));
  o->is_own = sqlite3_column_int (stmt, 5);
  return o;
}

static XlOffice *
read_one (XlDb *db, XlStmt *stmt, const char *what, GError **error)
{
  g_autoptr(GError) local = NULL;

  if (xl_db_step (db, stmt, &local))
    return read_office (stmt);
  if (local == NULL)
    g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "%s: %s", xl_db_path (db), what);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

XlOffice *
xl_office_table_own (XlDb *db, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT " COLUMNS " FROM office WHERE is_own = 1 LIMIT 1", error);

  return stmt != NULL ? read_one (db, stmt, "belongs to no office yet; run: xiangli init --office CODE", error) : NULL;
}

XlOffice *
xl_office_table_find (XlDb *db, const char *code, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT " COLUMNS " FROM office WHERE code = ?1", error);

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, code);
  return read_one (db, stmt, "there is no such office in this file", error);
}

GPtrArray *
xl_office_table_list (XlDb *db, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT " COLUMNS " FROM office ORDER BY is_own DESC, code", error);
  g_autoptr(GPtrArray) offices = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_office_free);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  while (xl_db_step (db, stmt, &local))
    g_ptr_array_add (offices, read_office (stmt));
  if (local == NULL)
    return g_steal_pointer (&offices);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* The level that the zeros of @code tell, when nobody says it; NULL for a province or city. */
static const char *
level_of (const char *code)
{
  switch (xl_division_level (code))
    {
    case XL_DIVISION_VILLAGE:
      return "village";
    case XL_DIVISION_TOWNSHIP:
      return "township";
    case XL_DIVISION_COUNTY:
      return "county";
    default:
      return NULL;
    }
}

static gboolean
check (const char *code, const char **name, const char **level, GError **error)
{
  if (strlen (code) != 12 || strspn (code, "0123456789") != 12)
    g_set_error (error, XL_ERROR, XL_ERROR_FORMAT, "%s: an office's code has 12 digits", code);
  else if (*level == NULL && (*level = level_of (code)) == NULL)
    g_set_error (error, XL_ERROR, XL_ERROR_FORMAT, "%s: is the code of no village, township or county", code);
  else if (*name == NULL && (*name = xl_division_name (NULL, code)) == NULL)
    g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, "%s: the built-in divisions do not know this code; give the office's name", code);
  else
    return TRUE;
  return FALSE;
}

static gint64
insert_office (XlDb *db, const char *code, const char *name, const char *level, GError **error)
{
  static const char sql[] =
    "INSERT INTO office (id, code, name, level, full_name) VALUES (?1, ?2, ?3, ?4, ?5)";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autofree char *full_name = xl_division_full_name (NULL, code);
  gint64 id;

  if (stmt == NULL)
    return -1;
  id = xl_db_next_id (db);
  sqlite3_bind_int64 (stmt, 1, id);
  xl_bind (stmt, 2, code);
  xl_bind (stmt, 3, name);
  xl_bind (stmt, 4, level);
  xl_bind (stmt, 5, full_name);
  return xl_db_done (db, stmt, error) ? id : -1;
}

gint64
xl_office_table_ensure (XlDb *db, const char *code, const char *name, const char *level, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(XlOffice) office = xl_office_table_find (db, code, &local);

  if (office != NULL)
    return office->id;
  if (!g_error_matches (local, XL_ERROR, XL_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return -1;
    }
  return check (code, &name, &level, error) ? insert_office (db, code, name, level, error) : -1;
}

gboolean
xl_office_table_set_own (XlDb *db, const char *code, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "UPDATE office SET is_own = (code = ?1) WHERE is_own <> (code = ?1)", error);

  if (stmt == NULL)
    return FALSE;
  xl_bind (stmt, 1, code);
  return xl_db_done (db, stmt, error);
}
