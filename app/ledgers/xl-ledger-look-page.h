#pragma once

#include <json-glib/json-glib.h>

#include "ledgers/xl-ledger-query.h"

G_BEGIN_DECLS

/* A filter and what it says of values that are keys: "Zhang San, Li Si". */
typedef struct {
  XlLedgerFilter *filter;
  char           *words;    /* (nullable) of the values; NULL: made from the template */
} XlLedgerNarrow;

/**
 * XlLedgerLook:
 *
 * How somebody looks at a ledger: what it is narrowed to, sorted and grouped by.  Kept from one day to the next.
 */
typedef struct {
  GPtrArray *narrows;       /* XlLedgerNarrow, one a column at most */
  GPtrArray *sorts;         /* XlLedgerSort, the first first; empty: newest first */
  char      *group;         /* (nullable) */
} XlLedgerLook;
XlLedgerLook   *xl_ledger_look_new        (void);
void            xl_ledger_look_free       (XlLedgerLook *look);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerLook, xl_ledger_look_free)

/* Puts @filter in the place of what @name was narrowed to; NULL: not narrowed.  Takes @filter; @words: (nullable). */
void            xl_ledger_look_narrow     (XlLedgerLook *look, const char *name, XlLedgerFilter *filter, const char *words);
const XlLedgerFilter *xl_ledger_look_find (const XlLedgerLook *look, const char *name);
/* Sorts by @name alone, or with @also by it after the others; the same name again with the other way changes the way. */
void            xl_ledger_look_sort       (XlLedgerLook *look, const char *name, gboolean descending, gboolean also);
void            xl_ledger_look_unsort     (XlLedgerLook *look, const char *name);
/* The filters alone, for a query: (transfer container). */
GPtrArray      *xl_ledger_look_filters    (const XlLedgerLook *look);

/* What is kept.  Names that @t does not have (any more) are passed over. */
JsonNode       *xl_ledger_look_to_json    (const XlLedgerLook *look);
XlLedgerLook   *xl_ledger_look_from_json  (const XlTemplate *t, JsonNode *node);

/* "Way: by telephone, at home", "Amount: 100 – 500", "Amount ↓".  Free with g_free (). */
const char     *xl_ledger_look_title      (const XlTemplate *t, const char *name);
char           *xl_ledger_narrow_words    (const XlTemplate *t, const XlLedgerNarrow *narrow);
char           *xl_ledger_sort_words      (const XlTemplate *t, const XlLedgerSort *sort);

G_END_DECLS
