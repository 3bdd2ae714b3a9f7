#include "ledgers/xl-ledger-layout-commands.h"

#include "base/xl-json.h"
#include "base/xl-mask.h"
#include "ledgers/xl-ledger-layout-private.h"
#include "ledgers/xl-ledger-table.h"

#include <glib/gi18n.h>
#include <string.h>

void
xl_layout_job_clear (XlLayoutJob *job)
{
  char *texts[] = { job->key, job->name, job->path, job->title, job->department, job->columns, job->like, job->form, job->sheet,
                    job->mask, job->paper, job->sign, job->order, job->from, job->to };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_strfreev (job->above);
  g_strfreev (job->where);
  g_clear_object (&job->store);
  g_clear_object (&job->b);
  g_clear_pointer (&job->t, xl_template_free);
  g_clear_pointer (&job->entry, xl_layout_entry_free);
  g_clear_pointer (&job->layout, xl_ledger_layout_free);
  g_clear_pointer (&job->bytes, g_bytes_unref);
}

void
xl_layout_job_finish (XlLayoutJob *job)
{
  if (job->inv->json)
    xl_invocation_print_json (job->inv, json_builder_get_root (job->b));
}

/* A mistake of the command line comes before any look at the store. */
gboolean
xl_layout_job_open (XlLayoutJob *job, XlInvocation *inv, XlStoreFlags flags, GError **error)
{
  job->inv = inv;
  job->b = json_builder_new ();
  job->store = xl_invocation_open_store (inv, flags, error);
  return job->store != NULL;
}

/* What a layout is, in JSON ---------------------------------------------------------------------------------------- */

static void
add_column (JsonBuilder *b, const XlTemplate *t, const XlLayoutColumn *c)
{
  g_autofree char *source = xl_layout_column_source (t, c);

  json_builder_begin_object (b);
  xl_json_string (b, "source", source);
  xl_json_string (b, "heading", c->heading);
  if (c->text != NULL)
    xl_json_string (b, c->kind == XL_LAYOUT_MISSING ? "missing" : "text", c->text);
  xl_json_boolean (b, "codes", c->codes);
  xl_json_string (b, "mask", xl_mask_profile_name ((XlMaskProfile) c->mask));
  json_builder_end_object (b);
}

void
xl_layout_job_add (XlLayoutJob *job, const XlLayoutEntry *entry, gboolean whole)
{
  const XlLedgerLayout *l = entry->layout;
  g_autofree char *name = xl_ledger_layout_name (l);

  json_builder_begin_object (job->b);
  if (entry->id != 0)
    xl_json_int (job->b, "id", entry->id);
  else
    xl_json_string (job->b, "key", l->key);
  xl_json_string (job->b, "ledger", entry->ledger);
  xl_json_string (job->b, "name", entry->id != 0 ? name : l->title);
  xl_json_string (job->b, "department", l->department);
  xl_json_string (job->b, "title", l->title);
  xl_json_string (job->b, "origin", entry->id == 0 ? "template" : l->form != NULL ? "form" : "office");
  xl_json_string (job->b, "mask", l->mask);
  xl_json_string (job->b, "paper", l->paper);
  xl_json_int (job->b, "missing", xl_ledger_layout_n_missing (l));
  json_builder_set_member_name (job->b, "columns");
  if (whole)
    {
      json_builder_begin_array (job->b);
      for (guint i = 0; i < l->columns->len; i++)
        add_column (job->b, job->t, g_ptr_array_index (l->columns, i));
      json_builder_end_array (job->b);
    }
  else
    json_builder_add_int_value (job->b, l->columns->len);
  json_builder_end_object (job->b);
}

/* list ------------------------------------------------------------------------------------------------------------ */

static void
print_entry (XlLayoutJob *job, const XlLayoutEntry *entry)
{
  g_autofree char *name = xl_ledger_layout_name (entry->layout);
  guint missing = xl_ledger_layout_n_missing (entry->layout);

  xl_invocation_print (job->inv, "%s\t%s\t%s\t%u", entry->ledger, entry->layout->key, entry->id != 0 ? name : entry->layout->title,
                       entry->layout->columns->len);
  if (missing > 0)
    xl_invocation_print (job->inv, ngettext ("\t%u column missing", "\t%u columns missing", missing), missing);
  xl_invocation_print (job->inv, "\n");
}

static gint64
list_ledger (XlDb *db, XlLayoutJob *job, const XlTemplate *t, GError **error)
{
  g_autoptr(GPtrArray) list = xl_layout_table_list (db, t, error);

  if (list == NULL)
    return -1;
  for (guint i = 0; i < list->len; i++)
    if (job->inv->json)
      xl_layout_job_add (job, g_ptr_array_index (list, i), FALSE);
    else
      print_entry (job, g_ptr_array_index (list, i));
  return list->len;
}

static gpointer
read_list (XlDb *db, gpointer data, GError **error)
{
  XlLayoutJob *job = data;
  g_autoptr(GPtrArray) templates = NULL;
  gint64 count = 0, n = 0;

  if (job->key != NULL)
    {
      templates = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_template_free);
      g_ptr_array_add (templates, xl_ledger_table_template (db, job->key, error));
      if (g_ptr_array_index (templates, 0) == NULL)
        {
          g_ptr_array_set_size (templates, 0);
          return NULL;
        }
    }
  else if ((templates = xl_ledger_table_templates (db, error)) == NULL)
    return NULL;
  json_builder_begin_object (job->b);
  json_builder_set_member_name (job->b, "layouts");
  json_builder_begin_array (job->b);
  for (guint i = 0; i < templates->len && n >= 0; i++, count += n)
    n = list_ledger (db, job, g_ptr_array_index (templates, i), error);
  json_builder_end_array (job->b);
  xl_json_int (job->b, "count", count);
  json_builder_end_object (job->b);
  return n >= 0 ? job : NULL;
}

