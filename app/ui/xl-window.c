#include "ui/xl-window.h"

#include "ui/xl-page-private.h"
#include "ui/xl-preferences.h"
#include "ui/xl-room.h"
#include "ui/xl-search-box.h"
#include "ui/xl-speak.h"
#include "ui/xl-status-line.h"
#include "ui/xl-window-private.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (XlWindow, xl_window, GTK_TYPE_APPLICATION_WINDOW)

/* --- rooms -------------------------------------------------------------------------------------------------------- */

const XlRoom *
xl_window_find_room (const char *key)
{
  for (const XlRoom *room = xl_rooms; room->key != NULL; room++)
    if (g_strcmp0 (room->key, key) == 0)
      return room;
  return NULL;
}

/* Whether the words of @kinds name @kind; a word may end in '*'. */
static gboolean
room_shows (const XlRoom *room, const char *kind)
{
  g_auto(GStrv) words = g_strsplit (room->kinds != NULL ? room->kinds : "", " ", -1);

  for (char **w = words; *w != NULL; w++)
    {
      gsize len = strlen (*w);

      if (g_str_equal (*w, kind) || (len > 0 && (*w)[len - 1] == '*' && strncmp (*w, kind, len - 1) == 0))
        return TRUE;
    }
  return FALSE;
}

static XlPage *
room_page (XlWindow *self, const XlRoom *room)
{
  GtkWidget *page = gtk_stack_get_child_by_name (GTK_STACK (self->pages), room->key);

  if (page == NULL)
    {
      page = g_object_new (room->get_type (), NULL);
      if (*xl_page_get_title (XL_PAGE (page)) == '\0')
        xl_page_set_title (XL_PAGE (page), _(room->title));
      gtk_stack_add_named (GTK_STACK (self->pages), page, room->key);
    }
  return XL_PAGE (page);
}

static GtkWidget *
make_room_row (const XlRoom *room)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *word = gtk_label_new (_(room->title));
  GtkWidget *count = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (word), 0);
  gtk_widget_set_hexpand (word, TRUE);
  gtk_widget_add_css_class (count, "waiting");
  gtk_widget_set_visible (count, FALSE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (room->icon));
  gtk_box_append (GTK_BOX (box), word);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _(room->title), -1);
  g_object_set_data (G_OBJECT (row), "xl-room", (gpointer) room);
  g_object_set_data (G_OBJECT (row), "xl-count", count);
  return row;
}

static GtkListBoxRow *
find_row (XlWindow *self, const char *key)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->rooms), i)) != NULL; i++)
    {
      const XlRoom *room = g_object_get_data (G_OBJECT (row), "xl-room");

      if (g_str_equal (room->key, key))
        return row;
    }
  return NULL;
}

/* The sidebar is one stop for Tab: walking past the other rooms would open each.  Arrows and Alt+N go to them. */
static void
stand_on_row (XlWindow *self, GtkListBoxRow *row)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean inside = focus != NULL && gtk_widget_is_ancestor (focus, self->rooms);
  GtkWidget *child;

  for (child = gtk_widget_get_first_child (self->rooms); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_can_focus (child, row == NULL || child == GTK_WIDGET (row));
  if (inside && row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
on_room_selected (GtkListBox *list, GtkListBoxRow *row, XlWindow *self)
{
  const XlRoom *room = row != NULL ? g_object_get_data (G_OBJECT (row), "xl-room") : NULL;
  XlPage *page;

  stand_on_row (self, row);
  if (room == NULL || self->store == NULL)
    return;
  page = room_page (self, room);
  gtk_stack_set_visible_child (GTK_STACK (self->pages), GTK_WIDGET (page));
  xl_page_open (page);
  xl_window_update_summary (self);
  self->chosen = TRUE;
}

void
xl_window_open_again (XlWindow *self)
{
  XlPage *page = xl_window_get_page (self);
  GAction *back = page != NULL ? g_action_map_lookup_action (xl_page_get_actions (page), "back") : NULL;

  if (back != NULL && g_action_get_enabled (back))
    g_action_activate (back, NULL);
}

static void
on_room_activated (GtkListBox *list, GtkListBoxRow *row, XlWindow *self)
{
  if (!self->chosen)
    xl_window_open_again (self);
  self->chosen = FALSE;
}

/* --- building ----------------------------------------------------------------------------------------------------- */

static GtkWidget *
build_header (XlWindow *self)
{
  GtkWidget *header = gtk_header_bar_new ();
  GtkWidget *menu = gtk_menu_button_new ();

  self->title = gtk_label_new (_("Xiangli"));
  gtk_widget_add_css_class (self->title, "window-title");
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  self->search = xl_search_box_new ();
  gtk_widget_set_valign (self->search, GTK_ALIGN_CENTER);
  gtk_header_bar_set_title_widget (GTK_HEADER_BAR (header), self->search);
  gtk_header_bar_pack_start (GTK_HEADER_BAR (header), self->title);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "open-menu-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (menu), xl_window_make_menu ());
  gtk_widget_set_tooltip_text (menu, _("Menu"));
  xl_speak_name (menu, _("Menu"));
  self->undo = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->undo), "win.undo");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->undo), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Nothing to undo"), -1);
  gtk_header_bar_pack_end (GTK_HEADER_BAR (header), menu);
  gtk_header_bar_pack_end (GTK_HEADER_BAR (header), self->undo);
  return header;
}

