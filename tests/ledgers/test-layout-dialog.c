/* The window of column layouts: columns taken in, moved, named, masked; kept, read back, written, shown as paper. */
#include "xl-ui-test.h"
#include "xl-ui-test-office.h"

#include "ledgers/xl-ledger-layout-dialog.h"
#include "ledgers/xl-ledger-layout-row.h"
#include "ledgers/xl-ledger-layout-table.h"
#include "ledgers/xl-ledger-table.h"
#include "people/xl-person-table.h"
#include "filings/xl-filing-view-page.h"
#include "ui/xl-grid.h"

#include <string.h>

#define TODAY "2026-06-30"

typedef struct {
  XlUiTestOffice  office;
  XlTemplate     *t;
  XlLayoutDialog *dialog;
} Fixture;

static gint64
write_office (XlDb *db, gpointer data, GError **error)
{
  static const char *const names[] = { "王桂兰", "李德山", "赵秀英" };
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", error);
  const char *reason;

  if (!xl_ledger_table_ensure (db, t, error))
    return -1;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(XlPerson) person = xl_person_new (OFFICE);
      g_autoptr(XlLedgerRecord) visit = xl_ledger_record_new (t, OFFICE);

      g_assert_true (xl_person_set_name (person, names[i], error));
      xl_ledger_record_set_number (visit, (guint) t->subject_field, xl_person_table_insert (db, person, error));
      xl_ledger_record_set_text (t, visit, (guint) xl_template_find (t, "visited_on"), "2026-06-03", &reason);
      xl_ledger_record_set_text (t, visit, (guint) xl_template_find (t, "mode"), "入户", &reason);
      xl_ledger_record_set_text (t, visit, (guint) xl_template_find (t, "visitor"), "李干事", &reason);
      if (xl_ledger_table_insert (db, t, visit, NULL, error) < 0)
        return -1;
    }
  return 0;
}

static gboolean
is_idle (gpointer data)
{
  return xl_layout_dialog_is_idle (data);
}

static void
settle (Fixture *f)
{
  xl_ui_test_wait (is_idle, f->dialog, "the window to be done");
}

static void
open_dialog (Fixture *f)
{
  XlLedgerExport *job = g_new0 (XlLedgerExport, 1);

  job->key = g_strdup ("elder-visit");
  job->office = g_strdup (OFFICE);
  job->period = g_strdup ("2026-06");
  job->today = g_strdup (TODAY);
  f->dialog = xl_layout_dialog_new (NULL, f->office.store, f->t, job);
  gtk_window_present (GTK_WINDOW (f->dialog));
  settle (f);
  xl_ui_test_frames (GTK_WIDGET (f->dialog), 2);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  xl_ui_test_office_open (&f->office, write_office, NULL);
  f->t = xl_template_built_in ("elder-visit", NULL);
  open_dialog (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  xl_ui_test_settle ();
  xl_template_free (f->t);
  xl_ui_test_office_close (&f->office);
}

/* As a person would: the row that is called so at the left, and Add. */
static void
add (Fixture *f, const char *title)
{
  GtkWidget *label = xl_ui_test_find (GTK_WIDGET (f->dialog), GTK_TYPE_LABEL, title);
  GtkWidget *row = label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW) : NULL;

  g_assert_nonnull (row);
  gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (row)), GTK_LIST_BOX_ROW (row));
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "layout.add", NULL);
}

static GtkWidget *
entry_with (Fixture *f, const char *hint)
{
  GtkWidget *found = NULL;
  GQueue queue = G_QUEUE_INIT;

  g_queue_push_tail (&queue, f->dialog);
  while (found == NULL && !g_queue_is_empty (&queue))
    {
      GtkWidget *widget = g_queue_pop_head (&queue);

      if (GTK_IS_ENTRY (widget) && g_strcmp0 (gtk_entry_get_placeholder_text (GTK_ENTRY (widget)), hint) == 0)
        found = widget;
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
        g_queue_push_tail (&queue, child);
    }
  g_queue_clear (&queue);
  g_assert_nonnull (found);
  return found;
}

static void
make_form (Fixture *f)
{
  add (f, "老人");
  add (f, "探访方式");
  add (f, "年龄");
  gtk_editable_set_text (GTK_EDITABLE (entry_with (f, "Civil affairs")), "民政办");
  gtk_editable_set_text (GTK_EDITABLE (entry_with (f, "Title of the form")), "高龄老人统计表");
  settle (f);
}

static const XlLayoutColumn *
column (Fixture *f, guint i)
{
  return g_ptr_array_index (xl_layout_dialog_get_layout (f->dialog)->columns, i);
}

