#include "../store/memory-file.h"

#include "ledgers/xl-expression-table.h"
#include "ledgers/xl-question-table.h"
#include "ledgers/xl-value.h"
#include "store/xl-db.h"

#include <string.h>

static const char json[] =
  "{\"format\": 1, \"key\": \"sum\", \"version\": 1, \"title\": \"T\", \"department\": \"D\", \"action\": \"A\", \"fields\": ["
  "{\"key\": \"net\", \"title\": \"N\", \"type\": \"money\"}, {\"key\": \"tax\", \"title\": \"X\", \"type\": \"money\", \"formula\": \"net / 10\"},"
  "{\"key\": \"total\", \"title\": \"T\", \"type\": \"money\", \"formula\": \"net + tax\"}, {\"key\": \"word\", \"title\": \"W\", \"type\": \"text\"}],"
  "\"checks\": [{\"key\": \"c\", \"expression\": \"total < 1000 OR word IS NOT NULL\", \"fields\": [\"word\"], \"message\": \"说明\"},"
  "{\"key\": \"d\", \"expression\": \"net / 0\", \"fields\": [\"net\"], \"message\": \"除以零\"}]}";

static XlTemplate *
load (void)
{
  g_autoptr(GError) error = NULL;
  XlTemplate *t = xl_template_parse ("sum.json", json, strlen (json), &error);

  g_assert_no_error (error);
  return t;
}

/* What a hostile expression tries, and how it ends. */
typedef struct {
  const char *name, *expression;
  XlError     code;
} Bad;

static const Bad bad[] = {
  { "reads-a-table", "(SELECT count (*) FROM sqlite_schema)", XL_ERROR_REFUSED },
  { "loads", "load_extension ('x')", XL_ERROR_REFUSED },
  { "calls-for-chance", "random ()", XL_ERROR_REFUSED },
  { "makes-large-values", "zeroblob (1000000000)", XL_ERROR_REFUSED },
  { "asks-the-clock", "date ('now')", XL_ERROR_REFUSED },
  { "asks-the-clock-otherwise", "CURRENT_TIMESTAMP", XL_ERROR_REFUSED },
  { "loops", "(WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT sum (x) FROM c)", XL_ERROR_REFUSED },
  { "two-statements", "1) ; CREATE TABLE t (a", XL_ERROR_REFUSED },
  { "closes-the-bracket", "1) FROM (SELECT 1 AS net); ATTACH 'x' AS y; SELECT (1", XL_ERROR_REFUSED },
  { "nonsense", "net +* 1", XL_ERROR_FORMAT },
  { "unknown-field", "gross + 1", XL_ERROR_FORMAT },
  { "pragma", "(SELECT * FROM pragma_database_list)", XL_ERROR_REFUSED },
};

static void
test_bad (gconstpointer data)
{
  const Bad *b = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(XlSandbox) sandbox = xl_sandbox_new (NULL);
  g_autoptr(XlTemplate) t = load ();

  g_assert_false (xl_sandbox_judge (sandbox, t, b->expression, &error));
  g_assert_error (error, XL_ERROR, (int) b->code);
}

static void
test_formulas_and_checks (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlSandbox) sandbox = xl_sandbox_new (NULL);
  g_autoptr(XlTemplate) t = load ();
  g_autoptr(XlLedgerRecord) record = xl_ledger_record_new (t, "220622103200");
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);

  g_assert_true (xl_sandbox_formulas (sandbox, t, record, NULL, &error));
  g_assert_false (record->values[2].set);   /* what is not known gives nothing */
  xl_ledger_record_set_number (record, 0, 1000);
  g_assert_true (xl_sandbox_formulas (sandbox, t, record, NULL, &error));
  g_assert_cmpint (record->values[1].number, ==, 100);
  g_assert_cmpint (record->values[2].number, ==, 1100);
  g_assert_true (xl_sandbox_checks (sandbox, t, record, "2026-06-30", findings, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 1);   /* the division by zero says nothing */
  g_assert_cmpstr (((XlLedgerFinding *) findings->pdata[0])->reason, ==, "说明");
  g_assert_cmpint (((XlLedgerFinding *) findings->pdata[0])->field, ==, 3);
}

static void
test_too_many_steps_are_stopped (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlDb) db = memory_file_open ();
  double value;
  gboolean missing;

  g_assert_true (xl_db_exec (db, "INSERT INTO ledger_template (id, key, version, title, origin, source) VALUES (1, 'many', 1, 'M', 'file', '"
                             "{\"format\": 1, \"key\": \"many\", \"version\": 1, \"title\": \"M\", \"department\": \"D\", \"action\": \"A\","
                             " \"fields\": [{\"key\": \"a\", \"title\": \"A\", \"type\": \"integer\"}]}')", &error));
  g_assert_true (xl_db_exec (db, "CREATE TABLE ledger_many (a INTEGER) STRICT; WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL"
                             " SELECT x + 1 FROM c WHERE x < 2000) INSERT INTO ledger_many SELECT x FROM c", &error));
  g_assert_true (xl_expression_value (db, "SELECT count (*) FROM ledger_many", "", "", "", &value, &missing, &error));
  g_assert_cmpfloat (value, ==, 2000);
  g_assert_false (xl_expression_value (db, "SELECT count (*) FROM ledger_many a, ledger_many b, ledger_many c", "", "", "", &value,
                                       &missing, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_TOO_LARGE);
  g_clear_error (&error);
  /* the connection is as it was: no limit and no guard stay behind */
  g_assert_cmpint (xl_db_int (db, "SELECT count (*) FROM ledger_many AS a, ledger_many AS b", 0, &error), ==, 4000000);
  g_assert_no_error (error);
}

