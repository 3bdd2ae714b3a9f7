/* Acceptance scenarios A12, A13 and A16, with their own numbers. */
#include "base/xl-credit-code.h"
#include "base/xl-date.h"
#include "base/xl-identity.h"
#include "base/xl-mask.h"

#include <string.h>

#define TODAY "2026-06-30"

static void
test_a12_identity_numbers (void)
{
  XlIdentity identity;

  g_assert_true (xl_identity_parse ("220622194803050010", XL_IDENTITY_TEXT, TODAY, &identity));
  g_assert_cmpint (identity.sex, ==, '1');
  g_assert_cmpstr (identity.birth, ==, "1948-03-05");
  g_assert_cmpint (xl_age_on (identity.birth, TODAY), ==, 78);
  g_assert_true (xl_identity_parse ("11010519491231002X", XL_IDENTITY_TEXT, TODAY, &identity));
  g_assert_false (xl_identity_parse ("220622194803050019", XL_IDENTITY_TEXT, TODAY, &identity));
  g_assert_cmpint (xl_identity_check_character ("220622194803050019"), ==, '0');
  g_assert_true (xl_identity_parse ("220622480305001", XL_IDENTITY_TEXT, TODAY, &identity));
  g_assert_cmpstr (identity.number, ==, "220622194803050010");
  g_assert_false (xl_identity_parse ("220622194803050000", XL_IDENTITY_NUMERIC_CELL, TODAY, &identity));
  g_assert_nonnull (strstr (identity.reason, "probably lost"));
}

static void
test_a12_credit_codes (void)
{
  g_assert_true (xl_credit_code_check ("N2220622MF2A00016T", NULL, NULL));
  g_assert_true (xl_credit_code_check ("54220622ME1B0002XQ", NULL, NULL));
  g_assert_false (xl_credit_code_check ("N2220622MF2A00016R", NULL, NULL));
}

static void
test_a12_disability_certificate (void)
{
  XlDisability card;

  g_assert_true (xl_disability_parse ("22062219530730003843", TODAY, &card));
  g_assert_cmpint (card.identity.sex, ==, '1');
  g_assert_cmpstr (card.identity.birth, ==, "1953-07-30");
  g_assert_cmpint (card.type, ==, '4');
  g_assert_cmpint (card.level, ==, '3');
  g_assert_false (xl_disability_parse ("22062219530730003848", TODAY, &card));
  g_assert_nonnull (strstr (card.reason, "level"));
}

static void
test_a13_ages (void)
{
  static const char *const births[] = { "1966-06-30", "1966-07-01", "1964-02-29" };
  int sixty = 0;

  g_assert_cmpint (xl_age_on ("1966-06-30", "2026-06-30"), ==, 60);
  g_assert_cmpint (xl_age_on ("1966-07-01", "2026-06-30"), ==, 59);
  g_assert_cmpint (xl_age_on ("1964-02-29", "2026-02-28"), ==, 61);
  g_assert_cmpint (xl_age_on ("1964-02-29", "2026-03-01"), ==, 62);
  for (guint i = 0; i < G_N_ELEMENTS (births); i++)
    sixty += xl_age_on (births[i], TODAY) >= 60;
  g_assert_cmpint (sixty, ==, 2);
  g_assert_cmpint (xl_age_on ("2026-07-01", TODAY), ==, -1);
  g_assert_cmpint (xl_age_on (NULL, TODAY), ==, -1);
  g_assert_cmpint (xl_age_on (TODAY, TODAY), ==, 0);
}

static void
assert_mask (const char *text, XlMaskField field, XlMaskProfile profile, const char *expected)
{
  g_autofree char *masked = xl_mask (text, field, profile);

  g_assert_cmpstr (masked, ==, expected);
}

static void
test_a16_masking (void)
{
  g_autofree char *bank = xl_mask ("6222021234567890123", XL_MASK_BANK, XL_MASK_PUBLIC);

  assert_mask ("王小明", XL_MASK_NAME, XL_MASK_PUBLIC, "王*明");
  assert_mask ("李强", XL_MASK_NAME, XL_MASK_PUBLIC, "李*");
  assert_mask ("欧阳雪", XL_MASK_NAME, XL_MASK_PUBLIC, "欧阳*");
  assert_mask ("220622194803050010", XL_MASK_IDENTITY, XL_MASK_PUBLIC, "220622********0010");
  assert_mask ("13812345678", XL_MASK_PHONE, XL_MASK_PUBLIC, "138****5678");
  g_assert_true (g_str_has_suffix (bank, "0123"));
  g_assert_null (strpbrk (bank, "456789"));
  assert_mask ("河南村三组12号", XL_MASK_ADDRESS, XL_MASK_PUBLIC, "河南村三组");
  assert_mask ("220622194803050010", XL_MASK_IDENTITY, XL_MASK_STRICT, "2***************10");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/a12/identity-numbers", test_a12_identity_numbers);
  g_test_add_func ("/base/a12/credit-codes", test_a12_credit_codes);
  g_test_add_func ("/base/a12/disability-certificate", test_a12_disability_certificate);
  g_test_add_func ("/base/a13/ages", test_a13_ages);
  g_test_add_func ("/base/a16/masking", test_a16_masking);
  return g_test_run ();
}
