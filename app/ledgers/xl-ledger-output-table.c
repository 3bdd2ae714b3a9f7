#include "ledgers/xl-ledger-layout-table.h"

#include "store/xl-sql.h"

void
xl_layout_output_free (XlLayoutOutput *o)
{
  g_free (o->made_on);
  g_free (o->user);
  g_free (o->ledger);
  g_free (o->department);
  g_free (o->title);
  g_free (o->kind);
  g_free (o->file);
  g_free (o->mask);
  g_free (o->period);
  g_free (o);
}

void
xl_layout_burden_free (XlLayoutBurden *burden)
{
  g_free (burden->department);
  g_free (burden->month);
  g_free (burden);
}

gboolean
xl_layout_output_note (XlDb *db, const XlLayoutOutput *o, GError **error)
{
  static const char sql[] =
    "INSERT INTO layout_output (id, at, made_on, user, ledger, department, title, kind, file, mask, period, n_rows, n_filled, n_typed,"
    " n_empty) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
  const char *texts[] = { o->made_on, o->user, o->ledger, o->department, o->title, o->kind, o->file, o->mask, o->period };
  const gint64 numbers[] = { o->n_rows, o->n_filled, o->n_typed, o->n_empty };
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, xl_db_next_id (db));
  sqlite3_bind_int64 (stmt, 2, g_get_real_time () / G_USEC_PER_SEC);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    xl_bind (stmt, (int) i + 3, texts[i]);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    sqlite3_bind_int64 (stmt, (int) i + 12, numbers[i]);
  return xl_db_done (db, stmt, error);
}

static XlStmt *
prepare (XlDb *db, const char *sql, const char *ledger, const char *department, const char *from, const char *to, GError **error)
{
  XlStmt *stmt = xl_db_prepare (db, sql, error);

  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, ledger);
  xl_bind (stmt, 2, department);
  xl_bind (stmt, 3, from);
  xl_bind (stmt, 4, to);
  return stmt;
}

#define NARROWED \
  " FROM layout_output WHERE (?1 IS NULL OR ledger = ?1) AND (?2 IS NULL OR department = ?2)" \
  " AND (?3 IS NULL OR made_on >= ?3) AND (?4 IS NULL OR made_on <= ?4)"

static gpointer
read_output (XlStmt *stmt)
{
  XlLayoutOutput *o = g_new0 (XlLayoutOutput, 1);
  char **texts[] = { &o->made_on, &o->user, &o->ledger, &o->department, &o->title, &o->kind, &o->file, &o->mask, &o->period };
  gint64 *numbers[] = { &o->n_rows, &o->n_filled, &o->n_typed, &o->n_empty };

  o->id = sqlite3_column_int64 (stmt, 0);
  o->at = sqlite3_column_int64 (stmt, 1);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup (xl_column (stmt, (int) i + 2));
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    *numbers[i] = sqlite3_column_int64 (stmt, (int) i + 11);
  return o;
}

static gpointer
read_burden (XlStmt *stmt)
{
  XlLayoutBurden *b = g_new0 (XlLayoutBurden, 1);

  b->month = g_strdup (xl_column (stmt, 0));
  b->department = g_strdup (xl_column (stmt, 1));
  b->n_outputs = sqlite3_column_int64 (stmt, 2);
  b->n_forms = sqlite3_column_int64 (stmt, 3);
  b->n_filled = sqlite3_column_int64 (stmt, 4);
  b->n_typed = sqlite3_column_int64 (stmt, 5);
  return b;
}

typedef gpointer (*ReadFunc) (XlStmt *stmt);

static GPtrArray *
read_all (XlDb *db, XlStmt *prepared, ReadFunc read, GDestroyNotify free_item, GError **error)
{
  g_autoptr(XlStmt) stmt = prepared;
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func (free_item);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  while (xl_db_step (db, stmt, &local))
    g_ptr_array_add (list, read (stmt));
  if (local == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

GPtrArray *
xl_layout_output_list (XlDb *db, const char *ledger, const char *department, const char *from, const char *to, GError **error)
{
  static const char sql[] =
    "SELECT id, at, made_on, user, ledger, department, title, kind, file, mask, period, n_rows, n_filled, n_typed, n_empty"
    NARROWED " ORDER BY id DESC";

  return read_all (db, prepare (db, sql, ledger, department, from, to, error), read_output,
                   (GDestroyNotify) xl_layout_output_free, error);
}

GPtrArray *
xl_layout_output_burden (XlDb *db, const char *ledger, const char *department, const char *from, const char *to, GError **error)
{
  static const char sql[] =
    "SELECT substr (made_on, 1, 7) AS month, department, count (*), count (DISTINCT ledger || char (10) || title), sum (n_filled),"
    " sum (n_typed)" NARROWED " GROUP BY month, department ORDER BY month DESC, department";

  return read_all (db, prepare (db, sql, ledger, department, from, to, error), read_burden,
                   (GDestroyNotify) xl_layout_burden_free, error);
}
