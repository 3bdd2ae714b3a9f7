#pragma once

#include "ledgers/xl-due-every-table.h"
#include "ledgers/xl-ledger-book-table.h"
#include "office/xl-office-table.h"

G_BEGIN_DECLS

/* What the ledgers page asks of a reader, whole. */
typedef struct {
  char    *key, *period, *today;
  char    *office;          /* (nullable): only this village; where the file is a township's */
  gboolean any_period;      /* @period NULL means all, not today's */
  gint64   id;
} XlLedgerAsk;
void            xl_ledger_ask_free (gpointer ask);

/* What one ledger in one period shows, read in one go. */
typedef struct {
  int              refs;
  XlLedgerSummary *summary;
  char            *office;      /* (nullable): whose records are shown and made; NULL: all villages' */
  GPtrArray       *villages;    /* (nullable) XlOffice: those of a township; NULL in a village's own file */
  GArray          *alerts;      /* gint64: how many records each alert of the template names */
  GPtrArray       *due;         /* (nullable) XlDueItem: what is expected, where so many records are */
  gint64           n_active;    /* in force today; -1 where the template does not say */
  char            *view;        /* (nullable) how it was left: see xl-view-table.h */
  char           **periods;     /* newest first, the one of today among them */
  XlLedgerRecord  *last;        /* (nullable): for fields that repeat */
  GPtrArray       *missed;      /* char **: XL_LEDGER_MISSED_COLUMNS cells */
  GArray          *missed_ids;  /* gint64 */
} XlLedgerAnswer;
XlLedgerAnswer *xl_ledger_answer_ref  (XlLedgerAnswer *answer);
void            xl_ledger_answer_free (XlLedgerAnswer *answer);   /* gives one reference back */

/* A record and whom it is about. */
typedef struct {
  XlLedgerRecord *record;
  char           *name;
} XlLedgerFound;
void            xl_ledger_found_free (gpointer found);

/* XlReadFuncs; @data is an XlLedgerAsk.  Thread: a reader's. */

/* XlLedgerShelf: every ledger. */
gpointer        xl_ledger_ask_catalogue (XlDb *db, gpointer data, GError **error);
/* GPtrArray of XlLedgerWanted. */
gpointer        xl_ledger_ask_wanted    (XlDb *db, gpointer data, GError **error);
/* XlLedgerAnswer: ledger @key in @period. */
gpointer        xl_ledger_ask_ledger    (XlDb *db, gpointer data, GError **error);
/* XlLedgerFound: record @id of ledger @key. */
gpointer        xl_ledger_ask_record    (XlDb *db, gpointer data, GError **error);

G_END_DECLS
