#pragma once

#include "ledgers/xl-template.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * xl_ledger_stored_words:
 * @name: a name: see xl-ledger-query.h
 * @stored: as it stands in the file, numbers in decimal; "" when blank
 *
 * What people read: the code's word, the person's name, "1,234.50".   Any connection.
 * Returns: (transfer full)
 */
char *xl_ledger_stored_words (XlDb *db, const XlTemplate *t, const char *name, const char *stored);

/* What it is sorted by among its kind: a person's name in pinyin; else @stored.  Returns: (transfer full) */
char *xl_ledger_stored_sort  (XlDb *db, const XlTemplate *t, const char *name, const char *stored);

G_END_DECLS
