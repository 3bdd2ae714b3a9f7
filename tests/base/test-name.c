#include "base/xl-name.h"

#include <string.h>

static void
test_clean (void)
{
  static const struct { const char *text, *name; XlNameMarks marks; } rows[] = {
    { "张三", "张三", 0 },
    { "王　伟", "王伟", XL_NAME_PADDED },
    { "王 伟", "王伟", XL_NAME_PADDED },
    { " 王伟 ", "王伟", XL_NAME_PADDED },
    { "王\xC2\xA0伟", "王伟", XL_NAME_PADDED },
    { "王伟\xE2\x80\x8B", "王伟", XL_NAME_PADDED },
    { "王\n伟", "王伟", XL_NAME_PADDED },
    { "买买提·艾力", "买买提·艾力", 0 },
    { "买买提•艾力", "买买提·艾力", XL_NAME_DOT },
    { "买买提・艾力", "买买提·艾力", XL_NAME_DOT },
    { "买买提.艾力", "买买提·艾力", XL_NAME_DOT },
    { "买买提．艾力", "买买提·艾力", XL_NAME_DOT },
    { "买买提‧艾力", "买买提·艾力", XL_NAME_DOT },
    { "买买提 · 艾力", "买买提·艾力", 0 },
    { "买买提··艾力", "买买提·艾力", XL_NAME_NORMALISED },
    { "王䶮", "王䶮", 0 },
    { "司徒㛃", "司徒㛃", 0 },
    { "梁𬭎", "梁𬭎", 0 },
    { "王𫖯", "王𫖯", 0 },
    { "⽂⽅", "文方", XL_NAME_NORMALISED },                /* Kangxi radicals U+2F42 U+2F45 */
    { "⻢⻓风", "马长风", XL_NAME_NORMALISED },             /* CJK radicals U+2EE2 U+2ED3 */
    { "王\xEF\xA4\x80", "王豈", XL_NAME_NORMALISED },     /* compatibility ideograph U+F900 */
    { "張偉", "張偉", 0 },                                  /* a name is never simplified */
    { "高\xEE\x85\xB0", "高\xEE\x85\xB0", XL_NAME_PRIVATE_USE },
    { "王?", "王?", XL_NAME_PLACEHOLDER },
    { "王□", "王□", XL_NAME_PLACEHOLDER },
    { "王(莹加王旁)", "王(莹加王旁)", XL_NAME_PLACEHOLDER },
    { "李加强", "李加强", 0 },
    { "John  Smith", "John Smith", 0 },
    { "Ｊｏｈｎ", "John", XL_NAME_NORMALISED },
    { "e\xCC\x81", "é", XL_NAME_NORMALISED },
    { "\xFF\xFE", "", XL_NAME_NOT_TEXT },
    { "", "", 0 },
    { NULL, "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      XlNameMarks marks;
      g_autofree char *name = xl_name_clean (rows[i].text, &marks);

      g_test_message ("row %u", i);
      g_assert_cmpstr (name, ==, rows[i].name);
      if (rows[i].marks != 0)
        g_assert_cmpint (marks & rows[i].marks, ==, rows[i].marks);
      else if (rows[i].text != NULL && strcmp (rows[i].text, rows[i].name) == 0)
        g_assert_cmpint (marks, ==, 0);
    }
}

static void
test_cleaning_twice_changes_nothing (void)
{
  static const char *const names[] = { "买买提 . 艾力", "王　伟", " a b  c ", "⻢⽂", "·王·", "王 (莹 加王旁)" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *once = xl_name_clean (names[i], NULL);
      g_autofree char *twice = xl_name_clean (once, NULL);

      g_assert_cmpstr (once, ==, twice);
    }
}

static void
test_same (void)
{
  g_assert_true (xl_name_same ("王　伟", "王伟"));
  g_assert_true (xl_name_same ("張偉", "张伟"));
  g_assert_true (xl_name_same ("买买提•艾力", "买买提·艾力"));
  g_assert_false (xl_name_same ("王伟", "王玮"));
  g_assert_true (xl_name_same ("", NULL));
}

static void
test_text (void)
{
  static const struct { const char *text, *clean, *half, *key; } rows[] = {
    { "  Ａ１　b ", "Ａ１ b", "  A1 b ", "a1b" },
    { "（一）　組", "（一） 組", "(一) 組", "(一)组" },
    { "靖宇縣\r\n那爾轟鎮", "靖宇縣 那爾轟鎮", "靖宇縣\r\n那爾轟鎮", "靖宇县那尔轰镇" },
    { "", "", "", "" },
    { NULL, "", "", "" },
    { "\xC3\x28", "", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *clean = xl_text_clean (rows[i].text);
      g_autofree char *half = xl_text_half_width (rows[i].text);
      g_autofree char *key = xl_text_key (rows[i].text);

      g_assert_cmpstr (clean, ==, rows[i].clean);
      g_assert_cmpstr (half, ==, rows[i].half);
      g_assert_cmpstr (key, ==, rows[i].key);
    }
}

/* A20: GBK refuses and lists, GB18030 holds everything. */
static void
test_a20_encodings (void)
{
  g_autofree char *missing = xl_text_not_encodable ("徐㼆住莫𡐓村，徐㼆", "GBK");
  g_autofree char *rare = xl_text_not_encodable ("王䶮", "GBK");
  g_autofree char *gbk = NULL;
  gsize length;

  g_assert_cmpstr (missing, ==, "㼆𡐓");
  g_assert_cmpstr (rare, ==, "䶮");
  g_assert_null (xl_text_not_encodable ("徐㼆住莫𡐓村，䶮㛃𬭎𫖯", "GB18030"));
  g_assert_null (xl_text_not_encodable ("那尔轰镇·〇“”1,234.50 abc", "GBK"));
  gbk = g_convert ("㼆𡐓", -1, "GB18030", "UTF-8", NULL, &length, NULL);
  g_assert_cmpmem (gbk, length, "\x82\x32\x8d\x37\x95\x36\x8c\x35", 8);
}

static void
test_none (void)
{
  static const char *const none[] = { "", " ", "　", "无", "無", "-", "—", "——", "/", "N/A", "null", "不详", "暂无", NULL };

  for (guint i = 0; none[i] != NULL; i++)
    g_assert_true (xl_text_is_none (none[i]));
  g_assert_true (xl_text_is_none (NULL));
  g_assert_false (xl_text_is_none ("0"));
  g_assert_false (xl_text_is_none ("无锡"));
  g_assert_false (xl_text_is_none ("\xFF"));
}

static void
test_squeeze (void)
{
  char out[16], digits[16];

  g_assert_cmpint (xl_text_squeeze (" １ 2\t3\xC2\xA0", out, sizeof out), ==, 3);
  g_assert_cmpstr (out, ==, "123");
  g_assert_cmpint (xl_text_squeeze ("", out, sizeof out), ==, 0);
  g_assert_cmpint (xl_text_squeeze ("12345678901234567890", out, sizeof out), ==, -1);
  g_assert_cmpstr (out, ==, "");
  g_assert_cmpint (xl_text_squeeze ("1\xE4\xB8", out, sizeof out), ==, -1);
  g_assert_true (xl_text_scientific ("1.3812345678E+10", digits, sizeof digits));
  g_assert_cmpstr (digits, ==, "13812345678");
  g_assert_true (xl_text_scientific ("2.20622E+17", digits, sizeof digits));
  g_assert_cmpstr (digits, ==, "");
  g_assert_false (xl_text_scientific ("12E", digits, sizeof digits));
  g_assert_false (xl_text_scientific ("E5", digits, sizeof digits));
  g_assert_false (xl_text_scientific ("1.5", digits, sizeof digits));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/name/clean", test_clean);
  g_test_add_func ("/base/name/twice-changes-nothing", test_cleaning_twice_changes_nothing);
  g_test_add_func ("/base/name/same", test_same);
  g_test_add_func ("/base/text/forms", test_text);
  g_test_add_func ("/base/text/none", test_none);
  g_test_add_func ("/base/text/squeeze", test_squeeze);
  g_test_add_func ("/base/a20/encodings", test_a20_encodings);
  return g_test_run ();
}
