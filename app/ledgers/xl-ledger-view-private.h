#pragma once

#include "ledgers/xl-ledger-chips-page.h"
#include "ledgers/xl-ledger-filter-page.h"
#include "ledgers/xl-ledger-missed-page.h"
#include "ledgers/xl-ledger-report-page.h"
#include "ledgers/xl-ledger-tabs-page.h"
#include "ledgers/xl-ledger-view-page.h"

G_BEGIN_DECLS

/* For the files of XlLedgerView. */
struct _XlLedgerView
{
  GtkBox          parent_instance;
  XlPage         *page;              /* a weak pointer */
  GtkWidget      *bar, *group, *columns, *reveal, *words, *stack, *records, *nothing;
  XlLedgerTabs   *tabs;
  XlLedgerChips  *chips;
  XlLedgerMissed *missed;
  XlLedgerReports *reports;
  XlLedgerFilterPopover *popover;
  XlGrid         *grid;
  XlGridMemory   *memory;
  XlLedgerSource *source;
  XlLedgerLook   *look;
  XlLedgerAnswer *answer;
  char           *text, *today;
  char           *asked;             /* the question that the rows answer, spelled out */
  char           *wanted_tab;        /* pressed as soon as it is there */
  GPtrArray      *group_names;       /* by line of the drop-down; NULL the first */
  gboolean        filling;
};

XlTemplate *xl_ledger_view_template (XlLedgerView *self);
/* The question as it stands now. */
XlLedgerSheet *xl_ledger_view_make_sheet (XlLedgerView *self);
/* Asks it, when it is another than the one answered. */
void        xl_ledger_view_ask (XlLedgerView *self);
/* The ledger is another: columns, source, and how it was left. */
void        xl_ledger_view_set_up (XlLedgerView *self);
/* Connects what is asked by the grid, the popover and the chips. */
void        xl_ledger_view_connect (XlLedgerView *self);

G_END_DECLS
