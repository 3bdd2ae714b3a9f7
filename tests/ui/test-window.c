/* The window with its pages, on an office of its own: sizes, looks, speaking, undo, first run. */
#include "xl-ui-test.h"
#include "xl-ui-test-office.h"

#include "people/xl-person-table.h"
#include "ui/xl-alert.h"
#include "ui/xl-form.h"
#include "ui/xl-history-panel.h"
#include "ui/xl-page.h"
#include "ui/xl-preferences.h"
#include "ui/xl-room.h"



typedef struct {
  XlUiTestOffice office;
  gint64         person;
} Fixture;

static gint64
write_person (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(XlPerson) person = xl_person_new (OFFICE);

  if (!xl_person_set_name (person, "张三", error))
    return -1;
  xl_person_set_identity (person, "110105194912310021");
  return xl_person_table_insert (db, person, error);
}

static gint64
write_phone (XlDb *db, gpointer data, GError **error)
{
  g_autoptr(XlPerson) person = xl_person_table_get (db, *(gint64 *) data, error);

  if (person == NULL)
    return -1;
  xl_person_set_phone (person, "13900001111");
  return xl_person_table_update (db, person, error) ? 0 : -1;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  xl_ui_test_office_open (&f->office, NULL, NULL);
  f->person = xl_store_write (f->office.store, XL_CHANGE_EDIT, "新增：张三", write_person, NULL, &error);
  g_assert_no_error (error);
  xl_ui_test_office_show (&f->office, NULL, G_TYPE_NONE);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  xl_ui_test_office_close (&f->office);
}

/* --- sizes and looks ---------------------------------------------------------------------------------------------- */

/* Says which child, and which of its children, asks for the most. */
static void
name_widest (GtkWidget *widget)
{
  GtkWidget *widest = NULL;
  int most = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int width;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      if (gtk_widget_get_visible (child) && width > most)
        {
          most = width;
          widest = child;
        }
    }
  if (widest == NULL)
    return;
  g_test_message ("  %s %s: %d", G_OBJECT_TYPE_NAME (widest), gtk_widget_get_css_name (widest), most);
  name_widest (widest);
}

static void
assert_fits (Fixture *f, const char *room)
{
  int width, height, most = xl_preferences_get_large (xl_preferences_get ()) ? 1024 : 800;

  gtk_widget_measure (GTK_WIDGET (f->office.window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (f->office.window), GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  g_test_message ("%s: at least %d × %d", room, width, height);
  if (width > most)
    name_widest (GTK_WIDGET (f->office.window));
  g_assert_cmpint (width, <=, most);
  g_assert_cmpint (height, <=, 768);
}

static void
test_every_room_fits (Fixture *f, gconstpointer large)
{
  xl_preferences_set_large (xl_preferences_get (), GPOINTER_TO_INT (large));
  for (const XlRoom *room = xl_rooms; room->key != NULL; room++)
    {
      xl_window_open_room (f->office.window, room->key);
      g_assert_cmpstr (xl_window_get_room (f->office.window), ==, room->key);
      xl_ui_test_frames (GTK_WIDGET (f->office.window), 3);
      assert_fits (f, room->key);
    }
  xl_preferences_set_large (xl_preferences_get (), FALSE);
}

static void
test_looks (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "system.png", "light.png", "dark.png", "contrast.png" };

  for (int look = XL_LOOK_LIGHT; look <= XL_LOOK_HIGH_CONTRAST; look++)
    {
      xl_preferences_set_look (xl_preferences_get (), (XlLook) look);
      xl_ui_test_frames (GTK_WIDGET (f->office.window), 3);
      g_assert_true (xl_ui_test_has_ink (GTK_WIDGET (f->office.window)));
      xl_ui_test_shoot (GTK_WIDGET (f->office.window), names[look]);
    }
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (f->office.window), "contrast"));
  xl_preferences_set_look (xl_preferences_get (), XL_LOOK_SYSTEM);
}

/* --- the store through the window --------------------------------------------------------------------------------- */

