#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * xl_csv_formula_hide:
 * @text: a text as it is written into a csv file
 *
 * Whether a spreadsheet would reckon with @text instead of showing it: what begins with = + - @, also in full width, or with a tab,
 * and is more than a number with its sign.  Such a text gets an apostrophe before it, which spreadsheets know as "this is text";
 * so does one that begins with apostrophes and would be such a text without them, so that xl_csv_formula_show () gives each back.
 *
 * Thread: any.   Source: OWASP, CSV Injection.
 */
gboolean    xl_csv_formula_hide (const char *text);
/* @text without the apostrophe that hid a formula; @text itself where none did. */
const char *xl_csv_formula_show (const char *text);

G_END_DECLS
