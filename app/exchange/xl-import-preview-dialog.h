#pragma once

#include <gtk/gtk.h>

#include "exchange/xl-import.h"

G_BEGIN_DECLS

/**
 * XlImportPreview:
 *
 * What an import would do: the sheet's columns with what each is taken for, and its rows in five lists (new, changed, same,
 * refused, to look at).
 *
 * Signals: "map-changed" (guint sheet, guint column from 1, const char *key: "" leaves the column out),
 * "sheet-toggled" (guint sheet, gboolean taken).
 */
#define XL_TYPE_IMPORT_PREVIEW (xl_import_preview_get_type ())
G_DECLARE_FINAL_TYPE (XlImportPreview, xl_import_preview, XL, IMPORT_PREVIEW, GtkBox)

GtkWidget *xl_import_preview_new  (void);
/* @import must stay until the next call. */
void       xl_import_preview_show (XlImportPreview *self, XlImport *import);

G_END_DECLS
