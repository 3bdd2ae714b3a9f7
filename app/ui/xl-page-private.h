#pragma once

#include "ui/xl-page.h"
#include "ui/xl-window.h"

G_BEGIN_DECLS

/* What XlPage keeps; shared by xl-page.c (building) and xl-page-store.c (reading and writing). */
typedef struct {
  GtkWidget          *title, *extra, *filter, *secondary, *primary;   /* the head */
  GtkWidget          *body;            /* GtkStack: content, empty */
  GtkWidget          *work;            /* within the content: where the focus goes first; NULL: to the first there is */
  GtkWidget          *split;           /* XlSplit */
  GtkWidget          *empty_label, *empty_button;   /* the button: NULL when there is none */
  GSimpleActionGroup *actions;
  XlStore            *store;
  GHashTable         *slots;           /* name → its newest question */
  gboolean            opened, stale;
  char               *help, *summary;
  char               *filtered;        /* what the page was filtered to last */
} XlPageData;
typedef struct { XlPageData data; } XlPagePrivate;

XlPageData *xl_page_data       (XlPage *self);
void        xl_page_slot_free  (gpointer slot);
void        xl_page_cancel_all (XlPage *self);
/* The focus into the content, or where there is none into the head. */
gboolean    xl_page_focus_body (XlPage *self);
/* F6 from @focus: into the side panel; FALSE when it is hidden or has the focus already. */
gboolean    xl_page_focus_side (XlPage *self, GtkWidget *focus);

/* The window shows the summary of the page that is seen. */
void        xl_window_update_summary (XlWindow *self);

G_END_DECLS
