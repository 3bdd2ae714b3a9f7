#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  XL_DEADLINE_ONCE, XL_DEADLINE_MONTHLY, XL_DEADLINE_QUARTERLY, XL_DEADLINE_WEEKLY, XL_DEADLINE_DAILY, XL_DEADLINE_EVENT
} XlDeadlineKind;

/**
 * XlDeadline:
 *
 * One deadline as a notice words it.  What is ambiguous is computed in the usual way and @doubt says why to look at it.
 */
typedef struct {
  XlDeadlineKind kind;
  guint    start, length;       /* bytes of the folded sentence it was found in: the words as printed */
  char     date[11];            /* once: the last day, counted as in time; "" else or while unknown */
  char     time[6];             /* "17:00", the last minute; "" the whole day */
  gboolean relative;            /* 本月底前, 自印发之日起N日内: counted from the written date */
  gboolean from_receipt;        /* 收到之日起: counted from the day it came in */
  int      workdays, days;      /* of those counts; 0 */
  gboolean approx;              /* 下旬 */
  char    *day;                 /* monthly: "25", "10,25", "last", "last_workday"; quarterly: "20" */
  int      month_offset;        /* monthly: 1 for 次月 */
  int      month_of_quarter;    /* 1…3 */
  int      weekday;             /* 1 Monday */
  char    *offset;              /* event: "2h", "3d", "5wd" */
  const char *doubt;            /* a constant marked N_(), or NULL */
} XlDeadline;
void xl_deadline_free (XlDeadline *deadline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XlDeadline, xl_deadline_free)

/**
 * xl_deadline_find:
 * @sentence: folded (xl_text_fold ()), one sentence or table cell
 * @written: (nullable): 成文日期, "YYYY-MM-DD": gives the year where none is printed
 * @received: (nullable): the day it came in, for 收到之日起
 *
 * The deadlines in @sentence, in order.  Meeting days, days of other papers and days from which something holds are none.
 *
 * A day without a year that lies more than 30 days before @written is meant for the next year.  A working day is one of
 * the holiday table for 收到之日起 and Monday to Friday for what is counted from the written date.
 *
 * Thread: any.   Source: 国务院办公厅 holiday notices through base/xl-date.h.
 * Returns: (transfer full): GPtrArray of XlDeadline
 */
GPtrArray  *xl_deadline_find (const char *sentence, const char *written, const char *received);

/* The last moment: "2026-06-25 23:59".  NULL while no date is known.  Free with g_free (). */
char       *xl_deadline_last_moment (const XlDeadline *deadline);

/* "monthly:25", "quarterly:3:20", "weekly:5", "daily:17:00", "event:5wd", or the date of what is due once.  NULL unknown. */
char       *xl_deadline_rule (const XlDeadline *deadline);

/* "once", "monthly", … */
const char *xl_deadline_kind_word (XlDeadlineKind kind);

G_END_DECLS
