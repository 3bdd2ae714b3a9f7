#include "office/xl-demo-commands.h"

#include "base/xl-data.h"
#include "base/xl-json.h"
#include "ledgers/xl-template.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

/* The day and the month that the demonstration's papers speak of. */
#define DEMO_DAY     "2026-11-21"
#define DEMO_PERIOD  "2026-10"
#define DEMO_OFFICE  "220622103200"

/* The step that is no command: imports every data/demo/ledgers/KEY.csv. */
#define LEDGERS "ledgers"

/* One step of the main job: a command of the program itself. */
typedef struct {
  const char *args[8];     /* "@x" is a file of the demonstration, "%x" a file in the folder that is made */
  const char *title;       /* what the summary calls it */
  const char *members[8];  /* which numbers of the command's answer the summary shows: member, title, … */
} Step;

static const Step steps[] = {
  { { "init", "--office", DEMO_OFFICE, "--level", "village" }, N_("Office"), { "code", N_("code"), "name", N_("name") } },
  { { "import", "residents", "@居民花名册.xlsx" }, N_("Residents brought in"),
    { "added", N_("added"), "updated", N_("updated"), "flagged", N_("to look at"), "refused", N_("refused") } },
  { { "import", "households", "@农户信息台账.xlsx" }, N_("Households brought in"),
    { "added", N_("added"), "updated", N_("updated"), "flagged", N_("to look at"), "refused", N_("refused") } },
  { { "import", "elder-visit", "@特殊困难老年人探访记录.xlsx" }, N_("Visits brought in"),
    { "added", N_("added"), "updated", N_("updated"), "flagged", N_("to look at"), "refused", N_("refused") } },
  { { LEDGERS }, N_("Ledgers brought in"),
    { "ledgers", N_("ledgers"), "added", N_("added"), "flagged", N_("to look at"), "refused", N_("refused") } },
  { { "notice", "add", "--confirm", "@来文_月探访制度.pdf" }, N_("Notice read"),
    { "notices", N_("title"), "tasks", N_("deadlines kept as tasks") } },
  { { "file", "elder-visits", "--period", DEMO_PERIOD, "--out", "%探访月报_" DEMO_PERIOD ".pdf" }, N_("Filing made"),
    { "number", N_("number"), "pages", N_("pages"), "rows", N_("rows"), "sha256", "SHA-256" } },
  { { "verify", "%探访月报_" DEMO_PERIOD ".pdf" }, N_("Filing verified"),
    { "ok", N_("unaltered"), "signed_by", N_("signed by") } },
  { { "check" }, N_("Office file checked"), { "ok", N_("sound"), "changes", N_("recorded changes") } },
};

static char *
expand (const char *arg, const char *folder)
{
  g_autofree char *name = NULL;

  if (arg[0] == '%')
    return g_build_filename (folder, arg + 1, NULL);
  if (arg[0] != '@')
    return g_strdup (arg);
  name = g_build_filename ("demo", arg + 1, NULL);
  return xl_data_path (name);
}

/* The object an answer speaks of: itself, or the first of an array (files of an import have totals above them). */
static JsonObject *
find_object (JsonNode *answer)
{
  JsonArray *array;

  if (JSON_NODE_HOLDS_OBJECT (answer))
    return json_node_get_object (answer);
  if (!JSON_NODE_HOLDS_ARRAY (answer))
    return NULL;
  array = json_node_get_array (answer);
  return json_array_get_length (array) > 0 ? json_array_get_object_element (array, 0) : NULL;
}

/* What the records of a list are called, in one line. */
static void
append_titles (GString *text, JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "；" : "",
                            json_object_get_string_member_with_default (json_array_get_object_element (array, i), "title", ""));
  g_string_append_c (text, '\n');
}

static void
describe_member (GString *text, JsonObject *object, const char *member, const char *title)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return;
  g_string_append_printf (text, "    %s: ", g_strcmp0 (title, "SHA-256") == 0 ? title : _(title));
  if (JSON_NODE_HOLDS_ARRAY (node))
    append_titles (text, json_node_get_array (node));
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    g_string_append_printf (text, "%s\n", json_node_get_string (node));
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    g_string_append_printf (text, "%s\n", json_node_get_boolean (node) ? _("yes") : _("no"));
  else
    g_string_append_printf (text, "%" G_GINT64_FORMAT "\n", json_node_get_int (node));
}

