#pragma once

#include <gtk/gtk.h>

#include "store/xl-store.h"

G_BEGIN_DECLS

/* The search of the window: persons, records, notices and filings, by characters, pinyin initials or the last four
 * digits. What is chosen is shown by win.show-record. */
#define XL_TYPE_SEARCH_BOX (xl_search_box_get_type ())
G_DECLARE_FINAL_TYPE (XlSearchBox, xl_search_box, XL, SEARCH_BOX, GtkWidget)

GtkWidget *xl_search_box_new       (void);
void       xl_search_box_set_store (XlSearchBox *self, XlStore *store);

G_END_DECLS
