#pragma once

#include "office/xl-command.h"

G_BEGIN_DECLS

/* duplicates, merge, part: persons who stand in the register twice. */
extern const XlCommand xl_person_merge_commands[];

G_END_DECLS
