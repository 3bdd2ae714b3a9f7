#pragma once

#include "store/xl-db.h"

G_BEGIN_DECLS

/**
 * xl_search_tokenizer_register:
 *
 * Gives the connection the FTS5 tokenizer "xl".
 *
 * Text is folded (full width → half width, lower case, accents of Latin letters dropped).  A run of CJK characters (Han of every
 * plane, kana, hangul, private use) gives each character and each pair of neighbours at the position of the first: so a word of any
 * length is found anywhere.  The dots of names (·) are not there.  Letters and digits form words up to the next other character.
 * In a question a run gives its pairs alone, or its only character.
 *
 * FTS5's unicode61 takes a run of Han for one word, its trigram finds nothing below three characters.
 */
gboolean xl_search_tokenizer_register (XlDb *db, GError **error);

typedef enum {
  XL_SEARCH_HAN,       /* holds a CJK character */
  XL_SEARCH_LETTERS,   /* Latin letters, with or without digits: pinyin, initials, codes */
  XL_SEARCH_DIGITS,    /* digits alone, or three and more with a final X */
  XL_SEARCH_EMPTY      /* nothing that is indexed */
} XlSearchKindOfWord;

/* What @word is to the search.  Thread: any. */
XlSearchKindOfWord xl_search_judge_word (const char *word);

/* @text as the index sees it: folded, dots of names and signs left out.  Two texts that give the same are the same to the search. */
char *xl_search_fold (const char *text);

G_END_DECLS
