#pragma once

#include "ledgers/xl-ledger-judge-table.h"
#include "ledgers/xl-ledger-query.h"
#include "ledgers/xl-record.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* Templates ------------------------------------------------------------------------------------------------------- */

/* The template of ledger @key: the one this file has, else the built-in one.  Errors: XL_ERROR_NOT_FOUND.  Any connection. */
XlTemplate *xl_ledger_table_template  (XlDb *db, const char *key, GError **error);
/* All of them: the built-in ones in their order, then what was handed in.  GPtrArray of XlTemplate.  Any connection. */
GPtrArray  *xl_ledger_table_templates (XlDb *db, GError **error);

/**
 * xl_ledger_table_install:
 * @origin: "built-in" or "file"
 *
 * Makes the table of @t, or adds the columns a newer version brings, and keeps the template.  Inside an edit.  A field that
 * a newer version leaves out keeps its column and what stands in it.
 *
 * Errors: XL_ERROR_REFUSED (an expression that may not run), XL_ERROR_CONFLICT (see xl_ledger_version_judge ()).
 */
gboolean    xl_ledger_table_install   (XlDb *db, const XlTemplate *t, const char *origin, GError **error);
/* Whether there is a table to read from yet. */
gboolean    xl_ledger_table_exists    (XlDb *db, const XlTemplate *t);
/* Makes the table of a built-in template when it is used for the first time, and takes the program's newer version of it.  Inside
 * an edit. */
gboolean    xl_ledger_table_ensure    (XlDb *db, const XlTemplate *t, GError **error);

/* Records --------------------------------------------------------------------------------------------------------- */

/* Stores a judged record (flags from @findings, when given).  Inside an edit; @record->id becomes the key.  Returns it, or -1. */
gint64      xl_ledger_table_insert    (XlDb *db, const XlTemplate *t, XlLedgerRecord *record, GPtrArray *findings, GError **error);
gboolean    xl_ledger_table_update    (XlDb *db, const XlTemplate *t, XlLedgerRecord *record, GPtrArray *findings, GError **error);
/* The same where @before is how it is stored: only what differs is written, which many records notice.  @findings is given. */
gboolean    xl_ledger_table_change    (XlDb *db, const XlTemplate *t, const XlLedgerRecord *before, XlLedgerRecord *record,
                                       GPtrArray *findings, GError **error);
gboolean    xl_ledger_table_delete    (XlDb *db, const XlTemplate *t, gint64 id, GError **error);
/* NULL with @error: XL_ERROR_NOT_FOUND. */
XlLedgerRecord *xl_ledger_table_get   (XlDb *db, const XlTemplate *t, gint64 id, GError **error);
/* The record stored last in @office, for defaults; NULL without @error when there is none. */
XlLedgerRecord *xl_ledger_table_last  (XlDb *db, const XlTemplate *t, const char *office, GError **error);
/* Ids of the records that agree with @record in the fields of t->same_when, oldest first.  GArray of gint64. */
GArray     *xl_ledger_table_find_same (XlDb *db, const XlTemplate *t, const XlLedgerRecord *record, GError **error);

/* Lists ----------------------------------------------------------------------------------------------------------- */

/* Ids in order.  GArray of gint64; empty when the ledger was never used.  Any connection. */
GArray     *xl_ledger_table_ids       (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, GError **error);
gint64      xl_ledger_table_count     (XlDb *db, const XlTemplate *t, const XlLedgerQuery *query, GError **error);
/* The periods that have records, newest first.  NULL-terminated. */
char      **xl_ledger_table_periods   (XlDb *db, const XlTemplate *t, const char *office, GError **error);

G_END_DECLS
