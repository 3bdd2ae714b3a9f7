#pragma once

#include "office/xl-command.h"

G_BEGIN_DECLS

/* show resident ID: a key, an identity number, or a name that only one has. */
gboolean xl_people_show_resident  (XlInvocation *inv, GError **error);
/* show household ID: a key, or a number of the own office. */
gboolean xl_people_show_household (XlInvocation *inv, GError **error);

G_END_DECLS
