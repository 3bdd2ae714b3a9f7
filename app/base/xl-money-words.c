#include "base/xl-money.h"

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
