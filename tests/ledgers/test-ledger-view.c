/* The sheet of a ledger in its window: filters, groups, totals, what is typed and refused, changes of many, what is remembered. */
#include "xl-ui-test.h"
#include "xl-ui-test-office.h"

#include "ledgers/xl-ledger-batch-page.h"
#include "ledgers/xl-ledger-catalogue-page.h"
#include "ledgers/xl-ledger-shelf-table.h"
#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-ledger-view-page.h"
#include "ledgers/xl-ledgers-page.h"
#include "people/xl-person-table.h"
#include "store/xl-view-table.h"

#include <string.h>

#define TODAY "2026-06-30"

typedef struct {
  XlUiTestOffice office;
  XlLedgersPage *page;
  XlLedgerView  *view;
} Fixture;

/* The office ------------------------------------------------------------------------------------------------------ */

static gint64
add_person (XlDb *db, const char *name, GError **error)
{
  g_autoptr(XlPerson) person = xl_person_new (OFFICE);

  return xl_person_set_name (person, name, error) ? xl_person_table_insert (db, person, error) : -1;
}

static gboolean
add_visit (XlDb *db, const XlTemplate *t, gint64 person, const char *day, const char *mode, const char *visitor, GError **error)
{
  g_autoptr(XlLedgerRecord) visit = xl_ledger_record_new (t, OFFICE);
  const char *reason;

  xl_ledger_record_set_number (visit, (guint) t->subject_field, person);
  xl_ledger_record_set_text (t, visit, (guint) xl_template_find (t, "visited_on"), day, &reason);
  xl_ledger_record_set_text (t, visit, (guint) xl_template_find (t, "mode"), mode, &reason);
  xl_ledger_record_set_text (t, visit, (guint) xl_template_find (t, "visitor"), visitor, &reason);
  xl_ledger_record_place (t, visit);
  return xl_ledger_table_insert (db, t, visit, NULL, error) >= 0;
}

/* Four visits of June: three by telephone, one at home; two people, one of them on the list. */
static gint64
write_office (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", error);
  g_autoptr(XlTemplate) list = xl_template_built_in ("elder-list", error);
  g_autoptr(XlLedgerRecord) listed = NULL;
  gint64 first, second;
  const char *reason;

  if (!xl_ledger_table_ensure (db, t, error) || !xl_ledger_table_ensure (db, list, error)
      || (first = add_person (db, "丁一", error)) < 0 || (second = add_person (db, "王二", error)) < 0)
    return -1;
  for (guint i = 0; i < 2; i++)
    {
      listed = xl_ledger_record_new (list, OFFICE);
      xl_ledger_record_set_number (listed, (guint) list->subject_field, i == 0 ? first : second);
      xl_ledger_record_set_text (list, listed, (guint) xl_template_find (list, "listed_on"), "2026-01-01", &reason);
      xl_ledger_record_set_text (list, listed, (guint) xl_template_find (list, "kinds"), "独居", &reason);
      if (xl_ledger_table_insert (db, list, listed, NULL, error) < 0)
        return -1;
      g_clear_pointer (&listed, xl_ledger_record_free);
    }
  return add_visit (db, t, first, "2026-06-03", "电话", "李干事", error)
                 && add_visit (db, t, first, "2026-06-10", "入户", "李干事", error)
                 && add_visit (db, t, first, "2026-06-17", "电话", "张干事", error)
                 && add_visit (db, t, second, "2026-06-05", "电话", "张干事", error)
             ? 1 : -1;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  xl_ui_test_office_open (&f->office, write_office, NULL);
  f->page = XL_LEDGERS_PAGE (xl_ui_test_office_show (&f->office, "ledgers", XL_TYPE_LEDGERS_PAGE));
  f->view = XL_LEDGER_VIEW (xl_ui_test_find (GTK_WIDGET (f->page), XL_TYPE_LEDGER_VIEW, NULL));
  xl_ledgers_page_set_today (f->page, TODAY);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  xl_ui_test_office_close (&f->office);
}

/* Waiting --------------------------------------------------------------------------------------------------------- */

typedef struct {
  Fixture *f;
  gint64   n;          /* records, or rows with @rows */
  gboolean rows;
} Counted;

static gboolean
is_counted (gpointer data)
{
  const Counted *c = data;
  XlLedgerSource *source = xl_ledger_view_get_source (c->f->view);

  if (source == NULL || xl_ledger_source_get_totals (source) == NULL)
    return FALSE;
  if (c->rows)
    return xl_grid_source_get_n_rows (XL_GRID_SOURCE (source)) == c->n;
  return xl_ledger_source_get_totals (source)->n == c->n && xl_ledger_source_get_n (source) == c->n;
}

