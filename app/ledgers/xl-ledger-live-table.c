#include "ledgers/xl-ledger-live-table.h"

#include "ledgers/xl-ledger-fact-table.h"
#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-value.h"

#include <string.h>

XlLedgerLive *
xl_ledger_live_new (XlTemplate *t, XlLedgerRecord *record, const char *today, const char *period)
{
  XlLedgerLive *live = g_new0 (XlLedgerLive, 1);

  live->t = xl_template_ref (t);
  live->record = record;
  live->today = g_strdup (today);
  live->period = g_strdup (period);
  return live;
}

void
xl_ledger_live_free (gpointer data)
{
  XlLedgerLive *live = data;

  xl_ledger_record_free (live->record);
  xl_template_free (live->t);
  g_free (live->today);
  g_free (live->period);
  g_free (live);
}

static void
free_texts (char **texts, guint n)
{
  for (guint i = 0; i < n; i++)
    g_free (texts[i]);
  g_free (texts);
}

void
xl_ledger_live_answer_free (gpointer data)
{
  XlLedgerLiveAnswer *answer = data;

  g_ptr_array_unref (answer->findings);
  free_texts (answer->shown, answer->n);
  free_texts (answer->lacking, answer->n);
  g_free (answer);
}

/* As saving judges; where that cannot be asked (the ledger has no table yet) the formulas and the checks alone. */
static gboolean
judge (XlDb *db, XlLedgerLive *live, GPtrArray *findings, GError **error)
{
  XlRecordContext context = { live->today, live->period, NULL, FALSE, FALSE };
  g_autoptr(XlLedgerJudge) judge = NULL;
  g_autoptr(XlSandbox) sandbox = NULL;

  if (xl_ledger_table_exists (db, live->t) && (judge = xl_ledger_judge_new (db, live->t, live->today, NULL)) != NULL
      && xl_ledger_judge_record (judge, live->record, live->period, findings, NULL) >= 0)
    return TRUE;
  g_ptr_array_set_size (findings, 0);
  sandbox = xl_sandbox_new (error);
  if (sandbox == NULL || !xl_sandbox_formulas (sandbox, live->t, live->record, findings, error)
      || !xl_sandbox_checks (sandbox, live->t, live->record, live->today, findings, error))
    return FALSE;
  xl_ledger_record_check (live->t, live->record, &context, findings);
  return TRUE;
}

/* The titles of the fields that @formula speaks of and that are empty. */
static char *
find_lacking (const XlTemplate *t, const XlLedgerRecord *record, const char *formula)
{
  g_auto(GStrv) words = xl_expression_words (formula);
  g_autoptr(GString) titles = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      int field = xl_template_find (t, words[i]);

      if (field >= 0 && !record->values[field].set)
        g_string_append_printf (titles, "%s%s", titles->len > 0 ? "、" : "", xl_template_field (t, (guint) field)->title);
    }
  return g_string_free (g_steal_pointer (&titles), FALSE);
}

static gboolean
select_subject (XlLedgerFacts *facts, const XlLedgerLive *live, GError **error)
{
  gint64 subject = xl_ledger_record_subject (live->t, live->record);

  if (live->t->subject == XL_SUBJECT_HOUSEHOLD)
    return xl_ledger_facts_household (facts, subject, error);
  return xl_ledger_facts_person (facts, live->t->subject == XL_SUBJECT_PERSON ? subject : 0, error);
}

static void
show_field (XlLedgerFacts *facts, const XlLedgerLive *live, guint i, XlLedgerLiveAnswer *answer)
{
  const XlLedgerField *f = xl_template_field (live->t, i);
  const XlValue *value = &live->record->values[i];

  if (f->from_person != NULL && strcmp (f->from_person, "office") == 0 && live->t->subject != XL_SUBJECT_PERSON)
    answer->shown[i] = g_strdup (xl_ledger_facts_office (facts, live->record->office));
  else if (f->from_person != NULL)      /* whole numbers stay in the register: the card shows who it is */
    answer->shown[i] = xl_ledger_facts_show (facts, f->from_person, FALSE, FALSE,
                                             strcmp (f->from_person, "id_number") == 0 ? XL_MASK_PUBLIC : XL_MASK_INTERNAL);
  else if (value->set)
    answer->shown[i] = xl_value_show (f, value, FALSE);
  else
    answer->lacking[i] = find_lacking (live->t, live->record, f->formula != NULL ? f->formula : "");
}

gpointer
xl_ledger_live_read (XlDb *db, gpointer data, GError **error)
{
  XlLedgerLive *live = data;
  XlLedgerLiveAnswer *answer = g_new0 (XlLedgerLiveAnswer, 1);
  g_autoptr(XlLedgerFacts) facts = xl_ledger_facts_new (db, live->today);

  answer->n = xl_template_n_fields (live->t);
  answer->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);
  answer->shown = g_new0 (char *, answer->n + 1);
  answer->lacking = g_new0 (char *, answer->n + 1);
  for (guint i = 0; i < answer->n; i++)
    if (xl_template_field (live->t, i)->from_person != NULL)
      xl_ledger_facts_want (facts, xl_template_field (live->t, i)->from_person, FALSE);
  if (!judge (db, live, answer->findings, error) || !select_subject (facts, live, error))
    {
      xl_ledger_live_answer_free (answer);
      return NULL;
    }
  for (guint i = 0; i < answer->n; i++)
    if (xl_template_field (live->t, i)->read_only)
      show_field (facts, live, i, answer);
  return answer;
}
