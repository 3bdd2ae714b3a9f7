#include "filings/xl-filings-page-private.h"

#include "filings/xl-filings-print-page.h"
#include "filings/xl-thread-paper.h"
#include "filings/xl-verify-reader.h"
#include "ui/xl-alert.h"
#include "ui/xl-file-picker.h"

#include <glib/gi18n.h>
#include <string.h>

/* Make ---------------------------------------------------------------------------------------------------------------- */

static void
on_made (XlPage *page, gint64 result, const GError *error, gpointer user_data)
{
  XlFilingsPage *self = XL_FILINGS_PAGE (page);

  if (error != NULL)
    {
      xl_alert_error (GTK_WIDGET (page), _("The filing was not made. Nothing was changed."), error);
      return;
    }
  xl_filings_page_show_filing (self, result);
  xl_filings_page_reload (self);
}

static void
enter (XlFilingsPage *self)
{
  XlFilingPlan *plan = g_steal_pointer (&self->plan);
  g_autofree char *label = xl_filing_plan_label (plan);

  xl_page_enable_action (XL_PAGE (self), "make", FALSE);
  xl_page_write (XL_PAGE (self), XL_CHANGE_EDIT, label, xl_filing_plan_store, plan, (GDestroyNotify) xl_filing_plan_free, on_made,
                 NULL);
}

/* A correction names what it replaces on its pages too, so it is drawn once more before it is looked at and made. */
static void
on_correct (XlAlertAnswer answer, gpointer data)
{
  g_autoptr(XlFilingsPage) self = data;
  g_autofree char *number = NULL, *form = NULL, *period = NULL;

  if (answer != XL_ALERT_ACCEPT || self->plan == NULL || self->plan->standing == NULL)
    return;
  number = g_strdup (self->plan->standing->number);
  form = g_strdup (self->form);
  period = g_strdup (self->period);
  xl_filings_page_preview (self, form, period, number);
}

static void
make (XlPage *page)
{
  XlFilingsPage *self = XL_FILINGS_PAGE (page);
  XlAlertWords words = { .accept = _("Prepare the correction"), .cancel = _("Cancel") };
  g_autofree char *title = NULL;

  if (self->plan == NULL || self->plan->stored != NULL)
    return;
  if (self->plan->standing == NULL || self->plan->replaces != NULL)
    {
      enter (self);
      return;
    }
  title = g_strdup_printf (_("%s was made for this period already."), self->plan->standing->number);
  words.title = title;
  words.text = _("It stays as it is. A correction gets the next number and names the one it replaces; look at it, then make it.");
  xl_alert_show (GTK_WIDGET (page), &words, on_correct, g_object_ref (self));
}

/* Save ---------------------------------------------------------------------------------------------------------------- */

typedef struct { GBytes *pdf; char *path; } Copy;

static void
copy_free (gpointer item)
{
  Copy *copy = item;

  g_bytes_unref (copy->pdf);
  g_free (copy->path);
  g_free (copy);
}

static gpointer
write_copy (gpointer data, GCancellable *cancellable, GError **error)
{
  const Copy *copy = data;
  char *temporary = xl_filing_write_begin (copy->pdf, copy->path, error);

  return temporary != NULL && xl_filing_write_end (temporary, copy->path, TRUE, error) ? g_strdup (copy->path) : NULL;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlFilingsPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = xl_thread_paper_run_finish (result, &error);
  g_autofree char *text = NULL;

  if (path == NULL)
    {
      xl_alert_error (GTK_WIDGET (self), _("The paper could not be saved there."), error);
      return;
    }
  text = g_strdup_printf (_("Saved as %s"), path);
  xl_page_say (XL_PAGE (self), text);
}

static void
on_picked (char **paths, gpointer data)
{
  XlFilingsPage *self = data;
  GBytes *pdf = xl_filing_view_get_pdf (self->view);
  Copy *copy;

  if (paths != NULL && pdf != NULL)
    {
      copy = g_new0 (Copy, 1);
      copy->pdf = g_bytes_ref (pdf);
      copy->path = g_strdup (paths[0]);
      xl_thread_paper_run_async (write_copy, copy, copy_free, g_free, XL_PAPER_WORK, NULL, on_written, g_object_ref (self));
    }
  g_object_unref (self);
}

static void
save (XlPage *page)
{
  XlFilingsPage *self = XL_FILINGS_PAGE (page);
  g_autofree char *name = g_strconcat (self->number != NULL ? self->number : "", ".pdf", NULL);
  XlPickWords words = { XL_PICK_SAVE, _("Save the filing"), _("Save"), _("PDF papers"), "*.pdf", name };

  xl_file_picker_show (GTK_WIDGET (page), &words, on_picked, g_object_ref (self));
}

static void
print (XlPage *page)
{
  XlFilingsPage *self = XL_FILINGS_PAGE (page);

  if (xl_filing_view_get_pdf (self->view) != NULL)
    xl_filings_print (GTK_WIDGET (page), xl_filing_view_get_pdf (self->view), xl_filing_view_get_n_pages (self->view), self->number);
}

