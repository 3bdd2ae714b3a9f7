#pragma once

#include <gio/gio.h>

#include "base/xl-error.h"

G_BEGIN_DECLS

/**
 * XlFilingData:
 *
 * What a filing says, as plain values: texts by key and tables of rows.  Made by the room whose facts are filed, drawn,
 * embedded and sealed by this one.  Everything is UTF-8 as it shall stand on paper ("2026年6月", "75.0%").
 *
 * Thread: one at a time.
 */
typedef struct _XlFilingData XlFilingData;

/* Rows of text cells under the column keys given when it was made. */
typedef struct _XlFilingSheet XlFilingSheet;

XlFilingData  *xl_filing_data_new        (void);
void           xl_filing_data_free       (XlFilingData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlFilingData, xl_filing_data_free)

/* @text NULL counts as "". */
void           xl_filing_data_set        (XlFilingData *data, const char *key, const char *text);
void           xl_filing_data_set_int    (XlFilingData *data, const char *key, gint64 number);
/* NULL when nobody set it. */
const char    *xl_filing_data_get        (const XlFilingData *data, const char *key);
/* All keys in byte order; free the array alone (g_ptr_array_unref). */
GPtrArray     *xl_filing_data_keys       (const XlFilingData *data);

/* @columns: keys, NULL-terminated ("no", "name", …).  The table belongs to @data; the order of making is kept. */
XlFilingSheet *xl_filing_data_add_sheet  (XlFilingData *data, const char *key, const char *const *columns);
XlFilingSheet *xl_filing_data_sheet      (const XlFilingData *data, const char *key);
guint          xl_filing_data_n_sheets   (const XlFilingData *data);
XlFilingSheet *xl_filing_data_nth_sheet  (const XlFilingData *data, guint i);

const char    *xl_filing_sheet_key       (const XlFilingSheet *table);
guint          xl_filing_sheet_n_columns (const XlFilingSheet *table);
const char    *xl_filing_sheet_column    (const XlFilingSheet *table, guint column);
/* The place of a column, or -1. */
int            xl_filing_sheet_find      (const XlFilingSheet *table, const char *column);
guint          xl_filing_sheet_n_rows    (const XlFilingSheet *table);
/* @cells: as many as there are columns; NULL counts as "". */
void           xl_filing_sheet_add       (XlFilingSheet *table, const char *const *cells);
const char    *xl_filing_sheet_cell      (const XlFilingSheet *table, guint row, guint column);
void           xl_filing_sheet_set_cell  (XlFilingSheet *table, guint row, guint column, const char *text);

/**
 * xl_filing_data_to_json:
 *
 * The data in one spelling only: keys in byte order, tables in theirs, no white space but line ends after each row, so
 * that equal data are equal bytes.  This is what is embedded as data.json, and what the SHA-256 of a filing is of.
 */
GBytes        *xl_filing_data_to_json    (const XlFilingData *data);
/* Errors: XL_ERROR_FORMAT. */
XlFilingData  *xl_filing_data_from_json  (GBytes *json, GError **error);
/* UTF-8 with a byte order mark, CRLF: what WPS opens without asking. @titles NULL: the column keys. */
GBytes        *xl_filing_sheet_to_csv    (const XlFilingSheet *table, const char *const *titles);

/**
 * xl_filing_expand:
 * @text: with {key} where a value of @data stands
 *
 * Errors: XL_ERROR_NOT_FOUND names a key without a value.   Returns: (transfer full)
 */
char          *xl_filing_expand          (const XlFilingData *data, const char *text, GError **error);

/* "2026-06" → 2026年6月, "2026-Q2" → 2026年第二季度, "2026-H1" → 2026年上半年, "2026" → 2026年, and all others of xl-period.h.  NULL when it is
 * no period. */
char          *xl_filing_period_words    (const char *period);

/**
 * xl_filing_find_unmasked:
 *
 * Whether @text holds an identity number (17 digits and a digit or X) or a mobile number (11 digits beginning with 1)
 * that nobody masked.  Longer runs of digits count as well: a bank card is one.
 *
 * Source: domain.md §7 (公示 papers hold no unmasked number).
 */
gboolean       xl_filing_find_unmasked   (const char *text);

G_END_DECLS
