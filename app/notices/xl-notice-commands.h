#pragma once

#include "office/xl-command.h"
#include "notices/xl-notice-kinds.h"

G_BEGIN_DECLS

/* notice, task. */
extern const XlCommand xl_notice_commands[];

G_END_DECLS
