#pragma once

#include "office/xl-kinds.h"

G_BEGIN_DECLS

/* residents, households */
extern const XlKind xl_people_kinds[];

G_END_DECLS
