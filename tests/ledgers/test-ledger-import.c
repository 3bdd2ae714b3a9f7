#include "exchange/xl-import-commands.h"
#include "ledgers/xl-due-table.h"
#include "ledgers/xl-ledger-export.h"
#include "ledgers/xl-ledger-import-table.h"
#include "ledgers/xl-ledger-table.h"
#include "office/xl-office-table.h"
#include "store/xl-store.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define TOWNSHIP "220622103000"

/* A township's office file in a folder of its own, with the sample's residents and visits brought in once for all tests. */
typedef struct {
  char    *folder;
  XlStore *store;
} Township;

static char *
sample (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "samples", "township", name, NULL);
}

static gint64
set_own (XlDb *db, gpointer data, GError **error)
{
  if (xl_office_table_ensure (db, TOWNSHIP, NULL, "township", error) < 0)
    return -1;
  return xl_office_table_set_own (db, TOWNSHIP, error) ? 0 : -1;
}

static void
open_township (Township *t)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  t->folder = g_dir_make_tmp ("xl-ledger-XXXXXX", &error);
  path = g_build_filename (t->folder, "office.xiangli", NULL);
  t->store = xl_store_open (path, XL_STORE_CREATE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (xl_store_write (t->store, XL_CHANGE_EDIT, "init", set_own, NULL, &error), >=, 0);
}

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

static void
close_township (Township *t)
{
  g_clear_object (&t->store);
  remove_folder (t->folder);
  g_free (t->folder);
}

static XlImportJob *
import (Township *t, const char *kind, const char *const *names)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GStrvBuilder) files = g_strv_builder_new ();
  static const XlImportOptions options = { .on = "2026-07-01" };
  XlImportJob *job = g_new0 (XlImportJob, 1);
  const XlImportTarget *target = xl_import_target_find (kind, &error);

  g_assert_no_error (error);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = names[i][0] == '/' ? g_strdup (names[i]) : sample (names[i]);

      g_strv_builder_add (files, path);
    }
  job->import = xl_import_new (target, &options);
  job->files = g_strv_builder_end (files);
  xl_import_files (t->store, job, &error);
  g_assert_no_error (error);
  return job;
}

static void
import_residents (Township *t)
{
  xl_import_job_free (import (t, "residents", (const char *[]) {
    "02_居民花名册_那尔轰村.xlsx", "02_居民花名册_小西头村.xlsx", "02_居民花名册_黄酒馆村（一至三组）.xls",
    "02_居民花名册_黄酒馆村（四至六组）.csv", NULL }));
}

static XlImportJob *
import_visits (Township *t)
{
  return import (t, "elder-visit", (const char *[]) { "08_高龄独居老人走访记录.xlsx", NULL });
}

static JsonObject *
read_truth (JsonParser *parser)
{
  g_autofree char *path = sample ("truth.json");
  g_autoptr(GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)), "visits");
}

typedef struct { const char *period, *policy; } Question;

static gpointer
read_month (XlDb *db, gpointer data, GError **error)
{
  const Question *q = data;
  g_autoptr(XlTemplate) t = xl_ledger_table_template (db, "elder-visit", error);

  return t != NULL ? xl_due_table_month (db, t, NULL, q->period, q->policy, error) : NULL;
}

static void
check_month (Township *t, JsonObject *months, const char *period)
{
  JsonObject *truth = json_object_get_object_member (months, period);
  Question q = { period, "removal-day" };
  g_autoptr(GError) error = NULL;
  g_autoptr(XlMonthVisits) month = xl_store_read (t->store, read_month, &q, &error);

  g_assert_no_error (error);
  g_assert_cmpint (month->rate.due, ==, json_object_get_int_member (truth, "due"));
  g_assert_cmpint (month->rate.visited, ==, json_object_get_int_member (truth, "visited"));
  g_assert_cmpint (month->at_home, ==, json_object_get_int_member (truth, "visited_at_home"));
  g_assert_cmpint (month->rate.visits, ==, json_object_get_int_member (truth, "visits"));
  g_assert_cmpuint (month->rate.missed->len, ==, json_array_get_length (json_object_get_array_member (truth, "not_visited")));
  g_assert_cmpint (month->rate.rate_bp, ==, (int) (json_object_get_double_member (truth, "rate") * 10000 + 0.5));
}

