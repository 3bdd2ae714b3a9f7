#include "ledgers/xl-ledger-row-table.h"

#include "ledgers/xl-ledger-fact-table.h"
#include "ledgers/xl-value.h"
#include "store/xl-sql.h"

#include <string.h>

typedef struct {
  XlDb               *db;
  const XlLedgerView *view;
  XlLedgerFacts      *facts;     /* of the subject */
  XlLedgerFacts      *others;    /* of persons that other fields name */
  guint               number;
} Reader;

static void
reader_clear (Reader *r)
{
  g_clear_pointer (&r->facts, xl_ledger_facts_free);
  g_clear_pointer (&r->others, xl_ledger_facts_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

/* Which facts the layout will ask for. */
static void
want_column (Reader *r, const XlLayoutColumn *c)
{
  if (c->kind == XL_LAYOUT_FIELD)
    {
      const XlLedgerField *f = xl_template_field (r->view->t, (guint) c->field);

      if (f->from_person != NULL)
        xl_ledger_facts_want (r->facts, f->from_person, FALSE);
    }
  else if (c->kind == XL_LAYOUT_PERSON)
    xl_ledger_facts_want (c->field >= 0 ? r->others : r->facts, c->person, FALSE);
  else if (c->kind == XL_LAYOUT_HOUSEHOLD)
    xl_ledger_facts_want (r->facts, c->person, TRUE);
}

/* Cells ----------------------------------------------------------------------------------------------------------- */

static XlMaskField
mask_of (const XlLedgerField *f)
{
  static const char *const names[] = { "name", "identity", "phone", "bank", "address", "health" };
  static const XlMaskField fields[] = { XL_MASK_NAME, XL_MASK_IDENTITY, XL_MASK_PHONE,
                                        XL_MASK_BANK, XL_MASK_ADDRESS,  XL_MASK_HEALTH };

  for (guint i = 0; f->sensitive != NULL && i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], f->sensitive) == 0)
      return fields[i];
  return f->type == XL_LEDGER_PERSON ? XL_MASK_NAME : XL_MASK_PLAIN;
}

static char *
word_of (Reader *r, const char *sql, gint64 id)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (r->db, sql, NULL);

  if (stmt == NULL)
    return g_strdup ("");
  sqlite3_bind_int64 (stmt, 1, id);
  return g_strdup (xl_db_step (r->db, stmt, NULL) ? xl_column (stmt, 0) : "");
}

static char *
show_field (Reader *r, const XlLedgerRecord *record, guint i, gboolean codes, XlMaskProfile mask)
{
  const XlLedgerField *f = xl_template_field (r->view->t, i);
  const XlValue *value = &record->values[i];
  g_autofree char *text = NULL;

  if (f->from_person != NULL)
    return xl_ledger_facts_show (r->facts, f->from_person, FALSE, codes, mask);
  if (f->type == XL_LEDGER_PERSON)
    text = value->set ? word_of (r, "SELECT name FROM person WHERE id = ?1", value->number) : g_strdup ("");
  else if (f->type == XL_LEDGER_HOUSEHOLD)
    text = value->set ? word_of (r, "SELECT number FROM household WHERE id = ?1", value->number) : g_strdup ("");
  else
    text = xl_value_show (f, value, codes);
  if (mask == XL_MASK_INTERNAL || (f->type == XL_LEDGER_DATE && f->sensitive == NULL))
    return g_steal_pointer (&text);
  return xl_mask (text, mask_of (f), mask);
}

/* A fact of the subject; a record about nobody has its office all the same. */
static char *
show_fact (Reader *r, const XlLedgerRecord *record, const XlLayoutColumn *c, XlMaskProfile mask)
{
  if (strcmp (c->person, "office") == 0 && r->view->t->subject != XL_SUBJECT_PERSON)
    return g_strdup (xl_ledger_facts_office (r->facts, record->office));
  return xl_ledger_facts_show (r->facts, c->person, FALSE, c->codes, mask);
}

