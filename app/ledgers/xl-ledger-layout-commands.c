#include "ledgers/xl-ledger-layout-commands.h"

#include "base/xl-json.h"
#include "base/xl-mask.h"
#include "ledgers/xl-ledger-layout-form.h"
#include "ledgers/xl-ledger-layout-table.h"
#include "ledgers/xl-ledger-table.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

/* One call of `layout`.  Strings belong to it. */
typedef struct {
  XlInvocation   *inv;
  XlStore        *store;
  JsonBuilder    *b;
  char           *key, *name, *path;      /* the ledger, the layout, a file */
  char           *title, *department, *columns, *like, *form, *sheet, *mask, *paper, *sign, *order, *from, *to;
  char          **above, **where;
  gboolean        descending;
  XlTemplate     *t;
  XlLayoutEntry  *entry;
  XlLedgerLayout *layout;
  GBytes         *bytes;
} Job;

static void
job_clear (Job *job)
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
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

static void
finish (Job *job)
{
  if (job->inv->json)
    xl_invocation_print_json (job->inv, json_builder_get_root (job->b));
}

/* A mistake of the command line comes before any look at the store. */
static gboolean
open_job (Job *job, XlInvocation *inv, XlStoreFlags flags, GError **error)
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

static void
add_entry (Job *job, const XlLayoutEntry *entry, gboolean whole)
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
print_entry (Job *job, const XlLayoutEntry *entry)
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
list_ledger (XlDb *db, Job *job, const XlTemplate *t, GError **error)
{
  g_autoptr(GPtrArray) list = xl_layout_table_list (db, t, error);

  if (list == NULL)
    return -1;
  for (guint i = 0; i < list->len; i++)
    if (job->inv->json)
      add_entry (job, g_ptr_array_index (list, i), FALSE);
    else
      print_entry (job, g_ptr_array_index (list, i));
  return list->len;
}

static gpointer
read_list (XlDb *db, gpointer data, GError **error)
{
  Job *job = data;
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
  g_auto(Job) job = { 0 };

  if (!xl_invocation_expect (inv, 1, 2, error))
    return FALSE;
  job.key = g_strdup (inv->args[1]);
  if (!open_job (&job, inv, XL_STORE_READ_ONLY, error) || xl_store_read (job.store, read_list, &job, error) == NULL)
    return FALSE;
  finish (&job);
  return TRUE;
}

/* show, export, delete -------------------------------------------------------------------------------------------- */

static gpointer
read_entry (XlDb *db, gpointer data, GError **error)
{
  Job *job = data;

  job->t = xl_ledger_table_template (db, job->key, error);
  job->entry = job->t != NULL ? xl_layout_table_find (db, job->t, job->name, error) : NULL;
  return job->entry != NULL ? job : NULL;
}

static gboolean
find_entry (Job *job, XlInvocation *inv, guint n_args, XlStoreFlags flags, GError **error)
{
  if (!xl_invocation_expect (inv, n_args, n_args, error))
    return FALSE;
  job->key = g_strdup (inv->args[1]);
  job->name = g_strdup (inv->args[2]);
  return open_job (job, inv, flags, error) && xl_store_read (job->store, read_entry, job, error) != NULL;
}

static gboolean
run_show (XlInvocation *inv, GError **error)
{
  g_auto(Job) job = { 0 };

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
  add_entry (&job, job.entry, TRUE);
  finish (&job);
  return TRUE;
}

static gboolean
run_export (XlInvocation *inv, GError **error)
{
  g_auto(Job) job = { 0 };
  g_autofree char *json = NULL;

  if (!find_entry (&job, inv, 4, XL_STORE_READ_ONLY, error))
    return FALSE;
  json = xl_ledger_layout_to_json (job.entry->layout, job.t);
  if (!g_file_set_contents (inv->args[3], json, -1, NULL))
    {
      g_set_error (error, XL_ERROR, XL_ERROR_IO, _("%s: cannot be written"), inv->args[3]);
      return FALSE;
    }
  add_entry (&job, job.entry, FALSE);
  if (!inv->json)
    xl_invocation_print (inv, "%s\n", inv->args[3]);
  finish (&job);
  return TRUE;
}

static gint64
write_delete (XlDb *db, gpointer data, GError **error)
{
  const Job *job = data;

  return xl_layout_table_delete (db, job->entry->id, error) ? 0 : -1;
}

static gboolean
run_delete (XlInvocation *inv, GError **error)
{
  g_auto(Job) job = { 0 };
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
  add_entry (&job, job.entry, FALSE);
  finish (&job);
  return TRUE;
}

/* save, import ---------------------------------------------------------------------------------------------------- */

