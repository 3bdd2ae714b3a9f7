#include "base/xl-mask.h"

#include <string.h>

typedef struct {
  const char *text;
  XlMaskField field;
  const char *masked_public, *masked_strict;
} Case;

static const Case cases[] = {
  { "王", XL_MASK_NAME, "*", "*" },
  { "李强", XL_MASK_NAME, "李*", "李*" },
  { "王　伟", XL_MASK_NAME, "王*", "王*" },
  { "王小明", XL_MASK_NAME, "王*明", "王**" },
  { "欧阳雪", XL_MASK_NAME, "欧阳*", "欧阳*" },
  { "欧阳小雪", XL_MASK_NAME, "欧阳*雪", "欧阳**" },
  { "张王小明", XL_MASK_NAME, "张**明", "张***" },
  { "买买提·艾力", XL_MASK_NAME, "买买提·*", "买买提·*" },
  { "古丽巴哈尔.阿布都热合曼", XL_MASK_NAME, "古丽巴哈尔·*", "古丽巴哈尔·*" },
  { "梁𬭎", XL_MASK_NAME, "梁*", "梁*" },
  { "220622194803050010", XL_MASK_IDENTITY, "220622********0010", "2***************10" },
  { "11010519491231002x", XL_MASK_IDENTITY, "110105********002x", "1***************2x" },
  { "２２０６２２１９４８０３０５００１０", XL_MASK_IDENTITY, "220622********0010", "2***************10" },
  { "220622 19480305 0010", XL_MASK_IDENTITY, "220622********0010", "2***************10" },
  { "220622480305001", XL_MASK_IDENTITY, "220622******001", "2************01" },
  { "220622********0010", XL_MASK_IDENTITY, "220622********0010", "2***************10" },
  { "22062219530730003843", XL_MASK_IDENTITY, "220622********0038**", "2***************38**" },
  { "2206221948030500", XL_MASK_IDENTITY, "2***************", "2***************" },
  { "22O622194803050010", XL_MASK_IDENTITY, "2*****************", "2*****************" },
  { "13812345678", XL_MASK_PHONE, "138****5678", "138********" },
  { "138-1234-5678", XL_MASK_PHONE, "138****5678", "138********" },
  { "0439-7221234", XL_MASK_PHONE, "0439-****234", "************" },
  { "见儿子", XL_MASK_PHONE, "见**", "见**" },
  { "6222021234567890123", XL_MASK_BANK, "**** 0123", "****" },
  { "6222 0212 3456 7890 123", XL_MASK_BANK, "**** 0123", "****" },
  { "河南村三组12号", XL_MASK_ADDRESS, "河南村三组", "河南村" },
  { "靖宇县那尔轰镇那尔轰村3组18号", XL_MASK_ADDRESS, "靖宇县那尔轰镇那尔轰村3组", "靖宇县那尔轰镇那尔轰村" },
  { "河南村第二村民小组", XL_MASK_ADDRESS, "河南村第二村民小组", "河南村第二村" },
  { "关上社区民航路12号3栋201", XL_MASK_ADDRESS, "关上社区", "关上社区" },
  { "靖宇镇12号", XL_MASK_ADDRESS, "靖宇镇", "靖宇镇" },
  { "组织部宿舍", XL_MASK_ADDRESS, "***", "***" },
  { "肢体三级", XL_MASK_HEALTH, "", "" },
  { "联系电话13812345678，证号220622194803050010。", XL_MASK_PLAIN, "联系电话138****5678，证号220622********0010。",
    "联系电话138********，证号2***************10。" },
  { "卡号6222021234567890123", XL_MASK_PLAIN, "卡号**** 0123", "卡号****" },
  { "11010519491231002X到期", XL_MASK_PLAIN, "110105********002X到期", "1***************2X到期" },
  { "2026年6月30日共1,214人", XL_MASK_PLAIN, "2026年6月30日共1,214人", "2026年6月30日共1,214人" },
  { "无", XL_MASK_IDENTITY, "无", "无" },
  { "", XL_MASK_NAME, "", "" },
  { NULL, XL_MASK_NAME, "", "" },
  { "\xFF", XL_MASK_NAME, "", "" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autofree char *open = xl_mask (c->text, c->field, XL_MASK_INTERNAL);
      g_autofree char *masked_public = xl_mask (c->text, c->field, XL_MASK_PUBLIC);
      g_autofree char *masked_strict = xl_mask (c->text, c->field, XL_MASK_STRICT);

      g_test_message ("row %u", i);
      g_assert_cmpstr (masked_public, ==, c->masked_public);
      g_assert_cmpstr (masked_strict, ==, c->masked_strict);
      g_assert_cmpint (xl_mask_find_unmasked (masked_public), ==, -1);
      if (c->text != NULL && g_utf8_validate (c->text, -1, NULL))
        g_assert_cmpstr (open, ==, c->text);
    }
}

