#pragma once

#include "office/xl-command.h"

G_BEGIN_DECLS

/* attachment list | add | get */
extern const XlCommand xl_attachment_commands[];

G_END_DECLS
