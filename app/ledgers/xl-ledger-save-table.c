#include "ledgers/xl-ledger-save-table.h"

#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-running-table.h"
#include "store/xl-draft-table.h"

XlLedgerSave *
xl_ledger_save_new (XlTemplate *t, XlLedgerRecord *record)
{
  XlLedgerSave *save = g_atomic_rc_box_new0 (XlLedgerSave);

  save->t = xl_template_ref (t);
  save->record = record;
  save->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);
  return save;
}

static void
clear_save (gpointer data)
{
  XlLedgerSave *job = data;

  xl_template_free (job->t);
  g_clear_pointer (&job->record, xl_ledger_record_free);
  g_free (job->today);
  g_free (job->period);
  g_free (job->slot);
  g_ptr_array_unref (job->findings);
}

void
xl_ledger_save_release (gpointer job)
{
  if (job != NULL)
    g_atomic_rc_box_release_full (job, clear_save);
}

static void
on_wrong_balance (gint64 id, const XlValue *written, const char *reason, gpointer data)
{
  XlLedgerSave *job = data;

  if (id == job->record->id)
    xl_ledger_findings_add (job->findings, job->t->running->balance, FALSE, reason);
}

/* The account the record stands in now, and the one it stood in. */
static gboolean
settle (XlDb *db, XlLedgerSave *job, const XlLedgerRecord *before, GError **error)
{
  if (before != NULL && !xl_running_table_settle (db, job->t, before, NULL, NULL, error))
    return FALSE;
  return xl_running_table_settle (db, job->t, job->record, on_wrong_balance, job, error);
}

static gint64
store (XlDb *db, XlLedgerSave *job, GError **error)
{
  g_autoptr(XlLedgerRecord) before = NULL;

  if (job->record->id != 0)
    {
      before = job->t->running != NULL ? xl_ledger_table_get (db, job->t, job->record->id, error) : NULL;
      if ((job->t->running != NULL && before == NULL) || !xl_ledger_table_update (db, job->t, job->record, job->findings, error))
        return -1;
    }
  else if (xl_ledger_table_insert (db, job->t, job->record, job->findings, error) < 0)
    return -1;
  return settle (db, job, before, error) ? job->record->id : -1;
}

gint64
xl_ledger_save_run (XlDb *db, gpointer data, GError **error)
{
  XlLedgerSave *job = data;
  g_autoptr(XlLedgerJudge) judge = NULL;
  int answer;

  if (!xl_ledger_table_ensure (db, job->t, error))
    return -1;
  judge = xl_ledger_judge_new (db, job->t, job->today, error);
  answer = judge != NULL ? xl_ledger_judge_record (judge, job->record, job->period, job->findings, error) : -1;
  if (answer == 0)
    g_set_error_literal (error, XL_ERROR, XL_ERROR_REFUSED, "the record is refused");
  if (answer <= 0)
    return -1;
  if (job->slot != NULL && !xl_draft_table_set (db, job->slot, NULL, error))
    return -1;
  return store (db, job, error);
}

gint64
xl_ledger_save_delete (XlDb *db, gpointer data, GError **error)
{
  const XlLedgerSave *job = data;

  if (!xl_ledger_table_delete (db, job->t, job->record->id, error))
    return -1;
  return xl_running_table_settle (db, job->t, job->record, NULL, NULL, error) ? 0 : -1;
}
