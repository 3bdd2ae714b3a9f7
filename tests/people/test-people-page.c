/* The page of residents in its window: finding, the card, adding with a twin, dividing a household, taking it back. */
#include "xl-ui-test.h"
#include "xl-ui-test-office.h"

#include "people/xl-household-table.h"
#include "people/xl-membership-table.h"
#include "people/xl-people-page-private.h"
#include "people/xl-person-table.h"
#include "ui/xl-form.h"


#define NUMBER "220622197311303070"

typedef struct {
  XlUiTestOffice office;
  XlPeoplePage  *page;
  gint64         people[3];    /* 李国, 张秀英, 李明 */
  gint64         household;
} Fixture;

static gint64
write_family (XlDb *db, gpointer data, GError **error)
{
  static const struct { const char *name, *sex, *birth, *number, *relation; } family[] = {
    { "李国", "1", "1973-11-30", NUMBER, "02" }, { "张秀英", "2", "1975-02-03", NULL, "12" },
    { "李明", "1", "1999-08-09", NULL, "20" },
  };
  Fixture *f = data;
  g_autoptr(XlHousehold) household = xl_household_new (OFFICE, "103200-0001");

  household->group_no = 2;
  f->household = xl_household_table_insert (db, household, error);
  for (guint i = 0; i < G_N_ELEMENTS (family); i++)
    {
      g_autoptr(XlPerson) person = xl_person_new (OFFICE);

      xl_person_set_name (person, family[i].name, NULL);
      xl_person_set_identity (person, family[i].number);
      g_free (person->sex);
      person->sex = g_strdup (family[i].sex);
      g_free (person->birth_date);
      person->birth_date = g_strdup (family[i].birth);
      f->people[i] = xl_person_table_insert (db, person, error);
      if (f->people[i] < 0
          || xl_membership_table_join (db, f->people[i], f->household, family[i].relation, NULL, NULL, NULL, error) < 0)
        return -1;
    }
  return 0;
}

static gboolean
has_rows (gpointer data)
{
  Fixture *f = data;

  return f->page->rows != NULL && xl_paged_rows_is_complete (f->page->rows) && f->page->office != NULL;
}

static void
open_window (Fixture *f, XlWriteFunc fill)
{
  xl_ui_test_office_open (&f->office, fill, f);
  f->page = XL_PEOPLE_PAGE (xl_ui_test_office_show (&f->office, "people", XL_TYPE_PEOPLE_PAGE));
  xl_ui_test_wait (has_rows, f, "the list");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  open_window (f, write_family);
}

static void
set_up_empty (Fixture *f, gconstpointer data)
{
  open_window (f, NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  xl_ui_test_office_close (&f->office);
}

static void
act (Fixture *f, const char *action, GVariant *target)
{
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (f->page), action, target));
}

static GtkWidget *
shown (Fixture *f)
{
  return gtk_stack_get_visible_child (GTK_STACK (f->page->side));
}

/* Finding ------------------------------------------------------------------------------------------------------------- */

static gboolean
one_row (gpointer data)
{
  Fixture *f = data;

  return xl_paged_rows_is_complete (f->page->rows) && xl_paged_rows_get_n_rows (f->page->rows) == 1;
}

static gboolean
three_rows (gpointer data)
{
  Fixture *f = data;

  return xl_paged_rows_is_complete (f->page->rows) && xl_paged_rows_get_n_rows (f->page->rows) == 3;
}

