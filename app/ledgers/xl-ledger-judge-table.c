#include "ledgers/xl-ledger-judge-table.h"

#include "ledgers/xl-due-table.h"
#include "ledgers/xl-ledger-others-table.h"
#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-question-table.h"
#include "ledgers/xl-value.h"
#include "store/xl-sql.h"

struct _XlLedgerJudge
{
  XlDb             *db;
  const XlTemplate *t;
  XlTemplate       *list;      /* who is due; NULL without such a list */
  gboolean          has_list;  /* its table is there */
  XlSandbox        *sandbox;
  char             *facts;     /* SQL of what expressions want to know of the person; NULL: nothing */
  GHashTable       *known;     /* see xl_ledger_others_source () */
  char             *today;
};

XlLedgerJudge *
xl_ledger_judge_new (XlDb *db, const XlTemplate *t, const char *today, GError **error)
{
  g_autoptr(XlLedgerJudge) judge = g_new0 (XlLedgerJudge, 1);

  judge->db = db;
  judge->t = t;
  judge->today = g_strdup (today);
  judge->facts = xl_question_facts (t);
  judge->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  judge->sandbox = xl_sandbox_new (error);
  if (judge->sandbox == NULL)
    return NULL;
  if (t->due != NULL && (judge->list = xl_due_table_list (db, t, error)) == NULL)
    return NULL;
  judge->has_list = judge->list != NULL && xl_ledger_table_exists (db, judge->list);
  return g_steal_pointer (&judge);
}

void
xl_ledger_judge_free (XlLedgerJudge *judge)
{
  g_clear_pointer (&judge->list, xl_template_free);
  g_clear_pointer (&judge->sandbox, xl_sandbox_free);
  g_clear_pointer (&judge->known, g_hash_table_unref);
  g_free (judge->facts);
  g_free (judge->today);
  g_free (judge);
}

/* The subject ------------------------------------------------------------------------------------------------------ */

/* When somebody died, and whether they had left by @date: they were in a household before it, and in none on it. */
static gboolean
read_person (XlDb *db, gint64 person, const char *date, char **death, gboolean *left, GError **error)
{
  static const char sql[] =
    "SELECT death_date, EXISTS (SELECT 1 FROM membership WHERE person = ?1 AND to_date < ?2)"
    " AND NOT EXISTS (SELECT 1 FROM membership WHERE person = ?1 AND (to_date IS NULL OR to_date >= ?2)"
    "  AND (from_date IS NULL OR from_date <= ?2)) FROM person WHERE id = ?1";
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, person);
  xl_bind (stmt, 2, date);
  if (xl_db_step (db, stmt, &local))
    {
      *death = g_strdup (xl_column (stmt, 0));
      *left = sqlite3_column_int (stmt, 1) != 0;
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
read_household (XlDb *db, gint64 household, const char *date, gboolean *gone, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT to_date < ?2 FROM household WHERE id = ?1", error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, household);
  xl_bind (stmt, 2, date);
  *gone = xl_db_step (db, stmt, &local) && sqlite3_column_int (stmt, 0) != 0;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
read_context (const XlLedgerJudge *judge, const XlLedgerRecord *record, XlRecordContext *context, char **death, GError **error)
{
  const XlTemplate *t = judge->t;
  gint64 subject = xl_ledger_record_subject (t, record);
  const char *date = xl_ledger_record_date (t, record);
  g_autoptr(GError) local = NULL;

  context->has_list = judge->list != NULL && date != NULL;
  if (subject == 0 || date == NULL)
    return TRUE;
  if (t->subject == XL_SUBJECT_PERSON)
    read_person (judge->db, subject, date, death, &context->subject_left, &local);
  else if (t->subject == XL_SUBJECT_HOUSEHOLD)
    read_household (judge->db, subject, date, &context->subject_left, &local);
  context->subject_death = *death;
  if (local == NULL && context->has_list && judge->has_list)
    context->on_list = xl_due_table_has (judge->db, t, judge->list, subject, date, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The person's own facts, while expressions look at them ------------------------------------------------------------- */

static void
take_facts (const XlTemplate *t, XlStmt *stmt, XlLedgerRecord *record)
{
  int n = 0;

  for (guint i = 0; i < record->n; i++)
    {
      gboolean is_number = xl_ledger_field_is_number (xl_template_field (t, i)->type);

      if (xl_template_is_stored (t, i) || sqlite3_column_type (stmt, n++) == SQLITE_NULL)
        continue;
      record->values[i] = is_number ? xl_value_of_number (sqlite3_column_int64 (stmt, n - 1))
                                    : xl_value_of_text (xl_column (stmt, n - 1));
    }
}

static gboolean
fill_facts (const XlLedgerJudge *judge, XlLedgerRecord *record, GError **error)
{
  gint64 subject = xl_ledger_record_subject (judge->t, record);
  g_autoptr(XlStmt) stmt = NULL;
  g_autoptr(GError) local = NULL;

  if (judge->facts == NULL || subject == 0)
    return TRUE;
  stmt = xl_db_prepare (judge->db, judge->facts, error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, subject);
  xl_bind (stmt, 2, judge->today);
  if (xl_db_step (judge->db, stmt, &local))
    take_facts (judge->t, stmt, record);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
forget_facts (const XlLedgerJudge *judge, XlLedgerRecord *record)
{
  for (guint i = 0; judge->facts != NULL && i < record->n; i++)
    if (!xl_template_is_stored (judge->t, i))
      xl_value_clear (&record->values[i]);
}

static gboolean
run_expressions (const XlLedgerJudge *judge, XlLedgerRecord *record, GPtrArray *findings, GError **error)
{
  gboolean done = fill_facts (judge, record, error)
                  && xl_sandbox_formulas (judge->sandbox, judge->t, record, findings, error)
                  && xl_sandbox_checks (judge->sandbox, judge->t, record, judge->today, findings, error);

  forget_facts (judge, record);
  return done;
}

/* Judging ---------------------------------------------------------------------------------------------------------- */

static gboolean
look_at_others (const XlLedgerJudge *judge, const XlLedgerRecord *record, GPtrArray *findings, GError **error)
{
  const XlTemplate *t = judge->t;

  for (guint i = 0; i < record->n; i++)
    if (!xl_ledger_others_source (judge->db, t, i, record, judge->known, findings, error))
      return FALSE;
  return xl_ledger_others_unique (judge->db, t, record, findings, error)
         && xl_ledger_others_overlap (judge->db, t, judge->sandbox, record, judge->today, findings, error);
}

int
xl_ledger_judge_record (XlLedgerJudge *judge, XlLedgerRecord *record, const char *period, GPtrArray *findings,
                        GError **error)
{
  g_autofree char *death = NULL;
  XlRecordContext context = { .today = judge->today, .period = period };

  xl_ledger_record_place (judge->t, record);
  if (!read_context (judge, record, &context, &death, error) || !run_expressions (judge, record, findings, error)
      || !look_at_others (judge, record, findings, error))
    return -1;
  return xl_ledger_record_check (judge->t, record, &context, findings);
}
