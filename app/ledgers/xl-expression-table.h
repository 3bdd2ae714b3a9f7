#pragma once

#include "ledgers/xl-record.h"
#include "store/xl-db.h"

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

/* Computes the formulas of @t into @record, each after those it needs.  Errors: XL_ERROR_TOO_LARGE after too many steps; as above. */
gboolean   xl_sandbox_formulas (XlSandbox *sandbox, const XlTemplate *t, XlLedgerRecord *record, GError **error);
/* Runs the checks between fields; those that do not hold are added to @findings. */
gboolean   xl_sandbox_checks   (XlSandbox *sandbox, const XlTemplate *t, const XlLedgerRecord *record, GPtrArray *findings,
                                GError **error);

/* Every expression of @t: formulas and checks in the sandbox; indicators against @db (NULL: not). */
gboolean   xl_template_judge_expressions (XlSandbox *sandbox, const XlTemplate *t, XlDb *db, GError **error);

/**
 * xl_expression_value:
 * @expression: may select from ledger tables and from person, household, membership, person_kind; knows :office, :period, :today
 * @missing: (out): there is no value (NULL, or a division by zero)
 *
 * Computes an indicator on the office file under an authorizer that allows reading those tables and nothing else.
 * Errors: XL_ERROR_REFUSED, XL_ERROR_FORMAT, XL_ERROR_TOO_LARGE.
 */
gboolean   xl_expression_value (XlDb *db, const char *expression, const char *office, const char *period, const char *today,
                                double *value, gboolean *missing, GError **error);

G_END_DECLS
