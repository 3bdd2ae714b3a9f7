#pragma once

#include "ledgers/xl-ledger-export.h"
#include "ui/xl-page.h"

G_BEGIN_DECLS

/* Asks where to, proposing @name, and writes what @job says; takes @job, whose path, format and user are filled here. */
void xl_ledger_export_ask (XlPage *page, XlLedgerExport *job, const char *name);

G_END_DECLS
