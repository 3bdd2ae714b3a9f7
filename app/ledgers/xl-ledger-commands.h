#pragma once

#include "office/xl-command.h"
#include "office/xl-kinds.h"

G_BEGIN_DECLS

/* due, ledger */
extern const XlCommand xl_ledger_commands[];
/* "ledgers", and every ledger by its key. */
extern const XlKind xl_ledger_kinds[];

/* export KEY FILE [--layout L] [--mask P] [--period P] [--office CODE] */
gboolean xl_ledger_export (XlInvocation *inv, GError **error);

G_END_DECLS