static gboolean
can_undo (gpointer data)
{
  GtkWidget *button = xl_ui_test_find_action (gtk_window_get_titlebar (GTK_WINDOW (((Fixture *) data)->office.window)),
                                              "win.undo");

  return g_strcmp0 (gtk_widget_get_tooltip_text (button), "Undo: 新增：张三") == 0 && gtk_widget_is_sensitive (button);
}

static gboolean
has_said_undone (gpointer data)
{
  Fixture *f = data;

  return xl_ui_test_find (GTK_WIDGET (f->office.window), GTK_TYPE_LABEL, "Undone: 新增：张三") != NULL;
}

static gpointer
count_persons (XlDb *db, gpointer data, GError **error)
{
  XlPersonQuery query = { .absent = TRUE };

  return GINT_TO_POINTER (xl_person_table_count (db, &query, error) + 1);
}

static void
test_undo_in_words (Fixture *f, gconstpointer data)
{
  xl_ui_test_wait (can_undo, f, "the undo button to say what it undoes");
  gtk_widget_activate_action (GTK_WIDGET (f->office.window), "win.undo", NULL);
  xl_ui_test_wait (has_said_undone, f, "the status line to say what was undone");
  g_assert_cmpint (GPOINTER_TO_INT (xl_store_read (f->office.store, count_persons, NULL, NULL)), ==, 1);
}

static gboolean
says_village (gpointer data)
{
  return g_strrstr (gtk_window_get_title (GTK_WINDOW (((Fixture *) data)->office.window)), "那尔轰村") != NULL;
}

static void
test_title_names_the_village (Fixture *f, gconstpointer data)
{
  xl_ui_test_wait (says_village, f, "the village in the title");
}

static gboolean
has_phone_history (gpointer panel)
{
  return xl_ui_test_find (panel, GTK_TYPE_LABEL, "phone: 13900001111") != NULL;
}

static void
test_history_of_a_record (Fixture *f, gconstpointer data)
{
  XlHistoryPanel *panel = xl_history_panel_new ();
  GtkWindow *window = xl_ui_test_window (GTK_WIDGET (panel), 360, 500);

  xl_store_write (f->office.store, XL_CHANGE_EDIT, "修改电话：张三", write_phone, &f->person, NULL);
  xl_history_panel_show (panel, f->office.store, "person", f->person, NULL);
  xl_ui_test_wait (has_phone_history, panel, "the changed phone");
  xl_ui_test_shoot (GTK_WIDGET (window), "history.png");
  g_assert_nonnull (xl_ui_test_find (GTK_WIDGET (panel), GTK_TYPE_LABEL, "修改电话：张三"));
  gtk_window_destroy (window);
}

static void
test_status_line_speaks (Fixture *f, gconstpointer data)
{
  GtkWidget *view;

  xl_window_say (f->office.window, "已导入 3 人", "win.open-room('settings')", FALSE);
  view = xl_ui_test_find (GTK_WIDGET (f->office.window), GTK_TYPE_BUTTON, "View");
  g_assert_true (gtk_widget_get_visible (view));
  g_signal_emit_by_name (view, "clicked");
  g_assert_cmpstr (xl_window_get_room (f->office.window), ==, "settings");
}

static void
test_waiting_number (Fixture *f, gconstpointer data)
{
  xl_window_set_waiting (f->office.window, "home", 12);
  g_assert_true (gtk_widget_get_visible (xl_ui_test_find (GTK_WIDGET (f->office.window), GTK_TYPE_LABEL, "12")));
  xl_window_set_waiting (f->office.window, "home", 0);
  g_assert_false (gtk_widget_get_visible (xl_ui_test_find (GTK_WIDGET (f->office.window), GTK_TYPE_LABEL, "0")));
}

