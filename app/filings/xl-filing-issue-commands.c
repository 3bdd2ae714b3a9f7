#include "filings/xl-filing-issue-commands.h"
#include "filings/xl-filing-source.h"

#include "office/xl-office-table.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const XlFilingSource xl_filing_sources[] = {
  { "elder-visits", xl_elder_visits_fill },
  { "indicators-jingyu", xl_jingyu_indicators_fill },
  { "indicators-kunming", xl_kunming_indicators_fill },
  { NULL }
};

void
xl_filing_plan_free (XlFilingPlan *plan)
{
  if (plan == NULL)
    return;
  xl_filing_form_free (plan->form);
  xl_filing_data_free (plan->data);
  g_free (plan->office);
  g_free (plan->office_name);
  g_free (plan->period);
  g_free (plan->date);
  g_free (plan->number);
  g_free (plan->replaces);
  memset (plan->secret_key, 0, sizeof plan->secret_key);
  xl_filing_record_free (plan->standing);
  xl_filing_free (plan->filing);
  g_clear_pointer (&plan->stored, g_bytes_unref);
  g_free (plan);
}

char *
xl_filing_last_period (const char *kind, const char *on)
{
  int year, month;

  if (sscanf (on, "%4d-%2d", &year, &month) != 2)
    return NULL;
  if (strcmp (kind, "day") == 0)
    return g_strdup (on);
  if (strcmp (kind, "year") == 0)
    return g_strdup_printf ("%04d", year - 1);
  if (strcmp (kind, "quarter") == 0)
    return month > 3 ? g_strdup_printf ("%04d-Q%d", year, (month - 1) / 3) : g_strdup_printf ("%04d-Q4", year - 1);
  if (strcmp (kind, "month") == 0)
    return month > 1 ? g_strdup_printf ("%04d-%02d", year, month - 1) : g_strdup_printf ("%04d-12", year - 1);
  return NULL;
}

static gboolean
period_fits (const char *kind, const char *period)
{
  gsize length = strlen (period);
  g_autofree char *words = xl_filing_period_words (period);

  return words != NULL
         && ((strcmp (kind, "day") == 0 && length == 10) || (strcmp (kind, "year") == 0 && length == 4)
             || (strcmp (kind, "quarter") == 0 && length == 7 && period[5] == 'Q')
             || (strcmp (kind, "month") == 0 && length == 7 && period[5] != 'Q'));
}

static gboolean
choose_period (XlFilingPlan *plan, const XlFilingRequest *request, GError **error)
{
  plan->period = request->period != NULL ? g_strdup (request->period) : xl_filing_last_period (plan->form->period, request->on);
  if (plan->period != NULL && period_fits (plan->form->period, plan->period))
    return TRUE;
  g_set_error (error, XL_ERROR, XL_ERROR_FORMAT, "%s: is no period of form %s, which wants a %s",
               plan->period != NULL ? plan->period : request->on, plan->form->key, plan->form->period);
  return FALSE;
}

/* The prefix of numbers: the setting organ-code, else the office's name. */
static gboolean
choose_number (XlFilingPlan *plan, XlDb *db, const char *on, GError **error)
{
  GError *local = NULL;
  g_autofree char *organ = xl_db_text (db, "SELECT value FROM setting WHERE key = 'organ-code' AND value <> ''", &local);

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  plan->date = g_strdup (on);
  plan->year = atoi (on);
  plan->n = xl_filing_table_next (db, plan->office, plan->year, error);
  plan->number = g_strdup_printf ("%s〔%d〕%d号", organ != NULL ? organ : plan->office_name, plan->year, plan->n);
  return plan->n > 0;
}

static gboolean
choose_key (XlFilingPlan *plan, XlDb *db, GError **error)
{
  GError *local = NULL;

  if (xl_office_key_read (db, plan->office, plan->secret_key, &local))
    return TRUE;
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  xl_office_key_make (plan->secret_key);
  plan->new_key = TRUE;
  return TRUE;
}

static gboolean
fill (XlFilingPlan *plan, XlDb *db, const XlFilingRequest *request, GError **error)
{
  plan->data = xl_filing_data_new ();
  xl_filing_data_set (plan->data, "replaces_number", plan->replaces);
  for (const XlFilingSource *s = xl_filing_sources; s->form != NULL; s++)
    if (strcmp (s->form, plan->form->key) == 0)
      return s->fill (db, plan->office, plan->period, request->on, plan->data, error)
             && xl_filing_prepare (plan->form, plan->data, plan->office, plan->office_name, plan->period, plan->profile, error);
  g_set_error (error, XL_ERROR, XL_ERROR_UNKNOWN, "form %s: nothing in this office fills it", plan->form->key);
  return FALSE;
}

