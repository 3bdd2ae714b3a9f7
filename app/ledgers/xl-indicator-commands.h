#pragma once

#include "ledgers/xl-indicator-table.h"
#include "office/xl-command.h"

G_BEGIN_DECLS

/* indicators: the indicator tables of plans and ledgers. */
extern const XlCommand xl_indicator_commands[];

/* "✓ Met", "✗ Not met", "Cannot be computed: 社区工作者 missing", in the language of the screen; "" without a target. */
char *xl_indicator_verdict (const XlIndicator *n, const XlIndicatorValue *v);

G_END_DECLS
