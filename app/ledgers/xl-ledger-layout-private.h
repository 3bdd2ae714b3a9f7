#pragma once

#include "ledgers/xl-ledger-layout-table.h"
#include "office/xl-command.h"

G_BEGIN_DECLS

/* One call of `layout`.  Strings belong to it. */
typedef struct {
  XlInvocation   *inv;
  XlStore        *store;
  JsonBuilder    *b;
  char           *key, *name, *path;      /* the ledger, the layout, a file */
  char           *title, *department, *columns, *like, *form, *sheet, *mask, *paper, *sign, *order, *from, *to;
  char          **above, **where;
  gboolean        descending;
  XlTemplate     *t;
  XlLayoutEntry  *entry;
  XlLedgerLayout *layout;
  GBytes         *bytes;
} XlLayoutJob;

void     xl_layout_job_clear  (XlLayoutJob *job);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (XlLayoutJob, xl_layout_job_clear)
gboolean xl_layout_job_open   (XlLayoutJob *job, XlInvocation *inv, XlStoreFlags flags, GError **error);
/* @entry as an object; @whole: with its columns, else their number. */
void     xl_layout_job_add    (XlLayoutJob *job, const XlLayoutEntry *entry, gboolean whole);
/* Prints the document with --json. */
void     xl_layout_job_finish (XlLayoutJob *job);

/* The parts of `layout` that have a file of their own. */
gboolean xl_layout_run_save    (XlInvocation *inv, GError **error);
gboolean xl_layout_run_import  (XlInvocation *inv, GError **error);
gboolean xl_layout_run_outputs (XlInvocation *inv, GError **error);

G_END_DECLS
