#include "ledgers/xl-ledger-answer-table.h"

#include "ledgers/xl-ledger-alert-table.h"
#include "ledgers/xl-ledger-shelf-table.h"
#include "ledgers/xl-ledger-table.h"
#include "store/xl-view-table.h"

#include <string.h>

XlLedgerAnswer *
xl_ledger_answer_ref (XlLedgerAnswer *answer)
{
  g_atomic_int_inc (&answer->refs);
  return answer;
}

void
xl_ledger_answer_free (XlLedgerAnswer *answer)
{
  if (!g_atomic_int_dec_and_test (&answer->refs))
    return;
  g_clear_pointer (&answer->summary, xl_ledger_summary_free);
  g_free (answer->office);
  g_free (answer->view);
  g_clear_pointer (&answer->villages, g_ptr_array_unref);
  g_clear_pointer (&answer->alerts, g_array_unref);
  g_clear_pointer (&answer->due, g_ptr_array_unref);
  g_strfreev (answer->periods);
  g_clear_pointer (&answer->last, xl_ledger_record_free);
  g_clear_pointer (&answer->missed, g_ptr_array_unref);
  g_clear_pointer (&answer->missed_ids, g_array_unref);
  g_free (answer);
}

void
xl_ledger_ask_free (gpointer data)
{
  XlLedgerAsk *q = data;

  g_free (q->key);
  g_free (q->period);
  g_free (q->today);
  g_free (q->office);
  g_free (q);
}

gpointer
xl_ledger_ask_catalogue (XlDb *db, gpointer data, GError **error)
{
  const XlLedgerAsk *q = data;
  g_autofree char *office = xl_ledger_book_office (db);

  return xl_ledger_shelf_read (db, office, q->today, error);
}

gpointer
xl_ledger_ask_wanted (XlDb *db, gpointer data, GError **error)
{
  const XlLedgerAsk *q = data;
  g_autofree char *office = xl_ledger_book_office (db);

  return xl_ledger_shelf_wanted (db, office, q->today, error);
}

/* The periods with records and the one of today, newest first. */
static char **
list_periods (XlDb *db, const XlTemplate *t, const char *office, const char *today, GError **error)
{
  g_auto(GStrv) used = xl_ledger_table_periods (db, t, office, error);
  g_autofree char *now = xl_template_period_of (t->period, today);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  gboolean added = now == NULL;

  if (used == NULL)
    return NULL;
  for (guint i = 0; used[i] != NULL; i++)
    {
      if (!added && strcmp (used[i], now) <= 0)
        {
          added = TRUE;
          if (strcmp (used[i], now) != 0)
            g_strv_builder_add (builder, now);
        }
      g_strv_builder_add (builder, used[i]);
    }
  if (!added)
    g_strv_builder_add (builder, now);
  return g_strv_builder_end (builder);
}

static void
on_missed_row (gint64 person, const char *const *cells, gpointer data)
{
  XlLedgerAnswer *answer = data;
  char **copy = g_new0 (char *, XL_LEDGER_MISSED_COLUMNS + 1);

  for (guint i = 0; i < XL_LEDGER_MISSED_COLUMNS; i++)
    copy[i] = g_strdup (cells[i]);
  g_ptr_array_add (answer->missed, copy);
  g_array_append_val (answer->missed_ids, person);
}

/* A village's own file has one office; a township's has all of its villages, and shows one or all of them. */
static gboolean
read_offices (XlDb *db, const XlLedgerAsk *q, XlLedgerAnswer *answer, GError **error)
{
  answer->office = xl_ledger_book_office (db);
  if (answer->office != NULL)
    return TRUE;
  answer->office = g_strdup (q->office);
  answer->villages = xl_office_table_list (db, error);
  for (guint i = answer->villages != NULL ? answer->villages->len : 0; i-- > 0;)
    if (strcmp (((XlOffice *) g_ptr_array_index (answer->villages, i))->level, "village") != 0)
      g_ptr_array_remove_index (answer->villages, i);
  return answer->villages != NULL;
}

static gint64
count_active (XlDb *db, const XlTemplate *t, const XlLedgerAnswer *answer, const char *today, GError **error)
{
  XlLedgerQuery query = { .office = answer->office, .period = answer->summary->period, .active_on = today, .today = today };

  return t->active != NULL ? xl_ledger_table_count (db, t, &query, error) : -1;
}

static gboolean
read_wanted (XlDb *db, const XlTemplate *t, const char *today, XlLedgerAnswer *answer, GError **error)
{
  answer->alerts = xl_ledger_alert_counts (db, t, answer->office, today, error);
  if (answer->alerts == NULL || t->every == NULL)
    return answer->alerts != NULL;
  answer->due = xl_due_every_table_list (db, t, answer->office, today, error);
  return answer->due != NULL;
}

static gboolean
read_rest (XlDb *db, const XlLedgerAsk *q, XlTemplate *t, XlLedgerAnswer *answer, GError **error)
{
  g_autofree char *now = q->any_period ? NULL : xl_template_period_of (t->period, q->today);
  g_autofree char *view = xl_ledger_shelf_view_name (t->key);
  g_autoptr(GError) local = NULL;

  answer->view = xl_view_table_get (db, view, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  answer->missed = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  answer->missed_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!read_offices (db, q, answer, error) || !read_wanted (db, t, q->today, answer, error))
    return FALSE;
  answer->summary = xl_ledger_book_summary (db, t, answer->office, q->period != NULL ? q->period : now, error);
  answer->n_active = answer->summary != NULL ? count_active (db, t, answer, q->today, error) : -1;
  if (answer->summary != NULL && (t->active == NULL || answer->n_active >= 0))
    answer->periods = list_periods (db, t, answer->office, q->today, error);
  if (answer->periods == NULL)
    return FALSE;
  if (answer->office != NULL)
    answer->last = xl_ledger_table_last (db, t, answer->office, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return answer->summary->month == NULL
         || xl_ledger_book_missed (db, t, answer->summary->month, q->today, on_missed_row, answer, error);
}

gpointer
xl_ledger_ask_ledger (XlDb *db, gpointer data, GError **error)
{
  const XlLedgerAsk *q = data;
  g_autoptr(XlTemplate) t = xl_ledger_table_template (db, q->key, error);
  XlLedgerAnswer *answer;

  if (t == NULL)
    return NULL;
  answer = g_new0 (XlLedgerAnswer, 1);
  answer->refs = 1;
  if (read_rest (db, q, t, answer, error))
    return answer;
  xl_ledger_answer_free (answer);
  return NULL;
}

void
xl_ledger_found_free (gpointer data)
{
  XlLedgerFound *found = data;

  xl_ledger_record_free (found->record);
  g_free (found->name);
  g_free (found);
}

gpointer
xl_ledger_ask_record (XlDb *db, gpointer data, GError **error)
{
  const XlLedgerAsk *q = data;
  g_autoptr(XlTemplate) t = xl_ledger_table_template (db, q->key, error);
  XlLedgerRecord *record = t != NULL ? xl_ledger_table_get (db, t, q->id, error) : NULL;
  XlLedgerFound *found;

  if (record == NULL)
    return NULL;
  found = g_new0 (XlLedgerFound, 1);
  found->record = record;
  found->name = t->subject == XL_SUBJECT_PERSON ? xl_ledger_book_name (db, xl_ledger_record_subject (t, record)) : NULL;
  return found;
}
