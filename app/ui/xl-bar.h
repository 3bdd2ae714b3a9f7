#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A drawn bar of a small chart: @fraction of its width is filled. */
#define XL_TYPE_BAR (xl_bar_get_type ())
G_DECLARE_FINAL_TYPE (XlBar, xl_bar, XL, BAR, GtkWidget)

GtkWidget *xl_bar_new      (double fraction);
/* A stroke across the bar at @fraction of its width: where it should reach. */
void       xl_bar_set_mark (XlBar *self, double fraction);

G_END_DECLS
