#pragma once

#include "ledgers/xl-ledger-table.h"

G_BEGIN_DECLS

/* People and households of an office, whom made-up records may name. */
typedef struct {
  GArray *persons, *households;   /* gint64 */
} SamplePeople;
void      sample_people_read  (SamplePeople *people, XlDb *db, const char *office);
void      sample_people_clear (SamplePeople *people);

/**
 * sample_record_make:
 * @row: 0, 1, 2 …: another record each
 * @today: "YYYY-MM-DD"
 *
 * Values for every field of @t that is asked for, as somebody would type them, so that nothing refuses the record: dates one
 * after the other, numbers that go down, codes by turns.  What is refused all the same is tried again with other values, and left
 * blank at last when it may be.  Attachments are left out.
 *
 * Returns: (transfer full): by field; NULL where there is none
 */
GPtrArray *sample_record_make (XlDb *db, const XlTemplate *t, const SamplePeople *people, guint row, const char *today);

G_END_DECLS
