#include "ledgers/xl-ledger-layout-private.h"

#include "ledgers/xl-ledger-layout-form.h"
#include "ledgers/xl-ledger-table.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

static gint64
write_layout (XlDb *db, gpointer data, GError **error)
{
  XlLayoutJob *job = data;
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
save (XlLayoutJob *job, GError **error)
{
  g_autofree char *name = xl_ledger_layout_name (job->layout);
  g_autofree char *label = g_strdup_printf (_("Save the form: %s"), name);
  gint64 id = xl_store_write (job->store, XL_CHANGE_EDIT, label, write_layout, job, error);
  XlLayoutEntry entry = { id, job->t->key, job->layout, 0 };

  if (id < 0)
    return FALSE;
  if (!job->inv->json)
    xl_invocation_print (job->inv, "%" G_GINT64_FORMAT "\t%s\n", id, name);
  xl_layout_job_add (job, &entry, TRUE);
  xl_layout_job_finish (job);
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
apply_options (XlLayoutJob *job, GError **error)
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
make_layout (XlLayoutJob *job, GError **error)
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
  XlLayoutJob *job = data;
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
take_options (XlLayoutJob *job, XlInvocation *inv, GError **error)
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

gboolean
xl_layout_run_save (XlInvocation *inv, GError **error)
{
  g_auto(XlLayoutJob) job = { 0 };

  return take_options (&job, inv, error) && xl_layout_job_open (&job, inv, XL_STORE_DEFAULT, error)
         && xl_store_read (job.store, read_sources, &job, error) != NULL && make_layout (&job, error) && apply_options (&job, error)
         && save (&job, error);
}

/* The template of the ledger that the file speaks of. */
static gpointer
read_template (XlDb *db, gpointer data, GError **error)
{
  XlLayoutJob *job = data;

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

gboolean
xl_layout_run_import (XlInvocation *inv, GError **error)
{
  g_auto(XlLayoutJob) job = { 0 };
  g_autofree char *data = NULL;
  g_autofree char *file = NULL;
  gsize size;

  job.title = xl_invocation_take_option (inv, "--title");
  job.department = xl_invocation_take_option (inv, "--department");
  if (!xl_invocation_expect (inv, 2, 2, error) || !read_file (inv->args[1], &data, &size, error))
    return FALSE;
  file = g_path_get_basename (inv->args[1]);
  job.key = xl_ledger_layout_ledger_of (file, data, size, error);
  if (job.key == NULL || !xl_layout_job_open (&job, inv, XL_STORE_DEFAULT, error) || xl_store_read (job.store, read_template, &job, error) == NULL)
    return FALSE;
  job.layout = xl_ledger_layout_parse (file, data, size, job.t, FALSE, error);
  return job.layout != NULL && apply_options (&job, error) && save (&job, error);
}
