#include "people/xl-people-export.h"

#include "base/xl-code.h"
#include "exchange/xl-columns.h"
#include "office/xl-export-table.h"
#include "office/xl-setting-table.h"
#include "people/xl-household-table.h"
#include "people/xl-people-json.h"
#include "people/xl-people-words.h"
#include "people/xl-person-row-table.h"
#include "people/xl-person-table.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

void
xl_people_export_free (XlPeopleExport *job)
{
  if (job == NULL)
    return;
  g_free (job->office);
  g_free (job->kind);
  g_free (job->path);
  g_free (job->user);
  g_free (job);
}

/* Writing ------------------------------------------------------------------------------------------------------------- */

/* How one column leaves the office. */
typedef struct {
  const char *key;
  XlMaskField field;
  gboolean    is_birth;
} Column;

typedef struct {
  XlPeopleExport *job;
  XlFieldSet     *set;
  Column         *columns;
  XlSheetWriter  *writer;
  char          **values;
  GError         *error;      /* the first that a row met */
} Output;

static void
output_clear (Output *out)
{
  for (guint i = 0; out->values != NULL && i < out->set->fields->len; i++)
    g_free (out->values[i]);
  g_free (out->values);
  g_free (out->columns);
  xl_sheet_writer_free (out->writer);
  g_clear_pointer (&out->set, xl_field_set_free);
  g_clear_error (&out->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Output, output_clear)

static gboolean
find_columns (XlDb *db, Output *out, GError **error)
{
  guint n = out->set->fields->len;

  out->columns = g_new0 (Column, n);
  out->values = g_new0 (char *, n);
  for (guint i = 0; i < n; i++)
    {
      const char *key = ((XlField *) g_ptr_array_index (out->set->fields, i))->key, *table;
      const char *column = out->job->households ? xl_people_household_column (key, &table) : xl_people_person_column (key, &table);
      Column *c = &out->columns[i];

      c->key = key;
      if (column != NULL && !xl_export_table_field (db, table, column, &c->field, &c->is_birth, error))
        return FALSE;
    }
  return TRUE;
}

static XlColumnType
type_of (const char *key)
{
  if (strcmp (key, "birth_date") == 0)
    return XL_COLUMN_DATE;
  if (strcmp (key, "size") == 0)
    return XL_COLUMN_INTEGER;
  return strcmp (key, "land") == 0 ? XL_COLUMN_DECIMAL : XL_COLUMN_TEXT;
}

static gboolean
open_writer (Output *out, GError **error)
{
  guint n = out->set->fields->len;
  g_autofree XlSheetColumn *columns = g_new0 (XlSheetColumn, n);

  for (guint i = 0; i < n; i++)
    {
      columns[i].title = ((XlField *) g_ptr_array_index (out->set->fields, i))->title;
      columns[i].type = out->job->mask == XL_MASK_INTERNAL ? type_of (out->columns[i].key) : XL_COLUMN_TEXT;
    }
  out->writer = xl_sheet_writer_new (out->job->path, out->job->format, out->set->title, NULL, columns, n, error);
  return out->writer != NULL;
}

/* What may leave of @word; takes it. */
static char *
mask_word (const Column *column, XlMaskProfile profile, char *word)
{
  g_autofree char *whole = word;

  if (word == NULL || profile == XL_MASK_INTERNAL)
    return g_steal_pointer (&whole);
  if (column->is_birth)
    return profile == XL_MASK_PUBLIC ? g_strndup (word, 4) : NULL;
  return xl_mask (word, column->field, profile);
}

static void
write_row (Output *out, char *(*word_of) (gconstpointer row, const char *key), gconstpointer row)
{
  for (guint i = 0; i < out->set->fields->len; i++)
    {
      const Column *column = &out->columns[i];

      g_free (out->values[i]);
      out->values[i] = mask_word (column, out->job->mask, word_of (row, column->key));
    }
  if (out->error == NULL && xl_sheet_writer_add (out->writer, (const char *const *) out->values, &out->error))
    out->job->n_rows++;
}

static char *
person_word (gconstpointer row, const char *key)
{
  return xl_people_person_word (row, key);
}

static char *
household_word (gconstpointer row, const char *key)
{
  return xl_people_household_word (row, key);
}

static void
on_person (const XlPersonRow *row, gpointer data)
{
  write_row (data, person_word, row);
}

static void
on_household (const XlHouseholdRow *row, gpointer data)
{
  write_row (data, household_word, row);
}

static gboolean
write_people (XlDb *db, Output *out, GError **error)
{
  XlPersonQuery query = {
    .office = out->job->office, .group_no = out->job->group_no, .kind = out->job->kind, .absent = out->job->absent,
    .order = XL_PERSON_ORDER_PLACE,
  };
  g_autoptr(GArray) ids = xl_person_table_list (db, &query, error);

  return ids != NULL && xl_person_row_table_read (db, (const gint64 *) ids->data, ids->len, on_person, out, error);
}

static gboolean
write_households (XlDb *db, Output *out, GError **error)
{
  XlHouseholdQuery query = { .office = out->job->office, .group_no = out->job->group_no, .kind = out->job->kind };
  g_autoptr(GArray) ids = xl_household_table_list (db, &query, error);

  return ids != NULL && xl_household_row_table_read (db, (const gint64 *) ids->data, ids->len, on_household, out, error);
}

gpointer
xl_people_export_run (XlDb *db, gpointer data, GError **error)
{
  XlPeopleExport *job = data;
  g_auto(Output) out = { .job = job };

  job->n_rows = 0;
  out.set = xl_field_set_load (job->households ? "households" : "residents", error);
  if (out.set == NULL || !find_columns (db, &out, error) || !open_writer (&out, error))
    return NULL;
  if (!(job->households ? write_households (db, &out, error) : write_people (db, &out, error)))
    return NULL;
  if (out.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&out.error));
      return NULL;
    }
  return xl_sheet_writer_close (out.writer, error) ? job : NULL;
}