/* Whether @plan's data are those of the filing @standing.  What it says of the filing it replaces belongs to the paper. */
static gboolean
is_same (const XlFilingPlan *plan, const XlFilingRecord *standing)
{
  g_autoptr(GBytes) json = NULL;
  g_autofree char *sum = NULL;

  xl_filing_data_set (plan->data, "replaces_number", standing->replaces);
  json = xl_filing_data_to_json (plan->data);
  sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, json);
  xl_filing_data_set (plan->data, "replaces_number", plan->replaces);
  return strcmp (sum, standing->data_sha256) == 0;
}

/* The filing of this form, period and profile that stands: the same again, replaced, or in the way. */
static gboolean
look_at_standing (XlFilingPlan *plan, XlDb *db, const XlFilingRequest *request, GError **error)
{
  GError *local = NULL;

  plan->standing = xl_filing_table_current (db, plan->office, plan->form->key, plan->period,
                                            xl_mask_profile_name (plan->profile), &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (plan->standing != NULL && is_same (plan, plan->standing))
    {
      plan->stored = xl_filing_table_pdf (db, plan->standing->id, error);
      return plan->stored != NULL;
    }
  if (plan->standing == NULL && plan->replaces == NULL)
    return TRUE;
  if (plan->standing != NULL && g_strcmp0 (plan->replaces, plan->standing->number) == 0)
    return TRUE;
  if (plan->standing != NULL && request->preview && plan->replaces == NULL)
    return TRUE;
  if (plan->standing == NULL)
    g_set_error (error, XL_ERROR, XL_ERROR_NOT_FOUND, "%s: is no filing of form %s and period %s that stands", plan->replaces,
                 plan->form->key, plan->period);
  else
    g_set_error (error, XL_ERROR, XL_ERROR_CONFLICT,
                 "%s was made for form %s and period %s already, with other data; a correction names it: --replaces %s",
                 plan->standing->number, plan->form->key, plan->period, plan->standing->number);
  return FALSE;
}

XlFilingPlan *
xl_filing_plan_read (XlDb *db, const XlFilingRequest *request, GError **error)
{
  g_autoptr(XlFilingPlan) plan = g_new0 (XlFilingPlan, 1);
  g_autoptr(XlOffice) office = xl_office_table_own (db, error);

  if (office == NULL)
    return NULL;
  plan->office = g_strdup (office->code);
  plan->office_name = g_strdup (office->name);
  plan->profile = request->profile;
  plan->replaces = g_strdup (request->replaces);
  plan->form = xl_filing_form_load (request->form, error);
  if (plan->form == NULL || !choose_period (plan, request, error) || !choose_number (plan, db, request->on, error)
      || !choose_key (plan, db, error) || !fill (plan, db, request, error) || !look_at_standing (plan, db, request, error))
    return NULL;
  return g_steal_pointer (&plan);
}

gboolean
xl_filing_plan_draw (XlFilingPlan *plan, GError **error)
{
  XlFilingIssue issue = { plan->office, plan->office_name, plan->number, plan->period, plan->date, plan->replaces, plan->profile,
                          plan->secret_key };

  if (plan->stored == NULL)
    plan->filing = xl_filing_make (plan->form, plan->data, &issue, error);
  return plan->stored != NULL || plan->filing != NULL;
}

static XlFilingRecord *
make_record (const XlFilingPlan *plan)
{
  XlFilingRecord *r = xl_filing_record_new ();

  r->office = g_strdup (plan->office);
  r->year = plan->year;
  r->n = plan->n;
  r->number = g_strdup (plan->number);
  r->form = g_strdup (plan->form->key);
  r->period = g_strdup (plan->period);
  r->profile = g_strdup (xl_mask_profile_name (plan->profile));
  r->title = g_strdup (plan->filing->title);
  r->written_on = g_strdup (plan->date);
  r->n_pages = (int) plan->filing->n_pages;
  r->n_rows = (int) plan->filing->n_rows;
  r->pdf_sha256 = g_strdup (plan->filing->sha256);
  r->data_sha256 = g_strdup (plan->filing->data_sha256);
  r->replaces = g_strdup (plan->replaces);
  r->made_at = g_get_real_time () / G_USEC_PER_SEC;
  r->made_by = g_strdup (g_get_user_name ());
  return r;
}

gint64
xl_filing_plan_store (XlDb *db, gpointer data, GError **error)
{
  XlFilingPlan *plan = data;
  g_autoptr(XlFilingRecord) record = NULL;

  if (plan->stored != NULL)
    return plan->standing->id;
  record = make_record (plan);
  if (plan->new_key && !xl_office_key_store (db, plan->office, plan->secret_key, error))
    return -1;
  return xl_filing_table_insert (db, record, plan->filing->pdf, error);
}

char *
xl_filing_plan_label (const XlFilingPlan *plan)
{
  return g_strdup_printf (_("File: %s"), plan->number);
}
