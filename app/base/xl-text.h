#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Full-width ASCII (！…～, U+3000) → half width, in a new string; everything else stays.  Not UTF-8: "".  Thread: any. */
char *xl_text_half_width (const char *text);
/* NFC; CJK and Kangxi radicals (U+2E80…2FDF) and CJK compatibility ideographs → ordinary characters; zero-width and
 * control characters go, every kind of space becomes U+0020, runs of it one, none at the ends.  Not UTF-8: "". */
char *xl_text_clean (const char *text);
/* As it is compared: xl_text_clean (), half width, lower case, no spaces, Simplified. */
char *xl_text_key (const char *text);
/* Traditional → Simplified (ICU Traditional-Simplified), for searching and comparing; never stored for a name. */
char *xl_text_simplify (const char *text);

/**
 * xl_text_not_encodable:
 * @charset: "GBK" or "GB18030"
 *
 * The characters of @text that @charset cannot hold, each once, in order of appearance.   Thread: any.
 * Source: GBK 1.0 (CP936); GB 18030-2022 holds all of Unicode but for surrogates.
 *
 * Returns: (transfer full) (nullable): "㼆𡐓", or %NULL when all of it fits
 */
char *xl_text_not_encodable (const char *text, const char *charset);

/* Whether a cell says that there is nothing: blank, 无, 没有, 未知, 不详, -, —, /, N/A …  Thread: any. */
gboolean xl_text_is_none (const char *text);

/**
 * xl_text_squeeze:
 * @out: (out caller-allocates): @size bytes
 *
 * @text without any kind of space, control or zero-width character, full-width ASCII in half width: for numbers and
 * dates, which are read from the result.   Thread: any.
 *
 * Returns: the length of @out, or -1 when @text is no UTF-8 or does not fit (@out is then "")
 */
gssize xl_text_squeeze (const char *text, char *out, gsize size);

/* "2.20622E+17", or "2E17": what a spreadsheet shows of a long number.  @squeezed: from xl_text_squeeze ().  When all
 * its digits are there ("1.3812345678E+10"), @digits becomes the whole number, else "".  Returns whether @squeezed has
 * that shape. */
gboolean xl_text_scientific (const char *squeezed, char *digits, gsize size);

G_END_DECLS
