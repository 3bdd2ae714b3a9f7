#pragma once

#include "ledgers/xl-ledger-report-table.h"

G_BEGIN_DECLS

/* Writes a report to the spreadsheet @path (.xlsx, .ods, .csv), its title above.  Errors: XL_ERROR_UNKNOWN (another ending),
 * XL_ERROR_IO.   Thread: any. */
gboolean xl_ledger_report_write (const XlLedgerReportResult *result, const char *path, GError **error);

G_END_DECLS