gint64
xl_people_export_note (XlDb *db, gpointer data, GError **error)
{
  const XlPeopleExport *job = data;
  XlExport export = { job->user, job->households ? "households" : "residents", job->path, job->mask, job->n_rows };

  return xl_export_table_note (db, &export, error) ? 0 : -1;
}

/* The command --------------------------------------------------------------------------------------------------------- */

static gboolean
parse_format (XlPeopleExport *job, const char *encoding, GError **error)
{
  int format = xl_write_format_for_path (job->path, error);

  if (format < 0)
    return FALSE;
  job->format = (XlWriteFormat) format;
  if (encoding == NULL || g_ascii_strcasecmp (encoding, "utf-8") == 0)
    return TRUE;
  if (format != XL_WRITE_CSV)
    g_set_error_literal (error, XL_ERROR, XL_ERROR_USAGE, "--encoding: is for csv files only");
  else if (g_ascii_strcasecmp (encoding, "gb18030") == 0)
    job->format = XL_WRITE_CSV_GB18030;
  else if (g_ascii_strcasecmp (encoding, "gbk") == 0)
    job->format = XL_WRITE_CSV_GBK;
  else
    g_set_error_literal (error, XL_ERROR, XL_ERROR_USAGE, "--encoding: takes utf-8, gb18030 or gbk");
  return job->format != XL_WRITE_CSV;
}

static gboolean
parse_kind (XlPeopleExport *job, char *text, GError **error)
{
  g_autofree char *given = text;

  if (given == NULL || job->households)
    {
      job->kind = g_steal_pointer (&given);
      return TRUE;
    }
  job->kind = g_strdup (xl_code_find (xl_code_table (XL_CODE_KIND), given));
  if (job->kind == NULL)
    g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, "%s: there is no such kind of people", given);
  return job->kind != NULL;
}

static gpointer
read_standard_mask (XlDb *db, gpointer data, GError **error)
{
  return xl_setting_table_get (db, "export-mask", error);
}

static gboolean
choose_mask (XlPeopleExport *job, XlStore *store, char *text, GError **error)
{
  g_autofree char *name = text;

  if (name == NULL && (name = xl_store_read (store, read_standard_mask, NULL, error)) == NULL)
    return FALSE;
  if (xl_mask_profile_parse (name, &job->mask))
    return TRUE;
  g_set_error_literal (error, XL_ERROR, XL_ERROR_USAGE, "--mask: takes internal, public or strict");
  return FALSE;
}

static void
print_result (XlInvocation *inv, const XlPeopleExport *job)
{
  g_autoptr(JsonBuilder) b = NULL;

  if (!inv->json)
    {
      xl_invocation_print (inv, "%s: %" G_GINT64_FORMAT "\n", job->path, job->n_rows);
      return;
    }
  b = json_builder_new ();
  json_builder_begin_object (b);
  xl_json_string (b, "kind", job->households ? "households" : "residents");
  xl_json_string (b, "file", job->path);
  xl_json_string (b, "mask", xl_mask_profile_name (job->mask));
  xl_people_json_number (b, "rows", job->n_rows);
  json_builder_end_object (b);
  xl_invocation_print_json (inv, json_builder_get_root (b));
}

static gboolean
run_export (XlInvocation *inv, gboolean households, GError **error)
{
  g_autoptr(XlPeopleExport) job = g_new0 (XlPeopleExport, 1);
  g_autofree char *encoding = xl_invocation_take_option (inv, "--encoding");
  g_autofree char *group = xl_invocation_take_option (inv, "--group");
  g_autofree char *mask = xl_invocation_take_option (inv, "--mask");
  g_autoptr(XlStore) store = NULL;

  job->households = households;
  job->office = xl_invocation_take_option (inv, "--office");
  job->absent = xl_invocation_take_flag (inv, "--absent");
  job->group_no = group != NULL ? atoi (group) : 0;
  if (!parse_kind (job, xl_invocation_take_option (inv, "--kind"), error) || !xl_invocation_expect (inv, 2, 2, error))
    return FALSE;
  job->path = g_strdup (inv->args[1]);
  if (!parse_format (job, encoding, error))
    return FALSE;
  store = xl_invocation_open_store (inv, XL_STORE_DEFAULT, error);
  if (store == NULL || !choose_mask (job, store, g_steal_pointer (&mask), error)
      || xl_store_read (store, xl_people_export_run, job, error) == NULL)
    return FALSE;
  job->user = g_strdup (xl_store_get_user (store));
  if (job->mask == XL_MASK_INTERNAL
      && xl_store_write (store, XL_CHANGE_FINAL, _("Export"), xl_people_export_note, job, error) < 0)
    return FALSE;
  print_result (inv, job);
  return TRUE;
}

gboolean
xl_people_export_residents (XlInvocation *inv, GError **error)
{
  return run_export (inv, FALSE, error);
}

gboolean
xl_people_export_households (XlInvocation *inv, GError **error)
{
  return run_export (inv, TRUE, error);
}
