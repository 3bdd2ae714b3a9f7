#pragma once

#include "ledgers/xl-expression-table.h"
#include "ledgers/xl-record.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * XlLedgerJudge:
 *
 * The one place where the values of a ledger are checked.  Keeps what judging many records needs; belongs to one connection.
 */
typedef struct _XlLedgerJudge XlLedgerJudge;
/* @today: "YYYY-MM-DD". */
XlLedgerJudge *xl_ledger_judge_new  (XlDb *db, const XlTemplate *t, const char *today, GError **error);
void           xl_ledger_judge_free (XlLedgerJudge *judge);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerJudge, xl_ledger_judge_free)

/**
 * xl_ledger_judge_record:
 * @period: (nullable): the period that is being worked on
 * @findings: (element-type XlLedgerFinding): added to
 *
 * Computes formulas and period of @record and judges it: by itself (xl_ledger_record_check ()), by the checks between its
 * fields, by what the file knows of its subject, and by the records that are there: none may agree with it in the fields of
 * t->unique or overlap it (t->no_overlap; what is over does not count), and what a field takes from another ledger stands there
 * (a ledger without a record says nothing).  The record itself (@record->id) is passed over.  Balances carried down
 * (t->running) are judged when all is stored: xl_running_table_settle ().
 *
 * Returns: 1 when it may be stored, 0 when something refuses it, -1 with @error
 */
int            xl_ledger_judge_record (XlLedgerJudge *judge, XlLedgerRecord *record, const char *period, GPtrArray *findings,
                                       GError **error);

G_END_DECLS
