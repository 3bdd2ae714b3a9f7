#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * xl_text_fold_radical:
 *
 * The ordinary character for a CJK radical code point that some producers write instead (⺠ → 民, ⼈ → 人); @c otherwise.
 * Source: Unicode 15 EquivalentUnifiedIdeograph.txt; NFKC folds the Kangxi radicals, not U+2E80–U+2EFF.   Thread: any.
 */
gunichar xl_text_fold_radical (gunichar c);

/**
 * xl_text_fold_char:
 *
 * @c as the rules compare it: half width, radicals as characters, Traditional as Simplified, every square or six-angle
 * bracket as 〔 〕, every dash as -.  Always one character for one.   Thread: any.
 */
gunichar xl_text_fold_char (gunichar c);

/* Each character of @text by xl_text_fold_char ().  Thread: any. */
char    *xl_text_fold (const char *text);

/* @text without white space, folded: what two spellings of one thing have in common.  Thread: any. */
char    *xl_text_skeleton (const char *text);

/* Whether @c is a Chinese character or a radical.  Thread: any. */
gboolean xl_text_is_han (gunichar c);

G_END_DECLS
