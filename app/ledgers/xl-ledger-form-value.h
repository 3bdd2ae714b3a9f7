#pragma once

#include "ledgers/xl-record.h"
#include "ui/xl-form.h"

G_BEGIN_DECLS

/* The field of a form for field @i of @t; what is not asked for (formulas, the person's own facts) is shown.
 * @choices: freed by xl_ledger_form_choices_free () after the form has copied them. */
void     xl_ledger_form_spec     (const XlTemplate *t, guint i, XlFieldSpec *spec, XlChoice **choices);
void     xl_ledger_form_choices_free (XlChoice *choices);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlChoice, xl_ledger_form_choices_free)
/* A stored value as the form holds it, and back.  FALSE: it cannot be read (@reason). */
char    *xl_ledger_form_value    (const XlLedgerField *f, const XlValue *value);
gboolean xl_ledger_form_read     (const XlLedgerField *f, const char *text, XlValue *value, const char **reason);

G_END_DECLS
