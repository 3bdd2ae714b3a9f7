#include "base/xl-money.h"

#include "base/xl-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define NOT_A_TIME N_("this is no length of time")
#define NOT_A_SPAN N_("this is no span of time")
#define MAX_MINUTES (100000 * 60)

static gboolean
refuse (const char **reason, const char *why)
{
  if (reason != NULL)
    *reason = why;
  return FALSE;
}

static gboolean
take (const char **p, const char *word)
{
  if (!g_str_has_prefix (*p, word))
    return FALSE;
  *p += strlen (word);
  return TRUE;
}

static gboolean
take_any (const char **p, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (take (p, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
take_hours_unit (const char **p)
{
  static const char *const words[] = { "个小时", "小时", "個小時", "小時", "个钟头", "钟头", "个钟", "hours",
                                       "hour",   "hrs",  "hr",     "h",    "H",      "时",   NULL };

  return take_any (p, words);
}

static gboolean
take_minutes_unit (const char **p)
{
  static const char *const words[] = { "分钟", "分鐘", "minutes", "mins", "min", "分", "m", "M", "'", NULL };

  return take_any (p, words);
}

/* 一 … 十九, 二十; 两. */
static gboolean
take_chinese (const char **p, int *value)
{
  static const char *const digits[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
  const char *start = *p;
  int tens = 0, ones = 0;

  for (int i = 1; i < 10; i++)
    if (take (p, digits[i]))
      {
        ones = i;
        break;
      }
  if (ones == 0 && take (p, "两"))
    ones = 2;
  if (take (p, "十"))
    {
      tens = MAX (ones, 1);
      ones = 0;
      for (int i = 1; i < 10; i++)
        if (take (p, digits[i]))
          {
            ones = i;
            break;
          }
    }
  *value = tens * 10 + ones;
  return *p != start;
}

/* A number in millionths, so that 0.1 hours is six minutes and no fraction is lost to binary. */
static gboolean
take_number (const char **p, gint64 *millionths)
{
  gint64 value = 0, scale = 1000000;
  const char *start = *p;
  int chinese;

  if (take_chinese (p, &chinese))
    {
      *millionths = chinese * scale;
      return TRUE;
    }
  for (; g_ascii_isdigit (**p); (*p)++)
    value = MIN (value * 10 + (**p - '0'), MAX_MINUTES);
  value *= scale;
  if (**p == '.' && *p != start)
    for ((*p)++; g_ascii_isdigit (**p); (*p)++)
      {
        scale /= 10;
        value += (**p - '0') * scale;
      }
  *millionths = value;
  return *p != start;
}

/* Adds @millionths of @unit minutes; FALSE when that is no whole minute. */
static gboolean
add_part (gint64 millionths, int unit, int *minutes)
{
  gint64 product = millionths * unit;
  gint64 whole = (product + 500000) / 1000000;

  /* 0.33 h is meant as 20 minutes by nobody; 0.333333 may come from a spreadsheet's division and is within its noise */
  if (ABS (whole * 1000000 - product) > 100)
    return FALSE;
  if (whole + *minutes > MAX_MINUTES)
    return FALSE;
  *minutes += (int) whole;
  return TRUE;
}

/* "2:30" */
static gboolean
read_clock (const char *p, int *minutes)
{
  gint64 hours, rest;

  if (!take_number (&p, &hours) || !take (&p, ":") || strlen (p) != 2 || !take_number (&p, &rest) || *p != '\0'
      || rest >= 60 * G_GINT64_CONSTANT (1000000))
    return FALSE;
  return add_part (hours, 60, minutes) && add_part (rest, 1, minutes);
}

/* 2.5, 2小时30分, 2个半小时, 半小时, 150分钟 */
static gboolean
read_length (const char *p, XlMinutesUnit bare, int *minutes)
{
  gint64 number;
  gboolean has_number;

  if (take (&p, "半") && take_hours_unit (&p))
    return *p == '\0' && add_part (500000, 60, minutes);
  has_number = take_number (&p, &number);
  if (!has_number)
    return FALSE;
  if (*p == '\0')
    return add_part (number, bare == XL_MINUTES_HOURS ? 60 : 1, minutes);
  if (take_minutes_unit (&p))
    return *p == '\0' && add_part (number, 1, minutes);
  if (take (&p, "个半") || take (&p, "個半"))
    return take_hours_unit (&p) && *p == '\0' && add_part (number + 500000, 60, minutes);
  if (!take_hours_unit (&p) || !add_part (number, 60, minutes))
    return FALSE;
  if (*p == '\0')
    return TRUE;
  if (take (&p, "半"))
    return *p == '\0' && add_part (500000, 60, minutes);
  (void) (take (&p, "零") || take (&p, "又"));
  if (!take_number (&p, &number) || !add_part (number, 1, minutes))
    return FALSE;
  (void) take_minutes_unit (&p);
  return *p == '\0';
}

gboolean
xl_minutes_parse (const char *text, XlMinutesUnit bare, int *minutes, const char **reason)
{
  char clean[128];
  int from, to;

  *minutes = 0;
  if (reason != NULL)
    *reason = NULL;
  if (xl_text_is_none (text))
    return FALSE;
  if (xl_text_squeeze (text, clean, sizeof clean) < 0)
    return refuse (reason, NOT_A_TIME);
  if (read_length (clean, bare, minutes))
    return TRUE;
  *minutes = 0;
  if (read_clock (clean, minutes))
    return TRUE;
  if (xl_minutes_parse_span (clean, &from, &to, NULL))
    {
      *minutes = to - from;
      return TRUE;
    }
  *minutes = 0;
  return refuse (reason, N_("this is no length of time, or no whole number of minutes"));
}

/* 8:30, 08：30, 8点30分, 8点半, 下午2:00, 8时 */
static gboolean
take_moment (const char **p, int *minutes)
{
  static const char *const morning[] = { "上午", "早上", "早晨", "早", "凌晨", NULL };
  static const char *const evening[] = { "下午", "晚上", "傍晚", "晚", "pm", "PM", NULL };
  static const char *const hour_signs[] = { ":", "点", "點", "时", "時", NULL };
  gboolean late = take_any (p, evening);
  gint64 hours, rest = 0;

  if (!late)
    (void) (take_any (p, morning) || take (p, "中午"));
  if (!take_number (p, &hours) || !take_any (p, hour_signs))
    return FALSE;
  (void) take (p, "整");
  if (take (p, "半"))
    rest = 30 * 1000000;
  else if (take_number (p, &rest))
    (void) (take (p, "分") || (take (p, ":") && take_number (p, &(gint64) { 0 })));
  if (hours % 1000000 != 0 || rest % 1000000 != 0 || rest >= 60 * G_GINT64_CONSTANT (1000000))
    return FALSE;
  hours /= 1000000;
  if (late && hours < 12)
    hours += 12;
  *minutes = (int) (MIN (hours, 1000) * 60 + rest / 1000000);
  return *minutes <= 24 * 60;
}

gboolean
xl_minutes_parse_span (const char *text, int *from, int *to, const char **reason)
{
  static const char *const joints[] = { "-", "~", "—", "–", "―", "～", "〜", "－", "至", "到", "→", "−", NULL };
  char clean[128];
  const char *p = clean;

  *from = *to = 0;
  if (reason != NULL)
    *reason = NULL;
  if (xl_text_is_none (text))
    return FALSE;
  if (xl_text_squeeze (text, clean, sizeof clean) < 0 || !take_moment (&p, from) || !take_any (&p, joints))
    return refuse (reason, NOT_A_SPAN);
  while (take_any (&p, joints))
    ;
  if (!take_moment (&p, to) || *p != '\0')
    return refuse (reason, NOT_A_SPAN);
  if (*to <= *from)
    return refuse (reason, N_("the end of the span is not after its beginning"));
  return TRUE;
}

char *
xl_minutes_words (int minutes)
{
  int hours = ABS (minutes) / 60, rest = ABS (minutes) % 60;
  const char *sign = minutes < 0 ? "-" : "";

  if (hours == 0)
    return g_strdup_printf ("%s%d分钟", sign, rest);
  return rest == 0 ? g_strdup_printf ("%s%d小时", sign, hours) : g_strdup_printf ("%s%d小时%d分", sign, hours, rest);
}
