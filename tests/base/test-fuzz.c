/* Random and half-random bytes, always the same ones: nothing crashes, every answer keeps its promise. */
#include "base/xl-code.h"
#include "base/xl-credit-code.h"
#include "base/xl-date.h"
#include "base/xl-division.h"
#include "base/xl-identity.h"
#include "base/xl-mask.h"
#include "base/xl-money.h"
#include "base/xl-name.h"
#include "base/xl-phone.h"
#include "base/xl-pinyin.h"

#include <string.h>

#define ROUNDS 200000
#define LENGTH 48

/* What real cells are made of, so that random ones come near. */
static const char *const pieces[] = {
  "220622", "19480305",  "0010",     "X",    "x",  "2024", "-",  "/",   ".",
  "年",     "月",        "日",       "二〇", "十", "廿",   "元", "万",  "亿",
  "整",     "角",        "分",       "壹",   "零", "仟",   ",",  "￥",  "(",
  ")",      "（",        "）",       "　",   " ",  "\t",   "·",  "王",  "欧阳",
  "曾",     "𬭎",      "㛃",       "村",   "组", "E+17", "e",  "+86", "138",
  "1234",   "5678",      "小时",     "半",   ":",  "：",   "—",  "～",  "下午",
  "\xFF",   "\xE4\xB8",  "\xF0\x9F", "'",    "无", "农历", "Ａ", "９",  "\xE2\x80\x8B",
  "⽂",     "e\xCC\x81", "0",        "1",    "2",  "3",    "9",
};

static gsize
make_text (GRand *random, char *text)
{
  gsize n = 0;

  if (g_rand_int_range (random, 0, 4) == 0)
    {
      gsize length = g_rand_int_range (random, 0, LENGTH);

      for (; n < length; n++)
        text[n] = (char) g_rand_int_range (random, 1, 256);
    }
  else
    for (int i = g_rand_int_range (random, 0, 9); i > 0; i--)
      {
        const char *piece = pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))];

        if (n + strlen (piece) >= LENGTH)
          break;
        memcpy (text + n, piece, strlen (piece));
        n += strlen (piece);
      }
  text[n] = '\0';
  return n;
}

static void
check_numbers (const char *text)
{
  XlIdentity identity, again;
  XlDisability card;
  XlPhone phone;
  char code[19], digits[20];
  const char *reason;

  if (xl_identity_parse (text, XL_IDENTITY_TEXT, "2026-06-30", &identity))
    {
      g_assert_true (xl_identity_parse (identity.number, XL_IDENTITY_TEXT, NULL, &again));
      g_assert_cmpint (again.verdict, ==, XL_IDENTITY_VALID);
      g_assert_true (xl_date_is_valid (identity.birth));
    }
  else
    g_assert_nonnull (identity.reason);
  xl_identity_parse (text, XL_IDENTITY_NUMERIC_CELL, NULL, &identity);
  g_assert_true (xl_disability_parse (text, NULL, &card) || card.reason != NULL);
  g_assert_true (xl_credit_code_check (text, code, &reason) || reason != NULL);
  g_assert_true (xl_bank_card_check (text, digits, &reason) || reason != NULL);
  g_assert_true (xl_phone_clean (text, &phone) || phone.reason != NULL);
}

static void
check_values (const char *text)
{
  XlDate date, again;
  gint64 fen;
  int minutes, from, to;

  if (xl_date_parse (text, XL_DATE_TEXT, "2026-06-30", 2026, &date))
    {
      g_assert_true (xl_date_parse (date.text, XL_DATE_TEXT, NULL, 0, &again));
      g_assert_cmpstr (again.text, ==, date.text);
    }
  xl_date_parse (text, XL_DATE_NUMERIC_CELL | XL_DATE_PAST, NULL, 0, &date);
  if (xl_money_parse (text, &fen, NULL))
    {
      g_autofree char *figures = xl_money_format (fen);
      g_autofree char *words = xl_money_capitals (fen);
      gint64 same;

      g_assert_true (xl_money_parse (figures, &same, NULL));
      g_assert_cmpint (same, ==, fen);
      g_assert_true (g_utf8_validate (words, -1, NULL));
    }
  if (xl_minutes_parse (text, XL_MINUTES_HOURS, &minutes, NULL))
    g_assert_cmpint (minutes, >=, 0);
  if (xl_minutes_parse_span (text, &from, &to, NULL))
    g_assert_cmpint (from, <, to);
}

static void
check_text (const char *text)
{
  XlNameMarks marks;
  g_autofree char *name = xl_name_clean (text, &marks);
  g_autofree char *twice = xl_name_clean (name, NULL);
  g_autofree char *pinyin = xl_pinyin (text);
  g_autofree char *key = xl_pinyin_sort_key (text);
  g_autofree char *initials = xl_pinyin_initials (text);
  g_autofree char *folded = xl_text_key (text);
  g_autofree char *masked = NULL;

  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_cmpstr (name, ==, twice);
  g_assert_true (g_str_is_ascii (pinyin) && g_str_is_ascii (key) && g_str_is_ascii (initials));
  masked = xl_mask (text, (XlMaskField) (strlen (text) % (XL_MASK_HEALTH + 1)), XL_MASK_PUBLIC);
  g_assert_true (g_utf8_validate (masked, -1, NULL));
  xl_mask_find_unmasked (text);
  xl_mask_guess (text);
  xl_code_find (xl_code_table (XL_CODE_RELATION), text);
}

static void
run_rounds (void (*check) (const char *text), guint32 seed)
{
  GRand *random = g_rand_new_with_seed (seed);
  g_autofree char *text = g_malloc (LENGTH + 1);   /* on the heap, so that a step beyond it is seen */

  for (guint i = 0; i < ROUNDS; i++)
    {
      gsize length = make_text (random, text);
      g_autofree char *exact = g_memdup2 (text, length + 1);

      check (exact);
    }
  g_rand_free (random);
}

static void
test_numbers (void)
{
  run_rounds (check_numbers, 1);
}

static void
test_values (void)
{
  run_rounds (check_values, 2);
}

static void
test_text (void)
{
  run_rounds (check_text, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/fuzz/numbers", test_numbers);
  g_test_add_func ("/base/fuzz/dates-money-time", test_values);
  g_test_add_func ("/base/fuzz/names-pinyin-masks", test_text);
  return g_test_run ();
}