static void
test_finds (Fixture *f, gconstpointer data)
{
  static const struct { const char *text; int person; } asked[] = {
    { "秀", 1 }, { "zxy", 1 }, { "zhangxiu", 1 }, { "3070", 0 }, { "李明", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      xl_page_set_filter (XL_PAGE (f->page), asked[i].text);
      xl_ui_test_wait (one_row, f, asked[i].text);
      g_assert_cmpint (xl_paged_rows_get_row_id (f->page->rows, 0), ==, f->people[asked[i].person]);
      xl_page_set_filter (XL_PAGE (f->page), "");
      xl_ui_test_wait (three_rows, f, "everybody again");
    }
}

/* The card ------------------------------------------------------------------------------------------------------------ */

static gboolean
card_is_shown (gpointer data)
{
  Fixture *f = data;

  return xl_page_side_shown (XL_PAGE (f->page)) && shown (f) == GTK_WIDGET (f->page->person_view) && f->page->card != NULL;
}

static GtkWidget *
label (Fixture *f, const char *text)
{
  return xl_ui_test_find (shown (f), GTK_TYPE_LABEL, text);
}

static void
test_card_masks_the_number (Fixture *f, gconstpointer data)
{
  GtkWidget *button;

  g_assert_true (xl_window_show_record (f->office.window, "person", f->people[0]));
  xl_ui_test_wait (card_is_shown, f, "the card");
  g_assert_nonnull (label (f, "李国"));
  g_assert_nonnull (label (f, "220622********3070"));
  g_assert_null (label (f, NUMBER));
  button = gtk_widget_get_next_sibling (label (f, "220622********3070"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  g_assert_nonnull (label (f, NUMBER));
}

static gboolean
household_is_shown (gpointer data)
{
  Fixture *f = data;

  return shown (f) == GTK_WIDGET (f->page->household_view) && f->page->household != NULL;
}

static void
test_household (Fixture *f, gconstpointer data)
{
  g_assert_true (xl_window_show_record (f->office.window, "household", f->household));
  xl_ui_test_wait (household_is_shown, f, "the household");
  g_assert_cmpint (f->page->household->members->len, ==, 3);
}

static gboolean
one_household (gpointer data)
{
  Fixture *f = data;

  return xl_paged_rows_is_complete (f->page->household_rows) && xl_paged_rows_get_n_rows (f->page->household_rows) == 1;
}

static gboolean
no_household (gpointer data)
{
  Fixture *f = data;

  return xl_paged_rows_is_complete (f->page->household_rows) && xl_paged_rows_get_n_rows (f->page->household_rows) == 0;
}

static void
test_lists_households (Fixture *f, gconstpointer data)
{
  g_assert_true (xl_window_show_view (f->office.window, "people", "households"));
  xl_ui_test_wait (one_household, f, "the household");
  xl_page_set_filter (XL_PAGE (f->page), "不在");
  xl_ui_test_wait (no_household, f, "no household");
  xl_page_set_filter (XL_PAGE (f->page), "秀");
  xl_ui_test_wait (one_household, f, "the household of one of its people");
  xl_page_set_filter (XL_PAGE (f->page), "200-0001");
  xl_ui_test_wait (one_household, f, "the household by its number");
  g_assert_true (xl_window_show_view (f->office.window, "people", "all"));
  xl_page_set_filter (XL_PAGE (f->page), "");
  xl_ui_test_wait (three_rows, f, "everybody");
}

/* Adding -------------------------------------------------------------------------------------------------------------- */

static XlForm *
form_of (GtkWidget *inside)
{
  return XL_FORM (xl_ui_test_find (inside, XL_TYPE_FORM, NULL));
}

static void
type (Fixture *f, const char *key, const char *text)
{
  XlForm *form = form_of (shown (f));

  xl_form_set_value (form, key, text);
  g_signal_emit_by_name (form, "changed", key);   /* as typing does */
}

static void
begin_new (Fixture *f)
{
  act (f, "page.new", NULL);
  g_assert_true (shown (f) == GTK_WIDGET (f->page->person_form));
}

static gboolean
twin_is_shown (gpointer data)
{
  Fixture *f = data;

  return xl_ui_test_find_action (shown (f), "page.open-person") != NULL;
}

static void
test_number_fills_and_twin_appears (Fixture *f, gconstpointer data)
{
  g_autofree char *birth = NULL;
  g_autofree char *sex = NULL;

  begin_new (f);
  type (f, "name", "李国");
  type (f, "id_number", NUMBER);
  birth = xl_form_get_value (form_of (shown (f)), "birth_date");
  sex = xl_form_get_value (form_of (shown (f)), "sex");
  g_assert_cmpstr (birth, ==, "1973-11-30");
  g_assert_cmpstr (sex, ==, "1");
  xl_ui_test_wait (twin_is_shown, f, "the twin");
}

static gboolean
four_rows (gpointer data)
{
  Fixture *f = data;

  return xl_paged_rows_is_complete (f->page->rows) && xl_paged_rows_get_n_rows (f->page->rows) == 4 && card_is_shown (f)
         && g_strcmp0 (f->page->card->person->name, "王小花") == 0;
}

static void
undo (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlChange) change = xl_store_undo (f->office.store, &error);

  g_assert_no_error (error);
}

static void
test_adds (Fixture *f, gconstpointer data)
{
  begin_new (f);
  type (f, "name", "王小花");
  type (f, "birth_date", "2020-01-02");
  type (f, "kinds", "left_child");
  act (f, "page.save-person", NULL);
  xl_ui_test_wait (four_rows, f, "the new person");
  g_assert_cmpint (f->page->card->kinds->len, ==, 1);
  undo (f);
  xl_ui_test_wait (three_rows, f, "the person taken back");
}

static void
test_escape_keeps_what_was_typed (Fixture *f, gconstpointer data)
{
  g_autofree char *name = NULL;

  begin_new (f);
  xl_form_set_value (form_of (shown (f)), "name", "");
  gtk_editable_set_text (GTK_EDITABLE (xl_ui_test_find (shown (f), GTK_TYPE_ENTRY, NULL)), "半个名字");
  act (f, "page.close-form", NULL);
  g_assert_false (xl_page_side_shown (XL_PAGE (f->page)));
  begin_new (f);
  name = xl_form_get_value (form_of (shown (f)), "name");
  g_assert_cmpstr (name, ==, "半个名字");
}

/* What happens to people ---------------------------------------------------------------------------------------------- */

static gboolean
new_household_is_shown (gpointer data)
{
  Fixture *f = data;

  return household_is_shown (f) && f->page->household->household->id != f->household;
}

static void
test_divides (Fixture *f, gconstpointer data)
{
  const XlMember *head;

  xl_window_show_record (f->office.window, "person", f->people[2]);
  xl_ui_test_wait (card_is_shown, f, "the card");
  act (f, "page.change", g_variant_new_string ("split"));
  g_assert_true (shown (f) == GTK_WIDGET (f->page->life_form));
  type (f, "day", "2026-05-01");
  act (f, "page.save-change", NULL);
  xl_ui_test_wait (new_household_is_shown, f, "the new household");
  g_assert_cmpint (f->page->household->members->len, ==, 1);
  head = g_ptr_array_index (f->page->household->members, 0);
  g_assert_cmpint (head->person, ==, f->people[2]);
  g_assert_cmpstr (head->relation, ==, "02");
  g_assert_cmpstr (head->from_date, ==, "2026-05-01");
}

static gboolean
two_rows (gpointer data)
{
  Fixture *f = data;

  return xl_paged_rows_is_complete (f->page->rows) && xl_paged_rows_get_n_rows (f->page->rows) == 2;
}

static void
test_death_leaves_the_list (Fixture *f, gconstpointer data)
{
  xl_window_show_record (f->office.window, "person", f->people[1]);
  xl_ui_test_wait (card_is_shown, f, "the card");
  act (f, "page.change", g_variant_new_string ("die"));
  type (f, "day", "2026-06-05");
  act (f, "page.save-change", NULL);
  xl_ui_test_wait (two_rows, f, "the list without the dead");
  g_assert_true (xl_window_show_view (f->office.window, "people", "absent"));
  xl_ui_test_wait (three_rows, f, "the list with the dead");
  undo (f);
  g_assert_true (xl_window_show_view (f->office.window, "people", ""));
  xl_page_show_view (XL_PAGE (f->page), "flagged");
  xl_ui_test_wait (two_rows, f, "those without a number");
}

/* Nobody yet ---------------------------------------------------------------------------------------------------------- */

static gboolean
says_empty (gpointer data)
{
  Fixture *f = data;
  GtkWidget *sentence = xl_ui_test_find (GTK_WIDGET (f->page), GTK_TYPE_LABEL,
                                         "There is nobody in this file yet. Bring in the register you keep, as it is.");

  return sentence != NULL && gtk_widget_get_mapped (sentence);
}

static void
test_empty_says_what_to_do (Fixture *f, gconstpointer data)
{
  xl_ui_test_wait (says_empty, f, "the empty state");
  act (f, "page.new", NULL);
  g_assert_true (shown (f) == GTK_WIDGET (f->page->person_form));
}

#define ADD(name, up, func) g_test_add (name, Fixture, NULL, up, func, tear_down)

int
main (int argc, char **argv)
{
  xl_ui_test_init (&argc, &argv);
  ADD ("/people/page/finds-by-characters-pinyin-and-digits", set_up, test_finds);
  ADD ("/people/page/card-masks-the-number-until-asked", set_up, test_card_masks_the_number);
  ADD ("/people/page/household", set_up, test_household);
  ADD ("/people/page/households-are-a-list-too", set_up, test_lists_households);
  ADD ("/people/page/number-fills-and-twin-appears", set_up, test_number_fills_and_twin_appears);
  ADD ("/people/page/adds-and-takes-back", set_up, test_adds);
  ADD ("/people/page/escape-keeps-what-was-typed", set_up, test_escape_keeps_what_was_typed);
  ADD ("/people/page/household-divides", set_up, test_divides);
  ADD ("/people/page/the-dead-leave-the-list", set_up, test_death_leaves_the_list);
  ADD ("/people/page/empty-says-what-to-do", set_up_empty, test_empty_says_what_to_do);
  return g_test_run ();
}
