/* What the home page says, room by room.  Runs on reader threads. */
#include "office/xl-home-cards.h"

#include "base/xl-code.h"
#include "base/xl-date.h"
#include "ledgers/xl-due-table.h"
#include "ledgers/xl-ledger-table.h"
#include "notices/xl-task-table.h"
#include "office/xl-home-ledgers.h"
#include "people/xl-household-table.h"
#include "people/xl-person-kind-table.h"
#include "people/xl-person-table.h"

#include <glib/gi18n.h>

/* Deadlines further away than this are not today's business. */
#define HORIZON_DAYS 31
/* From so few days left on a deadline is "soon". */
#define SOON_DAYS 3
/* Names shown before "and so many more". */
#define NAMES_SHOWN 5

/* --- today: deadlines --------------------------------------------------------------------------------------------- */

static char *
days_left_words (const XlTaskDue *due)
{
  g_autofree char *day = xl_date_words (due->due_date);

  if (day == NULL)
    return g_strdup (_("when it happens"));
  if (due->days_left < 0)
    return g_strdup_printf (ngettext ("%d day overdue · %s", "%d days overdue · %s", -due->days_left), -due->days_left,
                            day);
  if (due->days_left == 0)
    return g_strdup_printf (_("today · %s"), day);
  return g_strdup_printf (ngettext ("%d day left · %s", "%d days left · %s", due->days_left), due->days_left, day);
}

static void
add_task (XlHomeCard *card, const XlTaskDue *due)
{
  XlHomeLine *line = xl_home_card_line (card, due->task->what);

  line->note = days_left_words (due);
  line->urgency = due->days_left < 0 ? 2 : due->days_left <= SOON_DAYS ? 1 : 0;
  if (due->task->notice != 0)
    {
      line->kind = g_strdup ("notice");
      line->id = due->task->notice;
    }
  else
    {
      line->room = g_strdup ("notices");
      line->view = g_strdup ("");
    }
}

static gboolean
deadlines (XlDb *db, const char *today, GPtrArray *cards, GError **error)
{
  g_autoptr(GPtrArray) all = xl_task_table_due (db, NULL, today, HORIZON_DAYS, error);
  XlHomeCard *card;

  if (all == NULL)
    return FALSE;
  card = xl_home_card_new (XL_HOME_TODAY, 0, _("Deadlines"));
  card->room = g_strdup ("notices");
  card->waiting = all->len;
  for (guint i = 0; i < all->len; i++)
    add_task (card, g_ptr_array_index (all, i));
  if (all->len == 0)
    xl_home_card_line (card, _("Nothing is due in the next days."))->urgency = -1;
  g_ptr_array_add (cards, card);
  return TRUE;
}

/* --- this month: visits ------------------------------------------------------------------------------------------- */

static void
add_missing (XlHomeCard *card, const XlTemplate *t, const XlMonthVisits *month)
{
  for (guint i = 0; i < month->names->len && i < NAMES_SHOWN; i++)
    {
      XlHomeLine *line = xl_home_card_line (card, g_ptr_array_index (month->names, i));

      line->kind = g_strdup ("person");
      line->id = g_array_index (month->rate.missed, gint64, i);
    }
  if (month->names->len > NAMES_SHOWN)
    {
      g_autofree char *more = g_strdup_printf (
          ngettext ("and %u more not yet visited", "and %u more not yet visited", month->names->len - NAMES_SHOWN),
          month->names->len - NAMES_SHOWN);
      XlHomeLine *line = xl_home_card_line (card, more);

      line->room = g_strdup ("ledgers");
      line->view = g_strdup_printf ("missing=%s/%s", t->key, month->period);
    }
}

static gboolean
add_month (XlDb *db, const XlTemplate *t, const char *today, GPtrArray *cards, GError **error)
{
  g_autofree char *period = xl_template_period_of (t->period, today);
  g_autoptr(XlMonthVisits) month = xl_due_table_month (db, t, NULL, period, NULL, error);
  XlHomeCard *card;
  XlHomeLine *line;

  if (month == NULL)
    return FALSE;
  if (month->rate.due == 0)
    return TRUE;
  card = xl_home_card_new (XL_HOME_MONTH, 0, t->title);
  line = xl_home_card_line (card, month->rate.met ? _("Everybody due has been visited") : _("Visited so far"));
  line->value = g_strdup_printf ("%d/%d", month->rate.visited, month->rate.due);
  line->note = g_strdup (month->policy_title);
  line->urgency = month->rate.met ? -1 : 0;
  line->room = g_strdup ("ledgers");
  line->view = g_strdup_printf ("month=%s/%s", t->key, period);
  card->room = g_strdup ("ledgers");
  card->waiting = month->rate.missed->len;
  add_missing (card, t, month);
  g_ptr_array_add (cards, card);
  return TRUE;
}

static gboolean
visits (XlDb *db, const char *today, GPtrArray *cards, GError **error)
{
  g_autoptr(GPtrArray) templates = xl_ledger_table_templates (db, error);

  for (guint i = 0; templates != NULL && i < templates->len; i++)
    {
      const XlTemplate *t = g_ptr_array_index (templates, i);

      if (t->due != NULL && xl_ledger_table_exists (db, t) && !add_month (db, t, today, cards, error))
        return FALSE;
    }
  return templates != NULL;
}

/* --- how the village stands --------------------------------------------------------------------------------------- */

static void
add_number (XlHomeCard *card, const char *text, gint64 n, const char *view)
{
  XlHomeLine *line = xl_home_card_line (card, text);

  line->value = g_strdup_printf ("%'" G_GINT64_FORMAT, n);
  line->room = g_strdup ("people");
  line->view = g_strdup (view);
}

static gboolean
add_kinds (XlDb *db, XlHomeCard *card, GError **error)
{
  const XlCodeTable *table = xl_code_table (XL_CODE_KIND);

  for (guint i = 0; table != NULL && i < xl_code_table_n (table); i++)
    {
      const char *code = xl_code_table_code (table, i);
      gint64 n = xl_person_kind_table_count (db, NULL, code, NULL, error);
      XlHomeBar *bar;

      if (n < 0)
        return FALSE;
      if (n == 0)
        continue;
      bar = xl_home_card_bar (card, xl_code_name (table, code), n);
      bar->room = g_strdup ("people");
      bar->view = g_strdup_printf ("kind=%s", code);
    }
  return TRUE;
}

static gboolean
people (XlDb *db, const char *today, GPtrArray *cards, GError **error)
{
  XlPersonQuery persons = { 0 };
  XlHouseholdQuery households = { 0 };
  gint64 n_persons = xl_person_table_count (db, &persons, error);
  gint64 n_households = n_persons >= 0 ? xl_household_table_count (db, &households, error) : -1;
  g_autoptr(XlHomeCard) card = NULL;

  if (n_households < 0)
    return FALSE;
  if (n_persons == 0)
    return TRUE;
  card = xl_home_card_new (XL_HOME_STATE, 0, _("Residents"));
  add_number (card, _("People"), n_persons, "all");
  add_number (card, _("Households"), n_households, "households");
  if (!add_kinds (db, card, error))
    return FALSE;
  g_ptr_array_add (cards, g_steal_pointer (&card));
  return TRUE;
}

const XlHomeProvider xl_home_providers[] = {
  deadlines,
  xl_home_ledgers_alerts,
  visits,
  xl_home_ledgers_due,
  people,
  NULL
};
