#include "../store/memory-file.h"

#include "ledgers/xl-ledger-batch-table.h"
#include "ledgers/xl-ledger-patch-table.h"
#include "ledgers/xl-ledger-table.h"
#include "people/xl-person-table.h"
#include "store/xl-change.h"

#include <string.h>

#define OFFICE "220622103200"
#define TODAY  "2026-07-20"

static gint64
do_sql (XlDb *db, gpointer data, GError **error)
{
  return xl_db_exec (db, data, error) ? 0 : -1;
}

static gint64
run (XlDb *db, XlWriteFunc func, gpointer data, GError **error)
{
  return xl_change_run (db, "tester", "edit", XL_CHANGE_EDIT, func, data, error);
}

static gint64
add_people (XlDb *db, gpointer data, GError **error)
{
  static const struct { const char *name, *number; } rows[] = {
    { "张三丰", "220622195006150013" }, { "李四", "220622196001010024" }, { "王芳", "220622197001010037" }, { "王芳", NULL },
  };
  gint64 *ids = data;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(XlPerson) person = xl_person_new (OFFICE);

      xl_person_set_name (person, rows[i].name, NULL);
      xl_person_set_identity (person, rows[i].number);
      ids[i] = xl_person_table_insert (db, person, error);
      if (ids[i] < 0)
        return -1;
    }
  return 0;
}

/* An office with four people; their keys in @people. */
static XlDb *
open_file (gint64 *people)
{
  g_autoptr(GError) error = NULL;
  XlDb *db = memory_file_open ();

  run (db, add_people, people, &error);
  g_assert_no_error (error);
  return db;
}

static void
add (XlLedgerPatches *p, gint64 id, guint row, const char *field, const char *text)
{
  xl_ledger_patches_add (p, id, row, xl_template_find (p->t, field), text);
}

static void
add_row (XlLedgerPatches *p, guint row, const char *who, const char *day, const char *mode, const char *visitor)
{
  add (p, 0, row, "elder", who);
  add (p, 0, row, "visited_on", day);
  add (p, 0, row, "mode", mode);
  add (p, 0, row, "visitor", visitor);
}

static gint64
count (XlDb *db, const char *where)
{
  g_autofree char *sql = g_strconcat ("SELECT count (*) FROM ledger_elder_visit WHERE ", where, NULL);

  return xl_db_int (db, sql, -1, NULL);
}

static gint64
new_id (const XlLedgerPatches *p, guint row)
{
  return *(gint64 *) g_hash_table_lookup (p->new_ids, GUINT_TO_POINTER (row));
}

static void
test_new_rows_and_changes_are_one_step (void)
{
  gint64 people[4];
  g_autoptr(XlDb) db = open_file (people);
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  g_autoptr(XlLedgerPatches) first = xl_ledger_patches_new (t, OFFICE, TODAY);
  g_autoptr(XlLedgerPatches) second = xl_ledger_patches_new (t, OFFICE, TODAY);
  g_autoptr(GError) error = NULL;
  XlChange *undone;

  add_row (first, 1, "张三丰", "2026年6月3日", "入户", "赵六");
  add_row (first, 2, "李四", "6月40日", "2", "赵六");
  add_row (first, 3, "", "", "", " ");   /* nothing stands there */
  g_assert_cmpint (run (db, xl_ledger_patch_run, first, &error), ==, -1);   /* no such day */
  g_assert_error (error, XL_ERROR, XL_ERROR_REFUSED);
  g_clear_error (&error);
  g_ptr_array_set_size (first->refusals, 0);
  g_free (g_array_index (first->patches, XlLedgerPatch, 5).text);
  g_array_index (first->patches, XlLedgerPatch, 5).text = g_strdup ("2026-06-04");
  g_assert_cmpint (run (db, xl_ledger_patch_run, first, &error), ==, 2);
  g_assert_no_error (error);
  g_assert_cmpuint (first->n_added, ==, 2);
  add (second, new_id (first, 1), 0, "visitor", "钱七");
  add (second, new_id (first, 1), 0, "mode", "电话");
  add (second, new_id (first, 2), 0, "note", "在家");
  add_row (second, 9, "张三丰", "2026-06-05", "1", "钱七");
  g_assert_cmpint (run (db, xl_ledger_patch_run, second, &error), ==, 3);
  g_assert_cmpint (count (db, "visitor = '钱七'"), ==, 2);
  g_assert_cmpint (count (db, "mode = '2'"), ==, 2);
  undone = xl_change_undo (db, "tester", &error);
  g_assert_no_error (error);
  xl_change_free (undone);
  g_assert_cmpint (count (db, "visitor = '赵六'"), ==, 2);
  g_assert_cmpint (count (db, "TRUE"), ==, 2);
}

