#include "ledgers/xl-ledger-query-commands.h"

#include "base/xl-json.h"
#include "ledgers/xl-ledger-alert-table.h"
#include "ledgers/xl-ledger-batch-table.h"
#include "ledgers/xl-ledger-json.h"
#include "ledgers/xl-ledger-row-table.h"
#include "ledgers/xl-ledger-total-table.h"
#include "ledgers/xl-period.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is asked for, as written.  Strings belong to it. */
typedef struct {
  XlInvocation *inv;
  char         *office, *period, *filter, *alert, *group;
  char        **where, **sort;
  gboolean      count_only, active, totals, all, good_only;
  JsonBuilder  *b;
  XlTemplate   *t;
  GArray       *only;
  XlLedgerQuery query;
} Asked;

static void
asked_clear (Asked *a)
{
  g_free (a->office);
  g_free (a->period);
  g_free (a->filter);
  g_free (a->alert);
  g_free (a->group);
  g_strfreev (a->where);
  g_strfreev (a->sort);
  g_clear_object (&a->b);
  g_clear_pointer (&a->t, xl_template_free);
  g_clear_pointer (&a->only, g_array_unref);
  g_clear_pointer (&a->query.filters, g_ptr_array_unref);
  g_clear_pointer (&a->query.sorts, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

/* Every @name VALUE on the line. */
static char **
take_all (XlInvocation *inv, const char *name)
{
  g_autoptr(GStrvBuilder) values = g_strv_builder_new ();
  char *value;

  while ((value = xl_invocation_take_option (inv, name)) != NULL)
    {
      g_strv_builder_add (values, value);
      g_free (value);
    }
  return g_strv_builder_end (values);
}

static gboolean
take_options (XlInvocation *inv, Asked *a, guint n_args, GError **error)
{
  a->inv = inv;
  a->office = xl_invocation_take_option (inv, "--office");
  a->period = xl_invocation_take_option (inv, "--period");
  a->filter = xl_invocation_take_option (inv, "--filter");
  a->alert = xl_invocation_take_option (inv, "--alert");
  a->group = xl_invocation_take_option (inv, "--group");
  a->where = take_all (inv, "--where");
  a->sort = take_all (inv, "--sort");
  a->count_only = xl_invocation_take_flag (inv, "--count");
  a->active = xl_invocation_take_flag (inv, "--active");
  a->totals = xl_invocation_take_flag (inv, "--totals");
  a->all = xl_invocation_take_flag (inv, "--all");
  a->good_only = xl_invocation_take_flag (inv, "--good-only");
  a->b = json_builder_new ();
  return xl_period_check (a->period, error) && xl_invocation_expect (inv, n_args, n_args, error);
}

/* The group by key, also where the title is written. */
static gboolean
read_group (Asked *a, GError **error)
{
  XlLedgerSort *sort = a->group != NULL ? xl_ledger_sort_parse (a->t, a->group, error) : NULL;

  if (sort == NULL)
    return a->group == NULL;
  g_free (a->group);
  a->group = g_strdup (sort->name);
  xl_ledger_sort_free (sort);
  a->query.group = a->group;
  return TRUE;
}

/* The query, once the template is known. */
static gboolean
make_query (XlDb *db, Asked *a, const char *key, GError **error)
{
  XlLedgerQuery *q = &a->query;

  a->t = xl_ledger_table_template (db, key, error);
  if (a->t == NULL || !read_group (a, error))
    return FALSE;
  q->office = a->office;
  q->period = a->period;
  q->filter = a->filter;
  q->today = a->inv->on;
  q->active_on = a->active ? a->inv->on : NULL;
  q->filters = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_filter_free);
  for (guint i = 0; a->where[i] != NULL; i++)
    {
      XlLedgerFilter *filter = xl_ledger_filter_parse (a->t, a->where[i], error);

      if (filter == NULL)
        return FALSE;
      g_ptr_array_add (q->filters, filter);
    }
  q->sorts = a->sort[0] != NULL ? g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_sort_free) : NULL;
  for (guint i = 0; a->sort[i] != NULL; i++)
    {
      XlLedgerSort *sort = xl_ledger_sort_parse (a->t, a->sort[i], error);

      if (sort == NULL)
        return FALSE;
      g_ptr_array_add (q->sorts, sort);
    }
  if (a->alert == NULL)
    return TRUE;
  q->only = a->only = xl_ledger_alert_ids (db, a->t, a->alert, a->office, a->inv->on, error);
  return a->only != NULL;
}

/* list KEY -------------------------------------------------------------------------------------------------------- */

static void
on_row (const XlLedgerRecord *record, const char *const *cells, gpointer data)
{
  Asked *a = data;
  g_autofree char *line = NULL;

  if (a->inv->json)
    {
      xl_ledger_json_record (a->b, a->t, record, cells);
      return;
    }
  line = g_strjoinv ("\t", (char **) cells);
  g_strdelimit (line, "\n\r", ' ');
  xl_invocation_print (a->inv, "%" G_GINT64_FORMAT "\t%s\n", record->id, line);
}

