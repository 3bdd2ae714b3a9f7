/* The list of residents as a sheet in its window: typing, refusals at the cell, blocks from other programs, filters, what is remembered. */
#include "xl-ui-test.h"
#include "xl-ui-test-office.h"

#include "people/xl-people-page-private.h"
#include "people/xl-people-seen.h"
#include "people/xl-person-table.h"
#include "store/xl-view-table.h"
#include "ui/xl-grid-edit.h"
#include "ui/xl-grid-kept.h"

#include <string.h>

#define NUMBER "220622197311303070"

typedef struct {
  XlUiTestOffice office;
  XlPeoplePage  *page;
  gint64         people[3];    /* in the order shown: 陈一, 李国, 张秀英 */
  int            wanted;
} Fixture;
enum { CHEN, LI, ZHANG };

static gint64
write_people (XlDb *db, gpointer data, GError **error)
{
  static const struct { const char *name, *sex, *number; } people[] = {
    { "陈一", "1", NULL }, { "李国", "1", NUMBER }, { "张秀英", "2", NULL },
  };
  Fixture *f = data;

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr(XlPerson) person = xl_person_new (OFFICE);

      xl_person_set_name (person, people[i].name, NULL);
      xl_person_set_identity (person, people[i].number);
      g_free (person->sex);
      person->sex = g_strdup (people[i].sex);
      f->people[i] = xl_person_table_insert (db, person, error);
      if (f->people[i] < 0)
        return -1;
    }
  return 0;
}

static gboolean
is_listed (gpointer data)
{
  Fixture *f = data;

  return f->page->rows != NULL && !xl_paged_rows_is_asking (f->page->rows) && xl_paged_rows_is_complete (f->page->rows)
         && f->page->office != NULL && xl_paged_rows_get_n_rows (f->page->rows) == f->wanted
         && (f->wanted == 0 || xl_paged_rows_peek (f->page->rows, 0, 0) != NULL);
}

static void
wait_rows (Fixture *f, int n)
{
  f->wanted = n;
  xl_ui_test_wait (is_listed, f, "the list");
}

static void
show (Fixture *f)
{
  f->page = XL_PEOPLE_PAGE (xl_ui_test_office_show (&f->office, "people", XL_TYPE_PEOPLE_PAGE));
  wait_rows (f, 3);
  gtk_widget_grab_focus (GTK_WIDGET (f->page->grid));
  xl_ui_test_frames (GTK_WIDGET (f->page), 2);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  xl_ui_test_office_open (&f->office, write_people, f);
  show (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  xl_ui_test_office_close (&f->office);
}

/* --- hands -------------------------------------------------------------------------------------------------------- */

static gboolean
press_in (GtkWidget *widget, GtkPropagationPhase phase, guint key)
{
  g_autoptr(GListModel) all = gtk_widget_observe_controllers (widget);
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (all) && !taken; i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (all, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) && gtk_event_controller_get_propagation_phase (controller) == phase)
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &taken);
    }
  return taken;
}

static void
press (Fixture *f, guint key)
{
  if (!press_in (GTK_WIDGET (f->page->grid), GTK_PHASE_CAPTURE, key) && key == GDK_KEY_Return)
    g_signal_emit_by_name (xl_grid_cell_entry (f->page->grid), "activate");
}

static void
go_to (Fixture *f, gint64 row, XlPersonListColumn column)
{
  xl_grid_move_cursor (f->page->grid, row, xl_grid_memory_position_of (f->page->memory, xl_person_sheet_key (column)), FALSE);
}

static GtkEditable *
editor (Fixture *f)
{
  return GTK_EDITABLE (xl_grid_cell_entry (f->page->grid));
}

static void
type (Fixture *f, gint64 row, XlPersonListColumn column, const char *text)
{
  go_to (f, row, column);
  press (f, GDK_KEY_F2);
  gtk_editable_set_text (editor (f), text);
  press (f, GDK_KEY_Return);
}