static void
test_a_refused_cell_says_why (void)
{
  static const struct { const char *who, *day, *mode; guint patch; } rows[] = {
    { "没有这人", "2026-06-03", "1", 0 }, { "王芳", "2026-06-03", "1", 0 }, { "李四", "2026-13-03", "1", 1 },
    { "李四", "2026-06-03", "飞", 2 },    { "李四", "", "1", 1 },            { "李四", "2027-01-01", "1", 1 },
  };
  gint64 people[4];
  g_autoptr(XlDb) db = open_file (people);
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(XlLedgerPatches) p = xl_ledger_patches_new (t, OFFICE, TODAY);
      g_autoptr(GError) error = NULL;
      const XlLedgerRefusal *refusal;

      add_row (p, 1, rows[i].who, rows[i].day, rows[i].mode, "赵六");
      add_row (p, 2, "李四", "2026-06-01", "1", "赵六");
      g_assert_cmpint (run (db, xl_ledger_patch_run, p, &error), ==, -1);
      g_assert_error (error, XL_ERROR, XL_ERROR_REFUSED);
      g_assert_cmpuint (p->refusals->len, ==, 1);
      refusal = g_ptr_array_index (p->refusals, 0);
      g_assert_cmpuint (refusal->patch, ==, rows[i].patch);
      g_assert_cmpuint (refusal->row, ==, 1);
      g_assert_nonnull (refusal->reason);
      g_assert_null (strstr (refusal->reason, "没有这人"));
      g_assert_cmpuint (g_hash_table_size (p->new_ids), ==, 0);
    }
  g_assert_cmpint (xl_db_int (db, "SELECT count (*) FROM sqlite_schema WHERE name = 'ledger_elder_visit'", -1, NULL), ==, 0);
}

static void
test_the_good_rows_alone (void)
{
  gint64 people[4];
  g_autoptr(XlDb) db = open_file (people);
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  g_autoptr(XlLedgerPatches) p = xl_ledger_patches_new (t, OFFICE, TODAY);
  g_autoptr(GError) error = NULL;

  p->good_only = TRUE;
  add_row (p, 1, "李四", "2026-06-03", "1", "赵六");
  add_row (p, 2, "李四", "2026-06-04", "飞", "赵六");
  add_row (p, 3, "李四", "2026-06-05", "1", "");
  g_assert_cmpint (run (db, xl_ledger_patch_run, p, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpint (count (db, "visited_on = '2026-06-03'"), ==, 1);
  g_assert_cmpint (count (db, "TRUE"), ==, 1);
  g_assert_cmpuint (p->refusals->len, ==, 2);
}

static void
test_persons_as_people_write_them (void)
{
  static const struct { const char *who; guint person; } rows[] = {
    { "张三丰", 0 }, { " 李四 ", 1 }, { "220622195006150013", 0 }, { "zsf", 0 }, { "lisi", 1 }, { "王芳 220622197001010037", 2 },
    { "王芳（220622197001010037）", 2 }, { "ＺＳＦ", 0 },
  };
  gint64 people[4];
  g_autoptr(XlDb) db = open_file (people);
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  g_autoptr(XlLedgerPatches) p = xl_ledger_patches_new (t, OFFICE, TODAY);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *day = g_strdup_printf ("2026-06-%02u", i + 1);

      add_row (p, i, rows[i].who, day, "1", "赵六");
    }
  add (p, 0, 100, "id_number", "220622197001010037");   /* stands beside the name in what was copied */
  add_row (p, 100, "王芳", "2026-06-30", "1", "赵六");
  g_assert_cmpint (run (db, xl_ledger_patch_run, p, &error), ==, G_N_ELEMENTS (rows) + 1);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(XlLedgerRecord) record = xl_ledger_table_get (db, t, new_id (p, i), &error);

      g_assert_cmpint (xl_ledger_record_subject (t, record), ==, people[rows[i].person]);
    }
  g_assert_cmpint (count (db, "visited_on = '2026-06-30'"), ==, 1);
}

