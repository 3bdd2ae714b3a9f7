#pragma once

#include "ledgers/xl-ledger-answer-table.h"
#include "ledgers/xl-ledger-catalogue-page.h"
#include "ledgers/xl-ledger-form-page.h"
#include "ledgers/xl-ledger-view-page.h"
#include "ledgers/xl-ledgers-page.h"

G_BEGIN_DECLS

/* For the files of XlLedgersPage. */

/* What is to be done when the ledger that was asked for is there. */
typedef enum { THEN_NOTHING, THEN_MISSED, THEN_RECORD, THEN_NEW } Then;

struct _XlLedgersPage
{
  XlPage             parent_instance;
  char              *today;         /* NULL: the clock's */
  char              *key, *period;  /* the ledger that is open; NULL: the list.  @period NULL: all */
  XlLedgerAnswer    *answer;
  Then               then;
  gint64             then_id;
  gboolean           from_missed;   /* the form was opened from the list of the missing */
  gboolean           any_period;    /* @period NULL is all of them, not today's */
  char              *office;        /* (nullable): the village that is looked at, in a township's file */
  gboolean           filling;
  GtkWidget         *stack, *back, *periods, *villages, *export, *layouts, *print, *filing, *add;
  XlLedgerCatalogue *catalogue;
  XlLedgerView      *view;
  XlLedgerForm      *form;
};

/* Free with g_free (). */
char       *xl_ledgers_page_get_today   (XlLedgersPage *self);
/* The ledger that is open; NULL: the list is. */
XlTemplate *xl_ledgers_page_current     (XlLedgersPage *self);
/* Adds what is done with records: export, print, change, delete, fold; and the keys. */
void        xl_ledgers_page_add_actions (XlLedgersPage *self);
void        xl_ledgers_page_enable_actions (XlLedgersPage *self, gboolean enabled);

G_END_DECLS
