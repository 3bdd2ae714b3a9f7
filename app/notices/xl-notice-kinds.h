#pragma once

#include "office/xl-kinds.h"

G_BEGIN_DECLS

extern const XlKind xl_notice_kinds[];

G_END_DECLS
