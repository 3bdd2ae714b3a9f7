#include "base/xl-money.h"
#include "base/xl-money-private.h"

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

/* Takes @prefix off the beginning of *@text. */
static gboolean
take_prefix (char **text, const char *prefix)
{
  if (!g_str_has_prefix (*text, prefix))
    return FALSE;
  *text += strlen (prefix);
  return TRUE;
}

static gboolean
take_suffix (char *text, const char *suffix)
{
  if (!g_str_has_suffix (text, suffix))
    return FALSE;
  text[strlen (text) - strlen (suffix)] = '\0';
  return TRUE;
}

/* The signs of red ink and of the currency in front, in any order. */
static gboolean
take_signs (char **text)
{
  static const char *const currency[] = { "¥", "￥", "$", "RMB", "rmb", "CNY", "人民币", "+", ":", "：" };
  static const char *const minus[] = { "-", "−", "—", "－", "负", "红字" };
  gboolean negative = FALSE, again = TRUE;

  while (again)
    {
      again = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (currency); i++)
        again |= take_prefix (text, currency[i]);
      for (guint i = 0; i < G_N_ELEMENTS (minus) && !negative; i++)
        if (take_prefix (text, minus[i]))
          negative = again = TRUE;
    }
  return negative;
}

/* Thousands must stand in threes: 1,234,567.50. */
static gboolean
drop_commas (char *text)
{
  char *out = text;
  int since = -1;   /* digits since the last comma; -1 before the first */
  gboolean point = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    if (*p == ',')
      {
        if (point || p == text || (since >= 0 && since != 3) || !g_ascii_isdigit (p[1]))
          return FALSE;
        since = 0;
      }
    else
      {
        if (!g_ascii_isdigit (*p))
          {
            if (since >= 0 && since != 3 && !point)
              return FALSE;
            point = TRUE;
          }
        else if (since >= 0 && !point)
          since++;
        *out++ = *p;
      }
  *out = '\0';
  return since < 0 || point || since == 3;
}

