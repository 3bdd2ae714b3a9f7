#include "sample-record.h"

#include "ledgers/xl-value.h"
#include "store/xl-sql.h"

#include <string.h>

#define N_ATTEMPTS 12

/* A record on its way. */
typedef struct {
  XlDb               *db;
  const XlTemplate   *t;
  const SamplePeople *people;
  const char         *today;
  guint               row;
  guint              *attempts;   /* by field: how often it was refused */
  GPtrArray          *texts;
} Sample;

static void
read_ids (GArray *ids, XlDb *db, const char *sql, const char *office)
{
  g_autoptr(XlStmt) stmt = xl_db_prepare (db, sql, NULL);

  xl_bind (stmt, 1, office);
  while (xl_db_step (db, stmt, NULL))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (ids, id);
    }
}

void
sample_people_read (SamplePeople *people, XlDb *db, const char *office)
{
  people->persons = g_array_new (FALSE, FALSE, sizeof (gint64));
  people->households = g_array_new (FALSE, FALSE, sizeof (gint64));
  read_ids (people->persons, db, "SELECT id FROM person WHERE office = ?1 AND present = 1 AND id_number IS NOT NULL"
            " GROUP BY name HAVING count (*) = 1 ORDER BY id_number", office);
  read_ids (people->households, db, "SELECT id FROM household WHERE office = ?1 AND head IS NOT NULL ORDER BY number", office);
}

void
sample_people_clear (SamplePeople *people)
{
  g_clear_pointer (&people->persons, g_array_unref);
  g_clear_pointer (&people->households, g_array_unref);
}

/* Values by type ------------------------------------------------------------------------------------------------------ */

static char *
make_date (const Sample *s, guint i)
{
  g_autoptr(GDateTime) base = g_date_time_new_utc (2025, 9, 1, 0, 0, 0);
  int days = (int) (s->row * 61 + i + s->attempts[i]);
  g_autoptr(GDateTime) day = g_date_time_add_days (base, days);

  return g_date_time_format (day, "%Y-%m-%d");
}

/* How many numbers are asked for before field @i. */
static guint
numbers_before (const Sample *s, guint i)
{
  guint n = 0;

  for (guint k = 0; k < i; k++)
    n += xl_ledger_field_is_number (xl_template_field (s->t, k)->type) && !xl_template_field (s->t, k)->read_only;
  return n;
}

/* Each is more than all that follow: the whole stands before its parts. */
static char *
make_number (const Sample *s, guint i)
{
  const XlLedgerField *f = xl_template_field (s->t, i);
  guint halvings = numbers_before (s, i);
  gint64 n = (G_GINT64_CONSTANT (1) << (20 - MIN (halvings, 20) + MIN (s->attempts[i], 20))) - (halvings < 18 ? s->row : 0);

  if (f->min.set && f->max.set)
    n = f->min.number + ((f->max.number - f->min.number) >> MIN (1 + halvings, 20)) + s->attempts[i];
  else if (f->min.set)
    n = MAX (n, f->min.number);
  else if (f->max.set)
    n = MIN (n, f->max.number);
  if (f->type == XL_LEDGER_DECIMAL || f->type == XL_LEDGER_MONEY)
    {
      XlValue value = xl_value_of_number (n);

      return xl_value_show (f, &value, FALSE);
    }
  return g_strdup_printf ("%" G_GINT64_FORMAT, n);
}

static const char *
code_at (const XlLedgerField *f, guint n)
{
  return ((const XlLedgerCode *) g_ptr_array_index (f->codes, n % f->codes->len))->name;
}

static char *
make_codes (const Sample *s, guint i)
{
  const XlLedgerField *f = xl_template_field (s->t, i);
  guint n = s->row + s->attempts[i];

  if (f->type == XL_LEDGER_CODE || f->codes->len < 2)
    return g_strdup (code_at (f, n));
  return g_strdup_printf ("%s、%s", code_at (f, n), code_at (f, n + 1));
}

static char *
make_id (const Sample *s, guint i)
{
  GArray *ids = xl_template_field (s->t, i)->type == XL_LEDGER_PERSON ? s->people->persons : s->people->households;
  guint n = (s->row * 7 + i + s->attempts[i]) % ids->len;

  return g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (ids, gint64, n));
}

/* What stands in the other ledger, where the field must be taken from it. */
static char *
make_text (const Sample *s, guint i)
{
  const XlLedgerField *f = xl_template_field (s->t, i);
  g_autoptr(XlTemplate) from = f->from_ledger != NULL ? xl_ledger_table_template (s->db, f->from_ledger->ledger, NULL) : NULL;
  g_autofree char *sql = from == NULL ? NULL
    : g_strdup_printf ("SELECT \"%s\" FROM \"%s\" ORDER BY id LIMIT 1 OFFSET %u",
                       xl_template_column (from, (guint) xl_template_find (from, f->from_ledger->field)), from->table, s->row);
  g_autofree char *found = sql != NULL ? xl_db_text (s->db, sql, NULL) : NULL;

  if (found != NULL)
    return g_steal_pointer (&found);
  if (f->type == XL_LEDGER_LONG_TEXT)
    return g_strdup_printf ("%s第%u条，\n第二行", f->title, s->row + 1);
  return g_strdup_printf ("%s%u号", f->title, s->row + 1 + 3 * s->attempts[i]);
}

