#pragma once

#include "ui/xl-window.h"

G_BEGIN_DECLS

/**
 * XlImportDialog:
 *
 * The import window: choose or drop files → what would happen, column by column and row by row → confirm → what happened,
 * with 〔View〕〔Undo〕 and 〔Save rows to mend〕.  Reading and writing happen on the store's writer thread; the preview is a
 * whole import that is taken back, so it cannot promise what the import does not keep.
 */
#define XL_TYPE_IMPORT_DIALOG (xl_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (XlImportDialog, xl_import_dialog, XL, IMPORT_DIALOG, GtkWindow)

/* @parent: (nullable) */
XlImportDialog *xl_import_dialog_new        (GtkWindow *parent, XlStore *store);
/* As if a person had chosen @paths (NULL-terminated) for @kind (NULL: the one chosen on the screen). */
void            xl_import_dialog_take_files (XlImportDialog *self, const char *kind, const char *const *paths);
/* Where it stands: "choose", "working", "preview" or "result". */
const char     *xl_import_dialog_get_step   (XlImportDialog *self);
/* win.import */
void            xl_import_dialog_open       (XlWindow *window, GVariant *parameter);

G_END_DECLS
