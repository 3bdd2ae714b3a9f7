#include "ledgers/xl-ledger-import-table.h"

#include "ledgers/xl-due-table.h"
#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-subject-table.h"
#include "ledgers/xl-value.h"
#include "people/xl-person-table.h"
#include "store/xl-sql.h"

#include <glib/gi18n.h>
#include <string.h>

/* A ledger that rows go into: the ledger itself, or the list of those who are due. */
typedef struct {
  XlTemplate    *t;
  XlLedgerJudge *judge;
} Part;

typedef struct {
  Part        ledger, list;     /* list.t is NULL without a due list */
  GHashTable *taken;            /* gint64: records that a row of this import stands for */
  const char *on;
} State;

/* One row on its way. */
typedef struct {
  State       *state;
  const Part  *part;
  XlImportRow *row;
  XlDb        *db;
} Move;

static void
clear_part (Part *part)
{
  g_clear_pointer (&part->judge, xl_ledger_judge_free);
  g_clear_pointer (&part->t, xl_template_free);
}

static void
free_state (gpointer data)
{
  State *state = data;

  clear_part (&state->ledger);
  clear_part (&state->list);
  g_hash_table_unref (state->taken);
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

static void
add_fields (XlFieldSet *set, const XlTemplate *t)
{
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    {
      const XlLedgerField *f = xl_template_field (t, i);

      if (xl_field_set_find (set, f->key) < 0 && f->formula == NULL)
        xl_field_set_add (set, f->key, f->title, (const char *const *) f->headers + 1, content_of (f),
                          (int) i == t->subject_field);
    }
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
  add_fields (set, t);
  if (list != NULL)
    add_fields (set, list);
  return set;
}

static gboolean
open_part (Part *part, XlDb *db, XlTemplate *t, const char *on, GError **error)
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
  State *state = g_new0 (State, 1);
  XlTemplate *t = xl_ledger_table_template (db, xl_import_get_target (import)->kind, error);

  state->taken = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  state->on = xl_import_get_options (import)->on;
  if (open_part (&state->ledger, db, t, state->on, error)
      && (t->due == NULL || open_part (&state->list, db, xl_due_table_list (db, t, error), state->on, error)))
    return state;
  free_state (state);
  return NULL;
}

/* Whom a row is about --------------------------------------------------------------------------------------------- */

/* The key of the field that shows fact @fact of the person, or NULL. */
static const char *
key_of_fact (const XlTemplate *t, const char *fact)
{
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    if (g_strcmp0 (xl_template_field (t, i)->from_person, fact) == 0)
      return xl_template_field (t, i)->key;
  return NULL;
}

static const char *
text_of_fact (const Move *m, const char *fact)
{
  const char *key = key_of_fact (m->part->t, fact);

  return key != NULL ? xl_import_row_text (m->row, key) : NULL;
}

/* The office whose name the row gives, else the sheet's. */
static char *
find_office (const Move *m, GError **error)
{
  g_autoptr(XlStmt) stmt = NULL;
  const char *village = text_of_fact (m, "office");

  if (village == NULL)
    return g_strdup (xl_import_row_office (m->row));
  stmt = xl_db_prepare (m->db, "SELECT code FROM office WHERE name = ?1 OR code = ?1", error);
  if (stmt == NULL)
    return NULL;
  xl_bind (stmt, 1, village);
  return g_strdup (xl_db_step (m->db, stmt, error) ? xl_column (stmt, 0) : xl_import_row_office (m->row));
}

/* Somebody on the list whom the register of residents lacks. */
static gint64
add_person (const Move *m, const char *name, const char *number, const char *office, GError **error)
{
  g_autoptr(XlPerson) person = xl_person_new (office);

  if (!xl_person_set_name (person, name, error))
    return -1;
  xl_person_set_identity (person, number);
  return xl_person_table_insert (m->db, person, error);
}

static const char *
doubt_of (XlSubjectMatch match)
{
  if (match == XL_SUBJECT_BY_BIRTH)
    return N_("found by name and date of birth; the register has another number");
  return match == XL_SUBJECT_BY_NAME ? N_("found by the name alone") : NULL;
}

