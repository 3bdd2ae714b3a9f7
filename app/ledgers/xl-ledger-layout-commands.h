#pragma once

#include "office/xl-command.h"

G_BEGIN_DECLS

/* layout list|show|save|delete|export|import|outputs */
extern const XlCommand xl_layout_commands[];

G_END_DECLS
