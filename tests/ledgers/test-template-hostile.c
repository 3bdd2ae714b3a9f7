/* Templates that mean harm are refused in words, and the office file is as it was. */
#include "../store/memory-file.h"

#include "ledgers/xl-expression-table.h"
#include "ledgers/xl-ledger-alert-table.h"
#include "ledgers/xl-ledger-report-table.h"
#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-template-names.h"
#include "ledgers/xl-value.h"
#include "store/xl-change.h"
#include "store/xl-sqlite.h"

#include <string.h>

#define OFFICE "220622103200"
#define HEAD "{\"format\": 1, \"key\": \"trap\", \"version\": 1, \"title\": \"T\", \"department\": \"D\", \"action\": \"A\", "
#define FIELDS "\"fields\": [{\"key\": \"a\", \"title\": \"A\", \"type\": \"integer\"}, {\"key\": \"t\", \"title\": \"T\", \"type\": \"text\"}]"
#define CHECK(expression) ", \"checks\": [{\"key\": \"c\", \"message\": \"m\", \"expression\": \"" expression "\"}]}"
#define ALERT(expression) ", \"alerts\": [{\"key\": \"x\", \"title\": \"X\", \"expression\": \"" expression "\"}]}"
#define INDICATOR(expression) ", \"indicators\": [{\"key\": \"x\", \"title\": \"X\", \"expression\": \"" expression "\"}]}"
#define ROWS(query) ", \"indicators\": [{\"key\": \"x\", \"title\": \"X\", \"expression\": \"1\", \"rows\": \"" query "\"}]}"
#define REPORT(query) ", \"reports\": [{\"key\": \"x\", \"title\": \"X\", \"columns\": [{\"key\": \"a\", \"title\": \"A\", \"type\": \"text\"}]," \
  " \"query\": \"" query "\"}]}"

typedef struct {
  const char *name, *rest;
  XlError     code;
  const char *says;
} Trap;