static void
describe_step (GString *text, const Step *step, JsonNode *answer)
{
  JsonObject *object = find_object (answer);

  g_string_append_printf (text, "%s\n", _(step->title));
  for (guint i = 0; object != NULL && i + 1 < G_N_ELEMENTS (step->members) && step->members[i] != NULL; i += 2)
    describe_member (text, object, step->members[i], step->members[i + 1]);
}

/* What the imports of ledgers come to, added up. */
static const char *const counts[] = { "added", "updated", "unchanged", "flagged", "refused" };
typedef struct {
  gint64 ledgers, n[G_N_ELEMENTS (counts)];
} Sum;

static gboolean
import_ledger (const char *key, const char *store, Sum *sum, GError **error)
{
  g_autofree char *name = g_strdup_printf ("demo/ledgers/%s.csv", key);
  g_autofree char *path = xl_data_path (name);
  const char *const args[] = { "import", key, path, NULL };
  g_autoptr(JsonNode) answer = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  answer = xl_command_run (store, DEMO_DAY, args, error);
  if (answer == NULL)
    return FALSE;
  sum->ledgers++;
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    sum->n[i] += json_object_get_int_member_with_default (json_node_get_object (answer), counts[i], 0);
  return TRUE;
}

/* In the order of the catalogue: lists before what is due from them. */
static JsonNode *
import_ledgers (const char *store, GError **error)
{
  g_auto(GStrv) keys = xl_template_built_in_keys ();
  g_autoptr(JsonBuilder) b = json_builder_new ();
  Sum sum = { 0 };

  for (guint i = 0; keys[i] != NULL; i++)
    if (!import_ledger (keys[i], store, &sum, error))
      return NULL;
  json_builder_begin_object (b);
  xl_json_int (b, "ledgers", sum.ledgers);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    xl_json_int (b, counts[i], sum.n[i]);
  json_builder_end_object (b);
  return json_builder_get_root (b);
}

static JsonNode *
run_step (const Step *step, const char *store, const char *folder, GError **error)
{
  g_autoptr(GPtrArray) args = g_ptr_array_new_with_free_func (g_free);

  if (strcmp (step->args[0], LEDGERS) == 0)
    return import_ledgers (store, error);
  for (guint i = 0; i < G_N_ELEMENTS (step->args) && step->args[i] != NULL; i++)
    g_ptr_array_add (args, expand (step->args[i], folder));
  g_ptr_array_add (args, NULL);
  return xl_command_run (store, DEMO_DAY, (const char *const *) args->pdata, error);
}

static gboolean
run_steps (const char *store, const char *folder, GString *text, JsonBuilder *builder, GError **error)
{
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *key = steps[i].args[1] != NULL && steps[i].args[1][0] != '-' && steps[i].args[1][0] != '%'
                               ? g_strdup_printf ("%s %s", steps[i].args[0], steps[i].args[1]) : g_strdup (steps[i].args[0]);
      JsonNode *answer = run_step (&steps[i], store, folder, error);

      if (answer == NULL)
        return FALSE;
      describe_step (text, &steps[i], answer);
      json_builder_set_member_name (builder, key);
      json_builder_add_value (builder, answer);
    }
  json_builder_end_object (builder);
  return TRUE;
}

static gboolean
make_folder (const char *folder, const char *store, GError **error)
{
  if (g_file_test (store, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_REFUSED, "%s: there is an office file already; it was left as it is", store);
      return FALSE;
    }
  if (g_mkdir_with_parents (folder, 0755) == 0)
    return TRUE;
  g_set_error (error, XL_ERROR, XL_ERROR_IO, "%s: the folder cannot be made: %s", folder, g_strerror (errno));
  return FALSE;
}

static gboolean
run_demo (XlInvocation *inv, GError **error)
{
  g_autofree char *store = NULL;
  g_autofree char *summary = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (!xl_invocation_expect (inv, 1, 1, error))
    return FALSE;
  store = g_build_filename (inv->args[0], "office.xiangli", NULL);
  summary = g_build_filename (inv->args[0], "摘要.txt", NULL);
  if (!make_folder (inv->args[0], store, error) || !run_steps (store, inv->args[0], text, builder, error)
      || !g_file_set_contents (summary, text->str, -1, error))
    return FALSE;
  if (inv->json)
    xl_invocation_print_json (inv, json_builder_get_root (builder));
  else
    xl_invocation_print (inv, "%s", text->str);
  return TRUE;
}

const XlCommand xl_demo_commands[] = {
  { "demo", "demo DIR", "makes a demonstration office and does the main job in it, end to end", run_demo },
  { NULL }
};
