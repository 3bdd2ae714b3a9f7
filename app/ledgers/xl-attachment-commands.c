#include "ledgers/xl-attachment-commands.h"

#include "base/xl-json.h"
#include "base/xl-reason.h"
#include "ledgers/xl-attachment-table.h"
#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-value.h"
#include "store/xl-content-table.h"

#include <glib/gi18n.h>
#include <string.h>

/* Nothing larger is read at all. */
#define MOST_READ (500 * 1024 * 1024)

/* One call.  Strings belong to it. */
typedef struct {
  XlInvocation   *inv;
  char           *key, *field, *name;     /* of the ledger; of the field; of the file, or its SHA-256 */
  gint64          id;
  GPtrArray      *bytes, *names;          /* what is to be added */
  JsonBuilder    *b;
  XlTemplate     *t;
  XlLedgerRecord *record;
  GBytes         *found;
} Job;

static void
job_clear (Job *job)
{
  g_free (job->key);
  g_free (job->field);
  g_free (job->name);
  g_clear_pointer (&job->bytes, g_ptr_array_unref);
  g_clear_pointer (&job->names, g_ptr_array_unref);
  g_clear_object (&job->b);
  g_clear_pointer (&job->t, xl_template_free);
  g_clear_pointer (&job->record, xl_ledger_record_free);
  g_clear_pointer (&job->found, g_bytes_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

static gboolean
begin (XlInvocation *inv, Job *job, GError **error)
{
  job->inv = inv;
  job->key = g_strdup (inv->args[1]);
  job->b = json_builder_new ();
  if (g_ascii_string_to_signed (inv->args[2], 10, 1, G_MAXINT64, &job->id, NULL))
    return TRUE;
  g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "%s: is no key of a record", inv->args[2]);
  return FALSE;
}

static gboolean
read_record (XlDb *db, Job *job, GError **error)
{
  job->t = xl_ledger_table_template (db, job->key, error);
  job->record = job->t != NULL ? xl_ledger_table_get (db, job->t, job->id, error) : NULL;
  return job->record != NULL;
}

/* list ------------------------------------------------------------------------------------------------------------------- */

static void
print_one (XlDb *db, Job *job, const char *field, const XlAttachment *a)
{
  gint64 size = xl_content_table_size (db, a->sha256);

  if (!job->inv->json)
    {
      xl_invocation_print (job->inv, "%s\t%s\t%" G_GINT64_FORMAT "\t%s\n", field, a->name, size, a->sha256);
      return;
    }
  json_builder_begin_object (job->b);
  xl_json_string (job->b, "field", field);
  xl_json_string (job->b, "name", a->name);
  xl_json_int (job->b, "bytes", size);
  xl_json_string (job->b, "sha256", a->sha256);
  json_builder_end_object (job->b);
}

static void
print_all (XlDb *db, Job *job)
{
  json_builder_begin_object (job->b);
  xl_json_string (job->b, "ledger", job->key);
  xl_json_int (job->b, "record", job->id);
  json_builder_set_member_name (job->b, "attachments");
  json_builder_begin_array (job->b);
  for (guint i = 0; i < xl_template_n_fields (job->t); i++)
    {
      const XlLedgerField *f = xl_template_field (job->t, i);
      g_autoptr(GPtrArray) all = f->type == XL_LEDGER_ATTACHMENT ? xl_attachments_parse (job->record->values[i].text) : NULL;

      for (guint n = 0; all != NULL && n < all->len; n++)
        print_one (db, job, f->key, g_ptr_array_index (all, n));
    }
  json_builder_end_array (job->b);
  json_builder_end_object (job->b);
}

static gpointer
read_list (XlDb *db, gpointer data, GError **error)
{
  Job *job = data;

  if (!read_record (db, job, error))
    return NULL;
  print_all (db, job);
  return job;
}

static gboolean
run_list (XlInvocation *inv, GError **error)
{
  g_auto(Job) job = { 0 };
  g_autoptr(XlStore) store = NULL;

  if (!xl_invocation_expect (inv, 3, 3, error) || !begin (inv, &job, error))
    return FALSE;
  store = xl_invocation_open_store (inv, XL_STORE_READ_ONLY, error);
  if (store == NULL || xl_store_read (store, read_list, &job, error) == NULL)
    return FALSE;
  if (inv->json)
    xl_invocation_print_json (inv, json_builder_get_root (job.b));
  return TRUE;
}

/* add -------------------------------------------------------------------------------------------------------------------- */

static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autofree char *name = g_path_get_basename (path);
  GBytes *bytes = info != NULL && g_file_info_get_size (info) <= MOST_READ ? g_file_load_bytes (file, NULL, NULL, NULL) : NULL;

  if (bytes == NULL)
    g_set_error (error, XL_ERROR, info != NULL && g_file_info_get_size (info) > MOST_READ ? XL_ERROR_TOO_LARGE : XL_ERROR_IO,
                 "%s: cannot be read", name);
  return bytes;
}

