/* What the window does by key, menu and button. */
#include "ui/xl-alert.h"
#include "ui/xl-room.h"
#include "ui/xl-window-private.h"

#include <glib/gi18n.h>

/* --- undo and redo ------------------------------------------------------------------------------------------------ */

static gpointer
peek_undo (XlDb *db, gpointer data, GError **error)
{
  return xl_change_peek_undo (db, error);
}

static void
on_peeked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlWindow) self = data;
  g_autoptr(XlChange) change = xl_store_read_finish (XL_STORE (source), result, NULL);
  g_autofree char *words = NULL;

  if (g_cancellable_is_cancelled (self->cancellable) || XL_STORE (source) != self->store)
    return;
  words = change != NULL ? g_strdup_printf (_("Undo: %s"), change->label) : g_strdup (_("Nothing to undo"));
  gtk_widget_set_tooltip_text (self->undo, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->undo), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", change != NULL && !xl_store_is_read_only (self->store));
}

void
xl_window_update_undo (XlWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", FALSE);
  if (self->store != NULL)
    xl_store_read_async (self->store, peek_undo, NULL, NULL, (GDestroyNotify) xl_change_free, self->cancellable,
                         on_peeked, g_object_ref (self));
}

static void
say_taken_back (XlWindow *self, XlChange *change, const GError *error, gboolean redo)
{
  g_autofree char *words = NULL;

  if (change != NULL)
    words = g_strdup_printf (redo ? _("Done again: %s") : _("Undone: %s"), change->label);
  else
    words = xl_error_sentence (error);
  xl_window_say (self, words, NULL, FALSE);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlWindow) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(XlChange) change = xl_store_undo_finish (XL_STORE (source), result, &error);

  say_taken_back (self, change, error, FALSE);
}

static void
on_redone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlWindow) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(XlChange) change = xl_store_undo_finish (XL_STORE (source), result, &error);

  say_taken_back (self, change, error, TRUE);
}

static void
do_undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  XlWindow *self = XL_WINDOW (widget);

  if (self->store != NULL)
    xl_store_undo_async (self->store, FALSE, self->cancellable, on_undone, g_object_ref (self));
}

static void
do_redo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  XlWindow *self = XL_WINDOW (widget);

  if (self->store != NULL)
    xl_store_undo_async (self->store, TRUE, self->cancellable, on_redone, g_object_ref (self));
}

/* Ctrl+Z undoes the typing where something is typed, and the record everywhere else: an empty entry would swallow it.
 */
static gboolean
on_undo_key (GtkWidget *widget, GVariant *args, gpointer action)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (widget));

  if (GTK_IS_TEXT_VIEW (focus) || (GTK_IS_TEXT (focus) && *gtk_editable_get_text (GTK_EDITABLE (focus)) != '\0'))
    return FALSE;
  gtk_widget_activate_action (widget, action, NULL);
  return TRUE;
}

static void
add_undo_keys (XlWindow *self)
{
  static const struct { GdkModifierType modifiers; const char *action; } keys[] = {
    { GDK_CONTROL_MASK, "win.undo" }, { GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo" },
  };
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (shortcuts, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_z, keys[i].modifiers),
                        gtk_callback_action_new (on_undo_key, (gpointer) keys[i].action, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

/* --- going somewhere ---------------------------------------------------------------------------------------------- */

static void
do_open_room (GtkWidget *widget, const char *name, GVariant *parameter)
{
  xl_window_open_room (XL_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
do_show_record (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *kind;
  gint64 id;

  g_variant_get (parameter, "(&sx)", &kind, &id);
  xl_window_show_record (XL_WINDOW (widget), kind, id);
}

static void
do_show_view (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *room, *view;

  g_variant_get (parameter, "(&s&s)", &room, &view);
  xl_window_show_view (XL_WINDOW (widget), room, view);
}

/* Alt+N: the N-th room; once more from inside it: where it begins. */
static gboolean
on_room_number (GtkWidget *widget, GVariant *args, gpointer data)
{
  XlWindow *self = XL_WINDOW (widget);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->rooms), GPOINTER_TO_INT (data));

  if (row == NULL || self->store == NULL)
    return FALSE;
  if (gtk_list_box_row_is_selected (row))
    xl_window_open_again (self);
  gtk_list_box_select_row (GTK_LIST_BOX (self->rooms), row);
  self->chosen = FALSE;
  xl_window_focus_page (self);
  return TRUE;
}

/* F6: sidebar → page → side panel → sidebar. */
static void
do_next_pane (GtkWidget *widget, const char *name, GVariant *parameter)
{
  XlWindow *self = XL_WINDOW (widget);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  XlPage *page = xl_window_get_page (self);

  if (page == NULL || focus == NULL || gtk_widget_is_ancestor (focus, self->sidebar))
    xl_window_focus_page (self);
  else if (!xl_page_focus_side (page, focus))
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (self->rooms))));
}

/* --- what belongs to the page ------------------------------------------------------------------------------------- */

