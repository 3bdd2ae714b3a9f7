#pragma once

#include "base/xl-mask.h"
#include "exchange/xl-sheet-writer.h"
#include "ledgers/xl-ledger-export.h"
#include "people/xl-person-list-table.h"

G_BEGIN_DECLS

/* The list of persons as it is seen: the rows of a question in their order, the columns shown.  Everything belongs to it. */
typedef struct {
  XlPersonQuestion *question;
  GArray           *columns;     /* int: XlPersonListColumn */
  char            **titles;      /* of the columns */
  XlMaskProfile     mask;        /* of a file; a paper hides the numbers as the screen does */
  XlWriteFormat     format;
  char             *path;
  char             *user;
  gint64            n_rows;      /* out */
} XlPeopleSeen;
XlPeopleSeen *xl_people_seen_copy (const XlPeopleSeen *seen);
void          xl_people_seen_free (gpointer seen);

/* An XlReadFunc: writes the file; returns a copy of @data.  Errors: XL_ERROR_IO; XL_ERROR_UNKNOWN, characters the encoding lacks. */
gpointer      xl_people_seen_write (XlDb *db, gpointer data, GError **error);
/* An XlReadFunc: an XlLedgerExport whose sheet has the rows; xl_ledger_export_draw () draws it. */
gpointer      xl_people_seen_sheet (XlDb *db, gpointer data, GError **error);
/* An XlWriteFunc: notes a file that was not masked. */
gint64        xl_people_seen_note  (XlDb *db, gpointer data, GError **error);

G_END_DECLS
