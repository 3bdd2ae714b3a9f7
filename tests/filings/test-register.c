/* The register, and the commands file and verify, on a village's month made by hand. */
#include "filings/xl-filing-issue-commands.h"

#include "month-fixture.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

static char *folder, *store_path;

static gint64
add_visit (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(XlTemplate) visit = xl_ledger_table_template (db, "elder-visit", error);
  gint64 person = xl_db_int (db, "SELECT id FROM person WHERE name = '周永福'", 0, error);

  return put (db, visit, (const char *[]) { "visited_on", "2026-06-29", "mode", "入户", "visitor", "赵志强", NULL }, person, error)
         ? 0 : -1;
}

static void
change_store (XlWriteFunc func)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlStore) store = xl_store_open (store_path, XL_STORE_CREATE, &error);

  g_assert_no_error (error);
  xl_store_write (store, XL_CHANGE_EDIT, "test", func, NULL, &error);
  g_assert_no_error (error);
}

/* Runs the program in the folder; @out gets its answer as JSON when there is one. */
static int
run (JsonNode **out, char **said, const char *first, ...)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *text = NULL, *errors = NULL;
  g_autoptr(GError) error = NULL;
  va_list args;
  int status;

  g_ptr_array_add (argv, (gpointer) g_getenv ("XL_EXE"));
  va_start (args, first);
  for (const char *arg = first; arg != NULL; arg = va_arg (args, const char *))
    g_ptr_array_add (argv, (gpointer) arg);
  va_end (args);
  g_ptr_array_add (argv, (gpointer) "--json");
  g_ptr_array_add (argv, (gpointer) "--store");
  g_ptr_array_add (argv, store_path);
  g_ptr_array_add (argv, NULL);
  g_assert_true (g_spawn_sync (folder, (char **) argv->pdata, NULL, 0, NULL, NULL, &text, &errors, &status, &error));
  g_assert_no_error (error);
  if (said != NULL)
    *said = g_steal_pointer (&errors);
  if (out != NULL)
    {
      *out = json_from_string (text, NULL);
      g_assert_nonnull (*out);
    }
  g_assert_true (g_spawn_check_wait_status (status, NULL) || WIFEXITED (status));
  return WEXITSTATUS (status);
}

static const char *
text_of (JsonNode *node, const char *member)
{
  return json_object_get_string_member_with_default (json_node_get_object (node), member, NULL);
}

static gboolean
flag_of (JsonNode *node, const char *member)
{
  return json_object_get_boolean_member (json_node_get_object (node), member);
}

static GBytes *
read_file (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *data;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  return g_bytes_new_take (data, length);
}

static void
test_filing_is_made_once (void)
{
  g_autoptr(JsonNode) first = NULL;
  g_autoptr(JsonNode) again = NULL;
  g_autoptr(GBytes) a = NULL;
  g_autoptr(GBytes) b = NULL;

  g_assert_cmpint (run (&first, NULL, "file", "elder-visits", "--period", "2026-06", "--on", "2026-07-01", "--out", "a.pdf", NULL), ==, 0);
  g_assert_cmpstr (text_of (first, "number"), ==, "那尔轰村〔2026〕1号");
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (first), "rows"), ==, 3);
  /* The same facts on another day: the same paper, no second number. */
  g_assert_cmpint (run (&again, NULL, "file", "elder-visits", "--on", "2026-07-15", "--out", "b.pdf", NULL), ==, 0);
  g_assert_cmpstr (text_of (again, "number"), ==, "那尔轰村〔2026〕1号");
  a = read_file ("a.pdf");
  b = read_file ("b.pdf");
  g_assert_true (g_bytes_equal (a, b));
}

static void
test_register_lists_it (void)
{
  g_autoptr(JsonNode) list = NULL;

  g_assert_cmpint (run (&list, NULL, "list", "filings", NULL), ==, 0);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (list), "count"), ==, 1);
}

static void
test_verify_knows_it (void)
{
  g_autoptr(JsonNode) v = NULL;

  g_assert_cmpint (run (&v, NULL, "verify", "a.pdf", NULL), ==, 0);
  g_assert_true (flag_of (v, "ok") && flag_of (v, "known_key") && flag_of (v, "data_intact") && flag_of (v, "pages_intact"));
  g_assert_true (flag_of (v, "same_bytes"));
  g_assert_cmpstr (text_of (v, "signed_by"), ==, "那尔轰村");
  g_assert_cmpstr (text_of (v, "replaced_by"), ==, NULL);
}

static void
test_correction_names_what_it_replaces (void)
{
  g_autoptr(JsonNode) made = NULL;
  g_autoptr(JsonNode) v = NULL;
  g_autofree char *said = NULL;

  change_store (add_visit);
  g_assert_cmpint (run (NULL, &said, "file", "elder-visits", "--period", "2026-06", "--on", "2026-07-02", "--out", "c.pdf", NULL), ==, 1);
  g_assert_nonnull (strstr (said, "那尔轰村〔2026〕1号"));
  g_assert_false (g_file_test (g_build_filename (folder, "c.pdf", NULL), G_FILE_TEST_EXISTS));
  g_assert_cmpint (run (&made, NULL, "file", "elder-visits", "--period", "2026-06", "--on", "2026-07-02", "--replaces",
                        "那尔轰村〔2026〕1号", "--out", "c.pdf", NULL), ==, 0);
  g_assert_cmpstr (text_of (made, "number"), ==, "那尔轰村〔2026〕2号");
  g_assert_cmpstr (text_of (made, "replaces"), ==, "那尔轰村〔2026〕1号");
  g_assert_cmpint (run (&v, NULL, "verify", "a.pdf", NULL), ==, 0);
  g_assert_cmpstr (text_of (v, "replaced_by"), ==, "那尔轰村〔2026〕2号");
}

