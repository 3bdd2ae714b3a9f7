#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define XL_PINYIN_BLOCK 256

/**
 * xl_pinyin_icu_block:
 * @first: a character, the first of %XL_PINYIN_BLOCK
 *
 * What ICU reads them as, each by itself, with the tone as a digit: "zhang1", "lv3"; NULL where there is no reading.  The first call
 * takes a tenth of a second: ICU builds its rules then.
 *
 * Thread: one at a time.   Source: ICU, Han-Latin (Unihan's kMandarin).
 * Returns: (transfer full) (element-type utf8)
 */
GPtrArray  *xl_pinyin_icu_block   (gunichar first);
/* "icu-72.1": the ICU that runs. */
char       *xl_pinyin_icu_version (void);

G_END_DECLS