static const char *
cell (Fixture *f, gint64 row, XlPersonListColumn column)
{
  return xl_paged_rows_peek (f->page->rows, row, column);
}

typedef struct { Fixture *f; gint64 row; XlPersonListColumn column; const char *text; } Shown;

static gboolean
is_shown (gpointer data)
{
  const Shown *s = data;

  return g_strcmp0 (cell (s->f, s->row, s->column), s->text) == 0;
}

static void
wait_cell (Fixture *f, gint64 row, XlPersonListColumn column, const char *text)
{
  xl_ui_test_wait (is_shown, &(Shown) { f, row, column, text }, text);
}

static GtkWidget *
find_alert (void)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (all, i);

      if (gtk_widget_has_css_class (window, "alert") && gtk_widget_get_visible (window))
        return window;
    }
  return NULL;
}

static gboolean
has_alert (gpointer data)
{
  return find_alert () != NULL;
}

static void
answer_alert (const char *button)
{
  GtkWidget *pressed;

  xl_ui_test_wait (has_alert, NULL, "an alert");
  pressed = xl_ui_test_find (find_alert (), GTK_TYPE_BUTTON, button);
  g_assert_nonnull (pressed);
  g_signal_emit_by_name (pressed, "clicked");
}

static void
undo (Fixture *f)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->page), "win.undo", NULL));
}

/* Typing ---------------------------------------------------------------------------------------------------------- */

static void
test_types_and_takes_back (Fixture *f, gconstpointer data)
{
  type (f, ZHANG, XL_PERSON_LIST_ADDRESS, "河南组 3 号");
  wait_cell (f, ZHANG, XL_PERSON_LIST_ADDRESS, "河南组 3 号");
  type (f, CHEN, XL_PERSON_LIST_BIRTH, "1980年3月5日");
  wait_cell (f, CHEN, XL_PERSON_LIST_BIRTH, "1980-03-05");
  type (f, CHEN, XL_PERSON_LIST_SEX, "女");
  wait_cell (f, CHEN, XL_PERSON_LIST_SEX, "女");
  undo (f);
  wait_cell (f, CHEN, XL_PERSON_LIST_SEX, "男");
  undo (f);
  wait_cell (f, CHEN, XL_PERSON_LIST_BIRTH, "");
  g_assert_cmpstr (cell (f, ZHANG, XL_PERSON_LIST_ADDRESS), ==, "河南组 3 号");
}

/* Hidden in the list, whole in the editor; left as it is it stays. */
static void
test_number_is_whole_in_the_editor (Fixture *f, gconstpointer data)
{
  g_assert_cmpstr (cell (f, LI, XL_PERSON_LIST_NUMBER), ==, "220622********3070");
  go_to (f, LI, XL_PERSON_LIST_NUMBER);
  press (f, GDK_KEY_F2);
  g_assert_cmpstr (gtk_editable_get_text (editor (f)), ==, NUMBER);
  gtk_editable_set_text (editor (f), "220622197311303071");
  press (f, GDK_KEY_Return);
  wait_cell (f, LI, XL_PERSON_LIST_NUMBER, "220622********3071");
  undo (f);
  wait_cell (f, LI, XL_PERSON_LIST_NUMBER, "220622********3070");
}

static gboolean
is_refused (gpointer data)
{
  const Shown *s = data;
  const XlGridKept *kept =
    xl_grid_kept_at (s->f->page->grid, s->row, xl_grid_memory_position_of (s->f->page->memory, xl_person_sheet_key (s->column)));

  return kept != NULL && g_strcmp0 (kept->reason, s->text) == 0;
}

