/* The window and its office file: before it is open, when it is, and when it is not to be opened. */
#include "office/xl-office-table.h"
#include "ui/xl-preferences.h"
#include "ui/xl-room.h"
#include "ui/xl-search-box.h"
#include "ui/xl-welcome.h"
#include "ui/xl-window-private.h"

#include <glib/gi18n.h>

/* --- the name of the office -------------------------------------------------------------------------------------- */

static void
name_office (XlWindow *self, const char *name)
{
  g_autofree char *title = g_strdup_printf ("%s — %s", _("Xiangli"), name);

  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

/* By its name of last time, until the file has been read. */
static void
guess_office (XlWindow *self, const char *path)
{
  XlPreferences *preferences = xl_preferences_get ();
  g_autofree char *file = xl_preferences_get_text (preferences, "office-file");
  g_autofree char *name = xl_preferences_get_text (preferences, "office-name");

  if (g_strcmp0 (file, path) == 0 && name != NULL && *name != '\0')
    name_office (self, name);
}

static gpointer
read_office (XlDb *db, gpointer data, GError **error)
{
  return xl_office_table_own (db, error);
}

static void
on_office (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlOffice) office = xl_store_read_finish (XL_STORE (source), result, NULL);
  g_autoptr(XlWindow) self = data;
  XlPreferences *preferences = xl_preferences_get ();

  if (office == NULL || XL_STORE (source) != self->store)
    return;
  xl_preferences_set_text (preferences, "office-file", xl_store_get_path (self->store));
  xl_preferences_set_text (preferences, "office-name", office->name);
  name_office (self, office->name);
}

/* --- an open file -------------------------------------------------------------------------------------------------- */

void
xl_window_refresh (XlWindow *self)
{
  GtkWidget *page;

  for (page = gtk_widget_get_first_child (self->pages); page != NULL; page = gtk_widget_get_next_sibling (page))
    if (XL_IS_PAGE (page))
      xl_page_changed (XL_PAGE (page));
}

static void
on_store_changed (XlStore *store, gint64 seq, XlWindow *self)
{
  xl_window_refresh (self);
  xl_window_update_undo (self);
}

static void
show_read_only (XlWindow *self)
{
  const char *owner = xl_store_get_owner (self->store);
  g_autofree char *words = NULL;

  if (xl_store_get_problem (self->store) != NULL)
    words = g_strdup (
        _("This office file is damaged. What can still be read is shown; nothing can be changed. Restore the "
           "newest good backup from the settings."));
  else if (owner != NULL)
    words = g_strdup_printf (
        _("Open for reading only: %s has this office file open. Close it there to make changes here."), owner);
  else
    words = g_strdup (_("Open for reading only: this office file or its folder cannot be written."));
  gtk_label_set_text (GTK_LABEL (self->bar), words);
  gtk_widget_set_visible (self->bar, TRUE);
}

/* Pages belong to the store they were made for. */
static void
drop_pages (XlWindow *self)
{
  GtkWidget *page;

  gtk_list_box_unselect_all (GTK_LIST_BOX (self->rooms));
  while ((page = gtk_widget_get_first_child (self->pages)) != NULL)
    gtk_stack_remove (GTK_STACK (self->pages), page);
}

/* The room chosen while there was no store, the one that was open last, or the first. */
static const XlRoom *
first_room (XlWindow *self)
{
  g_autofree char *last = xl_preferences_get_text (xl_preferences_get (), "last-room");
  const XlRoom *chosen = self->store == NULL ? xl_window_find_room (xl_window_get_room (self)) : NULL;
  const XlRoom *room = chosen != NULL ? chosen : xl_window_find_room (last);

  return room != NULL ? room : &xl_rooms[0];
}

static void
use_store (XlWindow *self, const XlRoom *room)
{
  g_autofree char *user = xl_preferences_get_text (xl_preferences_get (), "user-name");

  if (user != NULL && *user != '\0')
    xl_store_set_user (self->store, user);
  gtk_widget_set_visible (self->sidebar, TRUE);
  g_signal_connect (self->store, "changed", G_CALLBACK (on_store_changed), self);
  if (xl_store_is_read_only (self->store))
    show_read_only (self);
  guess_office (self, xl_store_get_path (self->store));
  xl_window_open_room (self, room->key);    /* its questions before all others */
  xl_store_read_async (self->store, read_office, NULL, NULL, (GDestroyNotify) xl_office_free, self->cancellable, on_office,
                       g_object_ref (self));
}

void
xl_window_set_store (XlWindow *self, XlStore *store)
{
  const XlRoom *room = first_room (self);

  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  drop_pages (self);
  g_set_object (&self->store, store);
  gtk_widget_set_visible (self->bar, FALSE);
  xl_search_box_set_store (XL_SEARCH_BOX (self->search), store);
  if (store != NULL)
    use_store (self, room);
  xl_window_update_undo (self);
}

/* Instead of the rooms. */
static void
show_instead (XlWindow *self, GtkWidget *page)
{
  gtk_stack_add_named (GTK_STACK (self->pages), page, "instead");
  gtk_stack_set_visible_child (GTK_STACK (self->pages), page);
}

void
xl_window_show_opening (XlWindow *self, const char *path)
{
  GtkWidget *words = gtk_label_new (_("Opening the office file…"));

  gtk_widget_add_css_class (words, "quiet");
  show_instead (self, words);
  guess_office (self, path);
}

void
xl_window_show_welcome (XlWindow *self, const char *path, const GError *error)
{
  GtkWidget *welcome = xl_welcome_new (path, error);

  xl_window_set_store (self, NULL);
  gtk_widget_set_visible (self->sidebar, FALSE);
  show_instead (self, welcome);
  gtk_widget_grab_focus (welcome);
}

XlStore *
xl_window_get_store (XlWindow *self)
{
  return self->store;
}
