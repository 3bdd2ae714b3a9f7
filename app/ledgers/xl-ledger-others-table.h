#pragma once

#include "ledgers/xl-expression-table.h"
#include "ledgers/xl-record.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* A record beside the others of its ledger and of other ledgers; for XlLedgerJudge alone.  FALSE with @error. */

/* No other record agrees with it in all the fields of one of t->unique. */
gboolean xl_ledger_others_unique  (XlDb *db, const XlTemplate *t, const XlLedgerRecord *record, GPtrArray *findings, GError **error);
/* No other record overlaps it: t->no_overlap. */
gboolean xl_ledger_others_overlap (XlDb *db, const XlTemplate *t, XlSandbox *sandbox, const XlLedgerRecord *record, const char *today,
                                   GPtrArray *findings, GError **error);
/* What stands in field @i stands in the field of the other ledger.  @known: what was asked before (char *): kept by the caller. */
gboolean xl_ledger_others_source  (XlDb *db, const XlTemplate *t, guint i, const XlLedgerRecord *record, GHashTable *known,
                                   GPtrArray *findings, GError **error);

G_END_DECLS
