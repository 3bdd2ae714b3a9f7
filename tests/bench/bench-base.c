/* What it costs to read a million residents' cells: beside a plain validation and copy of the same bytes, and beside
 * ICU reading the names. */
#include "base/xl-date.h"
#include "base/xl-identity.h"
#include "base/xl-name.h"
#include "base/xl-pinyin.h"

#include <stdio.h>
#include <string.h>
#include <unicode/utrans.h>
#include <unicode/ustring.h>

#define ROWS  1000000
#define SLOW  50000    /* rows for the slow peer; scaled */

static const char *const surnames[] = { "王", "李", "张", "刘", "陈",   "杨",   "赵", "黄",
                                        "周", "吴", "单", "曾", "欧阳", "尉迟", "徐", "孙" };
static const char *const givens[] = { "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳",
                                      "杰", "涛", "明", "超", "秀", "霞", "平", "刚", "桂", "英", "䶮", "𬭎" };

static char names[ROWS][20];
static char numbers[ROWS][19];
static char dates[ROWS][24];

static void
make_rows (void)
{
  static const char *const shapes[] = { "%04d-%02d-%02d", "%04d/%d/%d", "%04d.%d.%d", "%04d年%d月%d日" };
  GRand *random = g_rand_new_with_seed (7);

  for (int i = 0; i < ROWS; i++)
    {
      int year = g_rand_int_range (random, 1935, 2024), month = g_rand_int_range (random, 1, 13),
          day = g_rand_int_range (random, 1, 29);

      g_snprintf (names[i], sizeof names[i], "%s%s%s", surnames[g_rand_int_range (random, 0, G_N_ELEMENTS (surnames))],
                  givens[g_rand_int_range (random, 0, G_N_ELEMENTS (givens))],
                  i % 3 == 0 ? "" : givens[g_rand_int_range (random, 0, G_N_ELEMENTS (givens))]);
      g_snprintf (numbers[i], sizeof numbers[i], "220622%04d%02d%02d%03d0", year, month, day, i % 1000);
      numbers[i][17] = xl_identity_check_character (numbers[i]);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_snprintf (dates[i], sizeof dates[i], shapes[i % 4], year, month, day);
#pragma GCC diagnostic pop
    }
  g_rand_free (random);
}

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static double
measure_identity (void)
{
  gint64 start = g_get_monotonic_time ();
  XlIdentity identity;
  guint valid = 0;

  for (int i = 0; i < ROWS; i++)
    valid += xl_identity_parse (numbers[i], XL_IDENTITY_TEXT, "2026-06-30", &identity);
  g_assert_cmpint (valid, ==, ROWS);
  return seconds_since (start);
}

static double
measure_dates (void)
{
  gint64 start = g_get_monotonic_time ();
  XlDate date;
  guint read = 0;

  for (int i = 0; i < ROWS; i++)
    read += xl_date_parse (dates[i], XL_DATE_PAST, "2026-06-30", 0, &date);
  g_assert_cmpint (read, ==, ROWS);
  return seconds_since (start);
}

static double
measure_names (void)
{
  gint64 start = g_get_monotonic_time ();

  for (int i = 0; i < ROWS; i++)
    {
      XlNameMarks marks;
      g_autofree char *name = xl_name_clean (names[i], &marks);

      g_assert_cmpint (name[0], !=, '\0');
    }
  return seconds_since (start);
}

static double
measure_pinyin (void)
{
  gint64 start = g_get_monotonic_time ();

  for (int i = 0; i < ROWS; i++)
    {
      g_autofree char *key = xl_pinyin_sort_key (names[i]);
      g_autofree char *initials = xl_pinyin_initials (names[i]);

      g_assert_cmpint (key[0], !=, '\0');
      g_assert_cmpint (initials[0], !=, '\0');
    }
  return seconds_since (start);
}

/* The peer: validate and copy each of the three cells, as any reader must. */
static double
measure_copies (void)
{
  gint64 start = g_get_monotonic_time ();

  for (int i = 0; i < ROWS; i++)
    {
      const char *const cells[] = { names[i], numbers[i], dates[i] };

      for (guint c = 0; c < G_N_ELEMENTS (cells); c++)
        {
          g_autofree char *copy = g_utf8_validate (cells[c], -1, NULL) ? g_strdup (cells[c]) : NULL;

          g_assert_cmpint (copy[0], !=, '\0');
        }
    }
  return seconds_since (start);
}

/* The other peer: ICU's own transliteration of each name. */
static double
measure_icu (void)
{
  static const UChar id[] = u"Han-Latin; Latin-ASCII";
  UErrorCode status = U_ZERO_ERROR;
  UTransliterator *trans = utrans_openU (id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
  gint64 start = g_get_monotonic_time ();

  for (int i = 0; i < SLOW; i++)
    {
      UChar text[128];
      int32_t n, limit;

      u_strFromUTF8 (text, 32, &n, names[i], -1, &status);
      limit = n;
      utrans_transUChars (trans, text, &n, 128, 0, &limit, &status);
    }
  g_assert_true (U_SUCCESS (status));
  utrans_close (trans);
  return seconds_since (start) * ROWS / SLOW;
}

int
main (void)
{
  double identity, date, name, pinyin, copies, icu, all;

  make_rows ();
  xl_identity_region_name ("220622");
  copies = measure_copies ();
  identity = measure_identity ();
  date = measure_dates ();
  name = measure_names ();
  pinyin = measure_pinyin ();
  icu = measure_icu ();
  all = identity + date + name + pinyin;
  printf ("%d rows: identity %.3f s, date %.3f s, name %.3f s, sort key and initials %.3f s\n", ROWS, identity, date,
          name, pinyin);
  printf ("all four              %.3f s   validate and copy the cells %.3f s   ratio %.1f\n", all, copies,
          all / copies);
  printf ("sort key and initials %.3f s   ICU Han-Latin of the names  %.3f s   ICU takes %.0f times as long\n", pinyin,
          icu, icu / pinyin);
  return 0;
}
