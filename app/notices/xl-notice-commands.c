#include "notices/xl-notice-commands.h"
#include "notices/xl-notice-keep-commands.h"
#include "notices/xl-task-table.h"

#include "base/xl-error.h"
#include "base/xl-json.h"
#include "office/xl-office-table.h"

#include <glib/gi18n.h>
#include <string.h>

/* Reading only ------------------------------------------------------------------------------------------------------- */

static void
print_line (XlInvocation *inv, const char *label, const char *value)
{
  if (value != NULL && *value != '\0')
    xl_invocation_print (inv, "%s: %s\n", label, value);
}

static char *
values (const GPtrArray *facts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < facts->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", ((XlFact *) facts->pdata[i])->value);
  return g_string_free (text, FALSE);
}

static void
print_tasks (XlInvocation *inv, const XlNotice *notice)
{
  for (guint i = 0; i < notice->tasks->len; i++)
    {
      const XlNoticeTask *task = notice->tasks->pdata[i];

      xl_invocation_print (inv, "%s: %s (%s)%s%s%s%s\n", _("Task"), task->fact->value, task->due, task->to != NULL ? " → " : "",
                           task->to != NULL ? task->to : "", task->doubt != NULL ? " – " : "", task->doubt != NULL ? _(task->doubt) : "");
    }
  for (guint i = 0; i < notice->suspicious->len; i++)
    xl_invocation_print (inv, "%s: %s\n", _(((XlFact *) notice->suspicious->pdata[i])->value), ((XlFact *) notice->suspicious->pdata[i])->raw);
}

static void
print_file (XlInvocation *inv, const XlNoticeFile *file)
{
  const XlNotice *n = file->notice;
  g_autofree char *issuers = values (n->issuers), *recipients = values (n->recipients), *attachments = values (n->attachments);

  print_line (inv, _("File"), file->name);
  print_line (inv, _("Title"), n->title != NULL ? n->title->value : NULL);
  print_line (inv, _("Document number"), n->number != NULL ? n->number->value : NULL);
  print_line (inv, _("Issued by"), issuers);
  print_line (inv, _("Date"), n->written_date != NULL ? n->written_date->value : NULL);
  print_line (inv, _("Sent to"), recipients);
  print_line (inv, _("Attachments"), attachments);
  print_tasks (inv, n);
  for (guint i = 0; file->read->warnings[i] != NULL; i++)
    xl_invocation_print (inv, "%s: %s\n", _("The file would run something by itself; nothing was run"), file->read->warnings[i]);
  if (file->read->ocr_missing)
    xl_invocation_print (inv, "%s\n", _("Some pages are pictures, and this machine cannot read pictures of text."));
}

/* What stands in place of the facts when a file is refused. */
static JsonNode *
refusal (const char *path, const GError *error)
{
  g_autoptr(JsonBuilder) b = json_builder_new ();
  g_autofree char *name = g_path_get_basename (path);

  json_builder_begin_object (b);
  xl_json_int (b, "schema", 1);
  xl_json_string (b, "file", name);
  xl_json_string (b, "expect", "error");
  xl_json_string (b, "error_kind", xl_notice_reader_error_kind (error));
  xl_json_string (b, "error", error->message);
  json_builder_end_object (b);
  return json_builder_get_root (b);
}

static gboolean
run_read (XlInvocation *inv, const char *password, GError **error)
{
  g_autoptr(JsonArray) list = json_array_new ();
  gboolean ok = TRUE;

  for (guint i = 0; inv->args[i] != NULL; i++)
    {
      g_autoptr(GError) problem = NULL;
      g_autoptr(XlNoticeFile) file = xl_notice_file_read (inv->args[i], password, NULL, NULL, &problem);

      if (inv->json)
        json_array_add_element (list, file != NULL ? xl_notice_file_to_json (file) : refusal (inv->args[i], problem));
      else if (file != NULL)
        print_file (inv, file);
      if (file == NULL && ok)
        g_propagate_error (error, g_steal_pointer (&problem));
      ok = ok && file != NULL;
    }
  if (inv->json)
    {
      JsonNode *root = json_array_get_length (list) == 1 ? json_array_dup_element (list, 0) : json_node_init_array (json_node_alloc (), list);

      xl_invocation_print_json (inv, root);
    }
  return ok;
}

