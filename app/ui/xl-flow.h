#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children side by side in columns of one width, as many as fit and at most @most, in reading order. */
#define XL_TYPE_FLOW (xl_flow_get_type ())
G_DECLARE_FINAL_TYPE (XlFlow, xl_flow, XL, FLOW, GtkWidget)

/* @gap: pixels between columns and between rows. */
GtkWidget *xl_flow_new (int most, int gap);
void       xl_flow_add (XlFlow *self, GtkWidget *child);
GtkWidget *xl_flow_get (XlFlow *self, int position);      /* NULL beyond the end */

G_END_DECLS
