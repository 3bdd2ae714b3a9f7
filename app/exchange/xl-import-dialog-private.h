#pragma once

#include "exchange/xl-import-commands.h"
#include "exchange/xl-import-dialog.h"
#include "exchange/xl-import-preview-dialog.h"

G_BEGIN_DECLS

struct _XlImportDialog
{
  GtkWindow        parent_instance;
  XlStore         *store;
  GtkWidget       *stack;
  GtkWidget       *kind, *trouble;                    /* choose */
  GtkWidget       *doing, *bar;                       /* working */
  GtkWidget       *summary, *go;                      /* preview */
  XlImportPreview *preview;
  GtkWidget       *outcome, *remark, *mend, *undo;    /* result */
  char           **files;
  GHashTable      *maps, *skipped;                    /* of the preview, see XlImportJob */
  XlImportJob     *job;                               /* what is shown; NULL while it works */
  GCancellable    *cancellable;
  guint            ticker;
  int              part;                              /* per mille; written by the writer thread */
};
void       xl_import_dialog_show_step    (XlImportDialog *self, const char *step);
void       xl_import_dialog_on_close     (GtkButton *button, XlImportDialog *self);

/* The last step: what happened. */
void       xl_import_dialog_build_result (XlImportDialog *self);
void       xl_import_dialog_show_result  (XlImportDialog *self);

/* For building: a step of the stack, a label, a line of buttons at its end. */
GtkWidget *xl_import_dialog_add_step     (XlImportDialog *self, const char *name);
GtkWidget *xl_import_dialog_add_label    (GtkWidget *box, const char *text, const char *css_class);
GtkWidget *xl_import_dialog_add_buttons  (GtkWidget *box);
GtkWidget *xl_import_dialog_add_button   (XlImportDialog *self, GtkWidget *box, const char *label, GCallback clicked, gboolean primary);

G_END_DECLS
