#pragma once

#include "ledgers/xl-ledger-query-sql.h"

G_BEGIN_DECLS

/* What records are sorted by, as SQL: falling ones, and ids where all else is the same. */
typedef struct {
  GString *what;         /* "l.id AS id, what AS k1, …" */
  GString *names;        /* "id, k1, …" */
  GString *order;        /* " ORDER BY what DESC, what, …" */
  GArray  *falling;      /* gboolean: one a key */
  gboolean ids_fall;
} XlLedgerOrder;
XlLedgerOrder *xl_ledger_order_new  (void);
void           xl_ledger_order_free (XlLedgerOrder *order);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerOrder, xl_ledger_order_free)
void           xl_ledger_order_add  (XlLedgerOrder *order, const char *what, gboolean falling);
/* The last of all. */
void           xl_ledger_order_end  (XlLedgerOrder *order, gboolean ids_fall);

/**
 * xl_ledger_sort_table_run:
 * @first: so many are handed over before the others are sorted
 * @each: gets the ids, in order
 *
 * All records that were asked for, sorted here and not by SQLite: with two threads, and a small part of the memory.
 */
gboolean xl_ledger_sort_table_run (XlLedgerAsked *asked, const XlLedgerOrder *order, guint first, void (*each) (gint64 id, gpointer data),
                                   gpointer data, GError **error);

G_END_DECLS
