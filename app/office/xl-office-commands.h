#pragma once

#include "office/xl-command.h"

G_BEGIN_DECLS

/* init, settings */
extern const XlCommand xl_office_commands[];

G_END_DECLS
