#include "people/xl-person-merge-commands.h"

#include "base/xl-json.h"
#include "people/xl-person-merge-table.h"
#include "people/xl-person-table.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#define MAX_PAIRS 1000

/* What is asked of the store; strings belong to it. */
typedef struct {
  XlInvocation *inv;
  char         *office;
  char        **take;      /* fields whose value is the second row's */
  gint64        a, b;
  JsonBuilder  *builder;
  guint         n;
} Job;

static void
job_clear (Job *job)
{
  g_free (job->office);
  g_strfreev (job->take);
  g_clear_object (&job->builder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

static gboolean
take_id (XlInvocation *inv, guint i, gint64 *id, GError **error)
{
  char *end = NULL;

  *id = g_ascii_strtoll (inv->args[i], &end, 10);
  if (end != inv->args[i] && *end == '\0' && *id > 0)
    return TRUE;
  g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "%s: takes the key of a row, as list prints it", inv->args[i]);
  return FALSE;
}

static void
finish (Job *job)
{
  json_builder_end_array (job->builder);
  json_builder_end_object (job->builder);
  if (job->inv->json)
    xl_invocation_print_json (job->inv, json_builder_get_root (job->builder));
}

static void
begin (Job *job, const char *name)
{
  job->builder = json_builder_new ();
  json_builder_begin_object (job->builder);
  json_builder_set_member_name (job->builder, name);
  json_builder_begin_array (job->builder);
}

/* duplicates ------------------------------------------------------------------------------------------------------------ */

static void
add_person (JsonBuilder *b, const char *member, const XlPerson *p)
{
  json_builder_set_member_name (b, member);
  json_builder_begin_object (b);
  xl_json_int (b, "id", p->id);
  xl_json_string (b, "office", p->office);
  xl_json_string (b, "name", p->name);
  xl_json_string (b, "birth", p->birth_date);
  xl_json_string (b, "number", p->id_number);
  xl_json_string (b, "number_written", p->id_written);
  json_builder_end_object (b);
}

static gboolean
add_pair (XlDb *db, Job *job, const XlTwinPair *pair, GError **error)
{
  g_autoptr(XlPerson) a = xl_person_table_get (db, pair->a, error);
  g_autoptr(XlPerson) b = a != NULL ? xl_person_table_get (db, pair->b, error) : NULL;

  if (b == NULL)
    return FALSE;
  json_builder_begin_object (job->builder);
  xl_json_string (job->builder, "reason", xl_twin_reason_text (pair->reason));
  add_person (job->builder, "a", a);
  add_person (job->builder, "b", b);
  json_builder_end_object (job->builder);
  if (!job->inv->json)
    xl_invocation_print (job->inv, "%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%s\t%s\t%s\n", a->id, b->id, a->name, b->name,
                         _(xl_twin_reason_text (pair->reason)));
  return TRUE;
}

static gpointer
read_pairs (XlDb *db, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr(GArray) pairs = xl_person_table_find_pairs (db, job->office, MAX_PAIRS, error);

  for (guint i = 0; pairs != NULL && i < pairs->len; i++)
    if (!add_pair (db, job, &g_array_index (pairs, XlTwinPair, i), error))
      return NULL;
  return pairs != NULL ? job : NULL;
}

static gboolean
run_duplicates (XlInvocation *inv, GError **error)
{
  g_auto(Job) job = { .inv = inv };
  g_autoptr(XlStore) store = NULL;

  job.office = xl_invocation_take_option (inv, "--office");
  if (!xl_invocation_expect (inv, 0, 0, error))
    return FALSE;
  store = xl_invocation_open_store (inv, XL_STORE_READ_ONLY, error);
  begin (&job, "pairs");
  if (store == NULL || xl_store_read (store, read_pairs, &job, error) == NULL)
    return FALSE;
  finish (&job);
  return TRUE;
}

/* merge ----------------------------------------------------------------------------------------------------------------- */

/* The fields as they shall be; a number that is taken settles which of two valid ones is right. */
static XlPerson *
compose (XlDb *db, const Job *job, GError **error)
{
  g_autoptr(XlPerson) keep = xl_person_table_get (db, job->a, error);
  g_autoptr(XlPerson) gone = keep != NULL ? xl_person_table_get (db, job->b, error) : NULL;
  gboolean settled = FALSE;
  g_autoptr(XlPerson) result = NULL;

  if (gone == NULL)
    return NULL;
  for (guint i = 0; job->take[i] != NULL; i++)
    {
      settled |= strcmp (job->take[i], "number") == 0;
      if (*job->take[i] != '\0' && !xl_person_take (keep, gone, job->take[i]))
        {
          g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "--take: there is no field %s", job->take[i]);
          return NULL;
        }
    }
  if (settled)
    xl_person_take (gone, keep, "number");
  result = xl_person_join (keep, gone, error);
  return g_steal_pointer (&result);
}

