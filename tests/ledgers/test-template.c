#include "ledgers/xl-template.h"

#include <json-glib/json-glib.h>

#include <string.h>

#define HEAD "{\"format\": 1, \"key\": \"visit\", \"version\": 1, \"title\": \"T\", \"department\": \"D\", \"action\": \"A\", "
#define PERSON "{\"key\": \"who\", \"title\": \"谁\", \"type\": \"person\", \"required\": true}"
#define DAY "{\"key\": \"on\", \"title\": \"日期\", \"type\": \"date\", \"required\": true}"

/* A template that is refused, and what the refusal says. */
typedef struct {
  const char *name, *json;
  XlError     code;
  const char *says;
} Bad;

static const Bad bad[] = {
  { "not-json", "{\"format\": ", XL_ERROR_FORMAT, "t.json: is not JSON" },
  { "no-object", "[]", XL_ERROR_FORMAT, "t.json: is no JSON object" },
  { "other-format", "{\"format\": 2}", XL_ERROR_UNKNOWN, "t.json: /format: this program reads format 1" },
  { "unknown-member", "{\"format\": 1, \"exec\": \"rm\"}", XL_ERROR_UNKNOWN, "t.json: /exec: there is no such member" },
  { "member-twice", "{\"format\": 1, \"format\": 1}", XL_ERROR_CONFLICT, "\"format\" stands twice" },
  { "bad-key", "{\"format\": 1, \"key\": \"x; DROP TABLE person\"}", XL_ERROR_FORMAT, "t.json: /key: " },
  { "key-not-a-text", "{\"format\": 1, \"key\": 7}", XL_ERROR_FORMAT, "t.json: /key: must be a text" },
  { "no-fields", HEAD "\"fields\": []}", XL_ERROR_FORMAT, "t.json: /fields: is empty" },
  { "unknown-type", HEAD "\"fields\": [{\"key\": \"a\", \"title\": \"A\", \"type\": \"blob\"}]}", XL_ERROR_UNKNOWN,
    "t.json: /fields/0/type: there is no field type \"blob\"" },
  { "field-twice", HEAD "\"fields\": [" DAY ", " DAY "]}", XL_ERROR_CONFLICT, "t.json: /fields/1/key: the field \"on\" stands twice" },
  { "reserved-field", HEAD "\"fields\": [{\"key\": \"office\", \"title\": \"A\", \"type\": \"text\"}]}", XL_ERROR_CONFLICT,
    "t.json: /fields/0/key: \"office\" is a column of every ledger" },
  { "identifier-with-quote", HEAD "\"fields\": [{\"key\": \"a\\\"b\", \"title\": \"A\", \"type\": \"text\"}]}", XL_ERROR_FORMAT,
    "t.json: /fields/0/key: " },
  { "unknown-codes", HEAD "\"fields\": [{\"key\": \"a\", \"title\": \"A\", \"type\": \"code\", \"codes\": \"../../etc/passwd\"}]}",
    XL_ERROR_UNKNOWN, "t.json: /fields/0/codes: there is no code table" },
  { "code-twice", HEAD "\"fields\": [{\"key\": \"a\", \"title\": \"A\", \"type\": \"code\", \"codes\": [{\"code\": \"1\", \"name\": \"x\"},"
    " {\"code\": \"1\", \"name\": \"y\"}]}]}", XL_ERROR_CONFLICT, "t.json: /fields/0/codes/1/code: the code \"1\" stands twice" },
  { "range-of-another-type", HEAD "\"fields\": [{\"key\": \"a\", \"title\": \"A\", \"type\": \"integer\", \"min\": \"x\"}]}", XL_ERROR_FORMAT,
    "t.json: /fields/0/min: is no whole number" },
  { "default-of-another-type", HEAD "\"fields\": [{\"key\": \"a\", \"title\": \"A\", \"type\": \"date\", \"default\": \"2026-02-30\"}]}",
    XL_ERROR_FORMAT, "t.json: /fields/0/default: " },
  { "formula-in-a-circle", HEAD "\"fields\": [{\"key\": \"a\", \"title\": \"A\", \"type\": \"integer\", \"formula\": \"b + 1\"},"
    " {\"key\": \"b\", \"title\": \"B\", \"type\": \"integer\", \"formula\": \"a + 1\"}]}", XL_ERROR_CONFLICT,
    "t.json: /fields/0/formula: needs itself" },
  { "no-such-fact-of-a-person", HEAD "\"fields\": [{\"key\": \"a\", \"title\": \"A\", \"type\": \"text\", \"from_person\": \"secret\"}]}",
    XL_ERROR_UNKNOWN, "t.json: /fields/0/from_person: " },
  { "subject-without-field", HEAD "\"subject\": \"person\", \"fields\": [" DAY "]}", XL_ERROR_FORMAT,
    "t.json: /subject_field: is missing" },
  { "subject-field-of-another-type", HEAD "\"subject\": \"person\", \"subject_field\": \"on\", \"fields\": [" DAY "]}", XL_ERROR_FORMAT,
    "t.json: /subject_field: \"on\" is no person" },
  { "period-field-missing", HEAD "\"period\": \"month\", \"period_field\": \"when\", \"fields\": [" DAY "]}", XL_ERROR_UNKNOWN,
    "t.json: /period_field: there is no field \"when\"" },
  { "check-names-no-field", HEAD "\"fields\": [" DAY "], \"checks\": [{\"key\": \"c\", \"expression\": \"1\", \"message\": \"m\","
    " \"fields\": [\"x\"]}]}", XL_ERROR_UNKNOWN, "t.json: /checks/0/fields: there is no field \"x\"" },
  { "layout-names-no-column", HEAD "\"fields\": [" DAY "], \"layouts\": [{\"key\": \"l\", \"title\": \"L\", \"columns\":"
    " [{\"field\": \"x\"}]}]}", XL_ERROR_UNKNOWN, "t.json: /layouts/0/columns/0/field: there is no field \"x\"" },
  { "layout-twice", HEAD "\"fields\": [" DAY "], \"layouts\": [{\"key\": \"l\", \"title\": \"L\", \"columns\": []},"
    " {\"key\": \"l\", \"title\": \"L\", \"columns\": []}]}", XL_ERROR_CONFLICT, "t.json: /layouts/1/key: stands twice" },
  { "due-without-period", HEAD "\"subject\": \"person\", \"subject_field\": \"who\", \"fields\": [" PERSON "],"
    " \"due\": {\"ledger\": \"x\", \"from\": \"a\"}}", XL_ERROR_CONFLICT, "t.json: /due: needs a subject and a period" },
  { "same-when-names-no-field", HEAD "\"same_when\": [\"x\"], \"fields\": [" DAY "]}", XL_ERROR_UNKNOWN,
    "t.json: /same_when: there is no field \"x\"" },
};

