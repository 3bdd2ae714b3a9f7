#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * xl_money_parse:
 * @text: (nullable): 1,234.50  ￥1,234.50  1234.50元  3万  1.5亿  -500.00  (500.00)  （500.00）  １２３.５, 壹佰元整
 * @fen: (out): the amount in fen
 * @reason: (out) (optional): why it was refused: constant marked N_(); %NULL when it was read
 *
 * Reads an amount of money.  Brackets and a leading minus are red ink.  More than two decimals are refused unless they
 * are zeros, or noise of a spreadsheet number (beyond the tenth digit after the point).
 *
 * Units: fen.   Range: ±9 000 000 000 000 000 fen.   Thread: any.
 */
gboolean xl_money_parse (const char *text, gint64 *fen, const char **reason);

/* "1,234.50", "-500.00" */
char *xl_money_format (gint64 fen);
/* "1234.50": for spreadsheets and JSON readers */
char *xl_money_format_plain (gint64 fen);

/**
 * xl_money_capitals:
 *
 * 壹佰元整, 壹万零伍元叁角, 负伍佰元整, 零元整.  整 stands after 元, not after 角 or 分, as in the examples of the rule.
 * Thread: any.   Source: 支付结算办法 (银发〔1997〕393号) 附一 正确填写票据和结算凭证的基本规定, 一、二.
 */
char *xl_money_capitals (gint64 fen);

/* Time
 * ------------------------------------------------------------------------------------------------------------------ */

typedef enum {
  XL_MINUTES_HOURS,    /* a bare number means hours: "2.5" → 150 */
  XL_MINUTES_MINUTES   /* a bare number means minutes */
} XlMinutesUnit;

/**
 * xl_minutes_parse:
 * @text: 2.5  2.5小时  2.5h  150分钟  2小时30分  2个半小时  半小时  2:30  ２.５, or a span 8:30-11:00
 * @bare: what a bare number means
 *
 * Units: minutes; a value that is no whole number of minutes is refused.   Thread: any.
 */
gboolean xl_minutes_parse (const char *text, XlMinutesUnit bare, int *minutes, const char **reason);

/**
 * xl_minutes_parse_span:
 * @text: 8:30-11:00  08:30～11:00  8：30—11：00  8点30分至11点  上午8:30-下午2:00
 * @from, @to: (out): minutes of the day, 0…1440
 *
 * Refused when the end is not after the beginning.   Thread: any.
 */
gboolean xl_minutes_parse_span (const char *text, int *from, int *to, const char **reason);

/* "2小时30分", "45分钟", "3小时" */
char *xl_minutes_words (int minutes);

G_END_DECLS
