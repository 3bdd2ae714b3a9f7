/* Expressions, layouts and indicator sets out of broken pieces, always the same ones: an answer or a refusal, never a crash, and the
 * connection is as it was. */
#include "../store/memory-file.h"

#include "ledgers/xl-expression-table.h"
#include "ledgers/xl-indicator-set.h"
#include "ledgers/xl-ledger-layout.h"
#include "ledgers/xl-question-table.h"
#include "base/xl-resource.h"
#include "ledgers/xl-value.h"

#include <string.h>

#define OFFICE "220622103200"

/* XL_FUZZ_ROUNDS: as many as there is time for. */
static guint
n_rounds (guint usual)
{
  const char *asked = g_getenv ("XL_FUZZ_ROUNDS");

  return asked != NULL ? (guint) g_ascii_strtoull (asked, NULL, 10) : usual;
}

/* Expressions ------------------------------------------------------------------------------------------------------- */

static const char *const pieces[] = {
  "a", "t", "d", "A", "record.a", "\"t\"", "[d]", "`a`", "1", "0", "-9223372036854775808", "9223372036854775807", "1e308", "''", "'now'", "'2026-06-30'",
  "x'00ff'", "NULL", ":today", ":office", "?1", "?99", "@x", "$y", "(", ")", "(", ")", ",", "+", "-", "*", "/", "%", "||", "=", "<>", "<", "IS NOT", "IN",
  "AND", "OR", "NOT", "LIKE", "GLOB", "BETWEEN", "CASE WHEN", "THEN", "ELSE", "END", "SELECT", "FROM", "record", "person", "setting", "ledger_elder_visit",
  "ledger_nowhere", "WHERE", "GROUP BY", "ORDER BY", "LIMIT 3", "UNION ALL", "WITH", "AS", "RECURSIVE", "EXISTS (", "count (*)", "sum (", "max (", "date (",
  "strftime ('%Y',", "replace (", "substr (", "instr (", "group_concat (", "workday (", "round (", "abs (", "iif (", "coalesce (", "length (", "unicode (",
  "load_extension (", "printf (", "zeroblob (", "randomblob (", "--", "/*", "*/", ";", "\n", "ATTACH 'x' AS y", "PRAGMA", "DELETE FROM person", "OVER ()",
  "COLLATE NOCASE", "CAST (", "AS TEXT)", "\\", "\"", "'", "[", "]", "\xEF\xBC\x88", "\xE5\xA7\x93", "main.", "temp.", "sqlite_schema", "pragma_table_list",
};

static char *
make_expression (GRand *rand)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (int n = g_rand_int_range (rand, 1, 14); n > 0; n--)
    g_string_append_printf (text, "%s ", pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static XlTemplate *
make_template (const char *expression)
{
  static const char format[] =
    "{\"format\": 1, \"key\": \"fuzz\", \"version\": 1, \"title\": \"T\", \"department\": \"D\", \"action\": \"A\", \"fields\": [{\"key\": \"a\","
    " \"title\": \"A\", \"type\": \"integer\"}, {\"key\": \"t\", \"title\": \"T\", \"type\": \"text\"}, {\"key\": \"d\", \"title\": \"D\", \"type\": \"date\"}],"
    " \"checks\": [{\"key\": \"c\", \"message\": \"m\", \"expression\": \"%s\"}]}";
  g_autofree char *escaped = g_strescape (expression, "\xEF\xBC\x88\xE5\xA7\x93'");
  g_autofree char *json = g_strdup_printf (format, escaped);

  return xl_template_parse ("fuzz.json", json, strlen (json), NULL);
}

static void
fill_record (XlLedgerRecord *record, GRand *rand)
{
  static const char *const texts[] = { "now", "", "2026-06-30", "\xE5\xBC\xA0", "%_%", "9223372036854775808" };

  record->values[0] = xl_value_of_number (g_rand_boolean (rand) ? G_MININT64 : g_rand_int_range (rand, -2, 3));
  record->values[1] = xl_value_of_text (texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (texts))]);
}

/* A refusal can be shown. */
static void
judge_refusal (const GError *error)
{
  g_assert_nonnull (error);
  if (!g_utf8_validate (error->message, -1, NULL))
    g_error ("%s", error->message);
}

/* Over a record: what a check may be. */
static guint
run_check (XlSandbox *sandbox, const char *expression, GRand *rand)
{
  g_autoptr(XlTemplate) t = make_template (expression);
  g_autoptr(XlLedgerRecord) record = t != NULL ? xl_ledger_record_new (t, OFFICE) : NULL;
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);
  g_autoptr(GError) error = NULL;

  if (t == NULL)
    return 0;
  fill_record (record, rand);
  if (!xl_sandbox_judge (sandbox, t, expression, &error))
    {
      judge_refusal (error);
      return 0;
    }
  if (!xl_sandbox_checks (sandbox, t, record, "2026-06-30", findings, &error))
    judge_refusal (error);
  return 1;
}

