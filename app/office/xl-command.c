#include "office/xl-command.h"
#include "office/xl-command-list.h"

#include "base/xl-error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

char *
xl_default_store_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "xiangli", "office.xiangli", NULL);
}

static void
remove_args (char **args, guint first, guint n)
{
  guint length = g_strv_length (args);

  for (guint i = first; i < first + n; i++)
    g_free (args[i]);
  memmove (args + first, args + first + n, (length - first - n + 1) * sizeof (char *));
}

char *
xl_invocation_take_option (XlInvocation *inv, const char *name)
{
  gsize length = strlen (name);

  for (guint i = 0; inv->args[i] != NULL; i++)
    {
      char *value = NULL;

      if (strcmp (inv->args[i], "--") == 0)
        break;
      if (strcmp (inv->args[i], name) == 0 && inv->args[i + 1] != NULL)
        value = g_strdup (inv->args[i + 1]);
      else if (strncmp (inv->args[i], name, length) == 0 && inv->args[i][length] == '=')
        {
          value = g_strdup (inv->args[i] + length + 1);
          remove_args (inv->args, i, 1);
          return value;
        }
      if (value != NULL)
        {
          remove_args (inv->args, i, 2);
          return value;
        }
    }
  return NULL;
}

gboolean
xl_invocation_take_flag (XlInvocation *inv, const char *name)
{
  for (guint i = 0; inv->args[i] != NULL && strcmp (inv->args[i], "--") != 0; i++)
    if (strcmp (inv->args[i], name) == 0)
      {
        remove_args (inv->args, i, 1);
        return TRUE;
      }
  return FALSE;
}

gboolean
xl_invocation_expect (XlInvocation *inv, guint min, guint max, GError **error)
{
  gboolean plain = FALSE;
  guint n = 0;

  for (guint i = 0; inv->args[i] != NULL; i++)
    {
      if (!plain && strcmp (inv->args[i], "--") == 0)
        {
          plain = TRUE;
          remove_args (inv->args, i--, 1);
          continue;
        }
      if (!plain && g_str_has_prefix (inv->args[i], "--"))
        {
          g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "unknown option, or an option without its value: %s", inv->args[i]);
          return FALSE;
        }
      n++;
    }
  if (n >= min && n <= max)
    return TRUE;
  g_set_error (error, XL_ERROR, XL_ERROR_USAGE, n < min ? "something is missing" : "too many words");
  return FALSE;
}

XlStore *
xl_invocation_open_store (XlInvocation *inv, XlStoreFlags flags, GError **error)
{
  return xl_store_open (inv->store_path, flags, error);
}

void
xl_invocation_print_json (XlInvocation *inv, JsonNode *node)
{
  g_autoptr(JsonGenerator) generator = json_generator_new ();
  g_autofree char *text = NULL;

  json_generator_set_root (generator, node);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, NULL);
  json_node_unref (node);
  g_string_append (inv->out, text);
  g_string_append_c (inv->out, '\n');
}

void
xl_invocation_print (XlInvocation *inv, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_string_append_vprintf (inv->out, format, args);
  va_end (args);
}

static const XlCommand *
find_command (const char *name)
{
  for (guint i = 0; xl_command_lists[i] != NULL; i++)
    for (const XlCommand *c = xl_command_lists[i]; c->name != NULL; c++)
      if (strcmp (c->name, name) == 0)
        return c;
  return NULL;
}

gboolean
xl_command_exists (const char *name)
{
  return find_command (name) != NULL || strcmp (name, "help") == 0 || strcmp (name, "--help") == 0
         || strcmp (name, "--version") == 0;
}

static void
print_help (void)
{
  printf ("xiangli                 opens the window\n"
          "xiangli COMMAND …       works without a display\n\n"
          "Everywhere: --store FILE, --json, --on YYYY-MM-DD\n\n");
  for (guint i = 0; xl_command_lists[i] != NULL; i++)
    for (const XlCommand *c = xl_command_lists[i]; c->name != NULL; c++)
      printf ("  %s\n      %s\n", c->usage, c->summary);
}

static XlExit
exit_code (const GError *error)
{
  if (g_error_matches (error, XL_ERROR, XL_ERROR_USAGE))
    return XL_EXIT_USAGE;
  if (g_error_matches (error, XL_STORE_ERROR, XL_STORE_ERROR_CORRUPT)
      || g_error_matches (error, XL_STORE_ERROR, XL_STORE_ERROR_TOO_NEW))
    return XL_EXIT_STORE;
  return XL_EXIT_REFUSED;
}

