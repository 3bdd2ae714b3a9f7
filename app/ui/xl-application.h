#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The program with a window: opens the office file of --store, of its argument, or the user's own. */
#define XL_TYPE_APPLICATION (xl_application_get_type ())
G_DECLARE_FINAL_TYPE (XlApplication, xl_application, XL, APPLICATION, GtkApplication)

XlApplication *xl_application_new (void);

/* Opens the window and runs until it closes; the exit code.  Thread: main. */
int xl_application_main (int argc, char **argv);

G_END_DECLS
