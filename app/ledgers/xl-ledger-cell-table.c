#include "ledgers/xl-ledger-cell-table.h"

#include "ledgers/xl-ledger-fact-table.h"
#include "ledgers/xl-ledger-stored-table.h"
#include "ledgers/xl-subject-table.h"
#include "ledgers/xl-value.h"
#include "people/xl-household-table.h"
#include "store/xl-sql.h"

#include <glib/gi18n.h>
#include <string.h>

struct _XlLedgerCells
{
  XlDb             *db;
  const XlTemplate *t;
  XlLedgerJudge    *judge;
  XlLedgerFacts    *facts;
  XlLedgerRecord   *last;       /* (nullable): the record stored last */
  gboolean          has_last;   /* it has been looked for */
  char             *office, *today;
  GHashTable       *persons;    /* "name TAB number" → Meant */
};

/* Whom a text means. */
typedef struct {
  gint64      id;
  const char *reason;
} Meant;

XlLedgerCells *
xl_ledger_cells_new (XlDb *db, const XlTemplate *t, const char *office, const char *today, GError **error)
{
  g_autoptr(XlLedgerCells) cells = g_new0 (XlLedgerCells, 1);

  cells->db = db;
  cells->t = t;
  cells->office = g_strdup (office);
  cells->today = g_strdup (today);
  cells->facts = xl_ledger_facts_new (db, today);
  cells->persons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    if (xl_template_field (t, i)->from_person != NULL)
      xl_ledger_facts_want (cells->facts, xl_template_field (t, i)->from_person, t->subject == XL_SUBJECT_HOUSEHOLD);
  cells->judge = xl_ledger_judge_new (db, t, today, error);
  return cells->judge != NULL ? g_steal_pointer (&cells) : NULL;
}

void
xl_ledger_cells_free (XlLedgerCells *cells)
{
  g_clear_pointer (&cells->judge, xl_ledger_judge_free);
  g_clear_pointer (&cells->last, xl_ledger_record_free);
  xl_ledger_facts_free (cells->facts);
  g_hash_table_unref (cells->persons);
  g_free (cells->office);
  g_free (cells->today);
  g_free (cells);
}

/* Persons and households ------------------------------------------------------------------------------------------ */

/* "#7": the person with that key, as a picker says who was picked. */
static gint64
find_key (XlLedgerCells *cells, const char *digits, const char **reason, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (cells->db, "SELECT id FROM person WHERE id = ?1", error);

  if (stmt == NULL)
    return 0;
  sqlite3_bind_int64 (stmt, 1, g_ascii_strtoll (digits, NULL, 10));
  if (xl_db_step (cells->db, stmt, error))
    return sqlite3_column_int64 (stmt, 0);
  *reason = N_("there is no such person");
  return 0;
}

