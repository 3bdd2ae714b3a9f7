/* The fields of a record's form, and what stands in them at first. */
#include "ledgers/xl-ledger-form-private.h"

#include "base/xl-reason.h"
#include "ledgers/xl-ledger-form-value.h"
#include "ledgers/xl-ledger-suggest-table.h"
#include "ledgers/xl-ledger-words-page.h"
#include "ledgers/xl-value.h"

#include <glib/gi18n.h>
#include <string.h>

/* Making them --------------------------------------------------------------------------------------------------------- */

static void
on_changed (XlForm *form, const char *key, XlLedgerForm *self)
{
  xl_form_set_error (form, key, NULL);
  if (!self->filling)
    xl_ledger_form_live (self, FALSE);
}

static void
on_left_field (XlForm *form, const char *key, XlLedgerForm *self)
{
  if (!self->filling)
    xl_ledger_form_visit (self, key);
}

static void
on_submit (XlForm *form, XlLedgerForm *self)
{
  xl_ledger_form_run_save (self, self->record == NULL);
}

static void
on_save (XlForm *form, XlLedgerForm *self)
{
  xl_ledger_form_run_save (self, FALSE);
}

static void
on_cancel (XlForm *form, XlLedgerForm *self)
{
  xl_ledger_form_leave (self);
}

static void
add_field (XlLedgerForm *self, guint i)
{
  const XlLedgerField *f = xl_template_field (self->t, i);
  g_autoptr(XlChoice) choices = NULL;
  XlFieldSpec spec;

  xl_ledger_form_spec (self->t, i, &spec, &choices);
  xl_form_add (self->form, &spec);
  if (f->from_ledger != NULL && !f->read_only && spec.type == XL_FIELD_TEXT)
    xl_form_set_suggest (self->form, f->key, xl_ledger_suggest_read, xl_ledger_suggest_new (f->from_ledger, self->office),
                         xl_ledger_suggest_free);
}

static gboolean
is_first_of_section (const XlTemplate *t, guint i)
{
  for (guint j = 0; j < i; j++)
    if (g_strcmp0 (xl_template_field (t, j)->section, xl_template_field (t, i)->section) == 0)
      return FALSE;
  return TRUE;
}

static void
add_section (XlLedgerForm *self, const char *section)
{
  if (section != NULL)
    xl_form_add_heading (self->form, section);
  for (guint i = 0; i < xl_template_n_fields (self->t); i++)
    if (g_strcmp0 (xl_template_field (self->t, i)->section, section) == 0)
      add_field (self, i);
}

/* What stands under no heading first, then heading by heading. */
void
xl_ledger_form_make_fields (XlLedgerForm *self)
{
  self->form = xl_form_new (xl_page_get_store (self->page));
  xl_form_set_two_columns (self->form, TRUE);
  add_section (self, NULL);
  for (guint i = 0; i < xl_template_n_fields (self->t); i++)
    if (xl_template_field (self->t, i)->section != NULL && is_first_of_section (self->t, i))
      add_section (self, xl_template_field (self->t, i)->section);
  g_signal_connect (self->form, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (self->form, "left", G_CALLBACK (on_left_field), self);
  g_signal_connect (self->form, "submit", G_CALLBACK (on_submit), self);
  g_signal_connect (self->form, "save", G_CALLBACK (on_save), self);
  g_signal_connect (self->form, "cancel", G_CALLBACK (on_cancel), self);
}

/* Filling ------------------------------------------------------------------------------------------------------------- */

static void
fill_subject (XlLedgerForm *self, gint64 subject, const char *name)
{
  g_autofree char *value = subject != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, subject) : g_strdup ("");
  const XlLedgerField *f =
    self->t->subject_field >= 0 ? xl_template_field (self->t, (guint) self->t->subject_field) : NULL;

  if (f != NULL && (f->type == XL_LEDGER_PERSON || f->type == XL_LEDGER_HOUSEHOLD))
    xl_form_set_value_words (self->form, f->key, value, name != NULL || subject == 0 ? name : NULL);
}

static gboolean
is_picked_subject (const XlTemplate *t, guint i)
{
  XlLedgerType type = xl_template_field (t, i)->type;

  return (int) i == t->subject_field && (type == XL_LEDGER_PERSON || type == XL_LEDGER_HOUSEHOLD);
}

/* What was saved here goes before what the page knew when it was opened. */
static const XlLedgerRecord *
last_of (XlLedgerForm *self, const XlLedgerBegin *begin)
{
  if (self->last == NULL || (begin->last != NULL && begin->last->id > self->last->id))
    return begin->last;
  return self->last;
}

static char *
default_of (XlLedgerForm *self, guint i, const XlLedgerBegin *begin)
{
  const XlLedgerField *f = xl_template_field (self->t, i);
  const XlLedgerRecord *last = last_of (self, begin);
  g_autofree char *now = begin->today != NULL ? xl_template_period_of (self->t->period, begin->today) : NULL;
  XlValue value = { 0 };
  const char *reason;
  char *text;

  if (f->default_text == NULL)
    return g_strdup ("");
  if (strcmp (f->default_text, "@today") == 0)   /* another month than today's has no usual day */
    return g_strdup (begin->period == NULL || g_strcmp0 (now, begin->period) == 0 ? begin->today : "");
  if (strcmp (f->default_text, "@last") == 0)
    return last != NULL ? xl_ledger_form_value (f, &last->values[i]) : g_strdup ("");
  xl_value_parse (f, f->default_text, &value, &reason);
  text = xl_ledger_form_value (f, &value);
  xl_value_clear (&value);
  return text;
}

