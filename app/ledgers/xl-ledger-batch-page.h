#pragma once

#include "ledgers/xl-ledger-sheet-table.h"
#include "ui/xl-page.h"

G_BEGIN_DECLS

/* Which records are changed or taken away together. */
typedef struct {
  XlLedgerSheet *sheet;        /* what is shown */
  GArray        *ids;          /* (nullable) gint64: those selected; NULL: all that @sheet finds */
  gint64         n;            /* how many */
  char          *period;       /* (nullable): the one that is worked on */
  char          *today;
} XlLedgerMany;
void xl_ledger_many_free   (XlLedgerMany *many);

/* Asks which field becomes what, and writes it: one edit, with progress, that can be stopped.  @field: proposed, -1: none.  Takes
 * @many. */
void xl_ledger_batch_ask   (XlPage *page, XlLedgerMany *many, int field);
/* Asks once more, and takes the records away as one edit.  Takes @many. */
void xl_ledger_delete_ask  (XlPage *page, XlLedgerMany *many);
/* Without asking.  @text: as written.  Takes @many. */
void xl_ledger_batch_run   (XlPage *page, XlLedgerMany *many, int field, const char *text, gboolean good_only);

G_END_DECLS
