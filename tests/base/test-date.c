#include "base/xl-date.h"

#include <string.h>

#define TODAY "2026-06-30"

typedef struct {
  const char *text;
  XlDateFlags flags;
  int         year;
  const char *date;     /* "" when it is refused */
  const char *reason;   /* part of it, or of the doubt; NULL for none */
} Case;

static const Case cases[] = {
  /* the spellings of the samples */
  { "2024-03-05", 0, 0, "2024-03-05", NULL },
  { "2024/03/05", 0, 0, "2024-03-05", NULL },
  { "2024/3/5", 0, 0, "2024-03-05", NULL },
  { "2024.3.5", 0, 0, "2024-03-05", NULL },
  { "2024年3月5日", 0, 0, "2024-03-05", NULL },
  { "20240305", 0, 0, "2024-03-05", NULL },
  { "24/3/5", 0, 0, "2024-03-05", NULL },
  { "２０２４.３.５", 0, 0, "2024-03-05", NULL },
  { " 2024 年3 月 5日", 0, 0, "2024-03-05", NULL },
  { "45356", 0, 0, "2024-03-05", NULL },
  { "45356", XL_DATE_NUMERIC_CELL, 0, "2024-03-05", NULL },
  { "3.5", 0, 2026, "2026-03-05", NULL },
  { "3月5日", 0, 2026, "2026-03-05", NULL },
  /* words */
  { "二〇二二年十二月六日", 0, 0, "2022-12-06", NULL },
  { "二○二二年十二月六日", 0, 0, "2022-12-06", NULL },
  { "二零二六年六月三十日", 0, 0, "2026-06-30", NULL },
  { "一九六二年十月廿一日", 0, 0, "1962-10-21", NULL },
  { "62年七月", XL_DATE_PAST, 0, "1962-07", NULL },
  { "六二年七月", XL_DATE_PAST, 0, "1962-07", NULL },
  { "62年7月5日", XL_DATE_PAST, 0, "1962-07-05", NULL },
  { "62年", XL_DATE_PAST, 0, "1962", NULL },
  { "1962年", 0, 0, "1962", NULL },
  { "1962", 0, 0, "1962", NULL },
  { "1962.7", 0, 0, "1962-07", NULL },
  { "1962年七月", 0, 0, "1962-07", NULL },
  { "1962-07", 0, 0, "1962-07", NULL },
  { "196207", 0, 0, "1962-07", "six digits" },
  { "620705", XL_DATE_PAST, 0, "1962-07-05", NULL },
  { "2024年3月5号", 0, 0, "2024-03-05", NULL },
  { "2024-3月5日", 0, 0, "2024-03-05", NULL },
  { "2024。3。5", 0, 0, "2024-03-05", NULL },
  { "2024—3—5", 0, 0, "2024-03-05", NULL },
  { "2024年3月5日（星期二）", 0, 0, "2024-03-05", NULL },
  { "2024年3月5日 星期二", 0, 0, "2024-03-05", NULL },
  { "2024.3.5.", 0, 0, "2024-03-05", NULL },
  /* with a time behind */
  { "2024-03-05 00:00:00", 0, 0, "2024-03-05", NULL },
  { "2024-03-05T08:30:00Z", 0, 0, "2024-03-05", NULL },
  { "2024/3/5 8:30", 0, 0, "2024-03-05", NULL },
  { "20240305.0", 0, 0, "2024-03-05", NULL },
  { "45356.354", XL_DATE_NUMERIC_CELL, 0, "2024-03-05", NULL },
  /* two digits of the year */
  { "26/6/30", XL_DATE_PAST, 0, "2026-06-30", NULL },
  { "27/6/30", XL_DATE_PAST, 0, "1927-06-30", NULL },
  { "27/6/30", 0, 0, "2027-06-30", NULL },
  { "48.3.5", XL_DATE_PAST, 0, "1948-03-05", NULL },
  /* spreadsheet days */
  { "1", XL_DATE_NUMERIC_CELL, 0, "1900-01-01", NULL },
  { "59", XL_DATE_NUMERIC_CELL, 0, "1900-02-28", NULL },
  { "60", XL_DATE_NUMERIC_CELL, 0, "", "no such day" },
  { "61", XL_DATE_NUMERIC_CELL, 0, "1900-03-01", NULL },
  { "43894", XL_DATE_NUMERIC_CELL | XL_DATE_1904, 0, "2024-03-05", NULL },
  { "2024.1", XL_DATE_NUMERIC_CELL, 0, "2024-01", "October" },
  { "3.5", XL_DATE_NUMERIC_CELL, 2026, "2026-03-05", NULL },
  { "20240305", XL_DATE_NUMERIC_CELL, 0, "2024-03-05", NULL },
  /* orders */
  { "3/5/2024", 0, 0, "2024-03-05", "American" },
  { "25/3/2024", 0, 0, "", "order" },
  { "24.3", 0, 0, "2024-03", "two digits" },
  /* what people get wrong */
  { "1951-02-30", 0, 0, "", "no such day" },
  { "20220931", 0, 0, "", "no such day" },
  { "2023-02-29", 0, 0, "", "no such day" },
  { "2024-02-29", 0, 0, "2024-02-29", NULL },
  { "1900-02-29", 0, 0, "", "no such day" },
  { "2000-02-29", 0, 0, "2000-02-29", NULL },
  { "2024-13-01", 0, 0, "", "no such month" },
  { "2024-00-01", 0, 0, "", "no such month" },
  { "2024-01-00", 0, 0, "", "no such day" },
  { "2024.0", 0, 0, "", "no such month" },
  { "00000000", 0, 0, "", "range" },
  { "3200-01-01", 0, 0, "", "range" },
  { "3.5", 0, 0, "", "year is missing" },
  { "3月5日", 0, 0, "", "year is missing" },
  { "2.30", 0, 2026, "", "no such day" },
  { "13月5日", 0, 2026, "", "no such month" },
  { "5日", 0, 2026, "", "no date" },
  { "3月", 0, 2026, "2026-03", NULL },
  { "农历六月初八", 0, 0, "", "lunar" },
  { "腊月二十三", 0, 0, "", "lunar" },
  { "2024.3-2024.5", 0, 0, "", "no date" },
  { "2024-03-05-06", 0, 0, "", "no date" },
  { "上个月", 0, 0, "", "no date" },
  { "8:30", 0, 0, "", "no date" },
  { "-5", 0, 0, "", "no date" },
  { "99999999999999999999", 0, 0, "", "no date" },
  { "2024-99999999999-1", 0, 0, "", "no such month" },
  { "\xFF", 0, 0, "", "no date" },
  { "2030-01-01", XL_DATE_PAST, 0, "2030-01-01", "future" },
  /* nothing */
  { "", 0, 0, "", NULL },
  { NULL, 0, 0, "", NULL },
  { "无", 0, 0, "", NULL },
  { "—", 0, 0, "", NULL },
};

