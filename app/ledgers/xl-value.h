#pragma once

#include "ledgers/xl-template.h"

G_BEGIN_DECLS

/**
 * xl_value_parse:
 * @text: (nullable): what somebody wrote, any spelling the offices use; blank gives an unset value
 * @value: (out): cleared by the caller with xl_value_clear ()
 * @reason: (out): why it was refused: constant English, marked N_()
 *
 * Reads a value of the field's type: dates and times of day in Chinese and spreadsheet spellings, amounts of money, 是/否, codes by code,
 * name or alias, spans in minutes.  A person or household is a row id here: who is meant by a name is asked in the table layer.
 * The field's own range is judged too.
 *
 * Thread: any.   Returns: whether it could be read
 */
gboolean xl_value_parse      (const XlLedgerField *field, const char *text, XlValue *value, const char **reason);
/* The same where the year of a date without one is known (0: it is not), and whether it stood in a cell as a number. */
gboolean xl_value_parse_in   (const XlLedgerField *field, const char *text, int year, gboolean number_cell, XlValue *value,
                              const char **reason);

/* Whether it lies between the bounds of the field. */
gboolean xl_value_in_range   (const XlLedgerField *field, const XlValue *value, const char **reason);

/* As people read it: codes in words (with @codes the codes), money "1,234.50", yes 是, spans
 * 4小时30分 (with @codes the minutes).  "" when unset.  Persons: their row id. */
char    *xl_value_show       (const XlLedgerField *field, const XlValue *value, gboolean codes);
XlValue  xl_value_copy       (const XlValue *value);
gboolean xl_value_equal      (const XlValue *a, const XlValue *b);
XlValue  xl_value_of_text    (const char *text);
XlValue  xl_value_of_number  (gint64 number);

/* 15:30, 15点30分, 下午3点半, 1530 → "15:30"; FALSE when it is no time of day.  Thread: any. */
gboolean xl_clock_parse      (const char *text, char out[6]);

G_END_DECLS