static GtkWidget *
build_sidebar (XlWindow *self)
{
  GtkWidget *scroll = gtk_scrolled_window_new ();

  self->rooms = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->rooms), GTK_SELECTION_BROWSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rooms), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Rooms"), -1);
  gtk_widget_add_css_class (self->rooms, "sidebar-rooms");
  for (const XlRoom *room = xl_rooms; room->key != NULL; room++)
    gtk_list_box_append (GTK_LIST_BOX (self->rooms), make_room_row (room));
  g_signal_connect (self->rooms, "row-selected", G_CALLBACK (on_room_selected), self);
  g_signal_connect (self->rooms, "row-activated", G_CALLBACK (on_room_activated), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), self->rooms);
  gtk_widget_add_css_class (scroll, "sidebar");
  return scroll;
}

static void
build (XlWindow *self)
{
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *beside = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_window_set_titlebar (GTK_WINDOW (self), build_header (self));
  self->bar = gtk_label_new ("");
  gtk_label_set_wrap (GTK_LABEL (self->bar), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->bar), 0);
  gtk_widget_add_css_class (self->bar, "bar");
  gtk_widget_set_visible (self->bar, FALSE);
  self->sidebar = build_sidebar (self);
  self->pages = gtk_stack_new ();
  gtk_widget_set_hexpand (self->pages, TRUE);
  gtk_widget_set_vexpand (self->pages, TRUE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->pages), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->pages), FALSE);
  self->status = xl_status_line_new ();
  gtk_box_append (GTK_BOX (beside), self->sidebar);
  gtk_box_append (GTK_BOX (beside), self->pages);
  gtk_box_append (GTK_BOX (all), self->bar);
  gtk_box_append (GTK_BOX (all), beside);
  gtk_box_append (GTK_BOX (all), self->status);
  gtk_window_set_child (GTK_WINDOW (self), all);
}

/* --- virtual functions -------------------------------------------------------------------------------------------- */

static gboolean
xl_window_close_request (GtkWindow *window)
{
  XlWindow *self = XL_WINDOW (window);
  XlPreferences *preferences = xl_preferences_get ();
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  xl_preferences_set_bool (preferences, "window-maximized", gtk_window_is_maximized (window));
  if (!gtk_window_is_maximized (window) && width >= 640 && height >= 480)
    {
      xl_preferences_set_int (preferences, "window-width", width);
      xl_preferences_set_int (preferences, "window-height", height);
    }
  if (xl_window_get_room (self) != NULL)
    xl_preferences_set_text (preferences, "last-room", xl_window_get_room (self));
  return GTK_WINDOW_CLASS (xl_window_parent_class)->close_request (window);
}

static void
xl_window_dispose (GObject *object)
{
  XlWindow *self = XL_WINDOW (object);

  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (xl_window_parent_class)->dispose (object);
}

/* A window that was not seen yet gives its focus to the first thing it has: work begins in the page instead. */
static void
xl_window_map (GtkWidget *widget)
{
  XlWindow *self = XL_WINDOW (widget);

  GTK_WIDGET_CLASS (xl_window_parent_class)->map (widget);
  if (self->store != NULL)
    xl_window_focus_page (self);
}