static void
print_error (const XlInvocation *inv, const XlCommand *command, const GError *error, XlExit code)
{
  if (inv->json)
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();
      g_autoptr(JsonNode) root = NULL;
      g_autofree char *text = NULL;

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "error");
      json_builder_add_string_value (builder, error->message);
      json_builder_set_member_name (builder, "code");
      json_builder_add_int_value (builder, code);
      json_builder_end_object (builder);
      root = json_builder_get_root (builder);
      text = json_to_string (root, FALSE);
      fprintf (stderr, "%s\n", text);
      return;
    }
  fprintf (stderr, "xiangli: %s\n", error->message);
  if (code == XL_EXIT_USAGE && command != NULL)
    fprintf (stderr, "xiangli %s\n", command->usage);
}

static char *
today (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

static gboolean
take_common_options (XlInvocation *inv, GError **error)
{
  GDate date;

  inv->json = xl_invocation_take_flag (inv, "--json");
  inv->store_path = xl_invocation_take_option (inv, "--store");
  if (inv->store_path == NULL)
    inv->store_path = xl_default_store_path ();
  inv->on = xl_invocation_take_option (inv, "--on");
  if (inv->on == NULL)
    {
      inv->on = today ();
      return TRUE;
    }
  g_date_clear (&date, 1);
  if (strlen (inv->on) == 10 && inv->on[4] == '-' && inv->on[7] == '-')
    g_date_set_parse (&date, inv->on);
  if (g_date_valid (&date))
    return TRUE;
  g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "--on wants a day as YYYY-MM-DD, not %s", inv->on);
  return FALSE;
}

JsonNode *
xl_command_run (const char *store_path, const char *on, const char *const *args, GError **error)
{
  const XlCommand *command = find_command (args[0]);
  XlInvocation inv = { (char *) store_path, TRUE, (char *) on, NULL, NULL };
  JsonNode *node = NULL;

  if (command == NULL)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "there is no command %s", args[0]);
      return NULL;
    }
  inv.args = g_strdupv ((char **) args + 1);
  inv.out = g_string_new (NULL);
  if (command->run (&inv, error))
    node = json_from_string (inv.out->str, error);
  g_string_free (inv.out, TRUE);
  g_strfreev (inv.args);
  return node;
}

static int
refuse_word (char **argv, const char *word)
{
  XlInvocation inv = { .json = g_strv_contains ((const char *const *) argv, "--json") };
  g_autoptr(GError) error = g_error_new (XL_ERROR, XL_ERROR_USAGE, "there is no command %s; xiangli --help lists them", word);

  print_error (&inv, NULL, error, XL_EXIT_USAGE);
  return XL_EXIT_USAGE;
}

static int
run_without_command (char **argv)
{
  if (!xl_command_exists (argv[1]))
    return refuse_word (argv, argv[1]);
  if (strcmp (argv[1], "--version") == 0)
    printf ("xiangli %s\n", XL_VERSION);
  else
    print_help ();
  return XL_EXIT_DONE;
}

/* What the command has to say; a full disk or a closed pipe is an error like any other. */
static XlExit
print_answer (const XlInvocation *inv, const XlCommand *command, XlExit code)
{
  g_autoptr(GError) error = NULL;

  if (fwrite (inv->out->str, 1, inv->out->len, stdout) == inv->out->len && fflush (stdout) == 0)
    return code;
  g_set_error (&error, XL_ERROR, XL_ERROR_IO, "standard output: %s", g_strerror (errno));
  if (code != XL_EXIT_DONE)
    return code;
  print_error (inv, command, error, XL_EXIT_REFUSED);
  return XL_EXIT_REFUSED;
}

int
xl_command_main (int argc, char **argv)
{
  const XlCommand *command = find_command (argv[1]);
  XlInvocation inv = { 0 };
  g_autoptr(GError) error = NULL;
  XlExit code = XL_EXIT_DONE;

  if (command == NULL || (argc > 2 && strcmp (argv[2], "--help") == 0))
    {
      if (command != NULL)
        printf ("xiangli %s\n    %s\n", command->usage, command->summary);
      else
        return run_without_command (argv);
      return XL_EXIT_DONE;
    }
  inv.args = g_strdupv (argv + 2);
  inv.out = g_string_new (NULL);
  if (!take_common_options (&inv, &error) || !command->run (&inv, &error))
    {
      code = exit_code (error);
      print_error (&inv, command, error, code);
    }
  code = print_answer (&inv, command, code);
  g_string_free (inv.out, TRUE);
  g_strfreev (inv.args);
  g_free (inv.store_path);
  g_free (inv.on);
  return code;
}
