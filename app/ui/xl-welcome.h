#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the window shows without an office file: the first step of the first run (there is none at @path), or what is
 * wrong. */
#define XL_TYPE_WELCOME (xl_welcome_get_type ())
G_DECLARE_FINAL_TYPE (XlWelcome, xl_welcome, XL, WELCOME, GtkWidget)

GtkWidget *xl_welcome_new (const char *path, const GError *error);

G_END_DECLS
