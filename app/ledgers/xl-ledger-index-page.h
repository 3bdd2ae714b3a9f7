#pragma once

#include "ledgers/xl-ledger-query.h"
#include "store/xl-store.h"

G_BEGIN_DECLS

/* After a list was asked for as @query says: where its order wants an index that a long ledger lacks, the writer makes it behind the
 * scenes, so that the next list of this order begins at once.  Main thread; does not wait. */
void xl_ledger_index_want (XlStore *store, XlTemplate *t, const XlLedgerQuery *query);

G_END_DECLS
