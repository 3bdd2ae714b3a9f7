#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An entry that takes the width, something small at its end, and a popover below that follows it.  The base of the editors of
 * forms that are typed into. */
#define XL_TYPE_EDITOR_ROW (xl_editor_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (XlEditorRow, xl_editor_row, XL, EDITOR_ROW, GtkWidget)

struct _XlEditorRowClass
{
  GtkWidgetClass parent_class;
};

/* Puts it in; once. */
void       xl_editor_row_set_entry   (XlEditorRow *self, GtkWidget *entry);
void       xl_editor_row_set_end     (XlEditorRow *self, GtkWidget *end);
/* @popover: a child of the row already. */
void       xl_editor_row_set_popover (XlEditorRow *self, GtkWidget *popover);

G_END_DECLS
