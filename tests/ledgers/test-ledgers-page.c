/* The ledgers page in its window: who is missing, a visit recorded, the rate that follows, undo, drafts. */
#include "xl-ui-test.h"
#include "xl-ui-test-office.h"

#include "ledgers/xl-ledger-book-table.h"
#include "ledgers/xl-ledger-form-page.h"
#include "ledgers/xl-ledger-table.h"
#include "ledgers/xl-ledger-view-page.h"
#include "ledgers/xl-ledgers-page.h"
#include "ledgers/xl-value.h"
#include "people/xl-person-table.h"
#include "store/xl-draft-table.h"
#include "ui/xl-form.h"

#include <string.h>

#define TODAY "2026-06-30"

typedef struct {
  XlUiTestOffice office;
  XlLedgersPage *page;
  XlLedgerView  *view;
  XlLedgerForm  *form;
} Fixture;

/* Two people on the list; the first was visited in June. */
static gboolean
write_person (XlDb *db, const XlTemplate *list, const char *name, gint64 *id, GError **error)
{
  g_autoptr(XlPerson) person = xl_person_new (OFFICE);
  g_autoptr(XlLedgerRecord) record = xl_ledger_record_new (list, OFFICE);
  const char *reason;

  if (!xl_person_set_name (person, name, error) || (*id = xl_person_table_insert (db, person, error)) < 0)
    return FALSE;
  xl_ledger_record_set_number (record, (guint) list->subject_field, *id);
  xl_ledger_record_set_text (list, record, (guint) xl_template_find (list, "listed_on"), "2026-01-01", &reason);
  xl_ledger_record_set_text (list, record, (guint) xl_template_find (list, "kinds"), "独居", &reason);
  return xl_ledger_table_insert (db, list, record, NULL, error) >= 0;
}

static gint64
write_office (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", error);
  g_autoptr(XlTemplate) list = xl_template_built_in ("elder-list", error);
  g_autoptr(XlLedgerRecord) visit = xl_ledger_record_new (t, OFFICE);
  gint64 first, second;
  const char *reason;

  if (!xl_ledger_table_ensure (db, t, error) || !xl_ledger_table_ensure (db, list, error)
      || !write_person (db, list, "丁一", &first, error) || !write_person (db, list, "王二", &second, error))
    return -1;
  xl_ledger_record_set_number (visit, (guint) t->subject_field, first);
  xl_ledger_record_set_text (t, visit, (guint) xl_template_find (t, "visited_on"), "2026-06-03", &reason);
  xl_ledger_record_set_text (t, visit, (guint) xl_template_find (t, "mode"), "电话", &reason);
  xl_ledger_record_set_text (t, visit, (guint) xl_template_find (t, "visitor"), "李干事", &reason);
  return xl_ledger_table_insert (db, t, visit, NULL, error);
}

static gboolean
has_words (gpointer data)
{
  gpointer *question = data;

  return strstr (xl_ledger_view_get_words (question[0]), question[1]) != NULL;
}

static void
wait_for_words (Fixture *f, const char *words)
{
  gpointer question[] = { f->view, (gpointer) words };

  xl_ui_test_wait (has_words, question, words);
}

static gboolean
has_missed (gpointer data)
{
  return xl_ledger_view_get_missed (data, NULL) != 0;
}

static gboolean
side_is_shown (gpointer data)
{
  return xl_page_side_shown (data);
}

static gboolean
side_is_hidden (gpointer data)
{
  return !xl_page_side_shown (data);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  xl_ui_test_office_open (&f->office, write_office, NULL);
  f->page = XL_LEDGERS_PAGE (xl_ui_test_office_show (&f->office, "ledgers", XL_TYPE_LEDGERS_PAGE));
  f->view = XL_LEDGER_VIEW (xl_ui_test_find (GTK_WIDGET (f->page), XL_TYPE_LEDGER_VIEW, NULL));
  f->form = XL_LEDGER_FORM (xl_ui_test_find (GTK_WIDGET (f->page), XL_TYPE_LEDGER_FORM, NULL));
  xl_ledgers_page_set_today (f->page, TODAY);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  xl_ui_test_office_close (&f->office);
}

static XlForm *
fields (Fixture *f)
{
  return XL_FORM (xl_ledger_form_get_form (f->form));
}

static void
open_missing (Fixture *f)
{
  g_assert_true (xl_window_show_view (f->office.window, "ledgers", "missing=elder-visit/2026-06"));
  wait_for_words (f, "1 of 2 done, 50.0%");
  xl_ui_test_wait (has_missed, f->view, "somebody is missing");
}

/* A key for whatever has the focus, as the window's own shortcuts see it. */
static void
run_action (Fixture *f, const char *name)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->page), name, NULL));
  xl_ui_test_frames (GTK_WIDGET (f->office.window), 2);
}

