#include "ledgers/xl-ledger-manage.h"

#include "base/xl-json.h"
#include "ledgers/xl-due-every-table.h"
#include "ledgers/xl-due-table.h"
#include "ledgers/xl-ledger-json.h"
#include "ledgers/xl-ledger-table.h"

#include <glib/gi18n.h>
#include <string.h>

/* Strings belong to it. */
typedef struct {
  XlInvocation *inv;
  char         *key, *office, *period, *policy;
  JsonBuilder  *b;
} Job;

static void
job_clear (Job *job)
{
  g_free (job->key);
  g_free (job->office);
  g_free (job->period);
  g_free (job->policy);
  g_clear_object (&job->b);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

/* Everybody of a list ---------------------------------------------------------------------------------------------- */

/* Whether @period is as long as the ledger's own. */
static gboolean
is_period_of (const XlTemplate *t, const char *period)
{
  char first[11], last[11];
  g_autofree char *own = xl_period_days (period, first, last) ? xl_template_period_of (t->period, first) : NULL;

  return g_strcmp0 (own, period) == 0;
}

static gboolean
tell_month (XlDb *db, Job *job, const XlTemplate *t, GError **error)
{
  g_autofree char *now = xl_template_period_of (t->period, job->inv->on);
  const char *period = job->period != NULL ? job->period : now;
  g_autoptr(XlMonthVisits) month = NULL;
  g_autofree char *rate = NULL;

  if (t->due != NULL && !is_period_of (t, period))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "--period: takes one like %s", now);
      return FALSE;
    }
  month = xl_due_table_month (db, t, job->office, period, job->policy, error);
  if (month == NULL)
    return FALSE;
  xl_ledger_json_month (job->b, month);
  rate = xl_visit_rate_words (&month->rate);
  if (!job->inv->json)
    xl_invocation_print (job->inv, "%s\t%d/%d\t%s\t%s\n", month->period, month->rate.visited, month->rate.due, rate,
                         month->policy_title);
  for (guint i = 0; !job->inv->json && i < month->names->len; i++)
    xl_invocation_print (job->inv, "  %s\n", (const char *) g_ptr_array_index (month->names, i));
  return TRUE;
}

/* So many records -------------------------------------------------------------------------------------------------- */

static void
tell_item (Job *job, const XlDueItem *item)
{
  static const char *const words[] = { NC_("due", "done"), NC_("due", "open"), NC_("due", "overdue") };

  if (!job->inv->json)
    {
      xl_invocation_print (job->inv, "%s\t%s\t%u/%u\t%s\t%s\n", item->period, item->code != NULL ? item->code->name : "", item->done,
                           item->expected, item->deadline, g_dpgettext2 (NULL, "due", words[item->state]));
      return;
    }
  json_builder_begin_object (job->b);
  xl_json_string (job->b, "period", item->period);
  xl_json_string (job->b, "code", item->code != NULL ? item->code->code : NULL);
  xl_json_string (job->b, "name", item->code != NULL ? item->code->name : NULL);
  xl_json_int (job->b, "expected", item->expected);
  xl_json_int (job->b, "done", item->done);
  xl_json_string (job->b, "deadline", item->deadline);
  xl_json_string (job->b, "state", xl_due_state_name (item->state));
  json_builder_end_object (job->b);
}

static gboolean
tell_every (XlDb *db, Job *job, const XlTemplate *t, GError **error)
{
  g_autoptr(GPtrArray) items = xl_due_every_table_list (db, t, job->office, job->inv->on, error);

  if (items == NULL)
    return FALSE;
  json_builder_begin_object (job->b);
  xl_json_string (job->b, "ledger", t->key);
  xl_json_string (job->b, "on", job->inv->on);
  for (int state = XL_DUE_DONE; state <= XL_DUE_OVERDUE; state++)
    xl_json_int (job->b, xl_due_state_name ((XlDueState) state), xl_due_items_count (items, (XlDueState) state));
  json_builder_set_member_name (job->b, "items");
  json_builder_begin_array (job->b);
  for (guint i = 0; i < items->len; i++)
    {
      const XlDueItem *item = g_ptr_array_index (items, i);

      if (job->period == NULL || strcmp (job->period, item->period) == 0)
        tell_item (job, item);
    }
  json_builder_end_array (job->b);
  json_builder_end_object (job->b);
  return TRUE;
}

static gpointer
read_due (XlDb *db, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr(XlTemplate) t = xl_ledger_table_template (db, job->key, error);

  if (t == NULL)
    return NULL;
  return (t->every != NULL ? tell_every (db, job, t, error) : tell_month (db, job, t, error)) ? job : NULL;
}

gboolean
xl_ledger_due_run (XlInvocation *inv, GError **error)
{
  g_auto(Job) job = { .inv = inv };
  g_autoptr(XlStore) store = NULL;

  job.office = xl_invocation_take_option (inv, "--office");
  job.period = xl_invocation_take_option (inv, "--period");
  job.policy = xl_invocation_take_option (inv, "--policy");
  if (!xl_invocation_expect (inv, 1, 1, error))
    return FALSE;
  job.key = g_strdup (inv->args[0]);
  job.b = json_builder_new ();
  store = xl_invocation_open_store (inv, XL_STORE_READ_ONLY, error);
  if (store == NULL || xl_store_read (store, read_due, &job, error) == NULL)
    return FALSE;
  if (inv->json)
    xl_invocation_print_json (inv, json_builder_get_root (job.b));
  return TRUE;
}
