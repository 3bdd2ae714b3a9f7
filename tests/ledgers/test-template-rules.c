#include "ledgers/xl-template.h"

#include <string.h>

#define HEAD "{\"format\": 1, \"key\": \"book\", \"version\": 1, \"title\": \"T\", \"department\": \"D\", \"action\": \"A\", " \
  "\"period\": \"month\", \"period_field\": \"on\", \"fields\": [" \
  "{\"key\": \"on\", \"title\": \"日期\", \"type\": \"date\", \"required\": true, \"section\": \"时间\"}," \
  "{\"key\": \"until\", \"title\": \"止\", \"type\": \"date\", \"section\": \"时间\"}," \
  "{\"key\": \"start\", \"title\": \"始\", \"type\": \"time\"}, {\"key\": \"end\", \"title\": \"终\", \"type\": \"time\"}," \
  "{\"key\": \"kind\", \"title\": \"类\", \"type\": \"code\", \"codes\": [{\"code\": \"1\", \"name\": \"甲\"}, {\"code\": \"2\", \"name\": \"乙\"}]}," \
  "{\"key\": \"plus\", \"title\": \"收\", \"type\": \"money\"}, {\"key\": \"minus\", \"title\": \"支\", \"type\": \"money\", \"total\": \"average\"}," \
  "{\"key\": \"rest\", \"title\": \"余\", \"type\": \"money\", \"total\": \"none\"}," \
  "{\"key\": \"count\", \"title\": \"数\", \"type\": \"integer\", \"total\": \"sum\"}," \
  "{\"key\": \"over\", \"title\": \"完\", \"type\": \"yes-no\"}," \
  "{\"key\": \"age\", \"title\": \"年龄\", \"type\": \"integer\", \"from_person\": \"age\"}," \
  "{\"key\": \"room\", \"title\": \"室\", \"type\": \"place\", \"from_ledger\": {\"ledger\": \"facility\", \"field\": \"name\"," \
  " \"show\": \"area\", \"refuse\": true}}]"

static XlTemplate *
parse (const char *rest, GError **error)
{
  g_autofree char *json = g_strconcat (HEAD, rest, "}", NULL);

  return xl_template_parse ("t.json", json, strlen (json), error);
}

static XlTemplate *
parse_good (const char *rest)
{
  g_autoptr(GError) error = NULL;
  XlTemplate *t = parse (rest, &error);

  g_assert_no_error (error);
  return t;
}

static int
at (const GArray *array, guint i)
{
  g_assert_cmpuint (i, <, array->len);
  return g_array_index (array, int, i);
}

static void
test_fields (void)
{
  g_autoptr(XlTemplate) t = parse_good ("");
  const XlFromLedger *from = xl_template_field (t, 11)->from_ledger;

  g_assert_cmpstr (xl_template_field (t, 1)->section, ==, "时间");
  g_assert_null (xl_template_field (t, 2)->section);
  g_assert_cmpint (xl_template_field (t, 5)->total, ==, XL_TOTAL_SUM);      /* money adds up unasked */
  g_assert_cmpint (xl_template_field (t, 6)->total, ==, XL_TOTAL_AVERAGE);
  g_assert_cmpint (xl_template_field (t, 7)->total, ==, XL_TOTAL_NONE);
  g_assert_cmpint (xl_template_field (t, 8)->total, ==, XL_TOTAL_SUM);
  g_assert_cmpint (xl_template_field (t, 0)->total, ==, XL_TOTAL_NONE);
  g_assert_cmpstr (from->ledger, ==, "facility");
  g_assert_cmpstr (from->field, ==, "name");
  g_assert_cmpstr (from->show[0], ==, "area");
  g_assert_null (from->show[1]);
  g_assert_true (from->refuse);
}

