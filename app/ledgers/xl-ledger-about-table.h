#pragma once

#include "ledgers/xl-template.h"
#include "people/xl-person-card-table.h"

G_BEGIN_DECLS

/* Whom a record is about, for the card beside its form. */
typedef struct {
  XlTemplate *t;            /* a reference */
  gint64      subject;
  gint64      record;       /* the one that is edited, which does not count; 0 */
  char       *period;       /* (nullable): the one worked on */
  char       *today;
} XlLedgerAboutAsk;
void             xl_ledger_about_ask_free (gpointer ask);

typedef struct {
  XlPersonCard    *person;      /* of a person */
  XlHouseholdCard *household;   /* of a household; the other is NULL */
  GPtrArray       *lines;       /* XlPersonLine: the newest records of this ledger about them */
  guint            n_period;    /* how many of the period there are already … */
  char            *last_on;     /* … and the day of the newest of these; NULL */
} XlLedgerAbout;
void             xl_ledger_about_free     (gpointer about);

/* An XlReadFunc; @data is an XlLedgerAboutAsk.  Errors: XL_ERROR_NOT_FOUND. */
gpointer         xl_ledger_about_read     (XlDb *db, gpointer data, GError **error);

G_END_DECLS
