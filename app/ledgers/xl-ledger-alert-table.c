#include "ledgers/xl-ledger-alert-table.h"

#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-question-table.h"
#include "store/xl-sql.h"

/* SELECT @what of the records for which @alert holds. */
static char *
make_query (const XlTemplate *t, const XlLedgerAlert *alert, const char *what)
{
  g_autofree char *records = xl_question_records (t, alert->expression);

  return g_strdup_printf ("SELECT %s FROM %s WHERE (:office IS NULL OR record.office = :office) AND (%s\n)", what, records,
                          alert->expression);
}

static gint64
count_records (XlDb *db, const XlTemplate *t, const char *office, GError **error)
{
  XlLedgerQuery all = { .office = office };

  return xl_ledger_table_count (db, t, &all, error);
}

static gboolean
on_id (XlStmt *stmt, gpointer data)
{
  gint64 id = sqlite3_column_int64 (stmt, 0);

  g_array_append_val ((GArray *) data, id);
  return TRUE;
}

static gboolean
on_count (XlStmt *stmt, gpointer data)
{
  *(gint64 *) data = sqlite3_column_int64 (stmt, 0);
  return FALSE;
}

GArray *
xl_ledger_alert_ids (XlDb *db, const XlTemplate *t, const char *key, const char *office, const char *today, GError **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const XlLedgerAlert *alert = xl_template_alert (t, key);
  XlQuestion question = { .office = office, .today = today };
  g_autofree char *query = NULL;
  g_autofree char *sql = NULL;
  gint64 n;

  if (alert == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "%s: there is no alert %s", t->key, key);
      return NULL;
    }
  n = count_records (db, t, office, error);
  if (n <= 0)
    return n == 0 ? g_steal_pointer (&ids) : NULL;
  query = make_query (t, alert, "record.id");
  sql = g_strconcat (query, " ORDER BY record.id", NULL);
  return xl_question_ask (db, &question, sql, alert->expression, n, on_id, ids, error) ? g_steal_pointer (&ids) : NULL;
}

static gint64
count_alert (XlDb *db, const XlTemplate *t, const XlLedgerAlert *alert, const char *office, const char *today, gint64 n_records,
             GError **error)
{
  XlQuestion question = { .office = office, .today = today };
  g_autofree char *sql = n_records > 0 ? make_query (t, alert, "count (*)") : NULL;
  gint64 n = 0;

  return sql == NULL || xl_question_ask (db, &question, sql, alert->expression, n_records, on_count, &n, error) ? n : -1;
}

GArray *
xl_ledger_alert_counts (XlDb *db, const XlTemplate *t, const char *office, const char *today, GError **error)
{
  g_autoptr(GArray) counts = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 n_records = t->alerts->len > 0 ? count_records (db, t, office, error) : 0;

  if (n_records < 0)
    return NULL;
  for (guint i = 0; i < t->alerts->len; i++)
    {
      gint64 n = count_alert (db, t, g_ptr_array_index (t->alerts, i), office, today, n_records, error);

      if (n < 0)
        return NULL;
      g_array_append_val (counts, n);
    }
  return g_steal_pointer (&counts);
}

void
xl_ledger_alert_count_free (XlLedgerAlertCount *count)
{
  xl_template_free (count->t);
  g_free (count);
}

static gboolean
add_home (XlDb *db, XlTemplate *t, const char *office, const char *today, GPtrArray *home, GError **error)
{
  for (guint i = 0; i < t->alerts->len; i++)
    {
      const XlLedgerAlert *alert = g_ptr_array_index (t->alerts, i);
      gint64 n_records = alert->home ? count_records (db, t, office, error) : 0;
      g_autoptr(GError) local = NULL;
      gint64 n = n_records > 0 ? count_alert (db, t, alert, office, today, n_records, &local) : n_records;
      XlLedgerAlertCount *count;

      if (n_records < 0)
        return FALSE;
      if (local != NULL && local->domain != XL_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (n <= 0)
        continue;
      count = g_new0 (XlLedgerAlertCount, 1);
      count->t = xl_template_ref (t);
      count->alert = alert;
      count->n = n;
      g_ptr_array_add (home, count);
    }
  return TRUE;
}

GPtrArray *
xl_ledger_alert_home (XlDb *db, const char *office, const char *today, GError **error)
{
  g_autoptr(GPtrArray) home = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_alert_count_free);
  g_autoptr(GPtrArray) templates = xl_ledger_table_templates (db, error);

  for (guint i = 0; templates != NULL && i < templates->len; i++)
    if (!add_home (db, g_ptr_array_index (templates, i), office, today, home, error))
      return NULL;
  return templates != NULL ? g_steal_pointer (&home) : NULL;
}