static char *
make_value (const Sample *s, guint i)
{
  switch (xl_template_field (s->t, i)->type)
    {
    case XL_LEDGER_DATE:
      return make_date (s, i);
    case XL_LEDGER_MONTH:
      return g_strdup_printf ("2025-%02u", 9 + s->row);
    case XL_LEDGER_TIME:
      return g_strdup_printf ("%02u:%02u", 8 + s->row * 4 + s->attempts[i] % 3, i % 60);
    case XL_LEDGER_YES_NO:
      return g_strdup ((s->row + s->attempts[i]) % 2 == 0 ? "是" : "否");
    case XL_LEDGER_CODE:
    case XL_LEDGER_CODES:
      return make_codes (s, i);
    case XL_LEDGER_PERSON:
    case XL_LEDGER_HOUSEHOLD:
      return make_id (s, i);
    case XL_LEDGER_ATTACHMENT:
      return NULL;
    case XL_LEDGER_TEXT:
    case XL_LEDGER_LONG_TEXT:
    case XL_LEDGER_PLACE:
    case XL_LEDGER_ORGANISATION:
      return make_text (s, i);
    default:
      return make_number (s, i);
    }
}

/* Judging --------------------------------------------------------------------------------------------------------------- */

static XlLedgerRecord *
make_record (const Sample *s)
{
  XlLedgerRecord *record = xl_ledger_record_new (s->t, "220622103200");
  const char *reason;

  for (guint i = 0; i < s->texts->len; i++)
    {
      const char *text = g_ptr_array_index (s->texts, i);
      XlLedgerType type = xl_template_field (s->t, i)->type;

      if (text != NULL && (type == XL_LEDGER_PERSON || type == XL_LEDGER_HOUSEHOLD))
        xl_ledger_record_set_number (record, i, g_ascii_strtoll (text, NULL, 10));
      else if (text != NULL && !xl_ledger_record_set_text (s->t, record, i, text, &reason))
        g_error ("%s: \"%s\" for %s: %s", s->t->key, text, xl_template_field (s->t, i)->key, reason);
    }
  return record;
}

static void
refresh (Sample *s, guint i)
{
  const XlLedgerField *f = xl_template_field (s->t, i);
  gboolean give_up = s->attempts[i] >= N_ATTEMPTS && !f->required;

  g_free (s->texts->pdata[i]);
  s->texts->pdata[i] = f->read_only || give_up ? NULL : make_value (s, i);
}

/* Changes what is refused; whether anything was. */
static gboolean
mend (Sample *s, const GPtrArray *findings)
{
  gboolean refused = FALSE;

  for (guint n = 0; n < findings->len; n++)
    {
      const XlLedgerFinding *finding = g_ptr_array_index (findings, n);

      if (!finding->refuses)
        continue;
      refused = TRUE;
      g_test_message ("%s, row %u, %s: %s", s->t->key, s->row,
                      finding->field >= 0 ? xl_template_field (s->t, (guint) finding->field)->key : "", finding->reason);
      g_assert_cmpint (finding->field, >=, 0);
      s->attempts[finding->field]++;
      refresh (s, (guint) finding->field);
    }
  return refused;
}

GPtrArray *
sample_record_make (XlDb *db, const XlTemplate *t, const SamplePeople *people, guint row, const char *today)
{
  g_autofree guint *attempts = g_new0 (guint, xl_template_n_fields (t));
  Sample s = { db, t, people, today, row, attempts, g_ptr_array_new_full (xl_template_n_fields (t), g_free) };
  g_autoptr(GError) error = NULL;
  g_autoptr(XlLedgerJudge) judge = xl_ledger_judge_new (db, t, today, &error);
  gboolean refused = TRUE;

  g_assert_no_error (error);
  g_ptr_array_set_size (s.texts, (int) xl_template_n_fields (t));
  for (guint i = 0; i < s.texts->len; i++)
    refresh (&s, i);
  for (guint n = 0; refused && n < 4 * N_ATTEMPTS; n++)
    {
      g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);
      g_autoptr(XlLedgerRecord) record = make_record (&s);

      xl_ledger_judge_record (judge, record, NULL, findings, &error);
      g_assert_no_error (error);
      refused = mend (&s, findings);
    }
  g_assert_false (refused);
  return s.texts;
}
