#include "base/xl-code.h"
#include "base/xl-division.h"
#include "base/xl-error.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
test_find (void)
{
  static const struct {
    const char *table, *text, *code;
  } rows[] = {
    { XL_CODE_SEX, "男", "1" },
    { XL_CODE_SEX, "女性", "2" },
    { XL_CODE_SEX, "2", "2" },
    { XL_CODE_SEX, "x", NULL },
    { XL_CODE_ETHNIC, "汉", "01" },
    { XL_CODE_ETHNIC, "汉族", "01" },
    { XL_CODE_ETHNIC, "漢族", "01" },
    { XL_CODE_ETHNIC, "朝鲜族", "10" },
    { XL_CODE_ETHNIC, " 维 吾 尔 ", "05" },
    { XL_CODE_ETHNIC, "０１", "01" },
    { XL_CODE_ETHNIC, "火星族", NULL },
    { XL_CODE_EDUCATION, "本科", "21" },
    { XL_CODE_EDUCATION, "大专", "31" },
    { XL_CODE_EDUCATION, "高中", "61" },
    { XL_CODE_EDUCATION, "初中", "71" },
    { XL_CODE_EDUCATION, "小学", "81" },
    { XL_CODE_EDUCATION, "文盲", "90" },
    { XL_CODE_EDUCATION, "中专", "41" },
    { XL_CODE_POLITICAL, "党员", "01" },
    { XL_CODE_POLITICAL, "中共党员", "01" },
    { XL_CODE_POLITICAL, "团员", "03" },
    { XL_CODE_POLITICAL, "群众", "13" },
    { XL_CODE_MARITAL, "已婚", "20" },
    { XL_CODE_MARITAL, "离异", "40" },
    { XL_CODE_RELATION, "户主", "02" },
    { XL_CODE_RELATION, "妻", "12" },
    { XL_CODE_RELATION, "妻子", "12" },
    { XL_CODE_RELATION, "丈夫", "11" },
    { XL_CODE_RELATION, "配偶", "10" },
    { XL_CODE_RELATION, "儿媳", "38" },
    { XL_CODE_RELATION, "长子", "22" },
    { XL_CODE_RELATION, "子", "20" },
    { XL_CODE_RELATION, "儿子", "20" },
    { XL_CODE_RELATION, "女", "30" },
    { XL_CODE_RELATION, "女儿", "30" },
    { XL_CODE_RELATION, "孙子", "41" },
    { XL_CODE_RELATION, "孙女", "42" },
    { XL_CODE_RELATION, "父亲", "51" },
    { XL_CODE_RELATION, "母亲", "52" },
    { XL_CODE_RELATION, "爷爷", "61" },
    { XL_CODE_RELATION, "奶奶", "62" },
    { XL_CODE_RELATION, "哥哥", "71" },
    { XL_CODE_RELATION, "外婆", "64" },
    { XL_CODE_RELATION, "", NULL },
    { XL_CODE_RELATION, NULL, NULL },
    { XL_CODE_AWAY, "常住", "1" },
    { XL_CODE_AWAY, "外出务工", "2" },
    { XL_CODE_AWAY, "外出上学", "3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("row %u", i);
      g_assert_cmpstr (xl_code_find (xl_code_table (rows[i].table), rows[i].text), ==, rows[i].code);
    }
}

static void
test_names_and_columns (void)
{
  const XlCodeTable *stars = xl_code_table ("volunteer_star_2012");
  const XlCodeTable *ethnic = xl_code_table (XL_CODE_ETHNIC);

  g_assert_cmpstr (xl_code_column (stars, "5", "min_hours"), ==, "1500");
  g_assert_null (xl_code_column (stars, "5", "max_hours"));
  g_assert_null (xl_code_column (stars, "6", "min_hours"));
  g_assert_cmpint (xl_code_table_n (ethnic), ==, 58);
  g_assert_cmpstr (xl_code_table_code (ethnic, 0), ==, "01");
  g_assert_null (xl_code_table_code (ethnic, 58));
  g_assert_cmpstr (xl_code_name (ethnic, "11"), ==, "满族");
  g_assert_null (xl_code_name (ethnic, "60"));
  g_assert_null (xl_code_name (ethnic, NULL));
  g_assert_null (xl_code_table ("no_such_table"));
}

/* A code's own name finds it in every table, and no alias takes a name away. */
static void
test_every_name_finds_its_code (void)
{
  static const char *const keys[] = {
    XL_CODE_SEX,      XL_CODE_ETHNIC, XL_CODE_EDUCATION, XL_CODE_POLITICAL, XL_CODE_MARITAL,
    XL_CODE_RELATION, XL_CODE_HUKOU,  XL_CODE_KIND,      XL_CODE_AWAY,
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const XlCodeTable *table = xl_code_table (keys[i]);

      for (guint r = 0; r < xl_code_table_n (table); r++)
        {
          const char *code = xl_code_table_code (table, r);

          g_assert_cmpstr (xl_code_find (table, xl_code_name (table, code)), ==, code);
          g_assert_cmpstr (xl_code_find (table, code), ==, code);
        }
    }
}

/* Every alias of the samples means the same kind as its name. */
static void
test_kinds_of_the_samples (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "samples", "township", "truth.json", NULL);
  const XlCodeTable *kinds = xl_code_table (XL_CODE_KIND);
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObject *aliases;
  g_autoptr(GList) names = NULL;
  g_autoptr(GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  aliases = json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)), "category_aliases");
  names = json_object_get_members (aliases);
  g_assert_cmpint (g_list_length (names), ==, 10);
  for (GList *n = names; n != NULL; n = n->next)
    {
      JsonArray *words = json_object_get_array_member (aliases, n->data);
      const char *code = xl_code_find (kinds, n->data);

      g_assert_nonnull (code);
      for (guint i = 0; i < json_array_get_length (words); i++)
        g_assert_cmpstr (xl_code_find (kinds, json_array_get_string_element (words, i)), ==, code);
    }
}

