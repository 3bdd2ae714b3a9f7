#include "base/xl-credit-code.h"

#include "base/xl-text.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
refuse (const char **reason, const char *why)
{
  if (reason != NULL)
    *reason = why;
  return FALSE;
}

/* Without spaces, hyphens and apostrophes, in capitals; FALSE when it is no text or too long. */
static gboolean
clean_up (const char *text, char *out, gsize size)
{
  char *to = out;

  if (xl_text_squeeze (text, out, size) < 0)
    return FALSE;
  for (const char *p = out; *p != '\0'; p++)
    if (*p != '-' && *p != '\'')
      *to++ = g_ascii_toupper (*p);
  *to = '\0';
  return TRUE;
}

/* The value of a character, or -1.  Source: GB 32100-2015 表 2: I, O, S, V and Z are not used. */
static int
credit_value (char c)
{
  static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const char *p = c != '\0' ? strchr (alphabet, c) : NULL;

  return p != NULL ? (int) (p - alphabet) : -1;
}

gboolean
xl_credit_code_check (const char *text, char code[19], const char **reason)
{
  static const int weights[17] = { 1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28 };
  char clean[96];
  int sum = 0;

  if (code != NULL)
    code[0] = '\0';
  if (reason != NULL)
    *reason = NULL;
  if (xl_text_is_none (text))
    return refuse (reason, N_("no code is given"));
  if (!clean_up (text, clean, sizeof clean) || strlen (clean) != 18)
    return refuse (reason, N_("the code does not have 18 characters"));
  for (int i = 0; i < 18; i++)
    {
      int value = credit_value (clean[i]);

      if (value < 0)
        return refuse (reason, N_("a character is not used in such codes (I, O, S, V, Z are not)"));
      if (i < 17)
        sum += value * weights[i];
    }
  if (code != NULL)
    memcpy (code, clean, 19);
  if (credit_value (clean[17]) != (31 - sum % 31) % 31)
    return refuse (reason, N_("the check character is wrong"));
  return TRUE;
}

gboolean
xl_bank_card_check (const char *text, char digits[20], const char **reason)
{
  char clean[96];
  gsize length;
  int sum = 0;

  if (digits != NULL)
    digits[0] = '\0';
  if (reason != NULL)
    *reason = NULL;
  if (xl_text_is_none (text))
    return refuse (reason, N_("no card number is given"));
  if (!clean_up (text, clean, sizeof clean))
    return refuse (reason, N_("this is no card number"));
  length = strlen (clean);
  if (strspn (clean, "0123456789") != length)
    return refuse (reason, N_("a character stands where a digit belongs"));
  if (length < 16 || length > 19)
    return refuse (reason, N_("a card number has 16 to 19 digits"));
  if (digits != NULL)
    memcpy (digits, clean, length + 1);
  for (gsize i = 0; i < length; i++)
    {
      int digit = clean[length - 1 - i] - '0';

      sum += i % 2 == 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0);
    }
  if (sum % 10 != 0)
    return refuse (reason, N_("the check digit is wrong"));
  return TRUE;
}