static gint64
write_layout (XlDb *db, gpointer data, GError **error)
{
  Job *job = data;
  gint64 id = job->entry != NULL ? job->entry->id : 0;

  if (job->bytes != NULL)
    {
      g_free (job->layout->form);
      job->layout->form = xl_layout_table_keep_form (db, job->bytes, error);
      if (job->layout->form == NULL)
        return -1;
    }
  return xl_layout_table_save (db, job->t, job->layout, id, error);
}

/* Stores job->layout and tells what became of it. */
static gboolean
save (Job *job, GError **error)
{
  g_autofree char *name = xl_ledger_layout_name (job->layout);
  g_autofree char *label = g_strdup_printf (_("Save the form: %s"), name);
  gint64 id = xl_store_write (job->store, XL_CHANGE_EDIT, label, write_layout, job, error);
  XlLayoutEntry entry = { id, job->t->key, job->layout, 0 };

  if (id < 0)
    return FALSE;
  if (!job->inv->json)
    xl_invocation_print (job->inv, "%" G_GINT64_FORMAT "\t%s\n", id, name);
  add_entry (job, &entry, TRUE);
  finish (job);
  return TRUE;
}

static void
replace (char **member, char **value)
{
  if (*value == NULL)
    return;
  g_free (*member);
  *member = g_steal_pointer (value);
}

static char **
split (const char *words)
{
  g_auto(GStrv) parts = g_strsplit (words, ",", -1);
  g_autoptr(GStrvBuilder) kept = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_strstrip (parts[i])[0] != '\0')
      g_strv_builder_add (kept, parts[i]);
  return g_strv_builder_end (kept);
}

static gboolean
is_one_of (const char *option, const char *value, const char *const *names, GError **error)
{
  g_autofree char *all = g_strjoinv (", ", (char **) names);

  if (value == NULL || g_strv_contains (names, value))
    return TRUE;
  g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "%s: takes %s", option, all);
  return FALSE;
}

static gboolean
apply_options (Job *job, GError **error)
{
  XlLedgerLayout *l = job->layout;

  replace (&l->title, &job->title);
  replace (&l->department, &job->department);
  replace (&l->mask, &job->mask);
  replace (&l->paper, &job->paper);
  replace (&l->order, &job->order);
  l->descending = l->descending || job->descending;
  if (job->sign != NULL)
    {
      g_strfreev (l->signers);
      l->signers = split (job->sign);
    }
  if (job->above != NULL && job->above[0] != NULL)
    {
      g_strfreev (l->above);
      l->above = g_steal_pointer (&job->above);
    }
  if (job->where != NULL && job->where[0] != NULL)
    {
      g_strfreev (l->where);
      l->where = g_steal_pointer (&job->where);
    }
  for (guint i = 0; l->where != NULL && l->where[i] != NULL; i++)
    {
      g_autoptr(XlLedgerFilter) filter = xl_ledger_filter_parse (job->t, l->where[i], error);

      if (filter == NULL)
        return FALSE;
    }
  if (l->order != NULL && xl_ledger_query_field (job->t, l->order, NULL) == -2)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, _("%s: there is no field %s"), job->t->key, l->order);
      return FALSE;
    }
  return TRUE;
}

/* Where the columns come from: another layout, somebody's form, or the words of --columns. */
static gboolean
make_layout (Job *job, GError **error)
{
  g_autofree char *data = NULL;
  gsize size;

  if (job->form != NULL)
    {
      job->layout = xl_ledger_layout_read_form (job->t, job->form, job->sheet, job->department, job->title, error);
      if (job->layout == NULL)
        return FALSE;
      if (g_file_get_contents (job->form, &data, &size, NULL))
        job->bytes = g_bytes_new_take (g_steal_pointer (&data), size);
    }
  else if (job->layout == NULL)
    job->layout = xl_ledger_layout_new (job->department, job->title);
  if (job->columns == NULL)
    return TRUE;
  g_ptr_array_set_size (job->layout->columns, 0);
  return xl_ledger_layout_add_columns (job->layout, job->t, job->columns, error);
}

static gpointer
read_sources (XlDb *db, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr(XlLayoutEntry) like = NULL;

  job->t = xl_ledger_table_template (db, job->key, error);
  if (job->t == NULL)
    return NULL;
  if (job->name != NULL && (job->entry = xl_layout_table_find (db, job->t, job->name, error)) == NULL)
    return NULL;
  if (job->like != NULL && (like = xl_layout_table_find (db, job->t, job->like, error)) == NULL)
    return NULL;
  if (like != NULL || job->entry != NULL)
    job->layout = xl_ledger_layout_copy (like != NULL ? like->layout : job->entry->layout);
  if (job->entry == NULL || job->entry->id != 0)
    return job;
  g_set_error (error, XL_ERROR, XL_ERROR_REFUSED, _("%s: belongs to the ledger's template and stays; take it with --like"), job->name);
  return NULL;
}

