#pragma once

#include "ledgers/xl-ledger-query-sql.h"
#include "store/xl-scan.h"

G_BEGIN_DECLS

/* So many threads look through a ledger at most, each handing its rows to one XlScan. */
#define XL_LEDGER_SCANS 2

/* From so many records on more than one thread looks through them, and a list is made first rows first. */
#define XL_LEDGER_LONG 20000
/* Whether the table of @t is as long as that. */
gboolean xl_ledger_scan_table_is_long (XlDb *db, const char *table);

/**
 * xl_ledger_scan_table_run:
 * @scans: (array fixed-size=2): each record goes to one of them, all of those of one on the same thread
 *
 * Every record that was asked for once, in no order (with a tail: the first ones of each part): a long ledger by two connections at once, each taking the next part that nobody
 * has taken yet.  Both see the same moment; where that cannot be (inside an edit) one does it all.
 *
 * Returns: FALSE with @error
 */
gboolean xl_ledger_scan_table_run     (XlLedgerAsked *asked, const XlLedgerWanted *wanted, const XlScan *scans, GError **error);

G_END_DECLS