static void
test_the_eight_kinds_of_elderly (void)
{
  const XlCodeTable *kinds = xl_code_table (XL_CODE_KIND), *eight = xl_code_table ("special_elderly_8");
  guint seen = 0;

  for (guint i = 0; i < xl_code_table_n (kinds); i++)
    {
      const char *code = xl_code_table_code (kinds, i);
      const char *number = xl_code_column (kinds, code, "special_elderly");

      if (*number == '\0')
        continue;
      g_assert_nonnull (strstr (xl_code_name (kinds, code), xl_code_name (eight, number)));
      seen |= 1u << atoi (number);
    }
  g_assert_cmphex (seen, ==, 0x1FE);
}

static void
assert_several (const char *text, const char *codes, const char *unknown)
{
  char **rest;
  g_autoptr(GPtrArray) found = xl_code_find_several (xl_code_table (XL_CODE_KIND), text, &rest);
  g_autofree char *joined = g_strjoinv (" ", (char **) found->pdata);
  g_autofree char *left = g_strjoinv (" ", rest);

  g_assert_cmpstr (joined, ==, codes);
  g_assert_cmpstr (left, ==, unknown);
  g_strfreev (rest);
}

static void
test_several_in_a_cell (void)
{
  assert_several ("低保、残疾", "minimum_living disability", "");
  assert_several ("低保户，持证残疾人；高龄老人", "minimum_living disability aged", "");
  assert_several ("低保/低保对象 独居", "minimum_living alone", "");
  assert_several ("五保\n三类户", "destitute monitored", "");
  assert_several ("低保,外星人", "minimum_living", "外星人");
  assert_several ("无", "", "");
  assert_several ("", "", "");
  assert_several (NULL, "", "");
}

