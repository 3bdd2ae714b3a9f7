#include "../store/memory-file.h"

#include "notices/xl-notice-table.h"
#include "notices/xl-task-table.h"

#include "store/xl-change.h"

#include <string.h>

#define OFFICE "220622103200"

typedef struct {
  XlDb *db;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->db = memory_file_open ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  xl_db_close (f->db);
}

static XlTask *
new_task (const char *what, const char *day, const char *rule, const char *from)
{
  XlTask *task = xl_task_new ();

  task->office = g_strdup (OFFICE);
  task->what = g_strdup (what);
  task->due_date = g_strdup (day);
  task->rule = g_strdup (rule);
  task->from_date = g_strdup (from);
  task->confirmed_by = g_strdup ("村文书");
  return task;
}

static gint64
store_task (XlDb *db, gpointer data, GError **error)
{
  return xl_task_table_insert (db, data, error);
}

/* Stores it and frees it. */
static gint64
add (Fixture *f, XlTask *task)
{
  g_autoptr(XlTask) owned = task;
  g_autoptr(GError) error = NULL;
  gint64 id = xl_change_run (f->db, "t", "任务", XL_CHANGE_EDIT, store_task, owned, &error);

  g_assert_no_error (error);
  return id;
}

typedef struct { gint64 id; const char *due, *on; } Mark;

static gint64
do_mark (XlDb *db, gpointer data, GError **error)
{
  const Mark *mark = data;

  return xl_task_table_mark_done (db, mark->id, mark->due, mark->on, error) ? 1 : -1;
}

static void
mark (Fixture *f, gint64 id, const char *due)
{
  g_autoptr(GError) error = NULL;

  xl_change_run (f->db, "t", "办结", XL_CHANGE_EDIT, do_mark, &(Mark) { id, due, "2026-11-21" }, &error);
  g_assert_no_error (error);
}

/* "2026-11-25 -1": each due day with the days left, in order. */
static char *
due_lines (Fixture *f, const char *on, int horizon)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = xl_task_table_due (f->db, OFFICE, on, horizon, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const XlTaskDue *due = list->pdata[i];

      g_string_append_printf (text, "%s%s %s %d", i > 0 ? "; " : "", due->task->what, due->due_date, due->days_left);
    }
  return g_string_free (text, FALSE);
}

static void
test_due_in_order (Fixture *f, gconstpointer data)
{
  g_autofree char *lines = NULL;

  add (f, new_task ("甲", "2026-12-20", NULL, "2026-11-01"));
  add (f, new_task ("乙", NULL, "monthly:25", "2026-11-09"));
  add (f, new_task ("丙", "2026-11-20", NULL, "2026-11-01"));
  add (f, new_task ("丁", NULL, "event:3wd", "2026-11-01"));
  add (f, new_task ("戊", "2027-03-01", NULL, "2026-11-01"));
  lines = due_lines (f, "2026-11-21", 31);
  g_assert_cmpstr (lines, ==, "丙 2026-11-20 -1; 乙 2026-11-25 4; 甲 2026-12-20 29; 丁  0");
}

static void
test_comes_again (Fixture *f, gconstpointer data)
{
  gint64 id = add (f, new_task ("月报", NULL, "monthly:25", "2026-11-09"));
  g_autofree char *before = NULL, *after = NULL, *late = NULL;

  mark (f, id, "2026-11-25");
  before = due_lines (f, "2026-11-26", 31);
  g_assert_cmpstr (before, ==, "月报 2026-12-25 29");
  mark (f, id, "2026-12-25");
  mark (f, id, "2026-12-25");   /* twice is once */
  after = due_lines (f, "2026-12-26", 31);
  g_assert_cmpstr (after, ==, "月报 2027-01-25 30");
  late = due_lines (f, "2027-03-01", 31);
  g_assert_cmpstr (late, ==, "月报 2027-01-25 -35");
}

