#include "ledgers/xl-ledger-import-table.h"

#include "ledgers/xl-due-table.h"
#include "ledgers/xl-ledger-import-private.h"
#include "ledgers/xl-value.h"
#include "store/xl-sql.h"

#include <glib/gi18n.h>
#include <string.h>

static void
clear_part (XlLedgerPart *part)
{
  g_clear_pointer (&part->judge, xl_ledger_judge_free);
  g_clear_pointer (&part->t, xl_template_free);
}

static void
free_state (gpointer data)
{
  XlLedgerImport *state = data;

  clear_part (&state->ledger);
  clear_part (&state->list);
  g_hash_table_unref (state->taken);
  g_clear_pointer (&state->rows, g_hash_table_unref);
  g_clear_pointer (&state->own, xl_office_free);
  g_hash_table_unref (state->villages);
  g_free (state);
}

/* Columns --------------------------------------------------------------------------------------------------------- */

static XlContent
content_of (const XlLedgerField *f)
{
  if (f->type == XL_LEDGER_PERSON)
    return XL_CONTENT_NAME;
  if (g_strcmp0 (f->from_person, "id_number") == 0)
    return XL_CONTENT_IDENTITY;
  return f->type == XL_LEDGER_DATE ? XL_CONTENT_DATE : XL_CONTENT_ANY;
}

/* The field without which a sheet is none of @t: whom it is about, else the first that must be filled in. */
static int
identifying_field (const XlTemplate *t)
{
  if (t->subject_field >= 0)
    return t->subject_field;
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    if (xl_template_field (t, i)->required && !xl_template_field (t, i)->read_only && xl_template_field (t, i)->default_text == NULL)
      return (int) i;
  return t->period_field;
}

static void
add_fields (XlFieldSet *set, const XlTemplate *t, gboolean required)
{
  int identifying = required ? identifying_field (t) : -1;

  for (guint i = 0; i < xl_template_n_fields (t); i++)
    {
      const XlLedgerField *f = xl_template_field (t, i);

      if (xl_field_set_find (set, f->key) < 0 && f->formula == NULL
          && f->type != XL_LEDGER_ATTACHMENT)   /* no file comes in a cell */
        xl_field_set_add (set, f->key, f->title, (const char *const *) f->headers + 1, content_of (f), (int) i == identifying);
    }
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    xl_ledger_who_add_fields (set, t, i);
}

static XlFieldSet *
make_fields (const XlImportTarget *target, XlDb *db, GError **error)
{
  g_autoptr(XlTemplate) t = xl_ledger_table_template (db, target->kind, error);
  g_autoptr(XlTemplate) list = NULL;
  XlFieldSet *set;

  if (t == NULL || (t->due != NULL && (list = xl_due_table_list (db, t, error)) == NULL))
    return NULL;
  set = xl_field_set_new (t->key, t->title);
  add_fields (set, t, TRUE);
  if (list != NULL)
    add_fields (set, list, FALSE);
  xl_ledger_who_add_office (set);
  return set;
}

static gboolean
open_part (XlLedgerPart *part, XlDb *db, XlTemplate *t, const char *on, GError **error)
{
  part->t = t;
  if (t == NULL || !xl_ledger_table_ensure (db, t, error))
    return FALSE;
  part->judge = xl_ledger_judge_new (db, t, on, error);
  return part->judge != NULL;
}

static gpointer
begin (XlDb *db, XlImport *import, GError **error)
{
  XlLedgerImport *state = g_new0 (XlLedgerImport, 1);
  XlTemplate *t = xl_ledger_table_template (db, xl_import_get_target (import)->kind, error);

  state->taken = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  state->villages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  state->on = xl_import_get_options (import)->on;
  state->own = t != NULL ? xl_office_table_own (db, error) : NULL;
  if (state->own != NULL && open_part (&state->ledger, db, t, state->on, error)
      && (t->due == NULL || open_part (&state->list, db, xl_due_table_list (db, t, error), state->on, error)))
    return state;
  free_state (state);
  return NULL;
}