static void
test_indicators_read_ledgers_only (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlDb) db = memory_file_open ();
  double value = 0;
  gboolean missing;

  g_assert_true (xl_expression_value (db, "SELECT count (*) + 2 FROM person WHERE office = :office", "1", "", "", &value, &missing,
                                      &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (value, ==, 2);
  g_assert_true (xl_expression_value (db, "1 / 0", "1", "", "", &value, &missing, &error));
  g_assert_true (missing);
  g_assert_false (xl_expression_value (db, "SELECT count (*) FROM setting", "", "", "", &value, &missing, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (xl_expression_value (db, "1); DELETE FROM person; SELECT (1", "", "", "", &value, &missing, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_REFUSED);
}

/* What needs no field and no table may be asked too. */
static void
test_tables_of_its_own (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlSandbox) sandbox = xl_sandbox_new (NULL);
  g_autoptr(XlTemplate) t = load ();
  g_autoptr(XlDb) db = memory_file_open ();
  double value = 0;
  gboolean missing;

  g_assert_true (xl_sandbox_judge (sandbox, t, "1", &error));
  g_assert_true (xl_expression_value (db, "WITH x (n) AS (SELECT 1 UNION ALL SELECT 5), y AS MATERIALIZED (SELECT n FROM x)"
                                      " SELECT count (*) FROM x, y", "", "", "", &value, &missing, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (value, ==, 4);
  /* a ledger that nobody has used yet is empty, and has all its fields */
  g_assert_true (xl_expression_value (db, "SELECT count (*) FROM ledger_elder_visit WHERE mode = '1' AND subject > 0", "", "", "", &value,
                                      &missing, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (value, ==, 0);
}

/* What cannot be computed is blank, and flagged. */
static void
test_what_cannot_be_computed_is_flagged (void)
{
  static const char divided[] = "{\"format\": 1, \"key\": \"d\", \"version\": 1, \"title\": \"T\", \"department\": \"D\", \"action\": \"A\","
    " \"fields\": [{\"key\": \"sum\", \"title\": \"S\", \"type\": \"money\"}, {\"key\": \"people\", \"title\": \"P\", \"type\": \"integer\"},"
    " {\"key\": \"each\", \"title\": \"E\", \"type\": \"money\", \"formula\": \"1.0 * sum / people\"},"
    " {\"key\": \"day\", \"title\": \"D\", \"type\": \"date\", \"formula\": \"people || '-13-01'\"}]}";
  g_autoptr(GError) error = NULL;
  g_autoptr(XlSandbox) sandbox = xl_sandbox_new (NULL);
  g_autoptr(XlTemplate) t = xl_template_parse ("d.json", divided, strlen (divided), &error);
  g_autoptr(XlLedgerRecord) record = xl_ledger_record_new (t, "220622103200");
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);

  g_assert_true (xl_sandbox_formulas (sandbox, t, record, findings, &error));
  g_assert_cmpuint (findings->len, ==, 0);    /* nothing is filled in yet */
  xl_ledger_record_set_number (record, 0, 1000);
  xl_ledger_record_set_number (record, 1, 3);
  g_assert_true (xl_sandbox_formulas (sandbox, t, record, findings, &error));
  g_assert_cmpint (record->values[2].number, ==, 333);
  g_assert_false (record->values[3].set);     /* there is no month 13 */
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpint (((XlLedgerFinding *) findings->pdata[0])->field, ==, 3);
  xl_ledger_record_set_number (record, 1, 0);
  g_ptr_array_set_size (findings, 0);
  g_assert_true (xl_sandbox_formulas (sandbox, t, record, findings, &error));
  g_assert_no_error (error);
  g_assert_false (record->values[2].set);
  g_assert_cmpint (((XlLedgerFinding *) findings->pdata[0])->field, ==, 2);
  g_assert_false (((XlLedgerFinding *) findings->pdata[0])->refuses);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_strconcat ("/ledgers/expression/refuses/", bad[i].name, NULL);

      g_test_add_data_func (path, &bad[i], test_bad);
    }
  g_test_add_func ("/ledgers/expression/formulas-and-checks", test_formulas_and_checks);
  g_test_add_func ("/ledgers/expression/too-many-steps-are-stopped", test_too_many_steps_are_stopped);
  g_test_add_func ("/ledgers/expression/indicators-read-ledgers-only", test_indicators_read_ledgers_only);
  g_test_add_func ("/ledgers/expression/tables-of-its-own", test_tables_of_its_own);
  g_test_add_func ("/ledgers/expression/what-cannot-be-computed-is-flagged", test_what_cannot_be_computed_is_flagged);
  return g_test_run ();
}
