#pragma once

#include <json-glib/json-glib.h>

#include "ledgers/xl-due-table.h"
#include "ledgers/xl-record.h"

G_BEGIN_DECLS

/**
 * xl_ledger_json_record:
 * @cells: the words of xl_ledger_layout_whole (), one a field
 *
 * A record as an object: "id", "office", "period", each field by its key in words (codes also as KEY_code, persons also as
 * KEY_id, amounts as integers in the smallest unit), "flags": [{"field", "reason"}].
 */
void xl_ledger_json_record (JsonBuilder *b, const XlTemplate *t, const XlLedgerRecord *record, const char *const *cells);
/* One month: "period", "policy", "policy_title", "due", "visited", "visited_at_home", "visits", "rate_bp", "rate", "target_bp", "met",
 * "missed": [{"id", "name"}]. */
void xl_ledger_json_month  (JsonBuilder *b, const XlMonthVisits *month);

G_END_DECLS
