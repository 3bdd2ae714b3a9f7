#include "base/xl-error.h"
#include "exchange/xl-columns.h"

#include <string.h>

/* Rows written as lines, cells separated by '|'; an empty line is an empty row. */
static GPtrArray *
make_rows (const char *text)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_row_free);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint r = 0; lines[r] != NULL; r++)
    {
      g_auto(GStrv) texts = g_strsplit (lines[r], "|", -1);
      g_autoptr(GArray) cells = g_array_new (FALSE, TRUE, sizeof (XlCell));
      XlRow row = { r + 1, 0, NULL };

      for (guint i = 0; texts[i] != NULL; i++)
        {
          XlCell cell = { .column = i + 1, .type = XL_CELL_TEXT, .text = texts[i] };

          if (texts[i][0] != '\0')
            g_array_append_val (cells, cell);
        }
      row.n_cells = cells->len;
      row.cells = (const XlCell *) (gpointer) cells->data;
      if (row.n_cells > 0)
        g_ptr_array_add (rows, xl_row_copy (&row));
    }
  return rows;
}

typedef struct {
  const char *name, *text, *map;
  guint       header_row;      /* 0: refused */
  int         code;
  const char *fields;          /* key of each column, or what the error says */
} Case;

static const Case cases[] = {
  { "first-row", "姓名|性别|身份证号\n张三|男|1", NULL, 1, 0, "name|sex|id_number" },
  { "title-and-unit", "某村居民花名册\n填报单位：某村|||2026年\n序号|姓  名|出生 年月\n1|张三|", NULL, 3, 0, "-|name|birth_date" },
  { "two-rows-merged", "花名册\n序号|基本信息|||手机号\n|姓名|性别|民族\n1|张三|男|汉族|138", NULL, 3, 0, "-|name|sex|ethnic|phone" },
  { "stars-and-brackets", "*姓名|＊身份证号码（必填）|联系方式：\n张三|1|2", NULL, 1, 0, "name|id_number|phone" },
  { "by-content", "姓名|证照|性别\n张三|220622197311303070|男\n李四|220622196208104650|男\n王五|220622197903224413|女", NULL, 1, 0, "name|id_number|sex" },
  { "no-header", "1|2|3\n4|5|6", NULL, 0, XL_ERROR_NOT_FOUND, "姓名" },
  { "two-headers", "姓名|性别|民族\n张三|男|汉族\n姓名|电话|住址\n李四|1|某村", NULL, 0, XL_ERROR_AMBIGUOUS, "row 1 and row 3" },
  { "two-headers-and-a-map", "姓名|性别|民族\n张三|男|汉族\n姓名|电话|住址\n李四|1|某村", "{\"header_row\":3}", 3, 0, "name|phone|address" },
  { "printed-again-is-one", "姓名|性别|民族\n张三|男|汉族\n姓名|性别|民族\n李四|男|汉族", NULL, 1, 0, "name|sex|ethnic" },
  { "named-twice", "姓名|性别|姓名\n张三|男|李四", NULL, 0, XL_ERROR_AMBIGUOUS, "A and C" },
  { "named-twice-and-a-map", "姓名|性别|姓名\n张三|男|李四", "{\"columns\":{\"C\":null}}", 1, 0, "name|sex|-" },
  { "map-by-letter-and-title", "甲|乙\n张三|男", "{\"header_row\":1,\"columns\":{\"A\":\"name\",\"乙\":\"sex\"}}", 1, 0, "name|sex" },
  { "map-of-no-column", "姓名|性别\n张三|男", "{\"columns\":{\"Q\":\"phone\"}}", 0, XL_ERROR_UNKNOWN, "Q" },
  { "map-of-no-field", "姓名|性别\n张三|男", "{\"columns\":{\"A\":\"shoe\"}}", 0, XL_ERROR_UNKNOWN, "shoe" },
};

