#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What a screen reader says of widgets that GTK makes of several: left alone, the part that has the focus is called by the name of
 * its class, and a label with a mnemonic is read twice.
 *
 * Thread: main.
 */

/* @name for @widget; for a drop-down list also for the button inside, which has the focus: what is chosen is the button's description. */
void       xl_speak_name             (GtkWidget *widget, const char *name);
/* A button whose @label has a mnemonic ("_Save", "保存(_S)"), called by its words alone. */
GtkWidget *xl_speak_button_new       (const char *label);
/* The same for any widget made with such a label. */
void       xl_speak_mnemonic         (GtkWidget *widget, const char *label);
/* @label without its mnemonic: "_Save" and "保存(_S)" are "Save" and "保存". */
char      *xl_speak_without_mnemonic (const char *label);

G_END_DECLS
