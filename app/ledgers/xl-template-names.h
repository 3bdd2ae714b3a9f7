#pragma once

#include "ledgers/xl-template.h"

G_BEGIN_DECLS

/**
 * xl_template_judge_names:
 *
 * Whether what @t calls things tells them apart: a column of a spreadsheet is one field, a word in a cell one code.  Judged of
 * templates from outside when they are taken in, not of those in use.
 *
 * Errors: %XL_ERROR_CONFLICT: "KEY: /fields/3/title: …".   Thread: any.
 */
gboolean xl_template_judge_names (const XlTemplate *t, GError **error);

G_END_DECLS
