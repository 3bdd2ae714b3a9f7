#pragma once

#include <gtk/gtk.h>

#include "store/xl-store.h"

G_BEGIN_DECLS

/* An attachment out of the office file again.  @sha256, @name: see base/xl-attachment.h.  Thread: main. */

/* In the system's own viewer, from a copy of its own that only this user can read; copies of earlier days are cleared away. */
void xl_file_show_open (GtkWidget *parent, XlStore *store, const char *sha256, const char *name);
/* Where the person says. */
void xl_file_show_save (GtkWidget *parent, XlStore *store, const char *sha256, const char *name);

G_END_DECLS
