#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What cards at the side are made of.  Each appends to @box and returns what it made. */
GtkWidget *xl_card_text    (GtkWidget *box, const char *text, const char *css_class);   /* wraps, can be selected */
GtkWidget *xl_card_section (GtkWidget *box, const char *title);
/* A button that reads like a line and calls @action with @target (nullable, floating). */
GtkWidget *xl_card_link    (GtkWidget *box, const char *text, const char *action, GVariant *target);
/* "Telephone  138…": nothing when @value is NULL or empty. */
void       xl_card_fact    (GtkWidget *box, const char *title, const char *value);
/* Takes everything out of @box. */
void       xl_card_clear   (GtkWidget *box);
/* A plain button. */
GtkWidget *xl_card_button  (GtkWidget *box, const char *label, const char *action);

G_END_DECLS