static void
test_bad (gconstpointer data)
{
  const Bad *b = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(XlTemplate) t = xl_template_parse ("t.json", b->json, strlen (b->json), &error);

  g_assert_null (t);
  g_assert_error (error, XL_ERROR, (int) b->code);
  if (strstr (error->message, b->says) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, b->says);
}

static void
refuse_size (GString *json, XlError code, const char *says)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlTemplate) t = xl_template_parse ("big.json", json->str, json->len, &error);

  g_assert_null (t);
  g_assert_error (error, XL_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_ten_megabytes_are_refused (void)
{
  g_autoptr(GString) json = g_string_new ("{\"title\": \"");

  for (guint i = 0; i < 1024 * 1024; i++)
    g_string_append (json, "0123456789");
  g_string_append (json, "\"}");
  refuse_size (json, XL_ERROR_TOO_LARGE, "big.json: ");
}

static void
test_deep_nesting_is_refused (void)
{
  g_autoptr(GString) json = g_string_new ("{\"fields\": ");

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (json, '[');
  refuse_size (json, XL_ERROR_TOO_LARGE, "nested deeper than");
}

static void
test_too_many_fields_are_refused (void)
{
  g_autoptr(GString) json = g_string_new (HEAD "\"fields\": [");

  for (guint i = 0; i < 201; i++)
    g_string_append_printf (json, "%s{\"key\": \"f%u\", \"title\": \"F\", \"type\": \"text\"}", i > 0 ? "," : "", i);
  g_string_append (json, "]}");
  refuse_size (json, XL_ERROR_TOO_LARGE, "big.json: /fields: has more than 200 entries");
}

static void
test_not_utf8_is_refused (void)
{
  g_autoptr(GString) json = g_string_new ("{\"title\": \"\xb4\xe5\"}");

  refuse_size (json, XL_ERROR_FORMAT, "is not UTF-8 at byte 12");
}

static void
test_built_in (gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlTemplate) t = xl_template_built_in (data, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (t->key, ==, data);
  g_assert_cmpuint (g_strv_length (t->clauses), >=, 1);
  g_assert_cmpuint (t->layouts->len, >=, 1);
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    g_assert_cmpstr (xl_template_field (t, i)->headers[0], ==, xl_template_field (t, i)->title);
}

/* The schema for editors and the program know the same types. */
static void
test_the_schema_knows_every_type (void)
{
  g_autofree char *path = g_build_filename (g_test_get_dir (G_TEST_DIST), "..", "data", "ledgers", "ledger.schema.json", NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(JsonNode) found = NULL;
  g_autoptr(GError) error = NULL;
  JsonArray *types;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  found = json_path_query ("$.properties.fields.items.properties.type.enum[*]", json_parser_get_root (parser), &error);
  g_assert_no_error (error);
  types = json_node_get_array (found);
  g_assert_cmpuint (json_array_get_length (types), ==, XL_N_LEDGER_TYPES);
  for (guint i = 0; i < XL_N_LEDGER_TYPES; i++)
    g_assert_cmpstr (json_array_get_string_element (types, i), ==, xl_ledger_field_type_name (i));
}

static void
test_visits (void)
{
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  int mode = xl_template_find (t, "mode");

  g_assert_cmpstr (t->table, ==, "ledger_elder_visit");
  g_assert_cmpint (t->period, ==, XL_PERIOD_MONTH);
  g_assert_cmpstr (xl_template_column (t, (guint) t->subject_field), ==, "subject");
  g_assert_cmpstr (xl_ledger_field_code_find (xl_template_field (t, (guint) mode), "上门")->code, ==, "1");
  g_assert_cmpstr (xl_ledger_field_code_find (xl_template_field (t, (guint) mode), "视频")->code, ==, "3");
  g_assert_null (xl_ledger_field_code_find (xl_template_field (t, (guint) mode), "托梦"));
  g_assert_cmpstr (xl_template_layout (t, "public")->mask, ==, "public");
  g_assert_null (xl_template_layout (t, "nothing"));
  g_assert_cmpstr (t->due->ledger, ==, "elder-list");
  g_assert_cmpuint (t->same_when->len, ==, 4);
}

static void
test_formulas_come_after_what_they_need (void)
{
  static const char json[] = HEAD "\"fields\": ["
    "{\"key\": \"total\", \"title\": \"T\", \"type\": \"money\", \"formula\": \"net + tax\"},"
    "{\"key\": \"tax\", \"title\": \"X\", \"type\": \"money\", \"formula\": \"net / 10\"},"
    "{\"key\": \"net\", \"title\": \"N\", \"type\": \"money\"}]}";
  g_autoptr(GError) error = NULL;
  g_autoptr(XlTemplate) t = xl_template_parse ("t.json", json, strlen (json), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (t->formula_order->len, ==, 2);
  g_assert_cmpint (g_array_index (t->formula_order, int, 0), ==, 1);
  g_assert_cmpint (g_array_index (t->formula_order, int, 1), ==, 0);
  g_assert_true (xl_template_field (t, 0)->read_only);
}

static void
test_words (void)
{
  g_auto(GStrv) words = xl_expression_words ("a + IIF (b_2 > 10, 'c d', \"E\") + A");

  g_assert_cmpuint (g_strv_length (words), ==, 4);
  g_assert_cmpstr (words[0], ==, "a");
  g_assert_cmpstr (words[1], ==, "iif");
  g_assert_cmpstr (words[2], ==, "b_2");
  g_assert_cmpstr (words[3], ==, "e");
}

static void
test_periods (void)
{
  static const struct { XlLedgerPeriod period; const char *date, *is; } rows[] = {
    { XL_PERIOD_DAY, "2026-06-03", "2026-06-03" }, { XL_PERIOD_MONTH, "2026-06-03", "2026-06" },
    { XL_PERIOD_QUARTER, "2026-01-31", "2026-Q1" }, { XL_PERIOD_QUARTER, "2026-06-30", "2026-Q2" },
    { XL_PERIOD_QUARTER, "2026-10-01", "2026-Q4" }, { XL_PERIOD_YEAR, "2026-06-03", "2026" }, { XL_PERIOD_EVENT, "2026-06-03", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *is = xl_template_period_of (rows[i].period, rows[i].date);

      g_assert_cmpstr (is, ==, rows[i].is);
    }
}

int
main (int argc, char **argv)
{
  g_auto(GStrv) keys = NULL;

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_strconcat ("/ledgers/template/refuses/", bad[i].name, NULL);

      g_test_add_data_func (path, &bad[i], test_bad);
    }
  keys = xl_template_built_in_keys ();
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/ledgers/template/built-in/", keys[i], NULL);

      g_test_add_data_func (path, keys[i], test_built_in);
    }
  g_test_add_func ("/ledgers/template/refuses/ten-megabytes", test_ten_megabytes_are_refused);
  g_test_add_func ("/ledgers/template/refuses/deep-nesting", test_deep_nesting_is_refused);
  g_test_add_func ("/ledgers/template/refuses/too-many-fields", test_too_many_fields_are_refused);
  g_test_add_func ("/ledgers/template/refuses/not-utf8", test_not_utf8_is_refused);
  g_test_add_func ("/ledgers/template/the-schema-knows-every-type", test_the_schema_knows_every_type);
  g_test_add_func ("/ledgers/template/visits", test_visits);
  g_test_add_func ("/ledgers/template/formulas-come-after-what-they-need", test_formulas_come_after_what_they_need);
  g_test_add_func ("/ledgers/template/words-of-an-expression", test_words);
  g_test_add_func ("/ledgers/template/periods", test_periods);
  return g_test_run ();
}
