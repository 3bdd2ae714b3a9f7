#pragma once

#include "ledgers/xl-template.h"
#include "ui/xl-grid.h"

G_BEGIN_DECLS

/* The columns that @grid shows of ledger @t as a layout, in their order: what is printed and taken out as it is seen.
 * @revealed: hidden numbers whole.  Free with xl_ledger_layout_free (). */
XlLedgerLayout *xl_ledger_shown_layout (const XlTemplate *t, XlGrid *grid, gboolean revealed);

G_END_DECLS