static void
wait_for (Fixture *f, gint64 n, const char *what)
{
  Counted c = { f, n, FALSE };

  xl_ui_test_wait (is_counted, &c, what);
}

static void
wait_for_rows (Fixture *f, gint64 n, const char *what)
{
  Counted c = { f, n, TRUE };

  xl_ui_test_wait (is_counted, &c, what);
}

static void
open_june (Fixture *f)
{
  g_assert_true (xl_window_show_view (f->office.window, "ledgers", "month=elder-visit/2026-06"));
  wait_for (f, 4, "the four visits of June");
}

static guint
field (const char *key)
{
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", NULL);

  return (guint) xl_template_find (t, key);
}

static XlGridSource *
source (Fixture *f)
{
  return XL_GRID_SOURCE (xl_ledger_view_get_source (f->view));
}

typedef struct {
  Fixture    *f;
  gint64      row;
  const char *key, *text;
} Cell;

static gboolean
is_cell (gpointer data)
{
  const Cell *c = data;

  return g_strcmp0 (xl_grid_source_peek (source (c->f), c->row, (int) field (c->key)), c->text) == 0;
}

static void
wait_for_cell (Fixture *f, gint64 row, const char *key, const char *text)
{
  Cell c = { f, row, key, text };

  xl_ui_test_wait (is_cell, &c, text);
}

/* Filters --------------------------------------------------------------------------------------------------------- */

static gboolean
has_label (gpointer data)
{
  gpointer *q = data;

  return xl_ui_test_find (q[0], g_type_from_name (q[1]), q[2]) != NULL;
}

static GtkWidget *
wait_for_widget (GtkWidget *root, const char *type, const char *text)
{
  gpointer q[] = { root, (gpointer) type, (gpointer) text };

  xl_ui_test_wait (has_label, q, text);
  return xl_ui_test_find (root, g_type_from_name (type), text);
}