static void
test_once_is_done (Fixture *f, gconstpointer data)
{
  gint64 id = add (f, new_task ("名单", "2026-11-27", NULL, "2026-11-01"));
  g_autoptr(XlTask) task = NULL;
  g_autoptr(XlChange) change = NULL;
  g_autofree char *none = NULL, *again = NULL;

  mark (f, id, "2026-11-27");
  task = xl_task_table_get (f->db, id, NULL);
  g_assert_cmpint (task->state, ==, XL_TASK_DONE);
  none = due_lines (f, "2026-11-21", 31);
  g_assert_cmpstr (none, ==, "");
  change = xl_change_undo (f->db, "t", NULL);
  g_assert_nonnull (change);
  again = due_lines (f, "2026-11-21", 31);
  g_assert_cmpstr (again, ==, "名单 2026-11-27 6");
}

static void
test_bad_rows_are_refused (Fixture *f, gconstpointer data)
{
  XlTask *bad[] = { new_task ("甲", "2026-02-30", NULL, "2026-01-01"), new_task ("甲", NULL, NULL, "2026-01-01"),
                    new_task ("", "2026-02-03", NULL, "2026-01-01"), new_task ("甲", "2026-02-03", "monthly:3", "2026-01-01") };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(XlTask) task = bad[i];
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (xl_change_run (f->db, "t", "任务", XL_CHANGE_EDIT, store_task, task, &error), ==, -1);
      g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_CONSTRAINT);
    }
}

/* Notices ------------------------------------------------------------------------------------------------------------- */

static XlNoticeRow *
new_row (GBytes *pdf)
{
  XlNoticeRow *row = g_new0 (XlNoticeRow, 1);

  row->office = g_strdup (OFFICE);
  row->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, pdf);
  row->file_name = g_strdup ("通知.pdf");
  row->title = g_strdup ("关于报送名单的通知");
  row->received_date = g_strdup ("2026-11-21");
  row->n_pages = 1;
  row->facts = g_strdup ("{\"title\":\"关于报送名单的通知\"}");
  return row;
}

typedef struct { XlNoticeRow *row; GBytes *pdf; } Keep;

static gint64
do_keep (XlDb *db, gpointer data, GError **error)
{
  Keep *keep = data;

  return xl_notice_table_insert (db, keep->row, keep->pdf, error);
}

static void
test_notice_is_kept_once (Fixture *f, gconstpointer data)
{
  g_autoptr(GBytes) pdf = g_bytes_new_static ("%PDF-1.4 test", 13), back = NULL;
  g_autoptr(XlNoticeRow) row = new_row (pdf), twin = new_row (pdf), read = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = NULL, none = NULL;
  gint64 id = xl_change_run (f->db, "t", "来文", XL_CHANGE_EDIT, do_keep, &(Keep) { row, pdf }, &error);

  g_assert_no_error (error);
  g_assert_cmpint (xl_notice_table_find (f->db, OFFICE, row->sha256, NULL), ==, id);
  g_assert_cmpint (xl_change_run (f->db, "t", "来文", XL_CHANGE_EDIT, do_keep, &(Keep) { twin, pdf }, &error), ==, -1);
  g_assert_error (error, XL_STORE_ERROR, XL_STORE_ERROR_DUPLICATE);
  back = xl_notice_table_get_pdf (f->db, id, NULL);
  g_assert_true (g_bytes_equal (back, pdf));
  read = xl_notice_table_get (f->db, id, NULL);
  g_assert_cmpstr (read->sha256, ==, row->sha256);
  g_assert_null (read->confirmed_by);
  list = xl_notice_table_list (f->db, OFFICE, "名单", NULL);
  none = xl_notice_table_list (f->db, OFFICE, "没有", NULL);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/notices/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("task/due-in-order", test_due_in_order);
  ADD ("task/comes-again", test_comes_again);
  ADD ("task/once-is-done-and-undone", test_once_is_done);
  ADD ("task/bad-rows-are-refused", test_bad_rows_are_refused);
  ADD ("notice/kept-once", test_notice_is_kept_once);
  return g_test_run ();
}