/* Keeps one file and names it in @value. */
static char *
keep (XlDb *db, Job *job, guint n, const char *value, GError **error)
{
  GBytes *bytes = g_ptr_array_index (job->bytes, n);
  gint64 weight = 0;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autofree char *name = xl_attachment_name (g_ptr_array_index (job->names, n), xl_attachment_sort (data, size));
  char hex[65];

  for (guint i = 0; i < xl_template_n_fields (job->t); i++)
    if (xl_template_field (job->t, i)->type == XL_LEDGER_ATTACHMENT)
      weight += xl_attachment_table_weight (db, job->record->values[i].text);
  if (xl_attachment_table_keep (db, bytes, weight, hex, error))
    return xl_attachments_add (value, hex, name);
  g_prefix_error (error, "%s: ", (char *) g_ptr_array_index (job->names, n));
  return NULL;
}

static gboolean
store_record (XlDb *db, Job *job, GError **error)
{
  g_autoptr(XlLedgerJudge) judge = xl_ledger_judge_new (db, job->t, job->inv->on, error);
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_finding_free);
  int answer = judge != NULL ? xl_ledger_judge_record (judge, job->record, NULL, findings, error) : -1;

  if (answer > 0)
    return xl_ledger_table_update (db, job->t, job->record, findings, error);
  for (guint i = 0; answer == 0 && i < findings->len; i++)
    {
      const XlLedgerFinding *f = g_ptr_array_index (findings, i);
      g_autofree char *words = xl_reason_words (f->reason, NULL);

      if (!f->refuses)
        continue;
      g_set_error (error, XL_ERROR, XL_ERROR_REFUSED, "%s: %s", f->field >= 0 ? xl_template_field (job->t, (guint) f->field)->key
                                                                              : job->key, words);
      return FALSE;
    }
  return FALSE;
}

static gint64
write_files (XlDb *db, gpointer data, GError **error)
{
  Job *job = data;
  int i;

  if (!read_record (db, job, error))
    return -1;
  i = xl_template_find (job->t, job->field);
  if (i < 0 || xl_template_field (job->t, (guint) i)->type != XL_LEDGER_ATTACHMENT)
    {
      g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, "%s: has no field for files called %s", job->key, job->field);
      return -1;
    }
  for (guint n = 0; n < job->bytes->len; n++)
    {
      g_autofree char *value = keep (db, job, n, job->record->values[i].text, error);

      if (value == NULL)
        return -1;
      if (!xl_attachments_are_valid (value))
        {
          g_set_error (error, XL_ERROR, XL_ERROR_TOO_LARGE, "%s: takes %d files at most", job->field, XL_ATTACHMENTS_MOST);
          return -1;
        }
      xl_value_clear (&job->record->values[i]);
      job->record->values[i] = xl_value_of_text (value);
    }
  if (!store_record (db, job, error))
    return -1;
  print_all (db, job);
  return 0;
}