/* Whom @text means, each text looked up once; NULL with @error. */
static const Meant *
find_person (XlLedgerCells *cells, const char *text, const char *number, GError **error)
{
  g_autofree char *key = g_strconcat (text, "\t", number, NULL);
  Meant *meant = g_hash_table_lookup (cells->persons, key);
  g_autoptr(GError) local = NULL;

  if (meant != NULL)
    return meant;
  meant = g_new0 (Meant, 1);
  if (text[0] == '#')
    meant->id = find_key (cells, text + 1, &meant->reason, &local);
  else
    meant->id = xl_subject_table_read (cells->db, text, number, cells->office, cells->today, &meant->reason, &local);
  g_hash_table_insert (cells->persons, g_steal_pointer (&key), meant);
  if (local == NULL)
    return meant;
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static int
set_person (XlLedgerCells *cells, XlLedgerRecord *record, guint field, const char *text, const char *number, const char **reason,
            GError **error)
{
  const Meant *meant = find_person (cells, text, number, error);

  if (meant == NULL)
    return -1;
  *reason = meant->reason;
  if (meant->id > 0)
    xl_ledger_record_set_number (record, field, meant->id);
  return meant->id > 0;
}

static int
set_household (XlLedgerCells *cells, XlLedgerRecord *record, guint field, const char *text, const char **reason, GError **error)
{
  gint64 id = xl_household_table_find_number (cells->db, record->office, text, error);

  if (id > 0)
    xl_ledger_record_set_number (record, field, id);
  else
    *reason = N_("there is no such household");
  return id < 0 ? -1 : id > 0;
}

/* Values ---------------------------------------------------------------------------------------------------------- */

char *
xl_ledger_cells_show (XlLedgerCells *cells, const XlLedgerRecord *record, guint field)
{
  const XlLedgerField *f = xl_template_field (cells->t, field);
  gboolean household = cells->t->subject == XL_SUBJECT_HOUSEHOLD;
  gint64 subject = xl_ledger_record_subject (cells->t, record);
  g_autofree char *stored = NULL;

  if (f->from_person != NULL)
    {
      if (household ? xl_ledger_facts_household (cells->facts, subject, NULL) : xl_ledger_facts_person (cells->facts, subject, NULL))
        return xl_ledger_facts_show (cells->facts, f->from_person, household, FALSE, XL_MASK_INTERNAL);
      return g_strdup ("");
    }
  if (!record->values[field].set || (f->type != XL_LEDGER_PERSON && f->type != XL_LEDGER_HOUSEHOLD))
    return xl_value_show (f, &record->values[field], FALSE);
  stored = g_strdup_printf ("%" G_GINT64_FORMAT, record->values[field].number);
  return xl_ledger_stored_words (cells->db, cells->t, f->key, stored);
}

/* What is only shown may be written over with what it shows. */
static int
set_shown (XlLedgerCells *cells, XlLedgerRecord *record, guint field, const char *text, const char **reason)
{
  g_autofree char *shown = xl_ledger_cells_show (cells, record, field);

  if (record->id == 0 || strcmp (shown, text) == 0)
    return 1;
  *reason = xl_template_field (cells->t, field)->from_person != NULL ? N_("is taken from the person, and changed there")
                                                                     : N_("is computed from other fields");
  return 0;
}

int
xl_ledger_cells_set (XlLedgerCells *cells, XlLedgerRecord *record, guint field, const char *text, const char *number,
                     const char **reason, GError **error)
{
  const XlLedgerField *f = xl_template_field (cells->t, field);
  g_autofree char *trimmed = g_strstrip (g_strdup (text));

  if (f->read_only)
    return set_shown (cells, record, field, trimmed, reason);
  if (trimmed[0] == '\0' || (f->type != XL_LEDGER_PERSON && f->type != XL_LEDGER_HOUSEHOLD))
    return xl_ledger_record_set_text (cells->t, record, field, trimmed, reason);
  return f->type == XL_LEDGER_PERSON ? set_person (cells, record, field, trimmed, number, reason, error)
                                     : set_household (cells, record, field, trimmed, reason, error);
}

static void
fill_default (XlLedgerCells *cells, XlLedgerRecord *record, guint i)
{
  const char *text = xl_template_field (cells->t, i)->default_text, *reason;

  if (strcmp (text, "@today") == 0)
    text = cells->today;
  if (strcmp (text, "@last") != 0)
    xl_ledger_record_set_text (cells->t, record, i, text, &reason);
  else if (cells->last != NULL)
    record->values[i] = xl_value_copy (&cells->last->values[i]);
}

XlLedgerRecord *
xl_ledger_cells_new_record (XlLedgerCells *cells, const char *office)
{
  XlLedgerRecord *record = xl_ledger_record_new (cells->t, office);

  if (!cells->has_last)
    cells->last = xl_ledger_table_last (cells->db, cells->t, office, NULL);
  cells->has_last = TRUE;
  for (guint i = 0; i < record->n; i++)
    if (xl_template_field (cells->t, i)->default_text != NULL)
      fill_default (cells, record, i);
  return record;
}

/* Judging --------------------------------------------------------------------------------------------------------- */

static gboolean
has_finding (GPtrArray *findings, int field, const char *reason)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const XlLedgerFinding *f = g_ptr_array_index (findings, i);

      if (f->field == field && strcmp (f->reason, reason) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Adds the mark @line ("field TAB reason") of @before unless a rule made it, or its field has another value now. */
static void
keep_mark (const XlTemplate *t, const XlLedgerRecord *record, const XlLedgerRecord *before, const char *line, GPtrArray *ruled,
           GPtrArray *findings)
{
  const char *tab = strchr (line, '\t');
  g_autofree char *key = tab != NULL ? g_strndup (line, (gsize) (tab - line)) : NULL;
  int i = key != NULL ? xl_template_find (t, key) : -1;

  if (tab == NULL || has_finding (ruled, i, tab + 1) || has_finding (findings, i, tab + 1)
      || (i >= 0 && !xl_value_equal (&record->values[i], &before->values[i])))
    return;
  xl_ledger_findings_add (findings, i, FALSE, tab + 1);
}

static gboolean
keep_marks (XlLedgerCells *cells, const XlLedgerRecord *record, const XlLedgerRecord *before, const char *period,
            GPtrArray *findings, GError **error)
{
  g_autoptr(GPtrArray) ruled = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);
  g_autoptr(XlLedgerRecord) copy = xl_ledger_record_copy (before);
  g_auto(GStrv) lines = g_strsplit (before->flags, "\n", -1);

  if (xl_ledger_judge_record (cells->judge, copy, period, ruled, error) < 0)
    return FALSE;
  for (guint i = 0; lines[i] != NULL; i++)
    keep_mark (cells->t, record, before, lines[i], ruled, findings);
  return TRUE;
}

static gboolean
is_among (const XlLedgerFinding *finding, const GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const XlLedgerFinding *other = g_ptr_array_index (findings, i);

      if (other->field == finding->field && strcmp (other->reason, finding->reason) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What was wrong before and still is (a spreadsheet lacked it) is marked and does not keep the rest from being put right.
 * 1: nothing else refuses it; 0: something does; -1 with @error. */
static int
forgive (XlLedgerCells *cells, const XlLedgerRecord *before, const char *period, GPtrArray *findings, GError **error)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);
  g_autoptr(XlLedgerRecord) copy = xl_ledger_record_copy (before);
  int answer = 1;

  if (xl_ledger_judge_record (cells->judge, copy, period, known, error) < 0)
    return -1;
  for (guint i = 0; i < findings->len; i++)
    {
      XlLedgerFinding *finding = g_ptr_array_index (findings, i);

      if (finding->refuses && is_among (finding, known))
        finding->refuses = FALSE;
      if (finding->refuses)
        answer = 0;
    }
  return answer;
}

int
xl_ledger_cells_judge (XlLedgerCells *cells, XlLedgerRecord *record, const XlLedgerRecord *before, const char *period,
                       GPtrArray *findings, GError **error)
{
  int answer = xl_ledger_judge_record (cells->judge, record, period, findings, error);

  if (answer == 0 && before != NULL)
    answer = forgive (cells, before, period, findings, error);
  if (answer >= 0 && before != NULL && before->flags != NULL
      && !keep_marks (cells, record, before, period, findings, error))
    return -1;
  return answer;
}