static void
test_marks_that_no_rule_made_stay (void)
{
  gint64 people[4];
  g_autoptr(XlDb) db = open_file (people);
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  g_autoptr(XlLedgerPatches) p = xl_ledger_patches_new (t, OFFICE, TODAY);
  g_autoptr(XlLedgerPatches) q = xl_ledger_patches_new (t, OFFICE, TODAY);
  g_autoptr(GError) error = NULL;
  gint64 id;

  add_row (p, 1, "李四", "2026-06-03", "1", "赵六");
  add (p, 0, 1, "need", "买药");   /* without an action a rule marks it */
  run (db, xl_ledger_patch_run, p, &error);
  id = new_id (p, 1);
  run (db, do_sql, "UPDATE ledger_elder_visit SET flags = flags || char (10) || 'elder' || char (9) || 'found by the name alone'"
                   " || char (10) || 'visitor' || char (9) || 'could not be read'", &error);
  g_assert_no_error (error);
  add (q, id, 0, "action", "已买");
  add (q, id, 0, "visitor", "钱七");
  g_assert_cmpint (run (db, xl_ledger_patch_run, q, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpint (count (db, "flags LIKE 'elder%found by the name alone%'"), ==, 1);
  g_assert_cmpint (count (db, "flags LIKE '%visitor%' OR flags LIKE '%action%'"), ==, 0);
}

static void
test_what_is_only_shown (void)
{
  gint64 people[4];
  g_autoptr(XlDb) db = open_file (people);
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  g_autoptr(XlLedgerPatches) p = xl_ledger_patches_new (t, OFFICE, TODAY);
  g_autoptr(XlLedgerPatches) same = xl_ledger_patches_new (t, OFFICE, TODAY);
  g_autoptr(XlLedgerPatches) other = xl_ledger_patches_new (t, OFFICE, TODAY);
  g_autoptr(GError) error = NULL;

  add_row (p, 1, "李四", "2026-06-03", "1", "赵六");
  run (db, xl_ledger_patch_run, p, &error);
  add (same, new_id (p, 1), 0, "id_number", "220622196001010024");
  add (same, new_id (p, 1), 0, "note", "好");
  g_assert_cmpint (run (db, xl_ledger_patch_run, same, &error), ==, 1);
  g_assert_no_error (error);
  add (other, new_id (p, 1), 0, "id_number", "1");
  g_assert_cmpint (run (db, xl_ledger_patch_run, other, &error), ==, -1);
  g_assert_error (error, XL_ERROR, XL_ERROR_REFUSED);
}

/* Batches ----------------------------------------------------------------------------------------------------------- */

/* Ten visits to 李四 in June, the last without a visitor's mode other than 1. */
static void
add_ten (XlDb *db, const XlTemplate *t)
{
  g_autoptr(XlLedgerPatches) p = xl_ledger_patches_new (t, OFFICE, TODAY);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *day = g_strdup_printf ("2026-06-%02u", i + 1);

      add_row (p, i, i < 7 ? "李四" : "张三丰", day, i < 5 ? "1" : "2", "赵六");
    }
  g_assert_cmpint (run (db, xl_ledger_patch_run, p, &error), ==, 10);
  g_assert_no_error (error);
}

static XlLedgerBatch *
make_batch (const XlTemplate *t, const char *where, const char *field, const char *text)
{
  g_autoptr(GPtrArray) filters = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_filter_free);
  XlLedgerQuery query = { .office = OFFICE, .filters = filters };
  XlLedgerBatch *batch;

  g_ptr_array_add (filters, xl_ledger_filter_parse (t, where, NULL));
  batch = xl_ledger_batch_new (t, &query, NULL, TODAY);
  batch->field = xl_template_find (t, field);
  batch->text = g_strdup (text);
  return batch;
}

