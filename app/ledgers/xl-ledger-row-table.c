#include "ledgers/xl-ledger-row-table.h"

#include "base/xl-code.h"
#include "base/xl-date.h"
#include "base/xl-division.h"
#include "ledgers/xl-value.h"
#include "people/xl-people-words.h"
#include "people/xl-person-row-table.h"
#include "store/xl-sql.h"

#include <string.h>

#define N_FACTS 11   /* xl_template_person_facts () */

typedef struct {
  XlDb               *db;
  const XlLedgerView *view;
  GHashTable         *offices;            /* code → name */
  gint64              person;             /* whose facts are below; 0 nobody's */
  char               *facts[N_FACTS];
  guint               number;
} Reader;

static void
reader_clear (Reader *r)
{
  for (guint i = 0; i < N_FACTS; i++)
    g_free (r->facts[i]);
  g_hash_table_unref (r->offices);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

/* The person's own facts ------------------------------------------------------------------------------------------ */

static const char *
name_of_office (Reader *r, const char *code)
{
  g_autoptr(XlStmt) stmt = NULL;
  const char *name = g_hash_table_lookup (r->offices, code);

  if (name != NULL)
    return name;
  stmt = xl_db_prepare (r->db, "SELECT name FROM office WHERE code = ?1", NULL);
  if (stmt != NULL)
    {
      xl_bind (stmt, 1, code);
      name = xl_db_step (r->db, stmt, NULL) ? xl_column (stmt, 0) : xl_division_name (NULL, code);
    }
  g_hash_table_insert (r->offices, g_strdup (code), g_strdup (name != NULL ? name : code));
  return g_hash_table_lookup (r->offices, code);
}

static char *
make_age (const char *birth, const char *death, const char *today)
{
  int age = birth != NULL ? xl_age_on (birth, death != NULL ? death : today) : -1;

  return age >= 0 ? g_strdup_printf ("%d", age) : NULL;
}

static void
on_person (const XlPersonRow *row, gpointer data)
{
  Reader *r = data;
  char **f = r->facts;

  f[0] = g_strdup (row->name);
  f[1] = g_strdup (row->id_number != NULL ? row->id_number : row->id_written);
  f[2] = g_strdup (xl_people_sex_word (row->sex));
  f[3] = g_strdup (row->birth_date);
  f[4] = make_age (row->birth_date, row->death_date, r->view->today);
  f[5] = g_strdup (row->ethnic != NULL ? xl_code_name (xl_code_table (XL_CODE_ETHNIC), row->ethnic) : NULL);
  f[6] = g_strdup (row->phone);
  f[7] = g_strdup (row->address);
  f[8] = row->group_no > 0 ? g_strdup_printf ("%d", row->group_no) : NULL;
  f[9] = g_strdup (name_of_office (r, row->office));
  f[10] = xl_people_kinds_words (row->kinds);
}

static gboolean
read_person (Reader *r, gint64 person, GError **error)
{
  if (person == r->person)
    return TRUE;
  for (guint i = 0; i < N_FACTS; i++)
    g_clear_pointer (&r->facts[i], g_free);
  r->person = person;
  return person == 0 || xl_person_row_table_read (r->db, &person, 1, on_person, r, error);
}

static const char *
fact (const Reader *r, const char *name, guint *index)
{
  const char *const *names = xl_template_person_facts ();

  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      {
        *index = i;
        return r->facts[i];
      }
  return NULL;
}

/* Cells ----------------------------------------------------------------------------------------------------------- */

/* By the order of xl_template_person_facts (): what masking makes of it. */
static const XlMaskField fact_masks[N_FACTS] = { XL_MASK_NAME,  XL_MASK_IDENTITY, XL_MASK_PLAIN, XL_MASK_PLAIN,
                                                 XL_MASK_PLAIN, XL_MASK_PLAIN,    XL_MASK_PHONE, XL_MASK_ADDRESS,
                                                 XL_MASK_PLAIN, XL_MASK_PLAIN,    XL_MASK_HEALTH };
#define FACT_BIRTH 3

static char *
show_fact (const Reader *r, const char *name)
{
  XlMaskProfile mask = r->view->mask;
  guint index = 0;
  const char *text = fact (r, name, &index);

  if (text == NULL)
    return g_strdup ("");
  if (mask == XL_MASK_INTERNAL)
    return g_strdup (text);
  if (index == FACT_BIRTH)
    return mask == XL_MASK_PUBLIC ? g_strndup (text, 4) : g_strdup ("");
  return xl_mask (text, fact_masks[index], mask);
}

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
name_of_person (Reader *r, gint64 id)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (r->db, "SELECT name FROM person WHERE id = ?1", NULL);

  if (stmt == NULL)
    return g_strdup ("");
  sqlite3_bind_int64 (stmt, 1, id);
  return g_strdup (xl_db_step (r->db, stmt, NULL) ? xl_column (stmt, 0) : "");
}

static char *
number_of_household (Reader *r, gint64 id)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (r->db, "SELECT number FROM household WHERE id = ?1", NULL);

  if (stmt == NULL)
    return g_strdup ("");
  sqlite3_bind_int64 (stmt, 1, id);
  return g_strdup (xl_db_step (r->db, stmt, NULL) ? xl_column (stmt, 0) : "");
}

static char *
show_field (Reader *r, const XlLedgerRecord *record, guint i, gboolean codes)
{
  const XlLedgerField *f = xl_template_field (r->view->t, i);
  const XlValue *value = &record->values[i];
  g_autofree char *text = NULL;

  if (f->from_person != NULL)
    return show_fact (r, f->from_person);
  if (f->type == XL_LEDGER_PERSON)
    text = value->set ? name_of_person (r, value->number) : g_strdup ("");
  else if (f->type == XL_LEDGER_HOUSEHOLD)
    text = value->set ? number_of_household (r, value->number) : g_strdup ("");
  else
    text = xl_value_show (f, value, codes);
  if (r->view->mask == XL_MASK_INTERNAL || (f->type == XL_LEDGER_DATE && f->sensitive == NULL))
    return g_steal_pointer (&text);
  return xl_mask (text, mask_of (f), r->view->mask);
}

static char *
show_cell (Reader *r, const XlLedgerRecord *record, const XlLayoutColumn *column)
{
  switch (column->kind)
    {
    case XL_LAYOUT_NUMBER:
      return g_strdup_printf ("%u", r->number);
    case XL_LAYOUT_PERSON:
      return show_fact (r, column->person);
    default:
      return show_field (r, record, (guint) column->field, column->codes);
    }
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
  if (!read_person (r, t->subject == XL_SUBJECT_PERSON ? xl_ledger_record_subject (t, record) : 0, error))
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

  r.offices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < n_ids; i++)
    if (!hand_over (&r, ids[i], each, data, error))
      return FALSE;
  return TRUE;
}
