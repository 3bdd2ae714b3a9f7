#include "ledgers/xl-ledger-manage.h"
#include "ledgers/xl-ledger-query-commands.h"

#include "base/xl-json.h"
#include "ledgers/xl-ledger-alert-table.h"
#include "ledgers/xl-ledger-commands.h"
#include "ledgers/xl-ledger-json.h"
#include "ledgers/xl-ledger-row-table.h"
#include "ledgers/xl-ledger-table.h"

#include <glib/gi18n.h>
#include <string.h>

/* Strings belong to it. */
typedef struct {
  XlInvocation *inv;
  char         *key, *alert, *office;
  JsonBuilder  *b;
  XlTemplate   *t;
} Job;

static void
job_clear (Job *job)
{
  g_free (job->key);
  g_free (job->alert);
  g_free (job->office);
  g_clear_object (&job->b);
  g_clear_pointer (&job->t, xl_template_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

static gboolean
ask (XlInvocation *inv, Job *job, XlReadFunc func, GError **error)
{
  g_autoptr(XlStore) store = xl_invocation_open_store (inv, XL_STORE_READ_ONLY, error);

  job->b = json_builder_new ();
  if (store == NULL || xl_store_read (store, func, job, error) == NULL)
    return FALSE;
  if (inv->json)
    xl_invocation_print_json (inv, json_builder_get_root (job->b));
  return TRUE;
}

/* ledger show KEY -------------------------------------------------------------------------------------------------- */

static void
show_field (Job *job, guint i)
{
  const XlLedgerField *f = xl_template_field (job->t, i);

  json_builder_begin_object (job->b);
  xl_json_string (job->b, "key", f->key);
  xl_json_string (job->b, "title", f->title);
  xl_json_string (job->b, "type", xl_ledger_field_type_name (f->type));
  xl_json_boolean (job->b, "required", f->required);
  xl_json_boolean (job->b, "read_only", f->read_only);
  xl_json_string (job->b, "section", f->section);
  json_builder_end_object (job->b);
  if (!job->inv->json)
    xl_invocation_print (job->inv, "  %s\t%s\t%s%s\n", f->key, f->title, xl_ledger_field_type_name (f->type),
                         f->required ? "\t*" : "");
}

/* The keys and titles of a list whose entries begin with them. */
static void
show_list (Job *job, const char *name, const GPtrArray *list)
{
  json_builder_set_member_name (job->b, name);
  json_builder_begin_array (job->b);
  for (guint i = 0; i < list->len; i++)
    {
      char **entry = g_ptr_array_index (list, i);

      json_builder_begin_object (job->b);
      xl_json_string (job->b, "key", entry[0]);
      xl_json_string (job->b, "title", entry[1]);
      json_builder_end_object (job->b);
      if (!job->inv->json)
        xl_invocation_print (job->inv, "%s %s\t%s\n", name, entry[0], entry[1]);
    }
  json_builder_end_array (job->b);
}

static gpointer
read_ledger (XlDb *db, gpointer data, GError **error)
{
  Job *job = data;
  const XlTemplate *t = job->t = xl_ledger_table_template (db, job->key, error);

  if (t == NULL)
    return NULL;
  if (!job->inv->json)
    xl_invocation_print (job->inv, "%s\t%s\t%s\t%" G_GINT64_FORMAT "\n", t->key, t->title, t->department, t->version);
  json_builder_begin_object (job->b);
  xl_json_string (job->b, "key", t->key);
  xl_json_string (job->b, "title", t->title);
  xl_json_string (job->b, "department", t->department);
  xl_json_int (job->b, "version", t->version);
  json_builder_set_member_name (job->b, "fields");
  json_builder_begin_array (job->b);
  for (guint i = 0; i < xl_template_n_fields (t); i++)
    show_field (job, i);
  json_builder_end_array (job->b);
  show_list (job, "layouts", t->layouts);
  show_list (job, "indicators", t->indicators);
  show_list (job, "alerts", t->alerts);
  show_list (job, "reports", t->reports);
  json_builder_end_object (job->b);
  return job;
}

static gboolean
run_show (XlInvocation *inv, GError **error)
{
  g_auto(Job) job = { .inv = inv };

  if (!xl_invocation_expect (inv, 1, 1, error))
    return FALSE;
  job.key = g_strdup (inv->args[0]);
  return ask (inv, &job, read_ledger, error);
}

/* ledger alerts KEY ------------------------------------------------------------------------------------------------ */

static void
tell_alert (Job *job, const XlLedgerAlert *alert, gint64 n)
{
  if (!job->inv->json)
    xl_invocation_print (job->inv, "%s\t%s\t%s\t%" G_GINT64_FORMAT "\n", alert->key, alert->title,
                         alert->overdue ? C_("due", "overdue") : C_("due", "soon"), n);
  json_builder_begin_object (job->b);
  xl_json_string (job->b, "key", alert->key);
  xl_json_string (job->b, "title", alert->title);
  xl_json_string (job->b, "state", alert->overdue ? "overdue" : "soon");
  xl_json_int (job->b, "count", n);
  json_builder_end_object (job->b);
}

static void
on_row (const XlLedgerRecord *record, const char *const *cells, gpointer data)
{
  Job *job = data;
  g_autofree char *line = g_strjoinv ("\t", (char **) cells);

  if (job->inv->json)
    xl_ledger_json_record (job->b, job->t, record, cells);
  else
    xl_invocation_print (job->inv, "%" G_GINT64_FORMAT "\t%s\n", record->id, g_strdelimit (line, "\n\r", ' '));
}

/* The records one alert holds for. */
static gboolean
tell_records (XlDb *db, Job *job, GError **error)
{
  g_autoptr(GArray) ids = xl_ledger_alert_ids (db, job->t, job->alert, job->office, job->inv->on, error);
  g_autoptr(XlLedgerLayout) whole = xl_ledger_layout_whole (job->t);
  XlLedgerView view = { job->t, whole, XL_MASK_INTERNAL, job->inv->on, 1 };

  if (ids == NULL)
    return FALSE;
  json_builder_set_member_name (job->b, "rows");
  json_builder_begin_array (job->b);
  if (!xl_ledger_row_table_read (db, &view, (const gint64 *) ids->data, ids->len, on_row, job, error))
    return FALSE;
  json_builder_end_array (job->b);
  return TRUE;
}

static gboolean
tell_counts (XlDb *db, Job *job, GError **error)
{
  g_autoptr(GArray) counts = xl_ledger_alert_counts (db, job->t, job->office, job->inv->on, error);

  if (counts == NULL)
    return FALSE;
  json_builder_set_member_name (job->b, "alerts");
  json_builder_begin_array (job->b);
  for (guint i = 0; i < counts->len; i++)
    tell_alert (job, g_ptr_array_index (job->t->alerts, i), g_array_index (counts, gint64, i));
  json_builder_end_array (job->b);
  return TRUE;
}

static gpointer
read_alerts (XlDb *db, gpointer data, GError **error)
{
  Job *job = data;

  job->t = xl_ledger_table_template (db, job->key, error);
  if (job->t == NULL)
    return NULL;
  json_builder_begin_object (job->b);
  xl_json_string (job->b, "ledger", job->t->key);
  xl_json_string (job->b, "on", job->inv->on);
  if (job->alert != NULL ? !tell_records (db, job, error) : !tell_counts (db, job, error))
    return NULL;
  json_builder_end_object (job->b);
  return job;
}

static gboolean
run_alerts (XlInvocation *inv, GError **error)
{
  g_auto(Job) job = { .inv = inv };

  job.office = xl_invocation_take_option (inv, "--office");
  if (!xl_invocation_expect (inv, 1, 2, error))
    return FALSE;
  job.key = g_strdup (inv->args[0]);
  job.alert = g_strdup (inv->args[1]);
  return ask (inv, &job, read_alerts, error);
}

/* ledger add FILE -------------------------------------------------------------------------------------------------- */

static gint64
install (XlDb *db, gpointer data, GError **error)
{
  return xl_ledger_table_install (db, data, "file", error) ? 0 : -1;
}

static XlTemplate *
read_template (const char *path, GError **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *data = NULL;
  gsize size;

  if (info != NULL && g_file_info_get_size (info) > 1024 * 1024)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_TOO_LARGE, "%s: is too large for a template", name);
      return NULL;
    }
  if (g_file_get_contents (path, &data, &size, NULL))
    return xl_template_parse (name, data, size, error);
  g_set_error (error, XL_ERROR, XL_ERROR_IO, "%s: cannot be read", name);
  return NULL;
}

