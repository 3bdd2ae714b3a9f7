/* What follows from what is typed: formulas, the person's own facts, the card, and what is wrong. */
#include "ledgers/xl-ledger-form-private.h"

#include "base/xl-reason.h"
#include "ledgers/xl-ledger-live-table.h"

#include <glib/gi18n.h>
#include <string.h>

#define PAUSE_MS 200

/* The card ---------------------------------------------------------------------------------------------------------------- */

static void
on_about (XlPage *page, gpointer result, gpointer user_data)
{
  XlLedgerForm *self = user_data;

  if (self->about != 0)
    xl_ledger_about_card_show (self->card, result, self->today);
}

static void
ask_about (XlLedgerForm *self, gint64 subject)
{
  XlLedgerAboutAsk *ask;

  if (subject == self->about)
    return;
  self->about = subject;
  xl_ledger_about_card_show (self->card, NULL, self->today);
  if (subject == 0 || (self->t->subject != XL_SUBJECT_PERSON && self->t->subject != XL_SUBJECT_HOUSEHOLD))
    return;
  ask = g_new0 (XlLedgerAboutAsk, 1);
  ask->t = xl_template_ref (self->t);
  ask->subject = subject;
  ask->record = self->record != NULL ? self->record->id : 0;
  ask->period = g_strdup (self->record != NULL ? self->record->period : self->period);
  ask->today = g_strdup (self->today);
  xl_page_read (self->page, "about", xl_ledger_about_read, ask, xl_ledger_about_ask_free, xl_ledger_about_free, on_about, self);
}

/* What is wrong ------------------------------------------------------------------------------------------------------------ */

/* The first finding about field @i that refuses, or that does not, in words; NULL. */
static char *
finding_of (const XlLedgerLiveAnswer *answer, guint i, gboolean refuses)
{
  for (guint n = 0; n < answer->findings->len; n++)
    {
      const XlLedgerFinding *f = g_ptr_array_index (answer->findings, n);

      if (f->field == (int) i && f->refuses == refuses)
        return xl_reason_words (f->reason, gettext);
    }
  return NULL;
}

/* Fields nobody has been in yet are not scolded, nor the one that is being typed into. */
static void
say_findings (XlLedgerForm *self, const XlLedgerLiveAnswer *answer, guint i)
{
  const char *key = xl_template_field (self->t, i)->key;
  g_autofree char *error = finding_of (answer, i, TRUE), *flag = finding_of (answer, i, FALSE), *own = NULL;

  if (!xl_template_field (self->t, i)->read_only && !g_hash_table_contains (self->visited, key))
    return;
  xl_form_set_flag (self->form, key, flag);
  if (g_strcmp0 (xl_form_get_focused (self->form), key) == 0)
    return;
  own = xl_form_check_field (self->form, key);
  xl_form_set_error (self->form, key, own != NULL ? own : error);
}

static void
show_known (XlLedgerForm *self, const XlLedgerLiveAnswer *answer, guint i)
{
  const XlLedgerField *f = xl_template_field (self->t, i);
  const char *lacking = answer->lacking[i];
  g_autofree char *words = NULL;

  if (lacking != NULL && *lacking != '\0')
    words = g_strdup_printf (_("cannot be computed: %s is missing"), lacking);
  xl_form_set_value (self->form, f->key, answer->shown[i] != NULL && *answer->shown[i] != '\0' ? answer->shown[i] : "—");
  xl_form_set_remark (self->form, f->key, words);
}

static void
on_live (XlPage *page, gpointer result, gpointer user_data)
{
  XlLedgerForm *self = user_data;
  const XlLedgerLiveAnswer *answer = result;

  if (self->t == NULL || answer->n != xl_template_n_fields (self->t))
    return;
  for (guint i = 0; i < answer->n; i++)
    {
      if (xl_template_field (self->t, i)->read_only)
        show_known (self, answer, i);
      say_findings (self, answer, i);
    }
}

/* Asking ------------------------------------------------------------------------------------------------------------------- */

static void
ask (XlLedgerForm *self)
{
  XlLedgerRecord *record = xl_ledger_form_gather (self, FALSE);

  ask_about (self, xl_ledger_record_subject (self->t, record));
  xl_page_read (self->page, "live", xl_ledger_live_read, xl_ledger_live_new (self->t, record, self->today, self->period),
                xl_ledger_live_free, xl_ledger_live_answer_free, on_live, self);
}

static gboolean
on_time (gpointer data)
{
  XlLedgerForm *self = data;

  self->live_timer = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

void
xl_ledger_form_live (XlLedgerForm *self, gboolean at_once)
{
  g_clear_handle_id (&self->live_timer, g_source_remove);
  if (at_once)
    {
      self->about = -1;      /* another record: its card is read anew */
      ask (self);
    }
  else
    self->live_timer = g_timeout_add (PAUSE_MS, on_time, self);
}

void
xl_ledger_form_visit (XlLedgerForm *self, const char *key)
{
  g_hash_table_add (self->visited, g_strdup (key));
  xl_ledger_form_live (self, FALSE);
}

void
xl_ledger_form_stop_live (XlLedgerForm *self)
{
  g_clear_handle_id (&self->live_timer, g_source_remove);
}
