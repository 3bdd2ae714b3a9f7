#include "ledgers/xl-record.h"

#include "base/xl-reason.h"
#include "ledgers/xl-value.h"

#include <glib/gi18n.h>
#include <string.h>

XlLedgerRecord *
xl_ledger_record_new (const XlTemplate *t, const char *office)
{
  XlLedgerRecord *record = g_new0 (XlLedgerRecord, 1);

  record->office = g_strdup (office);
  record->n = t->fields->len;
  record->values = g_new0 (XlValue, record->n);
  return record;
}

XlLedgerRecord *
xl_ledger_record_copy (const XlLedgerRecord *record)
{
  XlLedgerRecord *copy = g_new0 (XlLedgerRecord, 1);

  copy->id = record->id;
  copy->office = g_strdup (record->office);
  copy->period = g_strdup (record->period);
  copy->source = g_strdup (record->source);
  copy->flags = g_strdup (record->flags);
  copy->created_at = record->created_at;
  copy->n = record->n;
  copy->values = g_new0 (XlValue, copy->n);
  for (guint i = 0; i < copy->n; i++)
    copy->values[i] = xl_value_copy (&record->values[i]);
  return copy;
}

void
xl_ledger_record_free (XlLedgerRecord *record)
{
  for (guint i = 0; i < record->n; i++)
    xl_value_clear (&record->values[i]);
  g_free (record->values);
  g_free (record->office);
  g_free (record->period);
  g_free (record->source);
  g_free (record->flags);
  g_free (record);
}

gboolean
xl_ledger_record_set_text (const XlTemplate *t, XlLedgerRecord *record, guint i, const char *text, const char **reason)
{
  xl_value_clear (&record->values[i]);
  return xl_value_parse (xl_template_field (t, i), text, &record->values[i], reason);
}

void
xl_ledger_record_set_number (XlLedgerRecord *record, guint i, gint64 number)
{
  xl_value_clear (&record->values[i]);
  record->values[i] = xl_value_of_number (number);
}

gint64
xl_ledger_record_subject (const XlTemplate *t, const XlLedgerRecord *record)
{
  return t->subject_field >= 0 ? record->values[t->subject_field].number : 0;
}

const char *
xl_ledger_record_date (const XlTemplate *t, const XlLedgerRecord *record)
{
  return t->period_field >= 0 ? record->values[t->period_field].text : NULL;
}

void
xl_ledger_record_place (const XlTemplate *t, XlLedgerRecord *record)
{
  const char *date = xl_ledger_record_date (t, record);

  g_free (record->period);
  record->period = date != NULL ? xl_template_period_of (t->period, date) : NULL;
}

/* Judging --------------------------------------------------------------------------------------------------------- */

void
xl_ledger_finding_free (XlLedgerFinding *finding)
{
  g_free (finding->reason);
  g_free (finding);
}

void
xl_ledger_findings_add (GPtrArray *findings, int field, gboolean refuses, const char *reason)
{
  XlLedgerFinding *finding = g_new0 (XlLedgerFinding, 1);

  finding->field = field;
  finding->refuses = refuses;
  finding->reason = g_strdup (reason);
  g_ptr_array_add (findings, finding);
}

void
xl_ledger_findings_add_detail (GPtrArray *findings, int field, gboolean refuses, const char *reason, const char *detail)
{
  g_autofree char *whole = xl_reason_new (reason, detail);

  xl_ledger_findings_add (findings, field, refuses, whole);
}

static void
check_required (const XlTemplate *t, const XlLedgerRecord *record, GPtrArray *findings)
{
  for (guint i = 0; i < record->n; i++)
    {
      const XlLedgerField *f = xl_template_field (t, i);

      if (!f->required || f->read_only || record->values[i].set)
        continue;
      xl_ledger_findings_add (findings, (int) i, TRUE, N_("must be filled in"));
      ((XlLedgerFinding *) g_ptr_array_index (findings, findings->len - 1))->blank = TRUE;
    }
}

/* Whether a record may stand on a day to come. */
static gboolean
makes_plans (const XlTemplate *t)
{
  int field = t->period_field;

  return xl_template_field (t, (guint) field)->max.set || (t->active != NULL && t->active->from == field)
         || (t->no_overlap != NULL && (t->no_overlap->on == field || t->no_overlap->from == field));
}

