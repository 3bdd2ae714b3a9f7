#include "ledgers/xl-ledger-patch-table.h"

#include "ledgers/xl-ledger-cell-table.h"
#include "ledgers/xl-running-table.h"

#include <string.h>

static void
clear_patch (gpointer data)
{
  g_free (((XlLedgerPatch *) data)->text);
}

static void
free_refusal (gpointer data)
{
  g_free (((XlLedgerRefusal *) data)->reason);
  g_free (data);
}

XlLedgerPatches *
xl_ledger_patches_new (const XlTemplate *t, const char *office, const char *today)
{
  XlLedgerPatches *p = g_atomic_rc_box_new0 (XlLedgerPatches);

  p->t = xl_template_ref ((XlTemplate *) t);
  p->office = g_strdup (office);
  p->today = g_strdup (today);
  p->patches = g_array_new (FALSE, FALSE, sizeof (XlLedgerPatch));
  g_array_set_clear_func (p->patches, clear_patch);
  p->refusals = g_ptr_array_new_with_free_func (free_refusal);
  p->new_ids = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return p;
}

XlLedgerPatches *
xl_ledger_patches_ref (XlLedgerPatches *patches)
{
  return g_atomic_rc_box_acquire (patches);
}

static void
clear_patches (gpointer data)
{
  XlLedgerPatches *p = data;

  xl_template_free (p->t);
  g_free (p->office);
  g_free (p->period);
  g_free (p->today);
  g_array_unref (p->patches);
  g_ptr_array_unref (p->refusals);
  g_hash_table_unref (p->new_ids);
}

void
xl_ledger_patches_release (gpointer patches)
{
  if (patches != NULL)
    g_atomic_rc_box_release_full (patches, clear_patches);
}

void
xl_ledger_patches_add (XlLedgerPatches *patches, gint64 id, guint row, int field, const char *text)
{
  XlLedgerPatch patch = { id, id == 0 ? row : 0, field, g_strdup (text != NULL ? text : "") };

  g_array_append_val (patches->patches, patch);
}

XlLedgerRefusal *
xl_ledger_refusal_new (guint patch, gint64 id, guint row, int field, const char *reason)
{
  XlLedgerRefusal *refusal = g_new0 (XlLedgerRefusal, 1);

  refusal->patch = patch;
  refusal->id = id;
  refusal->row = row;
  refusal->field = field;
  refusal->reason = g_strdup (reason);
  return refusal;
}

GPtrArray *
xl_ledger_refusals_new (void)
{
  return g_ptr_array_new_with_free_func (free_refusal);
}

/* Records --------------------------------------------------------------------------------------------------------- */

typedef struct {
  XlDb            *db;
  XlLedgerPatches *p;
  XlLedgerCells   *cells;
} Run;

static void
clear_change (gpointer data)
{
  g_array_unref (((XlLedgerChange *) data)->patches);
}

GArray *
xl_ledger_patches_by_record (const XlLedgerPatches *p)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (XlLedgerChange));
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(GHashTable) by_row = g_hash_table_new (NULL, NULL);

  g_array_set_clear_func (changes, clear_change);
  for (guint i = 0; i < p->patches->len; i++)
    {
      const XlLedgerPatch *patch = &g_array_index (p->patches, XlLedgerPatch, i);
      gpointer at = patch->id != 0 ? g_hash_table_lookup (by_id, &patch->id)
                                   : g_hash_table_lookup (by_row, GUINT_TO_POINTER (patch->row));

      if (at == NULL)
        {
          XlLedgerChange change = { patch->id, patch->row, g_array_new (FALSE, FALSE, sizeof (guint)) };

          g_array_append_val (changes, change);
          at = GUINT_TO_POINTER (changes->len);   /* one more than its index: NULL is none */
          if (patch->id != 0)
            g_hash_table_insert (by_id, (gpointer) &patch->id, at);
          else
            g_hash_table_insert (by_row, GUINT_TO_POINTER (patch->row), at);
        }
      g_array_append_val (g_array_index (changes, XlLedgerChange, GPOINTER_TO_UINT (at) - 1).patches, i);
    }
  return changes;
}

static const XlLedgerPatch *
patch_of (const Run *run, const XlLedgerChange *change, guint n)
{
  return &g_array_index (run->p->patches, XlLedgerPatch, g_array_index (change->patches, guint, n));
}

/* A row of a pasted block in which nothing stands makes no record. */
static gboolean
is_blank (const Run *run, const XlLedgerChange *change)
{
  for (guint n = 0; n < change->patches->len; n++)
    if (patch_of (run, change, n)->text[strspn (patch_of (run, change, n)->text, " \t\r\n")] != '\0')
      return FALSE;
  return TRUE;
}

/* The identity number in the same row, where the ledger shows the subject's. */
static const char *
find_number (const Run *run, const XlLedgerChange *change)
{
  for (guint n = 0; n < change->patches->len; n++)
    {
      const XlLedgerPatch *patch = patch_of (run, change, n);
      const XlLedgerField *f = xl_template_field (run->p->t, (guint) patch->field);

      if (g_strcmp0 (f->from_person, "id_number") == 0 && patch->text[0] != '\0')
        return patch->text;
    }
  return NULL;
}

