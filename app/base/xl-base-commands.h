#pragma once

#include "office/xl-command.h"

G_BEGIN_DECLS

/* tell: what base makes of a text. */
extern const XlCommand xl_base_commands[];

G_END_DECLS
