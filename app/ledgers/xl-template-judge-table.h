#pragma once

#include "ledgers/xl-expression-table.h"
#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * xl_template_judge_sql:
 *
 * Whether everything that a template wants SQLite to run may run: formulas, checks and what has ended over the fields; indicators,
 * what they need and their rows, alerts and reports over the office file.  Nothing is run.  Ledgers that are named must be known to
 * @db, @t among them.
 *
 * Errors: "KEY: /alerts/2/expression: …": XL_ERROR_REFUSED, XL_ERROR_FORMAT, XL_ERROR_TOO_LARGE.
 */
gboolean xl_template_judge_sql (const XlTemplate *t, XlDb *db, GError **error);
/* The first half: what sees only a record's own fields. */
gboolean xl_template_judge_own (const XlTemplate *t, GError **error);

G_END_DECLS
