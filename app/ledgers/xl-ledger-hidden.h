#pragma once

#include "ledgers/xl-template.h"

G_BEGIN_DECLS

/* Whether the middle of what stands in @field is hidden on the screen until it is asked for: identity and bank numbers.
 * Source: GB/T 35273-2020 §7.2 (what is shown of sensitive numbers).   Thread: any. */
gboolean xl_ledger_field_hides (const XlLedgerField *field);

G_END_DECLS