/* The power of ten of the unit behind a number, and how many bytes it has. */
static int
read_unit (const char *p, gsize *length)
{
  static const struct {
    const char *word; int power;
  } units[] = {
    { "亿", 8 }, { "億", 8 }, { "千万", 7 }, { "百万", 6 }, { "万", 4 }, { "萬", 4 },
    { "千", 3 }, { "仟", 3 }, { "百", 2 },   { "佰", 2 },   { "w", 4 },  { "W", 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_has_prefix (p, units[i].word))
      {
        *length = strlen (units[i].word);
        return units[i].power;
      }
  *length = 0;
  return 0;
}

/* Digits of one number, with the point after @whole of them. */
typedef struct {
  char digits[48];
  int  n;
  int  whole;
} Number;

static const char *
read_number (const char *p, Number *number)
{
  gboolean point = FALSE;

  *number = (Number) { .n = 0 };
  for (; g_ascii_isdigit (*p) || (*p == '.' && !point); p++)
    if (*p == '.')
      point = TRUE;
    else
      {
        if (number->n == (int) sizeof number->digits)
          return NULL;
        number->digits[number->n++] = *p;
        number->whole += !point;
      }
  if (number->n == 0)
    return NULL;
  if (*p == 'e' || *p == 'E')
    {
      int sign = 1, exponent = 0;

      p++;
      if (*p == '+' || *p == '-')
        sign = *p++ == '-' ? -1 : 1;
      if (!g_ascii_isdigit (*p))
        return NULL;
      for (; g_ascii_isdigit (*p); p++)
        exponent = MIN (exponent * 10 + (*p - '0'), 999);
      number->whole += sign * exponent;
    }
  return p;
}

/* How the digits from @from on round: 0 nothing there, 1 noise of a spreadsheet number below, 2 above, -1 true
 * decimals. */
static int
judge_rest (const Number *number, int from)
{
  int zeros = 0, nines = 0, n = number->n - MAX (from, 0);

  if (from < 0 || n <= 0)
    return from < 0 && strspn (number->digits, "0") < (gsize) number->n ? -1 : 0;
  for (int i = from; i < number->n && number->digits[i] == '0'; i++)
    zeros++;
  for (int i = from; i < number->n && number->digits[i] == '9'; i++)
    nines++;
  if (zeros == n)
    return 0;
  return n >= 8 && zeros >= 6 ? 1 : n >= 8 && nines >= 6 ? 2 : -1;
}

static const char *
number_to_fen (const Number *number, int power, gint64 *fen)
{
  int last = number->whole + power + 2;   /* digits up to the fen */
  int rest = judge_rest (number, last);
  gint64 value = 0;

  if (rest < 0)
    return N_("the amount has more than two decimals");
  for (int i = 0; i < last; i++)
    {
      value = value * 10 + (i < number->n ? number->digits[i] - '0' : 0);
      if (value > XL_MONEY_MAX_FEN)
        return XL_MONEY_TOO_LARGE;
      if (i > number->n && value == 0)
        break;
    }
  *fen = value + (rest == 2);
  return NULL;
}

/* 3万, 1.5亿, 3万5千: numbers with falling units. */
static const char *
read_arabic (const char *p, gint64 *fen)
{
  int before = 100;

  *fen = 0;
  while (*p != '\0')
    {
      Number number;
      gint64 part = 0;
      gsize length;
      int power;
      const char *fault;

      p = read_number (p, &number);
      if (p == NULL)
        return XL_MONEY_NOT_AN_AMOUNT;
      power = read_unit (p, &length);
      p += length;
      if (power >= before || (before < 100 && power == 0 && before < 4))
        return XL_MONEY_NOT_AN_AMOUNT;
      fault = number_to_fen (&number, power, &part);
      if (fault != NULL)
        return fault;
      *fen += part;
      if (*fen > XL_MONEY_MAX_FEN)
        return XL_MONEY_TOO_LARGE;
      before = power;
      if (power == 0 && *p != '\0')
        return XL_MONEY_NOT_AN_AMOUNT;
    }
  return NULL;
}

/* One digit and its @sign ("5角") at *@p, added as @fen each; FALSE when something else stands there. */
static gboolean
take_small (const char **p, const char *sign, int each, gint64 *fen)
{
  if (!g_ascii_isdigit (**p) || !g_str_has_prefix (*p + 1, sign))
    return FALSE;
  *fen += (**p - '0') * each;
  *p += 1 + strlen (sign);
  return TRUE;
}

/* 12元5角3分: figures with the small units behind; FALSE when it is not written so. */
static gboolean
read_small_units (const char *text, gint64 *fen)
{
  const char *yuan = strstr (text, "元");
  g_autofree char *whole = NULL;
  const char *p;
  gint64 small = 0;

  if (yuan == NULL)
    return FALSE;
  p = yuan + strlen ("元");
  (void) (take_small (&p, "角", 10, &small) || take_small (&p, "毛", 10, &small));
  (void) take_small (&p, "分", 1, &small);
  if (*p != '\0' || small == 0)
    return FALSE;
  whole = g_strndup (text, yuan - text);
  if (strchr (whole, '.') != NULL || !drop_commas (whole) || read_arabic (whole, fen) != NULL)
    return FALSE;
  *fen += small;
  return TRUE;
}

/* Takes off brackets, signs and the words around the number; whether it is red ink. */
static gboolean
undress (char **text, gboolean *negative)
{
  gsize length = strlen (*text);

  *negative = FALSE;
  if (length >= 2 && (*text)[0] == '(' && (*text)[length - 1] == ')')
    {
      (*text)[length - 1] = '\0';
      (*text)++;
      *negative = TRUE;
    }
  if (take_signs (text))
    *negative = !*negative;
  while (take_suffix (*text, "整") || take_suffix (*text, "正"))
    ;
  if (!*negative && take_suffix (*text, "-"))
    *negative = TRUE;
  return **text != '\0';
}

gboolean
xl_money_parse (const char *text, gint64 *fen, const char **reason)
{
  char clean[128], *p = clean;
  gboolean negative;
  const char *fault;

  *fen = 0;
  if (reason != NULL)
    *reason = NULL;
  if (xl_text_is_none (text))
    return FALSE;
  if (xl_text_squeeze (text, clean, sizeof clean) < 0 || !undress (&p, &negative))
    return refuse (reason, XL_MONEY_NOT_AN_AMOUNT);
  if (g_ascii_isdigit (*p) || *p == '.')
    {
      (void) (take_suffix (p, "元") || take_suffix (p, "圆") || take_suffix (p, "块"));
      fault = read_small_units (p, fen) ? NULL : drop_commas (p) ? read_arabic (p, fen) : XL_MONEY_NOT_AN_AMOUNT;
    }
  else
    fault = xl_money_read_words (p, fen);
  if (fault != NULL)
    {
      *fen = 0;
      return refuse (reason, fault);
    }
  if (negative)
    *fen = -*fen;
  return TRUE;
}

char *
xl_money_format_plain (gint64 fen)
{
  guint64 size = fen < 0 ? -(guint64) fen : (guint64) fen;

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%02u", fen < 0 ? "-" : "", size / 100, (guint) (size % 100));
}

char *
xl_money_format (gint64 fen)
{
  g_autofree char *plain = xl_money_format_plain (fen);
  GString *out = g_string_new (NULL);
  gsize whole = strchr (plain, '.') - plain;

  for (gsize i = 0; plain[i] != '\0'; i++)
    {
      if (i > 0 && i < whole && (whole - i) % 3 == 0 && plain[i - 1] != '-')
        g_string_append_c (out, ',');
      g_string_append_c (out, plain[i]);
    }
  return g_string_free (out, FALSE);
}