static GtkListBoxRow *
row_of (Fixture *f, guint i)
{
  GtkWidget *first = xl_ui_test_find (GTK_WIDGET (f->dialog), XL_TYPE_LAYOUT_ROW, NULL);

  g_assert_nonnull (first);
  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (gtk_widget_get_parent (first)), (int) i);
}

/* Tests ----------------------------------------------------------------------------------------------------------- */

static void
test_columns_are_chosen (Fixture *f, gconstpointer data)
{
  XlGrid *grid;

  make_form (f);
  grid = XL_GRID (xl_ui_test_find (GTK_WIDGET (f->dialog), XL_TYPE_GRID, NULL));
  g_assert_cmpuint (xl_layout_dialog_get_layout (f->dialog)->columns->len, ==, 3);
  g_assert_cmpstr (column (f, 2)->person, ==, "age");
  g_assert_cmpint (xl_grid_get_n_columns (grid), ==, 3);
  g_assert_cmpint (xl_grid_source_get_n_rows (xl_grid_get_source (grid)), ==, 3);
  g_assert_cmpstr (xl_grid_source_peek (xl_grid_get_source (grid), 0, 1), ==, "入户");
  xl_ui_test_shoot (GTK_WIDGET (f->dialog), "layout.png");
}

static void
test_columns_move_and_go (Fixture *f, gconstpointer data)
{
  gboolean moved = FALSE;

  make_form (f);
  g_signal_emit_by_name (row_of (f, 2), "moved", -1);
  g_assert_cmpstr (column (f, 1)->heading, ==, "年龄");
  g_signal_emit_by_name (row_of (f, 0), "dropped", 1);
  g_assert_cmpstr (column (f, 0)->heading, ==, "年龄");
  g_signal_emit_by_name (row_of (f, 0), "moved", -1);
  g_assert_cmpstr (column (f, 0)->heading, ==, "年龄");
  gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (row_of (f, 0)))), row_of (f, 0));
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "layout.down", NULL);
  g_assert_cmpstr (column (f, 1)->heading, ==, "年龄");
  moved = gtk_list_box_row_is_selected (row_of (f, 1));
  g_assert_true (moved);
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "layout.remove", NULL);
  g_assert_cmpuint (xl_layout_dialog_get_layout (f->dialog)->columns->len, ==, 2);
  settle (f);
}

static void
test_headings_are_edited (Fixture *f, gconstpointer data)
{
  XlGrid *grid;

  make_form (f);
  gtk_editable_set_text (GTK_EDITABLE (xl_layout_row_get_entry (XL_LAYOUT_ROW (row_of (f, 0)))), "姓名");
  settle (f);
  grid = XL_GRID (xl_ui_test_find (GTK_WIDGET (f->dialog), XL_TYPE_GRID, NULL));
  g_assert_cmpstr (column (f, 0)->heading, ==, "姓名");
  g_assert_cmpstr (xl_grid_column_get_title (xl_grid_get_column (grid, 0)), ==, "姓名");
}

static void
test_the_narrowing_is_kept (Fixture *f, gconstpointer data)
{
  const char *const modes[] = { "1", NULL };
  XlLedgerExport *job = g_new0 (XlLedgerExport, 1);
  XlLedgerQuery query = { .office = OFFICE, .period = "2026-06", .today = TODAY };
  GtkWidget *check;

  gtk_window_destroy (GTK_WINDOW (f->dialog));
  query.filters = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_filter_free);
  g_ptr_array_add (query.filters, xl_ledger_filter_new_values ("mode", modes));
  g_ptr_array_add (query.filters, xl_ledger_filter_new_range ("visited_on", "2026-06-01", NULL));
  query.sorts = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_ledger_sort_free);
  g_ptr_array_add (query.sorts, xl_ledger_sort_new ("visited_on", TRUE));
  job->key = g_strdup ("elder-visit");
  job->today = g_strdup (TODAY);
  job->query = xl_ledger_query_copy (&query);
  g_ptr_array_unref (query.filters);
  g_ptr_array_unref (query.sorts);
  f->dialog = xl_layout_dialog_new (NULL, f->office.store, f->t, job);
  gtk_window_present (GTK_WINDOW (f->dialog));
  settle (f);
  make_form (f);
  check = xl_ui_test_find (GTK_WIDGET (f->dialog), GTK_TYPE_LABEL, "With filter and order");
  check = check != NULL ? gtk_widget_get_ancestor (check, GTK_TYPE_CHECK_BUTTON) : NULL;
  g_assert_nonnull (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  settle (f);
  g_assert_cmpuint (g_strv_length (xl_layout_dialog_get_layout (f->dialog)->where), ==, 2);
  g_assert_cmpstr (xl_layout_dialog_get_layout (f->dialog)->where[0], ==, "mode=1");
  g_assert_cmpstr (xl_layout_dialog_get_layout (f->dialog)->where[1], ==, "visited_on=2026-06-01..");
  g_assert_cmpstr (xl_layout_dialog_get_layout (f->dialog)->order, ==, "visited_on");
  g_assert_true (xl_layout_dialog_get_layout (f->dialog)->descending);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_assert_null (xl_layout_dialog_get_layout (f->dialog)->where);
  settle (f);
}

