#include "store/xl-store-commands.h"

static gboolean
run_undo_or_redo (XlInvocation *inv, gboolean redo, GError **error)
{
  g_autoptr(XlStore) store = NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  guint n = 1;

  if (!xl_invocation_expect (inv, 0, 1, error))
    return FALSE;
  if (inv->args[0] != NULL)
    n = (guint) g_ascii_strtoull (inv->args[0], NULL, 10);
  store = xl_invocation_open_store (inv, XL_STORE_DEFAULT, error);
  if (store == NULL)
    return FALSE;
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(XlChange) change = redo ? xl_store_redo (store, error) : xl_store_undo (store, error);

      if (change == NULL)
        return FALSE;
      if (!inv->json)
        xl_invocation_print (inv, "%s: %s\n", redo ? "redone" : "undone", change->label);
      json_builder_add_string_value (builder, change->label);
    }
  json_builder_end_array (builder);
  if (inv->json)
    xl_invocation_print_json (inv, json_builder_get_root (builder));
  return TRUE;
}

static gboolean
run_undo (XlInvocation *inv, GError **error)
{
  return run_undo_or_redo (inv, FALSE, error);
}

static gboolean
run_redo (XlInvocation *inv, GError **error)
{
  return run_undo_or_redo (inv, TRUE, error);
}

const XlCommand xl_store_commands[] = {
  { "undo", "undo [N]", "takes back the last N edits", run_undo },
  { "redo", "redo [N]", "brings back the last N undone edits", run_redo },
  { NULL }
};
