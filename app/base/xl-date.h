#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  XL_DATE_NONE,    /* refused, or nothing written */
  XL_DATE_YEAR,    /* "1962" */
  XL_DATE_MONTH,   /* "1962-07" */
  XL_DATE_DAY      /* "1962-07-05" */
} XlDatePrecision;

typedef enum {
  XL_DATE_TEXT         = 0,
  XL_DATE_NUMERIC_CELL = 1 << 0,  /* a spreadsheet number: any number may be a serial day */
  XL_DATE_1904         = 1 << 1,  /* the workbook counts days from 1904-01-01 */
  XL_DATE_PAST         = 1 << 2   /* a birth or another past event: two-digit years never lie after today */
} XlDateFlags;

/**
 * XlDate:
 * @text: "YYYY-MM-DD", "YYYY-MM" or "YYYY" by @precision; "" when refused
 * @year_missing: the text has no year; it was taken from @year of xl_date_parse(), or 0
 * @reason: why refused, %NULL when the cell says that there is nothing (blank, 无, -); @doubt: why a person should look
 * although it was read.  Constants marked N_(), or %NULL
 */
typedef struct {
  XlDatePrecision precision;
  char            text[11];
  int             year, month, day;   /* 0 where unknown */
  gboolean        year_missing;
  const char     *reason;
  const char     *doubt;
} XlDate;

/**
 * xl_date_parse:
 * @text: (nullable): what stands in the cell
 * @flags: what kind of cell, what kind of date
 * @today: (nullable): "YYYY-MM-DD", for two-digit years: they fall into the 100 years that end nine years after it
 * (with %XL_DATE_PAST: that end with it); %NULL counts from 2026
 * @year: the year of a date without one, or 0 when there is none: such a date is then refused, with month and day
 * filled
 * @date: (out caller-allocates):
 *
 * Reads a date in the spellings of Chinese offices and spreadsheets: 2024-03-05, 2024/3/5, 2024.3.5, 2024年3月5日,
 * 20240305, 202403, 24/3/5, 3.5, 3月5日, 62年七月, 二〇二二年十二月六日, 45356 (serial day), each also in full width,
 * with spaces in between and with a time after it (left out).  Days that are not in the calendar are refused.
 *
 * Thread: any.   Source: GB/T 7408-2005 for the result; serial days: ECMA-376 part 1 §18.17.4.
 *
 * Returns: %TRUE when a date was read (look at @date->precision)
 */
gboolean xl_date_parse (const char *text, XlDateFlags flags, const char *today, int year, XlDate *date);

/* The parts of a stored "YYYY-MM-DD"; FALSE when it is no such day.  Any of the three may be NULL.  Thread: any. */
gboolean xl_date_split (const char *iso, int *year, int *month, int *day);
/* Whether @iso is "YYYY-MM-DD" and in the calendar (years 1 to 9999). */
gboolean xl_date_is_valid (const char *iso);
/* Days from 1970-01-01, and back.  Proleptic Gregorian calendar. */
int      xl_date_to_days   (int year, int month, int day);
void     xl_date_from_days (int days, char iso[11]);
int      xl_date_month_length (int year, int month);

/**
 * xl_age_on:
 *
 * Full years of life on @day.  Born on 29 February: a year older on 1 March of common years.
 * Thread: any.   Source: 民法典 第一千二百五十九条 (周岁).
 *
 * Returns: the age, or -1 when either date is no date or @birth lies after @day
 */
int xl_age_on (const char *birth, const char *day);

/* @iso moved by @n days or months (the last day of the month when there is no such day); FALSE when @iso is no date or
 * the result leaves the years 1 to 9999.  @iso and @out may be the same.  Thread: any. */
gboolean xl_date_add_days   (const char *iso, int n, char out[11]);
gboolean xl_date_add_months (const char *iso, int n, char out[11]);
/* Days from @from to @to; 0 when either is no date. */
int      xl_date_between    (const char *from, const char *to);
/* 1 Monday … 7 Sunday (ISO 8601); 0 when @iso is no date. */
int      xl_date_weekday    (const char *iso);
/* "2024年3月5日": as a paper writes it (GB/T 9704-2012 §7.3.5.4: no leading zeros).  NULL when @iso is no date. */
char    *xl_date_words      (const char *iso);

/* Working days --------------------------------------------------------------------------------------------------------
 */

/**
 * xl_workday_known:
 *
 * Whether the table holds the holidays of @year.  For a year it does not know, the functions below count Monday to
 * Friday and say so.   Thread: any.   Source: data/codes/holiday_cn.tsv (国务院办公厅 notices of each year).
 */
gboolean    xl_workday_known   (int year);
/* Whether @iso is a working day, weekends worked in exchange included.  @known (optional): whether the table knows the
 * year. */
gboolean    xl_workday_is      (const char *iso, gboolean *known);
/* The holiday @iso belongs to (春节), also for the working days in exchange; NULL for an ordinary day. */
const char *xl_workday_holiday (const char *iso);
/* The @n-th working day after @iso (before it when negative; @iso itself is not counted).  @known: all years passed are
 * known. */
gboolean    xl_workday_add     (const char *iso, int n, char out[11], gboolean *known);
/* Working days from @from to @to, both counted; 0 when @to is earlier. */
int         xl_workday_count   (const char *from, const char *to, gboolean *known);

G_END_DECLS
