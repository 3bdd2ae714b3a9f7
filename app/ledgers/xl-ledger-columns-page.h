#pragma once

#include "ledgers/xl-template.h"
#include "ui/xl-grid-memory.h"

G_BEGIN_DECLS

/* The columns of ledger @t in the grid of @memory, each typed as its field is; as remembered in @text (nullable).  @offices: also
 * which village a record is of; @locked: (nullable): why nothing can be typed, translated. */
void xl_ledger_columns_show (XlGridMemory *memory, const XlTemplate *t, XlStore *store, const char *text, gboolean offices,
                             const char *locked);

G_END_DECLS