static void
test_refusal_stands_at_the_cell (Fixture *f, gconstpointer data)
{
  static const struct { XlPersonListColumn column; const char *typed, *reason; } ways[] = {
    { XL_PERSON_LIST_NUMBER, NUMBER, "Somebody in the file has this identity number already." },
    { XL_PERSON_LIST_HOUSEHOLD, "0009", "Moving to another household is entered on the person's card." },
    { XL_PERSON_LIST_NAME, "", "A person must have a name." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      type (f, CHEN, ways[i].column, ways[i].typed);
      xl_ui_test_wait (is_refused, &(Shown) { f, CHEN, ways[i].column, ways[i].reason }, ways[i].reason);
      go_to (f, CHEN, ways[i].column);
      press (f, GDK_KEY_Escape);
      press (f, GDK_KEY_Escape);
    }
  g_assert_cmpstr (cell (f, CHEN, XL_PERSON_LIST_NAME), ==, "陈一");
  g_assert_cmpstr (cell (f, CHEN, XL_PERSON_LIST_NUMBER), ==, "");
}

static gboolean
card_is_shown (gpointer data)
{
  Fixture *f = data;

  return xl_page_side_shown (XL_PAGE (f->page)) && f->page->card != NULL && f->page->card->person->id == f->people[LI];
}

static void
test_enter_on_a_name_opens_the_card (Fixture *f, gconstpointer data)
{
  go_to (f, LI, XL_PERSON_LIST_NAME);
  press (f, GDK_KEY_Return);
  xl_ui_test_wait (card_is_shown, f, "the card");
}

/* Blocks ---------------------------------------------------------------------------------------------------------- */

static char *
make_block (void)
{
  GString *block = g_string_new (NULL);

  for (int i = 0; i < 20; i++)
    g_string_append_printf (block, "孙%c%c\t%s\t%d\t\t\n", 'A' + i, 'A' + i, i % 2 == 0 ? "男" : "女", 20 + i);
  return g_string_free (block, FALSE);
}

/* Name, sex, age (left out), group (left out), household; one undo takes all of them back. */
static void
test_pastes_new_people (Fixture *f, gconstpointer data)
{
  g_autofree char *block = make_block ();

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (f->page)), block);
  go_to (f, 3, XL_PERSON_LIST_NAME);
  xl_grid_paste (f->page->grid);
  answer_alert (data);
  wait_rows (f, 23);
  undo (f);
  wait_rows (f, 3);
}

/* The list copied, changed elsewhere and pasted back: hidden numbers, households and ages are what they were. */
static void
test_pastes_back (Fixture *f, gconstpointer data)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (f->page)), "13900000001\t\n13900000002\t220622********3070\n\t\n");
  go_to (f, CHEN, XL_PERSON_LIST_PHONE);
  xl_grid_paste (f->page->grid);
  wait_cell (f, LI, XL_PERSON_LIST_PHONE, "13900000002");
  g_assert_cmpstr (cell (f, CHEN, XL_PERSON_LIST_PHONE), ==, "13900000001");
  g_assert_cmpstr (cell (f, LI, XL_PERSON_LIST_WHOLE_NUMBER), ==, NUMBER);
  undo (f);
  wait_cell (f, LI, XL_PERSON_LIST_PHONE, "");
}

/* Filters, and what is remembered ----------------------------------------------------------------------------------- */

static gboolean
is_kept (gpointer data)
{
  Fixture *f = data;
  XlViewNote *note = xl_view_note_new ("people", NULL);
  g_autofree char *text = xl_store_read (f->office.store, xl_view_note_read, note, NULL);

  xl_view_note_free (note);
  return text != NULL && strstr (text, "\"ethnic\",\"shown\":true") != NULL && strstr (text, "\"em\":12.5") != NULL
         && strstr (text, "\"filters\":[{\"name\":\"sex\"") != NULL;
}

static XlGridColumn *
column (Fixture *f, XlPersonListColumn wanted)
{
  int at = xl_grid_memory_position_of (f->page->memory, xl_person_sheet_key (wanted));

  return at >= 0 ? xl_grid_get_column (f->page->grid, at) : NULL;
}

static gboolean
is_narrowed_again (gpointer data)
{
  Fixture *f = data;

  return f->page->rows != NULL && !xl_paged_rows_is_asking (f->page->rows) && xl_paged_rows_get_n_rows (f->page->rows) == 1
         && column (f, XL_PERSON_LIST_ETHNIC) != NULL;
}

