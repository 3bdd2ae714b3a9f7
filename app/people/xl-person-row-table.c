#include "people/xl-person-row-table.h"

#include "store/xl-sql.h"

static void
fill_person (XlStmt *stmt, XlPersonRow *row)
{
  const char **texts[] = {
    &row->office, &row->name, &row->sex, &row->birth_date, &row->ethnic, &row->id_number, &row->id_written, &row->id_verdict,
    &row->phone, &row->phone_written, &row->education, &row->political, &row->marital, &row->hukou, &row->away, &row->address, &row->note, &row->death_date,
    &row->household_number, &row->relation, &row->relation_written, &row->kinds,
  };

  row->id = sqlite3_column_int64 (stmt, 0);
  row->present = sqlite3_column_int (stmt, 1);
  row->household = sqlite3_column_int64 (stmt, 2);
  row->group_no = sqlite3_column_int (stmt, 3);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = xl_column (stmt, (int) i + 4);
}

gboolean
xl_person_row_table_read (XlDb *db, const gint64 *ids, guint n_ids, XlPersonRowFunc each, gpointer data, GError **error)
{
  static const char sql[] =
    "SELECT p.id, p.present, h.id, h.group_no, p.office, p.name, p.sex, p.birth_date, p.ethnic, p.id_number, p.id_written,"
    " p.id_verdict, p.phone, p.phone_written, p.education, p.political, p.marital, p.hukou, p.away, p.address, p.note, p.death_date, h.number,"
    " m.relation, m.relation_written,"
    " (SELECT group_concat (k.kind, ' ') FROM person_kind AS k WHERE k.person = p.id AND k.to_date IS NULL)"
    " FROM person AS p LEFT JOIN membership AS m ON m.person = p.id AND m.to_date IS NULL"
    " LEFT JOIN household AS h ON h.id = m.household WHERE p.id = ?1";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < n_ids && local == NULL; i++)
    {
      XlPersonRow row = { 0 };

      sqlite3_reset (stmt);
      sqlite3_bind_int64 (stmt, 1, ids[i]);
      if (!xl_db_step (db, stmt, &local))
        continue;
      fill_person (stmt, &row);
      each (&row, data);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
fill_household (XlStmt *stmt, XlHouseholdRow *row)
{
  const char **texts[] = {
    &row->office, &row->number, &row->kind, &row->phone, &row->address, &row->note, &row->head_name, &row->head_id_number,
  };

  row->id = sqlite3_column_int64 (stmt, 0);
  row->group_no = sqlite3_column_int (stmt, 1);
  row->head = sqlite3_column_int64 (stmt, 2);
  row->size = sqlite3_column_int (stmt, 3);
  row->stated_size = sqlite3_column_int (stmt, 4);
  row->land_mu_x100 = sqlite3_column_int64 (stmt, 5);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = xl_column (stmt, (int) i + 6);
}

gboolean
xl_household_row_table_read (XlDb *db, const gint64 *ids, guint n_ids, XlHouseholdRowFunc each, gpointer data, GError **error)
{
  static const char sql[] =
    "SELECT h.id, h.group_no, h.head, (SELECT count(*) FROM membership AS m WHERE m.household = h.id AND m.to_date IS NULL),"
    " coalesce (h.stated_size, -1), coalesce (h.land_mu_x100, -1), h.office, h.number, h.kind, h.phone, h.address, h.note,"
    " p.name, p.id_number FROM household AS h LEFT JOIN person AS p ON p.id = h.head WHERE h.id = ?1";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < n_ids && local == NULL; i++)
    {
      XlHouseholdRow row = { 0 };

      sqlite3_reset (stmt);
      sqlite3_bind_int64 (stmt, 1, ids[i]);
      if (!xl_db_step (db, stmt, &local))
        continue;
      fill_household (stmt, &row);
      each (&row, data);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
