#pragma once

#include "ledgers/xl-record.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * XlLedgerSave:
 *
 * One save of a record on its way to the writer and back, shared by counting: the page keeps a reference (g_atomic_rc_box_acquire ())
 * and finds in @findings what was refused or flagged.
 */
typedef struct {
  XlTemplate     *t;
  XlLedgerRecord *record;
  char           *today, *period;
  char           *slot;        /* (nullable): of the draft that a save forgets */
  GPtrArray      *findings;
} XlLedgerSave;

/* Takes @record. */
XlLedgerSave *xl_ledger_save_new     (XlTemplate *t, XlLedgerRecord *record);
void          xl_ledger_save_release (gpointer save);

/* XlWriteFuncs; @data is an XlLedgerSave. */

/* Judges the record and stores it; its draft is forgotten.  Errors: XL_ERROR_REFUSED: see @findings. */
gint64        xl_ledger_save_run     (XlDb *db, gpointer data, GError **error);
/* Takes the record away. */
gint64        xl_ledger_save_delete  (XlDb *db, gpointer data, GError **error);

G_END_DECLS
