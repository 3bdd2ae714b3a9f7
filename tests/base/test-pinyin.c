#include "base/xl-pinyin-icu.h"
#include "base/xl-pinyin-readings.h"
#include "base/xl-pinyin.h"

#include <json-glib/json-glib.h>
#include <string.h>

typedef struct {
  const char *text, *pinyin, *initials;
} Case;

static const Case names[] = {
  { "张三", "zhang san", "zs" },
  { "李明子", "li ming zi", "lmz" },
  /* polyphonic surnames */
  { "单雄信", "shan xiong xin", "sxx" },
  { "仇英", "qiu ying", "qy" },
  { "曾国藩", "zeng guo fan", "zgf" },
  { "解缙", "xie jin", "xj" },
  { "查良镛", "zha liang yong", "zly" },
  { "区大明", "ou da ming", "odm" },
  { "盖叫天", "ge jiao tian", "gjt" },
  { "朴正男", "piao zheng nan", "pzn" },
  { "翟志刚", "zhai zhi gang", "zzg" },
  { "缪荣株", "miao rong zhu", "mrz" },
  { "覃辉", "qin hui", "qh" },
  { "乐嘉", "yue jia", "yj" },
  { "佘诗曼", "she shi man", "ssm" },
  { "冼星海", "xian xing hai", "xxh" },
  /* compound surnames */
  { "尉迟恭", "yu chi gong", "ycg" },
  { "万俟卨", "mo qi xie", "mqx" },
  { "欧阳雪", "ou yang xue", "oyx" },
  { "长孙无忌", "zhang sun wu ji", "zswj" },
  { "单于丹", "chan yu dan", "cyd" },
  { "澹台灭明", "tan tai mie ming", "ttmm" },
  { "令狐冲", "ling hu chong", "lhc" },
  /* the same characters, but given names */
  { "王单", "wang dan", "wd" },
  { "张长江", "zhang chang jiang", "zcj" },
  { "王曾", "wang zeng", "wz" },
  { "吕布", "lu bu", "lb" },
  { "王女", "wang nu", "wn" },
  /* rare characters */
  { "王䶮", "wang yan", "wy" },
  { "司徒㛃", "si tu jie", "stj" },
  { "梁𬭎", "liang hong", "lh" },
  { "王𫖯", "wang fu", "wf" },
  { "徐㼆", "xu ying", "xy" },
  { "李〇", "li ling", "ll" },
  /* long names */
  { "买买提·艾力", "mai mai ti ai li", "mmtal" },
  { "乌云·其其格", "wu yun qi qi ge", "wyqqg" },
  /* traditional */
  { "單雄信", "shan xiong xin", "sxx" },
  /* Latin, digits, odd input */
  { "John Smith", "john smith", "johnsmith" },
  { "王2", "wang 2", "w2" },
  { " 王 伟 ", "wang wei", "ww" },
  { "王　伟", "wang wei", "ww" },
  { "", "", "" },
  { NULL, "", "" },
  { "···", "", "" },
  { "\xFF", "", "" },
  /* places have no surnames, but take them from families */
  { "莫𡐓村", "mo kang cun", "mkc" },
  { "那尔轰村", "na er hong cun", "nehc" },
  { "解放村", "jie fang cun", "jfc" },
  { "曾家村", "zeng jia cun", "zjc" },
  { "单家屯", "shan jia tun", "sjt" },
};

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *pinyin = xl_pinyin (names[i].text);
      g_autofree char *initials = xl_pinyin_initials (names[i].text);

      g_test_message ("row %u", i);
      g_assert_cmpstr (pinyin, ==, names[i].pinyin);
      g_assert_cmpstr (initials, ==, names[i].initials);
    }
}

