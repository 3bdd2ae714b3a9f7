#pragma once

#include "ledgers/xl-record.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* A record whose written balance is not the right one. */
typedef void (*XlRunningFunc) (gint64 id, const XlValue *written, const char *reason, gpointer data);

/**
 * xl_running_table_settle:
 * @like: (nullable): only the account this record belongs to, stored or not; NULL: every account of every office
 * @each: (nullable): told of every wrong balance, in order, the account's earlier ones too
 *
 * Carries the balances of @t (t->running) down and flags every written one that is not the one before, plus and minus: "the balance
 * carried down is 43,642.44".  It goes on from the right balance, so one wrong row flags only itself.  A row with neither plus
 * nor minus sets the opening; without one the first written balance is taken for right.  Rows are taken in the order of
 * running.order (numbers in texts as numbers: 记-9 before 记-10), then of entry.  Flags that are no longer true go.  Nothing is done
 * for a ledger without a running balance.  Inside the edit that stored, changed or removed records, after the last of them; an
 * edit that moved a record from one account to another settles both, or all.
 *
 * Returns: FALSE with @error
 */
gboolean xl_running_table_settle (XlDb *db, const XlTemplate *t, const XlLedgerRecord *like, XlRunningFunc each, gpointer data,
                                  GError **error);

G_END_DECLS
