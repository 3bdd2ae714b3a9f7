#pragma once

#include "office/xl-home.h"

G_BEGIN_DECLS

/* What ledgers say on the home page; XlHomeProviders. */

/* So many records of a period are still to be made: ledgers that have been begun. */
gboolean xl_home_ledgers_due    (XlDb *db, const char *today, GPtrArray *cards, GError **error);
/* Records that need somebody's eyes. */
gboolean xl_home_ledgers_alerts (XlDb *db, const char *today, GPtrArray *cards, GError **error);

G_END_DECLS
