#pragma once

#include "ledgers/xl-template.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* What a text field with `from_ledger` offers. */
typedef struct {
  XlFromLedger from;       /* a copy */
  char        *office;
} XlLedgerSuggest;
XlLedgerSuggest *xl_ledger_suggest_new  (const XlFromLedger *from, const char *office);
void             xl_ledger_suggest_free (gpointer suggest);

/**
 * xl_ledger_suggest_read:
 * @data: an XlLedgerSuggest
 *
 * The different values of that field of that ledger which fit @typed (anywhere in the text, or pinyin initials), at most 40, each with
 * a tab and the words of the fields shown beside it.  An XlFormSuggestFunc.
 *
 * Errors: XL_ERROR_NOT_FOUND: there is no such ledger.
 */
char           **xl_ledger_suggest_read (XlDb *db, const char *typed, gpointer data, GError **error);

G_END_DECLS