static gboolean
run_add (XlInvocation *inv, GError **error)
{
  g_autoptr(XlTemplate) t = NULL;
  g_autoptr(XlStore) store = NULL;
  g_autofree char *label = NULL;

  if (!xl_invocation_expect (inv, 1, 1, error))
    return FALSE;
  t = read_template (inv->args[0], error);
  store = t != NULL ? xl_invocation_open_store (inv, XL_STORE_DEFAULT, error) : NULL;
  if (store == NULL)
    return FALSE;
  label = g_strdup_printf (_("Add the ledger: %s"), t->title);
  if (xl_store_write (store, XL_CHANGE_EDIT, label, install, t, error) < 0)
    return FALSE;
  if (inv->json)
    {
      g_autoptr(JsonBuilder) b = json_builder_new ();

      json_builder_begin_object (b);
      xl_json_string (b, "key", t->key);
      xl_json_string (b, "title", t->title);
      xl_json_int (b, "version", t->version);
      json_builder_end_object (b);
      xl_invocation_print_json (inv, json_builder_get_root (b));
    }
  else
    xl_invocation_print (inv, "%s\t%s\n", t->key, t->title);
  return TRUE;
}

/* ledger … --------------------------------------------------------------------------------------------------------- */

static gboolean
run_list (XlInvocation *inv, GError **error)
{
  return xl_ledger_kinds[0].list (inv, error);
}

static const struct {
  const char   *name;
  XlCommandFunc run;
  gboolean      keeps;    /* its own name stays the first argument */
} parts[] = {
  { "list", run_list, TRUE },
  { "show", run_show },
  { "add", run_add },
  { "alerts", run_alerts },
  { "due", xl_ledger_due_run },
  { "report", xl_ledger_report_command },
  { "set", xl_ledger_query_set },
  { "delete", xl_ledger_query_delete },
};

gboolean
xl_ledger_manage_run (XlInvocation *inv, GError **error)
{
  g_autofree char *name = g_strdup (inv->args[0]);

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (parts); i++)
    {
      if (strcmp (parts[i].name, name) != 0)
        continue;
      if (!parts[i].keeps)
        {
          g_free (inv->args[0]);
          for (char **arg = inv->args; (arg[0] = arg[1]) != NULL; arg++)
            ;
        }
      return parts[i].run (inv, error);
    }
  g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "ledger: takes list, show, add, alerts, due, report, set or delete, not %s",
               name != NULL ? name : "nothing");
  return FALSE;
}