static void
test_rules (void)
{
  g_autoptr(XlTemplate) t = parse_good (
    ", \"due\": {\"every\": \"quarter\", \"of\": \"kind\", \"by\": {\"month\": 1, \"day\": 20, \"after\": 1}},"
    "\"active\": {\"from\": \"on\", \"to\": \"until\", \"ended\": \"over\"}, \"unique\": [[\"on\", \"kind\"], [\"room\"]],"
    "\"no_overlap\": {\"same\": [\"room\"], \"on\": \"on\", \"from\": \"start\", \"to\": \"end\", \"message\": \"已占用\"},"
    "\"running\": {\"balance\": \"rest\", \"plus\": \"plus\", \"minus\": \"minus\", \"within\": [\"kind\"], \"order\": [\"on\"]}");

  g_assert_null (t->due);
  g_assert_cmpint (t->every->every, ==, XL_PERIOD_QUARTER);
  g_assert_cmpuint (t->every->times, ==, 1);
  g_assert_cmpuint (t->every->by_month, ==, 1);
  g_assert_cmpuint (t->every->by_day, ==, 20);
  g_assert_true (t->every->by_after);
  g_assert_cmpint (t->every->of, ==, 4);
  g_assert_cmpint (t->active->to, ==, 1);
  g_assert_cmpstr (t->active->ended, ==, "over");
  g_assert_cmpuint (t->unique->len, ==, 2);
  g_assert_cmpint (at (g_ptr_array_index (t->unique, 0), 1), ==, 4);
  g_assert_cmpint (t->no_overlap->on, ==, 0);
  g_assert_cmpint (at (t->no_overlap->same, 0), ==, 11);
  g_assert_cmpstr (t->no_overlap->message, ==, "已占用");
  g_assert_cmpint (t->running->balance, ==, 7);
  g_assert_cmpint (at (t->running->within, 0), ==, 4);
  g_assert_cmpint (at (t->running->order, 0), ==, 0);
}

static void
test_lists (void)
{
  g_autoptr(XlTemplate) t = parse_good (
    ", \"indicators\": [{\"key\": \"i\", \"title\": \"I\", \"expression\": \"1\", \"target\": 98.91, \"rows\": \"SELECT id FROM ledger_book\","
    " \"needs\": [{\"title\": \"人数\", \"expression\": \"SELECT count (*) FROM person\"}]},"
    " {\"key\": \"j\", \"title\": \"J\", \"expression\": \"2\"}],"
    "\"alerts\": [{\"key\": \"a\", \"title\": \"到期\", \"expression\": \"until < :today\", \"state\": \"overdue\", \"field\": \"until\","
    " \"home\": true}],"
    "\"reports\": [{\"key\": \"r\", \"title\": \"R\", \"parameters\": [\"year\", \"to\"], \"query\": \"SELECT kind, sum (plus) FROM"
    " ledger_book GROUP BY kind\", \"columns\": [{\"key\": \"kind\", \"title\": \"类\", \"type\": \"code\", \"codes\": [{\"code\": \"1\","
    " \"name\": \"甲\"}]}, {\"key\": \"sum\", \"title\": \"收\", \"type\": \"money\"}]}]");
  const XlLedgerIndicator *n = g_ptr_array_index (t->indicators, 0), *m = g_ptr_array_index (t->indicators, 1);
  const XlLedgerReport *r = xl_template_report (t, "r");
  const XlLedgerField *sum = g_ptr_array_index (r->columns, 1);

  g_assert_cmpfloat (n->target, ==, 98.91);
  g_assert_true (n->has_target);
  g_assert_false (m->has_target);
  g_assert_cmpstr (n->rows, ==, "SELECT id FROM ledger_book");
  g_assert_cmpstr (((XlIndicatorNeed *) n->needs->pdata[0])->title, ==, "人数");
  g_assert_true (xl_template_alert (t, "a")->overdue);
  g_assert_true (xl_template_alert (t, "a")->home);
  g_assert_cmpint (xl_template_alert (t, "a")->field, ==, 1);
  g_assert_cmpuint (r->parameters, ==, XL_REPORT_YEAR | XL_REPORT_TO);
  g_assert_cmpuint (sum->places, ==, 2);
  g_assert_cmpint (sum->total, ==, XL_TOTAL_SUM);
}

