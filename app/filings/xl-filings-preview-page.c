#include "filings/xl-filings-page-private.h"

#include "filings/xl-thread-paper.h"
#include "ui/xl-alert.h"

#include <glib/gi18n.h>
#include <string.h>

/* A question to a reader that owns its words. */
typedef struct {
  char    *form, *period, *replaces, *on;
} Ask;

static void
ask_free (gpointer item)
{
  Ask *ask = item;

  g_free (ask->form);
  g_free (ask->period);
  g_free (ask->replaces);
  g_free (ask->on);
  g_free (ask);
}

/* A plan on its way between threads: whoever takes it out owns it. */
typedef struct { XlFilingPlan *plan; } Parcel;

static void
parcel_free (gpointer item)
{
  Parcel *parcel = item;

  xl_filing_plan_free (parcel->plan);
  g_free (parcel);
}

static gpointer
read_plan (XlDb *db, gpointer data, GError **error)
{
  const Ask *ask = data;
  XlFilingRequest request = { ask->form, ask->period, XL_MASK_INTERNAL, ask->replaces, ask->on, TRUE };
  GError *local = NULL;
  Parcel *parcel = g_new0 (Parcel, 1);

  parcel->plan = xl_filing_plan_read (db, &request, &local);
  if (local == NULL)
    return parcel;
  /* That there is nothing to file yet is an answer, not a fault: it is said where the paper would be. */
  if (g_error_matches (local, XL_ERROR, XL_ERROR_REFUSED) || g_error_matches (local, XL_ERROR, XL_ERROR_NOT_FOUND))
    g_clear_error (&local);
  else
    {
      g_propagate_error (error, local);
      g_clear_pointer (&parcel, parcel_free);
    }
  return parcel;
}

static gpointer
draw_plan (gpointer data, GCancellable *cancellable, GError **error)
{
  Parcel *parcel = data;

  return xl_filing_plan_draw (parcel->plan, error) ? g_steal_pointer (&parcel->plan) : NULL;
}

static void
show_plan_facts (XlFilingsPage *self)
{
  const XlFilingPlan *plan = self->plan;
  g_autofree char *facts = NULL;

  if (plan->stored != NULL)
    facts = g_strdup_printf (_("%s · %d pages · %d rows · signed\nSHA-256 %s"), plan->standing->number, plan->standing->n_pages,
                             plan->standing->n_rows, plan->standing->pdf_sha256);
  else if (plan->standing != NULL)
    facts = g_strdup_printf (_("Preview · the records changed since %s was made; Make files a correction · %u pages · %u rows"),
                             plan->standing->number, plan->filing->n_pages, plan->filing->n_rows);
  else
    facts = g_strdup_printf (_("Preview · would be %s · %u pages · %u rows · faces: %s"), plan->number, plan->filing->n_pages,
                             plan->filing->n_rows, plan->filing->fonts);
  xl_filings_page_show_facts (self, facts);
}

static void
show_plan (XlFilingsPage *self)
{
  XlFilingPlan *plan = self->plan;

  xl_filing_view_set_pdf (self->view, plan->stored != NULL ? plan->stored : plan->filing->pdf, NULL);
  self->id = plan->stored != NULL ? plan->standing->id : 0;
  g_free (self->number);
  self->number = g_strdup (plan->stored != NULL ? plan->standing->number : plan->number);
  xl_page_enable_action (XL_PAGE (self), "make", plan->stored == NULL);
  xl_page_enable_action (XL_PAGE (self), "export", plan->stored != NULL);
  xl_page_enable_action (XL_PAGE (self), "print", plan->stored != NULL);
  show_plan_facts (self);
}

static void
on_drawn (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;
  XlFilingPlan *plan = xl_thread_paper_run_finish (result, &error);
  XlFilingsPage *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  xl_page_set_progress (XL_PAGE (self), "", -1, NULL);
  if (plan == NULL)
    {
      g_autofree char *sentence = xl_error_sentence (error);

      xl_filing_view_set_pdf (self->view, NULL, sentence);
      xl_filings_page_show_facts (self, "");
      return;
    }
  self->plan = plan;
  show_plan (self);
}