/* A village whose first record this is gets its place among the villages of the file. */
static gboolean
ensure_village (const XlLedgerMove *m, const char *code, GError **error)
{
  if (g_hash_table_contains (m->state->villages, code))
    return TRUE;
  if (xl_office_table_ensure (m->db, code, NULL, NULL, error) < 0)
    return FALSE;
  g_hash_table_add (m->state->villages, g_strdup (code));
  return TRUE;
}

/* The office of the person or household that the row is about, else the row's own; NULL with @verdict. */
static char *
office_of (const XlLedgerMove *m, gint64 subject, XlImportVerdict *verdict, GError **error)
{
  gboolean person = m->part->t->subject == XL_SUBJECT_PERSON;
  g_autoptr(XlStmt) stmt = NULL;

  if (subject == 0)
    return xl_ledger_who_own_office (m, verdict);
  stmt = xl_db_prepare (m->db, person ? "SELECT office FROM person WHERE id = ?1" : "SELECT office FROM household WHERE id = ?1",
                        error);
  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, subject);
  return xl_db_step (m->db, stmt, error) ? g_strdup (xl_column (stmt, 0)) : NULL;
}

/* A row into a record --------------------------------------------------------------------------------------------- */

static gboolean
names_somebody (const XlTemplate *t, guint i)
{
  XlLedgerType type = xl_template_field (t, i)->type;

  return type == XL_LEDGER_PERSON || type == XL_LEDGER_HOUSEHOLD;
}

static gboolean
is_own_column (const XlLedgerMove *m, guint i)
{
  const XlTemplate *t = m->part->t;
  const XlLedgerField *f = xl_template_field (t, i);

  return !((int) i == t->subject_field && names_somebody (t, i)) && !f->read_only && xl_import_row_has (m->row, f->key);
}

/* One cell; FALSE when it must be right and is not (@verdict), or with @error. */
static gboolean
read_cell (const XlLedgerMove *m, guint i, XlLedgerRecord *record, XlImportVerdict *verdict, GError **error)
{
  const XlLedgerField *f = xl_template_field (m->part->t, i);
  const char *text = xl_import_row_text (m->row, f->key), *reason;
  const XlCell *cell = text != NULL ? xl_import_row_cell (m->row, f->key) : NULL;

  if (text == NULL)
    return TRUE;
  if (names_somebody (m->part->t, i))
    {
      gint64 id = xl_ledger_who_field (m, i, error);

      if (id > 0)
        xl_ledger_record_set_number (record, i, id);
      return id >= 0;
    }
  if (xl_value_parse_in (f, text, (int) xl_import_row_year (m->row), cell != NULL && cell->type == XL_CELL_NUMBER,
                         &record->values[i], &reason))
    return TRUE;
  if (f->required && f->type == XL_LEDGER_DATE)
    {
      *verdict = xl_import_row_refuse (m->row, f->key, text, reason);
      return FALSE;
    }
  xl_import_row_flag (m->row, f->key, text, reason);
  return TRUE;
}

/* Fills @record from the row; FALSE as above. */
static gboolean
read_cells (const XlLedgerMove *m, XlLedgerRecord *record, XlImportVerdict *verdict, GError **error)
{
  for (guint i = 0; i < xl_template_n_fields (m->part->t); i++)
    if (is_own_column (m, i) && !read_cell (m, i, record, verdict, error))
      return FALSE;
  return TRUE;
}

/* What the office fills in by habit (@last, a fixed value), where the sheet has no such column at all. */
static void
fill_defaults (const XlLedgerMove *m, XlLedgerRecord *record)
{
  const XlTemplate *t = m->part->t;
  const char *reason;

  for (guint i = 0; i < xl_template_n_fields (t); i++)
    {
      const XlLedgerField *f = xl_template_field (t, i);

      if (f->default_text != NULL && f->default_text[0] != '@' && !xl_import_row_has (m->row, f->key))
        xl_ledger_record_set_text (t, record, i, f->default_text, &reason);
    }
}

/* Into the file ------------------------------------------------------------------------------------------------------- */