/* Row id of the person; 0 refused (@verdict); -1 with @error. */
static gint64
find_person (const Move *m, XlImportVerdict *verdict, GError **error)
{
  const char *key = xl_template_field (m->part->t, (guint) m->part->t->subject_field)->key;
  const char *name = xl_import_row_text (m->row, key), *number = text_of_fact (m, "id_number");
  g_autofree char *office = find_office (m, error);
  g_autoptr(GError) local = NULL;
  XlSubjectMatch match;
  gint64 person;

  if (office == NULL)
    return -1;
  if (name == NULL)
    {
      *verdict = xl_import_row_refuse (m->row, key, NULL, N_("the name is missing"));
      return 0;
    }
  xl_import_row_label (m->row, name);
  match = xl_subject_table_find (m->db, name, number, office, m->state->on, &person, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return -1;
    }
  if (doubt_of (match) != NULL)
    xl_import_row_flag (m->row, key, name, doubt_of (match));
  if (person != 0)
    return person;
  if (match == XL_SUBJECT_NOBODY && m->part == &m->state->list && number != NULL && strchr (number, '*') == NULL)
    {
      xl_import_row_flag (m->row, key, name, N_("was not in the register of residents and has been added to it"));
      return add_person (m, name, number, office, error);
    }
  *verdict =
      xl_import_row_refuse (m->row, key, name,
                            match == XL_SUBJECT_SEVERAL ? N_ ("several people fit this name and number")
                                                        : N_ ("nobody in the register fits this name and number"));
  return 0;
}

static char *
office_of_person (XlDb *db, gint64 person, GError **error)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, "SELECT office FROM person WHERE id = ?1", error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, person);
  return xl_db_step (db, stmt, error) ? g_strdup (xl_column (stmt, 0)) : NULL;
}

/* A row into a record --------------------------------------------------------------------------------------------- */

static gboolean
is_own_column (const Move *m, guint i)
{
  const XlLedgerField *f = xl_template_field (m->part->t, i);

  return (int) i != m->part->t->subject_field && !f->read_only && xl_import_row_has (m->row, f->key);
}

/* Fills @record from the row; FALSE when a cell that must be right is not (@verdict). */
static gboolean
read_cells (const Move *m, XlLedgerRecord *record, XlImportVerdict *verdict)
{
  const XlTemplate *t = m->part->t;
  int year = (int) xl_import_row_year (m->row);

  for (guint i = 0; i < xl_template_n_fields (t); i++)
    {
      const XlLedgerField *f = xl_template_field (t, i);
      const char *text = is_own_column (m, i) ? xl_import_row_text (m->row, f->key) : NULL, *reason;
      const XlCell *cell = text != NULL ? xl_import_row_cell (m->row, f->key) : NULL;

      if (text == NULL
          || xl_value_parse_in (f, text, year, cell != NULL && cell->type == XL_CELL_NUMBER, &record->values[i],
                                &reason))
        continue;
      if (f->required && f->type == XL_LEDGER_DATE)
        {
          *verdict = xl_import_row_refuse (m->row, f->key, text, reason);
          return FALSE;
        }
      xl_import_row_flag (m->row, f->key, text, reason);
    }
  return TRUE;
}

/* What the office fills in by habit (@last, a fixed value), where the sheet has no such column at all. */
static void
fill_defaults (const Move *m, XlLedgerRecord *record)
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

/* An old sheet without a column cannot be asked to have filled it in. */
static gboolean
is_missing_column (const Move *m, const XlLedgerFinding *finding)
{
  return finding->field >= 0 && finding->field != m->part->t->period_field
         && !xl_import_row_has (m->row, xl_template_field (m->part->t, (guint) finding->field)->key);
}

/* Only a row without its day is no record; what else is missing is looked at later. */
static gboolean
is_fatal (const Move *m, const XlLedgerRecord *record, const XlLedgerFinding *finding)
{
  return finding->refuses
         && (finding->field < 0 || record->values[finding->field].set
             || xl_template_field (m->part->t, (guint) finding->field)->type == XL_LEDGER_DATE);
}

/* Tells the row's findings; FALSE when one refuses it. */
static gboolean
tell_findings (const Move *m, const XlLedgerRecord *record, GPtrArray *findings, XlImportVerdict *verdict)
{
  const XlTemplate *t = m->part->t;

  for (guint i = 0; i < findings->len; i++)
    {
      const XlLedgerFinding *f = g_ptr_array_index (findings, i);
      const char *key = f->field >= 0 ? xl_template_field (t, (guint) f->field)->key : NULL;
      const char *value = key != NULL ? xl_import_row_text (m->row, key) : NULL;

      if (is_missing_column (m, f))
        continue;
      if (is_fatal (m, record, f))
        {
          *verdict = xl_import_row_refuse (m->row, key, value, g_intern_string (f->reason));
          return FALSE;
        }
      xl_import_row_flag (m->row, key, value, g_intern_string (f->reason));
    }
  return TRUE;
}

