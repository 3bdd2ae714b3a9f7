#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The reading of one character with its tone as a digit ("zhang1", "lv3"); NULL when it has none.  Constant.  Thread:
 * any. */
const char *xl_pinyin_of_char (gunichar c);

/* The reading as it is typed, without tone, ü as u: "zhang", "lu".  Writes at most 8 bytes; returns the length. */
gsize xl_pinyin_plain (const char *reading, char out[8]);

/* Readings of the surname at the beginning of @name ("yu4 chi2"), or NULL when the usual reading holds; @length: bytes
 * of the surname. */
const char *xl_pinyin_surname (const char *name, gsize *length);

/* Readings of the longest listed word at the beginning of @text, or NULL; @length: its bytes. */
const char *xl_pinyin_word (const char *text, gsize *length);

G_END_DECLS
