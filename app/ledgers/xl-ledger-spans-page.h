#pragma once

#include "ledgers/xl-ledger-total-table.h"

G_BEGIN_DECLS

/**
 * XlLedgerSpans:
 *
 * Where the heads of groups stand among records: rows as they are shown, head and records by turns, and records by number.
 * A folded group shows its head alone.   Thread: any.
 */
typedef struct _XlLedgerSpans XlLedgerSpans;

/* @groups: (element-type XlLedgerGroup): kept; @folded: values (keys of the set) of groups that are folded. */
XlLedgerSpans *xl_ledger_spans_new     (GPtrArray *groups, GHashTable *folded);
void           xl_ledger_spans_free    (XlLedgerSpans *spans);

gint64         xl_ledger_spans_n_rows  (const XlLedgerSpans *spans);
/* Records in all groups. */
gint64         xl_ledger_spans_n       (const XlLedgerSpans *spans);
/* The record shown at @row, -1 for a head; @group: (out): the group it is of, or whose head it is. */
gint64         xl_ledger_spans_record  (const XlLedgerSpans *spans, gint64 row, guint *group);
/* Where record @record is shown: its group's head when that is folded; -1 beyond the end. */
gint64         xl_ledger_spans_row     (const XlLedgerSpans *spans, gint64 record);
gboolean       xl_ledger_spans_folded  (const XlLedgerSpans *spans, guint group);
const XlLedgerGroup *xl_ledger_spans_group (const XlLedgerSpans *spans, guint group);

G_END_DECLS