static void
test_months_of_the_sample (void)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObject *truth = read_truth (parser), *months = json_object_get_object_member (truth, "by_month");
  g_autoptr(GList) names = json_object_get_members (months);
  Township t;
  XlImportJob *job;

  open_township (&t);
  import_residents (&t);
  job = import_visits (&t);
  g_assert_cmpuint (xl_import_get_count (job->import, XL_IMPORT_REFUSED), ==, 0);
  g_assert_cmpuint (xl_import_get_count (job->import, XL_IMPORT_ADDED), ==,
                    (guint) json_object_get_int_member (truth, "targets")
                      + json_array_get_length (json_object_get_array_member (truth, "visits")));
  xl_import_job_free (job);
  g_assert_cmpuint (g_list_length (names), ==, 6);
  for (GList *l = names; l != NULL; l = l->next)
    check_month (&t, months, l->data);

  job = import_visits (&t);
  g_assert_cmpuint (xl_import_get_count (job->import, XL_IMPORT_ADDED), ==, 0);
  g_assert_cmpuint (xl_import_get_count (job->import, XL_IMPORT_UPDATED), ==, 0);
  xl_import_job_free (job);
  close_township (&t);
}

static gpointer
count_records (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(XlTemplate) t = xl_ledger_table_template (db, data, error);
  const XlLedgerQuery all = { 0 };

  return GINT_TO_POINTER ((int) xl_ledger_table_count (db, t, &all, error) + 1);   /* NULL would be an error */
}

static int
count (Township *t, const char *key)
{
  g_autoptr(GError) error = NULL;
  int n = GPOINTER_TO_INT (xl_store_read (t->store, count_records, (gpointer) key, &error));

  g_assert_no_error (error);
  return n - 1;
}