static void
add_totals (Asked *a, const XlLedgerTotals *totals)
{
  json_builder_set_member_name (a->b, "totals");
  json_builder_begin_object (a->b);
  for (guint i = 0; i < xl_template_n_fields (a->t); i++)
    {
      const XlLedgerField *f = xl_template_field (a->t, i);

      if (f->total == XL_TOTAL_NONE)
        continue;
      json_builder_set_member_name (a->b, f->key);
      json_builder_begin_object (a->b);
      xl_json_int (a->b, "filled", totals->totals[i].n);
      if (!totals->totals[i].too_large)
        xl_json_int (a->b, "sum", totals->totals[i].sum);
      json_builder_end_object (a->b);
    }
  json_builder_end_object (a->b);
}

static void
print_totals (Asked *a, const char *label, const XlLedgerTotals *totals)
{
  xl_invocation_print (a->inv, "%s\t%" G_GINT64_FORMAT, label, totals->n);
  for (guint i = 0; i < xl_template_n_fields (a->t); i++)
    {
      const XlLedgerField *f = xl_template_field (a->t, i);
      g_autofree char *words = f->total != XL_TOTAL_NONE ? xl_ledger_total_show (f, &totals->totals[i], f->total) : NULL;

      if (words != NULL && words[0] != '\0')
        xl_invocation_print (a->inv, "\t%s %s", f->title, words);
    }
  xl_invocation_print (a->inv, "\n");
}

static gboolean
list_groups (XlDb *db, Asked *a, GError **error)
{
  g_autoptr(GPtrArray) groups = xl_ledger_total_table_groups (db, a->t, &a->query, error);

  if (groups == NULL)
    return FALSE;
  json_builder_set_member_name (a->b, "groups");
  json_builder_begin_array (a->b);
  for (guint i = 0; i < groups->len; i++)
    {
      const XlLedgerGroup *g = g_ptr_array_index (groups, i);

      json_builder_begin_object (a->b);
      xl_json_string (a->b, "value", g->value);
      xl_json_string (a->b, "words", g->words);
      xl_json_int (a->b, "count", g->totals->n);
      add_totals (a, g->totals);
      json_builder_end_object (a->b);
      if (!a->inv->json)
        print_totals (a, g->words[0] != '\0' ? g->words : "-", g->totals);
    }
  json_builder_end_array (a->b);
  return TRUE;
}

static gboolean
list_rows (XlDb *db, Asked *a, const GArray *ids, GError **error)
{
  g_autoptr(XlLedgerLayout) whole = xl_ledger_layout_whole (a->t);
  XlLedgerView view = { a->t, whole, XL_MASK_INTERNAL, a->inv->on, 1 };
  gboolean ok;

  json_builder_set_member_name (a->b, "rows");
  json_builder_begin_array (a->b);
  ok = xl_ledger_row_table_read (db, &view, (const gint64 *) ids->data, ids->len, on_row, a, error);
  json_builder_end_array (a->b);
  return ok;
}

static gboolean
list_totals (XlDb *db, Asked *a, GError **error)
{
  g_autoptr(XlLedgerTotals) totals = xl_ledger_total_table_read (db, a->t, &a->query, error);

  if (totals == NULL)
    return FALSE;
  add_totals (a, totals);
  if (!a->inv->json)
    print_totals (a, _("Total"), totals);
  return TRUE;
}

static gpointer
read_list (XlDb *db, gpointer data, GError **error)
{
  Asked *a = data;
  g_autoptr(GArray) ids = make_query (db, a, a->inv->args[0], error) ? xl_ledger_table_ids (db, a->t, &a->query, error) : NULL;

  if (ids == NULL)
    return NULL;
  json_builder_begin_object (a->b);
  xl_json_string (a->b, "kind", a->t->key);
  xl_json_int (a->b, "count", ids->len);
  if (a->count_only && !a->inv->json)
    xl_invocation_print (a->inv, "%u\n", ids->len);
  if (!a->count_only && !list_rows (db, a, ids, error))
    return NULL;
  if ((a->group != NULL && !list_groups (db, a, error)) || (a->totals && !list_totals (db, a, error)))
    return NULL;
  json_builder_end_object (a->b);
  return a;
}

gboolean
xl_ledger_query_list (XlInvocation *inv, GError **error)
{
  g_auto(Asked) a = { 0 };
  g_autoptr(XlStore) store = NULL;

  if (!take_options (inv, &a, 1, error))
    return FALSE;
  store = xl_invocation_open_store (inv, XL_STORE_READ_ONLY, error);
  if (store == NULL || xl_store_read (store, read_list, &a, error) == NULL)
    return FALSE;
  if (inv->json)
    xl_invocation_print_json (inv, json_builder_get_root (a.b));
  return TRUE;
}

/* ledger set, ledger delete --------------------------------------------------------------------------------------- */

