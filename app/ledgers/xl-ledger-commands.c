#include "ledgers/xl-ledger-commands.h"

#include "base/xl-json.h"
#include "ledgers/xl-ledger-json.h"
#include "ledgers/xl-ledger-manage.h"
#include "ledgers/xl-ledger-query-commands.h"
#include "ledgers/xl-ledger-row-table.h"
#include "ledgers/xl-period.h"

#include <glib/gi18n.h>
#include <string.h>

/* What a list is narrowed to, and where it goes.  Strings belong to it. */
typedef struct {
  XlInvocation *inv;
  char         *key, *office, *period, *policy;
  gint64        id;
  gboolean      count_only;
  JsonBuilder  *b;
  gint64        n;
  XlTemplate   *t;
} Job;

static void
job_clear (Job *job)
{
  g_free (job->key);
  g_free (job->office);
  g_free (job->period);
  g_free (job->policy);
  g_clear_object (&job->b);
  g_clear_pointer (&job->t, xl_template_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

static gboolean
parse_job (XlInvocation *inv, Job *job, guint n_args, GError **error)
{
  job->inv = inv;
  job->count_only = xl_invocation_take_flag (inv, "--count");
  job->office = xl_invocation_take_option (inv, "--office");
  job->period = xl_invocation_take_option (inv, "--period");
  job->policy = xl_invocation_take_option (inv, "--policy");
  if (!xl_period_check (job->period, error) || !xl_invocation_expect (inv, n_args, n_args, error))
    return FALSE;
  job->key = g_strdup (inv->args[0]);
  job->b = json_builder_new ();
  return TRUE;
}

static gboolean
run_read (XlInvocation *inv, Job *job, XlReadFunc func, GError **error)
{
  g_autoptr(XlStore) store = xl_invocation_open_store (inv, XL_STORE_READ_ONLY, error);

  return store != NULL && xl_store_read (store, func, job, error) != NULL;
}

static void
finish (Job *job)
{
  if (job->inv->json)
    xl_invocation_print_json (job->inv, json_builder_get_root (job->b));
}

/* Records --------------------------------------------------------------------------------------------------------- */

static void
on_row (const XlLedgerRecord *record, const char *const *cells, gpointer data)
{
  Job *job = data;
  g_autofree char *line = NULL;

  job->n++;
  if (job->inv->json)
    {
      xl_ledger_json_record (job->b, job->t, record, cells);
      return;
    }
  line = g_strjoinv ("\t", (char **) cells);
  g_strdelimit (line, "\n\r", ' ');
  xl_invocation_print (job->inv, "%" G_GINT64_FORMAT "\t%s\n", record->id, line);
}

static gboolean
read_rows (XlDb *db, Job *job, const GArray *ids, GError **error)
{
  g_autoptr(XlLedgerLayout) whole = xl_ledger_layout_whole (job->t);
  XlLedgerView view = { job->t, whole, XL_MASK_INTERNAL, job->inv->on, 1 };

  return xl_ledger_row_table_read (db, &view, (const gint64 *) ids->data, ids->len, on_row, job, error);
}

/* show KEY ID ----------------------------------------------------------------------------------------------------- */

static gpointer
read_record (XlDb *db, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, job->id);
  job->t = xl_ledger_table_template (db, job->key, error);
  if (job->t == NULL || !read_rows (db, job, ids, error))
    return NULL;
  if (job->n > 0)
    return job;
  g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "%s: there is no record %" G_GINT64_FORMAT, job->key, job->id);
  return NULL;
}

static gboolean
run_show (XlInvocation *inv, GError **error)
{
  g_auto(Job) job = { 0 };

  if (!parse_job (inv, &job, 2, error))
    return FALSE;
  if (!g_ascii_string_to_signed (inv->args[1], 10, 1, G_MAXINT64, &job.id, NULL))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "%s: is no key of a record", inv->args[1]);
      return FALSE;
    }
  if (!run_read (inv, &job, read_record, error))
    return FALSE;
  finish (&job);
  return TRUE;
}

/* list ledgers ---------------------------------------------------------------------------------------------------- */

static gboolean
describe_ledger (XlDb *db, Job *job, const XlTemplate *t, GError **error)
{
  XlLedgerQuery query = { .office = job->office, .period = job->period };
  gint64 n = xl_ledger_table_count (db, t, &query, error);

  if (n < 0)
    return FALSE;
  if (!job->inv->json)
    {
      xl_invocation_print (job->inv, "%s\t%s\t%s\t%" G_GINT64_FORMAT "\n", t->key, t->title, t->department, n);
      return TRUE;
    }
  json_builder_begin_object (job->b);
  xl_json_string (job->b, "key", t->key);
  xl_json_string (job->b, "title", t->title);
  xl_json_string (job->b, "department", t->department);
  xl_json_int (job->b, "version", t->version);
  xl_json_int (job->b, "records", n);
  json_builder_end_object (job->b);
  return TRUE;
}

static gpointer
read_ledgers (XlDb *db, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr(GPtrArray) templates = xl_ledger_table_templates (db, error);

  if (templates == NULL)
    return NULL;
  json_builder_begin_object (job->b);
  xl_json_string (job->b, "kind", "ledgers");
  xl_json_int (job->b, "count", templates->len);
  json_builder_set_member_name (job->b, "rows");
  json_builder_begin_array (job->b);
  for (guint i = 0; i < templates->len; i++)
    if (!describe_ledger (db, job, g_ptr_array_index (templates, i), error))
      return NULL;
  json_builder_end_array (job->b);
  json_builder_end_object (job->b);
  return job;
}

static gboolean
run_list_ledgers (XlInvocation *inv, GError **error)
{
  g_auto(Job) job = { 0 };

  if (!parse_job (inv, &job, 1, error) || !run_read (inv, &job, read_ledgers, error))
    return FALSE;
  finish (&job);
  return TRUE;
}

/* Kinds ----------------------------------------------------------------------------------------------------------- */

static gpointer
read_template_of (XlDb *db, gpointer data, GError **error)
{
  return xl_ledger_table_template (db, data, error);
}

/* A built-in ledger, or one that this office was handed. */
static gboolean
knows (XlInvocation *inv, const char *name)
{
  g_auto(GStrv) keys = xl_template_built_in_keys ();
  g_autoptr(XlStore) store = NULL;
  g_autoptr(XlTemplate) t = NULL;

  if (g_strv_contains ((const char *const *) keys, name))
    return TRUE;
  store = xl_invocation_open_store (inv, XL_STORE_READ_ONLY, NULL);
  t = store != NULL ? xl_store_read (store, read_template_of, (gpointer) name, NULL) : NULL;
  return t != NULL;
}

const XlKind xl_ledger_kinds[] = {
  { "ledgers", N_("the ledgers of the office"), NULL, run_list_ledgers, NULL, NULL },
  { "KEY", N_("the records of a ledger, by its key: elder-visit"), knows, xl_ledger_query_list, run_show, xl_ledger_export },
  { NULL }
};

const XlCommand xl_ledger_commands[] = {
  { "due", "due KEY [--period YYYY-MM] [--policy P] [--office CODE]",
    N_("says who or what is due in a ledger, and what is missing"), xl_ledger_due_run },
  { "ledger",
    "ledger list | show KEY | add FILE.json | alerts KEY [ALERT] | due KEY | report KEY [REPORT] [--period P] [--year Y] [--from D] [--to D]"
    " [--office CODE] [--out FILE] | set KEY FIELD VALUE --where … | delete KEY --where …",
    N_("the ledgers themselves: what they are, what needs attention, what they report"), xl_ledger_manage_run },
  { NULL }
};
