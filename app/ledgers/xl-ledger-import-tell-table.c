#include "ledgers/xl-ledger-import-private.h"

#include "base/xl-reason.h"

#include <string.h>

static const XlLedgerField *
field_of (const XlLedgerMove *m, const XlLedgerFinding *finding)
{
  return finding->field >= 0 ? xl_template_field (m->part->t, (guint) finding->field) : NULL;
}

static gboolean
has_column (const XlLedgerMove *m, const XlLedgerFinding *finding)
{
  const XlLedgerField *f = field_of (m, finding);

  return f != NULL && xl_import_row_has (m->row, f->key);
}

/* The column in which one sees why field @i is as it is: its own, of a formula the first that it is computed from; NULL: the sheet
 * has none. */
static const char *
column_of (const XlLedgerMove *m, const XlLedgerField *f)
{
  g_auto(GStrv) words = f->formula != NULL ? xl_expression_words (f->formula) : NULL;

  if (words == NULL)
    return f->key;
  for (guint i = 0; words[i] != NULL; i++)
    if (xl_template_find (m->part->t, words[i]) >= 0 && xl_import_row_has (m->row, words[i]))
      return g_intern_string (words[i]);
  return NULL;
}

/* Whether the same words stand at a column of the sheet too, or have been told already; what is computed is named each time. */
static gboolean
is_told_elsewhere (const XlLedgerMove *m, GPtrArray *findings, guint index)
{
  const XlLedgerFinding *finding = g_ptr_array_index (findings, index);
  gboolean computed = field_of (m, finding)->formula != NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      const XlLedgerFinding *other = g_ptr_array_index (findings, i);

      if (i != index && strcmp (other->reason, finding->reason) == 0 && ((i < index && !computed) || has_column (m, other)))
        return TRUE;
    }
  return FALSE;
}

/* An old sheet without a column cannot be asked to have filled it in; what else speaks of that column is told once. */
static gboolean
is_passed_over (const XlLedgerMove *m, GPtrArray *findings, guint index)
{
  const XlLedgerFinding *finding = g_ptr_array_index (findings, index);

  if (finding->field < 0 || finding->field == m->part->t->period_field || has_column (m, finding))
    return FALSE;
  return finding->blank || is_told_elsewhere (m, findings, index);
}

/* Only a row without its day is no record; what else is missing is looked at later. */
static gboolean
is_fatal (const XlLedgerMove *m, const XlLedgerRecord *record, const XlLedgerFinding *finding)
{
  if (!finding->refuses || finding->field < 0 || record->values[finding->field].set)
    return finding->refuses;
  return field_of (m, finding)->type == XL_LEDGER_DATE && (finding->field == m->part->t->period_field || has_column (m, finding));
}

/* Its words; what is computed has no column of its own and is named in them, where they name nothing else. */
static const char *
words_of (const XlLedgerFinding *finding, const XlLedgerField *f)
{
  g_autofree char *words = f != NULL && f->formula != NULL && strchr (finding->reason, '\t') == NULL
                                ? xl_reason_new (finding->reason, f->title)
                                : g_strdup (finding->reason);

  return g_intern_string (words);
}

gboolean
xl_ledger_import_tell (const XlLedgerMove *m, const XlLedgerRecord *record, GPtrArray *findings, XlImportVerdict *verdict)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const XlLedgerFinding *finding = g_ptr_array_index (findings, i);
      const XlLedgerField *f = field_of (m, finding);
      const char *key = f != NULL ? column_of (m, f) : NULL;
      const char *value = key != NULL ? xl_import_row_text (m->row, key) : NULL;

      if (is_passed_over (m, findings, i))
        continue;
      if (is_fatal (m, record, finding))
        {
          *verdict = xl_import_row_refuse (m->row, key, value, words_of (finding, f));
          return FALSE;
        }
      xl_import_row_flag (m->row, key, value, words_of (finding, f));
    }
  return TRUE;
}
