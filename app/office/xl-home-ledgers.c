/* Runs on reader threads. */
#include "office/xl-home-ledgers.h"

#include "base/xl-date.h"
#include "ledgers/xl-due-every-table.h"
#include "ledgers/xl-ledger-alert-table.h"
#include "ledgers/xl-ledger-table.h"

#include <glib/gi18n.h>
#include <string.h>

/* From so few days left on a deadline is "soon". */
#define SOON_DAYS 3

/* So many records -------------------------------------------------------------------------------------------------- */

/* The open item whose deadline comes first, or NULL. */
static const XlDueItem *
find_next (const GPtrArray *items)
{
  const XlDueItem *next = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      const XlDueItem *item = g_ptr_array_index (items, i);

      if (item->state == XL_DUE_OPEN && (next == NULL || strcmp (item->deadline, next->deadline) < 0))
        next = item;
    }
  return next;
}

static void
add_due (XlHomeCard *card, const XlTemplate *t, const GPtrArray *items, const char *today)
{
  guint n_overdue = xl_due_items_count (items, XL_DUE_OVERDUE), n_open = xl_due_items_count (items, XL_DUE_OPEN);
  const XlDueItem *next = find_next (items);
  g_autofree char *day = next != NULL ? xl_date_words (next->deadline) : NULL;
  XlHomeLine *line;

  if (n_overdue + n_open == 0)
    return;
  line = xl_home_card_line (card, t->title);
  line->value = g_strdup_printf ("%u", n_overdue + n_open);
  if (n_overdue > 0)
    line->note = g_strdup_printf (ngettext ("%u overdue", "%u overdue", n_overdue), n_overdue);
  else if (day != NULL)
    line->note = g_strdup_printf (_("until %s"), day);
  line->urgency = n_overdue > 0 ? 2 : next != NULL && xl_date_between (today, next->deadline) <= SOON_DAYS ? 1 : 0;
  line->room = g_strdup ("ledgers");
  line->view = g_strdup_printf ("missing=%s", t->key);
}

static gboolean
add_ledger (XlDb *db, const XlTemplate *t, const char *today, XlHomeCard *card, GError **error)
{
  XlLedgerQuery all = { 0 };
  gint64 n = t->every != NULL ? xl_ledger_table_count (db, t, &all, error) : 0;
  g_autoptr(GPtrArray) items = n > 0 ? xl_due_every_table_list (db, t, NULL, today, error) : NULL;

  if (items != NULL)
    add_due (card, t, items, today);
  return n == 0 || items != NULL;
}

gboolean
xl_home_ledgers_due (XlDb *db, const char *today, GPtrArray *cards, GError **error)
{
  g_autoptr(GPtrArray) templates = xl_ledger_table_templates (db, error);
  g_autoptr(XlHomeCard) card = xl_home_card_new (XL_HOME_MONTH, 1, C_("home", "Ledgers to be kept"));

  for (guint i = 0; templates != NULL && i < templates->len; i++)
    if (!add_ledger (db, g_ptr_array_index (templates, i), today, card, error))
      return FALSE;
  if (card->lines->len > 0)
    g_ptr_array_add (cards, g_steal_pointer (&card));
  return templates != NULL;
}

/* Alerts ----------------------------------------------------------------------------------------------------------- */

static void
add_alerts (XlHomeCard *card, const GPtrArray *alerts, gboolean overdue)
{
  for (guint i = 0; i < alerts->len; i++)
    {
      const XlLedgerAlertCount *a = g_ptr_array_index (alerts, i);
      XlHomeLine *line = a->alert->overdue == overdue ? xl_home_card_line (card, a->alert->title) : NULL;

      if (line == NULL)
        continue;
      line->value = g_strdup_printf ("%'" G_GINT64_FORMAT, a->n);
      line->note = g_strdup (a->t->title);
      line->urgency = a->alert->overdue ? 2 : 1;
      line->room = g_strdup ("ledgers");
      line->view = g_strdup_printf ("alert=%s/%s", a->t->key, a->alert->key);
    }
}

gboolean
xl_home_ledgers_alerts (XlDb *db, const char *today, GPtrArray *cards, GError **error)
{
  g_autoptr(GPtrArray) alerts = xl_ledger_alert_home (db, NULL, today, error);
  g_autoptr(XlHomeCard) card = xl_home_card_new (XL_HOME_TODAY, 2, C_("home", "Needs attention"));

  if (alerts == NULL)
    return FALSE;
  add_alerts (card, alerts, TRUE);
  add_alerts (card, alerts, FALSE);
  if (card->lines->len > 0)
    g_ptr_array_add (cards, g_steal_pointer (&card));
  return TRUE;
}
