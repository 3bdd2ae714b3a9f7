#pragma once

#include <gtk/gtk.h>

#include "ledgers/xl-ledger-export.h"

G_BEGIN_DECLS

/**
 * XlLayoutDialog:
 *
 * The window of column layouts 栏目方案: at the left what the ledger, the person and the household can fill, at the right the columns of
 * the form in their order, below the first rows as they would come out; kept under a department and a title; written to a
 * spreadsheet, shown and printed as paper.
 *
 * Actions: "layout.add", "layout.remove", "layout.up", "layout.down", "layout.save", "layout.copy", "layout.delete", "layout.form",
 * "layout.import", "layout.export", "layout.output", "layout.paper", "layout.print", "layout.columns".
 */
#define XL_TYPE_LAYOUT_DIALOG (xl_layout_dialog_get_type ())
G_DECLARE_FINAL_TYPE (XlLayoutDialog, xl_layout_dialog, XL, LAYOUT_DIALOG, GtkWindow)

/* @parent: (nullable).  @job: (transfer full): what of the ledger is shown (office, period, filter or query, today); no layout. */
XlLayoutDialog       *xl_layout_dialog_new        (GtkWindow *parent, XlStore *store, XlTemplate *t, XlLedgerExport *job);
/* The same over the window of @widget, shown. */
void                  xl_layout_dialog_open       (GtkWidget *widget, XlStore *store, XlTemplate *t, XlLedgerExport *job);

/* As a person would do it with the file that was picked. */
void                  xl_layout_dialog_take_form  (XlLayoutDialog *self, const char *path);
void                  xl_layout_dialog_take_file  (XlLayoutDialog *self, const char *path);
void                  xl_layout_dialog_write_file (XlLayoutDialog *self, const char *path);
void                  xl_layout_dialog_write      (XlLayoutDialog *self, const char *path);

/* What stands in it. */
const XlLedgerLayout *xl_layout_dialog_get_layout (XlLayoutDialog *self);
/* The line that says what happened or what is wrong. */
const char           *xl_layout_dialog_get_words  (XlLayoutDialog *self);
/* Whether nothing is being read or written. */
gboolean              xl_layout_dialog_is_idle    (XlLayoutDialog *self);

G_END_DECLS