static void
test_spellings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      XlDate date;
      gboolean read = xl_date_parse (c->text, c->flags, TODAY, c->year, &date);
      const char *said = date.reason != NULL ? date.reason : date.doubt;

      g_test_message ("row %u", i);
      g_assert_cmpstr (date.text, ==, c->date);
      g_assert_cmpint (read, ==, *c->date != '\0');
      g_assert_cmpint (date.precision, ==, strlen (c->date) / 3);   /* none, YYYY, YYYY-MM, YYYY-MM-DD */
      g_assert_true (c->reason == NULL ? said == NULL : said != NULL && strstr (said, c->reason) != NULL);
    }
}

static void
test_parts_of_a_refused_date (void)
{
  XlDate date;

  g_assert_false (xl_date_parse ("3月5日", XL_DATE_TEXT, TODAY, 0, &date));
  g_assert_true (date.year_missing);
  g_assert_cmpint (date.month, ==, 3);
  g_assert_cmpint (date.day, ==, 5);
  g_assert_true (xl_date_parse ("3.5", XL_DATE_TEXT, TODAY, 2025, &date));
  g_assert_true (date.year_missing);
}

static void
test_every_day (void)
{
  char iso[11], again[11];

  for (int days = xl_date_to_days (1850, 1, 1); days <= xl_date_to_days (2150, 12, 31); days++)
    {
      int y, m, d;
      XlDate date;

      xl_date_from_days (days, iso);
      g_assert_true (xl_date_split (iso, &y, &m, &d));
      g_assert_cmpint (xl_date_to_days (y, m, d), ==, days);
      g_assert_true (xl_date_parse (iso, XL_DATE_TEXT, NULL, 0, &date));
      g_assert_cmpstr (date.text, ==, iso);
      g_assert_true (xl_date_add_days (iso, 1, again));
      g_assert_cmpstr (again, >, iso);
    }
}