/* Reading and keeping ------------------------------------------------------------------------------------------------- */

typedef struct {
  GPtrArray  *files;       /* XlNoticeFile */
  const char *received;
  const char *confirmed_by;
  gboolean    json;
  JsonArray  *kept;
  guint       n_added, n_there, n_tasks;
} Keep;

static void
note_kept (Keep *keep, const XlNoticeFile *file, gint64 id, gboolean was_there, guint n_tasks)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", id);
  json_object_set_string_member (object, "file", file->name);
  if (file->notice->title != NULL)
    json_object_set_string_member (object, "title", file->notice->title->value);
  else
    json_object_set_null_member (object, "title");
  json_object_set_boolean_member (object, "was_there", was_there);
  json_object_set_string_member (object, "state", keep->confirmed_by != NULL ? "confirmed" : "read");
  json_object_set_int_member (object, "tasks", n_tasks);
  json_array_add_object_element (keep->kept, object);
  *(was_there ? &keep->n_there : &keep->n_added) += 1;
  keep->n_tasks += n_tasks;
}

static gboolean
keep_one (XlDb *db, const char *office, Keep *keep, const XlNoticeFile *file, GError **error)
{
  g_autoptr(XlNoticeRow) row = xl_notice_keep_row (file, office, keep->received);
  g_autoptr(GPtrArray) tasks = NULL;
  gboolean was_there;
  gint64 id;

  if (keep->confirmed_by != NULL)
    tasks = xl_notice_keep_tasks (file, office, keep->received, keep->confirmed_by);
  id = xl_notice_table_find (db, office, row->sha256, error);
  if (id < 0)
    return FALSE;
  if (id > 0)   /* what a person confirmed is not written over */
    {
      note_kept (keep, file, id, TRUE, 0);
      return TRUE;
    }
  row->confirmed_by = g_strdup (keep->confirmed_by);
  id = xl_notice_keep (db, row, file->pdf, tasks, &was_there, error);
  if (id > 0)
    note_kept (keep, file, id, FALSE, tasks != NULL ? tasks->len : 0);
  return id > 0;
}

static gint64
keep_all (XlDb *db, gpointer data, GError **error)
{
  Keep *keep = data;
  g_autoptr(XlOffice) office = xl_office_table_own (db, error);

  if (office == NULL)
    return -1;
  for (guint i = 0; i < keep->files->len; i++)
    if (!keep_one (db, office->code, keep, keep->files->pdata[i], error))
      return -1;
  return keep->n_added;
}

static void
print_kept (XlInvocation *inv, const Keep *keep)
{
  g_autoptr(JsonBuilder) b = json_builder_new ();

  if (!inv->json)
    {
      xl_invocation_print (inv, _("%u added, %u already there, %u tasks\n"), keep->n_added, keep->n_there, keep->n_tasks);
      return;
    }
  json_builder_begin_object (b);
  xl_json_int (b, "added", keep->n_added);
  xl_json_int (b, "unchanged", keep->n_there);
  xl_json_int (b, "tasks", keep->n_tasks);
  json_builder_set_member_name (b, "notices");
  json_builder_add_value (b, json_node_init_array (json_node_alloc (), keep->kept));
  json_builder_end_object (b);
  xl_invocation_print_json (inv, json_builder_get_root (b));
}