/* A fact of the person that another field names. */
static char *
show_other (Reader *r, const XlLedgerRecord *record, const XlLayoutColumn *c, XlMaskProfile mask)
{
  const XlValue *value = &record->values[c->field];

  if (!value->set || !xl_ledger_facts_person (r->others, value->number, NULL))
    return g_strdup ("");
  return xl_ledger_facts_show (r->others, c->person, FALSE, c->codes, mask);
}

static char *
show_cell (Reader *r, const XlLedgerRecord *record, const XlLayoutColumn *c)
{
  XlMaskProfile mask = MAX (r->view->mask, (XlMaskProfile) c->mask);

  switch (c->kind)
    {
    case XL_LAYOUT_NUMBER:
      return g_strdup_printf ("%u", r->number);
    case XL_LAYOUT_PERSON:
      return c->field >= 0 ? show_other (r, record, c, mask) : show_fact (r, record, c, mask);
    case XL_LAYOUT_HOUSEHOLD:
      return xl_ledger_facts_show (r->facts, c->person, TRUE, c->codes, mask);
    case XL_LAYOUT_TEXT:
      return g_strdup (c->text);
    case XL_LAYOUT_BLANK:
    case XL_LAYOUT_MISSING:
      return g_strdup ("");
    default:
      return show_field (r, record, (guint) c->field, c->codes, mask);
    }
}

static gint64
head_of (Reader *r, gint64 household)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (r->db, "SELECT ifnull (head, 0) FROM household WHERE id = ?1", NULL);

  if (stmt == NULL)
    return 0;
  sqlite3_bind_int64 (stmt, 1, household);
  return xl_db_step (r->db, stmt, NULL) ? sqlite3_column_int64 (stmt, 0) : 0;
}

/* The subject's facts: of the person, or of the household and its head. */
static gboolean
read_subject (Reader *r, const XlLedgerRecord *record, GError **error)
{
  const XlTemplate *t = r->view->t;
  gint64 subject = xl_ledger_record_subject (t, record);

  if (t->subject == XL_SUBJECT_HOUSEHOLD)
    return xl_ledger_facts_person (r->facts, head_of (r, subject), error)
           && xl_ledger_facts_household (r->facts, subject, error);
  return xl_ledger_facts_person (r->facts, t->subject == XL_SUBJECT_PERSON ? subject : 0, error);
}

static gboolean
hand_over (Reader *r, gint64 id, XlLedgerRowFunc each, gpointer data, GError **error)
{
  const XlTemplate *t = r->view->t;
  g_autoptr(GError) local = NULL;
  g_autoptr(XlLedgerRecord) record = xl_ledger_table_get (r->db, t, id, &local);
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  if (g_error_matches (local, XL_ERROR, XL_ERROR_NOT_FOUND))
    return TRUE;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!read_subject (r, record, error))
    return FALSE;
  for (guint i = 0; i < r->view->layout->columns->len; i++)
    g_ptr_array_add (cells, show_cell (r, record, g_ptr_array_index (r->view->layout->columns, i)));
  g_ptr_array_add (cells, NULL);
  r->number++;
  each (record, (const char *const *) cells->pdata, data);
  return TRUE;
}

gboolean
xl_ledger_row_table_read (XlDb *db, const XlLedgerView *view, const gint64 *ids, guint n_ids, XlLedgerRowFunc each,
                          gpointer data, GError **error)
{
  g_auto(Reader) r = { .db = db, .view = view, .number = MAX (view->first_number, 1) };

  r.facts = xl_ledger_facts_new (db, view->today);
  r.others = xl_ledger_facts_new (db, view->today);
  for (guint i = 0; i < view->layout->columns->len; i++)
    want_column (&r, g_ptr_array_index (view->layout->columns, i));
  for (guint i = 0; i < n_ids; i++)
    if (!hand_over (&r, ids[i], each, data, error))
      return FALSE;
  return TRUE;
}
