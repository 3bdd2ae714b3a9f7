#pragma once

#include "people/xl-person-card-table.h"

G_BEGIN_DECLS

/* What the rooms know of a person; ended by NULL.  A room's function is one line in xl-person-lines-page.c. */
extern const XlPersonLineFunc xl_person_line_providers[];

G_END_DECLS
