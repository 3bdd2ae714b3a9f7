#pragma once

#include "filings/xl-filing-paper.h"

#include <sodium.h>
#include <string.h>

/* A village's month as the ledgers room would hand it over; people and places of it are invented but for the division names. */
static const char *const visit_columns[] = { "no", "name", "sex", "age", "kinds", "group", "date", "mode",
                                             "condition", "need", "action", "visitor", NULL };
static const char *const missed_columns[] = { "no", "name", "sex", "age", "kinds", "group", "last_visit", NULL };

static inline XlFilingData *
sample_data (guint n_visits)
{
  static const char *const names[] = { "张桂兰", "徐㼆", "王䶮", "李㛃", "陈𬭎", "孙𫖯", "买买提·吐尔逊", "欧阳秀英" };
  static const char *const needs[] = { "", "高血压，按时服药；子女在外务工，一个月回来一次，平时由邻居照看", "行动不便，需助餐", "" };
  static const char *const actions[] = { "", "协调村卫生室每周上门量血压", "联系幸福食堂送餐", "" };
  XlFilingData *data = xl_filing_data_new ();
  XlFilingSheet *visits = xl_filing_data_add_sheet (data, "visits", visit_columns);
  XlFilingSheet *missed = xl_filing_data_add_sheet (data, "missed", missed_columns);

  static const struct { const char *key, *text; } texts[] = {
    { "we", "我村" }, { "office_full", "那尔轰镇莫𡐓村村民委员会" }, { "parent", "那尔轰镇人民政府" }, { "signer", "王建国" },
    { "due", "31" }, { "visited", "29" }, { "missed", "2" }, { "rate", "93.5%" }, { "policy_words", "月末在册，任何方式" },
    { "visits", "34" }, { "visits_home", "28" }, { "visits_phone", "5" }, { "visits_other", "1" }, { "needs", "6" },
    { "no_needs", "" }, { "actions", "5" }, { "all_visited", "" }, { "period_end_words", "2026年6月30日" },
    { "contact", "刘会计" }, { "contact_phone", "13812345678" }, { "copies", "镇民政办，存档" }, { "replaces_number", "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    xl_filing_data_set (data, texts[i].key, texts[i].text);
  for (guint i = 0; i < n_visits; i++)
    {
      g_autofree char *no = g_strdup_printf ("%u", i + 1);
      g_autofree char *age = g_strdup_printf ("%u", 65 + i % 30);
      g_autofree char *date = g_strdup_printf ("2026-06-%02u", 1 + i % 30);
      const char *row[] = { no, names[i % 8], i % 2 ? "男" : "女", age, i % 3 ? "独居" : "独居、高龄", i % 2 ? "一组" : "二组", date,
                            i % 5 ? "入户" : "电话", i % 2 ? "患病" : "良好", needs[i % 4], actions[i % 4], "赵志强" };

      xl_filing_sheet_add (visits, row);
    }
  xl_filing_sheet_add (missed, (const char *[]) { "1", "周永福", "男", "83", "高龄", "三组", "2026-05-21" });
  xl_filing_sheet_add (missed, (const char *[]) { "2", "吴玉珍", "女", "79", "空巢", "一组", "" });
  return data;
}

static inline const guint8 *
sample_key (void)
{
  static guint8 secret[crypto_sign_SECRETKEYBYTES];
  guint8 public_key[crypto_sign_PUBLICKEYBYTES], seed[crypto_sign_SEEDBYTES];

  memset (seed, 7, sizeof seed);
  g_assert_cmpint (sodium_init (), >=, 0);
  crypto_sign_seed_keypair (public_key, secret, seed);
  return secret;
}

static inline XlFilingIssue
sample_issue (XlMaskProfile profile)
{
  XlFilingIssue issue = { .office = "220622103205", .office_name = "莫𡐓村", .number = "莫𡐓村〔2026〕3号", .period = "2026-06",
                          .date = "2026-07-01", .profile = profile };

  issue.secret_key = sample_key ();
  return issue;
}

static inline XlFiling *
make_sample (XlFilingData *data, XlMaskProfile profile, GError **error)
{
  g_autoptr(XlFilingForm) form = xl_filing_form_load ("elder-visits", error);
  XlFilingIssue issue = sample_issue (profile);

  if (form == NULL
      || !xl_filing_prepare (form, data, issue.office, issue.office_name, issue.period, profile, error))
    return NULL;
  return xl_filing_make (form, data, &issue, error);
}
