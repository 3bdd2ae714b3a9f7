#pragma once

#include "office/xl-command.h"

G_BEGIN_DECLS

/* search: persons and every other record by words, pinyin, initials, last digits. */
extern const XlCommand xl_search_commands[];

G_END_DECLS