/* The sheet's month, when its title says one. */
static char *
period_of_sheet (const XlLedgerMove *m)
{
  guint year = xl_import_row_year (m->row), month = xl_import_row_month (m->row);

  return m->part->t->period == XL_PERIOD_MONTH && year > 0 && month > 0 ? g_strdup_printf ("%04u-%02u", year, month)
                                                                        : NULL;
}

static void
take (const XlLedgerMove *m, gint64 id)
{
  g_hash_table_add (m->state->taken, g_memdup2 (&id, sizeof id));
  xl_ledger_import_remember (m, id);
}

/* Whether the sheet says nothing else than @stored. */
static gboolean
agrees (const XlLedgerMove *m, const XlLedgerRecord *stored, const XlLedgerRecord *record)
{
  for (guint i = 0; i < stored->n; i++)
    if (is_own_column (m, i) && record->values[i].set && !xl_value_equal (&stored->values[i], &record->values[i]))
      return FALSE;
  return TRUE;
}

/* The stored record this row stands for, each only once: one that says the same, else the first; NULL without @error when
 * there is none. */
static XlLedgerRecord *
find_stored (const XlLedgerMove *m, const XlLedgerRecord *record, GError **error)
{
  g_autoptr(GArray) same = xl_ledger_table_find_same (m->db, m->part->t, record, error);
  g_autoptr(XlLedgerRecord) first = NULL;

  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      gint64 id = g_array_index (same, gint64, i);
      g_autoptr(XlLedgerRecord) stored = NULL;

      if (g_hash_table_contains (m->state->taken, &id))
        continue;
      stored = xl_ledger_table_get (m->db, m->part->t, id, error);
      if (stored == NULL)
        return NULL;
      if (agrees (m, stored, record))
        return g_steal_pointer (&stored);
      if (first == NULL)
        first = g_steal_pointer (&stored);
    }
  return g_steal_pointer (&first);
}

/* Takes over what the sheet says otherwise; an empty cell says nothing.  Whether anything changed. */
static gboolean
take_over (const XlLedgerMove *m, XlLedgerRecord *stored, const XlLedgerRecord *record)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < stored->n; i++)
    if (is_own_column (m, i) && record->values[i].set && !xl_value_equal (&stored->values[i], &record->values[i]))
      {
        xl_value_clear (&stored->values[i]);
        stored->values[i] = xl_value_copy (&record->values[i]);
        changed = TRUE;
      }
  return changed;
}

/* Says in the list of differences what @after has otherwise than @before. */
static void
tell_changes (const XlLedgerMove *m, const XlLedgerRecord *before, const XlLedgerRecord *after)
{
  for (guint i = 0; i < before->n; i++)
    {
      const XlLedgerField *f = xl_template_field (m->part->t, i);
      g_autofree char *was = NULL;
      g_autofree char *is = NULL;

      if (!is_own_column (m, i) || xl_value_equal (&before->values[i], &after->values[i]))
        continue;
      was = xl_value_show (f, &before->values[i], FALSE);
      is = xl_value_show (f, &after->values[i], FALSE);
      xl_import_row_change (m->row, f->key, was, is);
    }
}

/* Whether @record may stand in the file; else @verdict says why not.  Adds to @findings. */
static gboolean
judge (const XlLedgerMove *m, XlLedgerRecord *record, GPtrArray *findings, XlImportVerdict *verdict, GError **error)
{
  g_autofree char *period = period_of_sheet (m);

  *verdict = XL_IMPORT_FAILED;
  return xl_ledger_judge_record (m->part->judge, record, period, findings, error) >= 0
         && xl_ledger_import_tell (m, record, findings, verdict);
}

static XlImportVerdict
add (const XlLedgerMove *m, XlLedgerRecord *record, GError **error)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);
  XlImportVerdict verdict;

  if (!judge (m, record, findings, &verdict, error))
    return verdict;
  record->source = g_strdup ("import");
  if (xl_ledger_table_insert (m->db, m->part->t, record, findings, error) < 0)
    return XL_IMPORT_FAILED;
  take (m, record->id);
  return XL_IMPORT_ADDED;
}