static void
test_a_column_is_filtered_by_its_values (Fixture *f, gconstpointer data)
{
  GtkWidget *check, *button;

  open_june (f);
  xl_ledger_view_ask_filter (f->view, xl_grid_memory_position_of (xl_ledger_view_get_memory (f->view), "mode"),
                             GTK_WIDGET (xl_ledger_view_get_grid (f->view)));
  check = gtk_widget_get_ancestor (wait_for_widget (GTK_WIDGET (f->view), "GtkLabel", "电话 (3)"), GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  button = xl_ui_test_find (GTK_WIDGET (f->view), GTK_TYPE_BUTTON, "Filter");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  wait_for (f, 3, "three by telephone");
  g_assert_cmpuint (xl_ledger_view_get_look (f->view)->narrows->len, ==, 1);

  /* a second one beside it, then both away by the button above the list */
  xl_ledger_look_narrow (xl_ledger_view_get_look (f->view), "visited_on",
                         xl_ledger_filter_new_range ("visited_on", "2026-06-04", NULL), NULL);
  xl_ledger_view_look_changed (f->view);
  wait_for (f, 2, "of them two after the third");
  g_assert_nonnull (wait_for_widget (GTK_WIDGET (f->view), "GtkLabel", "探访日期: from 2026-06-04"));
  g_signal_emit_by_name (wait_for_widget (GTK_WIDGET (f->view), "GtkButton", "Clear the filters"), "clicked");
  wait_for (f, 4, "all again");
}

static void
test_what_nobody_has_is_empty (Fixture *f, gconstpointer data)
{
  open_june (f);
  xl_ledger_look_narrow (xl_ledger_view_get_look (f->view), "need", xl_ledger_filter_new (XL_LEDGER_FILTER_FILLED, "need"), NULL);
  xl_ledger_view_look_changed (f->view);
  wait_for (f, 0, "no needs were written");
  g_assert_true (gtk_widget_get_visible (wait_for_widget (GTK_WIDGET (f->view), "GtkLabel", "No record fits these filters.")));
}

/* Order, groups, totals ------------------------------------------------------------------------------------------- */

static void
test_several_columns_sort (Fixture *f, gconstpointer data)
{
  open_june (f);
  xl_ledger_look_sort (xl_ledger_view_get_look (f->view), "visitor", FALSE, FALSE);
  xl_ledger_look_sort (xl_ledger_view_get_look (f->view), "visited_on", TRUE, TRUE);
  xl_ledger_view_look_changed (f->view);
  wait_for_cell (f, 0, "visited_on", "2026-06-17");      /* 张 before 李 by code point: the later first */
  wait_for_cell (f, 1, "visited_on", "2026-06-05");
  wait_for_cell (f, 2, "visited_on", "2026-06-10");
  wait_for_cell (f, 3, "visited_on", "2026-06-03");
}

static void
test_groups_fold_and_count (Fixture *f, gconstpointer data)
{
  XlLedgerLook *look;
  const char *total;

  open_june (f);
  look = xl_ledger_view_get_look (f->view);
  g_free (look->group);
  look->group = g_strdup ("mode");
  xl_ledger_view_look_changed (f->view);
  wait_for_rows (f, 6, "four records under two heads");
  g_assert_cmpint (xl_grid_source_peek_row_kind (source (f), 0), ==, XL_GRID_ROW_GROUP);
  g_assert_cmpint (xl_grid_source_peek_row_kind (source (f), 1), ==, XL_GRID_ROW_RECORD);
  g_assert_cmpint (xl_grid_source_get_row_id (source (f), 0), ==, 0);
  g_assert_cmpint (xl_grid_source_get_row_id (source (f), 1), !=, 0);
  g_assert_nonnull (xl_grid_source_peek_lock (source (f), 0, (int) field ("mode")));

  xl_grid_source_toggle_group (source (f), 0);
  g_assert_cmpint (xl_grid_source_peek_row_kind (source (f), 0), ==, XL_GRID_ROW_GROUP_FOLDED);
  g_assert_cmpint (xl_grid_source_get_n_rows (source (f)), <, 6);
  xl_ledger_source_fold_all (xl_ledger_view_get_source (f->view), TRUE);
  g_assert_cmpint (xl_grid_source_get_n_rows (source (f)), ==, 2);
  xl_ledger_source_fold_all (xl_ledger_view_get_source (f->view), FALSE);
  g_assert_cmpint (xl_grid_source_get_n_rows (source (f)), ==, 6);

  total = xl_grid_source_peek_total (source (f), xl_grid_column_get_source_column (xl_grid_get_column (xl_ledger_view_get_grid (f->view), 0)));
  g_assert_cmpstr (total, ==, "Total 4");
}

/* Writing --------------------------------------------------------------------------------------------------------- */

typedef struct {
  GPtrArray *refusals;
  GError    *error;
  gboolean   answered;
} Written;

static void
on_written (GObject *object, GAsyncResult *result, gpointer data)
{
  Written *w = data;

  w->refusals = xl_grid_source_set_cells_finish (XL_GRID_SOURCE (object), result, &w->error);
  w->answered = TRUE;
}

static gboolean
is_answered (gpointer data)
{
  return ((Written *) data)->answered;
}

/* Writes and gives the refusals. */
static GPtrArray *
write_cell (Fixture *f, gint64 row, const char *key, const char *text)
{
  g_autoptr(XlGridBatch) batch = xl_grid_batch_new ("Type");
  Written w = { NULL };

  xl_grid_batch_add (batch, row, (int) field (key), text, NULL);
  xl_grid_source_set_cells_async (source (f), batch, FALSE, NULL, on_written, &w);
  xl_ui_test_wait (is_answered, &w, "the writer");
  g_assert_no_error (w.error);
  return w.refusals;
}

static void
test_a_cell_is_written_or_refused (Fixture *f, gconstpointer data)
{
  g_autoptr(GPtrArray) taken = NULL;
  g_autoptr(GPtrArray) refused = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(XlChange) undone = NULL;
  const XlGridRefusal *refusal;

  open_june (f);
  wait_for_cell (f, 0, "visitor", "张干事");
  taken = write_cell (f, 0, "visitor", "赵干事");
  g_assert_cmpuint (taken->len, ==, 0);
  wait_for_cell (f, 0, "visitor", "赵干事");

  refused = write_cell (f, 0, "visited_on", "2026-07-15");      /* has not come yet */
  g_assert_cmpuint (refused->len, ==, 1);
  refusal = g_ptr_array_index (refused, 0);
  g_assert_cmpint (refusal->row, ==, 0);
  g_assert_cmpint (refusal->column, ==, (int) field ("visited_on"));
  g_assert_cmpstr (refusal->reason, !=, "");
  wait_for_cell (f, 0, "visited_on", "2026-06-17");

  undone = xl_store_undo (f->office.store, &error);
  g_assert_no_error (error);
  wait_for_cell (f, 0, "visitor", "张干事");
}

static void
test_the_empty_line_makes_a_record (Fixture *f, gconstpointer data)
{
  g_autoptr(XlGridBatch) batch = xl_grid_batch_new ("Type");
  Written w = { NULL };

  open_june (f);
  g_assert_true (xl_grid_source_can_append (source (f)));
  xl_grid_batch_add (batch, 4, (int) field ("elder"), "王二", NULL);
  xl_grid_batch_add (batch, 4, (int) field ("visited_on"), "2026年6月20日", NULL);
  xl_grid_batch_add (batch, 4, (int) field ("mode"), "入户", NULL);
  xl_grid_batch_add (batch, 4, (int) field ("visitor"), "李干事", NULL);
  xl_grid_source_set_cells_async (source (f), batch, FALSE, NULL, on_written, &w);
  xl_ui_test_wait (is_answered, &w, "the writer");
  g_assert_no_error (w.error);
  if (w.refusals->len > 0)
    g_error ("%s", ((XlGridRefusal *) g_ptr_array_index (w.refusals, 0))->reason);
  g_ptr_array_unref (w.refusals);
  wait_for (f, 5, "five visits");
}

static void
test_numbers_are_hidden_until_asked_for (Fixture *f, gconstpointer data)
{
  GtkWidget *reveal;

  open_june (f);
  g_assert_nonnull (xl_grid_source_peek_lock (source (f), 0, (int) field ("id_number")));
  reveal = wait_for_widget (GTK_WIDGET (f->view), "GtkToggleButton", "Show the numbers");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (reveal), TRUE);
  g_assert_null (xl_grid_source_peek_lock (source (f), 0, (int) field ("id_number")));
}

