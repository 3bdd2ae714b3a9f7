/* Making two persons one, and parting them again. */
#include "people/xl-person-merge-table.h"

#include "people/xl-member-table.h"
#include "people/xl-person-table.h"
#include "store/xl-change-revert.h"
#include "store/xl-change.h"

#include <glib/gi18n.h>
#include <string.h>

/* One column somewhere that names a person. */
typedef struct {
  char *table, *column;
} Reference;

static void
reference_free (gpointer data)
{
  Reference *r = data;

  g_free (r->table);
  g_free (r->column);
  g_free (r);
}

/* Every column that says REFERENCES person, tables made from ledger templates too. */
static GPtrArray *
list_references (XlDb *db, GError **error)
{
  static const char sql[] =
    "SELECT t.name, f.\"from\" FROM sqlite_schema AS t JOIN pragma_foreign_key_list (t.name) AS f"
    " WHERE t.type = 'table' AND f.\"table\" = 'person' COLLATE NOCASE ORDER BY 1, 2";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GPtrArray) references = g_ptr_array_new_with_free_func (reference_free);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  while (xl_db_step (db, stmt, &local))
    {
      Reference *r = g_new0 (Reference, 1);

      r->table = g_strdup (xl_column (stmt, 0));
      r->column = g_strdup (xl_column (stmt, 1));
      g_ptr_array_add (references, r);
    }
  if (local == NULL)
    return g_steal_pointer (&references);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Rows of @gone that @keep has already: both in one household, both of one kind now. */
static gboolean
drop_doubles (XlDb *db, gint64 keep, gint64 gone, GError **error)
{
  static const char *const sql[] = {
    "DELETE FROM membership WHERE person = ?2 AND EXISTS (SELECT 1 FROM membership AS k WHERE k.person = ?1"
    " AND k.household = membership.household AND k.from_date IS membership.from_date AND k.to_date IS membership.to_date)",
    "DELETE FROM membership WHERE person = ?2 AND to_date IS NULL"
    " AND EXISTS (SELECT 1 FROM membership AS k WHERE k.person = ?1 AND k.to_date IS NULL)",
    "DELETE FROM person_kind WHERE person = ?2 AND to_date IS NULL"
    " AND EXISTS (SELECT 1 FROM person_kind AS k WHERE k.person = ?1 AND k.kind = person_kind.kind AND k.to_date IS NULL)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    if (!xl_people_run (db, sql[i], keep, gone, error))
      return FALSE;
  return TRUE;
}

static gboolean
follow (XlDb *db, const Reference *r, gint64 keep, gint64 gone, GError **error)
{
  /* Names of tables and columns cannot be bound; they come from the schema and are quoted. */
  g_autoptr(GError) local = NULL;
  char *sql = sqlite3_mprintf ("UPDATE \"%w\" SET \"%w\" = ?1 WHERE \"%w\" = ?2", r->table, r->column, r->column);
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, &local);

  sqlite3_free (sql);
  if (stmt != NULL)
    {
      sqlite3_bind_int64 (stmt, 1, keep);
      sqlite3_bind_int64 (stmt, 2, gone);
      if (xl_db_done (db, stmt, &local))
        return TRUE;
    }
  if (g_error_matches (local, XL_STORE_ERROR, XL_STORE_ERROR_DUPLICATE))
    g_set_error (error, XL_ERROR, XL_ERROR_CONFLICT, "%s: both persons have a row of which there may be only one", r->table);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

XlPerson *
xl_person_join (const XlPerson *keep, const XlPerson *gone, GError **error)
{
  g_autoptr(XlPerson) joined = xl_person_copy (keep);

  if (keep->id_number != NULL && gone->id_number != NULL && strcmp (keep->id_number, gone->id_number) != 0)
    {
      g_set_error_literal (error, XL_ERROR, XL_ERROR_REFUSED, "person: both have a valid identity number, and not the same");
      return NULL;
    }
  if (keep->id_number == NULL && (gone->id_number != NULL || keep->id_written == NULL))
    {
      g_clear_pointer (&joined->id_written, g_free);
      g_clear_pointer (&joined->id_verdict, g_free);
    }
  for (guint i = 0; i < XL_PERSON_N_FIELDS; i++)
    {
      char **field = xl_person_field_at (joined, i);

      if (*field == NULL)
        *field = g_strdup (*xl_person_field_at ((XlPerson *) gone, i));
    }
  return g_steal_pointer (&joined);
}

/* The households that @person is in now or heads. */
static gboolean
refresh_heads (XlDb *db, gint64 person, GError **error)
{
  static const char sql[] =
    "UPDATE household SET head = (SELECT m.person FROM membership AS m WHERE m.household = household.id AND m.relation = '02'"
    " AND m.to_date IS NULL ORDER BY m.id LIMIT 1) WHERE head = ?1"
    " OR id = (SELECT household FROM membership WHERE person = ?1 AND to_date IS NULL)";

  return xl_people_run (db, sql, person, 0, error);
}

/* So that it can be parted again: the change being made now is the next of the log. */
static gint64
note (XlDb *db, gint64 keep, const XlPerson *gone, GError **error)
{
  static const char sql[] = "INSERT INTO person_merge (id, keep, gone, gone_name, seq, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
  gint64 id = xl_db_next_id (db);
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return -1;
  sqlite3_bind_int64 (stmt, 1, id);
  sqlite3_bind_int64 (stmt, 2, keep);
  sqlite3_bind_int64 (stmt, 3, gone->id);
  xl_bind (stmt, 4, gone->name);
  sqlite3_bind_int64 (stmt, 5, xl_change_last_seq (db) + 1);
  sqlite3_bind_int64 (stmt, 6, g_get_real_time () / G_USEC_PER_SEC);
  return xl_db_done (db, stmt, error) ? id : -1;
}

static gboolean
follow_all (XlDb *db, gint64 keep, gint64 gone, GError **error)
{
  g_autoptr(GPtrArray) references = list_references (db, error);

  if (references == NULL || !drop_doubles (db, keep, gone, error))
    return FALSE;
  for (guint i = 0; i < references->len; i++)
    if (!follow (db, g_ptr_array_index (references, i), keep, gone, error))
      return FALSE;
  return TRUE;
}

gint64
xl_person_table_merge (XlDb *db, gint64 keep, gint64 gone, const XlPerson *result, GError **error)
{
  g_autoptr(XlPerson) first = xl_person_table_get (db, keep, error);
  g_autoptr(XlPerson) second = first != NULL ? xl_person_table_get (db, gone, error) : NULL;
  g_autoptr(XlPerson) joined = NULL;

  if (second == NULL)
    return -1;
  if (keep == gone)
    {
      g_set_error_literal (error, XL_ERROR, XL_ERROR_REFUSED, "person: a row cannot be merged with itself");
      return -1;
    }
  joined = result != NULL ? xl_person_copy (result) : xl_person_join (first, second, error);
  if (joined == NULL)
    return -1;
  joined->id = keep;
  if (!follow_all (db, keep, gone, error) || !xl_people_run (db, "DELETE FROM person WHERE id = ?1", gone, 0, error)
      || !xl_person_table_update (db, joined, error) || !xl_people_refresh_present (db, keep, error)
      || !refresh_heads (db, keep, error))
    return -1;
  return note (db, keep, second, error);
}

/* Parting --------------------------------------------------------------------------------------------------------------- */

void
xl_person_merge_free (gpointer data)
{
  XlPersonMerge *merge = data;

  g_free (merge->keep_name);
  g_free (merge->gone_name);
  g_free (merge);
}

GPtrArray *
xl_person_table_merges (XlDb *db, gint64 keep, guint max, GError **error)
{
  static const char sql[] =
    "SELECT m.id, m.keep, m.gone, m.at, p.name, m.gone_name FROM person_merge AS m LEFT JOIN person AS p ON p.id = m.keep"
    " WHERE (?1 = 0 OR m.keep = ?1) ORDER BY m.at DESC, m.id DESC LIMIT ?2";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GPtrArray) merges = g_ptr_array_new_with_free_func (xl_person_merge_free);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, keep);
  sqlite3_bind_int64 (stmt, 2, max);
  while (xl_db_step (db, stmt, &local))
    {
      XlPersonMerge *m = g_new0 (XlPersonMerge, 1);

      m->id = sqlite3_column_int64 (stmt, 0);
      m->keep = sqlite3_column_int64 (stmt, 1);
      m->gone = sqlite3_column_int64 (stmt, 2);
      m->at = sqlite3_column_int64 (stmt, 3);
      m->keep_name = g_strdup (xl_column (stmt, 4));
      m->gone_name = g_strdup (xl_column (stmt, 5));
      g_ptr_array_add (merges, m);
    }
  if (local == NULL)
    return g_steal_pointer (&merges);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* The merge, proved to be one that can be parted. */
