#include "ledgers/xl-ledger-manage.h"

#include "base/xl-json.h"
#include "ledgers/xl-period.h"
#include "ledgers/xl-ledger-report-file.h"
#include "ledgers/xl-ledger-table.h"

/* Strings belong to it. */
typedef struct {
  XlInvocation *inv;
  char         *key, *report, *office, *period, *year, *from, *to, *out;
  JsonBuilder  *b;
} Job;

static void
job_clear (Job *job)
{
  g_free (job->key);
  g_free (job->report);
  g_free (job->office);
  g_free (job->period);
  g_free (job->year);
  g_free (job->from);
  g_free (job->to);
  g_free (job->out);
  g_clear_object (&job->b);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

/* Which there are -------------------------------------------------------------------------------------------------- */

static void
list_reports (Job *job, const XlTemplate *t)
{
  json_builder_begin_object (job->b);
  xl_json_string (job->b, "ledger", t->key);
  json_builder_set_member_name (job->b, "reports");
  json_builder_begin_array (job->b);
  for (guint i = 0; i < t->reports->len; i++)
    {
      const XlLedgerReport *r = g_ptr_array_index (t->reports, i);

      json_builder_begin_object (job->b);
      xl_json_string (job->b, "key", r->key);
      xl_json_string (job->b, "title", r->title);
      json_builder_end_object (job->b);
      if (!job->inv->json)
        xl_invocation_print (job->inv, "%s\t%s\n", r->key, r->title);
    }
  json_builder_end_array (job->b);
  json_builder_end_object (job->b);
}

/* One of them ------------------------------------------------------------------------------------------------------ */

static void
add_cell (JsonBuilder *b, const XlLedgerField *f, const XlValue *value, const char *words)
{
  gboolean is_number = xl_ledger_field_is_number (f->type) && f->type != XL_LEDGER_PERSON && f->type != XL_LEDGER_HOUSEHOLD;

  if (!value->set)
    xl_json_null (b, f->key);
  else if (is_number)
    xl_json_int (b, f->key, value->number);
  else
    xl_json_filled (b, f->key, words);
}

static void
tell_row (Job *job, const XlLedgerReportResult *result, guint row)
{
  const GPtrArray *columns = result->report->columns;

  json_builder_begin_object (job->b);
  for (guint i = 0; i < columns->len; i++)
    {
      const XlLedgerField *f = g_ptr_array_index (columns, i);
      g_autofree char *words = xl_ledger_report_cell (result, row, i);

      add_cell (job->b, f, &g_array_index ((GArray *) g_ptr_array_index (result->rows, row), XlValue, i), words);
      if (!job->inv->json && job->out == NULL)
        xl_invocation_print (job->inv, "%s%s", g_strdelimit (words, "\n\t", ' '), i + 1 < columns->len ? "\t" : "\n");
    }
  json_builder_end_object (job->b);
}

static void
tell_result (Job *job, const XlLedgerReportResult *result)
{
  json_builder_begin_object (job->b);
  xl_json_string (job->b, "ledger", result->t->key);
  xl_json_string (job->b, "report", result->report->key);
  xl_json_string (job->b, "title", result->report->title);
  xl_json_int (job->b, "count", result->rows->len);
  xl_json_boolean (job->b, "cut", result->cut);
  json_builder_set_member_name (job->b, "rows");
  json_builder_begin_array (job->b);
  for (guint i = 0; i < result->rows->len; i++)
    tell_row (job, result, i);
  json_builder_end_array (job->b);
  json_builder_end_object (job->b);
}

static gpointer
read_report (XlDb *db, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr(XlTemplate) t = xl_ledger_table_template (db, job->key, error);
  XlQuestion question = { job->office, job->inv->on, job->period, job->year, job->from, job->to };
  g_autoptr(XlLedgerReportResult) result = NULL;

  if (t == NULL)
    return NULL;
  if (job->report == NULL)
    {
      list_reports (job, t);
      return job;
    }
  result = xl_ledger_report_run (db, t, job->report, &question, error);
  if (result == NULL || (job->out != NULL && !xl_ledger_report_write (result, job->out, error)))
    return NULL;
  tell_result (job, result);
  return job;
}

static gboolean
judge_option (const char *option, const char *text, XlLedgerPeriod kind, const char *form, GError **error)
{
  if (text == NULL || xl_period_kind (text) == kind)
    return TRUE;
  g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "%s: takes %s", option, form);
  return FALSE;
}

/* A span that is none would only look like a report without rows. */
static gboolean
judge_span (const Job *job, GError **error)
{
  return xl_period_check (job->period, error) && judge_option ("--year", job->year, XL_PERIOD_YEAR, "YYYY", error)
         && judge_option ("--from", job->from, XL_PERIOD_DAY, "YYYY-MM-DD", error)
         && judge_option ("--to", job->to, XL_PERIOD_DAY, "YYYY-MM-DD", error);
}

gboolean
xl_ledger_report_command (XlInvocation *inv, GError **error)
{
  g_auto(Job) job = { .inv = inv };
  g_autoptr(XlStore) store = NULL;

  job.office = xl_invocation_take_option (inv, "--office");
  job.period = xl_invocation_take_option (inv, "--period");
  job.year = xl_invocation_take_option (inv, "--year");
  job.from = xl_invocation_take_option (inv, "--from");
  job.to = xl_invocation_take_option (inv, "--to");
  job.out = xl_invocation_take_option (inv, "--out");
  if (!xl_invocation_expect (inv, 1, 2, error) || !judge_span (&job, error))
    return FALSE;
  job.key = g_strdup (inv->args[0]);
  job.report = g_strdup (inv->args[1]);
  job.b = json_builder_new ();
  store = xl_invocation_open_store (inv, XL_STORE_READ_ONLY, error);
  if (store == NULL || xl_store_read (store, read_report, &job, error) == NULL)
    return FALSE;
  if (inv->json)
    xl_invocation_print_json (inv, json_builder_get_root (job.b));
  return TRUE;
}
