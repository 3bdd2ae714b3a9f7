#pragma once

#include "office/xl-command.h"

G_BEGIN_DECLS

/* indicators: the indicator tables of plans and ledgers. */
extern const XlCommand xl_indicator_commands[];

G_END_DECLS
