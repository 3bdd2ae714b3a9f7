#pragma once

#include "office/xl-command.h"

G_BEGIN_DECLS

/* check, log, undo, redo, backup, restore: the safety of the file. */
extern const XlCommand xl_store_commands[];

G_END_DECLS
