#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What xl_pinyin_icu_block () says of the common characters, written down when the program is built (make-pinyin.c). */
#define XL_PINYIN_FIRST 0x3400
#define XL_PINYIN_LAST  0x9fff

/* By character from XL_PINYIN_FIRST: which of the readings; 0 none. */
extern const guint16 xl_pinyin_reading_of[XL_PINYIN_LAST - XL_PINYIN_FIRST + 1];
extern const char xl_pinyin_readings[][8];
/* "icu-72.1": whose readings they are. */
extern const char xl_pinyin_readings_from[];

G_END_DECLS