static void
xl_window_class_init (XlWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_window_dispose;
  GTK_WIDGET_CLASS (klass)->map = xl_window_map;
  GTK_WINDOW_CLASS (klass)->close_request = xl_window_close_request;
  xl_window_install_actions (GTK_WIDGET_CLASS (klass));
}

static void
xl_window_init (XlWindow *self)
{
  XlPreferences *preferences = xl_preferences_get ();

  self->cancellable = g_cancellable_new ();
  build (self);
  xl_window_add_actions (self);
  xl_preferences_dress (preferences, GTK_WINDOW (self));
  gtk_window_set_title (GTK_WINDOW (self), _("Xiangli"));
  gtk_window_set_default_size (GTK_WINDOW (self), xl_preferences_get_int (preferences, "window-width", 1180),
                               xl_preferences_get_int (preferences, "window-height", 760));
  if (xl_preferences_get_bool (preferences, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

XlWindow *
xl_window_new (GtkApplication *app)
{
  return g_object_new (XL_TYPE_WINDOW, "application", app, NULL);
}

XlWindow *
xl_window_of (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  while (GTK_IS_WINDOW (root) && !XL_IS_WINDOW (root))
    root = GTK_ROOT (gtk_window_get_transient_for (GTK_WINDOW (root)));
  return XL_IS_WINDOW (root) ? XL_WINDOW (root) : NULL;
}

/* --- going somewhere ---------------------------------------------------------------------------------------------- */

void
xl_window_open_room (XlWindow *self, const char *key)
{
  GtkListBoxRow *row = find_row (self, key);

  if (row == NULL)
    return;
  if (gtk_list_box_get_selected_row (GTK_LIST_BOX (self->rooms)) == row)
    on_room_selected (GTK_LIST_BOX (self->rooms), row, self);
  else
    gtk_list_box_select_row (GTK_LIST_BOX (self->rooms), row);
  self->chosen = FALSE;
  xl_window_focus_page (self);
}

const char *
xl_window_get_room (XlWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->rooms));
  const XlRoom *room = row != NULL ? g_object_get_data (G_OBJECT (row), "xl-room") : NULL;

  return room != NULL ? room->key : NULL;
}

XlPage *
xl_window_get_page (XlWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (GTK_STACK (self->pages));

  return XL_IS_PAGE (page) ? XL_PAGE (page) : NULL;
}

void
xl_window_focus_page (XlWindow *self)
{
  XlPage *page = xl_window_get_page (self);

  if (page != NULL)
    xl_page_focus_body (page);
  else
    gtk_widget_child_focus (self->pages, GTK_DIR_TAB_FORWARD);
}

gboolean
xl_window_show_record (XlWindow *self, const char *kind, gint64 id)
{
  for (const XlRoom *room = xl_rooms; room->key != NULL; room++)
    if (room_shows (room, kind))
      {
        xl_window_open_room (self, room->key);
        return xl_page_show_record (room_page (self, room), kind, id);
      }
  return FALSE;
}

gboolean
xl_window_show_view (XlWindow *self, const char *key, const char *view)
{
  const XlRoom *room = xl_window_find_room (key);

  if (room == NULL)
    return FALSE;
  xl_window_open_room (self, key);
  return *view == '\0' || xl_page_show_view (room_page (self, room), view);
}

void
xl_window_set_waiting (XlWindow *self, const char *key, guint waiting)
{
  GtkListBoxRow *row = find_row (self, key);
  g_autofree char *text = g_strdup_printf ("%u", waiting);
  GtkWidget *count;

  if (row == NULL)
    return;
  count = g_object_get_data (G_OBJECT (row), "xl-count");
  gtk_label_set_text (GTK_LABEL (count), text);
  gtk_widget_set_visible (count, waiting > 0);
}

/* --- the status line ---------------------------------------------------------------------------------------------- */

void
xl_window_say (XlWindow *self, const char *text, const char *view_action, gboolean undoable)
{
  xl_status_line_say (XL_STATUS_LINE (self->status), text, view_action, undoable);
}

void
xl_window_set_progress (XlWindow *self, const char *text, double fraction, GCancellable *cancellable)
{
  xl_status_line_set_progress (XL_STATUS_LINE (self->status), text, fraction, cancellable);
}

void
xl_window_update_summary (XlWindow *self)
{
  XlPage *page = xl_window_get_page (self);

  xl_status_line_set_summary (XL_STATUS_LINE (self->status), page != NULL ? xl_page_get_summary (page) : NULL);
}
