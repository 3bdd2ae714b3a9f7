#pragma once

#include "ledgers/xl-due-every.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* What is expected of a ledger in a period: "so many records" of data/ledgers/README.md.  Any connection. */
typedef struct {
  char               *period;
  const XlLedgerCode *code;      /* (nullable): of the template: which of the codes is expected */
  guint               expected, done;
  char                deadline[11];
  XlDueState          state;
} XlDueItem;
void       xl_due_item_free (XlDueItem *item);

/**
 * xl_due_every_table_list:
 * @t: with t->every
 * @office: (nullable): all of the file together
 * @on: "YYYY-MM-DD": how it stands on that day; records entered for later days do not count
 *
 * Every period from the one of the first record to that of @on, each of its codes: at most 31 days, 13 weeks, 9 times ten
 * days, 12 months, 8 quarters, 6 half-years or 3 years back.  A ledger without a record owes only the period of @on.
 *
 * Errors: XL_ERROR_REFUSED (the ledger does not say what is due).
 * Returns: (element-type XlDueItem) (transfer full): the oldest period first; the codes belong to @t
 */
GPtrArray *xl_due_every_table_list  (XlDb *db, const XlTemplate *t, const char *office, const char *on, GError **error);

/* How many of them are in @state. */
guint      xl_due_items_count       (const GPtrArray *items, XlDueState state);

G_END_DECLS