/* A form for another record: nothing said, nothing visited. */
static void
reset (XlLedgerForm *self, const char *today, const char *period)
{
  xl_ledger_form_stop_live (self);
  g_hash_table_remove_all (self->visited);
  g_clear_pointer (&self->record, xl_ledger_record_free);
  g_free (self->today);
  self->today = g_strdup (today);
  g_free (self->period);
  self->period = g_strdup (period);
  for (guint i = 0; i < xl_template_n_fields (self->t); i++)
    {
      const char *key = xl_template_field (self->t, i)->key;

      xl_form_set_error (self->form, key, NULL);
      xl_form_set_flag (self->form, key, NULL);
      xl_form_set_remark (self->form, key, NULL);
      if (xl_template_field (self->t, i)->read_only)
        xl_form_set_value (self->form, key, "");
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "form");
}

/* Keeps what is typed from now on, and offers what was kept. */
static void
begin_draft (XlLedgerForm *self, gint64 id)
{
  g_autofree char *name = id == 0 ? g_strconcat ("ledger:", self->t->key, NULL)
                                  : g_strdup_printf ("ledger:%s:%" G_GINT64_FORMAT, self->t->key, id);
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();
  const char *title = self->t->subject_field >= 0 ? xl_template_field (self->t, (guint) self->t->subject_field)->key : NULL;

  for (guint i = 0; i < xl_template_n_fields (self->t); i++)
    if (!xl_template_field (self->t, i)->read_only)
      g_ptr_array_add (keys, xl_template_field (self->t, i)->key);
  g_ptr_array_add (keys, NULL);
  xl_draft_bar_begin (self->draft, xl_page_get_store (self->page), self->form, name, (const char *const *) keys->pdata, title);
}

static void
show_title (XlLedgerForm *self)
{
  g_autofree char *period = self->period != NULL ? xl_ledger_period_words (self->period) : NULL;
  g_autofree char *words = period != NULL ? g_strdup_printf ("%s · %s", self->t->action, period) : g_strdup (self->t->action);

  gtk_label_set_text (GTK_LABEL (self->title), words);
}

static void
show_parts (XlLedgerForm *self, gboolean stored)
{
  gtk_widget_set_visible (self->switcher, stored);
  gtk_widget_set_visible (self->remove, stored);
  gtk_widget_set_visible (self->save_next, !stored);
}

void
xl_ledger_form_begin (XlLedgerForm *self, const XlLedgerBegin *begin)
{
  self->filling = TRUE;
  xl_draft_bar_end (self->draft, TRUE);
  reset (self, begin->today, begin->period);
  for (guint i = 0; i < xl_template_n_fields (self->t); i++)
    {
      g_autofree char *value = NULL;

      if (xl_template_field (self->t, i)->read_only || is_picked_subject (self->t, i))
        continue;
      value = default_of (self, i, begin);
      xl_form_set_value (self->form, xl_template_field (self->t, i)->key, value != NULL ? value : "");
    }
  fill_subject (self, begin->subject, begin->subject_name);
  self->filling = FALSE;
  xl_form_settle (self->form);
  show_title (self);
  show_parts (self, FALSE);
  begin_draft (self, 0);
  xl_ledger_form_live (self, TRUE);
}

static void
set_flag (XlLedgerForm *self, const char *key, const char *flag)
{
  g_autofree char *words = xl_reason_words (flag, gettext);

  xl_form_set_flag (self->form, key, words);
}

void
xl_ledger_form_edit (XlLedgerForm *self, const XlLedgerRecord *record, const char *subject_name, const char *today)
{
  self->filling = TRUE;
  xl_draft_bar_end (self->draft, TRUE);
  reset (self, today, NULL);
  self->record = xl_ledger_record_copy (record);
  for (guint i = 0; i < xl_template_n_fields (self->t); i++)
    {
      const XlLedgerField *f = xl_template_field (self->t, i);
      g_autofree char *value = xl_ledger_form_value (f, &record->values[i]);
      g_autofree char *flag = xl_ledger_flag_of (record->flags, f->key);

      g_hash_table_add (self->visited, g_strdup (f->key));
      if (f->read_only)
        continue;
      if (!is_picked_subject (self->t, i))
        xl_form_set_value (self->form, f->key, value);
      if (flag != NULL)
        set_flag (self, f->key, flag);
    }
  fill_subject (self, xl_ledger_record_subject (self->t, record), subject_name);
  self->filling = FALSE;
  xl_form_settle (self->form);
  gtk_label_set_text (GTK_LABEL (self->title), subject_name != NULL ? subject_name : self->t->title);
  show_parts (self, TRUE);
  begin_draft (self, record->id);
  xl_ledger_form_live (self, TRUE);
  xl_history_panel_show (self->history, xl_page_get_store (self->page), self->t->table, record->id, NULL);
}

gboolean
xl_ledger_form_fill (XlLedgerForm *self, const char *key, const char *text, const char **reason)
{
  int i = self->t != NULL ? xl_template_find (self->t, key) : -1;
  const XlLedgerField *f = i >= 0 ? xl_template_field (self->t, (guint) i) : NULL;
  g_autofree char *shown = NULL;
  const char *why = N_("There is no such field to fill in.");
  XlValue value = { 0 };

  if (f == NULL || f->read_only || !xl_value_parse (f, text, &value, &why))
    {
      if (reason != NULL)
        *reason = why;
      return FALSE;
    }
  shown = xl_ledger_form_value (f, &value);
  xl_value_clear (&value);
  xl_form_set_value (self->form, key, shown);
  g_signal_emit_by_name (self->form, "changed", key);
  return TRUE;
}