static void
test_divisions (void)
{
  g_autofree char *full = xl_division_full_name (NULL, "220622103200");
  g_autofree char *capital = xl_division_full_name (NULL, "110116");
  char up[13];

  g_assert_cmpstr (full, ==, "吉林省白山市靖宇县那尔轰镇那尔轰村");
  g_assert_cmpstr (capital, ==, "北京市怀柔区");
  g_assert_cmpstr (xl_division_name (NULL, "220622"), ==, "靖宇县");
  g_assert_cmpstr (xl_division_name (NULL, "2206"), ==, "白山市");
  g_assert_cmpstr (xl_division_name (NULL, "22"), ==, "吉林省");
  g_assert_cmpstr (xl_division_name (NULL, "440305000000"), ==, "南山区");
  g_assert_null (xl_division_name (NULL, "999999999999"));
  g_assert_null (xl_division_name (NULL, "22062"));
  g_assert_null (xl_division_name (NULL, NULL));
  g_assert_true (xl_division_up ("220622103200", XL_DIVISION_TOWNSHIP, up));
  g_assert_cmpstr (up, ==, "220622103000");
  g_assert_true (xl_division_up ("220622103200", XL_DIVISION_PROVINCE, up));
  g_assert_cmpstr (up, ==, "220000000000");
  g_assert_false (xl_division_up ("220622000000", XL_DIVISION_VILLAGE, up));
  g_assert_false (xl_division_up ("22", XL_DIVISION_PROVINCE, up));
  g_assert_cmpint (xl_division_level ("220622103200"), ==, XL_DIVISION_VILLAGE);
  g_assert_cmpint (xl_division_level ("220622103000"), ==, XL_DIVISION_TOWNSHIP);
  g_assert_cmpint (xl_division_level ("220622"), ==, 0);
}

static void
test_division_counts (void)
{
  static const struct
  {
    const char *code;
    guint townships, villages;
  } counties[] = { { "220622", 8, 118 }, { "530111", 13, 133 }, { "110116", 17, 321 } };
  g_autoptr(GPtrArray) provinces = xl_division_children (NULL, NULL);

  g_assert_cmpint (provinces->len, ==, 31);
  for (guint i = 0; i < G_N_ELEMENTS (counties); i++)
    {
      g_autoptr(GPtrArray) townships = xl_division_children (NULL, counties[i].code);
      guint villages = 0;

      for (guint t = 0; t < townships->len; t++)
        {
          g_autoptr(GPtrArray) children = xl_division_children (NULL, ((XlDivision *) townships->pdata[t])->code);

          villages += children->len;
        }
      g_assert_cmpint (townships->len, ==, counties[i].townships);
      g_assert_cmpint (villages, ==, counties[i].villages);
    }
}