static void
test_filters_and_remembers (Fixture *f, gconstpointer data)
{
  g_assert_null (column (f, XL_PERSON_LIST_ETHNIC));
  g_signal_emit_by_name (f->page->popover, "chosen", "sex", xl_ledger_filter_new_values ("sex", (const char *[]) { "2", NULL }), NULL);
  wait_rows (f, 1);
  g_assert_cmpstr (cell (f, 0, XL_PERSON_LIST_NAME), ==, "张秀英");
  g_assert_nonnull (xl_ui_test_find (GTK_WIDGET (f->page->chips), GTK_TYPE_LABEL, "Sex: 女"));
  xl_grid_column_set_width_em (column (f, XL_PERSON_LIST_ADDRESS), 12.5);
  for (guint i = 0; i < xl_grid_memory_get_n (f->page->memory); i++)
    if (strcmp (xl_grid_column_get_id (xl_grid_memory_get_column (f->page->memory, i)), "ethnic") == 0)
      xl_grid_memory_set_shown (f->page->memory, i, TRUE);
  xl_ui_test_wait (is_kept, f, "what is kept");
  gtk_window_destroy (GTK_WINDOW (f->office.window));
  xl_ui_test_settle ();
  f->page = XL_PEOPLE_PAGE (xl_ui_test_office_show (&f->office, "people", XL_TYPE_PEOPLE_PAGE));
  xl_ui_test_wait (is_narrowed_again, f, "the list as it was left");
  g_assert_cmpfloat (xl_grid_column_get_width_em (column (f, XL_PERSON_LIST_ADDRESS)), ==, 12.5);
  g_assert_true (xl_window_show_view (f->office.window, "people", "all"));      /* a number elsewhere is that of all of them */
  wait_rows (f, 3);
}

/* With nothing found only the line for new people is there; what is found again is not left for it. */
static void
test_cursor_waits_for_rows (Fixture *f, gconstpointer data)
{
  xl_page_set_filter (XL_PAGE (f->page), "zzzz");
  wait_rows (f, 0);
  xl_page_set_filter (XL_PAGE (f->page), "");
  wait_rows (f, 3);
  xl_ui_test_frames (GTK_WIDGET (f->page), 2);
  g_assert_cmpint (xl_grid_get_cursor (f->page->grid, NULL), ==, 0);
}

static gboolean
has_values (gpointer data)
{
  return xl_ui_test_find (GTK_WIDGET (((Fixture *) data)->page->popover), GTK_TYPE_LABEL, "男 (2)") != NULL;
}

static void
test_offers_what_stands_in_a_column (Fixture *f, gconstpointer data)
{
  int at = xl_grid_memory_position_of (f->page->memory, "sex");

  g_signal_emit_by_name (f->page->grid, "filter-clicked", at, GTK_WIDGET (f->page->grid));
  xl_ui_test_wait (has_values, f, "the values");
  gtk_popover_popdown (GTK_POPOVER (f->page->popover));
  go_to (f, ZHANG, XL_PERSON_LIST_SEX);
  g_signal_emit_by_name (f->page->grid, "filter-value", (gint64) ZHANG, at);
  wait_rows (f, 1);
  g_assert_cmpstr (cell (f, 0, XL_PERSON_LIST_NAME), ==, "张秀英");
}

/* What leaves ----------------------------------------------------------------------------------------------------- */

static XlPeopleSeen *
make_seen (Fixture *f)
{
  static const int columns[] = { XL_PERSON_LIST_NAME, XL_PERSON_LIST_AGE, XL_PERSON_LIST_NUMBER };
  static const char *titles[] = { "姓名", "年龄", "身份证号", NULL };
  XlPeopleSeen *seen = g_new0 (XlPeopleSeen, 1);

  seen->question = xl_person_question_copy (f->page->question);
  g_free (seen->question->today);
  seen->question->today = g_strdup ("2026-07-20");
  seen->columns = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (int)), columns, G_N_ELEMENTS (columns));
  seen->titles = g_strdupv ((char **) titles);
  seen->format = XL_WRITE_CSV;
  seen->path = g_build_filename (f->office.folder, "seen.csv", NULL);
  return seen;
}