/* What a template says wrongly, and what the refusal says. */
typedef struct {
  const char *name, *json;
  XlError     code;
  const char *says;
} Bad;

static const Bad bad[] = {
  { "every-what", ", \"due\": {\"every\": \"fortnight\"}", XL_ERROR_UNKNOWN, "/due/every: unknown value" },
  { "every-event", ", \"due\": {\"every\": \"event\"}", XL_ERROR_UNKNOWN, "/due/every: must be" },
  { "both-ways", ", \"due\": {\"every\": \"month\", \"ledger\": \"x\"}", XL_ERROR_UNKNOWN, "/due/ledger: there is no such member" },
  { "no-time", ", \"due\": {\"every\": \"month\", \"times\": 0}", XL_ERROR_RANGE, "/due/times: must be 1 to 100" },
  { "month-of-a-month", ", \"due\": {\"every\": \"month\", \"by\": {\"month\": 2}}", XL_ERROR_RANGE, "/due/by/month: must be 1 to 1" },
  { "month-of-a-week", ", \"due\": {\"every\": \"week\", \"by\": {\"month\": 1}}", XL_ERROR_CONFLICT, "/due/by/month: a period shorter" },
  { "month-7-of-a-half", ", \"due\": {\"every\": \"half-year\", \"by\": {\"month\": 7}}", XL_ERROR_RANGE, "/due/by/month: must be 1 to 6" },
  { "day-32", ", \"due\": {\"every\": \"month\", \"by\": {\"day\": 32}}", XL_ERROR_RANGE, "/due/by/day: must be" },
  { "day-by", ", \"due\": {\"every\": \"day\", \"by\": {\"day\": 3}}", XL_ERROR_CONFLICT, "/due/by: " },
  { "of-no-code", ", \"due\": {\"every\": \"month\", \"of\": \"room\"}", XL_ERROR_FORMAT, "/due/of: \"room\" is no code" },
  { "active-empty", ", \"active\": {}", XL_ERROR_FORMAT, "/active: names neither" },
  { "active-no-date", ", \"active\": {\"to\": \"kind\"}", XL_ERROR_FORMAT, "/active/to: \"kind\" is no date" },
  { "ended-no-yes-no", ", \"active\": {\"ended\": \"kind\"}", XL_ERROR_FORMAT, "/active/ended: \"kind\" is no yes-no" },
  { "unique-flat", ", \"unique\": [\"on\"]", XL_ERROR_FORMAT, "/unique/0: must be a list" },
  { "unique-nothing", ", \"unique\": [[]]", XL_ERROR_FORMAT, "/unique/0: is missing" },
  { "unique-unknown", ", \"unique\": [[\"x\"]]", XL_ERROR_UNKNOWN, "/unique/0: there is no field \"x\"" },
  { "unique-of-the-person", ", \"unique\": [[\"age\"]]", XL_ERROR_UNKNOWN, "/unique/0: there is no field \"age\"" },
  { "overlap-times-without-day", ", \"no_overlap\": {\"from\": \"start\", \"to\": \"end\", \"message\": \"m\"}", XL_ERROR_FORMAT,
    "/no_overlap/from: must be a date" },
  { "overlap-dates-with-day", ", \"no_overlap\": {\"on\": \"on\", \"from\": \"start\", \"to\": \"until\", \"message\": \"m\"}", XL_ERROR_FORMAT,
    "/no_overlap/to: must be a time of day" },
  { "overlap-silent", ", \"no_overlap\": {\"from\": \"on\", \"to\": \"until\"}", XL_ERROR_FORMAT, "/no_overlap/message: is missing" },
  { "running-of-a-text", ", \"running\": {\"balance\": \"room\", \"plus\": \"plus\", \"order\": [\"on\"]}", XL_ERROR_FORMAT,
    "/running/balance: must be money or a number" },
  { "running-mixed", ", \"running\": {\"balance\": \"rest\", \"plus\": \"count\", \"order\": [\"on\"]}", XL_ERROR_FORMAT,
    "/running/plus: must be of the same type" },
  { "running-still", ", \"running\": {\"balance\": \"rest\", \"order\": [\"on\"]}", XL_ERROR_FORMAT, "/running: names neither" },
  { "running-without-order", ", \"running\": {\"balance\": \"rest\", \"plus\": \"plus\"}", XL_ERROR_FORMAT, "/running/order: is missing" },
  { "need-untitled", ", \"indicators\": [{\"key\": \"i\", \"title\": \"I\", \"expression\": \"1\", \"needs\": [{\"expression\": \"1\"}]}]",
    XL_ERROR_FORMAT, "/indicators/0/needs/0/title: is missing" },
  { "alert-state", ", \"alerts\": [{\"key\": \"a\", \"title\": \"A\", \"expression\": \"1\", \"state\": \"late\"}]", XL_ERROR_UNKNOWN,
    "/alerts/0/state: unknown value \"late\"" },
  { "alert-field", ", \"alerts\": [{\"key\": \"a\", \"title\": \"A\", \"expression\": \"1\", \"field\": \"x\"}]", XL_ERROR_UNKNOWN,
    "/alerts/0/field: there is no field \"x\"" },
  { "report-parameter", ", \"reports\": [{\"key\": \"r\", \"title\": \"R\", \"query\": \"SELECT 1\", \"parameters\": [\"who\"], \"columns\":"
    " [{\"key\": \"a\", \"title\": \"A\", \"type\": \"text\"}]}]", XL_ERROR_UNKNOWN, "/reports/0/parameters: unknown value \"who\"" },
  { "report-without-columns", ", \"reports\": [{\"key\": \"r\", \"title\": \"R\", \"query\": \"SELECT 1\"}]", XL_ERROR_FORMAT,
    "/reports/0/columns: is missing" },
  { "report-column-twice", ", \"reports\": [{\"key\": \"r\", \"title\": \"R\", \"query\": \"SELECT 1, 2\", \"columns\":"
    " [{\"key\": \"a\", \"title\": \"A\", \"type\": \"text\"}, {\"key\": \"a\", \"title\": \"A\", \"type\": \"text\"}]}]", XL_ERROR_CONFLICT,
    "/reports/0/columns/1/key: stands twice" },
};

