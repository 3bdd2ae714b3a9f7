#pragma once

#include "office/xl-home.h"

G_BEGIN_DECLS

/* What each room shows on the home page; ended by NULL.  A new provider is one line in xl-home-cards.c. */
extern const XlHomeProvider xl_home_providers[];

G_END_DECLS