static void
test_masking_twice_changes_nothing (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (cases[i].field == XL_MASK_IDENTITY || cases[i].field == XL_MASK_ADDRESS || cases[i].field == XL_MASK_PLAIN)
      {
        g_autofree char *once = xl_mask (cases[i].text, cases[i].field, XL_MASK_PUBLIC);
        g_autofree char *twice = xl_mask (once, cases[i].field, XL_MASK_PUBLIC);

        g_assert_cmpstr (once, ==, twice);
      }
}

static void
test_guesses (void)
{
  static const struct {
    const char *text; XlMaskField field;
  } rows[] = {
    { "王小明", XL_MASK_NAME },
    { "买买提·艾力", XL_MASK_NAME },
    { "220622194803050010", XL_MASK_IDENTITY },
    { "220622480305001", XL_MASK_IDENTITY },
    { "13812345678", XL_MASK_PHONE },
    { "0439-7221234", XL_MASK_PHONE },
    { "6222021234567890123", XL_MASK_BANK },
    { "河南村三组12号", XL_MASK_ADDRESS },
    { "2026", XL_MASK_PLAIN },
    { "", XL_MASK_PLAIN },
    { NULL, XL_MASK_PLAIN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (xl_mask_guess (rows[i].text), ==, rows[i].field);
}

static void
test_profiles (void)
{
  XlMaskProfile profile = XL_MASK_INTERNAL;

  g_assert_true (xl_mask_profile_parse ("公示", &profile));
  g_assert_cmpint (profile, ==, XL_MASK_PUBLIC);
  g_assert_true (xl_mask_profile_parse ("strict", &profile));
  g_assert_cmpstr (xl_mask_profile_name (profile), ==, "strict");
  g_assert_false (xl_mask_profile_parse ("none", &profile));
  g_assert_false (xl_mask_profile_parse (NULL, &profile));
}

static void
test_unmasked_numbers_are_found (void)
{
  static const struct { const char *text; gssize at; } rows[] = {
    { "220622194803050010", 0 },
    { "王 220622194803050010 男", 4 },
    { "11010519491231002X", 0 },
    { "11010519491231002x", 0 },
    { "２２０６２２１９４８０３０５００１０", 0 },
    { "220622 19480305 0010", 0 },
    { "220622-19480305-0010", 0 },
    { "22062219480\n3050010", 0 },
    { "110105 19491231 002X", 0 },
    { "6222021234567890123", 0 },            /* 19 digits in a row hold 17 + 1 */
    { "220622********0010", -1 },
    { "22062219480305001", -1 },             /* 17 */
    { "220622194803050019 ", 0 },            /* wrong, but still 17 + 1 in a row */
    { "220622 19480305 0019", -1 },          /* in groups only a real number counts */
    { "123456 78901234 5678 901234 56", -1 },
    { "2026 1234 5678 9012 3456 7890", -1 },
    { "X220622", -1 },
    { "", -1 },
    { NULL, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("row %u", i);
      g_assert_cmpint (xl_mask_find_unmasked (rows[i].text), ==, rows[i].at);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/mask/cases", test_cases);
  g_test_add_func ("/base/mask/twice-changes-nothing", test_masking_twice_changes_nothing);
  g_test_add_func ("/base/mask/guesses", test_guesses);
  g_test_add_func ("/base/mask/profiles", test_profiles);
  g_test_add_func ("/base/mask/unmasked-numbers-are-found", test_unmasked_numbers_are_found);
  return g_test_run ();
}