static void
refuse (const Run *run, const XlLedgerChange *change, guint patch, int field, const char *reason)
{
  g_ptr_array_add (run->p->refusals, xl_ledger_refusal_new (patch, change->id, change->row, field, reason));
}

/* Writes the cells of @change into @record: 1, 0 when one is refused, -1 with @error. */
static int
set_cells (const Run *run, const XlLedgerChange *change, XlLedgerRecord *record, GError **error)
{
  const char *number = find_number (run, change);
  int answer = 1;

  for (guint n = 0; n < change->patches->len; n++)
    {
      const XlLedgerPatch *patch = patch_of (run, change, n);
      gboolean subject = patch->field == run->p->t->subject_field;
      const char *reason = NULL;
      int set = xl_ledger_cells_set (run->cells, record, (guint) patch->field, patch->text, subject ? number : NULL, &reason, error);

      if (set < 0)
        return -1;
      if (set == 0)
        {
          refuse (run, change, g_array_index (change->patches, guint, n), patch->field, reason);
          answer = 0;
        }
    }
  return answer;
}

/* Each finding that refuses stands at the cell that was written, or else at the record. */
static void
tell_findings (const Run *run, const XlLedgerChange *change, GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const XlLedgerFinding *f = g_ptr_array_index (findings, i);
      guint patch = XL_LEDGER_WHOLE_RECORD;

      if (!f->refuses)
        continue;
      for (guint n = 0; n < change->patches->len; n++)
        if (patch_of (run, change, n)->field == f->field)
          patch = g_array_index (change->patches, guint, n);
      refuse (run, change, patch, f->field, f->reason);
    }
}

static gboolean
store (const Run *run, const XlLedgerChange *change, const XlLedgerRecord *before, XlLedgerRecord *record, GPtrArray *findings, GError **error)
{
  XlLedgerPatches *p = run->p;

  if (change->id != 0)
    {
      p->n_changed++;
      p->n_flagged += findings->len > 0;
      return xl_ledger_table_change (run->db, p->t, before, record, findings, error);
    }
  if (xl_ledger_table_insert (run->db, p->t, record, findings, error) < 0)
    return FALSE;
  p->n_added++;
  p->n_flagged += findings->len > 0;
  g_hash_table_insert (p->new_ids, GUINT_TO_POINTER (change->row), g_memdup2 (&record->id, sizeof record->id));
  return TRUE;
}

/* Also a record with a refused cell is judged: everything that is wrong is told at once.  FALSE with @error. */
static gboolean
run_change (const Run *run, const XlLedgerChange *change, GError **error)
{
  XlLedgerPatches *p = run->p;
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);
  g_autoptr(XlLedgerRecord) before = NULL;
  g_autoptr(XlLedgerRecord) record = NULL;
  int set, answer;

  if (change->id == 0 && is_blank (run, change))
    return TRUE;
  before = change->id != 0 ? xl_ledger_table_get (run->db, p->t, change->id, error) : NULL;
  if (change->id != 0 && before == NULL)
    return FALSE;
  record = before != NULL ? xl_ledger_record_copy (before) : xl_ledger_cells_new_record (run->cells, p->office);
  set = set_cells (run, change, record, error);
  if (set <= 0)
    return set == 0;
  answer = xl_ledger_cells_judge (run->cells, record, before, p->period, findings, error);
  if (answer > 0)
    return store (run, change, before, record, findings, error);
  tell_findings (run, change, findings);
  return answer == 0;
}

static gint64
run_all (const Run *run, GError **error)
{
  XlLedgerPatches *p = run->p;
  g_autoptr(GArray) changes = xl_ledger_patches_by_record (p);

  for (guint i = 0; i < changes->len; i++)
    if (!run_change (run, &g_array_index (changes, XlLedgerChange, i), error))
      return -1;
  if (p->refusals->len == 0 || (p->good_only && p->n_added + p->n_changed > 0))
    return p->n_added + p->n_changed;
  g_set_error (error, XL_ERROR, XL_ERROR_REFUSED, "%s: %u cells are refused", p->t->key, p->refusals->len);
  return -1;
}

gint64
xl_ledger_patch_run (XlDb *db, gpointer data, GError **error)
{
  XlLedgerPatches *p = data;
  g_autoptr(XlLedgerCells) cells = NULL;
  Run run = { db, p, NULL };
  gint64 n = -1;

  p->n_added = p->n_changed = p->n_flagged = 0;
  if (xl_ledger_table_ensure (db, p->t, error))
    cells = run.cells = xl_ledger_cells_new (db, p->t, p->office, p->today, error);
  if (cells != NULL)
    n = run_all (&run, error);
  if (n > 0 && !xl_running_table_settle (db, p->t, NULL, NULL, NULL, error))
    n = -1;
  if (n < 0)
    {
      p->n_added = p->n_changed = p->n_flagged = 0;
      g_hash_table_remove_all (p->new_ids);
    }
  return n;
}