static char *
describe (const XlColumns *columns, const XlFieldSet *set)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < columns->n_columns; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", columns->field_of[i] < 0 ? "-"
                            : ((XlField *) g_ptr_array_index (set->fields, columns->field_of[i]))->key);
  return g_string_free (out, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(XlFieldSet) set = xl_field_set_load ("residents", NULL);
  g_autoptr(GPtrArray) rows = make_rows (c->text);
  g_autoptr(XlColumnMap) map = c->map != NULL ? xl_column_map_parse (c->map, NULL) : NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(XlColumns) columns = xl_columns_find (set, (const XlRow *const *) rows->pdata, rows->len, map, &error);

  if (c->header_row == 0)
    {
      g_assert_error (error, XL_ERROR, c->code);
      g_assert_nonnull (strstr (error->message, c->fields));
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (columns->header_row, ==, c->header_row);
  {
    g_autofree char *got = describe (columns, set);

    g_assert_cmpstr (got, ==, c->fields);
  }
}

typedef struct { const char *row; XlSheetRowKind kind; } Kind;

static const Kind kinds[] = {
  { "1|张三|男|汉族", XL_ROW_DATA }, { "|王计|男", XL_ROW_DATA }, { "2", XL_ROW_BLANK }, { "合计|157户|404人", XL_ROW_TOTALS },
  { "|合  计||3", XL_ROW_TOTALS }, { "备注：1.类别可多选；2.外出人员须注明去向。", XL_ROW_NOTE }, { "|填表人：李会计||审核人：", XL_ROW_NOTE },
  { "序号|姓名|性别|民族", XL_ROW_HEADER }, { "|欧阳计量", XL_ROW_DATA }, { "|小计算机室|女|汉族", XL_ROW_DATA },
  { "合计（人）|3|1", XL_ROW_TOTALS }, { "小计金额|3|1", XL_ROW_TOTALS },
};

static void
test_kinds (void)
{
  g_autoptr(XlFieldSet) set = xl_field_set_load ("residents", NULL);
  g_autoptr(GPtrArray) header = make_rows ("序号|姓名|性别|民族");
  g_autoptr(XlColumns) columns = xl_columns_find (set, (const XlRow *const *) header->pdata, 1, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(GPtrArray) row = make_rows (kinds[i].row);

      g_test_message ("%s", kinds[i].row);
      g_assert_cmpint (xl_columns_classify (columns, g_ptr_array_index (row, 0)), ==, kinds[i].kind);
    }
}

static void
test_bad_maps (void)
{
  static const char *const maps[] = { "", "[]", "{\"header_row\":-1}", "{\"columns\":[]}", "{\"columns\":{\"A\":5}}", "{" };

  for (guint i = 0; i < G_N_ELEMENTS (maps); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (xl_column_map_parse (maps[i], &error));
      g_assert_error (error, XL_ERROR, XL_ERROR_FORMAT);
    }
}

/* A reader of JSON goes down as deep as the brackets do: it is not let at them. */
static void
test_deep_maps (void)
{
  g_autoptr(GString) map = g_string_new ("{\"columns\":");
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (map, '[');
  g_assert_null (xl_column_map_parse (map->str, &error));
  g_assert_error (error, XL_ERROR, XL_ERROR_FORMAT);
}

static void
test_letters (void)
{
  g_autofree char *aa = xl_column_letters (27), *z = xl_column_letters (26);

  g_assert_cmpstr (aa, ==, "AA");
  g_assert_cmpstr (z, ==, "Z");
  g_assert_cmpuint (xl_column_number ("xfd"), ==, 16384);
  g_assert_cmpuint (xl_column_number ("A1"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/rules/columns/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/rules/columns/kinds-of-rows", test_kinds);
  g_test_add_func ("/rules/columns/bad-maps-are-refused", test_bad_maps);
  g_test_add_func ("/rules/columns/deep-maps-are-refused", test_deep_maps);
  g_test_add_func ("/rules/columns/letters", test_letters);
  return g_test_run ();
}
