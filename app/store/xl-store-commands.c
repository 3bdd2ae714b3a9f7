#include "store/xl-store-commands.h"
#include "store/xl-backup.h"
#include "store/xl-check.h"
#include "store/xl-content-sweep.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* A number at least 1 from the first argument, @missing without one; 0 with @error set. */
static guint
take_number (XlInvocation *inv, guint missing, GError **error)
{
  guint64 n = missing;

  if (!xl_invocation_expect (inv, 0, 1, error))
    return 0;
  if (inv->args[0] == NULL || g_ascii_string_to_unsigned (inv->args[0], 10, 1, 1000000, &n, NULL))
    return (guint) n;
  g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "a number is wanted, not %s", inv->args[0]);
  return 0;
}

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

/* undo, redo -------------------------------------------------------------------------------------------------------- */

/* All or none: what was done before the one that does not fit goes back. */
static void
take_back (XlStore *store, gboolean redo, guint n_done)
{
  for (guint i = 0; i < n_done; i++)
    {
      g_autoptr(XlChange) change = redo ? xl_store_undo (store, NULL) : xl_store_redo (store, NULL);
    }
}

static gboolean
run_undo_or_redo (XlInvocation *inv, gboolean redo, GError **error)
{
  g_autoptr(XlStore) store = NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GError) local = NULL;
  guint n = take_number (inv, 1, error), n_done = 0;

  store = n > 0 ? xl_invocation_open_store (inv, XL_STORE_DEFAULT, error) : NULL;
  if (store == NULL)
    return FALSE;
  json_builder_begin_array (builder);
  for (guint i = 0; i < n && local == NULL; i++)
    {
      g_autoptr(XlChange) change = redo ? xl_store_redo (store, &local) : xl_store_undo (store, &local);

      if (change == NULL)
        break;
      if (!inv->json)
        xl_invocation_print (inv, redo ? _("redone: %s\n") : _("undone: %s\n"), change->label);
      json_builder_add_string_value (builder, change->label);
      n_done++;
    }
  json_builder_end_array (builder);
  /* Fewer than N: all there were. */
  if (local != NULL && (n_done == 0 || !g_error_matches (local, XL_STORE_ERROR, XL_STORE_ERROR_NOTHING)))
    {
      take_back (store, redo, n_done);
      g_string_truncate (inv->out, 0);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
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

/* log --------------------------------------------------------------------------------------------------------------- */

static gpointer
read_log (XlDb *db, gpointer data, GError **error)
{
  return xl_change_list (db, 0, GPOINTER_TO_UINT (data), error);
}

static void
print_change (XlInvocation *inv, const XlChange *c)
{
  g_autoptr(GDateTime) at = g_date_time_new_from_unix_local (c->at);
  g_autofree char *time = g_date_time_format (at, "%Y-%m-%d %H:%M");
  const char *what = c->kind == XL_CHANGE_UNDO   ? _("undo: ")
                     : c->kind == XL_CHANGE_REDO ? _("redo: ")
                                                 : "";

  xl_invocation_print (inv, "%6" G_GINT64_FORMAT "  %s  %s  %s%s%s\n", c->seq, time, c->user, what, c->label,
                       c->undone ? _(" (undone)") : "");
}

static void
add_change (JsonBuilder *builder, const XlChange *c)
{
  json_builder_begin_object (builder);
  add_number (builder, "seq", c->seq);
  add_number (builder, "at", c->at);
  add_text (builder, "user", c->user);
  add_text (builder, "label", c->label);
  add_text (builder, "kind", xl_change_kind_name (c->kind));
  add_number (builder, "target", c->target);
  add_number (builder, "rows", c->n_rows);
  json_builder_set_member_name (builder, "undone");
  json_builder_add_boolean_value (builder, c->undone);
  json_builder_end_object (builder);
}

static gboolean
run_log (XlInvocation *inv, GError **error)
{
  g_autoptr(XlStore) store = NULL;
  g_autoptr(GPtrArray) log = NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  guint n = take_number (inv, 20, error);

  store = n > 0 ? xl_invocation_open_store (inv, XL_STORE_FALL_BACK, error) : NULL;
  log = store != NULL ? xl_store_read (store, read_log, GUINT_TO_POINTER (n), error) : NULL;
  if (log == NULL)
    return FALSE;
  json_builder_begin_array (builder);
  for (guint i = 0; i < log->len; i++)
    {
      if (!inv->json)
        print_change (inv, log->pdata[i]);
      add_change (builder, log->pdata[i]);
    }
  json_builder_end_array (builder);
  if (inv->json)
    xl_invocation_print_json (inv, json_builder_get_root (builder));
  return TRUE;
}

/* check ------------------------------------------------------------------------------------------------------------- */

static gpointer
read_check (XlDb *db, gpointer data, GError **error)
{
  return xl_check_run (db, error);
}

/* A damaged file: what to do next is part of the refusal. */
static gboolean
refuse_damaged (XlInvocation *inv, const char *reason, const char *backup, GError **error)
{
  if (backup != NULL)
    g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CORRUPT, "%s; the newest good copy is %s: xiangli restore", reason, backup);
  else
    g_set_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CORRUPT, "%s; no good copy is known", reason);
  return FALSE;
}

