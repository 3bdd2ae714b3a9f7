#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A date as written, cut into numbers and signs: private to the reading of dates. */
#define XL_DATE_MAX_TOKENS 12

typedef struct {
  enum { END, NUMBER, SEPARATOR, YEAR_SIGN, MONTH_SIGN, DAY_SIGN, COLON, OTHER } kind;
  int value;    /* of a number */
  int digits;   /* how many digits it was written with; 0 in Chinese words with 十 */
} XlDateToken;

/**
 * xl_date_read_tokens:
 * @text: UTF-8, half width, no space but U+0020
 * @tokens: (out caller-allocates): one for every number and sign, END behind the last; spaces only part numbers
 *
 * Returns: %FALSE when there are more than a date can have
 */
gboolean xl_date_read_tokens (const char *text, XlDateToken tokens[XL_DATE_MAX_TOKENS + 1]);

G_END_DECLS