static gboolean
run_list (XlInvocation *inv, GError **error)
{
  g_auto(XlLayoutJob) job = { 0 };

  if (!xl_invocation_expect (inv, 1, 2, error))
    return FALSE;
  job.key = g_strdup (inv->args[1]);
  if (!xl_layout_job_open (&job, inv, XL_STORE_READ_ONLY, error) || xl_store_read (job.store, read_list, &job, error) == NULL)
    return FALSE;
  xl_layout_job_finish (&job);
  return TRUE;
}

/* show, export, delete -------------------------------------------------------------------------------------------- */

static gpointer
read_entry (XlDb *db, gpointer data, GError **error)
{
  XlLayoutJob *job = data;

  job->t = xl_ledger_table_template (db, job->key, error);
  job->entry = job->t != NULL ? xl_layout_table_find (db, job->t, job->name, error) : NULL;
  return job->entry != NULL ? job : NULL;
}

static gboolean
find_entry (XlLayoutJob *job, XlInvocation *inv, guint n_args, XlStoreFlags flags, GError **error)
{
  if (!xl_invocation_expect (inv, n_args, n_args, error))
    return FALSE;
  job->key = g_strdup (inv->args[1]);
  job->name = g_strdup (inv->args[2]);
  return xl_layout_job_open (job, inv, flags, error) && xl_store_read (job->store, read_entry, job, error) != NULL;
}

static gboolean
run_show (XlInvocation *inv, GError **error)
{
  g_auto(XlLayoutJob) job = { 0 };

  if (!find_entry (&job, inv, 3, XL_STORE_READ_ONLY, error))
    return FALSE;
  for (guint i = 0; !inv->json && i < job.entry->layout->columns->len; i++)
    {
      const XlLayoutColumn *c = g_ptr_array_index (job.entry->layout->columns, i);
      g_autofree char *source = xl_layout_column_source (job.t, c);

      if (c->kind == XL_LAYOUT_MISSING)
        xl_invocation_print (inv, _("%u\t%s\tmissing: the ledger has no “%s” any more\n"), i + 1, c->heading, c->text);
      else
        xl_invocation_print (inv, "%u\t%s\t%s%s%s\n", i + 1, c->heading, source, c->text != NULL ? ":" : "", c->text != NULL ? c->text : "");
    }
  xl_layout_job_add (&job, job.entry, TRUE);
  xl_layout_job_finish (&job);
  return TRUE;
}

static gboolean
run_export (XlInvocation *inv, GError **error)
{
  g_auto(XlLayoutJob) job = { 0 };
  g_autofree char *json = NULL;

  if (!find_entry (&job, inv, 4, XL_STORE_READ_ONLY, error))
    return FALSE;
  json = xl_ledger_layout_to_json (job.entry->layout, job.t);
  if (!g_file_set_contents (inv->args[3], json, -1, NULL))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_IO, _("%s: cannot be written"), inv->args[3]);
      return FALSE;
    }
  xl_layout_job_add (&job, job.entry, FALSE);
  if (!inv->json)
    xl_invocation_print (inv, "%s\n", inv->args[3]);
  xl_layout_job_finish (&job);
  return TRUE;
}

static gint64
write_delete (XlDb *db, gpointer data, GError **error)
{
  const XlLayoutJob *job = data;

  return xl_layout_table_delete (db, job->entry->id, error) ? 0 : -1;
}

static gboolean
run_delete (XlInvocation *inv, GError **error)
{
  g_auto(XlLayoutJob) job = { 0 };
  g_autofree char *label = NULL;

  if (!find_entry (&job, inv, 3, XL_STORE_DEFAULT, error))
    return FALSE;
  if (job.entry->id == 0)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_REFUSED, _("%s: belongs to the ledger's template and stays"), job.name);
      return FALSE;
    }
  label = g_strdup_printf (_("Delete the form: %s"), job.entry->layout->title);
  if (xl_store_write (job.store, XL_CHANGE_EDIT, label, write_delete, &job, error) < 0)
    return FALSE;
  xl_layout_job_add (&job, job.entry, FALSE);
  xl_layout_job_finish (&job);
  return TRUE;
}

/* The command ----------------------------------------------------------------------------------------------------- */

static gboolean
run_layout (XlInvocation *inv, GError **error)
{
  static const struct { const char *name; XlCommandFunc run; } parts[] = {
    { "list", run_list },     { "show", run_show },     { "save", xl_layout_run_save },       { "delete", run_delete },
    { "export", run_export }, { "import", xl_layout_run_import }, { "outputs", xl_layout_run_outputs },
  };

  for (guint i = 0; inv->args[0] != NULL && i < G_N_ELEMENTS (parts); i++)
    if (strcmp (inv->args[0], parts[i].name) == 0)
      return parts[i].run (inv, error);
  g_set_error_literal (error, XL_ERROR, XL_ERROR_USAGE, "layout: takes list, show, save, delete, export, import or outputs");
  return FALSE;
}

const XlCommand xl_layout_commands[] = {
  { "layout", "layout list|show|save|delete|export|import|outputs …", N_("column layouts: departments' forms out of one ledger"), run_layout },
  { NULL }
};
