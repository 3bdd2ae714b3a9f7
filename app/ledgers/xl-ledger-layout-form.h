#pragma once

#include "ledgers/xl-ledger-layout.h"

G_BEGIN_DECLS

/**
 * xl_ledger_layout_read_form:
 * @path: somebody's empty form: xlsx, xls, ods or csv
 * @sheet: (nullable): its sheet; NULL: the first that has a header
 * @department, @title: (nullable): @title NULL: what stands above the header, else the file's name
 *
 * Makes a layout of a department's form: each of its columns in its order under its heading; those that the ledger, the person or the
 * household is known to fill are filled, the others stay blank.  Lines above the header and the names of those who sign are kept.
 *
 * Errors: as of reading spreadsheets, naming the file; XL_ERROR_NOT_FOUND: no header with two known columns.   Thread: any.
 */
XlLedgerLayout *xl_ledger_layout_read_form (const XlTemplate *t, const char *path, const char *sheet, const char *department,
                                            const char *title, GError **error);

/**
 * xl_ledger_layout_find_form:
 * @path: the spreadsheet that @layout was made from
 * @sheet: (out): from 0; @header_row: (out): the last row of its header
 *
 * Whether the columns of @layout still stand in it as they did, so that it can be filled in itself.   Thread: any.
 */
gboolean        xl_ledger_layout_find_form (const XlTemplate *t, const XlLedgerLayout *layout, const char *path, guint *sheet,
                                            guint *header_row);

G_END_DECLS
