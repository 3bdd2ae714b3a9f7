#pragma once

#include "office/xl-command.h"

G_BEGIN_DECLS

/* Every room's commands, NULL at the end.  A list ends with an entry without a name. */
extern const XlCommand *const xl_command_lists[];

G_END_DECLS