static void
test_division_find (void)
{
  static const struct
  {
    const char *text, *within;
    XlDivisionLevel level;
    const char *code;
    guint candidates;
  } rows[] = {
    { "那尔轰村", NULL, 0, "220622103200", 1 },
    { "那尔轰村委会", NULL, 0, "220622103200", 1 },
    { "那尔轰村村民委员会", NULL, 0, "220622103200", 1 },
    { " 那尔轰 村 ", NULL, 0, "220622103200", 1 },
    { "那爾轟村", NULL, 0, "220622103200", 1 },
    { "220622103200", NULL, 0, "220622103200", 1 },
    { "220622103200.0", NULL, 0, "220622103200", 1 },
    { "２２０６２２１０３２００", NULL, 0, "220622103200", 1 },
    { "那尔轰镇那尔轰村", NULL, 0, "220622103200", 1 },
    { "靖宇县那尔轰镇那尔轰村委会", NULL, 0, "220622103200", 1 },
    { "吉林省白山市靖宇县那尔轰镇那尔轰村", NULL, 0, "220622103200", 1 },
    { "那尔轰镇", NULL, 0, "220622103000", 1 },
    { "那尔轰", NULL, 0, NULL, 2 },
    { "那尔轰", NULL, XL_DIVISION_VILLAGE, "220622103200", 1 },
    { "那尔轰", "220622103200", 0, "220622103200", 1 },
    { "继红村", NULL, 0, "220622101215", 1 },     /* published as 继红村委会 */
    { "联合村", "220622", 0, "220622100200", 1 }, /* not 联合社区 */
    { "联合社区居民委员会", "220622", 0, "220622100005", 1 },
    { "联合", "220622000000", 0, NULL, 2 },
    { "靖宇县", NULL, 0, "220622000000", 1 },
    { "朝阳区", NULL, 0, NULL, 2 },
    { "朝阳区", "11", 0, "110105000000", 1 },
    { "四渡河村", "110116", 0, NULL, 2 },
    { "四渡河村", "110116108", 0, "110116108000", 0 },
    { "昆明市官渡区关上街道关上社区", NULL, 0, "530111001001", 1 },
    { "火星村", NULL, 0, NULL, 0 },
    { "云南省那尔轰村", NULL, 0, NULL, 0 },
    { "村", NULL, 0, NULL, 0 },
    { "", NULL, 0, NULL, 0 },
    { NULL, NULL, 0, NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GPtrArray) candidates = NULL;
      const XlDivision *found = xl_division_find (NULL, rows[i].text, rows[i].within, rows[i].level, &candidates);

      g_test_message ("row %u", i);
      if (rows[i].code != NULL && rows[i].candidates == 0)
        {
          g_assert_true (g_str_has_prefix (found->code, rows[i].within));
          continue;
        }
      g_assert_cmpstr (found != NULL ? found->code : NULL, ==, rows[i].code);
      g_assert_cmpint (candidates->len, >=, rows[i].candidates);
      if (rows[i].candidates < 2)
        g_assert_cmpint (candidates->len, ==, rows[i].candidates);
    }
}

static void
test_divisions_of_ones_own (void)
{
  static const char *const rows[] = { "441523103201\tvillage\t莫𡐓村\t441523103000",
                                      "441523103000\ttownship\t试验镇\t441523000000", NULL };
  static const char *const bad[] = { "44\tvillage", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(XlDivisionSet) set = xl_division_set_new (rows, &error);
  g_autoptr(XlDivisionSet) none = NULL;
  const XlDivision *found;

  g_assert_no_error (error);
  found = xl_division_find (set, "莫𡐓村委会", NULL, 0, NULL);
  g_assert_nonnull (found);
  g_assert_cmpstr (found->code, ==, "441523103201");
  g_assert_cmpstr (found->parent, ==, "441523103000");
  g_assert_null (xl_division_find (NULL, "莫𡐓村", NULL, 0, NULL));
  g_assert_cmpstr (xl_division_name (set, "220622103200"), ==, "那尔轰村");
  none = xl_division_set_new (bad, &error);
  g_assert_null (none);
  g_assert_error (error, XL_ERROR, XL_ERROR_FORMAT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/code/find", test_find);
  g_test_add_func ("/base/code/names-and-columns", test_names_and_columns);
  g_test_add_func ("/base/code/every-name-finds-its-code", test_every_name_finds_its_code);
  g_test_add_func ("/base/code/kinds-of-the-samples", test_kinds_of_the_samples);
  g_test_add_func ("/base/code/the-eight-kinds-of-elderly", test_the_eight_kinds_of_elderly);
  g_test_add_func ("/base/code/several-in-a-cell", test_several_in_a_cell);
  g_test_add_func ("/base/division/names-and-parents", test_divisions);
  g_test_add_func ("/base/division/counts", test_division_counts);
  g_test_add_func ("/base/division/find", test_division_find);
  g_test_add_func ("/base/division/ones-own", test_divisions_of_ones_own);
  return g_test_run ();
}