/* The rows that are seen, in their order, in the columns that are seen; masked, or whole. */
static void
test_writes_what_is_seen (Fixture *f, gconstpointer data)
{
  static const char *const expected[] = { [XL_MASK_PUBLIC] = "李*,52,220622********3070\r\n", [XL_MASK_INTERNAL] = "李国,52," NUMBER "\r\n" };

  g_signal_emit_by_name (f->page->popover, "chosen", "number", xl_ledger_filter_new (XL_LEDGER_FILTER_FILLED, "number"), NULL);
  wait_rows (f, 1);
  for (int mask = 0; mask < 2; mask++)
    {
      XlPeopleSeen *seen = make_seen (f);
      g_autoptr(GError) error = NULL;
      g_autofree char *text = NULL;
      XlPeopleSeen *done;

      seen->mask = mask == 0 ? XL_MASK_PUBLIC : XL_MASK_INTERNAL;
      done = xl_store_read (f->office.store, xl_people_seen_write, seen, &error);
      g_assert_no_error (error);
      g_assert_cmpint (done->n_rows, ==, 1);
      g_assert_true (g_file_get_contents (done->path, &text, NULL, NULL));
      g_assert_true (g_str_has_suffix (text, expected[seen->mask]));
      xl_people_seen_free (done);
      xl_people_seen_free (seen);
    }
}

static gboolean
has_preview (gpointer data)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (all, i);

      if (g_strcmp0 (gtk_window_get_title (window), "Print preview") == 0)
        {
          gtk_window_destroy (window);
          return TRUE;
        }
    }
  return FALSE;
}

static void
test_shows_a_preview (Fixture *f, gconstpointer data)
{
  XlPeopleSeen *seen = make_seen (f);
  g_autoptr(GError) error = NULL;
  g_autoptr(XlLedgerExport) job = xl_store_read (f->office.store, xl_people_seen_sheet, seen, &error);

  g_assert_no_error (error);
  g_assert_cmpint (job->n_rows, ==, 3);
  g_assert_cmpstr (xl_filing_sheet_cell (xl_filing_data_sheet (job->sheet->data, "rows"), 1, 2), ==, "220622********3070");
  xl_people_seen_free (seen);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->page), "page.print", NULL));
  xl_ui_test_wait (has_preview, NULL, "the preview");
}

#define ADD(name, func, data) g_test_add (name, Fixture, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  xl_ui_test_init (&argc, &argv);
  ADD ("/people/sheet/types-and-takes-back", test_types_and_takes_back, NULL);
  ADD ("/people/sheet/number-is-whole-in-the-editor", test_number_is_whole_in_the_editor, NULL);
  ADD ("/people/sheet/refusal-stands-at-the-cell", test_refusal_stands_at_the_cell, NULL);
  ADD ("/people/sheet/enter-on-a-name-opens-the-card", test_enter_on_a_name_opens_the_card, NULL);
  ADD ("/people/sheet/pastes-new-people", test_pastes_new_people, "Paste the other columns");
  ADD ("/people/sheet/pastes-back", test_pastes_back, NULL);
  ADD ("/people/sheet/filters-and-remembers", test_filters_and_remembers, NULL);
  ADD ("/people/sheet/offers-what-stands-in-a-column", test_offers_what_stands_in_a_column, NULL);
  ADD ("/people/sheet/cursor-waits-for-rows", test_cursor_waits_for_rows, NULL);
  ADD ("/people/sheet/writes-what-is-seen", test_writes_what_is_seen, NULL);
  ADD ("/people/sheet/shows-a-preview", test_shows_a_preview, NULL);
  return g_test_run ();
}
