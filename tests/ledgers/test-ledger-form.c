/* The form of a record in its page: what follows while one types, the card, the next record, drafts that do not overwrite each other. */
#include "xl-ui-test.h"
#include "xl-ui-test-office.h"

#include "ledgers/xl-ledger-form-page.h"
#include "ledgers/xl-ledger-table.h"
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
  XlLedgerForm  *form;
  gint64         person;      /* 丁一, seen in June */
  const char    *key, *value; /* what is waited for */
} Fixture;

static gint64
write_office (XlDb *db, gpointer data, GError **error)
{
  Fixture *f = data;
  g_autoptr(XlPerson) person = xl_person_new (OFFICE);
  g_autoptr(XlTemplate) t = xl_template_built_in ("elder-visit", error);
  g_autoptr(XlTemplate) list = xl_template_built_in ("elder-list", error);
  g_autoptr(XlLedgerRecord) visit = xl_ledger_record_new (t, OFFICE);
  const char *reason;

  if (!xl_ledger_table_ensure (db, list, error) || !xl_ledger_table_ensure (db, t, error)
      || !xl_person_set_name (person, "丁一", error) || (f->person = xl_person_table_insert (db, person, error)) < 0)
    return -1;
  xl_ledger_record_set_number (visit, (guint) t->subject_field, f->person);
  xl_ledger_record_set_text (t, visit, (guint) t->period_field, "2026-06-03", &reason);
  xl_ledger_record_set_text (t, visit, (guint) xl_template_find (t, "mode"), "电话", &reason);
  xl_ledger_record_set_text (t, visit, (guint) xl_template_find (t, "visitor"), "李干事", &reason);
  return xl_ledger_table_insert (db, t, visit, NULL, error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  xl_ui_test_office_open (&f->office, write_office, f);
  f->page = XL_LEDGERS_PAGE (xl_ui_test_office_show (&f->office, "ledgers", XL_TYPE_LEDGERS_PAGE));
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

static gboolean
side_is_shown (gpointer data)
{
  return xl_page_side_shown (data);
}

/* A new record's form: "new=KEY/PERSON". */
static void
open_form (Fixture *f, const char *key, gint64 person)
{
  g_autofree char *view = g_strdup_printf ("new=%s/%" G_GINT64_FORMAT, key, person);

  g_assert_true (xl_window_show_view (f->office.window, "ledgers", view));
  xl_ui_test_wait (side_is_shown, f->page, "the form");
}

static gboolean
has_value (gpointer data)
{
  Fixture *f = data;
  g_autofree char *value = xl_form_get_value (fields (f), f->key);

  return g_strcmp0 (value, f->value) == 0;
}

static void
wait_for_value (Fixture *f, const char *key, const char *value)
{
  f->key = key;
  f->value = value;
  xl_ui_test_wait (has_value, f, value);
}

static gboolean
has_label (gpointer data)
{
  Fixture *f = data;

  return xl_ui_test_find (GTK_WIDGET (f->form), GTK_TYPE_LABEL, f->value) != NULL;
}

static void
wait_for_label (Fixture *f, const char *words)
{
  f->value = words;
  xl_ui_test_wait (has_label, f, words);
}

static void
type (Fixture *f, const char *key, const char *text)
{
  const char *reason = NULL;

  g_assert_true (xl_ledger_form_fill (f->form, key, text, &reason));
  g_assert_null (reason);
}

static void
test_formulas_follow (Fixture *f, gconstpointer data)
{
  open_form (f, "land-resource", 0);
  wait_for_label (f, "cannot be computed: 面积、已发包面积 is missing");
  type (f, "area", "12.5");
  type (f, "let", "2.5");
  wait_for_value (f, "free", "10.00");
  type (f, "let", "");
  wait_for_value (f, "free", "12.50");
}

static void
test_what_is_refused_leaves_the_field (Fixture *f, gconstpointer data)
{
  const char *reason = NULL;

  open_form (f, "land-resource", 0);
  type (f, "area", "12.5");
  g_assert_false (xl_ledger_form_fill (f->form, "area", "many", &reason));
  g_assert_nonnull (reason);
  g_assert_false (xl_ledger_form_fill (f->form, "free", "1", &reason));      /* computed */
  g_assert_false (xl_ledger_form_fill (f->form, "nowhere", "1", &reason));
  wait_for_value (f, "area", "12.50");
}

static void
test_the_card_warns (Fixture *f, gconstpointer data)
{
  g_autofree char *who = NULL;

  open_form (f, "elder-visit", f->person);
  wait_for_label (f, "⚠ Recorded in this period already: 2026-06-03");
  who = xl_form_get_words (fields (f), "elder");
  g_assert_nonnull (xl_ui_test_find (GTK_WIDGET (f->form), GTK_TYPE_LABEL, "丁一"));
}

static gpointer
count_records (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(XlTemplate) t = xl_ledger_table_template (db, "land-resource", error);
  XlLedgerQuery query = { 0 };

  return GINT_TO_POINTER ((int) xl_ledger_table_count (db, t, &query, error) + 1);
}

static gboolean
is_blank_again (gpointer data)
{
  Fixture *f = data;
  g_autofree char *number = xl_form_get_value (fields (f), "number");

  return *number == '\0' && GPOINTER_TO_INT (xl_store_read (f->office.store, count_records, NULL, NULL)) == 2;
}

static void
test_the_next_one_keeps_the_defaults (Fixture *f, gconstpointer data)
{
  GtkWidget *next;

  open_form (f, "land-resource", 0);
  type (f, "number", "ZY-1");
  type (f, "kind", "林地");
  type (f, "name", "西山");
  type (f, "area", "3");
  next = xl_ui_test_find (GTK_WIDGET (f->form), GTK_TYPE_BUTTON, "Save, next one");
  g_assert_nonnull (next);
  g_signal_emit_by_name (next, "clicked");
  xl_ui_test_wait (is_blank_again, f, "the next record");
  g_assert_true (xl_page_side_shown (XL_PAGE (f->page)));
  wait_for_value (f, "kind", "2");         /* @last */
  wait_for_value (f, "name", "");
}

static gpointer
read_drafts (XlDb *db, gpointer data, GError **error)
{
  return xl_draft_table_list (db, "ledger:land-resource", error);
}

static gboolean
has_drafts (gpointer data)
{
  Fixture *f = data;
  g_autoptr(GPtrArray) drafts = xl_store_read (f->office.store, read_drafts, NULL, NULL);

  return drafts->len == (guint) atoi (f->value);
}

static void
wait_for_drafts (Fixture *f, const char *n)
{
  f->value = n;
  xl_ui_test_wait (has_drafts, f, "drafts in the file");
}

static gboolean
is_offering (gpointer data)
{
  return xl_draft_bar_is_offering (xl_ledger_form_get_draft (((Fixture *) data)->form));
}

static void
test_drafts_do_not_overwrite_each_other (Fixture *f, gconstpointer data)
{
  XlDraftBar *bar = xl_ledger_form_get_draft (f->form);

  open_form (f, "land-resource", 0);
  type (f, "name", "东沟");
  wait_for_drafts (f, "1");
  open_form (f, "land-resource", 0);
  xl_ui_test_wait (is_offering, f, "the draft is offered");
  type (f, "name", "西山");                /* unanswered: another slot */
  wait_for_drafts (f, "2");
  open_form (f, "land-resource", 0);
  xl_ui_test_wait (is_offering, f, "the newest draft is offered");
  xl_draft_bar_continue (bar);
  g_assert_true (is_offering (f));         /* the other one still waits */
  xl_draft_bar_discard (bar);
  g_assert_false (is_offering (f));
  wait_for_drafts (f, "1");
}

int
main (int argc, char **argv)
{
  xl_ui_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/ledgers/form/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("formulas-follow", test_formulas_follow);
  ADD ("what-is-refused-leaves-the-field", test_what_is_refused_leaves_the_field);
  ADD ("the-card-warns", test_the_card_warns);
  ADD ("the-next-one-keeps-the-defaults", test_the_next_one_keeps_the_defaults);
  ADD ("drafts-do-not-overwrite-each-other", test_drafts_do_not_overwrite_each_other);
  return g_test_run ();
}
