#pragma once

#include "office/xl-command.h"
#include "office/xl-kinds.h"

G_BEGIN_DECLS

/* file, verify. */
extern const XlCommand xl_filing_commands[];
/* list filings, show filing ID, export filing. */
extern const XlKind xl_filing_kinds[];

G_END_DECLS
