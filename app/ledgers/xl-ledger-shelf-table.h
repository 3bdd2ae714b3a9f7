#pragma once

#include "ledgers/xl-ledger-book-table.h"

G_BEGIN_DECLS

/* One place of the list of ledgers. */
typedef struct {
  XlLedgerSummary *summary;     /* NULL: people or households, which are no ledgers */
  char            *key;         /* "elder-visit"; "@people", "@households" */
  gint64           n;           /* how many people or households */
  guint            lately;      /* 1: the ledger opened last, 2 the one before …; 0 not lately */
} XlLedgerPlace;

/* Everything the list of ledgers shows, in order: people, households, then ledgers by department. */
typedef struct {
  GPtrArray *places;            /* XlLedgerPlace */
} XlLedgerShelf;
void           xl_ledger_shelf_free (gpointer shelf);

#define XL_LEDGER_LATELY 5

/* The name under which a ledger's view is kept, and by which it was opened lately.  Free with g_free (). */
char          *xl_ledger_shelf_view_name (const char *key);

/* @office: (nullable): all offices of the file.  Any connection. */
XlLedgerShelf *xl_ledger_shelf_read (XlDb *db, const char *office, const char *today, GError **error);

/* What of one ledger wants somebody's eyes. */
typedef struct {
  char  *key;
  gint64 soon, overdue;         /* records that its alerts name */
  guint  open, late;            /* records that are expected: not made yet, not made in time */
} XlLedgerWanted;
/* Of every ledger where there is something.  It may take longer than the list itself.  GPtrArray of XlLedgerWanted. */
GPtrArray     *xl_ledger_shelf_wanted (XlDb *db, const char *office, const char *today, GError **error);

G_END_DECLS
