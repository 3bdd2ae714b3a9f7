#pragma once

#include "office/xl-command.h"

G_BEGIN_DECLS

/* demo: a demonstration office and the main job from end to end. */
extern const XlCommand xl_demo_commands[];

G_END_DECLS