/* Over the file: what an indicator may be. */
static guint
run_question (XlDb *db, const char *expression)
{
  g_autoptr(GError) error = NULL;
  double value = 0;
  gboolean missing = FALSE;

  if (xl_expression_value (db, expression, OFFICE, "2026-06", "2026-06-30", &value, &missing, &error))
    return 1;
  judge_refusal (error);
  return 0;
}

static char *
snapshot (XlDb *db)
{
  return xl_db_text (db, "SELECT (SELECT group_concat (sql, ';') FROM sqlite_schema) || (SELECT count (*) FROM person) || ' ' ||"
                         " (SELECT count (*) FROM setting) || ' ' || (SELECT count (*) FROM pragma_database_list)", NULL);
}

static void
test_expressions (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261122);
  g_autoptr(XlSandbox) sandbox = xl_sandbox_new (NULL);
  g_autoptr(XlDb) db = memory_file_open ();
  g_autofree char *before = snapshot (db), *after = NULL;
  guint n_good = 0;

  for (guint n = n_rounds (3000); n > 0; n--)
    {
      g_autofree char *expression = make_expression (rand);

      n_good += run_check (sandbox, expression, rand) + run_question (db, expression);
    }
  g_assert_cmpuint (n_good, >, 10);
  after = snapshot (db);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (xl_db_int (db, "SELECT length (zeroblob (2000000))", 0, NULL), ==, 2000000);
}

/* Broken files ------------------------------------------------------------------------------------------------------ */

/* Pieces of @bytes put in the place of others, or bytes anyhow. */
static void
damage (char *bytes, gsize size, GRand *rand)
{
  for (int k = g_rand_int_range (rand, 1, 5); k > 0; k--)
    {
      gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) size), from = (gsize) g_rand_int_range (rand, 0, (gint32) size);
      gsize length = (gsize) g_rand_int_range (rand, 1, 30);

      length = MIN (length, size - MAX (at, from));
      if (g_rand_boolean (rand))
        memmove (bytes + at, bytes + from, length);
      else
        bytes[at] = g_rand_boolean (rand) ? "{}[],:\"\\u0e-/*"[g_rand_int_range (rand, 0, 14)] : (char) g_rand_int_range (rand, 0, 256);
    }
}

static void
test_layouts (void)
{
  static const char good[] =
    "{\"format\": 1, \"kind\": \"layout\", \"ledger\": \"elder-visit\", \"department\": \"\xE6\xB0\x91\xE6\x94\xBF\", \"title\": \"\xE8\xA1\xA8\","
    " \"columns\": [{\"number\": true}, {\"field\": \"elder\", \"heading\": \"\xE5\xA7\x93\\u540d\"}, {\"person\": \"phone\"}, {\"field\": \"mode\","
    " \"codes\": true, \"width_mm\": 20}, {\"field\": \"visited_on\"}]}";
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  guint n_refused = 0, n_read = 0;

  for (guint n = n_rounds (4000); n > 0; n--)
    {
      g_autofree char *bytes = g_memdup2 (good, sizeof good - 1);
      g_autoptr(GError) error = NULL;
      g_autoptr(XlLedgerLayout) layout = NULL;

      damage (bytes, sizeof good - 1, rand);
      layout = xl_ledger_layout_parse ("fuzz.json", bytes, sizeof good - 1, t, g_rand_boolean (rand), &error);
      g_assert_true ((layout == NULL) == (error != NULL));
      n_refused += layout == NULL;
      n_read += layout != NULL;
      if (layout != NULL)
        {
          g_autofree char *json = xl_ledger_layout_to_json (layout, t);

          g_assert_true (g_utf8_validate (json, -1, NULL));
        }
      else
        judge_refusal (error);
    }
  g_assert_cmpuint (n_refused, >, 0);
  g_assert_cmpuint (n_read, >, 0);
}

static void
test_indicator_sets (void)
{
  g_autoptr(GBytes) good = xl_resource_bytes ("indicators/kunming.json");
  g_autoptr(GRand) rand = g_rand_new_with_seed (4);
  gsize size = g_bytes_get_size (good);
  guint n_refused = 0;

  for (guint n = n_rounds (1500); n > 0; n--)
    {
      g_autofree char *bytes = g_memdup2 (g_bytes_get_data (good, NULL), size);
      g_autoptr(GError) error = NULL;
      g_autoptr(XlIndicatorSet) set = NULL;

      damage (bytes, size, rand);
      set = xl_indicator_set_parse ("fuzz.json", bytes, size, &error);
      g_assert_true ((set == NULL) == (error != NULL));
      n_refused += set == NULL;
      if (set == NULL)
        judge_refusal (error);
    }
  g_assert_cmpuint (n_refused, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledgers/fuzz/expressions", test_expressions);
  g_test_add_func ("/ledgers/fuzz/layouts", test_layouts);
  g_test_add_func ("/ledgers/fuzz/indicator-sets", test_indicator_sets);
  return g_test_run ();
}
