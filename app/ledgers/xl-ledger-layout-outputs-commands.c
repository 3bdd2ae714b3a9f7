#include "ledgers/xl-ledger-layout-private.h"

#include "base/xl-json.h"

#include <glib/gi18n.h>

static void
add_output (XlLayoutJob *job, const XlLayoutOutput *o)
{
  JsonBuilder *b = job->b;

  json_builder_begin_object (b);
  xl_json_int (b, "id", o->id);
  xl_json_string (b, "on", o->made_on);
  xl_json_string (b, "user", o->user);
  xl_json_string (b, "ledger", o->ledger);
  xl_json_string (b, "department", o->department);
  xl_json_string (b, "title", o->title);
  xl_json_string (b, "kind", o->kind);
  xl_json_string (b, "file", o->file);
  xl_json_string (b, "mask", o->mask);
  xl_json_string (b, "period", o->period);
  xl_json_int (b, "rows", o->n_rows);
  xl_json_int (b, "filled", o->n_filled);
  xl_json_int (b, "typed", o->n_typed);
  xl_json_int (b, "empty", o->n_empty);
  json_builder_end_object (b);
}

static void
add_burden (XlLayoutJob *job, const XlLayoutBurden *burden)
{
  JsonBuilder *b = job->b;

  json_builder_begin_object (b);
  xl_json_string (b, "month", burden->month);
  xl_json_string (b, "department", burden->department);
  xl_json_int (b, "forms", burden->n_forms);
  xl_json_int (b, "outputs", burden->n_outputs);
  xl_json_int (b, "filled", burden->n_filled);
  xl_json_int (b, "typed", burden->n_typed);
  json_builder_end_object (b);
}

static void
print_outputs (XlLayoutJob *job, GPtrArray *outputs, GPtrArray *burdens)
{
  for (guint i = 0; i < outputs->len; i++)
    {
      const XlLayoutOutput *o = g_ptr_array_index (outputs, i);

      xl_invocation_print (job->inv, "%s\t%s\t%s\t%s\t%s\t%d\t%d\t%d\n", o->made_on, o->department, o->title, o->kind, o->file,
                           (int) o->n_rows, (int) o->n_filled, (int) o->n_typed);
    }
  for (guint i = 0; i < burdens->len; i++)
    {
      const XlLayoutBurden *b = g_ptr_array_index (burdens, i);

      xl_invocation_print (job->inv, _("%s %s: %u forms, made %u times; %u cells filled from the ledgers, %u by hand\n"), b->month,
                           b->department, (guint) b->n_forms, (guint) b->n_outputs, (guint) b->n_filled, (guint) b->n_typed);
    }
}

static gpointer
read_outputs (XlDb *db, gpointer data, GError **error)
{
  XlLayoutJob *job = data;
  g_autoptr(GPtrArray) outputs = xl_layout_output_list (db, job->key, job->department, job->from, job->to, error);
  g_autoptr(GPtrArray) burdens = outputs != NULL ? xl_layout_output_burden (db, job->key, job->department, job->from, job->to, error) : NULL;

  if (burdens == NULL)
    return NULL;
  json_builder_begin_object (job->b);
  json_builder_set_member_name (job->b, "outputs");
  json_builder_begin_array (job->b);
  for (guint i = 0; i < outputs->len; i++)
    add_output (job, g_ptr_array_index (outputs, i));
  json_builder_end_array (job->b);
  json_builder_set_member_name (job->b, "totals");
  json_builder_begin_array (job->b);
  for (guint i = 0; i < burdens->len; i++)
    add_burden (job, g_ptr_array_index (burdens, i));
  json_builder_end_array (job->b);
  json_builder_end_object (job->b);
  if (!job->inv->json)
    print_outputs (job, outputs, burdens);
  return job;
}

gboolean
xl_layout_run_outputs (XlInvocation *inv, GError **error)
{
  g_auto(XlLayoutJob) job = { 0 };

  job.key = xl_invocation_take_option (inv, "--ledger");
  job.department = xl_invocation_take_option (inv, "--department");
  job.from = xl_invocation_take_option (inv, "--from");
  job.to = xl_invocation_take_option (inv, "--to");
  if (!xl_invocation_expect (inv, 1, 1, error) || !xl_layout_job_open (&job, inv, XL_STORE_READ_ONLY, error)
      || xl_store_read (job.store, read_outputs, &job, error) == NULL)
    return FALSE;
  xl_layout_job_finish (&job);
  return TRUE;
}