static gpointer
read_query (XlDb *db, gpointer data, GError **error)
{
  return make_query (db, data, ((Asked *) data)->inv->args[0], error) ? data : NULL;
}

/* Every record only when that is said. */
static gboolean
is_narrowed (const Asked *a, GError **error)
{
  if (a->all || a->where[0] != NULL || a->filter != NULL || a->alert != NULL)
    return TRUE;
  g_set_error_literal (error, XL_ERROR, XL_ERROR_USAGE, "takes --where FIELD=VALUE, or --all for every record");
  return FALSE;
}

static void
add_refusals (JsonBuilder *b, const XlLedgerBatch *batch)
{
  json_builder_set_member_name (b, "refusals");
  json_builder_begin_array (b);
  for (guint i = 0; i < batch->refusals->len; i++)
    {
      const XlLedgerRefusal *r = g_ptr_array_index (batch->refusals, i);

      json_builder_begin_object (b);
      xl_json_int (b, "id", r->id);
      xl_json_string (b, "field", r->field >= 0 ? xl_template_field (batch->t, (guint) r->field)->key : NULL);
      xl_json_string (b, "reason", _(r->reason));
      json_builder_end_object (b);
    }
  json_builder_end_array (b);
}

static void
tell_batch (XlInvocation *inv, const XlLedgerBatch *batch)
{
  g_autoptr(JsonBuilder) b = json_builder_new ();

  if (!inv->json)
    {
      xl_invocation_print (inv, "%u\n", batch->n_changed);
      return;
    }
  json_builder_begin_object (b);
  xl_json_string (b, "kind", batch->t->key);
  xl_json_int (b, "changed", batch->n_changed);
  xl_json_int (b, "refused", batch->n_refused);
  xl_json_int (b, "flagged", batch->n_flagged);
  add_refusals (b, batch);
  json_builder_end_object (b);
  xl_invocation_print_json (inv, json_builder_get_root (b));
}

static gboolean
run_batch (XlInvocation *inv, XlStore *store, XlLedgerBatch *batch, const char *label, XlWriteFunc func, GError **error)
{
  g_autoptr(GError) local = NULL;
  const XlLedgerRefusal *r;

  if (xl_store_write (store, XL_CHANGE_EDIT, label, func, batch, &local) >= 0)
    {
      tell_batch (inv, batch);
      return TRUE;
    }
  r = batch->refusals->len > 0 ? g_ptr_array_index (batch->refusals, 0) : NULL;
  if (r != NULL && r->id != 0)
    g_set_error (error, XL_ERROR, XL_ERROR_REFUSED, "%s: %u records are refused, record %" G_GINT64_FORMAT ", %s: %s", batch->t->key,
                 batch->n_refused, r->id, r->field >= 0 ? xl_template_field (batch->t, (guint) r->field)->key : "", _(r->reason));
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
xl_ledger_query_set (XlInvocation *inv, GError **error)
{
  g_auto(Asked) a = { 0 };
  g_autoptr(XlStore) store = NULL;
  g_autoptr(XlLedgerSort) name = NULL;
  g_autoptr(XlLedgerBatch) batch = NULL;
  g_autofree char *label = NULL;

  if (!take_options (inv, &a, 3, error) || !is_narrowed (&a, error))
    return FALSE;
  store = xl_invocation_open_store (inv, XL_STORE_DEFAULT, error);
  if (store == NULL || xl_store_read (store, read_query, &a, error) == NULL)
    return FALSE;
  name = xl_ledger_sort_parse (a.t, inv->args[1], error);   /* a field by its key or title */
  if (name == NULL)
    return FALSE;
  batch = xl_ledger_batch_new (a.t, &a.query, NULL, inv->on);
  batch->field = xl_template_find (a.t, name->name);
  if (batch->field < 0)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "%s: has no field %s", a.t->key, inv->args[1]);
      return FALSE;
    }
  batch->text = g_strdup (inv->args[2]);
  batch->period = g_strdup (a.period);
  batch->good_only = a.good_only;
  label = g_strdup_printf (_("Set %s: %s"), xl_template_field (a.t, (guint) batch->field)->title, a.t->title);
  return run_batch (inv, store, batch, label, xl_ledger_batch_set, error);
}

gboolean
xl_ledger_query_delete (XlInvocation *inv, GError **error)
{
  g_auto(Asked) a = { 0 };
  g_autoptr(XlStore) store = NULL;
  g_autoptr(XlLedgerBatch) batch = NULL;
  g_autofree char *label = NULL;

  if (!take_options (inv, &a, 1, error) || !is_narrowed (&a, error))
    return FALSE;
  store = xl_invocation_open_store (inv, XL_STORE_DEFAULT, error);
  if (store == NULL || xl_store_read (store, read_query, &a, error) == NULL)
    return FALSE;
  batch = xl_ledger_batch_new (a.t, &a.query, NULL, inv->on);
  label = g_strdup_printf (_("Delete records: %s"), a.t->title);
  return run_batch (inv, store, batch, label, xl_ledger_batch_delete, error);
}