static void
test_an_import_is_undone_whole (void)
{
  g_autoptr(GError) error = NULL;
  Township t;

  open_township (&t);
  import_residents (&t);
  xl_import_job_free (import_visits (&t));
  g_assert_cmpint (count (&t, "elder-visit"), ==, 617);
  g_assert_cmpint (count (&t, "elder-list"), ==, 110);
  xl_change_free (xl_store_undo (t.store, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (&t, "elder-visit"), ==, 0);
  g_assert_cmpint (count (&t, "elder-list"), ==, 0);
  xl_import_job_free (import_visits (&t));
  g_assert_cmpint (count (&t, "elder-visit"), ==, 617);
  close_township (&t);
}

static char *
write_csv (Township *t, const char *name, const char *text)
{
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (t->folder, name, NULL);

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

/* One sheet of three rows with all that can be wrong. */
static void
test_bad_rows_are_refused_or_flagged (void)
{
  static const char csv[] =
    "2026年6月走访记录,,,,,\n老人姓名,证件号,走访日期,走访方式,身体状况,走访人\n"
    "查无此人,220622194001011234,6.3,上门,良好,李\n"      /* nobody */
    "吕玉,220622194109306995,6.31,上门,良好,李\n"          /* no such day */
    "吕玉,220622194109306995,,上门,良好,李\n"              /* no day at all */
    "吕玉,220622194109306995,2026-12-01,上门,良好,李\n"    /* has not come yet */
    "吕玉,2206221941****6995,6.4,飞鸽,良好,李\n"           /* unknown mode: flagged */
    "吕玉,220622194109306995,5.4,上门,良好,李\n";          /* another month: flagged */
  g_autofree char *path = NULL;
  Township t;
  XlImportJob *job;
  const XlImportSheet *sheet;
  const char *columns[] = { "elder", "visited_on", "visited_on", "visited_on" };

  open_township (&t);
  import_residents (&t);
  path = write_csv (&t, "走访.csv", csv);
  job = import (&t, "elder-visit", (const char *[]) { path, NULL });
  sheet = g_ptr_array_index (xl_import_get_sheets (job->import), 0);
  g_assert_cmpuint (sheet->refused->len, ==, 4);
  for (guint i = 0; i < sheet->refused->len; i++)
    {
      const XlImportNote *note = g_ptr_array_index (sheet->refused, i);
      const XlField *field = g_ptr_array_index (xl_import_get_fields (job->import)->fields, note->field);

      g_assert_cmpuint (note->row, ==, i + 3);
      g_assert_cmpstr (field->key, ==, columns[i]);
      g_assert_nonnull (note->reason);
    }
  g_assert_cmpuint (sheet->added, ==, 2);
  g_assert_cmpuint (sheet->flagged->len, >=, 2);
  xl_import_job_free (job);
  g_assert_cmpint (count (&t, "elder-visit"), ==, 2);
  close_township (&t);
}

static void
test_a_mended_cell_updates_its_record (void)
{
  static const char before[] = "2026年6月走访记录,,,,\n老人姓名,证件号,走访日期,走访方式,走访人\n"
                               "吕玉,220622194109306995,6.3,上门,李\n吕玉,220622194109306995,6.3,上门,王\n";
  static const char after[] = "2026年6月走访记录,,,,\n老人姓名,证件号,走访日期,走访方式,走访人\n"
                              "吕玉,220622194109306995,6.3,上门,赵\n吕玉,220622194109306995,6.3,上门,王\n";
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  Township t;
  XlImportJob *job;

  open_township (&t);
  import_residents (&t);
  first = write_csv (&t, "一.csv", before);
  second = write_csv (&t, "二.csv", after);
  xl_import_job_free (import (&t, "elder-visit", (const char *[]) { first, NULL }));
  g_assert_cmpint (count (&t, "elder-visit"), ==, 2);   /* two visits of one day are two */
  job = import (&t, "elder-visit", (const char *[]) { second, NULL });
  g_assert_cmpuint (xl_import_get_count (job->import, XL_IMPORT_UPDATED), ==, 1);
  g_assert_cmpuint (xl_import_get_count (job->import, XL_IMPORT_UNCHANGED), ==, 1);
  xl_import_job_free (job);
  g_assert_cmpint (count (&t, "elder-visit"), ==, 2);
  close_township (&t);
}

static void
test_a_list_brings_its_people (void)
{
  static const char csv[] = "那尔轰村走访对象名单,,,\n姓名,身份证号,类别,纳入日期\n万海宝,220622194909285758,独居,2026-02-14\n";
  g_autofree char *path = NULL;
  Township t;

  open_township (&t);
  path = write_csv (&t, "名单.csv", csv);
  xl_import_job_free (import (&t, "elder-visit", (const char *[]) { path, NULL }));
  g_assert_cmpint (count (&t, "elder-list"), ==, 1);
  g_assert_cmpint (count (&t, "elder-visit"), ==, 0);
  close_township (&t);
}

static char *
export (Township *t, const char *key, const char *name, XlWriteFormat format, const char *layout, XlMaskProfile mask)
{
  char *path = g_build_filename (t->folder, name, NULL);
  XlLedgerExport job = { .key = (char *) key, .layout = (char *) layout, .today = (char *) "2026-07-01", .mask = mask,
                         .format = format, .path = path };
  g_autoptr(GError) error = NULL;

  xl_store_read (t->store, xl_ledger_export_run, &job, &error);
  g_assert_no_error (error);
  g_free (job.title);
  g_free (job.department);
  return path;
}

/* What goes out comes in again as it was: a second office with the same people has the same records. */
static void
test_an_export_comes_in_again (void)
{
  g_autofree char *list = NULL;
  g_autofree char *visits = NULL;
  Township from, to;
  XlImportJob *job;

  open_township (&from);
  import_residents (&from);
  xl_import_job_free (import_visits (&from));
  list = export (&from, "elder-list", "list.xlsx", XL_WRITE_XLSX, NULL, XL_MASK_INTERNAL);
  visits = export (&from, "elder-visit", "visits.csv", XL_WRITE_CSV, NULL, XL_MASK_INTERNAL);

  job = import (&from, "elder-visit", (const char *[]) { visits, NULL });   /* its own records are all there */
  g_assert_cmpuint (xl_import_get_count (job->import, XL_IMPORT_UNCHANGED), ==, 617);
  xl_import_job_free (job);

  open_township (&to);
  import_residents (&to);
  xl_import_job_free (import (&to, "elder-list", (const char *[]) { list, NULL }));
  xl_import_job_free (import (&to, "elder-visit", (const char *[]) { visits, NULL }));
  g_assert_cmpint (count (&to, "elder-list"), ==, 110);
  g_assert_cmpint (count (&to, "elder-visit"), ==, 617);
  close_township (&to);
  close_township (&from);
}

static void
test_a_public_layout_holds_no_number (void)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GRegex) number = g_regex_new ("[0-9]{17}[0-9Xx]", 0, 0, NULL);
  Township t;

  open_township (&t);
  import_residents (&t);
  xl_import_job_free (import_visits (&t));
  path = export (&t, "elder-visit", "public.csv", XL_WRITE_CSV, "public", XL_MASK_PUBLIC);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_false (g_regex_match (number, text, 0, NULL));
  g_assert_nonnull (strstr (text, "吕*"));
  g_assert_null (strstr (text, "吕玉"));
  close_township (&t);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledgers/import/months-of-the-sample", test_months_of_the_sample);
  g_test_add_func ("/ledgers/import/an-import-is-undone-whole", test_an_import_is_undone_whole);
  g_test_add_func ("/ledgers/import/bad-rows-are-refused-or-flagged", test_bad_rows_are_refused_or_flagged);
  g_test_add_func ("/ledgers/import/a-mended-cell-updates-its-record", test_a_mended_cell_updates_its_record);
  g_test_add_func ("/ledgers/import/a-list-brings-its-people", test_a_list_brings_its_people);
  g_test_add_func ("/ledgers/export/comes-in-again", test_an_export_comes_in_again);
  g_test_add_func ("/ledgers/export/a-public-layout-holds-no-number", test_a_public_layout_holds_no_number);
  return g_test_run ();
}
