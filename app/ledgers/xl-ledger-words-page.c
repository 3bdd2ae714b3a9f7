#include "ledgers/xl-ledger-words-page.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

static char *
ten_days_words (const char *period)
{
  g_autofree char *month = g_strdup_printf (C_("year, month", "%d-%02d"), atoi (period), atoi (period + 5));

  if (period[9] == '1')
    return g_strdup_printf (C_("month", "%s, first ten days"), month);
  return period[9] == '2' ? g_strdup_printf (C_("month", "%s, second ten days"), month) : g_strdup_printf (C_("month", "%s, last ten days"), month);
}

char *
xl_ledger_period_words (const char *period)
{
  if (period == NULL)
    return g_strdup (_("All periods"));
  if (strlen (period) == 7 && period[5] == 'Q')
    return g_strdup_printf (C_("year, quarter", "%d, quarter %d"), atoi (period), period[6] - '0');
  if (strlen (period) == 7 && period[5] == 'H')
    return g_strdup_printf (period[6] == '1' ? C_("year", "%d, first half") : C_("year", "%d, second half"), atoi (period));
  if (strlen (period) == 8)
    return g_strdup_printf (C_("year, week", "%d, week %d"), atoi (period), atoi (period + 6));
  if (strlen (period) == 10 && period[8] == 'T')
    return ten_days_words (period);
  if (strlen (period) == 7)
    return g_strdup_printf (C_("year, month", "%d-%02d"), atoi (period), atoi (period + 5));
  if (strlen (period) == 4)
    return g_strdup_printf (C_("year", "%d"), atoi (period));
  return g_strdup (period);
}

static const char *
state_words (const char *state)
{
  if (strcmp (state, "filed") == 0)
    return C_("filing", "Filed");
  if (strcmp (state, "accepted") == 0)
    return C_("filing", "Accepted");
  return strcmp (state, "returned") == 0 ? C_("filing", "Returned") : C_("filing", "Made");
}

char *
xl_ledger_filed_words (const XlLedgerSummary *summary)
{
  if (summary->t->filing == NULL)
    return g_strdup ("");
  if (summary->filed == NULL)
    return g_strdup (C_("filing", "Not filed"));
  return g_strdup_printf ("%s %s", state_words (summary->filed_state), summary->filed);
}

char *
xl_ledger_rate_words (const XlLedgerSummary *summary)
{
  const XlMonthVisits *m = summary->month;
  g_autofree char *rate = NULL;

  if (m == NULL)
    return NULL;
  if (m->rate.due == 0)
    return g_strdup (_("Nobody is on the list of those who are due."));
  rate = xl_visit_rate_words (&m->rate);
  /* done/due, rate, target in percent, how it is counted */
  return g_strdup_printf (_("%d of %d done, %s (goal %d%%) · counted: %s"), m->rate.visited, m->rate.due, rate,
                          m->target_bp / 100, m->policy_title);
}

static char *
item_words (const XlDueItem *item)
{
  g_autofree char *period = xl_ledger_period_words (item->period);

  return item->code != NULL ? g_strdup_printf ("%s %s", period, item->code->name) : g_steal_pointer (&period);
}

char *
xl_ledger_due_words (const GPtrArray *items)
{
  guint late = xl_due_items_count (items, XL_DUE_OVERDUE);

  for (guint i = 0; i < items->len; i++)
    {
      const XlDueItem *item = g_ptr_array_index (items, i);
      g_autofree char *what = item->state != XL_DUE_DONE ? item_words (item) : NULL;

      if (item->state == XL_DUE_OVERDUE)
        return late == 1 ? g_strdup_printf (_("%s: not recorded, it was due on %s"), what, item->deadline)
                         : g_strdup_printf (_("%s: not recorded, it was due on %s · %u overdue in all"), what, item->deadline, late);
      if (item->state == XL_DUE_OPEN && late == 0)
        return g_strdup_printf (_("%s: to be recorded by %s"), what, item->deadline);
    }
  return NULL;
}