static gpointer
count_layouts (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(GPtrArray) list = xl_layout_table_list (db, data, error);

  return GUINT_TO_POINTER (list != NULL ? list->len + 1 : 0);
}

static guint
n_layouts (Fixture *f)
{
  return GPOINTER_TO_UINT (xl_store_read (f->office.store, count_layouts, f->t, NULL)) - 1;
}

static void
test_forms_are_kept (Fixture *f, gconstpointer data)
{
  guint before = n_layouts (f);

  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "layout.save", NULL);
  settle (f);
  g_assert_cmpuint (n_layouts (f), ==, before);                   /* nothing to keep yet, said in words */
  g_assert_cmpstr (xl_layout_dialog_get_words (f->dialog), !=, "");
  make_form (f);
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "layout.save", NULL);
  settle (f);
  g_assert_cmpuint (n_layouts (f), ==, before + 1);
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "layout.save", NULL);
  settle (f);
  g_assert_cmpuint (n_layouts (f), ==, before + 1);               /* the same one again */
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "layout.copy", NULL);
  settle (f);
  g_assert_cmpuint (n_layouts (f), ==, before + 1);               /* not under the same title */
  g_assert_nonnull (strstr (xl_layout_dialog_get_words (f->dialog), "高龄老人统计表"));
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "layout.delete", NULL);
  settle (f);
  g_assert_cmpuint (n_layouts (f), ==, before);
}

static void
test_a_layout_is_handed_on (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->office.folder, "layout.json", NULL);
  g_autofree char *bad = g_build_filename (f->office.folder, "bad.json", NULL);
  static const char pension[] = "{\"format\": 1, \"kind\": \"layout\", \"ledger\": \"elder-visit\", \"title\": \"表\","
                                " \"columns\": [{\"field\": \"pension\"}]}";

  make_form (f);
  xl_layout_dialog_write_file (f->dialog, path);
  settle (f);
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  open_dialog (f);
  xl_layout_dialog_take_file (f->dialog, path);
  settle (f);
  g_assert_cmpstr (xl_layout_dialog_get_layout (f->dialog)->title, ==, "高龄老人统计表");
  g_assert_cmpuint (xl_layout_dialog_get_layout (f->dialog)->columns->len, ==, 3);
  g_assert_true (g_file_set_contents (bad, pension, -1, NULL));
  xl_layout_dialog_take_file (f->dialog, bad);
  settle (f);
  g_assert_nonnull (strstr (xl_layout_dialog_get_words (f->dialog), "pension"));
  g_assert_cmpuint (xl_layout_dialog_get_layout (f->dialog)->columns->len, ==, 3);
}

static void
test_a_form_makes_the_columns (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->office.folder, "form.csv", NULL);

  g_assert_true (g_file_set_contents (path, "高龄津贴发放表,,,\n序号,老人姓名,联系电话,津贴标准\n", -1, NULL));
  xl_layout_dialog_take_form (f->dialog, path);
  settle (f);
  g_assert_cmpstr (xl_layout_dialog_get_layout (f->dialog)->title, ==, "高龄津贴发放表");
  g_assert_cmpint (column (f, 0)->kind, ==, XL_LAYOUT_NUMBER);
  g_assert_cmpint (column (f, 1)->kind, ==, XL_LAYOUT_FIELD);
  g_assert_cmpstr (column (f, 2)->person, ==, "phone");
  g_assert_cmpint (column (f, 3)->kind, ==, XL_LAYOUT_BLANK);
  xl_ui_test_shoot (GTK_WIDGET (f->dialog), "form.png");
}

static gpointer
count_outputs (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(GPtrArray) list = xl_layout_output_list (db, NULL, NULL, NULL, NULL, error);

  return GUINT_TO_POINTER (list != NULL ? list->len + 1 : 0);
}

static gboolean
has_outputs (gpointer data)
{
  gpointer *question = data;

  return GPOINTER_TO_UINT (xl_store_read (question[0], count_outputs, NULL, NULL)) - 1 == GPOINTER_TO_UINT (question[1]);
}