static gint64
write_merge (XlDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_autoptr(XlPerson) result = compose (db, job, error);

  return result != NULL ? xl_person_table_merge (db, job->a, job->b, result, error) : -1;
}

static gboolean
run_merge (XlInvocation *inv, GError **error)
{
  g_auto(Job) job = { .inv = inv };
  g_autofree char *take = xl_invocation_take_option (inv, "--take");
  g_autoptr(XlStore) store = NULL;
  gint64 merge;

  job.take = g_strsplit (take != NULL ? take : "", ",", -1);
  if (!xl_invocation_expect (inv, 2, 2, error) || !take_id (inv, 0, &job.a, error) || !take_id (inv, 1, &job.b, error))
    return FALSE;
  store = xl_invocation_open_store (inv, 0, error);
  merge = store != NULL ? xl_store_write (store, XL_CHANGE_EDIT, _("Two rows of one person made one"), write_merge, &job, error) : -1;
  if (merge < 0)
    return FALSE;
  begin (&job, "merges");
  json_builder_add_int_value (job.builder, merge);
  if (!inv->json)
    xl_invocation_print (inv, "%" G_GINT64_FORMAT "\n", merge);
  finish (&job);
  return TRUE;
}

/* unmerge ------------------------------------------------------------------------------------------------------------------ */

static gpointer
read_merges (XlDb *db, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr(GPtrArray) merges = xl_person_table_merges (db, 0, MAX_PAIRS, error);

  for (guint i = 0; merges != NULL && i < merges->len; i++)
    {
      const XlPersonMerge *m = g_ptr_array_index (merges, i);

      json_builder_begin_object (job->builder);
      xl_json_int (job->builder, "id", m->id);
      xl_json_int (job->builder, "keep", m->keep);
      xl_json_string (job->builder, "keep_name", m->keep_name);
      xl_json_string (job->builder, "gone_name", m->gone_name);
      xl_json_int (job->builder, "at", m->at);
      json_builder_end_object (job->builder);
      if (!job->inv->json)
        xl_invocation_print (job->inv, "%" G_GINT64_FORMAT "\t%s\t%s\n", m->id, m->keep_name != NULL ? m->keep_name : "", m->gone_name);
    }
  return merges != NULL ? job : NULL;
}

static gint64
write_part (XlDb *db, gpointer data, GError **error)
{
  return xl_person_table_part (db, ((Job *) data)->a, error);
}

static gboolean
part_one (XlStore *store, Job *job, GError **error)
{
  gint64 person = xl_store_write (store, XL_CHANGE_EDIT, _("Two persons parted again"), write_part, job, error);

  if (person < 0)
    return FALSE;
  begin (job, "persons");
  json_builder_add_int_value (job->builder, person);
  if (!job->inv->json)
    xl_invocation_print (job->inv, "%" G_GINT64_FORMAT "\n", person);
  finish (job);
  return TRUE;
}

static gboolean
run_part (XlInvocation *inv, GError **error)
{
  g_auto(Job) job = { .inv = inv };
  g_autoptr(XlStore) store = NULL;

  if (!xl_invocation_expect (inv, 0, 1, error) || (inv->args[0] != NULL && !take_id (inv, 0, &job.a, error)))
    return FALSE;
  store = xl_invocation_open_store (inv, job.a != 0 ? 0 : XL_STORE_READ_ONLY, error);
  if (store == NULL)
    return FALSE;
  if (job.a != 0)
    return part_one (store, &job, error);
  begin (&job, "merges");
  if (xl_store_read (store, read_merges, &job, error) == NULL)
    return FALSE;
  finish (&job);
  return TRUE;
}

const XlCommand xl_person_merge_commands[] = {
  { "duplicates", "duplicates [--office CODE]", "persons who seem to stand in the register twice", run_duplicates },
  { "merge", "merge KEEP GONE [--take FIELD,…]", "makes two rows of the register one person", run_merge },
  { "unmerge", "unmerge [MERGE]", "parts what was merged; without MERGE lists the merges", run_part },
  { NULL }
};
