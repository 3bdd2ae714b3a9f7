#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What xl_name_clean () met. */
typedef enum {
  XL_NAME_PADDED      = 1 << 0,  /* spaces in or around it: "王　伟" */
  XL_NAME_DOT         = 1 << 1,  /* another dot was written for · */
  XL_NAME_NORMALISED  = 1 << 2,  /* radicals, compatibility characters, full-width letters, not NFC */
  XL_NAME_PRIVATE_USE = 1 << 3,  /* holds a character only the writer's PC knows (U+E000…, planes 15 and 16): kept, shown */
  XL_NAME_PLACEHOLDER = 1 << 4,  /* '?', □, ⿰…, "(加王旁)", U+FFFD: a character could not be written */
  XL_NAME_NOT_TEXT    = 1 << 5   /* not UTF-8; the result is "" */
} XlNameMarks;

/**
 * xl_name_clean:
 * @text: (nullable): the name as written
 * @marks: (out) (optional): what was met
 *
 * The name as it is stored: no spaces within Chinese names, one space between Latin words, every dot that separates parts of a
 * name is · (U+00B7), NFC, CJK radicals become ordinary characters, control and zero-width characters go.  Characters of
 * Extension B and beyond stay as they are; nothing is simplified.
 *
 * Thread: any.   Source: GB/T 40637… is not public; U+00B7: 公安部、国家民委 《关于规范少数民族姓名…》 (GB 18030 A1A4).
 *
 * Returns: (transfer full): never %NULL, perhaps ""
 */
char *xl_name_clean (const char *text, XlNameMarks *marks);

/* Whether two names are the same person's as written: compared after cleaning, Traditional and Simplified alike. */
gboolean xl_name_same (const char *a, const char *b);

/* Text in general ------------------------------------------------------------------------------------------------------ */

/* Full-width ASCII (！…～, U+3000) → half width, in a new string; everything else stays.  Not UTF-8: "".  Thread: any. */
char *xl_text_half_width (const char *text);
/* NFC; CJK and Kangxi radicals (U+2E80…2FDF) and CJK compatibility ideographs → ordinary characters; zero-width and control characters
 * go, every kind of space becomes U+0020, runs of it one, none at the ends.  Not UTF-8: "". */
char *xl_text_clean (const char *text);
/* As it is compared: xl_text_clean (), half width, lower case, no spaces, Simplified. */
char *xl_text_fold (const char *text);
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

G_END_DECLS
