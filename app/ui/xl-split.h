#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A content and a panel at its side.  Where both do not fit beside each other the panel slides over the content. */
#define XL_TYPE_SPLIT (xl_split_get_type ())
G_DECLARE_FINAL_TYPE (XlSplit, xl_split, XL, SPLIT, GtkWidget)

GtkWidget *xl_split_new         (void);
void       xl_split_set_content (XlSplit *self, GtkWidget *content);
void       xl_split_set_side    (XlSplit *self, GtkWidget *side);
GtkWidget *xl_split_get_side    (XlSplit *self);
void       xl_split_show_side   (XlSplit *self, gboolean show);
gboolean   xl_split_side_shown  (XlSplit *self);

G_END_DECLS
