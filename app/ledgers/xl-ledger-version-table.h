#pragma once

#include "ledgers/xl-template.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * xl_ledger_version_judge:
 * @kept: (nullable): the template this file has under the same key
 * @origin: "built-in" or "file"
 *
 * Whether @t may take the place of what is there: the template this file keeps, else the program's own.  A newer version may add
 * fields and change words, codes, checks and layouts.
 *
 * Errors: XL_ERROR_CONFLICT, naming the place: an older version; the same version saying something else (two templates with one
 *   key); another subject or period; a field that changes its type, its places, or what it is taken from; a field left out that a
 *   layout of the office, another ledger's list of those who are due or another ledger's field asks for (but for the program's own,
 *   whose newer versions always come in); a ledger it takes a field from that nobody knows.
 */
gboolean xl_ledger_version_judge (XlDb *db, const XlTemplate *t, const XlTemplate *kept, const char *origin, GError **error);

G_END_DECLS
