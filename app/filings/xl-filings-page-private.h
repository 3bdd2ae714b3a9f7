#pragma once

#include "filings/xl-filing-issue-commands.h"
#include "filings/xl-filing-view-page.h"
#include "filings/xl-filings-page.h"
#include "ui/xl-grid-memory.h"
#include "ui/xl-memory-source.h"

G_BEGIN_DECLS

struct _XlFilingsPage
{
  XlPage          parent_instance;
  GtkWidget      *stack, *due_list, *facts;
  XlFilingView   *view;
  XlGrid         *grid;
  XlGridMemory   *memory;
  XlMemorySource *source;
  int             sorted;         /* by which column, from 1, negative when descending; 0: newest first */
  char           *words;          /* what a line of the register must have in it; NULL: anything */
  GPtrArray      *due;            /* XlFilingDue, as the rows of due_list */
  GPtrArray      *register_;      /* XlFilingRecord, newest first */
  char           *form, *period;  /* what is looked at; NULL: a filing of the register */
  char           *number;         /* its number; what "save" proposes */
  gint64          id;             /* its row; 0: not in the register yet */
  XlFilingPlan   *plan;           /* drawn and not entered yet; NULL */
  GCancellable   *cancellable;    /* of the drawing under way */
  char           *wanted_form;    /* to be chosen when the list has come */
};

/* The lists (xl-filings-page.c) */
void xl_filings_page_reload     (XlFilingsPage *self);
void xl_filings_page_show_facts (XlFilingsPage *self, const char *text);
/* Reads, draws and shows a form and period, or a filing of the register (xl-filings-preview-page.c). */
void xl_filings_page_preview    (XlFilingsPage *self, const char *form, const char *period, const char *replaces);
void xl_filings_page_show_filing (XlFilingsPage *self, gint64 id);
char *xl_filings_page_today     (void);
/* Actions (xl-filings-actions-page.c): make, save, print, verify, mark-filed, mark-returned, mark-accepted. */
void xl_filings_page_add_actions (XlFilingsPage *self);
void xl_filings_page_verify     (XlFilingsPage *self, const char *path);

G_END_DECLS