static void
test_public_paper_has_its_own_number (void)
{
  g_autoptr(JsonNode) made = NULL;

  g_assert_cmpint (run (&made, NULL, "file", "elder-visits", "--period", "2026-06", "--profile", "public", "--on", "2026-07-03", "--out",
                        "p.pdf", NULL), ==, 0);
  g_assert_cmpstr (text_of (made, "number"), ==, "那尔轰村〔2026〕3号");
}

static void
test_refusals (void)
{
  static const struct { const char *form, *period, *out; int code; const char *says; } cases[] = {
    { "elder-visits", "2026-06", NULL, 2, "--out" },
    { "nothing", "2026-06", "x.pdf", 1, "nothing" },
    { "elder-visits", "June", "x.pdf", 1, "June" },
    { "elder-visits", "2026", "x.pdf", 1, "2026" },
    { "elder-visits", "2026-05", "/nowhere/x.pdf", 1, "/nowhere/x.pdf" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *said = NULL;

      g_assert_cmpint (run (NULL, &said, "file", cases[i].form, "--period", cases[i].period, "--on", "2026-07-03",
                            cases[i].out != NULL ? "--out" : NULL, cases[i].out, NULL), ==, cases[i].code);
      g_assert_nonnull (strstr (said, cases[i].says));
    }
  {
    g_autoptr(JsonNode) list = NULL;

    g_assert_cmpint (run (&list, NULL, "list", "filings", "--count", NULL), ==, 0);
    g_assert_cmpint (json_object_get_int_member (json_node_get_object (list), "count"), ==, 3);
  }
}

static void
test_several_files_at_once (void)
{
  g_autoptr(JsonNode) answer = NULL;
  JsonArray *array;

  g_assert_cmpint (run (&answer, NULL, "verify", "a.pdf", "nothing.pdf", "c.pdf", NULL), ==, 1);
  array = json_node_get_array (answer);
  g_assert_cmpuint (json_array_get_length (array), ==, 3);
  g_assert_true (flag_of (json_array_get_element (array, 0), "ok"));
  g_assert_false (flag_of (json_array_get_element (array, 1), "ok"));
  g_assert_true (flag_of (json_array_get_element (array, 2), "ok"));
}

static gint64
try_sql (XlDb *db, gpointer sql, GError **error)
{
  return xl_db_exec (db, sql, error) ? 0 : -1;
}

static void
test_register_is_never_rewritten (void)
{
  static const char *const attempts[] = { "DELETE FROM filing", "UPDATE filing SET number = 'x'", "UPDATE filing SET pdf = zeroblob (32)",
                                          "UPDATE filing SET n = n + 10" };
  g_autoptr(XlStore) store = xl_store_open (store_path, XL_STORE_DEFAULT, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (xl_store_write (store, XL_CHANGE_EDIT, "test", try_sql, (gpointer) attempts[i], &error), ==, -1);
      g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CONSTRAINT);
    }
  g_assert_cmpint (xl_store_write (store, XL_CHANGE_EDIT, "test", try_sql, (gpointer) "UPDATE filing SET state = 'filed'", NULL), ==, 0);
}

static void
test_last_period (void)
{
  static const struct { const char *kind, *on, *period; } cases[] = {
    { "month", "2026-07-01", "2026-06" }, { "month", "2026-01-31", "2025-12" }, { "quarter", "2026-04-01", "2026-Q1" },
    { "quarter", "2026-02-01", "2025-Q4" }, { "quarter", "2026-12-31", "2026-Q3" }, { "year", "2026-02-01", "2025" },
    { "day", "2026-02-01", "2026-02-01" }, { "week", "2026-02-01", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *period = xl_filing_last_period (cases[i].kind, cases[i].on);

      g_assert_cmpstr (period, ==, cases[i].period);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *remove = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("xiangli-register-XXXXXX", NULL);
  store_path = g_build_filename (folder, "office.xiangli", NULL);
  change_store (make_month);
  g_test_add_func ("/filings/register/last-period", test_last_period);
  g_test_add_func ("/filings/register/made-once", test_filing_is_made_once);
  g_test_add_func ("/filings/register/lists-it", test_register_lists_it);
  g_test_add_func ("/filings/register/verify-knows-it", test_verify_knows_it);
  g_test_add_func ("/filings/register/correction", test_correction_names_what_it_replaces);
  g_test_add_func ("/filings/register/public-has-its-own-number", test_public_paper_has_its_own_number);
  g_test_add_func ("/filings/register/refusals", test_refusals);
  g_test_add_func ("/filings/register/several-at-once", test_several_files_at_once);
  g_test_add_func ("/filings/register/never-rewritten", test_register_is_never_rewritten);
  status = g_test_run ();
  remove = g_strdup_printf ("rm -r '%s'", folder);
  if (system (remove) != 0)
    status = 1;
  return status;
}
