#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * xl_pinyin:
 * @name: a person's name
 *
 * The reading of @name without tones, in lower case ASCII, a space between syllables: 张三 → "zhang san",
 * 尉迟恭 → "yu chi gong", 买买提·艾力 → "mai mai ti ai li".  Surnames are read as surnames (单 shan, 仇 qiu, 曾 zeng …).
 * What has no reading is left out; letters and digits stay, in lower case.
 *
 * Thread: any.   Source: Unihan kMandarin by way of ICU's Han-Latin; data/codes/pinyin_surname.tsv, pinyin_extra.tsv.
 *
 * Returns: (transfer full): never %NULL
 */
char *xl_pinyin (const char *name);

/* The same for a place, a title or a sentence: no surname is looked for; listed words and places (重庆, 村长, 厦门) have
 * their own readings. */
char *xl_pinyin_words (const char *text);

/* "zs", "ycg", "mmtal": the first letter of every syllable of xl_pinyin ().  Digits stay. */
char *xl_pinyin_initials (const char *name);

/**
 * xl_pinyin_sort_key:
 *
 * A key in whose byte order names stand as in a Chinese list: by the syllable of each character, then by tone, then by
 * character, a shorter name first.   Shape: ASCII.   Thread: any.
 *
 * Returns: (transfer full): never %NULL
 */
char *xl_pinyin_sort_key (const char *name);

/**
 * xl_surname_length:
 *
 * Bytes of the surname at the beginning of @name: a listed compound surname (欧阳, 司徒 …) when at least one character
 * follows it, else the first character.  0 for "".   Thread: any.
 */
gsize xl_surname_length (const char *name);

G_END_DECLS