static void
test_arithmetic (void)
{
  char out[11];

  g_assert_true (xl_date_add_months ("2024-01-31", 1, out));
  g_assert_cmpstr (out, ==, "2024-02-29");
  g_assert_true (xl_date_add_months ("2024-07-01", 24, out));
  g_assert_cmpstr (out, ==, "2026-07-01");
  g_assert_true (xl_date_add_months ("2026-03-31", -1, out));
  g_assert_cmpstr (out, ==, "2026-02-28");
  g_assert_true (xl_date_add_months ("2026-01-15", -13, out));
  g_assert_cmpstr (out, ==, "2024-12-15");
  g_assert_false (xl_date_add_months ("9999-12-01", 1, out));
  g_assert_true (xl_date_add_days ("2026-12-31", 1, out));
  g_assert_cmpstr (out, ==, "2027-01-01");
  g_assert_false (xl_date_add_days ("9999-12-31", 1, out));
  g_assert_false (xl_date_add_days ("2026-02-30", 1, out));
  g_assert_false (xl_date_add_days ("2026-01-01", G_MAXINT, out));
  g_assert_cmpint (xl_date_between ("2026-06-30", "2026-07-02"), ==, 2);
  g_assert_cmpint (xl_date_between ("2026-07-02", "2026-06-30"), ==, -2);
  g_assert_cmpint (xl_date_weekday ("2026-06-15"), ==, 1);   /* A15 calls it a Monday */
  g_assert_cmpint (xl_date_weekday ("1970-01-01"), ==, 4);
  g_assert_cmpint (xl_date_weekday ("1969-12-28"), ==, 7);
  g_assert_cmpint (xl_date_weekday ("no date"), ==, 0);
}

static void
test_words (void)
{
  g_autofree char *words = xl_date_words ("2024-03-05");

  g_assert_cmpstr (words, ==, "2024年3月5日");
  g_assert_null (xl_date_words ("2024-02-30"));
}

static void
test_valid (void)
{
  static const char *const wrong[] = { "",           "2024-3-5", "2024-03-05 ", "2024-02-30", "0000-01-01",
                                       "2024/03/05", "2024-03",  "abcd-ef-gh",  "2024-03-0" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (xl_date_is_valid (wrong[i]));
  g_assert_false (xl_date_is_valid (NULL));
  g_assert_true (xl_date_is_valid ("2024-02-29"));
}

static void
test_workdays (void)
{
  char out[11];
  gboolean known;

  g_assert_false (xl_workday_is ("2026-06-19", &known));   /* Dragon Boat Festival, a Friday */
  g_assert_true (known);
  g_assert_cmpstr (xl_workday_holiday ("2026-06-19"), ==, "端午");
  g_assert_null (xl_workday_holiday ("2026-06-18"));
  g_assert_true (xl_workday_is ("2026-02-14", NULL));      /* a Saturday worked for the Spring Festival */
  g_assert_false (xl_workday_is ("2026-06-20", NULL));
  g_assert_true (xl_workday_add ("2026-06-15", 5, out, &known));   /* A15: five working days from 15 June */
  g_assert_cmpstr (out, ==, "2026-06-23");
  g_assert_true (known);
  g_assert_true (xl_workday_add ("2026-06-23", -5, out, NULL));
  g_assert_cmpstr (out, ==, "2026-06-15");
  g_assert_true (xl_workday_add ("2026-06-20", 0, out, NULL));
  g_assert_cmpstr (out, ==, "2026-06-20");
  g_assert_cmpint (xl_workday_count ("2026-06-15", "2026-06-23", &known), ==, 6);
  g_assert_cmpint (xl_workday_count ("2026-06-23", "2026-06-15", NULL), ==, 0);
}

static void
test_unknown_years (void)
{
  char out[11];
  gboolean known = TRUE;

  g_assert_true (xl_workday_known (2004));
  g_assert_true (xl_workday_known (2026));
  g_assert_false (xl_workday_known (2027));
  g_assert_false (xl_workday_known (2003));
  g_assert_true (xl_workday_is ("2027-06-30", &known));
  g_assert_false (known);
  g_assert_true (xl_workday_add ("2026-12-31", 3, out, &known));
  g_assert_cmpstr (out, ==, "2027-01-05");
  g_assert_false (known);
  g_assert_false (xl_workday_add ("9999-12-30", 30, out, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/date/spellings", test_spellings);
  g_test_add_func ("/base/date/parts-of-a-refused-date", test_parts_of_a_refused_date);
  g_test_add_func ("/base/date/every-day-of-three-centuries", test_every_day);
  g_test_add_func ("/base/date/arithmetic", test_arithmetic);
  g_test_add_func ("/base/date/words", test_words);
  g_test_add_func ("/base/date/valid", test_valid);
  g_test_add_func ("/base/workday/exchanged-weekends", test_workdays);
  g_test_add_func ("/base/workday/years-the-table-does-not-know", test_unknown_years);
  return g_test_run ();
}
