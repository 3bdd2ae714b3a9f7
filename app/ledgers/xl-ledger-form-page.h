#pragma once

#include "ledgers/xl-record.h"
#include "ui/xl-draft-bar.h"
#include "ui/xl-page.h"

G_BEGIN_DECLS

/**
 * XlLedgerForm:
 *
 * The form of one record, made from the ledger's template: its fields by section, beside them the card of whom it is about, behind it the
 * record's history; stands at the side of a page.  Formulas, what the file knows of the person and what is wrong follow while one
 * types.  Saving is one edit; what is refused stands beside its field in words.  What was typed and not saved is kept in the file
 * and offered again.
 *
 * Signals: "saved" (gint64 id), "left" (): Escape or Close, nothing is lost.
 */
#define XL_TYPE_LEDGER_FORM (xl_ledger_form_get_type ())
G_DECLARE_FINAL_TYPE (XlLedgerForm, xl_ledger_form, XL, LEDGER_FORM, GtkBox)

XlLedgerForm *xl_ledger_form_new       (XlPage *page);
/* Makes the fields; @office: whose records are made. */
void          xl_ledger_form_set_template (XlLedgerForm *self, XlTemplate *t, const char *office);

/* What a new record begins with.  All may be NULL or 0. */
typedef struct {
  gint64      subject;              /* whom it is about, … */
  const char *subject_name;         /* … and the words shown */
  const char *period;               /* the period that is worked on */
  const char *today;
  const XlLedgerRecord *last;       /* for fields that repeat the last record */
} XlLedgerBegin;
void          xl_ledger_form_begin     (XlLedgerForm *self, const XlLedgerBegin *begin);
/* A stored record; @subject_name: (nullable). */
void          xl_ledger_form_edit      (XlLedgerForm *self, const XlLedgerRecord *record, const char *subject_name,
                                        const char *today);
/**
 * xl_ledger_form_fill:
 * @key: a field that is asked for
 * @text: a value in any spelling a spreadsheet may have ("2026年6月3日", "入户", "1,234.50"); persons and households by row id;
 *   "" empties the field
 * @reason: (out) (optional): why it was refused: constant English
 *
 * Does what typing does: the draft, the formulas and the flags follow.  A record is made from outside by
 * xl_ledger_form_begin (), this for each field, xl_ledger_form_save () and waiting for "saved".
 *
 * Returns: whether the field took it; what it refuses leaves it as it was
 */
gboolean      xl_ledger_form_fill      (XlLedgerForm *self, const char *key, const char *text, const char **reason);
/* Saves as the button does.  FALSE: a field is wrong. */
gboolean      xl_ledger_form_save      (XlLedgerForm *self);
/* After "saved": the next record is to be begun (xl_ledger_form_begin ()), else the form is to go. */
gboolean      xl_ledger_form_wants_next (XlLedgerForm *self);
/* The record that is shown; 0 for a new one. */
gint64        xl_ledger_form_get_id    (XlLedgerForm *self);
void          xl_ledger_form_focus     (XlLedgerForm *self, const char *key);
/* For tests: the form itself, and the bar that offers what was typed. */
GtkWidget    *xl_ledger_form_get_form  (XlLedgerForm *self);
XlDraftBar   *xl_ledger_form_get_draft (XlLedgerForm *self);

G_END_DECLS