static void
do_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  XlPage *page = xl_window_get_page (XL_WINDOW (widget));
  const char *of_page = strchr (name, '-') + 1;       /* win.page-new → new */
  GAction *action = page != NULL ? g_action_map_lookup_action (xl_page_get_actions (page), of_page) : NULL;

  if (action != NULL && g_action_get_enabled (action))
    g_action_activate (action, NULL);
}

static void
do_filter (GtkWidget *widget, const char *name, GVariant *parameter)
{
  XlPage *page = xl_window_get_page (XL_WINDOW (widget));

  if (page != NULL)
    xl_page_focus_filter (page);
}

static void
do_search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (XL_WINDOW (widget)->search);
}

static void
do_focus_page (GtkWidget *widget, const char *name, GVariant *parameter)
{
  xl_window_focus_page (XL_WINDOW (widget));
}

static void
do_help (GtkWidget *widget, const char *name, GVariant *parameter)
{
  XlPage *page = xl_window_get_page (XL_WINDOW (widget));
  const char *keys = _("Everywhere: Ctrl+K finds anything, Ctrl+Z undoes, Ctrl+N adds, Ctrl+F filters, Ctrl+P prints, "
                       "Ctrl+E exports, F6 moves between sidebar, page and side panel, Alt+1 to Alt+9 open the rooms. "
                       "What you enter is saved at once.");
  g_autofree char *text = NULL;
  XlAlertWords words = { .title = page != NULL ? xl_page_get_title (page) : _("Xiangli") };

  if (page != NULL && xl_page_get_help (page) != NULL)
    text = g_strdup_printf ("%s\n\n%s", xl_page_get_help (page), keys);
  words.text = text != NULL ? text : keys;
  xl_alert_show (widget, &words, NULL, NULL);
}

static void
on_room_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const XlRoomAction *of_room = g_object_get_data (G_OBJECT (action), "xl-room-action");

  of_room->activate (data, parameter);
}

/* --- setting up --------------------------------------------------------------------------------------------------- */

static void
bind (GtkWidgetClass *klass, guint key, GdkModifierType modifiers, const char *action)
{
  gtk_widget_class_add_binding_action (klass, key, modifiers, action, NULL);
}

void
xl_window_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.undo", NULL, do_undo);
  gtk_widget_class_install_action (klass, "win.redo", NULL, do_redo);
  gtk_widget_class_install_action (klass, "win.open-room", "s", do_open_room);
  gtk_widget_class_install_action (klass, "win.show-record", "(sx)", do_show_record);
  gtk_widget_class_install_action (klass, "win.show-view", "(ss)", do_show_view);
  gtk_widget_class_install_action (klass, "win.next-pane", NULL, do_next_pane);
  gtk_widget_class_install_action (klass, "win.page-new", NULL, do_page_action);
  gtk_widget_class_install_action (klass, "win.page-print", NULL, do_page_action);
  gtk_widget_class_install_action (klass, "win.page-export", NULL, do_page_action);
  gtk_widget_class_install_action (klass, "win.filter", NULL, do_filter);
  gtk_widget_class_install_action (klass, "win.help", NULL, do_help);
  gtk_widget_class_install_action (klass, "win.search", NULL, do_search);
  gtk_widget_class_install_action (klass, "win.focus-page", NULL, do_focus_page);
  bind (klass, GDK_KEY_k, GDK_CONTROL_MASK, "win.search");
  bind (klass, GDK_KEY_n, GDK_CONTROL_MASK, "win.page-new");
  bind (klass, GDK_KEY_p, GDK_CONTROL_MASK, "win.page-print");
  bind (klass, GDK_KEY_e, GDK_CONTROL_MASK, "win.page-export");
  bind (klass, GDK_KEY_f, GDK_CONTROL_MASK, "win.filter");
  bind (klass, GDK_KEY_F6, 0, "win.next-pane");
  bind (klass, GDK_KEY_F1, 0, "win.help");
  for (int i = 0; i < 9; i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_1 + i, GDK_ALT_MASK),
                                                gtk_callback_action_new (on_room_number, GINT_TO_POINTER (i), NULL));

      gtk_widget_class_add_shortcut (klass, shortcut);
      g_object_unref (shortcut);
    }
}

void
xl_window_add_actions (XlWindow *self)
{
  add_undo_keys (self);
  for (const XlRoomAction *of_room = xl_room_actions; of_room->name != NULL; of_room++)
    {
      g_autoptr(GSimpleAction) action = g_simple_action_new (
        of_room->name, of_room->parameter != NULL ? G_VARIANT_TYPE (of_room->parameter) : NULL);

      g_object_set_data (G_OBJECT (action), "xl-room-action", (gpointer) of_room);
      g_signal_connect (action, "activate", G_CALLBACK (on_room_action), self);
      g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
    }
}

GMenuModel *
xl_window_make_menu (void)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) work = g_menu_new ();
  g_autoptr(GMenu) about = g_menu_new ();

  g_menu_append (work, _("Redo"), "win.redo");
  g_menu_append (work, _("Print"), "win.page-print");
  g_menu_append (work, _("Export"), "win.page-export");
  g_menu_append (about, _("Explain this page"), "win.help");
  g_menu_append (about, _("Settings"), "win.open-room('settings')");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (work));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (about));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}
