#pragma once

#include "ledgers/xl-ledger-query.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* Totals of what a query finds: of all of it, or by group.  Any connection. */

/* Of one field. */
typedef struct {
  gint64 n;          /* records in which it is filled in */
  gint64 sum;        /* in the smallest unit; 0 unless it is a number */
  gboolean too_large;   /* the sum is beyond what can be counted */
} XlLedgerSum;

/* @totals: one a field of the template, by index; nothing is counted of fields whose total is %XL_TOTAL_NONE. */
typedef struct {
  gint64         n;        /* records */
  XlLedgerSum *totals;
} XlLedgerTotals;
void            xl_ledger_totals_free        (XlLedgerTotals *totals);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerTotals, xl_ledger_totals_free)

XlLedgerTotals *xl_ledger_total_table_read   (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, GError **error);

/* A total as it is read: "1,234.50"; "" when there is nothing to show.  @show: mostly @field->total. */
char           *xl_ledger_total_show         (const XlLedgerField *field, const XlLedgerSum *sum, XlLedgerTotal show);

typedef struct {
  char           *value, *words;   /* as in XlLedgerDistinct; "" for blank */
  XlLedgerTotals *totals;          /* totals->n records stand in it */
} XlLedgerGroup;
void            xl_ledger_group_free         (XlLedgerGroup *group);

/* At most so many groups are told; the last one then stands for all the rest. */
#define XL_LEDGER_MAX_GROUPS 5000

/**
 * xl_ledger_total_table_groups:
 *
 * The groups of @query->group with their totals, in the order in which xl_ledger_query_table_list () gives their records: the first
 * group has the first totals->n of the ids, and so on.
 * Returns: (element-type XlLedgerGroup) (transfer full)
 */
GPtrArray      *xl_ledger_total_table_groups (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, GError **error);

G_END_DECLS
