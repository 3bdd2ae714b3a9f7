#pragma once

#include "ledgers/xl-ledger-patch-table.h"

G_BEGIN_DECLS

/**
 * XlLedgerBatch:
 *
 * One field of many records becomes one value, or many records go: one edit, one step back.  Shared by counting; while the writer
 * is at it the page may read @done and @total (g_atomic_int_get ()) and cancel.
 */
typedef struct {
  XlTemplate    *t;
  XlLedgerQuery *query;        /* which records (its own); NULL: those of @ids */
  GArray        *ids;          /* gint64; NULL with a query */
  int            field;        /* index */
  char          *text;         /* as written; "" clears */
  char          *period;       /* (nullable) */
  char          *today;
  gboolean       good_only;    /* leave out records that something refuses; else all or nothing */
  GCancellable  *cancellable;  /* (nullable) */
  int            done, total;
  /* The answer. */
  GPtrArray     *refusals;     /* XlLedgerRefusal, the first XL_LEDGER_MAX_REFUSALS */
  guint          n_changed, n_refused, n_flagged;
} XlLedgerBatch;
#define XL_LEDGER_MAX_REFUSALS 100

/* @query is copied, @ids too; one of them is given. */
XlLedgerBatch *xl_ledger_batch_new     (const XlTemplate *t, const XlLedgerQuery *query, const GArray *ids, const char *today);
XlLedgerBatch *xl_ledger_batch_ref     (XlLedgerBatch *batch);
void           xl_ledger_batch_release (gpointer batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerBatch, xl_ledger_batch_release)

/* XlWriteFuncs; @data is an XlLedgerBatch. */

/* Sets @field of the records to @text; each is judged as a whole record.  Returns: how many changed, or -1.
 * Errors: XL_ERROR_REFUSED (see @refusals), G_IO_ERROR_CANCELLED: nothing was changed. */
gint64         xl_ledger_batch_set     (XlDb *db, gpointer data, GError **error);
/* Takes the records away.  Returns: how many. */
gint64         xl_ledger_batch_delete  (XlDb *db, gpointer data, GError **error);

G_END_DECLS
