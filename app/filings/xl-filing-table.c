#include "filings/xl-filing-table.h"

#include "store/xl-sql.h"

#include <string.h>

#define COLUMNS \
  "f.id, f.office, f.year, f.n, f.number, f.form, f.period, f.profile, f.title, f.written_on, f.n_pages, f.n_rows, lower (hex (f.pdf))," \
  " lower (hex (f.data)), o.number, s.number, f.made_at, f.made_by, f.state, f.reason" \
  " FROM filing AS f LEFT JOIN filing AS o ON o.id = f.replaces LEFT JOIN filing AS s ON s.replaces = f.id "

static const char *const state_words[] = { "made", "filed", "returned", "accepted" };

XlFilingRecord *
xl_filing_record_new (void)
{
  return g_new0 (XlFilingRecord, 1);
}

void
xl_filing_record_free (XlFilingRecord *r)
{
  if (r == NULL)
    return;
  g_free (r->office);
  g_free (r->number);
  g_free (r->form);
  g_free (r->period);
  g_free (r->profile);
  g_free (r->title);
  g_free (r->written_on);
  g_free (r->pdf_sha256);
  g_free (r->data_sha256);
  g_free (r->replaces);
  g_free (r->replaced_by);
  g_free (r->made_by);
  g_free (r->reason);
  g_free (r);
}

const char *
xl_filing_state_word (XlFilingState state)
{
  return state_words[state];
}

int
xl_filing_state_parse (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_words); i++)
    if (g_strcmp0 (state_words[i], word) == 0)
      return (int) i;
  return -1;
}

int
xl_filing_table_next (XlDb *db, const char *office, int year, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT ifnull (max (n), 0) + 1 FROM filing WHERE office = ?1 AND year = ?2", error);

  if (stmt == NULL)
    return -1;
  xl_bind (stmt, 1, office);
  sqlite3_bind_int (stmt, 2, year);
  return xl_db_step (db, stmt, error) ? sqlite3_column_int (stmt, 0) : -1;
}

static XlFilingRecord *
read_row (XlStmt *stmt)
{
  XlFilingRecord *r = xl_filing_record_new ();

  r->id = sqlite3_column_int64 (stmt, 0);
  r->office = g_strdup (xl_column (stmt, 1));
  r->year = sqlite3_column_int (stmt, 2);
  r->n = sqlite3_column_int (stmt, 3);
  r->number = g_strdup (xl_column (stmt, 4));
  r->form = g_strdup (xl_column (stmt, 5));
  r->period = g_strdup (xl_column (stmt, 6));
  r->profile = g_strdup (xl_column (stmt, 7));
  r->title = g_strdup (xl_column (stmt, 8));
  r->written_on = g_strdup (xl_column (stmt, 9));
  r->n_pages = sqlite3_column_int (stmt, 10);
  r->n_rows = sqlite3_column_int (stmt, 11);
  r->pdf_sha256 = g_strdup (xl_column (stmt, 12));
  r->data_sha256 = g_strdup (xl_column (stmt, 13));
  r->replaces = g_strdup (xl_column (stmt, 14));
  r->replaced_by = g_strdup (xl_column (stmt, 15));
  r->made_at = sqlite3_column_int64 (stmt, 16);
  r->made_by = g_strdup (xl_column (stmt, 17));
  r->state = (XlFilingState) MAX (xl_filing_state_parse (xl_column (stmt, 18)), 0);
  r->reason = g_strdup (xl_column (stmt, 19));
  return r;
}

GPtrArray *
xl_filing_table_list (XlDb *db, const char *office, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT " COLUMNS "WHERE ?1 IS NULL OR f.office = ?1 ORDER BY f.id DESC", error);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_filing_record_free);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, office);
  while (xl_db_step (db, stmt, &local))
    g_ptr_array_add (rows, read_row (stmt));
  if (local == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* The row of a prepared and bound @stmt; NULL without @error when there is none. */
static XlFilingRecord *
read_one (XlDb *db, XlStmt *stmt, GError **error)
{
  return xl_db_step (db, stmt, error) ? read_row (stmt) : NULL;
}

static XlFilingRecord *
not_found (XlFilingRecord *record, GError **error, const GError *local, const char *what)
{
  if (record == NULL && local == NULL)
    g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "the register has no filing %s", what);
  return record;
}

XlFilingRecord *
xl_filing_table_find (XlDb *db, const char *office, const char *number, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT " COLUMNS "WHERE f.number = ?2 AND (?1 IS NULL OR f.office = ?1)", error);
  GError *local = NULL;
  XlFilingRecord *record;

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, office);
  xl_bind (stmt, 2, number);
  record = not_found (read_one (db, stmt, &local), error, local, number);
  if (local != NULL)
    g_propagate_error (error, local);
  return record;
}

XlFilingRecord *
xl_filing_table_get (XlDb *db, gint64 id, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT " COLUMNS "WHERE f.id = ?1", error);
  GError *local = NULL;
  XlFilingRecord *record;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, id);
  record = not_found (read_one (db, stmt, &local), error, local, "with that key");
  if (local != NULL)
    g_propagate_error (error, local);
  return record;
}

