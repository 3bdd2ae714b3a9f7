#pragma once

#include "ledgers/xl-ledger-query.h"
#include "store/xl-paged-rows.h"

G_BEGIN_DECLS

/* See also xl_ledger_table_ids () and xl_ledger_table_count (): every member of the query counts there too.  Any connection. */

/**
 * xl_ledger_query_table_list:
 *
 * The ids in order into @set: the first of them before all are known, also where no index has the order.
 * Errors: XL_ERROR_UNKNOWN (a name in @query that is none of @t); XL_STORE_ERROR_*.
 */
gboolean   xl_ledger_query_table_list     (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, XlRowSet *set, GError **error);

/* One of the values that stand in a field. */
typedef struct {
  char  *value;      /* as stored, for xl_ledger_filter_new_values (); "": blank */
  char  *words;      /* as shown: the code's word, the person's name; "" when blank */
  gint64 n;          /* records that have it */
} XlLedgerDistinct;
void       xl_ledger_distinct_free        (XlLedgerDistinct *distinct);

/* As many as a list to tick may have. */
#define XL_LEDGER_MAX_DISTINCT 500

/**
 * xl_ledger_query_table_distinct:
 * @query: what is narrowed already; its own filters on @name are passed over
 * @begin: (nullable): only values that contain this
 * @more: (out): there are more than %XL_LEDGER_MAX_DISTINCT
 *
 * What stands in @name, in its order, blank ones last, each with how many records have it.
 * Returns: (element-type XlLedgerDistinct) (transfer full)
 */
GPtrArray *xl_ledger_query_table_distinct (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, const char *name,
                                           const char *begin, gboolean *more, GError **error);

/**
 * xl_ledger_query_table_wants_index:
 *
 * Whether the ledger is so long that sorting by what @query says needs an index it has not yet.  A page then writes once with
 * xl_ledger_query_table_make_index (); lists asked before that are right too, only slower.
 */
gboolean   xl_ledger_query_table_wants_index (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query);
/* An XlWriteFunc that records nothing; @data is an XlLedgerIndex. */
typedef struct { XlTemplate *t; char *name; } XlLedgerIndex;
XlLedgerIndex *xl_ledger_index_new        (const XlTemplate *t, const XlLedgerQuery *query);
void       xl_ledger_index_free           (gpointer index);
gint64     xl_ledger_query_table_make_index (XlDb *db, gpointer data, GError **error);

G_END_DECLS
