#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * xl_credit_code_check:
 * @text: (nullable): what the clerk typed; full width, lower case and spaces are cleaned away
 * @code: (out caller-allocates) (optional): the 18 characters, or "" when they cannot be had
 * @reason: (out) (optional): a constant English sentence marked N_(), %NULL when the code is good
 *
 * Whether @text is a unified social credit code.  Codes of the first trials fail the check character: warn, do not
 * block.
 *
 * Shape:  18 of 0-9 A-H J-N P Q R T U W X Y.
 * Thread: any.   Source: GB 32100-2015 §4 and 附录 (weights 3^i mod 31); organisation code: GB 11714-1997.
 *
 * Returns: %TRUE when characters, length and check character are right
 */
gboolean xl_credit_code_check (const char *text, char code[19], const char **reason);

/**
 * xl_bank_card_check:
 * @digits: (out caller-allocates) (optional): the digits alone
 *
 * Whether @text is 16 to 19 digits that pass the Luhn check.  A passbook number may fail: warn, do not block.
 * Thread: any.   Source: ISO/IEC 7812-1 annex B.
 */
gboolean xl_bank_card_check (const char *text, char digits[20], const char **reason);

G_END_DECLS
