#pragma once

#include "exchange/xl-import.h"
#include "ledgers/xl-ledger-table.h"
#include "office/xl-office-table.h"

G_BEGIN_DECLS

/* A ledger that rows go into: the ledger itself, or the list of those who are due. */
typedef struct {
  XlTemplate    *t;
  XlLedgerJudge *judge;
} XlLedgerPart;

/* What stays the same while rows of one import come in. */
typedef struct {
  XlLedgerPart ledger, list;     /* list.t is NULL without a due list */
  GHashTable  *taken;            /* gint64: records that a row of this import stands for */
  GHashTable  *rows;             /* gint64 → where it stands (xl-ledger-import-settle-table.c); NULL without a running balance */
  XlOffice    *own;              /* whose file it is */
  GHashTable  *villages;         /* codes that are known to have a row of their own in the file */
  const char  *on;
} XlLedgerImport;

/* One row on its way. */
typedef struct {
  XlLedgerImport     *state;
  const XlLedgerPart *part;
  XlImportRow        *row;
  XlDb               *db;
} XlLedgerMove;

/* Whom cells mean ------------------------------------------------------------------------------------------------- */

/* Adds the columns that say by number whom field @i of @t names, where the template has none of its own. */
void     xl_ledger_who_add_fields (XlFieldSet *set, const XlTemplate *t, guint i);
/* Adds the column that says whose a row is (所属村), where no field of @t is called so. */
void     xl_ledger_who_add_office (XlFieldSet *set);
/* The office whose name the row gives, else the sheet's. */
char    *xl_ledger_who_office     (const XlLedgerMove *m);
/* The same, for a row about nobody; NULL refuses it (@verdict): another village than the one whose file it is, or in a township's file
 * one that is not there.  In a village's file a name that no village has is flagged. */
char    *xl_ledger_who_own_office (const XlLedgerMove *m, XlImportVerdict *verdict);
/* The subject of the row, a person or a household: its row id; 0 refused (@verdict); -1 with @error. */
gint64   xl_ledger_who_subject    (const XlLedgerMove *m, XlImportVerdict *verdict, GError **error);
/* The person or household that another field @i names: 0 nobody (the cell is flagged, or empty), -1 with @error. */
gint64   xl_ledger_who_field      (const XlLedgerMove *m, guint i, GError **error);

/* What is told --------------------------------------------------------------------------------------------------- */

/* Tells the findings about the row's @record, each at a column of the sheet where there is one; FALSE when one refuses it. */
gboolean xl_ledger_import_tell    (const XlLedgerMove *m, const XlLedgerRecord *record, GPtrArray *findings, XlImportVerdict *verdict);

/* Balances --------------------------------------------------------------------------------------------------------- */

/* Record @id is the row at hand. */
void     xl_ledger_import_remember (const XlLedgerMove *m, gint64 id);
/* After the last row: the XlImportTarget's finish.  Wrong balances are flagged where they stand. */
gboolean xl_ledger_import_settle   (XlDb *db, gpointer state, XlImport *import, GError **error);

G_END_DECLS
