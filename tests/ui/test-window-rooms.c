/* Rooms of the window: none is built before somebody goes there, and each way in builds it; how the window opens. */
#include "xl-ui-test.h"
#include "xl-ui-test-office.h"

#include "people/xl-person-table.h"
#include "ui/xl-grid.h"
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
  return *(gint64 *) data = xl_person_table_insert (db, person, error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  xl_preferences_set_text (xl_preferences_get (), "last-room", "home");
  xl_ui_test_office_open (&f->office, write_person, &f->person);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  xl_ui_test_office_close (&f->office);
}

static XlPage *
find_page (Fixture *f, const XlRoom *room)
{
  return (XlPage *) xl_ui_test_find (GTK_WIDGET (f->office.window), room->get_type (), NULL);
}

/* The pages that are there are those whose bit is set, and @room is seen. */
static void
assert_built (Fixture *f, guint built, const char *room)
{
  for (guint i = 0; xl_rooms[i].key != NULL; i++)
    {
      g_test_message ("%s %s", xl_rooms[i].key, built & 1u << i ? "is built" : "is not built");
      g_assert_cmpint (find_page (f, &xl_rooms[i]) != NULL, ==, (built & 1u << i) != 0);
    }
  g_assert_cmpstr (xl_window_get_room (f->office.window), ==, room);
}

static guint
bit_of (const char *key)
{
  guint i = 0;

  while (!g_str_equal (xl_rooms[i].key, key))
    i++;
  return 1u << i;
}

/* --- ways in ------------------------------------------------------------------------------------------------------ */

static void
by_opening (Fixture *f, const XlRoom *room)
{
  xl_window_open_room (f->office.window, room->key);
}

static void
by_action (Fixture *f, const XlRoom *room)
{
  gtk_widget_activate_action (GTK_WIDGET (f->office.window), "win.open-room", "s", room->key);
}

static void
by_view (Fixture *f, const XlRoom *room)
{
  gtk_widget_activate_action (GTK_WIDGET (f->office.window), "win.show-view", "(ss)", room->key, "");
}

static void
by_sidebar (Fixture *f, const XlRoom *room)
{
  GtkWidget *list = xl_ui_test_find (GTK_WIDGET (f->office.window), GTK_TYPE_LIST_BOX, NULL);

  gtk_list_box_select_row (GTK_LIST_BOX (list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) (room - xl_rooms)));
}

static gboolean
press (GtkShortcutController *keys, GtkWidget *widget, const char *wanted)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (keys)); i++)
    {
      g_autoptr(GtkShortcut) key = g_list_model_get_item (G_LIST_MODEL (keys), i);
      g_autofree char *trigger = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (key));

      if (g_str_equal (trigger, wanted))
        return gtk_shortcut_action_activate (gtk_shortcut_get_action (key), 0, widget, gtk_shortcut_get_arguments (key));
    }
  return FALSE;
}

static void
by_number (Fixture *f, const XlRoom *room)
{
  g_autoptr(GListModel) all = gtk_widget_observe_controllers (GTK_WIDGET (f->office.window));
  g_autofree char *wanted = g_strdup_printf ("<Alt>%d", (int) (room - xl_rooms) + 1);
  gboolean pressed = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (all) && !pressed; i++)
    {
      g_autoptr(GtkEventController) one = g_list_model_get_item (all, i);

      pressed = GTK_IS_SHORTCUT_CONTROLLER (one) && press (GTK_SHORTCUT_CONTROLLER (one), GTK_WIDGET (f->office.window), wanted);
    }
  g_assert_true (pressed);
}

static const struct { const char *name; void (*go) (Fixture *f, const XlRoom *room); } ways[] = {
  { "opening", by_opening }, { "action", by_action }, { "view", by_view }, { "sidebar", by_sidebar }, { "number", by_number },
};

static void
test_each_way_builds_its_room (Fixture *f, gconstpointer data)
{
  for (guint way = 0; way < G_N_ELEMENTS (ways); way++)
    {
      guint built = bit_of ("home");

      g_test_message ("by %s", ways[way].name);
      xl_ui_test_office_show (&f->office, NULL, G_TYPE_NONE);
      assert_built (f, built, "home");
      for (const XlRoom *room = xl_rooms + 1; room->key != NULL; room++)
        {
          ways[way].go (f, room);
          built |= bit_of (room->key);
          assert_built (f, built, room->key);
        }
      gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&f->office.window)));
    }
}

static void
test_record_builds_its_room (Fixture *f, gconstpointer data)
{
  xl_ui_test_office_show (&f->office, NULL, G_TYPE_NONE);
  g_assert_true (xl_window_show_record (f->office.window, "person", f->person));
  assert_built (f, bit_of ("home") | bit_of ("people"), "people");
}

/* --- the window before its file ----------------------------------------------------------------------------------- */

static gboolean
says_village (gpointer window)
{
  return g_strrstr (gtk_window_get_title (window), "那尔轰村") != NULL;
}

static void
test_opening_says_so (Fixture *f, gconstpointer data)
{
  XlWindow *window;

  xl_ui_test_office_show (&f->office, NULL, G_TYPE_NONE);
  xl_ui_test_wait (says_village, f->office.window, "the village in the title");
  window = g_object_new (XL_TYPE_WINDOW, NULL);
  xl_window_show_opening (window, f->office.path);
  gtk_window_present (GTK_WINDOW (window));
  xl_ui_test_frames (GTK_WIDGET (window), 2);
  xl_ui_test_shoot (GTK_WIDGET (window), "opening.png");
  g_assert_true (says_village (window));
  g_assert_nonnull (xl_ui_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "Opening the office file…"));
  xl_window_set_store (window, f->office.store);
  g_assert_null (xl_ui_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "Opening the office file…"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_room_chosen_before_the_file (Fixture *f, gconstpointer data)
{
  f->office.window = g_object_new (XL_TYPE_WINDOW, NULL);
  xl_window_show_opening (f->office.window, "/nowhere/other.xiangli");
  g_assert_false (says_village (f->office.window));
  xl_window_open_room (f->office.window, "ledgers");
  g_assert_null (xl_ui_test_find (GTK_WIDGET (f->office.window), XL_TYPE_PAGE, NULL));
  xl_window_set_store (f->office.window, f->office.store);
  assert_built (f, bit_of ("ledgers"), "ledgers");
}

static gboolean
is_in_the_list (gpointer window)
{
  GtkWidget *focus = gtk_root_get_focus (window);

  return focus != NULL && gtk_widget_get_ancestor (focus, XL_TYPE_GRID) != NULL;
}

/* Whatever stands above the list, and whether the room is opened before the window is seen, or again. */
static void
test_work_begins_in_the_list (Fixture *f, gconstpointer data)
{
  f->office.window = g_object_new (XL_TYPE_WINDOW, NULL);
  xl_window_open_room (f->office.window, "people");
  xl_window_set_store (f->office.window, f->office.store);
  gtk_window_present (GTK_WINDOW (f->office.window));
  xl_ui_test_wait (is_in_the_list, f->office.window, "the focus in the list");
  xl_window_open_room (f->office.window, "people");
  g_assert_true (is_in_the_list (f->office.window));
}

int
main (int argc, char **argv)
{
  xl_ui_test_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/ui/window-rooms/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("each-way-builds-its-room", test_each_way_builds_its_room);
  ADD ("record-builds-its-room", test_record_builds_its_room);
  ADD ("opening-says-so", test_opening_says_so);
  ADD ("room-chosen-before-the-file", test_room_chosen_before_the_file);
  ADD ("work-begins-in-the-list", test_work_begins_in_the_list);
  return g_test_run ();
}
