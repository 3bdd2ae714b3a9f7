#pragma once

#include <gtk/gtk.h>

#include "ledgers/xl-ledger-layout.h"

G_BEGIN_DECLS

/**
 * XlLayoutRow:
 *
 * One chosen column of a layout in its list: the heading to edit, what it shows, codes or words, how far it is masked.
 *
 * Signals: "changed" () when something of the column was edited, "removed" (), "moved" (int by) by Alt+Up and Alt+Down, "dropped"
 * (int from): the column at that place was dragged here.
 */
#define XL_TYPE_LAYOUT_ROW (xl_layout_row_get_type ())
G_DECLARE_FINAL_TYPE (XlLayoutRow, xl_layout_row, XL, LAYOUT_ROW, GtkListBoxRow)

/* @column: borrowed; edited in place.  @words: what it shows, "台账·探访方式". */
GtkWidget *xl_layout_row_new        (XlLayoutColumn *column, const char *words, gboolean has_codes);
/* Puts the cursor into the heading. */
void       xl_layout_row_edit       (XlLayoutRow *self);
GtkWidget *xl_layout_row_get_entry  (XlLayoutRow *self);

G_END_DECLS