static void
test_bad (gconstpointer data)
{
  const Bad *b = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(XlTemplate) t = parse (b->json, &error);

  g_assert_null (t);
  g_assert_error (error, XL_ERROR, (int) b->code);
  if (strstr (error->message, b->says) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, b->says);
}

static void
test_bad_field (gconstpointer data)
{
  g_autofree char *json = g_strdup_printf ("{\"format\": 1, \"key\": \"a\", \"version\": 1, \"title\": \"T\", \"department\": \"D\","
                                           " \"action\": \"A\", \"fields\": [{\"key\": \"a\", \"title\": \"A\", %s}]}", (char *) data);
  g_autoptr(GError) error = NULL;
  g_autoptr(XlTemplate) t = xl_template_parse ("t.json", json, strlen (json), &error);

  g_assert_null (t);
  g_assert_error (error, XL_ERROR, XL_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "/fields/0/"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledgers/template-rules/fields", test_fields);
  g_test_add_func ("/ledgers/template-rules/due-active-unique-overlap-running", test_rules);
  g_test_add_func ("/ledgers/template-rules/indicators-alerts-reports", test_lists);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_strconcat ("/ledgers/template-rules/refused/", bad[i].name, NULL);

      g_test_add_data_func (path, &bad[i], test_bad);
    }
  g_test_add_data_func ("/ledgers/template-rules/sum-of-texts-is-refused", "\"type\": \"text\", \"total\": \"sum\"", test_bad_field);
  g_test_add_data_func ("/ledgers/template-rules/number-from-a-ledger-is-refused",
                        "\"type\": \"money\", \"from_ledger\": {\"ledger\": \"b\", \"field\": \"c\"}", test_bad_field);
  return g_test_run ();
}
