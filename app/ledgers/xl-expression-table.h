#pragma once

#include "ledgers/xl-record.h"

G_BEGIN_DECLS

/**
 * XlSandbox:
 *
 * Where expressions of templates are computed: a connection of its own to nothing, so that an expression sees the record's fields
 * and no table at all.  An SQLite authorizer lets it select and call a list of harmless functions; steps, length and
 * depth are limited.  Belongs to one thread at a time.
 */
typedef struct _XlSandbox XlSandbox;
XlSandbox *xl_sandbox_new  (GError **error);
void       xl_sandbox_free (XlSandbox *sandbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlSandbox, xl_sandbox_free)

/**
 * xl_sandbox_judge:
 *
 * Whether @expression, an SQLite expression over the fields of @t, may run at all; for templates that come in.
 * Errors: XL_ERROR_REFUSED (it would read, write, attach, call or loop), XL_ERROR_FORMAT (SQLite does not understand it).
 */
gboolean   xl_sandbox_judge    (XlSandbox *sandbox, const XlTemplate *t, const char *expression, GError **error);

/* Computes the formulas of @t into @record, each after those it needs; whole numbers are rounded to.  What cannot be computed
 * (a division by zero, an amount too large, a day that is none) stays unset and is flagged in @findings (nullable).
 * Errors: XL_ERROR_TOO_LARGE after too many steps; as above. */
gboolean   xl_sandbox_formulas (XlSandbox *sandbox, const XlTemplate *t, XlLedgerRecord *record, GPtrArray *findings, GError **error);
/* Runs the checks between fields, which may ask for @today as :today; those that do not hold are added to @findings.  A check that
 * cannot be told (NULL, a division by zero) says nothing. */
gboolean   xl_sandbox_checks   (XlSandbox *sandbox, const XlTemplate *t, const XlLedgerRecord *record, const char *today,
                                GPtrArray *findings, GError **error);
/* Whether the record is over: t->active->ended is true.  What cannot be told is not over. */
gboolean   xl_sandbox_has_ended (XlSandbox *sandbox, const XlTemplate *t, const XlLedgerRecord *record, const char *today);

G_END_DECLS
