#include "people/xl-person-table.h"

#include "base/xl-pinyin.h"
#include "store/xl-sql.h"

#include <string.h>

#define COLUMNS                                                                                                        \
  "office, name, name_written, name_sort, name_initials, sex, birth_date, ethnic, id_number, id_written, id_verdict,"  \
  " phone, phone_written, education, political, marital, hukou, away, address, note, death_date"

static void
bind_fields (XlStmt *stmt, int first, const XlPerson *person)
{
  for (guint i = 0; i < XL_PERSON_N_FIELDS; i++)
    {
      const char *text = *xl_person_field_at ((XlPerson *) person, i);

      if (text != NULL)   /* nothing bound is NULL */
        sqlite3_bind_text (stmt, first + (int) i, text, -1, SQLITE_STATIC);
    }
}

gint64
xl_person_table_insert (XlDb *db, XlPerson *person, GError **error)
{
  /* OR FAIL: one row alone has nothing to take back, and the trigger of the search would make SQLite keep a copy of every page
   * for that, a fifth of the time. */
  static const char sql[] =
    "INSERT OR FAIL INTO person (id, " COLUMNS ", present)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?22 IS NULL)";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  gint64 id;

  if (stmt == NULL)
    return -1;
  id = xl_db_next_id (db);
  sqlite3_bind_int64 (stmt, 1, id);
  bind_fields (stmt, 2, person);
  if (!xl_db_done (db, stmt, error))
    return -1;
  person->id = id;
  return id;
}

gboolean
xl_person_table_update (XlDb *db, const XlPerson *person, GError **error)
{
  static const char sql[] =
    "UPDATE person SET (" COLUMNS ")"
    " = (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22),"
    " present = present AND ?22 IS NULL WHERE id = ?1";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, person->id);
  bind_fields (stmt, 2, person);
  if (!xl_db_done (db, stmt, error))
    return FALSE;
  if (xl_db_n_changes (db) == 1)
    return TRUE;
  g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "person %" G_GINT64_FORMAT ": there is none", person->id);
  return FALSE;
}

static XlPerson *
read_person (XlStmt *stmt)
{
  XlPerson *person = g_new0 (XlPerson, 1);

  person->id = sqlite3_column_int64 (stmt, 0);
  person->present = sqlite3_column_int (stmt, 1);
  for (guint i = 0; i < XL_PERSON_N_FIELDS; i++)
    *xl_person_field_at (person, i) = g_strdup (xl_column (stmt, (int) i + 2));
  return person;
}

XlPerson *
xl_person_table_get (XlDb *db, gint64 id, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT id, present, " COLUMNS " FROM person WHERE id = ?1", error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, id);
  if (xl_db_step (db, stmt, &local))
    return read_person (stmt);
  if (local == NULL)
    g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "person %" G_GINT64_FORMAT ": there is none", id);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

gint64
xl_person_table_find_identity (XlDb *db, const char *id_number, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT id FROM person WHERE id_number = ?1", error);

  if (stmt == NULL)
    return -1;
  xl_bind (stmt, 1, id_number);
  return xl_db_first (db, stmt, 0, error);
}

GArray *
xl_person_table_find_name (XlDb *db, const char *name, GError **error)
{
  /* The name's sort key has the index; it is the same for names that are the same. */
  static const char sql[] = "SELECT id FROM person WHERE present IN (0, 1) AND name_sort = ?1 AND name = ?2 ORDER BY id";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autofree char *key = xl_pinyin_sort_key (name);

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, key);
  xl_bind (stmt, 2, name);
  return xl_db_ids (db, stmt, error);
}