static void
check_date (const XlTemplate *t, const char *date, const XlRecordContext *context, GPtrArray *findings)
{
  g_autofree char *period = xl_template_period_of (t->period, date);

  if (strcmp (date, context->today) > 0 && !makes_plans (t))
    xl_ledger_findings_add (findings, t->period_field, TRUE, N_("this day has not come yet"));
  else if (context->period != NULL && g_strcmp0 (period, context->period) != 0)
    xl_ledger_findings_add (findings, t->period_field, FALSE, N_("lies outside the period shown"));
  if (context->subject_death != NULL && strcmp (date, context->subject_death) > 0)
    xl_ledger_findings_add (findings, t->period_field, TRUE, N_("the person had died by then"));
  else if (context->subject_left)
    xl_ledger_findings_add (findings, t->period_field, FALSE,
                            t->subject == XL_SUBJECT_HOUSEHOLD ? N_("the household was no more by then")
                                                               : N_("had left the village by then"));
}

gboolean
xl_ledger_record_check (const XlTemplate *t, const XlLedgerRecord *record, const XlRecordContext *context,
                        GPtrArray *findings)
{
  const char *date = xl_ledger_record_date (t, record);

  check_required (t, record, findings);
  if (date != NULL)
    check_date (t, date, context, findings);
  if (context->has_list && !context->on_list && xl_ledger_record_subject (t, record) != 0)
    xl_ledger_findings_add (findings, t->subject_field, FALSE, N_("was not on the list on that day"));
  for (guint i = 0; i < findings->len; i++)
    if (((XlLedgerFinding *) g_ptr_array_index (findings, i))->refuses)
      return FALSE;
  return TRUE;
}

char *
xl_ledger_findings_to_flags (const XlTemplate *t, GPtrArray *findings)
{
  g_autoptr(GString) flags = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const XlLedgerFinding *f = g_ptr_array_index (findings, i);

      if (!f->refuses)
        g_string_append_printf (flags, "%s%s\t%s", flags->len > 0 ? "\n" : "",
                                f->field >= 0 ? xl_template_field (t, (guint) f->field)->key : "", f->reason);
    }
  return flags->len > 0 ? g_string_free (g_steal_pointer (&flags), FALSE) : NULL;
}

char *
xl_ledger_flag_of (const char *flags, const char *key)
{
  g_auto(GStrv) lines = g_strsplit (flags != NULL ? flags : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *tab = strchr (lines[i], '\t');

      if (tab != NULL && (gsize) (tab - lines[i]) == strlen (key) && g_str_has_prefix (lines[i], key))
        return g_strdup (tab + 1);
    }
  return NULL;
}

char *
xl_ledger_flags_change (const char *flags, const char *key, const char *from, const char *reason)
{
  g_auto(GStrv) lines = g_strsplit (flags != NULL ? flags : "", "\n", -1);
  g_autofree char *old = g_strconcat (key, "\t", from, NULL);
  g_autoptr(GString) changed = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && !g_str_has_prefix (lines[i], old))
      g_string_append_printf (changed, "%s%s", changed->len > 0 ? "\n" : "", lines[i]);
  if (reason != NULL)
    g_string_append_printf (changed, "%s%s\t%s", changed->len > 0 ? "\n" : "", key, reason);
  return changed->len > 0 ? g_string_free (g_steal_pointer (&changed), FALSE) : NULL;
}

/* A day: the one that places it, else the first it has. */
static const char *
find_day (const XlTemplate *t, const XlLedgerRecord *record)
{
  if (t->period_field >= 0)
    return record->values[t->period_field].text;
  for (guint i = 0; i < record->n; i++)
    if (xl_template_field (t, i)->type == XL_LEDGER_DATE && record->values[i].set && xl_template_is_stored (t, i))
      return record->values[i].text;
  return NULL;
}

static const char *
find_name (const XlTemplate *t, const XlLedgerRecord *record)
{
  for (guint i = 0; i < record->n; i++)
    {
      const XlLedgerField *f = xl_template_field (t, i);

      if ((f->type == XL_LEDGER_TEXT || f->type == XL_LEDGER_PLACE || f->type == XL_LEDGER_ORGANISATION)
          && f->sensitive == NULL && xl_template_is_stored (t, i) && record->values[i].set)
        return record->values[i].text;
    }
  return NULL;
}

char *
xl_ledger_record_title (const XlTemplate *t, const XlLedgerRecord *record)
{
  const char *day = find_day (t, record), *name = find_name (t, record);

  return g_strjoin (" ", day != NULL ? day : name != NULL ? name : "", day != NULL ? name : NULL, NULL);
}
