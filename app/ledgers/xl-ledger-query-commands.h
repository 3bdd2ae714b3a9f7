#pragma once

#include "office/xl-command.h"

G_BEGIN_DECLS

/* Parts of the room's commands; XlCommandFuncs.  All take --office, --period and what narrows: --where … (see
 * xl_ledger_filter_parse ()) as often as wanted, --filter WORDS, --alert KEY, --active. */

/* list KEY [--sort FIELD[-]]… [--group FIELD] [--totals] [--count] */
gboolean xl_ledger_query_list   (XlInvocation *inv, GError **error);
/* ledger set KEY FIELD VALUE (--where … | --all) [--good-only]: @inv->args begin with KEY. */
gboolean xl_ledger_query_set    (XlInvocation *inv, GError **error);
/* ledger delete KEY (--where … | --all) */
gboolean xl_ledger_query_delete (XlInvocation *inv, GError **error);

G_END_DECLS