/* Verify -------------------------------------------------------------------------------------------------------------- */

static gpointer
verify_file (gpointer path, GCancellable *cancellable, GError **error)
{
  return xl_verify_file (path, error);
}

static char *
verdict_text (const XlVerification *v)
{
  GString *text = g_string_new (NULL);

  if (!v->has_seal)
    return g_string_free (text, FALSE);
  g_string_append_printf (text, _("From: %s\nNumber: %s\nTitle: %s\n"), v->seal.office_name, v->seal.number, v->seal.title);
  g_string_append_printf (text, _("Signature: %s\nPages: %s\nData: %s"), v->signature_valid ? _("valid") : _("not valid"),
                          v->pages_intact ? _("unaltered") : _("altered"), v->data_intact ? _("unaltered") : _("altered"));
  return g_string_free (text, FALSE);
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlFilingsPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(XlVerification) v = xl_thread_paper_run_finish (result, &error);
  g_autofree char *text = NULL;
  XlAlertWords words = { 0 };

  xl_page_set_progress (XL_PAGE (self), "", -1, NULL);
  if (v == NULL)
    {
      xl_alert_error (GTK_WIDGET (self), _("The file could not be checked."), error);
      return;
    }
  text = verdict_text (v);
  words.title = xl_verification_is_good (v) ? _("A filing, unaltered") : v->has_seal ? _("A filing that was altered")
                                                                                    : _("No filing of this program");
  words.text = text;
  xl_alert_show (GTK_WIDGET (self), &words, NULL, NULL);
}

void
xl_filings_page_verify (XlFilingsPage *self, const char *path)
{
  xl_page_set_progress (XL_PAGE (self), _("Checking the paper"), -1, NULL);
  xl_thread_paper_run_async (verify_file, g_strdup (path), g_free, (GDestroyNotify) xl_verification_free, XL_PAPER_WORK, NULL,
                             on_verified, g_object_ref (self));
}

static void
on_verify_picked (char **paths, gpointer data)
{
  g_autoptr(XlFilingsPage) self = data;

  if (paths != NULL)
    xl_filings_page_verify (self, paths[0]);
}

static void
verify (XlPage *page)
{
  XlPickWords words = { XL_PICK_OPEN, _("Check a paper"), _("Check"), _("PDF papers"), "*.pdf", NULL };

  xl_file_picker_show (GTK_WIDGET (page), &words, on_verify_picked, g_object_ref (page));
}

/* What the township said ------------------------------------------------------------------------------------------------ */

typedef struct { gint64 id; XlFilingState state; } Mark;

static gint64
write_mark (XlDb *db, gpointer data, GError **error)
{
  const Mark *mark = data;

  return xl_filing_table_set_state (db, mark->id, mark->state, NULL, error);
}

static void
mark_as (XlPage *page, XlFilingState state, const char *format)
{
  XlFilingsPage *self = XL_FILINGS_PAGE (page);
  gint64 id = xl_grid_get_cursor_id (self->grid);
  g_autofree char *label = NULL;
  Mark *mark;

  for (guint i = 0; self->register_ != NULL && i < self->register_->len; i++)
    {
      const XlFilingRecord *r = g_ptr_array_index (self->register_, i);

      if (r->id == id)
        label = g_strdup_printf (format, r->number);
    }
  if (label == NULL)
    return;
  mark = g_new0 (Mark, 1);
  mark->id = id;
  mark->state = state;
  xl_page_write (page, XL_CHANGE_EDIT, label, write_mark, mark, g_free, NULL, NULL);
}

static void
mark_filed (XlPage *page)
{
  mark_as (page, XL_FILING_FILED, _("Handed in: %s"));
}

static void
mark_returned (XlPage *page)
{
  mark_as (page, XL_FILING_RETURNED, _("Returned: %s"));
}

static void
mark_accepted (XlPage *page)
{
  mark_as (page, XL_FILING_ACCEPTED, _("Accepted: %s"));
}

void
xl_filings_page_add_actions (XlFilingsPage *self)
{
  XlPage *page = XL_PAGE (self);

  xl_page_add_action (page, "make", make);
  xl_page_add_action (page, "export", save);
  xl_page_add_action (page, "print", print);
  xl_page_add_action (page, "verify", verify);
  xl_page_add_action (page, "mark-filed", mark_filed);
  xl_page_add_action (page, "mark-returned", mark_returned);
  xl_page_add_action (page, "mark-accepted", mark_accepted);
  xl_page_enable_action (page, "make", FALSE);
  xl_page_enable_action (page, "export", FALSE);
  xl_page_enable_action (page, "print", FALSE);
  xl_page_add_secondary (page, _("Check a PDF…"), "page.verify");
  xl_page_add_secondary (page, _("Print…"), "page.print");
  xl_page_add_secondary (page, _("Save to USB stick…"), "page.export");
  xl_page_set_primary (page, _("Make"), "page.make");
}