static gboolean
run_add (XlInvocation *inv, const char *password, GError **error)
{
  g_autoptr(XlStore) store = NULL;
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_notice_file_free);
  g_autoptr(JsonArray) kept = json_array_new ();
  gboolean confirm = xl_invocation_take_flag (inv, "--confirm");
  Keep keep = { files, inv->on, NULL, inv->json, kept, 0, 0, 0 };
  g_autofree char *label = NULL;

  if (!xl_invocation_expect (inv, 2, 1000, error))
    return FALSE;
  store = xl_invocation_open_store (inv, XL_STORE_DEFAULT, error);
  if (store == NULL)
    return FALSE;
  for (guint i = 1; inv->args[i] != NULL; i++)
    {
      XlNoticeFile *file = xl_notice_file_read (inv->args[i], password, inv->on, NULL, error);

      if (file == NULL)
        return FALSE;
      g_ptr_array_add (files, file);
    }
  keep.confirmed_by = confirm ? xl_store_get_user (store) : NULL;
  label = g_strdup_printf ("来文：%s", ((XlNoticeFile *) files->pdata[0])->name);
  if (xl_store_write (store, XL_CHANGE_EDIT, label, keep_all, &keep, error) < 0)
    return FALSE;
  print_kept (inv, &keep);
  return TRUE;
}

static gboolean
run_notice (XlInvocation *inv, GError **error)
{
  g_autofree char *password = xl_invocation_take_option (inv, "--password");

  if (inv->args[0] != NULL && strcmp (inv->args[0], "add") == 0)
    return run_add (inv, password, error);
  if (!xl_invocation_expect (inv, 1, 1000, error))
    return FALSE;
  return run_read (inv, password, error);
}

/* Tasks ------------------------------------------------------------------------------------------------------------- */

typedef struct {
  gint64      id;
  const char *word, *due, *on;
} Mark;

static gint64
mark_task (XlDb *db, gpointer data, GError **error)
{
  const Mark *mark = data;

  if (strcmp (mark->word, "done") == 0)
    return xl_task_table_mark_done (db, mark->id, mark->due, mark->on, error) ? 1 : -1;
  return xl_task_table_set_state (db, mark->id, strcmp (mark->word, "open") == 0 ? XL_TASK_OPEN : XL_TASK_DISMISSED, error) ? 1 : -1;
}

static gboolean
run_task (XlInvocation *inv, GError **error)
{
  g_autofree char *due = xl_invocation_take_option (inv, "--due");
  g_autoptr(XlStore) store = NULL;
  Mark mark = { 0, NULL, due, inv->on };

  if (!xl_invocation_expect (inv, 2, 2, error))
    return FALSE;
  mark.word = inv->args[0];
  mark.id = g_ascii_strtoll (inv->args[1], NULL, 10);
  if (strcmp (mark.word, "done") != 0 && strcmp (mark.word, "dismiss") != 0 && strcmp (mark.word, "open") != 0)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "task: %s: done, dismiss or open", mark.word);
      return FALSE;
    }
  store = xl_invocation_open_store (inv, XL_STORE_DEFAULT, error);
  if (store == NULL || xl_store_write (store, XL_CHANGE_EDIT, strcmp (mark.word, "done") == 0 ? "办结任务" : "任务状态", mark_task, &mark, error) < 0)
    return FALSE;
  if (inv->json)
    {
      g_autoptr(JsonBuilder) b = json_builder_new ();

      json_builder_begin_object (b);
      xl_json_int (b, "id", mark.id);
      xl_json_string (b, "did", mark.word);
      json_builder_end_object (b);
      xl_invocation_print_json (inv, json_builder_get_root (b));
    }
  return TRUE;
}

const XlCommand xl_notice_commands[] = {
  { "notice", "notice FILE… [--password P] | notice add FILE… [--password P] [--confirm]",
    "reads notices: who asks for what by when; with add keeps them", run_notice },
  { "task", "task done|dismiss|open ID [--due DAY]", "says that a task, or one occurrence of it, is done", run_task },
  { NULL }
};
