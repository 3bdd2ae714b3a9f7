/* From the form to the file: gathering, saving, what was refused, taking away. */
#include "ledgers/xl-ledger-form-private.h"

#include "base/xl-reason.h"
#include "ledgers/xl-ledger-form-value.h"
#include "ledgers/xl-value.h"
#include "ui/xl-alert.h"

#include <glib/gi18n.h>

XlLedgerRecord *
xl_ledger_form_gather (XlLedgerForm *self, gboolean say)
{
  g_autoptr(XlLedgerRecord) record = self->record != NULL ? xl_ledger_record_copy (self->record)
                                                          : xl_ledger_record_new (self->t, self->office);
  gboolean readable = !say || xl_form_check (self->form);

  for (guint i = 0; i < xl_template_n_fields (self->t); i++)
    {
      const XlLedgerField *f = xl_template_field (self->t, i);
      g_autofree char *text = f->read_only ? NULL : xl_form_get_value (self->form, f->key);
      const char *reason = NULL;

      if (f->read_only)
        continue;
      xl_value_clear (&record->values[i]);
      if (xl_ledger_form_read (f, text, &record->values[i], &reason) || !say)
        continue;
      if (readable)
        xl_form_focus (self->form, f->key);
      xl_form_set_error (self->form, f->key, _(reason));
      readable = FALSE;
    }
  return readable ? g_steal_pointer (&record) : NULL;
}

/* Saving ---------------------------------------------------------------------------------------------------------------- */

/* Says each finding at its field; the first refused one gets the focus. */
static void
show_findings (XlLedgerForm *self, const XlLedgerSave *job)
{
  const char *first = NULL;

  for (guint i = 0; i < job->findings->len; i++)
    {
      const XlLedgerFinding *f = g_ptr_array_index (job->findings, i);
      const char *key = f->field >= 0 ? xl_template_field (job->t, (guint) f->field)->key : NULL;
      g_autofree char *words = xl_reason_words (f->reason, gettext);

      if (key == NULL)
        xl_page_say (self->page, words);
      else if (f->refuses)
        xl_form_set_error (self->form, key, words);
      else
        xl_form_set_flag (self->form, key, words);
      if (key != NULL && f->refuses && first == NULL)
        first = key;
    }
  if (first != NULL)
    xl_form_focus (self->form, first);
}

static void
on_saved (XlPage *page, gint64 result, const GError *error, gpointer user_data)
{
  XlLedgerForm *self = user_data;
  XlLedgerSave *job = self->job;

  if (job == NULL)
    return;
  if (error != NULL)
    xl_draft_bar_resume (self->draft);
  if (g_error_matches (error, XL_ERROR, XL_ERROR_REFUSED) && job->findings->len > 0)
    {
      show_findings (self, job);
      return;
    }
  if (error != NULL)
    {
      xl_alert_error (GTK_WIDGET (page), _("The record was not saved."), error);
      return;
    }
  xl_form_settle (self->form);
  xl_draft_bar_end (self->draft, FALSE);
  g_clear_pointer (&self->last, xl_ledger_record_free);
  self->last = xl_ledger_record_copy (job->record);
  xl_ledger_form_emit_saved (self, result);
}

static char *
make_label (XlLedgerForm *self)
{
  const XlLedgerField *f =
      self->t->subject_field >= 0 ? xl_template_field (self->t, (guint) self->t->subject_field) : NULL;
  g_autofree char *name = f != NULL ? xl_form_get_words (self->form, f->key) : NULL;

  if (self->record != NULL)
    return name != NULL ? g_strdup_printf (_("Edit %s: %s"), self->t->title, name)
                        : g_strdup_printf (_("Edit %s"), self->t->title);
  return name != NULL ? g_strdup_printf (C_ ("action: whom", "%s: %s"), self->t->action, name)
                      : g_strdup (self->t->action);
}

gboolean
xl_ledger_form_run_save (XlLedgerForm *self, gboolean next)
{
  g_autoptr(XlLedgerRecord) record = self->t != NULL ? xl_ledger_form_gather (self, TRUE) : NULL;
  g_autofree char *label = NULL;
  XlLedgerSave *job;

  if (record == NULL)
    return FALSE;
  self->wants_next = next;
  xl_ledger_form_stop_live (self);
  job = xl_ledger_save_new (self->t, g_steal_pointer (&record));
  job->today = g_strdup (self->today);
  job->period = g_strdup (self->period);
  job->slot = g_strdup (xl_draft_bar_hold (self->draft));
  g_clear_pointer (&self->job, xl_ledger_save_release);
  self->job = g_atomic_rc_box_acquire (job);
  label = make_label (self);
  xl_page_write (self->page, XL_CHANGE_EDIT, label, xl_ledger_save_run, job, xl_ledger_save_release, on_saved, self);
  return TRUE;
}

/* Taking away ------------------------------------------------------------------------------------------------------------ */

static void
on_deleted (XlPage *page, gint64 result, const GError *error, gpointer user_data)
{
  XlLedgerForm *self = user_data;

  if (error != NULL)
    xl_alert_error (GTK_WIDGET (page), _("The record was not taken away."), error);
  else
    xl_ledger_form_leave (self);
}

void
xl_ledger_form_run_delete (XlLedgerForm *self)
{
  g_autofree char *label = NULL;

  if (self->record == NULL)
    return;
  xl_draft_bar_forget (self->draft);
  label = g_strdup_printf (_("Delete from %s"), self->t->title);
  xl_page_write (self->page, XL_CHANGE_EDIT, label, xl_ledger_save_delete,
                 xl_ledger_save_new (self->t, xl_ledger_record_copy (self->record)), xl_ledger_save_release, on_deleted,
                 self);
}
