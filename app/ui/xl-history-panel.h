#pragma once

#include <gtk/gtk.h>

#include "store/xl-store.h"

G_BEGIN_DECLS

/* Who changed what of one record, from what to what, newest first.  Loads by itself. */
#define XL_TYPE_HISTORY_PANEL (xl_history_panel_get_type ())
G_DECLARE_FINAL_TYPE (XlHistoryPanel, xl_history_panel, XL, HISTORY_PANEL, GtkWidget)

XlHistoryPanel *xl_history_panel_new  (void);
/* @title_of: (nullable): column name → title shown; a column without a title (derived, a key) is left out.  NULL: every
 * column by its own name. */
typedef const char *(*XlColumnTitle) (const char *table_name, const char *column);
void            xl_history_panel_show (XlHistoryPanel *self, XlStore *store, const char *table_name, gint64 row_id,
                                       XlColumnTitle title_of);

/* Another way to read the history than xl_change_history (), on a reader thread.  Before xl_history_panel_show (). */
typedef GPtrArray *(*XlHistoryRead) (XlDb *db, const char *table_name, gint64 row_id, GError **error);
void            xl_history_panel_set_read (XlHistoryPanel *self, XlHistoryRead read);

/* How values are shown: (transfer full), NULL as they are.  Before xl_history_panel_show (). */
typedef char *(*XlColumnWords) (const char *table_name, const char *column, const char *value);
void            xl_history_panel_set_words (XlHistoryPanel *self, XlColumnWords words_of);

G_END_DECLS