static void
test_a_column_becomes_one_value (void)
{
  gint64 people[4];
  g_autoptr(XlDb) db = open_file (people);
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  g_autoptr(XlLedgerBatch) batch = make_batch (t, "mode=电话", "visitor", "孙八");
  g_autoptr(XlLedgerBatch) again = make_batch (t, "visitor=孙八", "visitor", "孙八");
  g_autoptr(GError) error = NULL;

  add_ten (db, t);
  g_assert_cmpint (run (db, xl_ledger_batch_set, batch, &error), ==, 5);
  g_assert_no_error (error);
  g_assert_cmpint (batch->done, ==, 5);
  g_assert_cmpint (batch->total, ==, 5);
  g_assert_cmpint (count (db, "visitor = '孙八' AND mode = '2'"), ==, 5);
  g_assert_cmpint (run (db, xl_ledger_batch_set, again, &error), ==, 0);   /* is so already */
  xl_change_free (xl_change_undo (db, "tester", &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (db, "visitor = '孙八'"), ==, 0);
}

static void
test_a_batch_that_a_rule_refuses (void)
{
  static const struct { const char *field, *text; } rows[] = {
    { "visitor", "" }, { "mode", "飞" }, { "visited_on", "2027-01-01" }, { "id_number", "1" }, { "elder", "没有这人" },
  };
  gint64 people[4];
  g_autoptr(XlDb) db = open_file (people);
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  gint64 seq;

  add_ten (db, t);
  seq = xl_change_last_seq (db);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(XlLedgerBatch) batch = make_batch (t, "mode=1", rows[i].field, rows[i].text);
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (run (db, xl_ledger_batch_set, batch, &error), ==, -1);
      g_assert_error (error, XL_ERROR, XL_ERROR_REFUSED);
      g_assert_cmpuint (batch->refusals->len, >, 0);
    }
  g_assert_cmpint (xl_change_last_seq (db), ==, seq);
}

static void
test_a_batch_can_be_cancelled (void)
{
  gint64 people[4];
  g_autoptr(XlDb) db = open_file (people);
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  g_autoptr(XlLedgerBatch) batch = make_batch (t, "mode=1", "note", "好");
  g_autoptr(GError) error = NULL;

  add_ten (db, t);
  batch->cancellable = g_cancellable_new ();
  g_cancellable_cancel (batch->cancellable);
  g_assert_cmpint (run (db, xl_ledger_batch_set, batch, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count (db, "note IS NOT NULL"), ==, 0);
}

static void
test_records_go_together (void)
{
  gint64 people[4];
  g_autoptr(XlDb) db = open_file (people);
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);
  g_autoptr(XlLedgerBatch) batch = make_batch (t, "elder=李四", "note", "");
  g_autoptr(GError) error = NULL;

  add_ten (db, t);
  g_assert_cmpint (run (db, xl_ledger_batch_delete, batch, &error), ==, 7);
  g_assert_no_error (error);
  g_assert_cmpint (count (db, "TRUE"), ==, 3);
  xl_change_free (xl_change_undo (db, "tester", &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (db, "TRUE"), ==, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/ledger-patch/new-rows-and-changes-are-one-step", test_new_rows_and_changes_are_one_step);
  g_test_add_func ("/store/ledger-patch/a-refused-cell-says-why", test_a_refused_cell_says_why);
  g_test_add_func ("/store/ledger-patch/the-good-rows-alone", test_the_good_rows_alone);
  g_test_add_func ("/store/ledger-patch/persons-as-people-write-them", test_persons_as_people_write_them);
  g_test_add_func ("/store/ledger-patch/marks-that-no-rule-made-stay", test_marks_that_no_rule_made_stay);
  g_test_add_func ("/store/ledger-patch/what-is-only-shown", test_what_is_only_shown);
  g_test_add_func ("/store/ledger-batch/a-column-becomes-one-value", test_a_column_becomes_one_value);
  g_test_add_func ("/store/ledger-batch/a-batch-that-a-rule-refuses", test_a_batch_that_a_rule_refuses);
  g_test_add_func ("/store/ledger-batch/a-batch-can-be-cancelled", test_a_batch_can_be_cancelled);
  g_test_add_func ("/store/ledger-batch/records-go-together", test_records_go_together);
  return g_test_run ();
}
