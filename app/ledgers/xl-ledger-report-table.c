#include "ledgers/xl-ledger-report-table.h"

#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-value.h"
#include "store/xl-sql.h"

#include <math.h>
#include <string.h>

#define MAX_SIZE (8 << 20)   /* bytes of text in a report */

XlLedgerReportResult *
xl_ledger_report_result_ref (XlLedgerReportResult *result)
{
  g_atomic_int_inc (&result->refs);
  return result;
}

void
xl_ledger_report_result_free (XlLedgerReportResult *result)
{
  if (!g_atomic_int_dec_and_test (&result->refs))
    return;
  xl_template_free (result->t);
  g_ptr_array_unref (result->rows);
  g_hash_table_unref (result->names);
  g_free (result);
}

static void
clear_value (gpointer data)
{
  xl_value_clear (data);
}

static XlLedgerReportResult *
new_result (const XlTemplate *t, const XlLedgerReport *report)
{
  XlLedgerReportResult *result = g_new0 (XlLedgerReportResult, 1);

  result->refs = 1;
  result->t = xl_template_ref ((XlTemplate *) t);
  result->report = report;
  result->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  result->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return result;
}

/* Rows ------------------------------------------------------------------------------------------------------------- */

/* What the query gave, as the column's type keeps it; unset when it is nothing of that type. */
static XlValue
take_value (const XlLedgerField *f, XlStmt *stmt, int i)
{
  XlValue value = { 0 };
  double number = sqlite3_column_double (stmt, i);
  const char *reason;

  if (sqlite3_column_type (stmt, i) == SQLITE_NULL)
    return value;
  if (!xl_ledger_field_is_number (f->type))
    {
      if (!xl_value_parse (f, xl_column (stmt, i), &value, &reason) && f->codes == NULL)
        return xl_value_of_text (xl_column (stmt, i));
      return value;
    }
  if (sqlite3_column_type (stmt, i) == SQLITE_INTEGER)
    return xl_value_of_number (sqlite3_column_int64 (stmt, i));
  return sqlite3_column_type (stmt, i) == SQLITE_FLOAT && fabs (number) < 9.2e18 ? xl_value_of_number (llround (number)) : value;
}

static gboolean
on_row (XlStmt *stmt, gpointer data)
{
  XlLedgerReportResult *result = data;
  const GPtrArray *columns = result->report->columns;
  GArray *row;

  result->cut = result->rows->len == XL_LEDGER_MAX_REPORT_ROWS || result->size > MAX_SIZE;
  if (result->cut)
    return FALSE;
  row = g_array_sized_new (FALSE, TRUE, sizeof (XlValue), columns->len);
  g_array_set_clear_func (row, clear_value);
  for (guint i = 0; i < columns->len; i++)
    {
      XlValue value = take_value (g_ptr_array_index (columns, i), stmt, (int) i);

      result->size += value.text != NULL ? strlen (value.text) : 0;
      g_array_append_val (row, value);
    }
  g_ptr_array_add (result->rows, row);
  return TRUE;
}

static gboolean
read_name (XlDb *db, XlLedgerReportResult *result, gboolean person, gint64 id, GError **error)
{
  g_autoptr(XlStmt) stmt = NULL;
  g_autoptr(GError) local = NULL;

  if (g_hash_table_contains (result->names, &id))
    return TRUE;
  stmt = xl_db_prepare (db, person ? "SELECT name FROM person WHERE id = ?1" : "SELECT number FROM household WHERE id = ?1", error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  if (xl_db_step (db, stmt, &local))
    g_hash_table_insert (result->names, g_memdup2 (&id, sizeof id), g_strdup (xl_column (stmt, 0)));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
read_names (XlDb *db, XlLedgerReportResult *result, guint column, GError **error)
{
  XlLedgerType type = ((XlLedgerField *) g_ptr_array_index (result->report->columns, column))->type;

  if (type != XL_LEDGER_PERSON && type != XL_LEDGER_HOUSEHOLD)
    return TRUE;
  for (guint i = 0; i < result->rows->len; i++)
    {
      const XlValue *value = &g_array_index ((GArray *) g_ptr_array_index (result->rows, i), XlValue, column);

      if (value->set && !read_name (db, result, type == XL_LEDGER_PERSON, value->number, error))
        return FALSE;
    }
  return TRUE;
}

/* Running ---------------------------------------------------------------------------------------------------------- */

static gboolean
is_told (const XlTemplate *t, const XlLedgerReport *r, const XlQuestion *q, GError **error)
{
  const char *const told[] = { q->period, q->year, q->from, q->to };
  static const char *const names[] = { "period", "year", "from", "to" };

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if ((r->parameters & (1u << i)) != 0 && told[i] == NULL)
      {
        g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "%s: the report %s needs --%s", t->key, r->key, names[i]);
        return FALSE;
      }
  return TRUE;
}

XlLedgerReportResult *
xl_ledger_report_run (XlDb *db, const XlTemplate *t, const char *key, const XlQuestion *question, GError **error)
{
  const XlLedgerReport *report = xl_template_report (t, key);
  g_autoptr(XlLedgerReportResult) result = NULL;
  g_autofree char *sql = NULL;

  if (report == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "%s: there is no report %s", t->key, key);
      return NULL;
    }
  if (!is_told (t, report, question, error))
    return NULL;
  sql = g_strdup_printf ("SELECT * FROM (%s\n)", report->query);
  result = new_result (t, report);
  if (!xl_question_judge (db, sql, report->query, NULL, (int) report->columns->len, error)
      || !xl_question_ask (db, question, sql, report->query, 0, on_row, result, error))
    return NULL;
  for (guint i = 0; i < report->columns->len; i++)
    if (!read_names (db, result, i, error))
      return NULL;
  return g_steal_pointer (&result);
}

/* Showing ---------------------------------------------------------------------------------------------------------- */

char *
xl_ledger_report_cell (const XlLedgerReportResult *result, guint row, guint column)
{
  const XlLedgerField *f = g_ptr_array_index (result->report->columns, column);
  const XlValue *value = &g_array_index ((GArray *) g_ptr_array_index (result->rows, row), XlValue, column);
  const char *name = NULL;

  if (f->type != XL_LEDGER_PERSON && f->type != XL_LEDGER_HOUSEHOLD)
    return xl_value_show (f, value, FALSE);
  if (value->set)
    name = g_hash_table_lookup (result->names, &value->number);
  return g_strdup (name != NULL ? name : "");
}

char *
xl_ledger_report_total (const XlLedgerReportResult *result, guint column)
{
  const XlLedgerField *f = g_ptr_array_index (result->report->columns, column);
  XlValue total = { 0 };
  gint64 n = 0;

  for (guint i = 0; i < result->rows->len; i++)
    {
      const XlValue *value = &g_array_index ((GArray *) g_ptr_array_index (result->rows, i), XlValue, column);

      n += value->set;
      if (__builtin_add_overflow (total.number, value->set ? value->number : 0, &total.number))
        return g_strdup ("");
    }
  total.set = TRUE;
  if (f->total == XL_TOTAL_COUNT)
    return g_strdup_printf ("%" G_GINT64_FORMAT, n);
  if (f->total == XL_TOTAL_AVERAGE && n > 0)
    total.number = llround ((double) total.number / (double) n);
  return f->total == XL_TOTAL_NONE || n == 0 ? g_strdup ("") : xl_value_show (f, &total, FALSE);
}
