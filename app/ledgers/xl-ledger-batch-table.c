#include "ledgers/xl-ledger-batch-table.h"

#include "ledgers/xl-ledger-cell-table.h"
#include "ledgers/xl-running-table.h"
#include "ledgers/xl-value.h"
#include "store/xl-id-list.h"

#include <glib/gi18n.h>

XlLedgerBatch *
xl_ledger_batch_new (const XlTemplate *t, const XlLedgerQuery *query, const GArray *ids, const char *today)
{
  XlLedgerBatch *batch = g_atomic_rc_box_new0 (XlLedgerBatch);

  batch->t = xl_template_ref ((XlTemplate *) t);
  batch->query = query != NULL ? xl_ledger_query_copy (query) : NULL;
  batch->ids = ids != NULL ? g_array_copy ((GArray *) ids) : NULL;
  batch->today = g_strdup (today);
  batch->refusals = xl_ledger_refusals_new ();
  return batch;
}

XlLedgerBatch *
xl_ledger_batch_ref (XlLedgerBatch *batch)
{
  return g_atomic_rc_box_acquire (batch);
}

static void
clear_batch (gpointer data)
{
  XlLedgerBatch *batch = data;

  xl_template_free (batch->t);
  g_clear_pointer (&batch->query, xl_ledger_query_free);
  g_clear_pointer (&batch->ids, g_array_unref);
  g_free (batch->text);
  g_free (batch->period);
  g_free (batch->today);
  g_clear_object (&batch->cancellable);
  g_ptr_array_unref (batch->refusals);
}

void
xl_ledger_batch_release (gpointer batch)
{
  if (batch != NULL)
    g_atomic_rc_box_release_full (batch, clear_batch);
}

/* Every record ---------------------------------------------------------------------------------------------------- */

static GArray *
find_ids (XlDb *db, XlLedgerBatch *batch, GError **error)
{
  GArray *ids = batch->query != NULL ? xl_ledger_table_ids (db, batch->t, batch->query, error) : g_array_ref (batch->ids);

  if (ids != NULL)
    g_atomic_int_set (&batch->total, (int) ids->len);
  return ids;
}

static void
tell_refusals (XlLedgerBatch *batch, gint64 id, GPtrArray *findings)
{
  for (guint i = 0; i < findings->len && batch->refusals->len < XL_LEDGER_MAX_REFUSALS; i++)
    {
      const XlLedgerFinding *f = g_ptr_array_index (findings, i);

      if (f->refuses)
        g_ptr_array_add (batch->refusals, xl_ledger_refusal_new (f->field == batch->field ? 0 : XL_LEDGER_WHOLE_RECORD, id, 0, f->field,
                                                                 f->reason));
    }
}

/* The value is read once; every record gets a copy. */
static gboolean
read_value (XlLedgerBatch *batch, XlLedgerCells *cells, XlLedgerRecord *sample, GError **error)
{
  const XlLedgerField *f = xl_template_field (batch->t, (guint) batch->field);
  const char *reason = NULL;
  int set = f->read_only ? 0 : xl_ledger_cells_set (cells, sample, (guint) batch->field, batch->text, NULL, &reason, error);

  if (set > 0)
    return TRUE;
  if (set < 0)
    return FALSE;
  if (reason == NULL)
    reason = N_("is shown only");
  g_ptr_array_add (batch->refusals, xl_ledger_refusal_new (0, 0, 0, batch->field, reason));
  g_set_error (error, XL_ERROR, XL_ERROR_REFUSED, "%s: %s: %s", batch->t->key, f->key, reason);
  return FALSE;
}

/* FALSE with @error. */
static gboolean
set_one (XlDb *db, XlLedgerBatch *batch, XlLedgerCells *cells, const XlValue *value, gint64 id, GPtrArray *findings, GError **error)
{
  g_autoptr(XlLedgerRecord) before = xl_ledger_table_get (db, batch->t, id, error);
  g_autoptr(XlLedgerRecord) record = NULL;
  int answer;

  if (before == NULL)
    return FALSE;
  if (xl_value_equal (&before->values[batch->field], value))
    return TRUE;
  record = xl_ledger_record_copy (before);
  xl_value_clear (&record->values[batch->field]);
  record->values[batch->field] = xl_value_copy (value);
  answer = xl_ledger_cells_judge (cells, record, before, batch->period, findings, error);
  if (answer < 0)
    return FALSE;
  if (answer == 0)
    {
      batch->n_refused++;
      tell_refusals (batch, id, findings);
      return TRUE;
    }
  batch->n_changed++;
  batch->n_flagged += findings->len > 0;
  return xl_ledger_table_change (db, batch->t, before, record, findings, error);
}

static gboolean
set_all (XlDb *db, XlLedgerBatch *batch, XlLedgerCells *cells, const GArray *ids, GError **error)
{
  g_autoptr(XlLedgerRecord) sample = xl_ledger_record_new (batch->t, batch->query != NULL ? batch->query->office : NULL);
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);

  if (!read_value (batch, cells, sample, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_ptr_array_set_size (findings, 0);
      if (g_cancellable_set_error_if_cancelled (batch->cancellable, error)
          || !set_one (db, batch, cells, &sample->values[batch->field], g_array_index (ids, gint64, i), findings, error))
        return FALSE;
      g_atomic_int_set (&batch->done, (int) i + 1);
    }
  if (batch->n_refused == 0 || (batch->good_only && batch->n_changed > 0))
    return TRUE;
  g_set_error (error, XL_ERROR, XL_ERROR_REFUSED, "%s: %u records are refused", batch->t->key, batch->n_refused);
  return FALSE;
}

gint64
xl_ledger_batch_set (XlDb *db, gpointer data, GError **error)
{
  XlLedgerBatch *batch = data;
  const char *office = batch->query != NULL ? batch->query->office : NULL;
  g_autoptr(XlLedgerCells) cells = NULL;
  g_autoptr(GArray) ids = NULL;

  if (!xl_ledger_table_ensure (db, batch->t, error))
    return -1;
  cells = xl_ledger_cells_new (db, batch->t, office, batch->today, error);
  ids = cells != NULL ? find_ids (db, batch, error) : NULL;
  return ids != NULL && set_all (db, batch, cells, ids, error)
                 && xl_running_table_settle (db, batch->t, NULL, NULL, NULL, error) ? (gint64) batch->n_changed : -1;
}

gint64
xl_ledger_batch_delete (XlDb *db, gpointer data, GError **error)
{
  XlLedgerBatch *batch = data;
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE id IN (SELECT id FROM xl_ids (?1))", batch->t->table);
  g_autoptr(GArray) ids = NULL;
  g_autoptr(XlStmt) stmt = NULL;

  if (!xl_ledger_table_exists (db, batch->t))
    return 0;
  ids = find_ids (db, batch, error);
  stmt = ids != NULL ? xl_db_prepare (db, sql, error) : NULL;
  if (stmt == NULL)
    return -1;
  xl_bind_ids (stmt, 1, ids);
  if (!xl_db_done (db, stmt, error))
    return -1;
  g_atomic_int_set (&batch->done, (int) ids->len);
  batch->n_changed = (guint) xl_db_n_changes (db);
  return xl_running_table_settle (db, batch->t, NULL, NULL, NULL, error) ? (gint64) batch->n_changed : -1;
}
