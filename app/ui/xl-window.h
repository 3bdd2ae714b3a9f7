#pragma once

#include <gtk/gtk.h>

#include "store/xl-store.h"

G_BEGIN_DECLS

/**
 * XlWindow:
 *
 * The window: header bar with search, sidebar of rooms, a stack of pages, the status line.
 *
 * Actions for buttons, menus and other rooms:
 * win.open-room('people'), win.show-record(('person', int64 7)), win.show-view(('people', 'kind=3')), win.undo,
 * win.redo, win.search, win.focus-page, win.help; and those of xl_room_actions[].
 */
#define XL_TYPE_WINDOW (xl_window_get_type ())
G_DECLARE_FINAL_TYPE (XlWindow, xl_window, XL, WINDOW, GtkApplicationWindow)

XlWindow   *xl_window_new         (GtkApplication *app);
/* The window a widget is in; NULL outside one. */
XlWindow   *xl_window_of          (GtkWidget *widget);

/* The office file; NULL: the first-run page.  The window's title and rooms follow. */
void        xl_window_set_store   (XlWindow *self, XlStore *store);
XlStore    *xl_window_get_store   (XlWindow *self);

/* A room is built when it is first opened.  Before there is a store: it is the one that comes first. */
void        xl_window_open_room   (XlWindow *self, const char *key);
const char *xl_window_get_room    (XlWindow *self);
gboolean    xl_window_show_record (XlWindow *self, const char *kind, gint64 id);
gboolean    xl_window_show_view   (XlWindow *self, const char *room, const char *view);
/* The number beside a room's name; 0: none. */
void        xl_window_set_waiting (XlWindow *self, const char *room, guint waiting);

/* Instead of the rooms: what is wrong with the file at @path, or, when there is none, the three steps of the first run.
 */
void        xl_window_show_welcome (XlWindow *self, const char *path, const GError *error);

/* Instead of the rooms: the file at @path is being opened. */
void        xl_window_show_opening (XlWindow *self, const char *path);

/* The pages look again, as after a change. */
void        xl_window_refresh     (XlWindow *self);

/* The status line; see XlPage. */
void        xl_window_say         (XlWindow *self, const char *text, const char *view_action, gboolean undoable);
void        xl_window_set_progress (XlWindow *self, const char *text, double fraction, GCancellable *cancellable);

G_END_DECLS
