#pragma once

#include <gtk/gtk.h>

#include "ui/xl-finder.h"

G_BEGIN_DECLS

/**
 * XlFoundList:
 *
 * A popover below an entry with what a search found.  The entry keeps the focus; Up, Down and Enter are its.
 * Used by the window's search and by the person picker.
 *
 * Signal: "chosen" (const XlFound *found).
 */
#define XL_TYPE_FOUND_LIST (xl_found_list_get_type ())
G_DECLARE_FINAL_TYPE (XlFoundList, xl_found_list, XL, FOUND_LIST, GObject)

/* @entry: a GtkEditable that the list watches. */
XlFoundList *xl_found_list_new       (GtkWidget *entry, gboolean persons_only);
/* Call in the size_allocate () of the widget the entry is in. */
void         xl_found_list_present   (XlFoundList *self);
void         xl_found_list_set_store (XlFoundList *self, XlStore *store);
/* Searches for what stands in the entry; "" hides the list. */
void         xl_found_list_ask       (XlFoundList *self);
void         xl_found_list_hide      (XlFoundList *self);
gboolean     xl_found_list_is_shown  (XlFoundList *self);
/* Takes the chosen one, or the first when none is; FALSE when there is nothing. */
gboolean     xl_found_list_take      (XlFoundList *self);

G_END_DECLS