/* Many records ---------------------------------------------------------------------------------------------------- */

static XlLedgerMany *
all_shown (Fixture *f)
{
  const XlLedgerSheet *sheet = xl_ledger_source_get_sheet (xl_ledger_view_get_source (f->view));
  XlLedgerMany *many = g_new0 (XlLedgerMany, 1);

  many->sheet = xl_ledger_sheet_new (sheet->t, sheet->query, sheet->today);
  many->period = g_strdup (sheet->query->period);
  many->today = g_strdup (TODAY);
  many->n = xl_ledger_source_get_n (xl_ledger_view_get_source (f->view));
  return many;
}

static void
test_many_records_change_at_once (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlChange) undone = NULL;

  open_june (f);
  xl_ledger_batch_run (XL_PAGE (f->page), all_shown (f), (int) field ("visitor"), "周干事", FALSE);
  for (gint64 row = 0; row < 4; row++)
    wait_for_cell (f, row, "visitor", "周干事");
  undone = xl_store_undo (f->office.store, &error);      /* one step for all */
  g_assert_no_error (error);
  wait_for_cell (f, 0, "visitor", "张干事");
  wait_for_cell (f, 3, "visitor", "李干事");
}

static GtkWidget *
find_refusal (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows) && found == NULL; i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      found = xl_ui_test_find (window, GTK_TYPE_LABEL, "4 records cannot take this. Nothing was changed.");
    }
  return found;
}

static gboolean
is_refused (gpointer data)
{
  return find_refusal () != NULL;
}

static void
test_a_value_that_is_refused_changes_nothing (Fixture *f, gconstpointer data)
{
  open_june (f);
  xl_ledger_batch_run (XL_PAGE (f->page), all_shown (f), (int) field ("visited_on"), "2026-07-15", FALSE);
  xl_ui_test_wait (is_refused, NULL, "the refusal");
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (find_refusal ())));
  wait_for_cell (f, 0, "visited_on", "2026-06-17");
}

/* Remembered ------------------------------------------------------------------------------------------------------ */

static gpointer
read_look (XlDb *db, gpointer data, GError **error)
{
  g_autofree char *list = xl_ledger_shelf_view_name ("elder-visit");

  return xl_view_table_get (db, list, error);
}

/* What was done last (a hidden column) is in the file, and all before it. */
static gboolean
is_written (gpointer data)
{
  g_autofree char *look = xl_store_read (((Fixture *) data)->office.store, read_look, NULL, NULL);
  const char *need = look != NULL ? strstr (look, "\"id\":\"need\"") : NULL;
  const char *end = need != NULL ? strchr (need, '}') : NULL;

  return end != NULL && g_strstr_len (need, end - need, "\"shown\":false") != NULL;
}

static gboolean
is_narrowed (gpointer data)
{
  return xl_ledger_look_find (xl_ledger_view_get_look (((Fixture *) data)->view), "mode") != NULL;
}

static gpointer
read_last_opened (XlDb *db, gpointer data, GError **error)
{
  return xl_view_table_recent (db, "ledger:", 1, error);
}