static void
test_forms_are_written (Fixture *f, gconstpointer data)
{
  static const char *const endings[] = { "xlsx", "ods", "csv", "pdf" };

  make_form (f);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/out.%s", f->office.folder, endings[i]);
      gpointer question[] = { f->office.store, GUINT_TO_POINTER (i + 1) };

      xl_layout_dialog_write (f->dialog, path);
      settle (f);
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
      xl_ui_test_wait (has_outputs, question, "the output to be counted");
    }
  g_assert_nonnull (strstr (xl_layout_dialog_get_words (f->dialog), "out.pdf"));
}

static gboolean
is_drawn (gpointer data)
{
  return xl_filing_view_is_drawn (data);
}

static void
test_the_paper_is_shown (Fixture *f, gconstpointer data)
{
  XlFilingView *view;

  make_form (f);
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "layout.paper", NULL);
  settle (f);
  view = XL_FILING_VIEW (xl_ui_test_find (GTK_WIDGET (f->dialog), XL_TYPE_FILING_VIEW, NULL));
  g_assert_nonnull (view);
  xl_ui_test_wait (is_drawn, view, "the page to be drawn");
  g_assert_cmpint (xl_filing_view_get_n_pages (view), ==, 1);
  xl_ui_test_shoot (GTK_WIDGET (f->dialog), "paper.png");
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "layout.columns", NULL);
}

/* What the entries name in braces stands above the first rows as it will be printed; it is kept under its own name. */
static void
test_words_in_braces_are_resolved (Fixture *f, gconstpointer data)
{
  const char *shown = "填报单位：{office}    填报日期：{day}";
  GtkWidget *above = xl_ui_test_find (GTK_WIDGET (f->dialog), GTK_TYPE_ENTRY, shown);
  GtkWidget *title = entry_with (f, "Title of the form");
  const XlLedgerLayout *layout;

  g_assert_nonnull (above);
  add (f, "老人");
  gtk_editable_set_text (GTK_EDITABLE (title), "{office}{period}探访表");
  gtk_editable_set_text (GTK_EDITABLE (above), "单位：{office} / {day}，共{rows}人");
  settle (f);
  g_assert_nonnull (xl_ui_test_find (GTK_WIDGET (f->dialog), GTK_TYPE_LABEL, "那尔轰村2026年6月探访表\n单位：那尔轰村\n2026年6月30日，共3人"));
  layout = xl_layout_dialog_get_layout (f->dialog);
  g_assert_cmpstr (layout->title, ==, "{office_name}{period_words}探访表");
  g_assert_cmpstr (layout->above[1], ==, "{date_words}，共{count}人");
}

static void
test_work_is_not_lost (Fixture *f, gconstpointer data)
{
  make_form (f);
  gtk_window_close (GTK_WINDOW (f->dialog));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (f->dialog)));
  g_assert_cmpstr (xl_layout_dialog_get_words (f->dialog), !=, "");
}

/* Whatever the height of the lists is, odd or even: Tab goes from the buttons on to the columns of the form. */
static void
test_tab_goes_on_to_the_columns (Fixture *f, gconstpointer data)
{
  GtkWidget *down = xl_ui_test_find_action (GTK_WIDGET (f->dialog), "layout.down");
  GtkWidget *lists = gtk_widget_get_parent (gtk_widget_get_parent (entry_with (f, "Find a column: words or initials")));

  make_form (f);
  for (int lower = 0; lower < 4; lower++)
    {
      gtk_widget_set_margin_bottom (lists, lower);
      xl_ui_test_frames (GTK_WIDGET (f->dialog), 2);
      g_assert_true (gtk_widget_grab_focus (down));
      g_assert_true (gtk_widget_child_focus (GTK_WIDGET (f->dialog), GTK_DIR_TAB_FORWARD));
      g_assert_true (XL_IS_LAYOUT_ROW (gtk_window_get_focus (GTK_WINDOW (f->dialog))));
    }
}

#define ADD(name, test) g_test_add ("/ledgers/layout-dialog/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  xl_ui_test_init (&argc, &argv);
  ADD ("columns-are-chosen", test_columns_are_chosen);
  ADD ("columns-move-and-go", test_columns_move_and_go);
  ADD ("tab-goes-on-to-the-columns", test_tab_goes_on_to_the_columns);
  ADD ("headings-are-edited", test_headings_are_edited);
  ADD ("the-narrowing-is-kept", test_the_narrowing_is_kept);
  ADD ("forms-are-kept", test_forms_are_kept);
  ADD ("a-layout-is-handed-on", test_a_layout_is_handed_on);
  ADD ("a-form-makes-the-columns", test_a_form_makes_the_columns);
  ADD ("forms-are-written", test_forms_are_written);
  ADD ("the-paper-is-shown", test_the_paper_is_shown);
  ADD ("words-in-braces-are-resolved", test_words_in_braces_are_resolved);
  ADD ("work-is-not-lost", test_work_is_not_lost);
  return g_test_run ();
}
