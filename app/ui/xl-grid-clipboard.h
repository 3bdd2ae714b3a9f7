#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Rows of cells as other programs take and give them.  Pure.  Rows: GPtrArray of char** (NULL-terminated). */

/* Tab-separated; cells with tab, line end or quote are quoted. */
char      *xl_grid_to_tsv   (GPtrArray *rows);
/* A table as WPS and LibreOffice paste it; numbers of more than 11 digits stay text. */
char      *xl_grid_to_html  (GPtrArray *rows);
/* The reverse of tsv, with any line ends. */
GPtrArray *xl_grid_from_tsv (const char *text);

G_END_DECLS
