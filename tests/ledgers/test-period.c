/* Periods: what day lies in which, where they begin and end, and the one after. */
#include "base/xl-date.h"
#include "ledgers/xl-period.h"

typedef struct {
  XlLedgerPeriod kind;
  const char *day, *period, *first, *last, *next, *before;
} Case;

static const Case cases[] = {
  { XL_PERIOD_DAY, "2024-02-29", "2024-02-29", "2024-02-29", "2024-02-29", "2024-03-01", "2024-02-28" },
  { XL_PERIOD_DAY, "2026-12-31", "2026-12-31", "2026-12-31", "2026-12-31", "2027-01-01", "2026-12-30" },
  { XL_PERIOD_WEEK, "2026-06-03", "2026-W23", "2026-06-01", "2026-06-07", "2026-W24", "2026-W22" },
  { XL_PERIOD_WEEK, "2027-01-03", "2026-W53", "2026-12-28", "2027-01-03", "2027-W01", "2026-W52" },   /* 53 weeks; still the old year */
  { XL_PERIOD_WEEK, "2024-12-30", "2025-W01", "2024-12-30", "2025-01-05", "2025-W02", "2024-W52" },   /* already the new year */
  { XL_PERIOD_WEEK, "2021-01-01", "2020-W53", "2020-12-28", "2021-01-03", "2021-W01", "2020-W52" },
  { XL_PERIOD_WEEK, "2024-02-29", "2024-W09", "2024-02-26", "2024-03-03", "2024-W10", "2024-W08" },
  { XL_PERIOD_TEN_DAYS, "2026-06-10", "2026-06-T1", "2026-06-01", "2026-06-10", "2026-06-T2", "2026-05-T3" },
  { XL_PERIOD_TEN_DAYS, "2026-06-11", "2026-06-T2", "2026-06-11", "2026-06-20", "2026-06-T3", "2026-06-T1" },
  { XL_PERIOD_TEN_DAYS, "2026-12-31", "2026-12-T3", "2026-12-21", "2026-12-31", "2027-01-T1", "2026-12-T2" },
  { XL_PERIOD_TEN_DAYS, "2024-02-29", "2024-02-T3", "2024-02-21", "2024-02-29", "2024-03-T1", "2024-02-T2" },
  { XL_PERIOD_TEN_DAYS, "2023-02-28", "2023-02-T3", "2023-02-21", "2023-02-28", "2023-03-T1", "2023-02-T2" },
  { XL_PERIOD_MONTH, "2024-02-29", "2024-02", "2024-02-01", "2024-02-29", "2024-03", "2024-01" },
  { XL_PERIOD_MONTH, "2100-02-28", "2100-02", "2100-02-01", "2100-02-28", "2100-03", "2100-01" },     /* no leap year */
  { XL_PERIOD_MONTH, "2026-12-31", "2026-12", "2026-12-01", "2026-12-31", "2027-01", "2026-11" },
  { XL_PERIOD_QUARTER, "2026-03-31", "2026-Q1", "2026-01-01", "2026-03-31", "2026-Q2", "2025-Q4" },
  { XL_PERIOD_QUARTER, "2026-12-31", "2026-Q4", "2026-10-01", "2026-12-31", "2027-Q1", "2026-Q3" },
  { XL_PERIOD_HALF_YEAR, "2026-06-30", "2026-H1", "2026-01-01", "2026-06-30", "2026-H2", "2025-H2" },
  { XL_PERIOD_HALF_YEAR, "2026-07-01", "2026-H2", "2026-07-01", "2026-12-31", "2027-H1", "2026-H1" },
  { XL_PERIOD_HALF_YEAR, "2026-12-31", "2026-H2", "2026-07-01", "2026-12-31", "2027-H1", "2026-H1" },
  { XL_PERIOD_YEAR, "2026-12-31", "2026", "2026-01-01", "2026-12-31", "2027", "2025" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *period = xl_template_period_of (c->kind, c->day);
  g_autofree char *next = xl_period_step (c->period, 1);
  g_autofree char *before = xl_period_step (c->period, -1);
  g_autofree char *there = xl_period_step (c->period, 40);
  g_autofree char *back = xl_period_step (there, -40);
  char first[11], last[11];

  g_assert_cmpstr (period, ==, c->period);
  g_assert_cmpint (xl_period_kind (c->period), ==, c->kind);
  g_assert_true (xl_period_days (c->period, first, last));
  g_assert_cmpstr (first, ==, c->first);
  g_assert_cmpstr (last, ==, c->last);
  g_assert_cmpstr (next, ==, c->next);
  g_assert_cmpstr (before, ==, c->before);
  g_assert_cmpstr (back, ==, c->period);
}

static void
test_none (void)
{
  static const char *const none[] = {
    "", "26", "2026-", "2026-0", "2026-00", "2026-13", "2026-Q0", "2026-Q5", "2026-H0", "2026-H3", "2026-W00", "2026-W54", "2025-W53",
    "2026-06-T0", "2026-06-T4", "2026-13-T1", "2026-02-29", "2026-6-003", "-026", "+026", "0000", "2026/06", "2026-q1", "2026-W1x", "abcdefghij",
  };
  char first[11], last[11];

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autofree char *next = xl_period_step (none[i], 1);

      if (next != NULL || xl_period_days (none[i], first, last))
        g_error ("%s is taken for a period", none[i]);
    }
  g_assert_null (xl_period_step ("9999-12-31", 1));
  g_assert_null (xl_period_step ("9999", 1));
  g_assert_null (xl_period_step ("0001-H1", -1));
}

static void
test_every_day_is_in_one (void)
{
  for (int kind = XL_PERIOD_DAY; kind <= XL_PERIOD_YEAR; kind++)
    {
      char day[11] = "2023-12-01", first[11], last[11];
      g_autofree char *before = xl_template_period_of ((XlLedgerPeriod) kind, day);

      while (g_strcmp0 (day, "2029-02-01") < 0)
        {
          g_autofree char *period = xl_template_period_of ((XlLedgerPeriod) kind, day);
          g_autofree char *next = xl_period_step (before, 1);

          g_assert_true (xl_period_days (period, first, last));
          g_assert_true (g_strcmp0 (first, day) <= 0 && g_strcmp0 (day, last) <= 0);
          g_assert_true (g_str_equal (period, before) || (g_str_equal (period, next) && g_str_equal (day, first)));
          g_assert_cmpint (g_strcmp0 (before, period), <=, 0);   /* they sort as they follow */
          g_free (before);
          before = g_steal_pointer (&period);
          g_assert_true (xl_date_add_days (day, 1, day));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("/ledgers/period/%s/%s", xl_period_names ()[cases[i].kind], cases[i].day);

      g_test_add_data_func (name, &cases[i], test_case);
    }
  g_test_add_func ("/ledgers/period/what-is-none", test_none);
  g_test_add_func ("/ledgers/period/every-day-is-in-one", test_every_day_is_in_one);
  return g_test_run ();
}