/* The record that is there already is judged as it will be. */
static XlImportVerdict
update (const XlLedgerMove *m, const XlLedgerRecord *stored, const XlLedgerRecord *record, GError **error)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);
  g_autoptr(XlLedgerRecord) after = xl_ledger_record_copy (stored);
  gboolean changed = take_over (m, after, record);
  XlImportVerdict verdict;

  if (!judge (m, after, findings, &verdict, error))
    return verdict;
  take (m, stored->id);
  if (!changed)
    return XL_IMPORT_UNCHANGED;
  tell_changes (m, stored, after);
  return xl_ledger_table_update (m->db, m->part->t, after, findings, error) ? XL_IMPORT_UPDATED : XL_IMPORT_FAILED;
}

static XlImportVerdict
store (const XlLedgerMove *m, XlLedgerRecord *record, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(XlLedgerRecord) stored = find_stored (m, record, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return XL_IMPORT_FAILED;
    }
  return stored != NULL ? update (m, stored, record, error) : add (m, record, error);
}

/* What the row is called in the list of differences, when it is about nobody: its first words. */
static void
label_row (const XlLedgerMove *m)
{
  int i = identifying_field (m->part->t);

  xl_import_row_label (m->row, i >= 0 ? xl_import_row_text (m->row, xl_template_field (m->part->t, (guint) i)->key) : NULL);
}

static XlImportVerdict
apply_to (const XlLedgerMove *m, gint64 subject, GError **error)
{
  XlImportVerdict verdict = XL_IMPORT_FAILED;
  g_autofree char *office = office_of (m, subject, &verdict, error);
  g_autoptr(XlLedgerRecord) record = NULL;

  if (office == NULL || !ensure_village (m, office, error))
    return verdict;
  record = xl_ledger_record_new (m->part->t, office);
  if (subject != 0)
    xl_ledger_record_set_number (record, (guint) m->part->t->subject_field, subject);
  fill_defaults (m, record);
  return read_cells (m, record, &verdict, error) ? store (m, record, error) : verdict;
}

/* Which ledger the row's sheet is of. */
static const XlLedgerPart *
choose_part (XlLedgerImport *state, XlImportRow *row)
{
  const XlTemplate *t = state->ledger.t;

  if (state->list.t == NULL || t->period_field < 0)
    return &state->ledger;
  if (!xl_import_row_has (row, xl_template_field (t, (guint) t->period_field)->key)
      && xl_import_row_has (row, t->due->from))
    return &state->list;
  return &state->ledger;
}

static XlImportVerdict
apply (XlDb *db, gpointer data, XlImportRow *row, GError **error)
{
  XlLedgerImport *state = data;
  XlLedgerMove m = { state, choose_part (state, row), row, db };
  const XlTemplate *t = m.part->t;
  XlImportVerdict verdict = XL_IMPORT_FAILED;
  gint64 subject;

  if (t->subject_field < 0 || !names_somebody (t, (guint) t->subject_field))
    {
      label_row (&m);
      return apply_to (&m, 0, error);
    }
  subject = xl_ledger_who_subject (&m, &verdict, error);
  if (subject < 0)
    return XL_IMPORT_FAILED;
  return subject > 0 ? apply_to (&m, subject, error) : verdict;
}

/* Targets --------------------------------------------------------------------------------------------------------- */

const XlImportTarget *
xl_ledger_import_target (const char *key)
{
  static GMutex lock;
  static GHashTable *targets;
  XlImportTarget *target;

  g_mutex_lock (&lock);
  if (targets == NULL)
    targets = g_hash_table_new (g_str_hash, g_str_equal);
  target = g_hash_table_lookup (targets, key);
  if (target == NULL)
    {
      target = g_new0 (XlImportTarget, 1);
      target->kind = g_intern_string (key);
      target->fields = make_fields;
      target->begin = begin;
      target->apply = apply;
      target->finish = xl_ledger_import_settle;
      target->free_state = free_state;
      g_hash_table_insert (targets, (gpointer) target->kind, target);
    }
  g_mutex_unlock (&lock);
  return target;
}
