/* Looks for identity numbers that a paper still shows. */
#include "base/xl-mask.h"

#include "base/xl-identity.h"

#include <string.h>

/* Digits that follow each other with at most a space, hyphen or line end between groups. */
typedef struct {
  char   digits[64];
  gssize at[64];      /* where each stands in the text */
  gboolean first[64]; /* begins a group */
  int    n;
} Chain;

/* Whether the chain's last 18 characters are one number in groups: a real one, so that a row of figures is not taken
 * for it. */
static gboolean
ends_with_identity (const Chain *chain, gboolean group_ends)
{
  char number[19];
  XlIdentity identity;

  if (chain->n < 18 || !group_ends || !chain->first[chain->n - 18])
    return FALSE;
  memcpy (number, chain->digits + chain->n - 18, 18);
  number[18] = '\0';
  return xl_identity_parse (number, XL_IDENTITY_TEXT, NULL, &identity);
}

static char
digit_of (gunichar c)
{
  if (c >= 0xFF10 && c <= 0xFF19)
    c -= 0xFEE0;
  if (c == 'x' || c == 'X' || c == 0xFF38 || c == 0xFF58)
    return 'X';
  return c < 0x80 && g_ascii_isdigit ((char) c) ? (char) c : '\0';
}

static gboolean
is_gap (gunichar c)
{
  return c == ' ' || c == '-' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x3000;
}

static void
push (Chain *chain, char digit, gssize at, gboolean first)
{
  if (chain->n == (int) G_N_ELEMENTS (chain->at))
    {
      memmove (chain->digits, chain->digits + 32, 32);
      memmove (chain->at, chain->at + 32, 32 * sizeof (chain->at[0]));
      memmove (chain->first, chain->first + 32, 32 * sizeof (chain->first[0]));
      chain->n = 32;
    }
  chain->digits[chain->n] = digit;
  chain->at[chain->n] = at;
  chain->first[chain->n++] = first;
}

gssize
xl_mask_find_unmasked (const char *text)
{
  Chain chain = { .n = 0 };
  int run = 0, gaps = 0;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return -1;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      char digit = digit_of (c);
      char next = digit_of (g_utf8_get_char (g_utf8_next_char (p)));

      if (digit == '\0' || (digit == 'X' && run == 0))
        {
          run = 0;
          gaps = is_gap (c) ? gaps + 1 : 9;
          if (gaps > 2)
            chain.n = 0;
          continue;
        }
      push (&chain, digit, p - text, run == 0);
      gaps = 0;
      if (run >= 17)
        return chain.at[chain.n - 18];
      run = digit == 'X' ? 0 : run + 1;
      if (ends_with_identity (&chain, digit == 'X' || next == '\0'))
        return chain.at[chain.n - 18];
      if (digit == 'X')
        chain.n = 0;
    }
  return -1;
}
