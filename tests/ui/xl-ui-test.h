#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The frame of tests that look at real widgets, inside the process.  They run under with-display.sh. */

/* g_test_init () and gtk_init (), our style sheet, icons and small resources. */
void       xl_ui_test_init     (int *argc, char ***argv);

/* Turns the main loop until @is_so says yes; fails the test after a minute. */
typedef gboolean (*XlUiTestIsSo) (gpointer data);
void       xl_ui_test_wait     (XlUiTestIsSo is_so, gpointer data, const char *what);
/* Turns the main loop until nothing is left to do at once. */
void       xl_ui_test_settle   (void);
/* Turns the main loop until @n frames of @widget were drawn. */
void       xl_ui_test_frames   (GtkWidget *widget, guint n);
/* A shown window with @child. */
GtkWindow *xl_ui_test_window   (GtkWidget *child, int width, int height);
/* The first widget of @type below @root, in order, whose label or text is @text (NULL: any); NULL. */
GtkWidget *xl_ui_test_find     (GtkWidget *root, GType type, const char *text);
/* The first button below @root that stands for the action @name ("win.undo"); NULL. */
GtkWidget *xl_ui_test_find_action (GtkWidget *root, const char *name);
/* A picture of @widget for people to look at, when XL_SHOTS names a folder. */
void       xl_ui_test_shoot    (GtkWidget *widget, const char *name);
/* Whether a picture has more than one colour in it: something was drawn. */
gboolean   xl_ui_test_has_ink  (GtkWidget *widget);

G_END_DECLS
