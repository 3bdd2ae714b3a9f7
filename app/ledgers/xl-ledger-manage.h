#pragma once

#include "office/xl-command.h"

G_BEGIN_DECLS

/* Parts of the room's commands; XlCommandFuncs. */

/* due KEY: everybody of a list in a month, or what is expected in each period. */
gboolean xl_ledger_due_run    (XlInvocation *inv, GError **error);
/* ledger list|show|add|alerts|due|report */
gboolean xl_ledger_manage_run (XlInvocation *inv, GError **error);
/* ledger report KEY [REPORT]: @inv->args begin with KEY. */
gboolean xl_ledger_report_command (XlInvocation *inv, GError **error);

G_END_DECLS