static void
test_a_visit_is_recorded_and_undone (Fixture *f, gconstpointer data)
{
  g_autofree char *name = NULL;
  g_autofree char *who = NULL;
  g_autofree char *day = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(XlChange) undone = NULL;

  open_missing (f);
  g_assert_true (xl_ledger_view_shows_missed (f->view));
  xl_ledger_view_get_missed (f->view, &name);
  g_assert_cmpstr (name, ==, "王二");
  xl_ui_test_shoot (GTK_WIDGET (f->office.window), "ledgers-missing.png");

  run_action (f, "page.new");
  xl_ui_test_wait (side_is_shown, f->page, "the form is there");
  who = xl_form_get_words (fields (f), "elder");
  g_assert_cmpstr (who, ==, "王二");
  day = xl_form_get_value (fields (f), "visited_on");
  g_assert_cmpstr (day, ==, TODAY);
  xl_form_set_value (fields (f), "mode", "1");
  xl_form_set_value (fields (f), "visitor", "李干事");
  xl_ui_test_shoot (GTK_WIDGET (f->office.window), "ledgers-form.png");
  g_assert_true (xl_ledger_form_save (f->form));
  wait_for_words (f, "2 of 2 done, 100.0%");
  xl_ui_test_wait (side_is_hidden, f->page, "back to the list");
  g_assert_cmpint (xl_ledger_view_get_missed (f->view, NULL), ==, 0);

  undone = xl_store_undo (f->office.store, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (undone->label, "王二"));
  wait_for_words (f, "1 of 2 done, 50.0%");
}

static gboolean
says_too_early (gpointer data)
{
  return xl_ui_test_find (GTK_WIDGET (((Fixture *) data)->form), GTK_TYPE_LABEL, "this day has not come yet") != NULL;
}

static void
test_what_is_refused_stands_at_its_field (Fixture *f, gconstpointer data)
{
  open_missing (f);
  run_action (f, "page.new");
  xl_form_set_value (fields (f), "visited_on", "2026-07-15");
  xl_form_set_value (fields (f), "mode", "1");
  xl_form_set_value (fields (f), "visitor", "李干事");
  g_assert_true (xl_ledger_form_save (f->form));
  xl_ui_test_wait (says_too_early, f, "the reason beside the field");
  g_assert_true (xl_page_side_shown (XL_PAGE (f->page)));
  wait_for_words (f, "1 of 2 done");

  xl_form_set_value (fields (f), "visitor", "");
  g_assert_false (xl_ledger_form_save (f->form));   /* a required field is empty: the writer is not even asked */
}

static gpointer
read_draft (XlDb *db, gpointer data, GError **error)
{
  char *text = xl_draft_table_get (db, "ledger:elder-visit", error);

  return text != NULL ? text : g_strdup ("");
}

static gboolean
draft_has_words (gpointer data)
{
  Fixture *f = data;
  g_autofree char *text = xl_store_read (f->office.store, read_draft, NULL, NULL);

  return strstr (text, "要买药") != NULL;
}

static gboolean
need_is_back (gpointer data)
{
  Fixture *f = data;
  g_autofree char *need = xl_form_get_value (fields (f), "need");

  return strcmp (need, "要买药") == 0;
}

static gboolean
is_offering (gpointer data)
{
  return xl_draft_bar_is_offering (xl_ledger_form_get_draft (((Fixture *) data)->form));
}

static void
test_what_was_typed_comes_back (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlChange) last = NULL;
  GtkWidget *entry;

  open_missing (f);
  run_action (f, "page.new");
  entry = xl_ui_test_find (GTK_WIDGET (f->form), GTK_TYPE_EDITABLE, TODAY);
  g_assert_nonnull (entry);
  xl_form_set_value (fields (f), "need", "要买药");
  gtk_editable_set_text (GTK_EDITABLE (entry), "2026-06-29");   /* as typing does: the form hears it */
  xl_ui_test_wait (draft_has_words, f, "the draft is kept");

  /* as after a power cut: another page on the same file */
  g_assert_true (xl_window_show_view (f->office.window, "ledgers", "missing=elder-visit/2026-06"));
  xl_ui_test_wait (side_is_hidden, f->page, "the form is left");
  xl_ui_test_frames (GTK_WIDGET (f->office.window), 5);
  wait_for_words (f, "1 of 2 done");
  run_action (f, "page.new");
  xl_ui_test_wait (is_offering, f, "what was typed is offered");
  xl_ui_test_shoot (GTK_WIDGET (f->office.window), "ledgers-draft.png");
  xl_draft_bar_continue (xl_ledger_form_get_draft (f->form));
  g_assert_true (need_is_back (f));
  g_assert_false (is_offering (f));

  /* a draft is no edit of the office */
  last = xl_store_undo (f->office.store, &error);
  g_assert_cmpstr (last->label, ==, "Office");
}

static gboolean
has_record (gpointer data)
{
  return xl_ledger_view_get_record (((Fixture *) data)->view) != 0;
}

static void
test_a_record_is_shown_from_elsewhere (Fixture *f, gconstpointer data)
{
  g_autofree char *visitor = NULL;
  gint64 id;

  open_missing (f);
  xl_ledger_view_set_tab (f->view, "all");
  xl_ui_test_wait (has_record, f, "a record under the cursor");
  id = xl_ledger_view_get_record (f->view);
  g_assert_true (xl_window_show_record (f->office.window, "ledger_elder_visit", id));
  xl_ui_test_wait (side_is_shown, f->page, "the record's form is there");
  g_assert_cmpint (xl_ledger_form_get_id (f->form), ==, id);
  visitor = xl_form_get_value (fields (f), "visitor");
  g_assert_cmpstr (visitor, ==, "李干事");
  xl_ui_test_shoot (GTK_WIDGET (f->office.window), "ledgers-record.png");
}

int
main (int argc, char **argv)
{
  xl_ui_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/ledgers/page/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("a-visit-is-recorded-and-undone", test_a_visit_is_recorded_and_undone);
  ADD ("what-is-refused-stands-at-its-field", test_what_is_refused_stands_at_its_field);
  ADD ("what-was-typed-comes-back", test_what_was_typed_comes_back);
  ADD ("a-record-is-shown-from-elsewhere", test_a_record_is_shown_from_elsewhere);
  return g_test_run ();
}
