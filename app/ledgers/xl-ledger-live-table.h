#pragma once

#include "ledgers/xl-record.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/* What a half-filled form wants to know while one types. */
typedef struct {
  XlTemplate     *t;         /* a reference */
  XlLedgerRecord *record;    /* owned: what can be read of the form */
  char           *today;
  char           *period;    /* (nullable) */
} XlLedgerLive;
XlLedgerLive *xl_ledger_live_new  (XlTemplate *t, XlLedgerRecord *record, const char *today, const char *period);
void          xl_ledger_live_free (gpointer live);

typedef struct {
  GPtrArray *findings;    /* XlLedgerFinding: what saving would say now */
  guint      n;
  char     **shown;       /* by field: the words of what is only looked at; NULL of the others and what is not known */
  char     **lacking;     /* by field: of a formula without a value the titles of what it needs and is not there; "" for none; else NULL */
} XlLedgerLiveAnswer;
void          xl_ledger_live_answer_free (gpointer answer);

/* An XlReadFunc; @data is an XlLedgerLive, the answer an XlLedgerLiveAnswer.  Nothing is written. */
gpointer      xl_ledger_live_read (XlDb *db, gpointer data, GError **error);

G_END_DECLS
