#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The printing dialog for a paper of @n_pages; pages are drawn on the paper thread, at the printer's fineness. */
void xl_filings_print (GtkWidget *parent, GBytes *pdf, int n_pages, const char *name);

G_END_DECLS