XlFilingRecord *
xl_filing_table_current (XlDb *db, const char *office, const char *form, const char *period, const char *profile,
                         GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT " COLUMNS "WHERE f.office = ?1 AND f.form = ?2 AND f.period = ?3"
                                          " AND f.profile = ?4 AND s.id IS NULL ORDER BY f.id DESC LIMIT 1", error);

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, office);
  xl_bind (stmt, 2, form);
  xl_bind (stmt, 3, period);
  xl_bind (stmt, 4, profile);
  return read_one (db, stmt, error);
}

static gboolean
bind_hex (XlStmt *stmt, int i, const char *hex)
{
  guint8 bytes[32];

  for (int k = 0; k < 32; k++)
    {
      int high = hex != NULL ? g_ascii_xdigit_value (hex[2 * k]) : -1;
      int low = high >= 0 ? g_ascii_xdigit_value (hex[2 * k + 1]) : -1;

      if (low < 0)
        return FALSE;
      bytes[k] = (guint8) (high << 4 | low);
    }
  return sqlite3_bind_blob (stmt, i, bytes, 32, SQLITE_TRANSIENT) == SQLITE_OK;
}

GBytes *
xl_filing_table_pdf (XlDb *db, gint64 id, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT c.data FROM filing AS f JOIN content AS c ON c.sha256 = f.pdf"
                                          " WHERE f.id = ?1", error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, id);
  if (xl_db_step (db, stmt, &local))
    return g_bytes_new (sqlite3_column_blob (stmt, 0), (gsize) sqlite3_column_bytes (stmt, 0));
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "the register has no bytes of that filing");
  return NULL;
}

static gboolean
store_content (XlDb *db, const char *sha256, GBytes *bytes, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "INSERT INTO content (sha256, size, data) VALUES (?1, ?2, ?3)"
                                          " ON CONFLICT DO NOTHING", error);

  if (stmt == NULL)
    return FALSE;
  bind_hex (stmt, 1, sha256);
  sqlite3_bind_int64 (stmt, 2, (gint64) g_bytes_get_size (bytes));
  sqlite3_bind_blob64 (stmt, 3, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), SQLITE_STATIC);
  return xl_db_done (db, stmt, error);
}

/* The key of the filing that @r replaces, 0 when none; -1 with @error. */
static gint64
find_replaced (XlDb *db, const XlFilingRecord *r, GError **error)
{
  g_autoptr(XlFilingRecord) old = NULL;

  if (r->replaces == NULL)
    return 0;
  old = xl_filing_table_find (db, r->office, r->replaces, error);
  if (old == NULL)
    return -1;
  if (old->replaced_by == NULL)
    return old->id;
  g_set_error (error, XL_ERROR, XL_ERROR_CONFLICT, "%s was replaced by %s already", old->number, old->replaced_by);
  return -1;
}

static void
bind_record (XlStmt *stmt, const XlFilingRecord *r, gint64 replaced)
{
  sqlite3_bind_int64 (stmt, 1, r->id);
  xl_bind (stmt, 2, r->office);
  sqlite3_bind_int (stmt, 3, r->year);
  sqlite3_bind_int (stmt, 4, r->n);
  xl_bind (stmt, 5, r->number);
  xl_bind (stmt, 6, r->form);
  xl_bind (stmt, 7, r->period);
  xl_bind (stmt, 8, r->profile);
  xl_bind (stmt, 9, r->title);
  xl_bind (stmt, 10, r->written_on);
  sqlite3_bind_int (stmt, 11, r->n_pages);
  sqlite3_bind_int (stmt, 12, r->n_rows);
  bind_hex (stmt, 13, r->pdf_sha256);
  bind_hex (stmt, 14, r->data_sha256);
  if (replaced > 0)
    sqlite3_bind_int64 (stmt, 15, replaced);
  sqlite3_bind_int64 (stmt, 16, r->made_at);
  xl_bind (stmt, 17, r->made_by);
}

gint64
xl_filing_table_insert (XlDb *db, XlFilingRecord *r, GBytes *pdf, GError **error)
{
  static const char sql[] =
    "INSERT INTO filing (id, office, year, n, number, form, period, profile, title, written_on, n_pages, n_rows, pdf, data,"
    " replaces, made_at, made_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
  gint64 replaced = find_replaced (db, r, error);
  int next = replaced >= 0 ? xl_filing_table_next (db, r->office, r->year, error) : -1;
  g_autoptr(XlStmt) stmt = next > 0 ? xl_db_prepare (db, sql, error) : NULL;

  if (stmt == NULL)
    return -1;
  if (next != r->n)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_CONFLICT, "number %d of %d was given to another filing meanwhile", r->n, r->year);
      return -1;
    }
  if (!store_content (db, r->pdf_sha256, pdf, error))
    return -1;
  r->id = xl_db_next_id (db);
  bind_record (stmt, r, replaced);
  return xl_db_done (db, stmt, error) ? r->id : -1;
}

gint64
xl_filing_table_set_state (XlDb *db, gint64 id, XlFilingState state, const char *reason, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "UPDATE filing SET state = ?2, reason = ?3, state_at = unixepoch ()"
                                          " WHERE id = ?1", error);

  if (stmt == NULL)
    return -1;
  sqlite3_bind_int64 (stmt, 1, id);
  xl_bind (stmt, 2, state_words[state]);
  xl_bind (stmt, 3, reason);
  return xl_db_done (db, stmt, error) ? 0 : -1;
}
