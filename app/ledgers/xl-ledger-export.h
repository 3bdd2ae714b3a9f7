#pragma once

#include "base/xl-mask.h"
#include "exchange/xl-sheet-writer.h"
#include "ledgers/xl-template.h"
#include "store/xl-store.h"

G_BEGIN_DECLS

/* What of a ledger is to be written where; all strings belong to it. */
typedef struct {
  char         *key;
  char         *layout;       /* (nullable): every field, so that it can come in again */
  char         *office, *period, *filter;   /* (nullable) */
  char         *today;
  XlMaskProfile mask;
  XlWriteFormat format;
  char         *path, *user;
  gint64        n_rows;       /* out */
} XlLedgerExport;
void     xl_ledger_export_free (XlLedgerExport *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerExport, xl_ledger_export_free)

/**
 * xl_ledger_export_run:
 *
 * An XlReadFunc: writes the file.  @data is an XlLedgerExport, which is returned.
 * Errors: XL_ERROR_NOT_FOUND (no such ledger or layout), XL_ERROR_IO, XL_ERROR_UNKNOWN (characters the encoding lacks): nothing is
 * written then.   Thread: a reader's.
 */
gpointer xl_ledger_export_run  (XlDb *db, gpointer data, GError **error);
/* An XlWriteFunc: notes an export that was not masked. */
gint64   xl_ledger_export_note (XlDb *db, gpointer data, GError **error);

G_END_DECLS