/* That the visits were opened last stands in the file, from where the list of ledgers takes it. */
static gboolean
is_noted (gpointer data)
{
  g_auto(GStrv) lists = xl_store_read (((Fixture *) data)->office.store, read_last_opened, NULL, NULL);

  return lists != NULL && g_strcmp0 (lists[0], "ledger:elder-visit") == 0;
}

static gboolean
is_on_visits (gpointer catalogue)
{
  return g_strcmp0 (xl_ledger_catalogue_get_key (catalogue), "elder-visit") == 0;
}

static void
test_how_it_was_left_comes_back (Fixture *f, gconstpointer data)
{
  XlGridMemory *memory;
  XlLedgerCatalogue *catalogue;

  open_june (f);
  memory = xl_ledger_view_get_memory (f->view);
  xl_ledger_look_narrow (xl_ledger_view_get_look (f->view), "mode",
                         xl_ledger_filter_new_values ("mode", (const char *[]) { "2", NULL }), NULL);
  xl_ledger_look_sort (xl_ledger_view_get_look (f->view), "visitor", TRUE, FALSE);
  xl_ledger_view_look_changed (f->view);
  for (guint i = 0; i < xl_grid_memory_get_n (memory); i++)
    if (strcmp (xl_grid_column_get_id (xl_grid_memory_get_column (memory, i)), "need") == 0)
      xl_grid_memory_set_shown (memory, i, FALSE);
  g_assert_cmpint (xl_grid_memory_position_of (memory, "need"), ==, -1);
  xl_ui_test_wait (is_written, f, "it is written");

  g_assert_true (xl_window_show_view (f->office.window, "ledgers", "ledger=elder-list"));
  wait_for (f, 2, "another ledger");
  g_assert_cmpuint (xl_ledger_view_get_look (f->view)->narrows->len, ==, 0);
  g_assert_true (xl_window_show_view (f->office.window, "ledgers", "month=elder-visit/2026-06"));
  xl_ui_test_wait (is_narrowed, f, "the filter that was left");
  g_assert_cmpuint (xl_ledger_view_get_look (f->view)->sorts->len, ==, 1);
  g_assert_cmpint (xl_grid_memory_position_of (memory, "need"), ==, -1);

  /* and both stand on top of the list of ledgers */
  xl_ui_test_wait (is_noted, f, "the note of what was opened");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->page), "page.back", NULL));
  catalogue = XL_LEDGER_CATALOGUE (xl_ui_test_find (GTK_WIDGET (f->page), XL_TYPE_LEDGER_CATALOGUE, NULL));
  xl_ui_test_wait (is_on_visits, catalogue, "the ledger just left, on top");
  xl_ledger_catalogue_filter (catalogue, "jtjjht");      /* initials of 集体经济合同 */
  g_assert_cmpstr (xl_ledger_catalogue_get_key (catalogue), ==, "contract");
}

/* Tabs ------------------------------------------------------------------------------------------------------------ */

static void
test_tabs_say_how_many (Fixture *f, gconstpointer data)
{
  open_june (f);
  g_assert_cmpstr (xl_ledger_view_tab_words (f->view, "all"), ==, "Records 4");
  g_assert_cmpstr (xl_ledger_view_tab_words (f->view, "missed"), ==, "Missing 0");
  g_assert_true (xl_window_show_view (f->office.window, "ledgers", "ledger=elder-list"));
  wait_for (f, 2, "the list");
  g_assert_cmpstr (xl_ledger_view_tab_words (f->view, "active"), ==, "In force 2");
  g_assert_cmpstr (xl_ledger_view_get_tab (f->view), ==, "active");
}

int
main (int argc, char **argv)
{
  xl_ui_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/ledgers/view/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("a-column-is-filtered-by-its-values", test_a_column_is_filtered_by_its_values);
  ADD ("what-nobody-has-is-empty", test_what_nobody_has_is_empty);
  ADD ("several-columns-sort", test_several_columns_sort);
  ADD ("groups-fold-and-count", test_groups_fold_and_count);
  ADD ("a-cell-is-written-or-refused", test_a_cell_is_written_or_refused);
  ADD ("the-empty-line-makes-a-record", test_the_empty_line_makes_a_record);
  ADD ("numbers-are-hidden-until-asked-for", test_numbers_are_hidden_until_asked_for);
  ADD ("many-records-change-at-once", test_many_records_change_at_once);
  ADD ("a-value-that-is-refused-changes-nothing", test_a_value_that_is_refused_changes_nothing);
  ADD ("how-it-was-left-comes-back", test_how_it_was_left_comes_back);
  ADD ("tabs-say-how-many", test_tabs_say_how_many);
  return g_test_run ();
}
