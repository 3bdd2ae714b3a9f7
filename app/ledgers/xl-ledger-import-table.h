#pragma once

#include "exchange/xl-import.h"

G_BEGIN_DECLS

/**
 * xl_ledger_import_target:
 * @key: of a ledger
 *
 * How spreadsheets become records of ledger @key.  A sheet with a column for the ledger's date holds records; where the ledger has a
 * list of those who are due, a sheet with the list's first date and without that column holds the list, so that one file with
 * a list and a sheet a month comes in whole.  Dates without a year take it from the sheet's title.  People are found by number, by
 * name and the digits shown, or by name (xl_subject_table_find ()).  The same file twice changes nothing.
 *
 * Thread: any.   Returns: (transfer none): lives as long as the program; its fields() says XL_ERROR_NOT_FOUND when there is no such
 *   ledger
 */
const XlImportTarget *xl_ledger_import_target (const char *key);

G_END_DECLS
