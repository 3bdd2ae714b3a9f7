#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/* How a list was left: widths, order, filters.  No fact of the office: not recorded, not undone. */

/* The JSON object kept for @list ("ledger:elder-visit", "people"); NULL without @error when there is none.  Any connection. */
char     *xl_view_table_get    (XlDb *db, const char *list, GError **error);
/* Keeps @text and the moment; with @text NULL the moment alone.  Inside an edit, which stays out of the log of changes. */
gboolean  xl_view_table_set    (XlDb *db, const char *list, const char *text, GError **error);
/* The lists whose names begin with @prefix, the one opened last first, at most @limit.  NULL-terminated. */
char    **xl_view_table_recent (XlDb *db, const char *prefix, guint limit, GError **error);

/* For readers and the writer: @data is an XlViewNote. */
typedef struct { char *list, *text; } XlViewNote;
XlViewNote *xl_view_note_new   (const char *list, const char *text);
void        xl_view_note_free  (gpointer note);
/* An XlWriteFunc. */
gint64      xl_view_note_write (XlDb *db, gpointer note, GError **error);
/* An XlReadFunc: the text kept for the note's list, "" when there is none. */
gpointer    xl_view_note_read  (XlDb *db, gpointer note, GError **error);

G_END_DECLS