static const Trap traps[] = {
  { "check-reads-the-schema", CHECK ("EXISTS (SELECT 1 FROM sqlite_schema)"), XL_ERROR_REFUSED, "/checks/0/expression: " },
  { "check-loads", CHECK ("load_extension ('/tmp/x.so')"), XL_ERROR_REFUSED, "may not call load_extension" },
  { "check-writes-a-file", CHECK ("writefile ('x', 'y')"), XL_ERROR_FORMAT, "no such function" },
  { "check-makes-a-gigabyte", CHECK ("length (zeroblob (1000000000))"), XL_ERROR_REFUSED, "may not call zeroblob" },
  { "check-prints-a-gigabyte", CHECK ("printf ('%.*c', 1000000000, 'x')"), XL_ERROR_REFUSED, "may not call printf" },
  { "check-formats-a-gigabyte", CHECK ("format ('%1000000000d', 1)"), XL_ERROR_REFUSED, "may not call format" },
  { "check-loops", CHECK ("(WITH RECURSIVE c (x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM c) SELECT count (*) FROM c)"),
    XL_ERROR_REFUSED, "may not go round" },
  { "check-ends-the-statement", CHECK ("1); DELETE FROM person; SELECT (1"), XL_ERROR_REFUSED, "more than one" },
  { "check-asks-the-clock", CHECK ("date ('now') > t"), XL_ERROR_REFUSED, "may not ask the clock" },
  { "check-asks-the-clock-quietly", CHECK ("julianday () > a"), XL_ERROR_REFUSED, "may not ask the clock" },
  { "check-names-another-parameter", CHECK ("a > :secret"), XL_ERROR_FORMAT, "nobody tells it :secret" },
  { "alert-reads-settings", ALERT ("EXISTS (SELECT 1 FROM setting)"), XL_ERROR_REFUSED, "/alerts/0/expression: " },
  { "alert-counts-the-log-of-exports", ALERT ("(SELECT count (*) FROM export_log) > 0"), XL_ERROR_REFUSED, "may not read export_log" },
  { "report-hides-behind-with", REPORT ("WITH setting AS (SELECT 1) SELECT count (*) FROM main.setting"), XL_ERROR_REFUSED, "may not read setting" },
  { "alert-reads-the-log", ALERT ("(SELECT count (*) FROM change) > 0"), XL_ERROR_REFUSED, "may not read change" },
  { "alert-reads-templates", ALERT ("(SELECT count (*) FROM ledger_template) > 0"), XL_ERROR_REFUSED, "may not read ledger_template" },
  { "alert-reads-the-search", ALERT ("EXISTS (SELECT 1 FROM cache_search)"), XL_ERROR_REFUSED, "may not read cache_search" },
  { "alert-reads-papers", ALERT ("EXISTS (SELECT 1 FROM content)"), XL_ERROR_REFUSED, "may not read content" },
  { "alert-asks-a-pragma", ALERT ("EXISTS (SELECT 1 FROM pragma_table_list)"), XL_ERROR_REFUSED, "" },
  { "alert-matches", ALERT ("t MATCH 'x'"), XL_ERROR_REFUSED, "may not call match" },
  { "alert-of-two", ALERT ("1) OR (SELECT 1 FROM ledger_trap; DROP TABLE person; --"), XL_ERROR_REFUSED, "closes a bracket it did not open" },
  { "check-of-two-columns", CHECK ("a > 1) , (a"), XL_ERROR_REFUSED, "closes a bracket it did not open" },
  { "check-behind-a-comment", CHECK ("a > 1 /* ( */ ) , (a"), XL_ERROR_REFUSED, "closes a bracket it did not open" },
  { "check-behind-a-text", CHECK ("t = '(((' ) , (a"), XL_ERROR_REFUSED, "closes a bracket it did not open" },
  { "alert-of-everybody", ALERT ("0) UNION SELECT id FROM person WHERE (1"), XL_ERROR_REFUSED, "closes a bracket it did not open" },
  { "indicator-attaches", INDICATOR ("1); ATTACH '/tmp/x' AS y; SELECT (1"), XL_ERROR_REFUSED, "more than one" },
  { "indicator-of-random", INDICATOR ("random ()"), XL_ERROR_REFUSED, "may not call random" },
  { "indicator-reads-the-schema", INDICATOR ("SELECT count (*) FROM main.sqlite_master"), XL_ERROR_REFUSED, "" },
  { "indicator-of-an-unknown-ledger", INDICATOR ("SELECT count (*) FROM ledger_nowhere"), XL_ERROR_FORMAT, "no such table" },
  { "rows-of-two-columns", ROWS ("SELECT id, a FROM ledger_trap"), XL_ERROR_FORMAT, "gives 2 columns, not 1" },
  { "rows-that-delete", ROWS ("DELETE FROM ledger_trap RETURNING id"), XL_ERROR_FORMAT, "" },
  { "report-of-two-columns", REPORT ("SELECT a, t FROM ledger_trap"), XL_ERROR_FORMAT, "gives 2 columns, not 1" },
  { "report-writes", REPORT ("INSERT INTO person DEFAULT VALUES"), XL_ERROR_FORMAT, "/reports/0/query: " },
  { "report-reads-keys", REPORT ("SELECT value FROM setting"), XL_ERROR_REFUSED, "may not read setting" },
  { "report-goes-round", REPORT ("WITH RECURSIVE c (x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM c) SELECT x FROM c"), XL_ERROR_REFUSED,
    "may not go round" },
  { "report-asks-what-nobody-tells", REPORT ("SELECT a FROM ledger_trap WHERE period = :period"), XL_ERROR_FORMAT, "nobody tells it :period" },
  { "report-in-another-schema", REPORT ("SELECT name FROM temp.sqlite_schema"), XL_ERROR_REFUSED, "" },
  { "report-of-json", REPORT ("SELECT value FROM json_each ('[1]')"), XL_ERROR_REFUSED, "" },
};

static gint64
do_install (XlDb *db, gpointer data, GError **error)
{
  return xl_ledger_table_install (db, data, "file", error) ? 0 : -1;
}