static void
test_words (void)
{
  static const Case words[] = {
    { "重庆市", "chong qing shi", NULL },     { "单位", "dan wei", NULL },          { "村长", "cun zhang", NULL },
    { "网格长", "wang ge zhang", NULL },      { "会计", "kuai ji", NULL },          { "解决", "jie jue", NULL },
    { "2026年3月", "2026 nian 3 yue", NULL }, { "长白山", "chang bai shan", NULL }, { NULL, "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *pinyin = xl_pinyin_words (words[i].text);

      g_assert_cmpstr (pinyin, ==, words[i].pinyin);
    }
}

static void
test_order (void)
{
  /* syllable, tone, character, length: as a Chinese list stands; without a reading at the end */
  static const char *const sorted[] = {
    "2号", "李大", "林一", "欧阳雪", "区大明", "仇英", "单雄信", "王", "王刚", "王伟", "王小明", "王小明明", "徐大", "徐㼆", "詹三丰", "张三", "赵四", "𮯠某",
  };
  g_autofree char *before = g_strdup ("");

  for (guint i = 0; i < G_N_ELEMENTS (sorted); i++)
    {
      g_autofree char *key = xl_pinyin_sort_key (sorted[i]);

      g_test_message ("%s", key);
      g_assert_true (g_str_is_ascii (key));
      g_assert_cmpstr (before, <, key);
      g_free (before);
      before = g_steal_pointer (&key);
    }
}

static void
test_surname_length (void)
{
  g_assert_cmpint (xl_surname_length ("欧阳雪"), ==, 6);
  g_assert_cmpint (xl_surname_length ("欧阳"), ==, 3);   /* somebody of the family 欧 */
  g_assert_cmpint (xl_surname_length ("王小明"), ==, 3);
  g_assert_cmpint (xl_surname_length ("𬭎某"), ==, 4);
  g_assert_cmpint (xl_surname_length (""), ==, 0);
  g_assert_cmpint (xl_surname_length (NULL), ==, 0);
}

static void
test_every_name_of_the_samples (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "samples", "township", "truth.json", NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  JsonArray *people;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  people = json_object_get_array_member (
      json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)), "residents"), "people");
  for (guint i = 0; i < json_array_get_length (people); i++)
    {
      const char *name = json_object_get_string_member (json_array_get_object_element (people, i), "name");
      g_autofree char *initials = xl_pinyin_initials (name);
      glong dots = strstr (name, "·") != NULL;

      g_assert_cmpint (strlen (initials), ==, g_utf8_strlen (name, -1) - dots);
    }
}

static gpointer
read_all_han (gpointer data)
{
  guint known = 0;

  for (gunichar c = 0x4E00; c < 0xA000; c++)
    {
      char text[8] = "";
      g_autofree char *pinyin = NULL;

      text[g_unichar_to_utf8 (c, text)] = '\0';
      pinyin = xl_pinyin_words (text);
      known += *pinyin != '\0';
    }
  return GUINT_TO_POINTER (known);
}

static void
test_threads_agree (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("pinyin", read_all_han, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      guint known = GPOINTER_TO_UINT (g_thread_join (threads[i]));

      g_assert_cmpint (known, >=, 20850);   /* of 20,992 */
    }
}

/* The table that the build wrote down is what ICU says. */
static void
test_the_table_is_icu_s (void)
{
  g_autofree char *version = xl_pinyin_icu_version ();

  g_assert_cmpstr (xl_pinyin_readings_from, ==, version);
  for (gunichar first = XL_PINYIN_FIRST; first <= XL_PINYIN_LAST; first += XL_PINYIN_BLOCK)
    {
      g_autoptr(GPtrArray) block = xl_pinyin_icu_block (first);

      for (guint i = 0; i < XL_PINYIN_BLOCK; i++)
        {
          guint16 n = xl_pinyin_reading_of[first + i - XL_PINYIN_FIRST];

          g_assert_cmpstr (n > 0 ? xl_pinyin_readings[n] : NULL, ==, g_ptr_array_index (block, i));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/pinyin/threads-agree", test_threads_agree);
  g_test_add_func ("/base/pinyin/the-table-is-icu-s", test_the_table_is_icu_s);
  g_test_add_func ("/base/pinyin/names", test_names);
  g_test_add_func ("/base/pinyin/words", test_words);
  g_test_add_func ("/base/pinyin/order", test_order);
  g_test_add_func ("/base/pinyin/surname-length", test_surname_length);
  g_test_add_func ("/base/pinyin/every-name-of-the-samples", test_every_name_of_the_samples);
  return g_test_run ();
}