static void
test_second_opening_is_read_only (Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlStore) second = xl_store_open (f->office.path, XL_STORE_FALL_BACK, &error);
  XlWindow *window;

  g_assert_no_error (error);
  g_assert_true (xl_store_is_read_only (second));
  window = g_object_new (XL_TYPE_WINDOW, NULL);
  xl_window_set_store (window, second);
  gtk_window_present (GTK_WINDOW (window));
  xl_ui_test_frames (GTK_WIDGET (window), 3);
  xl_ui_test_shoot (GTK_WIDGET (window), "read-only.png");
  g_assert_nonnull (xl_ui_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, NULL));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* --- without an office file --------------------------------------------------------------------------------------- */

static void
test_welcome_for_each_trouble (Fixture *f, gconstpointer data)
{
  static const struct { GQuark (*domain) (void); int code; const char *words; } cases[] = {
    { xl_error_quark, XL_ERROR_NOT_FOUND, "Welcome to Xiangli" },
    { xl_store_error_quark, XL_STORE_ERROR_CORRUPT, "The office file cannot be opened" },
    { xl_store_error_quark, XL_STORE_ERROR_TOO_NEW, "The office file cannot be opened" },
    { xl_store_error_quark, XL_STORE_ERROR_NOT_STORE, "The office file cannot be opened" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = g_error_new_literal (cases[i].domain (), cases[i].code, "office.xiangli: for the log");

      xl_window_show_welcome (f->office.window, f->office.path, error);
      xl_ui_test_frames (GTK_WIDGET (f->office.window), 2);
      g_assert_nonnull (xl_ui_test_find (GTK_WIDGET (f->office.window), GTK_TYPE_LABEL, cases[i].words));
    }
}

static gboolean
is_closed (gpointer data)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ()) == GPOINTER_TO_UINT (data);
}

static void
on_answer (XlAlertAnswer answer, gpointer data)
{
  *(int *) data = answer;
}

static void
test_alert_answers_once (Fixture *f, gconstpointer data)
{
  XlAlertWords words = { .title = "Delete 3 visits?", .text = "They can be brought back by undo.", .accept = "Delete",
                         .danger = TRUE };
  guint before = g_list_model_get_n_items (gtk_window_get_toplevels ());
  g_autoptr(GtkWindow) alert = NULL;
  int answer = -1;

  xl_alert_show (GTK_WIDGET (f->office.window), &words, on_answer, &answer);
  alert = g_list_model_get_item (gtk_window_get_toplevels (), before);
  g_assert_nonnull (alert);
  xl_ui_test_frames (GTK_WIDGET (alert), 2);
  xl_ui_test_shoot (GTK_WIDGET (alert), "alert.png");
  /* What destroys something is never the answer of a careless Enter. */
  g_assert_true (gtk_window_get_default_widget (alert)
                 == xl_ui_test_find (GTK_WIDGET (alert), GTK_TYPE_BUTTON, "Cancel"));
  g_signal_emit_by_name (xl_ui_test_find (GTK_WIDGET (alert), GTK_TYPE_BUTTON, "Delete"), "clicked");
  xl_ui_test_wait (is_closed, GUINT_TO_POINTER (before), "the alert to close");
  g_assert_cmpint (answer, ==, XL_ALERT_ACCEPT);
}

int
main (int argc, char **argv)
{
  xl_ui_test_init (&argc, &argv);
#define ADD(path, func, data) g_test_add ("/ui/window/" path, Fixture, data, set_up, func, tear_down)
  ADD ("every-room-fits", test_every_room_fits, GINT_TO_POINTER (FALSE));
  ADD ("every-room-fits-in-large-letters", test_every_room_fits, GINT_TO_POINTER (TRUE));
  ADD ("looks", test_looks, NULL);
  ADD ("undo-in-words", test_undo_in_words, NULL);
  ADD ("title-names-the-village", test_title_names_the_village, NULL);
  ADD ("history-of-a-record", test_history_of_a_record, NULL);
  ADD ("status-line-speaks", test_status_line_speaks, NULL);
  ADD ("waiting-number", test_waiting_number, NULL);
  ADD ("second-opening-is-read-only", test_second_opening_is_read_only, NULL);
  ADD ("welcome-for-each-trouble", test_welcome_for_each_trouble, NULL);
  ADD ("alert-answers-once", test_alert_answers_once, NULL);
  return g_test_run ();
}
