#pragma once

#include "ui/xl-page.h"
#include "ui/xl-window.h"

G_BEGIN_DECLS

/* One line of the sidebar.  The list is xl_rooms[] in xl-room-list.c: a new room is one line there. */
typedef struct {
  const char *key;         /* "people": for win.open-room and xl_window_show_view () */
  const char *title;       /* N_("Residents") */
  const char *icon;        /* "xl-people-symbolic" */
  GType     (*get_type) (void);   /* a subclass of XlPage, made when the room is first opened */
  const char *kinds;       /* tables whose records it shows, divided by spaces; "ledger_*" for all that begin so */
} XlRoom;
extern const XlRoom xl_rooms[];          /* ends with a room without a key */

/* An action of the window that a room gives: win.NAME. */
typedef struct {
  const char *name;        /* "import" */
  const char *parameter;   /* GVariant type string, or NULL */
  void      (*activate) (XlWindow *window, GVariant *parameter);
} XlRoomAction;
extern const XlRoomAction xl_room_actions[];   /* ends with one without a name */

G_END_DECLS
