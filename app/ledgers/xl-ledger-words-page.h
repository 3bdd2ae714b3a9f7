#pragma once

#include "ledgers/xl-due-every-table.h"
#include "ledgers/xl-ledger-book-table.h"

G_BEGIN_DECLS

/* What the ledgers page says; translated.  Free with g_free (). */

/* 2026年6月, 2026年第2季度, 2026年, 2026-06-03; All periods for NULL. */
char       *xl_ledger_period_words (const char *period);
/* 已报 那尔轰村〔2026〕3号, 未报; "" when nothing is to be filed. */
char       *xl_ledger_filed_words  (const XlLedgerSummary *summary);
/* 已探访 88/107 人，82.2%（目标 100%）· 月末在册，任何方式均计; NULL without a due list. */
char       *xl_ledger_rate_words   (const XlLedgerSummary *summary);
/* 2026年9月逾期未登记 等 2 期; 2026年11月应登记，截止 2026-11-17; NULL when nothing is open.  @items: XlDueItem. */
char       *xl_ledger_due_words    (const GPtrArray *items);

G_END_DECLS
