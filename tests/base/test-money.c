#include "base/xl-money.h"

#include <string.h>

static void
test_amounts (void)
{
  static const struct { const char *text; gboolean read; gint64 fen; const char *reason; } rows[] = {
    { "1234.5", TRUE, 123450, NULL },
    { "1,234.50", TRUE, 123450, NULL },
    { "￥1,234.50", TRUE, 123450, NULL },
    { "¥1,234.50", TRUE, 123450, NULL },
    { "1234.50元", TRUE, 123450, NULL },
    { "1,234,567.89元整", TRUE, 123456789, NULL },
    { "3万", TRUE, 3000000, NULL },
    { "3万元", TRUE, 3000000, NULL },
    { "1.2345万", TRUE, 1234500, NULL },
    { "1.5亿", TRUE, G_GINT64_CONSTANT (15000000000), NULL },
    { "3万5千", TRUE, 3500000, NULL },
    { "3千元", TRUE, 300000, NULL },
    { "１，２３４．５０", TRUE, 123450, NULL },
    { "－５００．００", TRUE, -50000, NULL },
    { "-500.00", TRUE, -50000, NULL },
    { "-￥500", TRUE, -50000, NULL },
    { "￥-500", TRUE, -50000, NULL },
    { "(500.00)", TRUE, -50000, NULL },
    { "（500.00）", TRUE, -50000, NULL },
    { "500.00-", TRUE, -50000, NULL },
    { "红字500", TRUE, -50000, NULL },
    { "0", TRUE, 0, NULL },
    { "0.00", TRUE, 0, NULL },
    { ".5", TRUE, 50, NULL },
    { "5.", TRUE, 500, NULL },
    { "100.10", TRUE, 10010, NULL },
    { "1234.5600", TRUE, 123456, NULL },
    { "1234.5600000000001", TRUE, 123456, NULL },   /* 1234.56 as a spreadsheet stores it */
    { "86.299999999999997", TRUE, 8630, NULL },
    { "1.2345E+4", TRUE, 1234500, NULL },
    { "壹佰元整", TRUE, 10000, NULL },
    { "人民币壹万零伍元叁角整", TRUE, 1000530, NULL },
    { "叁佰贰拾伍元零肆分", TRUE, 32504, NULL },
    { "三万五千", TRUE, 3500000, NULL },
    { "拾元", TRUE, 1000, NULL },
    { "壹亿零壹万元整", TRUE, G_GINT64_CONSTANT (10001000000), NULL },
    { "1.005", FALSE, 0, "two decimals" },
    { "0.0000001万", FALSE, 0, "two decimals" },
    { "1,23", FALSE, 0, "no amount" },
    { "12,3456", FALSE, 0, "no amount" },
    { "1,,234", FALSE, 0, "no amount" },
    { "1.2.3", FALSE, 0, "no amount" },
    { "12元5角", TRUE, 1250, NULL },
    { "1,200元5角3分", TRUE, 120053, NULL },
    { "12元5", FALSE, 0, "no amount" },
    { "1.5元5角", FALSE, 0, "no amount" },
    { "12元15角", FALSE, 0, "no amount" },
    { "约500", FALSE, 0, "no amount" },
    { "5千3万", FALSE, 0, "no amount" },
    { "二〇二四", FALSE, 0, "no amount" },
    { "--", FALSE, 0, NULL },
    { "-", FALSE, 0, NULL },
    { "￥", FALSE, 0, "no amount" },
    { "()", FALSE, 0, "no amount" },
    { "90000000000000", TRUE, G_GINT64_CONSTANT (9000000000000000), NULL },
    { "90000000000000.01", FALSE, 0, "too large" },
    { "999999999999999999999999", FALSE, 0, "too large" },
    { "1e999", FALSE, 0, "too large" },
    { "1e", FALSE, 0, "no amount" },
    { "nan", FALSE, 0, "no amount" },
    { "\xFF", FALSE, 0, "no amount" },
    { "", FALSE, 0, NULL },
    { NULL, FALSE, 0, NULL },
    { "无", FALSE, 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 fen;
      const char *reason;

      g_test_message ("row %u", i);
      g_assert_cmpint (xl_money_parse (rows[i].text, &fen, &reason), ==, rows[i].read);
      g_assert_cmpint (fen, ==, rows[i].fen);
      g_assert_true (rows[i].reason == NULL ? reason == NULL
                                            : reason != NULL && strstr (reason, rows[i].reason) != NULL);
    }
}

static void
test_formats (void)
{
  static const struct {
    gint64 fen; const char *text, *plain;
  } rows[] = {
    { 0, "0.00", "0.00" },
    { 5, "0.05", "0.05" },
    { 100, "1.00", "1.00" },
    { 123450, "1,234.50", "1234.50" },
    { -50000, "-500.00", "-500.00" },
    { -100000, "-1,000.00", "-1000.00" },
    { 100000000, "1,000,000.00", "1000000.00" },
    { G_MININT64, "-92,233,720,368,547,758.08", "-92233720368547758.08" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = xl_money_format (rows[i].fen);
      g_autofree char *plain = xl_money_format_plain (rows[i].fen);

      g_assert_cmpstr (text, ==, rows[i].text);
      g_assert_cmpstr (plain, ==, rows[i].plain);
    }
}

static void
test_capitals (void)
{
  static const struct { gint64 fen; const char *words; } rows[] = {
    /* the examples of 银发〔1997〕393号 附一 */
    { 140950, "壹仟肆佰零玖元伍角" },
    { 600714, "陆仟零柒元壹角肆分" },
    { 168032, "壹仟陆佰捌拾元叁角贰分" },
    { 10700053, "壹拾万零柒仟元伍角叁分" },
    { 1640902, "壹万陆仟肆佰零玖元零贰分" },
    { 32504, "叁佰贰拾伍元零肆分" },
    /* zeros */
    { 0, "零元整" },
    { 1, "壹分" },
    { 10, "壹角" },
    { 100, "壹元整" },
    { 1000, "壹拾元整" },
    { 10000, "壹佰元整" },
    { 10005, "壹佰元零伍分" },
    { 100000000, "壹佰万元整" },
    { 100100000, "壹佰万零壹仟元整" },
    { 1000000000, "壹仟万元整" },
    { G_GINT64_CONSTANT (10000000000), "壹亿元整" },
    { G_GINT64_CONSTANT (10001000000), "壹亿零壹万元整" },
    { G_GINT64_CONSTANT (10000000100), "壹亿零壹元整" },
    { G_GINT64_CONSTANT (100000000000000), "壹万亿元整" },
    { G_GINT64_CONSTANT (123400000000000), "壹万贰仟叁佰肆拾亿元整" },
    { -50000, "负伍佰元整" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = xl_money_capitals (rows[i].fen);

      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

/* Every amount reads back from its words and from its figures. */
static void
test_words_read_back (void)
{
  gint64 fen = 1;

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *words = xl_money_capitals (fen);
      g_autofree char *figures = xl_money_format (-fen);
      gint64 again;

      g_assert_true (xl_money_parse (words, &again, NULL));
      g_assert_cmpint (again, ==, fen);
      g_assert_true (xl_money_parse (figures, &again, NULL));
      g_assert_cmpint (again, ==, -fen);
      fen = fen * 7 % G_GINT64_CONSTANT (1000000000000) + i % 100;
      if (fen < 1)
        fen = 1;
    }
}

static void
test_minutes (void)
{
  static const struct {
    const char *text; XlMinutesUnit bare; int minutes;
  } rows[] = {
    { "2.5", XL_MINUTES_HOURS, 150 },
    { "2.5小时", 0, 150 },
    { "2.5h", 0, 150 },
    { "150分钟", 0, 150 },
    { "2小时30分", 0, 150 },
    { "2小时30分钟", 0, 150 },
    { "2个半小时", 0, 150 },
    { "２.５", 0, 150 },
    { "两个半小时", 0, 150 },
    { "半小时", 0, 30 },
    { "半个小时", 0, 30 },
    { "1个小时", 0, 60 },
    { "一小时", 0, 60 },
    { "十二小时", 0, 720 },
    { "2小时半", 0, 150 },
    { "2小时零5分", 0, 125 },
    { "90", XL_MINUTES_MINUTES, 90 },
    { "0.1", XL_MINUTES_HOURS, 6 },
    { "0.3333333333", XL_MINUTES_HOURS, 20 },
    { "2:30", 0, 150 },
    { "0", 0, 0 },
    { "8:30-11:00", 0, 150 },
    { "08:30～11:00", 0, 150 },
    { "8：30—11：00", 0, 150 },
    { "2h30m", 0, 150 },
    { "45min", 0, 45 },
    { "0.33", XL_MINUTES_HOURS, -1 },
    { "2小时70分钟x", 0, -1 },
    { "很久", 0, -1 },
    { "2天", 0, -1 },
    { "", 0, -1 },
    { "-2", 0, -1 },
    { "2:70", 0, -1 },
    { "9999999999999", 0, -1 },
    { "11:00-8:30", 0, -1 },
    { "\xFF", 0, -1 },
    { NULL, 0, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      int minutes;

      g_test_message ("row %u", i);
      g_assert_cmpint (xl_minutes_parse (rows[i].text, rows[i].bare, &minutes, NULL), ==, rows[i].minutes >= 0);
      g_assert_cmpint (minutes, ==, MAX (rows[i].minutes, 0));
    }
}

static void
test_spans (void)
{
  static const struct {
    const char *text; int from, to;
  } rows[] = {
    { "8:30-11:00", 510, 660 },
    { "08:30～11:00", 510, 660 },
    { "8：30—11：00", 510, 660 },
    { "8点30分至11点", 510, 660 },
    { "8点半到11点", 510, 660 },
    { "上午8:30-下午2:00", 510, 840 },
    { "下午1:00-下午5:00", 780, 1020 },
    { "0:00-24:00", 0, 1440 },
    { "8:30——11:00", 510, 660 },
    { "8:30:00-11:00:00", 510, 660 },
    { "11:00-8:30", 0, -1 },
    { "8:30-8:30", 0, -1 },
    { "8:30-25:00", 0, -1 },
    { "8:60-9:00", 0, -1 },
    { "8:30", 0, -1 },
    { "上午", 0, -1 },
    { "", 0, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      int from, to;
      gboolean read = xl_minutes_parse_span (rows[i].text, &from, &to, NULL);

      g_test_message ("row %u", i);
      g_assert_cmpint (read, ==, rows[i].to >= 0);
      if (read)
        {
          g_assert_cmpint (from, ==, rows[i].from);
          g_assert_cmpint (to, ==, rows[i].to);
        }
    }
}

static void
test_minutes_words (void)
{
  static const struct { int minutes; const char *words; } rows[] = {
    { 0, "0分钟" }, { 45, "45分钟" }, { 180, "3小时" }, { 150, "2小时30分" }, { -30, "-30分钟" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = xl_minutes_words (rows[i].minutes);

      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/money/amounts", test_amounts);
  g_test_add_func ("/base/money/formats", test_formats);
  g_test_add_func ("/base/money/capitals", test_capitals);
  g_test_add_func ("/base/money/words-read-back", test_words_read_back);
  g_test_add_func ("/base/minutes/lengths", test_minutes);
  g_test_add_func ("/base/minutes/spans", test_spans);
  g_test_add_func ("/base/minutes/words", test_minutes_words);
  return g_test_run ();
}
