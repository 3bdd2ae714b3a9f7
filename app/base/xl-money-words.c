/* Amounts in Chinese numerals: writing and reading them. */
#include "base/xl-money.h"
#include "base/xl-money-private.h"

#include <glib/gi18n.h>

static const char *const digit_words[] = { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖" };

/* One group of four digits; @zero: a zero must be said before its first digit that is not one. */
static void
append_group (GString *out, int group, gboolean *zero)
{
  static const char *const units[] = { "仟", "佰", "拾", "" };
  int divisor = 1000;

  for (int i = 0; i < 4; i++, divisor /= 10)
    {
      int digit = group / divisor % 10;

      if (digit == 0)
        {
          *zero = out->len > 0;
          continue;
        }
      if (*zero)
        g_string_append (out, digit_words[0]);
      *zero = FALSE;
      g_string_append (out, digit_words[digit]);
      g_string_append (out, units[i]);
    }
}

/* Whole yuan; zeros between digits are said once, zeros at the end of a group before a full one are said too (第二条). */
static void
append_yuan (GString *out, guint64 yuan)
{
  static const char *const groups[] = { "", "万", "亿", "万亿" };
  gboolean zero = FALSE;

  for (int i = 3; i >= 0; i--)
    {
      guint64 divisor = i == 3 ? G_GUINT64_CONSTANT (1000000000000) : i == 2 ? 100000000 : i == 1 ? 10000 : 1;
      int group = (int) (yuan / divisor % 10000);

      if (group == 0)
        {
          zero = out->len > 0;
          continue;
        }
      append_group (out, group, &zero);
      /* 万亿 and 亿 share one sign when both stand: 壹万贰仟亿 */
      g_string_append (out, i == 3 && yuan / 100000000 % 10000 != 0 ? "万" : groups[i]);
    }
}

char *
xl_money_capitals (gint64 fen)
{
  GString *out = g_string_new (NULL);
  guint64 size = fen < 0 ? -(guint64) fen : (guint64) fen;
  int jiao = (int) (size / 10 % 10), cent = (int) (size % 10);

  append_yuan (out, size / 100);
  if (out->len > 0)
    g_string_append (out, "元");
  if (jiao > 0)
    g_string_append_printf (out, "%s角", digit_words[jiao]);
  else if (cent > 0 && out->len > 0)
    g_string_append (out, digit_words[0]);
  if (cent > 0)
    g_string_append_printf (out, "%s分", digit_words[cent]);
  else if (out->len == 0)
    g_string_append (out, "零元整");
  else if (jiao == 0)
    g_string_append (out, "整");
  if (fen < 0 && size > 0)
    g_string_prepend (out, "负");
  return g_string_free (out, FALSE);
}

static int
capital_digit (gunichar c)
{
  static const gunichar digits[] = {
    0x96F6, 0x58F9, 0x8D30, 0x53C1, 0x8086, 0x4F0D, 0x9646, 0x67D2, 0x634C, 0x7396,   /* 零壹贰叁肆伍陆柒捌玖 */
    0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D,   /* 〇一二三四五六七八九 */
    0x96F6, 0x58F9, 0x8CB3, 0x53C3, 0x8086, 0x4F0D, 0x9678, 0x67D2, 0x634C, 0x7396,   /* 貳 參 陸 */
  };

  for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
    if (digits[i] == c)
      return i % 10;
  return c == 0x4E24 ? 2 : -1;   /* 两 */
}

static gint64
capital_unit (gunichar c)
{
  switch (c)
    {
    case 0x5341: case 0x62FE: return 10;
    case 0x767E: case 0x4F70: return 100;
    case 0x5343: case 0x4EDF: return 1000;
    case 0x4E07: case 0x842C: return 10000;
    case 0x4EBF: case 0x5104: return 100000000;
    default: return 0;
    }
}

typedef struct {
  gint64 done, section, digit;   /* above 万 or 亿; below it; the digit just read */
  gint64 fen;
  gboolean yuan;
} Words;

static gboolean
take_big_unit (Words *words, gint64 unit)
{
  gint64 below = words->section + words->digit;

  words->digit = words->section = 0;
  if (unit == 100000000 && words->done + below > XL_MONEY_MAX_FEN / 100 / unit)
    return FALSE;
  if (unit == 100000000)
    words->done = (words->done + below) * unit;
  else
    words->done += below * unit;
  return words->done < XL_MONEY_MAX_FEN / 100;
}

static gboolean
take_money_sign (Words *words, gunichar c)
{
  if (c == 0x5143 || c == 0x5706 || c == 0x5713)   /* 元 圆 圓 */
    {
      words->fen = (words->done + words->section + words->digit) * 100;
      words->done = words->section = words->digit = 0;
      words->yuan = TRUE;
      return TRUE;
    }
  if (c != 0x89D2 && c != 0x5206)   /* 角 分 */
    return FALSE;
  words->fen += words->digit * (c == 0x89D2 ? 10 : 1);
  words->digit = 0;
  words->yuan = TRUE;
  return TRUE;
}

const char *
xl_money_read_words (const char *text, gint64 *fen)
{
  Words words = { 0 };

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      int digit = capital_digit (c);
      gint64 unit = capital_unit (c);

      if (digit >= 0)
        {
          if (words.digit != 0)
            return XL_MONEY_NOT_AN_AMOUNT;   /* 二〇二四 is a year or a number, no amount */
          words.digit = digit;
        }
      else if (unit >= 10000)
        {
          if (!take_big_unit (&words, unit))
            return XL_MONEY_TOO_LARGE;
        }
      else if (unit > 0)
        {
          words.section += (words.digit == 0 ? 1 : words.digit) * unit;
          words.digit = 0;
        }
      else if (!take_money_sign (&words, c))
        return XL_MONEY_NOT_AN_AMOUNT;
    }
  *fen = words.fen + (words.done + words.section + words.digit) * (words.yuan ? 0 : 100);
  return words.yuan && words.done + words.section + words.digit != 0 ? XL_MONEY_NOT_AN_AMOUNT : NULL;
}