/* All there is in the file, as far as a template could have changed it. */
static char *
snapshot (XlDb *db)
{
  return xl_db_text (db, "SELECT (SELECT group_concat (sql, ';') FROM sqlite_schema) || (SELECT count (*) FROM ledger_template)"
                         " || ' ' || (SELECT count (*) FROM change) || ' ' || (SELECT count (*) FROM person)", NULL);
}

static void
test_trap (gconstpointer data)
{
  const Trap *trap = data;
  g_autofree char *json = g_strconcat (HEAD FIELDS, trap->rest, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(XlTemplate) t = xl_template_parse ("trap.json", json, strlen (json), &error);
  g_autoptr(XlDb) db = memory_file_open ();
  g_autofree char *before = snapshot (db);
  g_autofree char *after = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (xl_change_run (db, "tester", "install", XL_CHANGE_EDIT, do_install, t, &error), <, 0);
  g_assert_error (error, XL_ERROR, (int) trap->code);
  if (strstr (error->message, trap->says) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, trap->says);
  after = snapshot (db);
  g_assert_cmpstr (after, ==, before);
}

/* Too much when it runs --------------------------------------------------------------------------------------------- */

static XlTemplate *
install (XlDb *db, const char *json)
{
  g_autoptr(GError) error = NULL;
  XlTemplate *t = xl_template_parse ("trap.json", json, strlen (json), &error);

  g_assert_no_error (error);
  xl_change_run (db, "tester", "install", XL_CHANGE_EDIT, do_install, t, &error);
  g_assert_no_error (error);
  return t;
}

static gint64
do_fill (XlDb *db, gpointer data, GError **error)
{
  return xl_db_exec (db, "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 3000)"
                         " INSERT INTO ledger_trap (id, office, created_at, a, t) SELECT x, '" OFFICE "', 0, x, 'text' FROM c", error) ? 0 : -1;
}

static void
refuse_run (const char *rest, gboolean report)
{
  g_autofree char *json = g_strconcat (HEAD FIELDS, rest, NULL);
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(XlTemplate) t = install (db, json);
  g_autoptr(GError) error = NULL;
  XlQuestion question = { .office = OFFICE, .today = "2026-06-30" };

  xl_change_run (db, "tester", "fill", XL_CHANGE_EDIT, do_fill, NULL, &error);
  g_assert_no_error (error);
  if (report)
    g_assert_null (xl_ledger_report_run (db, t, "x", &question, &error));
  else
    g_assert_null (xl_ledger_alert_ids (db, t, "x", OFFICE, "2026-06-30", &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_TOO_LARGE);
  g_clear_error (&error);
  /* the connection is free again: no limit stays behind */
  g_assert_cmpint (xl_db_int (db, "SELECT length (zeroblob (2000000))", 0, &error), ==, 2000000);
  g_assert_cmpint (xl_db_int (db, "SELECT count (*) FROM ledger_trap AS a, ledger_trap AS b WHERE a.a < 500", 0, &error), ==, 499 * 3000);
  g_assert_no_error (error);
}

static void
test_cross_joins (void)
{
  refuse_run (REPORT ("SELECT count (*) FROM ledger_trap AS a, ledger_trap AS b, ledger_trap AS c"), TRUE);
  refuse_run (ALERT ("(SELECT count (*) FROM ledger_trap AS b, ledger_trap AS c WHERE b.a + c.a = record.a) > 0"), FALSE);
}

static void
test_memory (void)
{
  refuse_run (REPORT ("SELECT group_concat (replace (replace (t || t || t || t, 't', 'xxxxxxxxxxxxxxxxxxxx'), 'x', 'yyyyyyyyyyyyyyyyyyyy'))"
                      " FROM ledger_trap"), TRUE);
  refuse_run (ALERT ("length (replace (replace (replace (replace (replace (t || t, 't', 'eeeeeeeeee'), 'e', 'xxxxxxxxxx'), 'x',"
                     " 'yyyyyyyyyy'), 'y', 'zzzzzzzzzz'), 'z', 'tttttttttt')) > 0"), FALSE);
}

static void
test_long_reports_are_cut (void)
{
  g_autofree char *json = g_strconcat (HEAD FIELDS, REPORT ("SELECT a.a FROM ledger_trap AS a, (SELECT 1 UNION ALL SELECT 2) AS b"), NULL);
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(XlTemplate) t = install (db, json);
  g_autoptr(GError) error = NULL;
  XlQuestion question = { .office = OFFICE, .today = "2026-06-30" };
  g_autoptr(XlLedgerReportResult) result = NULL;

  xl_change_run (db, "tester", "fill", XL_CHANGE_EDIT, do_fill, NULL, &error);
  result = xl_ledger_report_run (db, t, "x", &question, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->rows->len, ==, XL_LEDGER_MAX_REPORT_ROWS);
  g_assert_true (result->cut);
}

/* What a JSON reader would follow, and we do not. */
static void
test_brackets_behind_a_comment (void)
{
  static const char *const before[] = { "/*\"*/", "//\"\n", "'\"'", "#\"\n", "\\\"", "var x = ", "\xEF\xBB\xBF", "{\"a\\\"\":" };

  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    {
      g_autoptr(GString) json = g_string_new (before[i]);
      g_autoptr(GError) error = NULL;

      for (guint n = 0; n < 200000; n++)
        g_string_append_c (json, '[');
      g_assert_null (xl_template_parse ("trap.json", json->str, json->len, &error));
      g_assert_nonnull (error);
    }
}

static void
test_a_million_brackets (void)
{
  g_autoptr(GString) json = g_string_new (HEAD FIELDS ", \"checks\": [{\"key\": \"c\", \"message\": \"m\", \"expression\": \"");
  g_autoptr(GString) short_one = g_string_new (json->str);
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(GError) error = NULL;
  g_autoptr(XlTemplate) t = NULL;

  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (json, '(');
  g_string_append (json, "\"}]}");
  g_assert_null (xl_template_parse ("trap.json", json->str, json->len, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_TOO_LARGE);
  g_clear_error (&error);
  for (guint i = 0; i < 999; i++)
    g_string_append_c (short_one, '(');
  g_string_append_c (short_one, '1');
  for (guint i = 0; i < 999; i++)
    g_string_append_c (short_one, ')');
  g_string_append (short_one, "\"}]}");
  t = xl_template_parse ("trap.json", short_one->str, short_one->len, &error);
  g_assert_no_error (error);
  g_assert_cmpint (xl_change_run (db, "tester", "install", XL_CHANGE_EDIT, do_install, t, &error), <, 0);
  g_assert_error (error, XL_ERROR, XL_ERROR_FORMAT);   /* the parser's own stack is full */
}

/* Ten gigabytes of large values, each of them allowed: what is taken is counted. */
static void
test_many_large_values (void)
{
  refuse_run (REPORT ("WITH big AS MATERIALIZED (SELECT replace (replace (replace (replace ('xxxxxxxxxx', 'x', 'yyyyyyyyyy'), 'y', 'zzzzzzzzzz'),"
                      " 'z', 'wwwwwwwwww'), 'w', 'aaaaaaaaa') AS v), all_of_it AS MATERIALIZED (SELECT big.v || a.a || '-' || b.a AS v FROM big,"
                      " ledger_trap AS a, ledger_trap AS b) SELECT min (length (v)) FROM all_of_it"), TRUE);
  g_assert_cmpint (xl_sqlite_memory_used (), <, 100 << 20);
}

/* The longest search there is takes a quarter of a second: a record's check is stopped between two of many. */
static void
test_slow_steps (void)
{
#define EIGHT(of) of " UNION ALL " of " UNION ALL " of " UNION ALL " of " UNION ALL " of " UNION ALL " of " UNION ALL " of " UNION ALL " of
  g_autofree char *json = g_strdup (HEAD FIELDS CHECK (
    "(WITH n AS (" EIGHT ("SELECT 1 AS i") "), s AS MATERIALIZED (SELECT replace (replace (replace (replace ('xxxxxxxxxx', 'x', 'aaaaaaaaaa'), 'a',"
    " 'bbbbbbbbbb'), 'b', 'cccccccccc'), 'c', 'aaaaaaaaa') AS v) SELECT sum (instr (s.v, substr (s.v, 50000) || a.i || b.i)) FROM s, n AS a,"
    " n AS b, n AS c, n AS d) = 0"));
  g_autoptr(GError) error = NULL;
  g_autoptr(XlTemplate) t = xl_template_parse ("trap.json", json, strlen (json), &error);
  g_autoptr(XlSandbox) sandbox = xl_sandbox_new (&error);
  g_autoptr(XlLedgerRecord) record = xl_ledger_record_new (t, OFFICE);
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);

  g_assert_no_error (error);
  g_assert_false (xl_sandbox_checks (sandbox, t, record, "2026-06-30", findings, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_TOO_LARGE);
}

/* There is no clock, however it is asked for. */
static const char *const clocks[] = {
  "date ('no' || 'w') IS NULL", "strftime ('%Y') IS NULL", "date (replace ('nnw', 'nn', 'no')) IS NULL", "julianday (/* */) IS NULL",
  "date (t) IS NULL", "time ('NOW ' || '') IS NULL",
};

static void
test_no_clock (gconstpointer data)
{
  g_autofree char *json = g_strconcat (HEAD FIELDS, ", \"checks\": [{\"key\": \"c\", \"message\": \"m\", \"expression\": \"", data, "\"}],"
                                       " \"indicators\": [{\"key\": \"x\", \"title\": \"X\", \"expression\": \"1\"}]}", NULL);
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(XlTemplate) t = install (db, json);
  g_autoptr(GError) error = NULL;
  g_autoptr(XlSandbox) sandbox = xl_sandbox_new (&error);
  g_autoptr(XlLedgerRecord) record = xl_ledger_record_new (t, OFFICE);
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);
  double value = 0;
  gboolean missing = TRUE;

  record->values[1] = xl_value_of_text ("now");
  g_assert_true (xl_sandbox_checks (sandbox, t, record, "2026-06-30", findings, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
  if (strstr (data, "(t)") != NULL)
    return;
  g_assert_true (xl_expression_value (db, data, OFFICE, "2026-06", "2026-06-30", &value, &missing, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (value, ==, 1);
  g_assert_cmpint (xl_db_int (db, "SELECT date () > '2020-01-01'", 0, &error), ==, 1);   /* the program's own is there again */
}

/* Versions ---------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *name, *json;
  const char *says;
} Version;

#define AS(key, version, period, fields) "{\"format\": 1, \"key\": \"" key "\", \"version\": " version ", \"title\": \"另一本\", \"department\": \"D\"," \
  " \"action\": \"A\"" period ", \"fields\": [" fields "]}"
#define A "{\"key\": \"a\", \"title\": \"A\", \"type\": \"integer\"}"
#define T "{\"key\": \"t\", \"title\": \"T\", \"type\": \"text\"}"

static const Version versions[] = {
  { "older", AS ("trap", "1", "", A "," T), "/version: is 1, older than the version 2 in use" },
  { "the-same-key-twice", AS ("trap", "2", "", A "," T), "/version: there is another template with the key trap" },
  { "type-changed", AS ("trap", "3", "", "{\"key\": \"t\", \"title\": \"T\", \"type\": \"date\"}," A), "/fields/0/type: \"t\" is a text already" },
  { "places-changed", AS ("trap", "3", "", "{\"key\": \"d\", \"title\": \"D\", \"type\": \"decimal\", \"places\": 1}," A),
    "/fields/0/places: \"d\" has 2 already" },
  { "taken-from-the-person", AS ("trap", "3", "", "{\"key\": \"t\", \"title\": \"T\", \"type\": \"text\", \"from_person\": \"phone\"}," A),
    "/fields/0/from_person: " },
  { "period-changed", AS ("trap", "3", ", \"period\": \"year\", \"period_field\": \"on_day\"", A "," T ", {\"key\": \"on_day\", \"title\": \"D\","
    " \"type\": \"date\", \"required\": true}"), "/period: a ledger never changes its period" },
  { "column-in-use-by-a-layout", AS ("trap", "3", "", A), "/fields: leaves out what a layout of this office shows" },
  { "column-in-use-by-its-check", "{\"format\": 1, \"key\": \"trap\", \"version\": 3, \"title\": \"T\", \"department\": \"D\", \"action\": \"A\", \"fields\":"
    " [" T "], \"checks\": [{\"key\": \"c\", \"message\": \"m\", \"expression\": \"a > 1\"}]}", "/checks/0/expression: " },
  { "column-in-use-by-its-alert", "{\"format\": 1, \"key\": \"trap\", \"version\": 3, \"title\": \"T\", \"department\": \"D\", \"action\": \"A\", \"fields\":"
    " [" T "]" ALERT ("a > 1"), "/alerts/0/expression: " },
  { "from-no-ledger", AS ("trap", "3", "", A ", {\"key\": \"t\", \"title\": \"T\", \"type\": \"text\", \"from_ledger\": {\"ledger\": \"nowhere\","
    " \"field\": \"x\"}}"), "/fields/1/from_ledger: there is no ledger nowhere" },
  { "from-no-field", AS ("trap", "3", "", A ", {\"key\": \"t\", \"title\": \"T\", \"type\": \"text\", \"from_ledger\": {\"ledger\": \"elder-list\","
    " \"field\": \"x\"}}"), "/fields/1/from_ledger: the ledger elder-list has no field \"x\"" },
};

static void
test_version (gconstpointer data)
{
  const Version *v = data;
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(XlTemplate) first = install (db, AS ("trap", "2", "", A "," T ", {\"key\": \"d\", \"title\": \"D\", \"type\": \"decimal\", \"places\": 2}"));
  g_autoptr(GError) error = NULL;
  g_autoptr(XlTemplate) t = xl_template_parse ("next.json", v->json, strlen (v->json), &error);
  g_autofree char *before = NULL, *after = NULL;

  g_assert_no_error (error);
  xl_db_exec (db, "INSERT INTO layout (id, ledger, department, title, source, saved_at) VALUES (1, 'trap', '民政', '表', '{\"format\": 1,"
                  " \"kind\": \"layout\", \"ledger\": \"trap\", \"title\": \"表\", \"columns\": [{\"field\": \"t\"}]}', 0)", &error);
  g_assert_no_error (error);
  before = snapshot (db);
  g_assert_cmpint (xl_change_run (db, "tester", "install", XL_CHANGE_EDIT, do_install, t, &error), <, 0);
  if (strstr (error->message, v->says) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, v->says);
  after = snapshot (db);
  g_assert_cmpstr (after, ==, before);
}

static void
test_a_key_of_the_program (void)
{
  g_autoptr(XlTemplate) own = xl_template_built_in ("room-booking", NULL);
  g_autofree char *json = g_strdup_printf ("{\"format\": 1, \"key\": \"room-booking\", \"version\": %d, \"title\": \"T\", \"department\":"
                                           " \"D\", \"action\": \"A\", \"fields\": [" A "]}", (int) own->version);
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(GError) error = NULL;
  g_autoptr(XlTemplate) t = xl_template_parse ("next.json", json, strlen (json), &error);
  g_autofree char *before = snapshot (db), *after = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (xl_change_run (db, "tester", "install", XL_CHANGE_EDIT, do_install, t, &error), <, 0);
  g_assert_error (error, XL_ERROR, XL_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "/version: the program has a ledger room-booking of its own"));
  after = snapshot (db);
  g_assert_cmpstr (after, ==, before);
}

static void
test_a_newer_version_adds_and_keeps (void)
{
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(XlTemplate) first = install (db, AS ("trap", "2", "", A "," T));
  g_autoptr(XlTemplate) next = NULL;
  g_autoptr(GError) error = NULL;

  xl_db_exec (db, "INSERT INTO ledger_trap (id, office, created_at, a, t) VALUES (1, '" OFFICE "', 0, 7, 'x')", &error);
  g_assert_no_error (error);
  next = install (db, AS ("trap", "3", "", A ", {\"key\": \"b\", \"title\": \"B\", \"type\": \"date\"}"));
  g_assert_cmpint (xl_db_int (db, "SELECT count (*) FROM ledger_trap WHERE a = 7 AND t = 'x' AND b IS NULL", 0, &error), ==, 1);
  g_assert_cmpint (xl_db_int (db, "SELECT version FROM ledger_template WHERE key = 'trap'", 0, &error), ==, 3);
  g_assert_no_error (error);
}

/* Names ------------------------------------------------------------------------------------------------------------- */

#define KEY(key) "{\"format\": 1, \"key\": \"" key "\", \"version\": 1, \"title\": \"T\", \"department\": \"D\", \"action\": \"A\", " FIELDS "}"
#define TITLED(title) "{\"format\": 1, \"key\": \"trap\", \"version\": 1, \"title\": \"" title "\", \"department\": \"D\", \"action\": \"A\", " FIELDS "}"
#define FORMULAS(a, b) AS ("trap", "1", "", "{\"key\": \"a\", \"title\": \"A\", \"type\": \"integer\", \"formula\": \"" a "\"}, {\"key\": \"b\"," \
  " \"title\": \"B\", \"type\": \"integer\", \"formula\": \"" b "\"}")
#define CODES(codes) AS ("trap", "1", "", "{\"key\": \"a\", \"title\": \"A\", \"type\": \"code\", \"codes\": [" codes "]}")

static const Version names[] = {
  { "the-program's-table", KEY ("template"), "/key: the program keeps something else" },
  { "an-index-of-a-ledger", KEY ("elder-visit-place"), "/key: is too much like that of the ledger elder-visit" },
  { "two-fields-of-one-title", AS ("trap", "1", "", A ", {\"key\": \"b\", \"title\": \"A\", \"type\": \"text\"}"),
    "/fields/1/title: a column \"A\" is the field \"a\" already" },
  { "two-fields-of-one-header", AS ("trap", "1", "", A ", {\"key\": \"b\", \"title\": \"B\", \"type\": \"text\", \"headers\": [\"A\"]}"),
    "/fields/1/headers: a column \"A\" is the field \"a\" already" },
  { "codes-that-name-each-other", CODES ("{\"code\": \"1\", \"name\": \"2\"}, {\"code\": \"2\", \"name\": \"1\"}"),
    "/fields/0/codes/1: \"2\" means the code \"1\" already" },
  { "an-alias-of-two", CODES ("{\"code\": \"1\", \"name\": \"甲\", \"aliases\": [\"乙\"]}, {\"code\": \"2\", \"name\": \"乙\"}"),
    "/fields/0/codes/1: \"乙\" means the code \"1\" already" },
  { "turned-round", TITLED ("表\\u202e表"), "/title: holds control characters" },
  { "nothing-to-see", TITLED ("\\u200b \\u3000"), "/title: is missing" },
  { "a-nul", TITLED ("a\\u0000b"), "that is no character" },
  { "half-a-pair", TITLED ("a\\ud800b"), "that is no character" },
  { "the-other-half", TITLED ("a\\udc00"), "that is no character" },
  { "two-documents", KEY ("trap") KEY ("trap"), "is not JSON at byte" },
  { "circle-in-capitals", FORMULAS ("A + 1", "2"), "/fields/0/formula: needs itself" },
  { "circle-in-quotes", FORMULAS ("record.\\\"b\\\" + 1", "[a] + 1"), "/fields/0/formula: needs itself" },
};

static void
test_name (gconstpointer data)
{
  const Version *v = data;
  g_autoptr(XlDb) db = memory_file_open ();
  g_autoptr(GError) error = NULL;
  g_autoptr(XlTemplate) t = xl_template_parse ("trap.json", v->json, strlen (v->json), &error);
  g_autofree char *before = snapshot (db), *after = NULL;

  if (t != NULL)
    g_assert_cmpint (xl_change_run (db, "tester", "install", XL_CHANGE_EDIT, do_install, t, &error), <, 0);
  g_assert_nonnull (error);
  if (strstr (error->message, v->says) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, v->says);
  after = snapshot (db);
  g_assert_cmpstr (after, ==, before);
}

/* An office may take one of the program's, change it and hand it in as a newer version. */
static void
test_catalogue_names (void)
{
  g_auto(GStrv) keys = xl_template_built_in_keys ();

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(XlTemplate) t = xl_template_built_in (keys[i], &error);

      g_assert_no_error (error);
      xl_template_judge_names (t, &error);
      g_assert_no_error (error);
    }
}

/* Fuzz -------------------------------------------------------------------------------------------------------------- */

/* Whatever is done to the bytes of a template: a template or a refusal, never a crash. */
static void
test_fuzz (void)
{
  g_auto(GStrv) keys = xl_template_built_in_keys ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (20260630);
  guint n_refused = 0, n_rounds = g_test_slow () ? 20000 : 1500;

  for (guint n = 0; n < n_rounds; n++)
    {
      g_autoptr(XlTemplate) t = xl_template_built_in (keys[g_rand_int_range (rand, 0, (gint32) g_strv_length (keys))], NULL);
      gsize size = strlen (t->source);
      g_autofree char *bytes = g_memdup2 (t->source, size);
      g_autoptr(GError) error = NULL;
      g_autoptr(XlTemplate) again = NULL;

      for (int k = g_rand_int_range (rand, 1, 6); k > 0; k--)
        {
          gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) size), from = (gsize) g_rand_int_range (rand, 0, (gint32) size);
          gsize length = (gsize) g_rand_int_range (rand, 1, 40);

          length = MIN (length, size - MAX (at, from));
          if (g_rand_boolean (rand))
            memmove (bytes + at, bytes + from, length);
          else
            bytes[at] = (char) g_rand_int_range (rand, 1, 256);
        }
      again = xl_template_parse ("fuzz.json", bytes, size, &error);
      g_assert_true ((again == NULL) == (error != NULL));
      if (error != NULL)
        {
          n_refused++;
          g_assert_true (g_str_has_prefix (error->message, "fuzz.json: "));
        }
    }
  g_assert_cmpuint (n_refused, >, n_rounds / 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (traps); i++)
    {
      g_autofree char *path = g_strconcat ("/ledgers/hostile/", traps[i].name, NULL);

      g_test_add_data_func (path, &traps[i], test_trap);
    }
  g_test_add_func ("/ledgers/hostile/cross-joins-are-stopped", test_cross_joins);
  g_test_add_func ("/ledgers/hostile/large-values-are-stopped", test_memory);
  g_test_add_func ("/ledgers/hostile/long-reports-are-cut", test_long_reports_are_cut);
  g_test_add_func ("/ledgers/hostile/many-large-values-are-stopped", test_many_large_values);
  g_test_add_func ("/ledgers/hostile/slow-steps-are-stopped", test_slow_steps);
  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ledgers/hostile/no-clock/%u", i);

      g_test_add_data_func (path, clocks[i], test_no_clock);
    }
  g_test_add_func ("/ledgers/hostile/a-million-brackets", test_a_million_brackets);
  g_test_add_func ("/ledgers/hostile/brackets-behind-a-comment", test_brackets_behind_a_comment);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strconcat ("/ledgers/hostile/name/", names[i].name, NULL);

      g_test_add_data_func (path, &names[i], test_name);
    }
  g_test_add_func ("/ledgers/hostile/name/the-catalogue's-are-plain", test_catalogue_names);
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autofree char *path = g_strconcat ("/ledgers/hostile/version/", versions[i].name, NULL);

      g_test_add_data_func (path, &versions[i], test_version);
    }
  g_test_add_func ("/ledgers/hostile/version/the-program's-own-key", test_a_key_of_the_program);
  g_test_add_func ("/ledgers/hostile/version/a-newer-one-adds-and-keeps", test_a_newer_version_adds_and_keeps);
  g_test_add_func ("/ledgers/hostile/fuzz", test_fuzz);
  return g_test_run ();
}
