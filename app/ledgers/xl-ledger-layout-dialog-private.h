#pragma once

#include "ledgers/xl-ledger-layout-dialog.h"
#include "ledgers/xl-ledger-layout-table.h"
#include "ui/xl-grid.h"
#include "ui/xl-memory-source.h"

G_BEGIN_DECLS

struct _XlLayoutDialog
{
  GtkWindow       parent_instance;
  XlStore        *store;
  XlTemplate     *t;
  XlLedgerExport *job;            /* what of the ledger is shown */
  XlLedgerLayout *layout;         /* what is being put together */
  gint64          id;             /* of the kept one it is; 0 a new one */
  GBytes         *form;           /* (nullable): the spreadsheet it was made from, not kept yet */
  GPtrArray      *entries;        /* XlLayoutEntry: what the drop-down offers after "New form" */
  GPtrArray      *choices;        /* XlLayoutChoice */
  gboolean        gone, filling, changed, warned;
  guint           n_busy, previewing;
  guint           generation;     /* of the preview */
  XlLedgerExport *paper;          /* (nullable): what is shown as paper */

  GtkWidget      *stack, *which, *department, *title, *mask, *paper_size, *above, *signers, *narrowed, *search, *available, *chosen, *words;
  GtkWidget      *view, *grid_box, *head, *save, *facts;
  XlGrid         *grid;
};

/* xl-ledger-layout-dialog.c */
void       xl_layout_dialog_say          (XlLayoutDialog *self, const char *words, gboolean wrong);
/* The sentence of an error: what it says itself where it is ours. */
void       xl_layout_dialog_say_error    (XlLayoutDialog *self, const GError *error);
/* Something was edited: the preview follows. */
void       xl_layout_dialog_touch        (XlLayoutDialog *self);
/* Takes @layout and shows it. */
void       xl_layout_dialog_show_layout  (XlLayoutDialog *self, XlLedgerLayout *layout, gint64 id);
/* A job of its own with the layout as it stands. */
XlLedgerExport *xl_layout_dialog_make_job (XlLayoutDialog *self);
/* One more, or one less, thing under way. */
void       xl_layout_dialog_begin        (XlLayoutDialog *self);
void       xl_layout_dialog_end          (XlLayoutDialog *self);

/* xl-ledger-layout-columns-dialog.c: the two lists. */
GtkWidget *xl_layout_dialog_build_columns (XlLayoutDialog *self);
void       xl_layout_dialog_fill_columns  (XlLayoutDialog *self, int focus);
void       xl_layout_dialog_add_column    (XlLayoutDialog *self, const char *source);
void       xl_layout_dialog_move_column   (XlLayoutDialog *self, int from, int to);
void       xl_layout_dialog_remove_column (XlLayoutDialog *self, int at);
/* Where the cursor is in the right list; -1: nowhere. */
int        xl_layout_dialog_get_column    (XlLayoutDialog *self);

/* xl-ledger-layout-keep-dialog.c: kept ones and files. */
void       xl_layout_dialog_load          (XlLayoutDialog *self, gint64 select);
void       xl_layout_dialog_save          (XlLayoutDialog *self, gboolean as_new);
void       xl_layout_dialog_delete        (XlLayoutDialog *self);
void       xl_layout_dialog_ask_file      (XlLayoutDialog *self, const char *action);

/* xl-ledger-layout-output-dialog.c */
GtkWidget *xl_layout_dialog_build_preview (XlLayoutDialog *self);
void       xl_layout_dialog_preview       (XlLayoutDialog *self);
void       xl_layout_dialog_show_paper    (XlLayoutDialog *self);
void       xl_layout_dialog_print         (XlLayoutDialog *self);

/* xl-ledger-layout-words-dialog.c: "{office_name}" ↔ "{office}", in the language of the screen; free with g_free (). */
char      *xl_layout_dialog_show_words   (const char *kept);
char      *xl_layout_dialog_keep_words   (const char *shown);
/* Title and lines above the first rows, as they will stand on the paper. */
void       xl_layout_dialog_set_head     (XlLayoutDialog *self, const XlLayoutSheet *sheet);

G_END_DECLS