static char **
take_several (XlInvocation *inv, const char *option)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  char *one;

  while ((one = xl_invocation_take_option (inv, option)) != NULL)
    {
      g_strv_builder_add (builder, one);
      g_free (one);
    }
  return g_strv_builder_end (builder);
}

static gboolean
take_options (Job *job, XlInvocation *inv, GError **error)
{
  static const char *const masks[] = { "internal", "public", "strict", NULL };
  static const char *const papers[] = { "A4", "A4-landscape", "A3-landscape", NULL };
  const struct { const char *name; char **value; } options[] = {
    { "--title", &job->title }, { "--department", &job->department }, { "--columns", &job->columns }, { "--like", &job->like },
    { "--form", &job->form },   { "--sheet", &job->sheet },           { "--mask", &job->mask },       { "--paper", &job->paper },
    { "--sign", &job->sign },   { "--order", &job->order },           { "--replace", &job->name },
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    *options[i].value = xl_invocation_take_option (inv, options[i].name);
  job->above = take_several (inv, "--above");
  job->where = take_several (inv, "--where");
  job->descending = xl_invocation_take_flag (inv, "--descending");
  if (!xl_invocation_expect (inv, 2, 2, error))
    return FALSE;
  job->key = g_strdup (inv->args[1]);
  return is_one_of ("--mask", job->mask, masks, error) && is_one_of ("--paper", job->paper, papers, error);
}

static gboolean
run_save (XlInvocation *inv, GError **error)
{
  g_auto(Job) job = { 0 };

  return take_options (&job, inv, error) && open_job (&job, inv, XL_STORE_DEFAULT, error)
         && xl_store_read (job.store, read_sources, &job, error) != NULL && make_layout (&job, error) && apply_options (&job, error)
         && save (&job, error);
}

/* The template of the ledger that the file speaks of. */
static gpointer
read_template (XlDb *db, gpointer data, GError **error)
{
  Job *job = data;

  job->t = xl_ledger_table_template (db, job->key, error);
  return job->t != NULL ? job : NULL;
}

static gboolean
read_file (const char *path, char **data, gsize *size, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  GStatBuf info;

  if (g_stat (path, &info) == 0 && info.st_size > 2 * XL_LAYOUT_MAX_SIZE)
    g_set_error (error, XL_ERROR, XL_ERROR_TOO_LARGE, _("%s: is too large for a column layout"), name);
  else if (!g_file_get_contents (path, data, size, NULL))
    g_set_error (error, XL_ERROR, XL_ERROR_IO, _("%s: cannot be read"), name);
  else
    return TRUE;
  return FALSE;
}

static gboolean
run_import (XlInvocation *inv, GError **error)
{
  g_auto(Job) job = { 0 };
  g_autofree char *data = NULL;
  g_autofree char *file = NULL;
  gsize size;

  job.title = xl_invocation_take_option (inv, "--title");
  job.department = xl_invocation_take_option (inv, "--department");
  if (!xl_invocation_expect (inv, 2, 2, error) || !read_file (inv->args[1], &data, &size, error))
    return FALSE;
  file = g_path_get_basename (inv->args[1]);
  job.key = xl_ledger_layout_ledger_of (file, data, size, error);
  if (job.key == NULL || !open_job (&job, inv, XL_STORE_DEFAULT, error) || xl_store_read (job.store, read_template, &job, error) == NULL)
    return FALSE;
  job.layout = xl_ledger_layout_parse (file, data, size, job.t, FALSE, error);
  return job.layout != NULL && apply_options (&job, error) && save (&job, error);
}

/* outputs --------------------------------------------------------------------------------------------------------- */

static void
add_output (Job *job, const XlLayoutOutput *o)
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
add_burden (Job *job, const XlLayoutBurden *burden)
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
print_outputs (Job *job, GPtrArray *outputs, GPtrArray *burdens)
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
  Job *job = data;
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

static gboolean
run_outputs (XlInvocation *inv, GError **error)
{
  g_auto(Job) job = { 0 };

  job.key = xl_invocation_take_option (inv, "--ledger");
  job.department = xl_invocation_take_option (inv, "--department");
  job.from = xl_invocation_take_option (inv, "--from");
  job.to = xl_invocation_take_option (inv, "--to");
  if (!xl_invocation_expect (inv, 1, 1, error) || !open_job (&job, inv, XL_STORE_READ_ONLY, error)
      || xl_store_read (job.store, read_outputs, &job, error) == NULL)
    return FALSE;
  finish (&job);
  return TRUE;
}

/* The command ----------------------------------------------------------------------------------------------------- */

static gboolean
run_layout (XlInvocation *inv, GError **error)
{
  static const struct { const char *name; XlCommandFunc run; } parts[] = {
    { "list", run_list },     { "show", run_show },     { "save", run_save },       { "delete", run_delete },
    { "export", run_export }, { "import", run_import }, { "outputs", run_outputs },
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
