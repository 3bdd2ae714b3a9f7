#pragma once

#include <json-glib/json-glib.h>

#include "store/xl-store.h"
#include "ui/xl-grid.h"

G_BEGIN_DECLS

/**
 * XlGridMemory:
 *
 * The columns of one grid as somebody left them: which are shown, in what order, how wide, how many stay while scrolling sideways;
 * and beside them what the page itself wants remembered (order, filters).  Kept in the office file under the name of the list, written
 * a moment after the last change, on no record.
 *
 * A page gives all columns to it instead of to the grid.  Signals: "changed" (): columns are shown otherwise.
 * Thread: main.
 */
#define XL_TYPE_GRID_MEMORY (xl_grid_memory_get_type ())
G_DECLARE_FINAL_TYPE (XlGridMemory, xl_grid_memory, XL, GRID_MEMORY, GObject)

XlGridMemory *xl_grid_memory_new         (XlGrid *grid);

/* Forgets the columns it had, and stands for @list now ("ledger:elder-visit"). */
void          xl_grid_memory_begin       (XlGridMemory *self, XlStore *store, const char *list);
/* The next column in standard order; takes @column.  @shown: as long as nobody chooses otherwise. */
void          xl_grid_memory_add         (XlGridMemory *self, XlGridColumn *column, gboolean shown);
/* Puts the columns into the grid as @text (nullable: what the file has for the list) says.  @frozen: the standard. */
void          xl_grid_memory_show        (XlGridMemory *self, const char *text, int frozen);
/* The same for a page that does not read the text itself: standard at once, as remembered when it has come. */
void          xl_grid_memory_load        (XlGridMemory *self, int frozen);
/* All as it was first. */
void          xl_grid_memory_forget      (XlGridMemory *self);

guint         xl_grid_memory_get_n       (XlGridMemory *self);
/* In the order they are shown, those hidden among them. */
XlGridColumn *xl_grid_memory_get_column  (XlGridMemory *self, guint i);
gboolean      xl_grid_memory_get_shown   (XlGridMemory *self, guint i);
/* FALSE: the last one shown stays. */
gboolean      xl_grid_memory_set_shown   (XlGridMemory *self, guint i, gboolean shown);
void          xl_grid_memory_move        (XlGridMemory *self, guint from, guint to);
int           xl_grid_memory_get_frozen  (XlGridMemory *self);
void          xl_grid_memory_set_frozen  (XlGridMemory *self, int n);
/* Where the column with @id stands in the grid; -1: it is hidden or there is none. */
int           xl_grid_memory_position_of (XlGridMemory *self, const char *id);

/* What the page wants kept under @key; NULL: nothing.  Set takes @node. */
JsonNode     *xl_grid_memory_get_own     (XlGridMemory *self, const char *key);
void          xl_grid_memory_set_own     (XlGridMemory *self, const char *key, JsonNode *node);

/* A button whose popover chooses columns, their order and how many stay. */
GtkWidget    *xl_grid_memory_make_button (XlGridMemory *self);

G_END_DECLS
