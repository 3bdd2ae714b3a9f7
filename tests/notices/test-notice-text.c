/* Facts from positioned text made by hand: what the samples do not show. */
#include "notices/xl-notice-lead.h"
#include "notices/xl-notice.h"

#include <locale.h>

#define EM 16.0f
#define LEFT 80.0f

/* One line at @y; characters of @em, Latin ones half as wide. */
static void
put (XlPageText *page, float x, float y, float em, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      float width = c < 0x80 ? em / 2 : em;
      XlGlyph glyph = { c, x, y, x + width, y + em, FALSE };

      if (c != ' ')
        g_array_append_val (page->glyphs, glyph);
      x += width;
    }
}

static XlNotice *
read_page (XlPageText *page, XlNoticeText **text)
{
  g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) xl_page_text_free);

  g_ptr_array_add (pages, page);
  *text = xl_reading_order (pages);
  return xl_notice_read (*text, FALSE, NULL);
}

/* Acceptance scenario A14: the word 关于 was overwritten by an advertisement; a cited number stands in the text. */
static void
test_advertisement (void)
{
  XlPageText *page = xl_page_text_new (1, 595, 842);
  g_autoptr(XlNoticeText) text = NULL;
  g_autoptr(XlNotice) notice = NULL;

  put (page, 62, 100, 18, "昆明市人民政府办公室球探足球比分_球探体育激情直播赢盈中");
  put (page, 190, 130, 18, "印发城乡社区服务规划的通知");
  put (page, LEFT, 180, EM, "各县区人民政府，市属企业：");
  put (page, LEFT + 32, 210, EM, "根据工作需要，《云南省球探足球比分_球探体育激情直播赢盈中");
  put (page, LEFT, 240, EM, "城乡规划的通知》（云政办发〔2022〕29号），编制本规划。");
  put (page, LEFT + 32, 270, EM, "昆明市人民政府办公室");
  put (page, LEFT + 32, 300, EM, "2022年12月6日");
  notice = read_page (page, &text);
  g_assert_cmpstr (notice->title->value, ==, "昆明市人民政府办公室印发城乡社区服务规划的通知");
  g_assert_cmpuint (notice->suspicious->len, ==, 2);
  g_assert_cmpstr (((XlFact *) notice->suspicious->pdata[0])->raw, ==, "球探足球比分_球探体育激情直播赢盈中");
  g_assert_null (notice->number);
  g_assert_cmpuint (notice->cited->len, ==, 1);
  g_assert_cmpstr (((XlFact *) notice->cited->pdata[0])->value, ==, "云政办发〔2022〕29号");
  g_assert_cmpstr (notice->written_date->value, ==, "2022-12-06");
  g_assert_cmpuint (notice->deadlines->len, ==, 0);
}

/* A table whose cells have several lines, one of them centred beside a taller one. */
static void
test_table_cells (void)
{
  XlPageText *page = xl_page_text_new (1, 595, 842);
  g_autoptr(XlNoticeText) text = NULL;
  g_autoptr(XlNotice) notice = NULL;

  put (page, 80, 100, 12, "序号");
  put (page, 160, 100, 12, "报送材料");
  put (page, 300, 100, 12, "时限");
  put (page, 80, 125, 12, "1");
  put (page, 160, 118, 12, "公开栏照片");
  put (page, 160, 132, 12, "三张");
  put (page, 300, 125, 12, "10月20日前");
  put (page, 80, 157, 12, "2");
  put (page, 160, 157, 12, "台账");
  put (page, 300, 157, 12, "10月31日前");
  notice = read_page (page, &text);
  g_assert_cmpstr (text->text, ==, "序号\t报送材料\t时限\n1\t公开栏照片三张\t10月20日前\n2\t台账\t10月31日前");
}

static void
test_untrusted_text (void)
{
  g_autoptr(XlPageText) good = xl_page_text_new (1, 595, 842), faulty = xl_page_text_new (1, 595, 842), empty = xl_page_text_new (1, 595, 842);

  put (good, LEFT, 100, EM, "委员会主任为䶮明（yǎn），请各村核对姓名");
  put (faulty, LEFT, 100, EM, "有关村ÿ居Ā民委员会请核对人口信息");
  g_assert_true (xl_page_text_trusted (good));
  g_assert_false (xl_page_text_trusted (faulty));
  g_assert_false (xl_page_text_trusted (empty));
}

static void
test_lead (void)
{
  const char *kind, *key;

  g_assert_true (xl_notice_lead_find ("当月《探访关爱服务登记表》", "关于落实农村留守老年人月探访制度的通知", &kind, &key));
  g_assert_cmpstr (kind, ==, "form");
  g_assert_cmpstr (key, ==, "elder-visits");
  g_assert_true (xl_notice_lead_find ("走访高龄老人情况", NULL, &kind, &key));
  g_assert_false (xl_notice_lead_find ("汛期值班表", "关于汛期值班的通知", &kind, &key));
  g_assert_nonnull (xl_notice_lead_name ("form", "elder-visits"));
}

/* Which period of a ledger a task asks for. */
static void
test_lead_period (void)
{
  static const struct { const char *what, *due; XlLedgerPeriod period; const char *is; } cases[] = {
    { "报送6月份探访情况", "2026-07-05", XL_PERIOD_MONTH, "2026-06" },
    { "报送12月探访情况", "2026-01-05", XL_PERIOD_MONTH, "2025-12" },
    { "报送2025年9月探访情况", "2026-01-05", XL_PERIOD_MONTH, "2025-09" },
    { "当月《探访关爱服务登记表》", "2026-06-05", XL_PERIOD_MONTH, "2026-06" },
    { "上月探访情况", "2026-06-28", XL_PERIOD_MONTH, "2026-05" },
    { "探访情况", "2026-06-05", XL_PERIOD_MONTH, "2026-05" },
    { "探访情况", "2026-06-28", XL_PERIOD_MONTH, "2026-06" },
    { "11月27日前报送探访情况", "2026-11-27", XL_PERIOD_MONTH, "2026-11" },
    { "村务公开情况", "2026-07-10", XL_PERIOD_QUARTER, "2026-Q2" },
    { "本季度村务公开情况", "2026-07-10", XL_PERIOD_QUARTER, "2026-Q3" },
    { "年度任务清单", "2026-02-10", XL_PERIOD_YEAR, "2025" },
    { "年度任务清单", "2026-09-10", XL_PERIOD_YEAR, "2026" },
    { "合同", "2026-09-10", XL_PERIOD_EVENT, NULL },
    { "探访情况", NULL, XL_PERIOD_MONTH, NULL },
    { "探访情况", "next week", XL_PERIOD_MONTH, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *is = xl_notice_lead_period (cases[i].what, cases[i].due, cases[i].period);

      g_assert_cmpstr (is, ==, cases[i].is);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notices/text/advertisement-is-taken-out-and-said", test_advertisement);
  g_test_add_func ("/notices/text/cells-of-several-lines", test_table_cells);
  g_test_add_func ("/notices/text/broken-maps-are-not-trusted", test_untrusted_text);
  g_test_add_func ("/notices/lead/words-lead-to-the-form", test_lead);
  g_test_add_func ("/notices/lead/which-period-is-asked-for", test_lead_period);
  return g_test_run ();
}
