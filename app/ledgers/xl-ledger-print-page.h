#pragma once

#include "ledgers/xl-ledger-export.h"
#include "ui/xl-page.h"

G_BEGIN_DECLS

/* Draws what @job says as a paper and shows it in a window of its own, from where it is printed.  Takes @job. */
void xl_ledger_print_show (XlPage *page, XlLedgerExport *job);
/* The same of another list: @read makes an XlLedgerExport whose sheet has the rows, out of @data on a reader thread. */
void xl_ledger_print_show_read (XlPage *page, XlReadFunc read, gpointer data, GDestroyNotify free_data);

G_END_DECLS
