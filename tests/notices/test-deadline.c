#include "notices/xl-deadline.h"
#include "notices/xl-recurrence.h"
#include "notices/xl-text-fold.h"

typedef struct {
  const char *name, *sentence, *written, *received;
  const char *want;     /* last moment or rule; "" for no deadline */
  gboolean    doubt;
} Case;

static const Case cases[] = {
  /* Acceptance scenario A15: a notice of 2026-06-15, a Monday. */
  { "day", "请于6月25日前报送", "2026-06-15", "2026-06-15", "2026-06-25 23:59", FALSE },
  { "hour", "6月25日下午5时前", "2026-06-15", "2026-06-15", "2026-06-25 17:00", FALSE },
  { "workdays-over-a-holiday", "收到之日起5个工作日内", "2026-06-15", "2026-06-15", "2026-06-23 23:59", FALSE },
  { "quarter", "每季度首个月20日", "2026-06-15", "2026-06-15", "quarterly:1:20", FALSE },
  { "next-year", "1月10日前", "2026-06-15", "2026-06-15", "2027-01-10 23:59", TRUE },
  { "before-the-afternoon", "12月2日下午前", "2026-11-30", "2026-11-30", "2026-12-02 12:00", TRUE },
  /* What people write. */
  { "full-width", "于２０２６年１２月３１日前", "2026-10-28", NULL, "2026-12-31 23:59", FALSE },
  { "chinese-numerals", "于二〇二六年十一月十三日前报县委组织部", "2026-11-03", NULL, "2026-11-13 23:59", FALSE },
  { "weekday-in-brackets", "于11月25日（星期三）前", "2026-10-28", NULL, "2026-11-25 23:59", FALSE },
  { "noon-as-clock", "于6月12日12:00前上报", "2026-06-02", NULL, "2026-06-12 12:00", FALSE },
  { "end-of-day", "于6月12日24:00前", "2026-06-02", NULL, "2026-06-12 24:00", FALSE },
  { "end-of-this-month", "请于本月底前先行报送", "2026-11-09", NULL, "2026-11-30 23:59", FALSE },
  { "end-of-a-month", "11月底前完成竣工自验", "2026-03-16", NULL, "2026-11-30 23:59", FALSE },
  { "end-of-february", "2月底前", "2028-01-16", NULL, "2028-02-29 23:59", FALSE },
  { "end-of-year", "于年底前完成归档", "2026-11-16", NULL, "2026-12-31 23:59", FALSE },
  { "from-issue", "自本通知印发之日起5个工作日内", "2026-11-16", NULL, "2026-11-23 23:59", FALSE },
  { "until", "至2026年12月31日止", "2026-10-28", NULL, "2026-12-31 23:59", FALSE },
  { "closing-day", "截止日期为12月15日", "2026-11-28", NULL, "2026-12-15 23:59", FALSE },
  { "ten-days", "12月下旬前", "2026-11-28", NULL, "2026-12-31 23:59", TRUE },
  { "monthly", "各村于每月25日前将登记表报镇", "2026-11-09", NULL, "monthly:25", FALSE },
  { "following-month", "于次月5日前汇总", "2026-11-09", NULL, "monthly:5", FALSE },
  { "last-of-month", "每月底前报送", "2026-11-09", NULL, "monthly:last", FALSE },
  { "last-workday", "每月最后一个工作日前", "2026-11-09", NULL, "monthly:last_workday", FALSE },
  { "last-month-of-quarter", "每季度最后一个月20日前", "2026-11-18", NULL, "quarterly:3:20", FALSE },
  { "weekly", "每周五17:00前报送", "2026-10-28", NULL, "weekly:5", FALSE },
  { "daily", "每日巡山记录于当日18:00前上传", "2026-09-30", NULL, "daily:18:00", FALSE },
  { "event", "灾害发生后1小时内完成初报", "2026-06-02", NULL, "event:1h", FALSE },
  { "event-workdays", "审核表于公开后3个工作日内报镇", "2026-07-08", NULL, "event:3wd", FALSE },
  { "received-day-unknown", "收到之日起5个工作日内", "2026-06-15", NULL, "event:5wd", FALSE },
  /* No deadlines. */
  { "meeting", "定于2026年4月18日上午9时召开会议", "2026-04-10", NULL, "" },
  { "span", "2026年9月1日至9月20日", "2026-08-25", NULL, "" },
  { "statistics", "截至2020年底，全市有志愿者118.6万人", "2022-12-06", NULL, "" },
  { "goal", "到2026年12月底，覆盖率达到100%", "2026-03-16", NULL, "" },
  { "birth", "新生儿自出生之日起90日内参保缴费", "2026-10-28", NULL, "" },
  { "no-such-day", "2月30日前", "2026-01-10", NULL, "" },
  { "should-on-the-day", "应当日探访或电话问询", "2026-11-09", NULL, "" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *folded = xl_text_fold (c->sentence);
  g_autoptr(GPtrArray) list = xl_deadline_find (folded, c->written, c->received);
  g_autofree char *got = NULL;

  g_assert_cmpuint (list->len, ==, *c->want != '\0');
  if (list->len == 0)
    return;
  got = xl_deadline_last_moment (list->pdata[0]);
  if (got == NULL)
    got = xl_deadline_rule (list->pdata[0]);
  g_assert_cmpstr (got, ==, c->want);
  g_assert_cmpint (((XlDeadline *) list->pdata[0])->doubt != NULL, ==, c->doubt);
}

typedef struct { const char *rule, *from, *want; } Next;

static const Next nexts[] = {
  { "quarterly:1:20", "2026-06-15", "2026-07-20" },   /* A15 */
  { "quarterly:3:20", "2026-12-21", "2027-03-20" },
  { "monthly:25", "2026-11-25", "2026-11-25" },
  { "monthly:25", "2026-11-26", "2026-12-25" },
  { "monthly:31", "2027-02-01", "2027-02-28" },
  { "monthly:10,25", "2026-11-11", "2026-11-25" },
  { "monthly:last", "2028-02-10", "2028-02-29" },
  { "monthly:last_workday", "2026-11-01", "2026-11-30" },
  { "monthly:last_workday", "2026-05-20", "2026-05-29" },
  { "weekly:5", "2026-11-21", "2026-11-27" },
  { "daily:17:00", "2026-11-21", "2026-11-21" },
  { "event:3wd", "2026-11-21", NULL },
  { "monthly", "2026-11-21", NULL },
};

static void
test_next (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (nexts); i++)
    {
      char day[11];
      gboolean found = xl_recurrence_next (nexts[i].rule, nexts[i].from, day);

      g_assert_cmpint (found, ==, nexts[i].want != NULL);
      if (found)
        g_assert_cmpstr (day, ==, nexts[i].want);
    }
}

static void
test_fold (void)
{
  g_autofree char *folded = xl_text_fold ("⽯桥县⼈⺠政府［２０２６］（試行）");
  g_autofree char *skeleton = xl_text_skeleton ("青政发 ﹝2026﹞ 41号");

  g_assert_cmpstr (folded, ==, "石桥县人民政府〔2026〕(试行)");
  g_assert_cmpstr (skeleton, ==, "青政发〔2026〕41号");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/notices/deadline/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/notices/recurrence/next", test_next);
  g_test_add_func ("/notices/fold/one-character-for-one", test_fold);
  return g_test_run ();
}
