#pragma once

#include "ledgers/xl-ledger-about-page.h"
#include "ledgers/xl-ledger-form-page.h"
#include "ledgers/xl-ledger-save-table.h"
#include "ui/xl-draft-bar.h"
#include "ui/xl-form.h"
#include "ui/xl-history-panel.h"

G_BEGIN_DECLS

struct _XlLedgerForm
{
  GtkBox             parent_instance;
  XlPage            *page;        /* not owned: it owns us */
  XlTemplate        *t;
  char              *office, *today, *period;
  XlLedgerRecord    *record;      /* what is edited; NULL: a new one */
  XlLedgerRecord    *last;        /* what was saved here last, for fields that repeat */
  XlLedgerSave      *job;         /* the last save */
  GHashTable        *visited;     /* keys of fields that were left once: only they are told what is wrong */
  guint              live_timer;
  gint64             about;       /* whose card is shown or asked for; 0 nobody's */
  gboolean           filling, wants_next;
  GtkWidget         *title, *stack, *switcher, *scroll, *beside, *remove, *save_next;
  XlLedgerAboutCard *card;
  XlDraftBar        *draft;
  XlForm            *form;
  XlHistoryPanel    *history;
};

/* xl-ledger-form-fields-page.c: the fields, and what a record begins with. */
void            xl_ledger_form_make_fields (XlLedgerForm *self);

/* xl-ledger-form-save-page.c */
/* The record as the form says it.  @say: what cannot be read is said at its field, and the answer is then NULL; else left out. */
XlLedgerRecord *xl_ledger_form_gather      (XlLedgerForm *self, gboolean say);
/* Saves; @next: the next record is begun afterwards. */
gboolean        xl_ledger_form_run_save    (XlLedgerForm *self, gboolean next);
void            xl_ledger_form_run_delete  (XlLedgerForm *self);

/* xl-ledger-form-live-page.c: what follows from what is typed: formulas, the person's facts, what is wrong. */
/* Soon, or at once. */
void            xl_ledger_form_live        (XlLedgerForm *self, gboolean at_once);
/* A field was left: it may be told now what is wrong with it. */
void            xl_ledger_form_visit       (XlLedgerForm *self, const char *key);
void            xl_ledger_form_stop_live   (XlLedgerForm *self);

/* xl-ledger-form-page.c */
void            xl_ledger_form_leave       (XlLedgerForm *self);
void            xl_ledger_form_emit_saved  (XlLedgerForm *self, gint64 id);

G_END_DECLS