/* The sheet's month, when its title says one. */
static char *
period_of_sheet (const Move *m)
{
  guint year = xl_import_row_year (m->row), month = xl_import_row_month (m->row);

  return m->part->t->period == XL_PERIOD_MONTH && year > 0 && month > 0 ? g_strdup_printf ("%04u-%02u", year, month)
                                                                        : NULL;
}

static void
take (State *state, gint64 id)
{
  g_hash_table_add (state->taken, g_memdup2 (&id, sizeof id));
}

/* Whether the sheet says nothing else than @stored. */
static gboolean
agrees (const Move *m, const XlLedgerRecord *stored, const XlLedgerRecord *record)
{
  for (guint i = 0; i < stored->n; i++)
    if (is_own_column (m, i) && record->values[i].set && !xl_value_equal (&stored->values[i], &record->values[i]))
      return FALSE;
  return TRUE;
}

/* The stored record this row stands for, each only once: one that says the same, else the first; NULL without @error when
 * there is none. */
static XlLedgerRecord *
find_stored (const Move *m, const XlLedgerRecord *record, GError **error)
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
take_over (const Move *m, XlLedgerRecord *stored, const XlLedgerRecord *record)
{
  const XlTemplate *t = m->part->t;
  gboolean changed = FALSE;

  for (guint i = 0; i < stored->n; i++)
    {
      const XlLedgerField *f = xl_template_field (t, i);
      g_autofree char *was = NULL;
      g_autofree char *is = NULL;

      if (!is_own_column (m, i) || !record->values[i].set || xl_value_equal (&stored->values[i], &record->values[i]))
        continue;
      was = xl_value_show (f, &stored->values[i], FALSE);
      is = xl_value_show (f, &record->values[i], FALSE);
      xl_import_row_change (m->row, f->key, was, is);
      xl_value_clear (&stored->values[i]);
      stored->values[i] = xl_value_copy (&record->values[i]);
      changed = TRUE;
    }
  return changed;
}

static XlImportVerdict
store (const Move *m, XlLedgerRecord *record, GPtrArray *findings, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(XlLedgerRecord) stored = find_stored (m, record, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return XL_IMPORT_FAILED;
    }
  if (stored == NULL)
    {
      record->source = g_strdup ("import");
      if (xl_ledger_table_insert (m->db, m->part->t, record, findings, error) < 0)
        return XL_IMPORT_FAILED;
      take (m->state, record->id);
      return XL_IMPORT_ADDED;
    }
  take (m->state, stored->id);
  if (!take_over (m, stored, record))
    return XL_IMPORT_UNCHANGED;
  return xl_ledger_table_update (m->db, m->part->t, stored, findings, error) ? XL_IMPORT_UPDATED : XL_IMPORT_FAILED;
}

static XlImportVerdict
apply_to (const Move *m, gint64 person, GError **error)
{
  g_autofree char *office = office_of_person (m->db, person, error);
  g_autofree char *period = period_of_sheet (m);
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);
  g_autoptr(XlLedgerRecord) record = NULL;
  XlImportVerdict verdict = XL_IMPORT_FAILED;

  if (office == NULL)
    return XL_IMPORT_FAILED;
  record = xl_ledger_record_new (m->part->t, office);
  xl_ledger_record_set_number (record, (guint) m->part->t->subject_field, person);
  fill_defaults (m, record);
  if (!read_cells (m, record, &verdict))
    return verdict;
  if (xl_ledger_judge_record (m->part->judge, record, period, findings, error) < 0)
    return XL_IMPORT_FAILED;
  if (!tell_findings (m, record, findings, &verdict))
    return verdict;
  return store (m, record, findings, error);
}

/* Which ledger the row's sheet is of. */
static const Part *
choose_part (State *state, XlImportRow *row)
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
  State *state = data;
  Move m = { state, choose_part (state, row), row, db };
  XlImportVerdict verdict = XL_IMPORT_FAILED;
  gint64 person = find_person (&m, &verdict, error);

  if (person < 0)
    return XL_IMPORT_FAILED;
  return person > 0 ? apply_to (&m, person, error) : verdict;
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
      target->free_state = free_state;
      g_hash_table_insert (targets, (gpointer) target->kind, target);
    }
  g_mutex_unlock (&lock);
  return target;
}