static void
forget (XlFilingsPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->plan, xl_filing_plan_free);
  xl_page_enable_action (XL_PAGE (self), "make", FALSE);
  xl_page_enable_action (XL_PAGE (self), "export", FALSE);
  xl_page_enable_action (XL_PAGE (self), "print", FALSE);
}

/* The plan goes to the paper thread and comes back drawn. */
static void
on_plan (XlPage *page, gpointer result, gpointer user_data)
{
  XlFilingsPage *self = XL_FILINGS_PAGE (page);
  Parcel *parcel = result, *onward;

  forget (self);
  if (parcel->plan == NULL)
    {
      xl_filing_view_set_pdf (self->view, NULL, _("Nothing is recorded for this period yet."));
      xl_filings_page_show_facts (self, "");
      return;
    }
  self->cancellable = g_cancellable_new ();
  xl_page_set_progress (page, _("Drawing the paper"), -1, self->cancellable);
  onward = g_new0 (Parcel, 1);
  onward->plan = g_steal_pointer (&parcel->plan);
  xl_thread_paper_run_async (draw_plan, onward, parcel_free, (GDestroyNotify) xl_filing_plan_free, XL_PAPER_WORK,
                             self->cancellable, on_drawn, self);
}

void
xl_filings_page_preview (XlFilingsPage *self, const char *form, const char *period, const char *replaces)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->form = g_strdup (form);
  ask->period = g_strdup (period);
  ask->replaces = g_strdup (replaces);
  ask->on = xl_filings_page_today ();
  g_free (self->form);
  g_free (self->period);
  self->form = g_strdup (form);
  self->period = g_strdup (period);
  xl_page_read (XL_PAGE (self), "preview", read_plan, ask, ask_free, parcel_free, on_plan, NULL);
}

/* A filing of the register --------------------------------------------------------------------------------------------- */

typedef struct { XlFilingRecord *record; GBytes *pdf; } Stored;

static void
stored_free (gpointer item)
{
  Stored *stored = item;

  xl_filing_record_free (stored->record);
  g_clear_pointer (&stored->pdf, g_bytes_unref);
  g_free (stored);
}

static gpointer
read_stored (XlDb *db, gpointer id, GError **error)
{
  Stored *stored = g_new0 (Stored, 1);

  stored->record = xl_filing_table_get (db, *(gint64 *) id, error);
  stored->pdf = stored->record != NULL ? xl_filing_table_pdf (db, *(gint64 *) id, error) : NULL;
  if (stored->pdf != NULL)
    return stored;
  stored_free (stored);
  return NULL;
}

static void
on_stored (XlPage *page, gpointer result, gpointer user_data)
{
  XlFilingsPage *self = XL_FILINGS_PAGE (page);
  const Stored *stored = result;
  const XlFilingRecord *r = stored->record;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  g_autofree char *facts = NULL;

  forget (self);
  g_clear_pointer (&self->form, g_free);
  g_clear_pointer (&self->period, g_free);
  gtk_list_box_unselect_all (GTK_LIST_BOX (self->due_list));
  self->id = r->id;
  g_free (self->number);
  self->number = g_strdup (r->number);
  facts = g_strdup_printf (_("%s · %d pages · %d rows · signed\nSHA-256 %s"), r->number, r->n_pages, r->n_rows, r->pdf_sha256);
  xl_filings_page_show_facts (self, facts);
  xl_filing_view_set_pdf (self->view, stored->pdf, NULL);
  xl_page_enable_action (page, "export", TRUE);
  xl_page_enable_action (page, "print", TRUE);
  if (root != NULL && gtk_root_get_focus (root) == NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);      /* Make had it, and there is nothing more to make */
}

void
xl_filings_page_show_filing (XlFilingsPage *self, gint64 id)
{
  gint64 *copy = g_new (gint64, 1);

  *copy = id;
  xl_page_read (XL_PAGE (self), "preview", read_stored, copy, g_free, stored_free, on_stored, NULL);
}
