#pragma once

#include "ledgers/xl-ledger-export.h"
#include "ui/xl-page.h"

G_BEGIN_DECLS

/* Draws what @job says as a paper and shows it in a window of its own, from where it is printed.  Takes @job. */
void xl_ledger_print_show (XlPage *page, XlLedgerExport *job);

G_END_DECLS
