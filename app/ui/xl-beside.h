#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Two widgets: beside each other where there is width for both, else the second one above the first. */
#define XL_TYPE_BESIDE (xl_beside_get_type ())
G_DECLARE_FINAL_TYPE (XlBeside, xl_beside, XL, BESIDE, GtkWidget)

/* @main keeps its wished width before @side gets any; @side gets its least width. */
GtkWidget *xl_beside_new      (GtkWidget *main, GtkWidget *side);
void       xl_beside_set_main (XlBeside *self, GtkWidget *main);

G_END_DECLS