static void
report_check (XlInvocation *inv, const XlCheck *check, const char *backup)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_text (builder, "file", inv->store_path);
  json_builder_set_member_name (builder, "ok");
  json_builder_add_boolean_value (builder, check->ok);
  add_number (builder, "changes", check->n_changes);
  add_number (builder, "first_bad", check->first_bad);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < check->problems->len; i++)
    json_builder_add_string_value (builder, check->problems->pdata[i]);
  json_builder_end_array (builder);
  add_text (builder, "newest_backup", backup);
  json_builder_end_object (builder);
  if (inv->json)
    {
      xl_invocation_print_json (inv, json_builder_get_root (builder));
      return;
    }
  for (guint i = 0; i < check->problems->len; i++)
    xl_invocation_print (inv, "%s\n", (const char *) check->problems->pdata[i]);
  if (check->ok)
    xl_invocation_print (inv, _("The file is whole: pages, references and all %lld entries of the log.\n"), (long long) check->n_changes);
}

static gboolean
run_check (XlInvocation *inv, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(XlStore) store = NULL;
  g_autoptr(XlCheck) check = NULL;
  g_autofree char *backup = NULL, *reason = NULL;

  if (!xl_invocation_expect (inv, 0, 0, error))
    return FALSE;
  store = xl_invocation_open_store (inv, XL_STORE_FALL_BACK, &local);
  check = store != NULL ? xl_store_read (store, read_check, NULL, &local) : NULL;
  if (check == NULL && !g_error_matches (local, XL_STORE_ERROR, XL_STORE_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (check == NULL || !check->ok)
    backup = xl_backup_find_newest (inv->store_path);
  if (check != NULL)
    report_check (inv, check, backup);
  if (check != NULL && check->ok)
    return TRUE;
  reason = check != NULL ? g_strdup_printf ("%s: the file is damaged", inv->store_path) : g_strdup (local->message);
  return refuse_damaged (inv, reason, backup, error);
}

/* backup, restore --------------------------------------------------------------------------------------------------- */

static gpointer
write_backup (XlDb *db, gpointer data, GError **error)
{
  return xl_backup_write (db, data, error) ? data : NULL;
}

static gint64
note_backup (XlDb *db, gpointer data, GError **error)
{
  return xl_backup_note (db, data, error) ? 0 : -1;
}

static gboolean
run_backup (XlInvocation *inv, GError **error)
{
  g_autoptr(XlStore) store = NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *path = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  GStatBuf st = { 0 };

  if (!xl_invocation_expect (inv, 1, 1, error))
    return FALSE;
  path = g_canonicalize_filename (inv->args[0], NULL);
  store = xl_invocation_open_store (inv, XL_STORE_FALL_BACK, error);
  if (store == NULL || xl_store_read (store, write_backup, path, error) == NULL)
    return FALSE;
  if (!xl_store_is_read_only (store) && xl_store_write (store, XL_CHANGE_EDIT, "backup", note_backup, path, error) < 0)
    return FALSE;
  if (!xl_store_is_read_only (store))   /* once there is a copy: a backup that is refused changes nothing */
    xl_store_write (store, XL_CHANGE_EDIT, "sweep", xl_content_sweep, &now, NULL);
  g_stat (path, &st);
  json_builder_begin_object (builder);
  add_text (builder, "file", path);
  add_number (builder, "bytes", st.st_size);
  json_builder_end_object (builder);
  if (inv->json)
    xl_invocation_print_json (inv, json_builder_get_root (builder));
  else
    xl_invocation_print (inv, _("Copied, opened and checked: %s\n"), path);
  return TRUE;
}

static gboolean
run_restore (XlInvocation *inv, GError **error)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *kept = NULL;

  if (!xl_invocation_expect (inv, 1, 1, error))
    return FALSE;
  kept = xl_backup_restore (inv->store_path, inv->args[0], error);
  if (kept == NULL)
    return FALSE;
  json_builder_begin_object (builder);
  add_text (builder, "file", inv->store_path);
  add_text (builder, "restored", inv->args[0]);
  add_text (builder, "kept", kept);
  json_builder_end_object (builder);
  if (inv->json)
    xl_invocation_print_json (inv, json_builder_get_root (builder));
  else if (*kept != '\0')
    xl_invocation_print (inv, _("Restored.  The file as it was is kept as %s\n"), kept);
  else
    xl_invocation_print (inv, _("Restored: %s\n"), inv->store_path);
  return TRUE;
}

const XlCommand xl_store_commands[] = {
  { "backup", "backup FILE", "writes a checked copy of the office file", run_backup },
  { "check", "check", "looks at every page, reference and entry of the log", run_check },
  { "log", "log [N]", "lists the last N edits: who did what when", run_log },
  { "redo", "redo [N]", "brings back the last N undone edits", run_redo },
  { "restore", "restore FILE", "puts a copy in the place of the office file, which is kept aside", run_restore },
  { "undo", "undo [N]", "takes back the last N edits", run_undo },
  { NULL }
};
