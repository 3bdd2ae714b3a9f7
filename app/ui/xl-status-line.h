#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The line at the foot of the window: what an action did, with 〔View〕〔Undo〕, until the next one; progress with
 * 〔Cancel〕; at its end the summary of the page. */
#define XL_TYPE_STATUS_LINE (xl_status_line_get_type ())
G_DECLARE_FINAL_TYPE (XlStatusLine, xl_status_line, XL, STATUS_LINE, GtkWidget)

GtkWidget  *xl_status_line_new          (void);
void xl_status_line_say (XlStatusLine *self, const char *text, const char *view_action, gboolean undoable);
void        xl_status_line_set_summary  (XlStatusLine *self, const char *text);
void        xl_status_line_set_progress (XlStatusLine *self, const char *text, double fraction,
                                         GCancellable *cancellable);

G_END_DECLS
