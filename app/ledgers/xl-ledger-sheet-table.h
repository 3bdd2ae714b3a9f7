#pragma once

#include "ledgers/xl-ledger-hidden.h"
#include "ledgers/xl-ledger-query.h"
#include "ledgers/xl-ledger-total-table.h"
#include "store/xl-paged-rows.h"

G_BEGIN_DECLS

/**
 * XlLedgerSheet:
 *
 * One question about a ledger that is worked in as a sheet: which records in what order, and how they are shown.  The question of
 * xl_ledger_sheet_rows, whose columns are the fields of the template by index, and #XL_LEDGER_SHEET_OFFICE.
 */
typedef struct {
  int            refs;
  XlTemplate    *t;
  XlLedgerLayout *layout;    /* of the cells: every field */
  XlLedgerQuery *query;      /* its own */
  char          *alert;      /* (nullable): only records that this alert of the template names */
  char          *today;
  gboolean       revealed;   /* identity and bank numbers whole; else their middle is hidden */
  gboolean       offices;    /* which village a record is of stands in its column */
} XlLedgerSheet;
XlLedgerSheet *xl_ledger_sheet_new     (XlTemplate *t, const XlLedgerQuery *query, const char *today);
XlLedgerSheet *xl_ledger_sheet_ref     (XlLedgerSheet *sheet);
void           xl_ledger_sheet_release (gpointer sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlLedgerSheet, xl_ledger_sheet_release)

#define XL_LEDGER_SHEET_FIELDS  64
#define XL_LEDGER_SHEET_OFFICE  XL_LEDGER_SHEET_FIELDS
#define XL_LEDGER_SHEET_COLUMNS (XL_LEDGER_SHEET_FIELDS + 1)
/* How XlPagedRows reads it.  Marks are those of a grid: 1 a flagged cell. */
extern const XlRowKind xl_ledger_sheet_rows;

/* What stands around the rows: totals of all that is found, and the groups, when the query groups. */
typedef struct {
  XlLedgerTotals *totals;
  GPtrArray      *groups;     /* (nullable) XlLedgerGroup */
  GPtrArray      *alerts;     /* GArray of gint64, ascending: which records each alert of the template names */
} XlLedgerAround;
void           xl_ledger_around_free   (gpointer around);
/* An XlReadFunc; @data is an XlLedgerSheet. */
gpointer       xl_ledger_around_read   (XlDb *db, gpointer data, GError **error);

G_END_DECLS
