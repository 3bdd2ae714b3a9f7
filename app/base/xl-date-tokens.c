#include "base/xl-date-tokens.h"

/* 0…9 for a Chinese digit, 10 for 十, 20 for 廿, 30 for 卅, else -1. */
static int
chinese_digit (gunichar c)
{
  switch (c)
    {
    case 0x3007: case 0x96F6: case 0x25CB: return 0;   /* 〇 零 ○ */
    case 0x4E00: case 0x58F9: return 1;
    case 0x4E8C: case 0x8D30: return 2;
    case 0x4E09: case 0x53C1: return 3;
    case 0x56DB: case 0x8086: return 4;
    case 0x4E94: case 0x4F0D: return 5;
    case 0x516D: case 0x9646: return 6;
    case 0x4E03: case 0x67D2: return 7;
    case 0x516B: case 0x634C: return 8;
    case 0x4E5D: case 0x7396: return 9;
    case 0x5341: case 0x62FE: return 10;
    case 0x5EFF: return 20;
    case 0x5345: return 30;
    default: return -1;
    }
}

/* 二〇二二 digit by digit, 十二, 二十, 三十一, 廿一 by tens. */
static const char *
read_chinese (const char *p, XlDateToken *token)
{
  int digit, value = 0, digits = 0;
  gboolean tens = FALSE;

  for (; (digit = chinese_digit (g_utf8_get_char (p))) >= 0; p = g_utf8_next_char (p))
    {
      if (digit >= 10)
        {
          value = digit == 10 ? MAX (value, 1) * 10 : digit;
          tens = TRUE;
        }
      else
        value = tens ? value + digit : value * 10 + digit;
      if (value > 99999999)
        value = 99999999;
      digits++;
    }
  *token = (XlDateToken) { NUMBER, value, tens ? 0 : digits };
  return p;
}

static const char *
read_number (const char *p, XlDateToken *token)
{
  gint64 value = 0;
  int digits = 0;

  for (; g_ascii_isdigit (*p); p++, digits++)
    if (value <= 99999999)
      value = value * 10 + (*p - '0');
  *token = (XlDateToken) { NUMBER, (int) MIN (value, 999999999), digits };
  return p;
}

static XlDateToken
read_sign (gunichar c)
{
  switch (c)
    {
    case 0x5E74: return (XlDateToken) { YEAR_SIGN };
    case 0x6708: return (XlDateToken) { MONTH_SIGN };
    case 0x65E5: case 0x53F7: case 0x865F: return (XlDateToken) { DAY_SIGN };
    case ':': case 0xFF1A: case 'T': case 0x65F6: case 0x70B9: return (XlDateToken) { COLON };
    case '-': case '/': case '.': case '\\': case ',': case 0x3001: case 0x3002: case 0x2010: case 0x2011: case 0x2012:
    case 0x2013: case 0x2014: case 0x2212: case 0x30FB: case 0xB7:
      return (XlDateToken) { SEPARATOR };
    default: return (XlDateToken) { OTHER };
    }
}

gboolean
xl_date_read_tokens (const char *text, XlDateToken tokens[XL_DATE_MAX_TOKENS + 1])
{
  const char *p = text;
  int n = 0;

  while (*p != '\0')
    {
      gunichar c = g_utf8_get_char (p);
      XlDateToken token;

      if (c == ' ')
        {
          p++;
          continue;
        }
      if (n == XL_DATE_MAX_TOKENS)
        return FALSE;
      if (c < 0x80 && g_ascii_isdigit ((char) c))
        p = read_number (p, &token);
      else if (chinese_digit (c) >= 0)
        p = read_chinese (p, &token);
      else
        {
          token = read_sign (c);
          p = g_utf8_next_char (p);
        }
      tokens[n++] = token;
    }
  tokens[n] = (XlDateToken) { END };
  return TRUE;
}