static gboolean
find_merge (XlDb *db, gint64 merge, gint64 *keep, gint64 *gone, gint64 *seq, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT keep, gone, seq, EXISTS (SELECT 1 FROM person WHERE id = keep)"
                                              " FROM person_merge WHERE id = ?1", error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, merge);
  if (!xl_db_step (db, stmt, &local))
    {
      if (local == NULL)
        g_set_error_literal (&local, XL_ERROR, XL_ERROR_NOT_FOUND, "person: there is no such merge");
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *keep = sqlite3_column_int64 (stmt, 0);
  *gone = sqlite3_column_int64 (stmt, 1);
  *seq = sqlite3_column_int64 (stmt, 2);
  if (sqlite3_column_int (stmt, 3))
    return TRUE;
  g_set_error_literal (error, XL_ERROR, XL_ERROR_REFUSED,
                       "person: the one that was kept was merged into another since; part that merge first");
  return FALSE;
}

gint64
xl_person_table_part (XlDb *db, gint64 merge, GError **error)
{
  gint64 keep, gone, seq;

  if (!find_merge (db, merge, &keep, &gone, &seq, error) || !xl_change_revert (db, seq, error)
      || !xl_people_run (db, "DELETE FROM person_merge WHERE id = ?1", merge, 0, error)
      || !xl_people_refresh_present (db, keep, error) || !xl_people_refresh_present (db, gone, error)
      || !refresh_heads (db, keep, error) || !refresh_heads (db, gone, error))
    return -1;
  return gone;
}

/* History --------------------------------------------------------------------------------------------------------------- */

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const XlFieldChange *x = *(XlFieldChange *const *) a, *y = *(XlFieldChange *const *) b;

  return (x->seq < y->seq) - (x->seq > y->seq);
}

GPtrArray *
xl_person_table_history (XlDb *db, const char *table_name, gint64 row_id, GError **error)
{
  g_autoptr(GPtrArray) changes = xl_change_history (db, table_name, row_id, error);
  g_autoptr(GPtrArray) merges = NULL;

  if (changes == NULL || strcmp (table_name, "person") != 0)
    return g_steal_pointer (&changes);
  merges = xl_person_table_merges (db, row_id, 100, error);
  for (guint i = 0; merges != NULL && i < merges->len; i++)
    {
      const XlPersonMerge *m = g_ptr_array_index (merges, i);
      GPtrArray *before = xl_person_table_history (db, table_name, m->gone, error);

      if (before == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (changes, before);
    }
  g_ptr_array_sort (changes, compare_changes);
  return merges != NULL ? g_steal_pointer (&changes) : NULL;
}
