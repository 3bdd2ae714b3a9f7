#pragma once

#include "ui/xl-page-private.h"
#include "ui/xl-room.h"
#include "ui/xl-window.h"

G_BEGIN_DECLS

struct _XlWindow
{
  GtkApplicationWindow parent_instance;
  XlStore      *store;
  GCancellable *cancellable;     /* cancelled when the window goes */
  GtkWidget    *title, *search, *undo;    /* in the header bar */
  GtkWidget    *bar;             /* "open for reading only" */
  GtkWidget    *sidebar, *rooms; /* scrolled window, list box */
  GtkWidget    *pages;           /* GtkStack: room key → page */
  GtkWidget    *status;          /* XlStatusLine */
  gboolean      chosen;          /* the click that is going on has chosen the room: it was another one before */
};

const XlRoom *xl_window_find_room   (const char *key);       /* NULL: there is none of that key */
XlPage     *xl_window_get_page        (XlWindow *self);      /* the one that is seen; NULL */
void        xl_window_focus_page      (XlWindow *self);
/* The room that is open is asked for again: from inside it (one ledger) to where it begins, by the page's own "page.back". */
void        xl_window_open_again      (XlWindow *self);
/* xl-window-actions.c */
void        xl_window_install_actions (GtkWidgetClass *klass);
void        xl_window_add_actions     (XlWindow *self);
GMenuModel *xl_window_make_menu       (void);
void        xl_window_update_undo     (XlWindow *self);

G_END_DECLS
