#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Sets "win.show-record(('person', int64 7))" on a button.  GTK sets the name before the target, and warns in between
 * when the button is in a window already; this sets the target first. */
void xl_action_set (GtkWidget *button, const char *detailed);

G_END_DECLS
