#pragma once

#include "ledgers/xl-ledger-query-sql.h"

G_BEGIN_DECLS

/* A sum is made of two halves, high × this + low, which no number of records brings to overflow. */
#define XL_LEDGER_HALF G_GINT64_CONSTANT (1000000000)

/* The records of one group. */
typedef struct {
  GByteArray *key;       /* what it is sorted by and called, as in xl_key_append () */
  char       *value;     /* (nullable): as text */
  gint64      n;
  struct { gint64 n, high, low; } columns[];   /* in how many it is filled in, and their sum */
} XlLedgerTally;

/* What is counted: SQL of the group (nullable; @sort: by what it is sorted, when that is not its value) and of numbers and texts. */
typedef struct {
  const char *value, *sort;
  GPtrArray  *columns;
} XlLedgerCounted;

/**
 * xl_ledger_tally_table_run:
 * @max: so many groups at most, in their order: the last one stands for all the others
 *
 * Looks once at every record that was asked for, with two threads where there are many.
 * Returns: (element-type XlLedgerTally) (transfer full): none when no record was found
 */
GPtrArray *xl_ledger_tally_table_run (XlLedgerAsked *asked, const XlLedgerCounted *counted, guint max, GError **error);

G_END_DECLS
