#pragma once

#include <glib.h>

#include "base/xl-text.h"

G_BEGIN_DECLS

/* What xl_name_clean () met. */
typedef enum {
  XL_NAME_PADDED = 1 << 0,     /* spaces in or around it: "王　伟" */
  XL_NAME_DOT = 1 << 1,        /* another dot was written for · */
  XL_NAME_NORMALISED = 1 << 2, /* radicals, compatibility characters, full-width letters, not NFC */
  XL_NAME_PRIVATE_USE =
      1 << 3, /* holds a character only the writer's PC knows (U+E000…, planes 15 and 16): kept, shown */
  XL_NAME_PLACEHOLDER = 1 << 4, /* '?', □, ⿰…, "(加王旁)", U+FFFD: a character could not be written */
  XL_NAME_NOT_TEXT = 1 << 5     /* not UTF-8; the result is "" */
} XlNameMarks;

/**
 * xl_name_clean:
 * @text: (nullable): the name as written
 * @marks: (out) (optional): what was met
 *
 * The name as it is stored: no spaces within Chinese names, one space between Latin words, every dot that separates
 * parts of a name is · (U+00B7), NFC, CJK radicals become ordinary characters, control and zero-width characters go.
 * Characters of Extension B and beyond stay as they are; nothing is simplified.
 *
 * Thread: any.   Source: the dot: GB 18030-2022 A1A4 = U+00B7; normal form: Unicode UAX #15.
 *
 * Returns: (transfer full): never %NULL, perhaps ""
 */
char *xl_name_clean (const char *text, XlNameMarks *marks);

/* Whether two names are the same person's as written: compared after cleaning, Traditional and Simplified alike. */
gboolean xl_name_same (const char *a, const char *b);

G_END_DECLS
