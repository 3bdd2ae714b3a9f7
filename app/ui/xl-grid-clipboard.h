#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Blocks of cells as other programs take and give them.  Pure; any thread.  A block: GPtrArray of char** (one a row,
 * NULL-terminated), the rows may differ in length. */

/* What one paste takes; more belongs into an import.  A cell's limit is the spreadsheets' own (ECMA-376: 32,767). */
#define XL_GRID_PASTE_BYTES   (64 * 1024 * 1024)
#define XL_GRID_PASTE_ROWS    100000
#define XL_GRID_PASTE_COLUMNS 1024
#define XL_GRID_PASTE_CELLS   1000000
#define XL_GRID_PASTE_LETTERS 32767

/* Tab-separated; cells with tab, line end or quote are quoted. */
char      *xl_grid_to_tsv    (GPtrArray *rows);
/* A table as WPS and LibreOffice paste it; numbers of more than 11 digits and what looks like a formula stay text. */
char      *xl_grid_to_html   (GPtrArray *rows);

/**
 * xl_grid_from_tsv:
 * @text: @len bytes, as a program has put them there
 * @reason: (out): constant marked N_()
 *
 * Any line ends; cells in quotes may hold tabs, line ends and doubled quotes.  Each cell comes as xl_grid_clean_cell ()
 * leaves it.
 *
 * Returns: (transfer full) (nullable): the block; %NULL when it is no text or too much
 */
GPtrArray *xl_grid_from_tsv  (const char *text, gsize len, const char **reason);

/**
 * xl_grid_from_html:
 *
 * The first table in @html, whatever surrounds it (xl-grid-html.c): WPS, Excel, LibreOffice, browsers.  Cells over
 * several columns or rows leave the covered ones empty; hidden rows and cells are left out; a number that is shown
 * shortened is taken from where the program wrote it whole.
 *
 * Returns: (transfer full) (nullable): the block; %NULL with @reason %NULL: there is no table in it
 */
GPtrArray *xl_grid_from_html (const char *html, gsize len, const char **reason);

/**
 * xl_grid_clean_cell:
 *
 * A cell without what spreadsheets put around it: ="0012" and '0012 become 0012, no-break spaces become spaces, line
 * ends become \n, spaces at the ends and characters that cannot be seen go.   Returns: (transfer full)
 */
char      *xl_grid_clean_cell (const char *text, gsize len);

/* @bytes as UTF-8: from UTF-16 with a mark, or GB 18030 where it says so or is nothing else.  NUL bytes are refused;
 * NULL:
 * @reason. */
char      *xl_grid_to_utf8   (const char *bytes, gsize len, gsize *out_len, const char **reason);

/* The widest row. */
guint      xl_grid_block_width (GPtrArray *rows);

G_END_DECLS