static gboolean
run_add (XlInvocation *inv, GError **error)
{
  g_auto(Job) job = { 0 };
  g_autoptr(XlStore) store = NULL;

  if (!xl_invocation_expect (inv, 5, 4 + XL_ATTACHMENTS_MOST, error) || !begin (inv, &job, error))
    return FALSE;
  job.field = g_strdup (inv->args[3]);
  job.bytes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  job.names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 4; inv->args[i] != NULL; i++)
    {
      GBytes *bytes = read_file (inv->args[i], error);

      if (bytes == NULL)
        return FALSE;
      g_ptr_array_add (job.bytes, bytes);
      g_ptr_array_add (job.names, g_path_get_basename (inv->args[i]));
    }
  store = xl_invocation_open_store (inv, XL_STORE_DEFAULT, error);
  if (store == NULL || xl_store_write (store, XL_CHANGE_EDIT, _("Attach files"), write_files, &job, error) < 0)
    return FALSE;
  if (inv->json)
    xl_invocation_print_json (inv, json_builder_get_root (job.b));
  return TRUE;
}

/* get -------------------------------------------------------------------------------------------------------------------- */

static gpointer
read_bytes (XlDb *db, gpointer data, GError **error)
{
  Job *job = data;

  if (!read_record (db, job, error))
    return NULL;
  for (guint i = 0; i < xl_template_n_fields (job->t); i++)
    {
      gboolean files = xl_template_field (job->t, i)->type == XL_LEDGER_ATTACHMENT;
      g_autoptr(GPtrArray) all = files ? xl_attachments_parse (job->record->values[i].text) : NULL;

      for (guint n = 0; all != NULL && n < all->len; n++)
        {
          const XlAttachment *a = g_ptr_array_index (all, n);

          if (strcmp (a->sha256, job->name) == 0 || strcmp (a->name, job->name) == 0)
            return job->found = xl_content_table_get (db, a->sha256, error);
        }
    }
  g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "%s %" G_GINT64_FORMAT ": has no such attachment", job->key, job->id);
  return NULL;
}

static gboolean
run_get (XlInvocation *inv, GError **error)
{
  g_auto(Job) job = { 0 };
  g_autoptr(XlStore) store = NULL;
  g_autoptr(GFile) file = NULL;
  gsize size;
  const char *data;

  if (!xl_invocation_expect (inv, 5, 5, error) || !begin (inv, &job, error))
    return FALSE;
  job.name = g_strdup (inv->args[3]);
  store = xl_invocation_open_store (inv, XL_STORE_READ_ONLY, error);
  if (store == NULL || xl_store_read (store, read_bytes, &job, error) == NULL)
    return FALSE;
  file = g_file_new_for_path (inv->args[4]);
  data = g_bytes_get_data (job.found, &size);
  if (g_file_replace_contents (file, data, size, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL, NULL))
    return TRUE;
  g_set_error (error, XL_ERROR, XL_ERROR_IO, "%s: cannot be written", inv->args[4]);
  return FALSE;
}

static gboolean
run (XlInvocation *inv, GError **error)
{
  static const struct { const char *word; XlCommandFunc run; } parts[] = {
    { "list", run_list }, { "add", run_add }, { "get", run_get },
  };

  if (!xl_invocation_expect (inv, 3, 4 + XL_ATTACHMENTS_MOST, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strcmp (inv->args[0], parts[i].word) == 0)
      return parts[i].run (inv, error);
  g_set_error (error, XL_ERROR, XL_ERROR_USAGE, "attachment: takes list, add or get, not %s", inv->args[0]);
  return FALSE;
}

const XlCommand xl_attachment_commands[] = {
  { "attachment", "attachment list KEY ID | add KEY ID FIELD FILE… | get KEY ID NAME FILE",
    N_("the photos, scans and PDFs that belong to a record of a ledger"), run },
  { NULL }
};
