#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * XlRecurrence:
 *
 * A rule of coming again, written as one word:
 *   monthly:25   monthly:10,25   monthly:last   monthly:last_workday   (of the month named, or of the next: the day is the same)
 *   quarterly:3:20    the 20th of the third month of each quarter
 *   weekly:5          Fridays (1 Monday)       weekly:5:17:00
 *   daily:17:00       daily
 *   event:3wd  event:2h  event:0d   counted from something without a date: never comes by itself
 *
 * A day that a month does not have is the month's last day.
 */

/* Whether @rule is one of the above. */
gboolean xl_recurrence_is_valid (const char *rule);

/**
 * xl_recurrence_next:
 * @from: "YYYY-MM-DD"
 *
 * The first day on or after @from.   Thread: any.
 *
 * Returns: %FALSE when there is none (an event, no rule, no date)
 */
gboolean xl_recurrence_next (const char *rule, const char *from, char out[11]);

/* In words, marked for translation by parts: "every month, by the 25th".  Chinese, as notices say it: "每月25日前". */
char    *xl_recurrence_words (const char *rule);

G_END_DECLS
