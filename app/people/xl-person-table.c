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
    sqlite3_bind_text (stmt, first + (int) i, *xl_person_field_at ((XlPerson *) person, i), -1, SQLITE_STATIC);
}

gint64
xl_person_table_insert (XlDb *db, XlPerson *person, GError **error)
{
  static const char sql[] =
    "INSERT INTO person (id, " COLUMNS ", present)"
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
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return -1;
  xl_bind (stmt, 1, id_number);
  if (xl_db_step (db, stmt, &local))
    return sqlite3_column_int64 (stmt, 0);
  if (local == NULL)
    return 0;
  g_propagate_error (error, g_steal_pointer (&local));
  return -1;
}

/* Lists ------------------------------------------------------------------------------------------------------------- */

/* Office ?1, group ?2 and kind ?3 narrow a list when they are not NULL; absent people come when ?4. */
#define OF_KIND "(?3 IS NULL OR EXISTS (SELECT 1 FROM person_kind AS k WHERE k.kind = ?3 AND k.person = p.id AND k.to_date IS NULL))"
#define OF_GROUP                                                                                                       \
  "(?2 IS NULL OR EXISTS (SELECT 1 FROM membership AS m JOIN household AS h ON h.id = m.household"                     \
  " WHERE m.person = p.id AND m.to_date IS NULL AND h.group_no = ?2))"
#define NARROWED " AND (?1 IS NULL OR p.office = ?1) AND " OF_GROUP " AND " OF_KIND
/* A list of everybody is answered by an index alone. */
#define PRESENT "SELECT p.id FROM person AS p WHERE p.present = 1"
#define ANYBODY "SELECT p.id FROM person AS p WHERE p.present IN (0, 1)"
#define OF_OFFICE "SELECT p.id FROM person AS p INDEXED BY person_office_name WHERE p.office = ?1 AND p.present = 1"
/* Those without a household come last. */
#define BY_PLACE                                                                                                       \
  "SELECT p.id FROM household AS h JOIN membership AS m ON m.household = h.id AND m.to_date IS NULL"                   \
  " JOIN person AS p ON p.id = m.person WHERE (p.present = 1 OR ?4)" NARROWED
#define NO_PLACE                                                                                                       \
  "SELECT p.id FROM person AS p WHERE (p.present = 1 OR ?4)" NARROWED                                                  \
  " AND NOT EXISTS (SELECT 1 FROM membership AS m WHERE m.person = p.id AND m.to_date IS NULL)"

static gboolean
is_narrowed (const XlPersonQuery *q)
{
  return q->group_no != 0 || q->kind != NULL;
}

static const char *
name_sql (const XlPersonQuery *q)
{
  if (is_narrowed (q) || (q->office != NULL && q->absent))
    return q->descending ? "SELECT p.id FROM person AS p WHERE (p.present = 1 OR ?4)" NARROWED " ORDER BY p.name_sort DESC, p.id DESC"
                         : "SELECT p.id FROM person AS p WHERE (p.present = 1 OR ?4)" NARROWED " ORDER BY p.name_sort, p.id";
  if (q->office != NULL)
    return q->descending ? OF_OFFICE " ORDER BY p.name_sort DESC, p.id DESC" : OF_OFFICE " ORDER BY p.name_sort, p.id";
  if (q->absent)
    return q->descending ? ANYBODY " ORDER BY p.name_sort DESC, p.id DESC" : ANYBODY " ORDER BY p.name_sort, p.id";
  return q->descending ? PRESENT " ORDER BY p.name_sort DESC, p.id DESC" : PRESENT " ORDER BY p.name_sort, p.id";
}

static const char *
birth_sql (const XlPersonQuery *q)
{
  if (is_narrowed (q) || q->office != NULL || q->absent)
    return q->descending ? "SELECT p.id FROM person AS p WHERE (p.present = 1 OR ?4)" NARROWED " ORDER BY p.birth_date DESC, p.id DESC"
                         : "SELECT p.id FROM person AS p WHERE (p.present = 1 OR ?4)" NARROWED " ORDER BY p.birth_date, p.id";
  return q->descending ? PRESENT " ORDER BY p.birth_date DESC, p.id DESC" : PRESENT " ORDER BY p.birth_date, p.id";
}

static const char *
place_sql (const XlPersonQuery *q)
{
  return q->descending ? BY_PLACE " ORDER BY h.office DESC, h.group_no DESC, h.number DESC, m.relation DESC, p.id DESC"
                       : BY_PLACE " ORDER BY h.office, h.group_no, h.number, m.relation, p.id";
}

static const char *
number_sql (const XlPersonQuery *q)
{
  return q->descending
           ? "SELECT p.id FROM person AS p WHERE (p.present = 1 OR ?4)" NARROWED " ORDER BY p.id_number DESC, p.id DESC"
           : "SELECT p.id FROM person AS p WHERE (p.present = 1 OR ?4)" NARROWED " ORDER BY p.id_number, p.id";
}

static const char *
list_sql (const XlPersonQuery *q)
{
  switch (q->order)
    {
    case XL_PERSON_ORDER_PLACE:
      return place_sql (q);
    case XL_PERSON_ORDER_BIRTH:
      return birth_sql (q);
    case XL_PERSON_ORDER_NUMBER:
      return number_sql (q);
    default:
      return name_sql (q);
    }
}

static gboolean
append_ids (XlDb *db, const char *sql, const XlPersonQuery *q, GArray *ids, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_text (stmt, 1, q->office, -1, SQLITE_STATIC);
  if (q->group_no != 0)
    sqlite3_bind_int (stmt, 2, q->group_no);
  sqlite3_bind_text (stmt, 3, q->kind, -1, SQLITE_STATIC);
  sqlite3_bind_int (stmt, 4, q->absent);
  while (xl_db_step (db, stmt, &local))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (ids, id);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

GArray *
xl_person_table_list (XlDb *db, const XlPersonQuery *query, GError **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!append_ids (db, list_sql (query), query, ids, error))
    return NULL;
  if (query->order == XL_PERSON_ORDER_PLACE && query->group_no == 0
      && !append_ids (db, NO_PLACE " ORDER BY p.office, p.name_sort, p.id", query, ids, error))
    return NULL;
  return g_steal_pointer (&ids);
}

gint64
xl_person_table_count (XlDb *db, const XlPersonQuery *query, GError **error)
{
  static const char sql[] = "SELECT count(*) FROM person AS p WHERE (p.present = 1 OR ?4)" NARROWED;
  g_autoptr(GArray) n = g_array_new (FALSE, FALSE, sizeof (gint64));
  XlPersonQuery q = *query;

  if (!is_narrowed (&q) && q.office == NULL && !q.absent)
    return xl_db_int (db, "SELECT count(*) FROM person WHERE present = 1", 0, error);
  return append_ids (db, sql, &q, n, error) ? g_array_index (n, gint64, 0) : -1;
}

GArray *
xl_person_table_find_name (XlDb *db, const char *name, GError **error)
{
  /* The name's sort key has the index; it is the same for names that are the same. */
  static const char sql[] = "SELECT id FROM person WHERE present IN (0, 1) AND name_sort = ?1 AND name = ?2 ORDER BY id";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autofree char *key = xl_pinyin_sort_key (name);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, key);
  xl_bind (stmt, 2, name);
  while (xl_db_step (db, stmt, &local))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (ids, id);
    }
  if (local == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
