#include "filings/xl-filings-print-page.h"

#include "filings/xl-picture-reader.h"
#include "filings/xl-thread-paper.h"
#include "ui/xl-alert.h"

#include <glib/gi18n.h>

#define DOTS_AN_INCH 300.0

/* A page on its way to the printer. */
typedef struct {
  GBytes            *pdf;
  int                page;
  GtkPrintOperation *operation;
  GtkPrintContext   *context;
} Job;

static void
job_free (gpointer item)
{
  Job *job = item;

  g_bytes_unref (job->pdf);
  g_object_unref (job->operation);
  g_object_unref (job->context);
  g_free (job);
}

static gpointer
read_page (gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;

  return xl_picture_read (job->pdf, job->page, DOTS_AN_INCH / 72, error);
}

static void
paint (GtkPrintContext *context, XlPicture *picture)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  cairo_surface_t *surface = cairo_image_surface_create_for_data ((guchar *) g_bytes_get_data (picture->pixels, NULL),
                                                                  CAIRO_FORMAT_ARGB32, picture->width, picture->height,
                                                                  picture->stride);
  double to_context = gtk_print_context_get_width (context) / picture->page_width;

  /* A turned page of a table is printed upright, as wide as the sheet is high. */
  if (picture->page_width > picture->page_height)
    {
      to_context = gtk_print_context_get_height (context) / picture->page_width;
      cairo_translate (cr, gtk_print_context_get_width (context), 0);
      cairo_rotate (cr, G_PI / 2);
    }
  cairo_scale (cr, to_context * 72 / DOTS_AN_INCH, to_context * 72 / DOTS_AN_INCH);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_paint (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr(XlPicture) picture = xl_thread_paper_run_finish (result, NULL);

  if (picture != NULL)
    paint (job->context, picture);
  gtk_print_operation_draw_page_finish (job->operation);
  job_free (job);
}

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, GBytes *pdf)
{
  Job *job = g_new0 (Job, 1);

  job->pdf = g_bytes_ref (pdf);
  job->page = page;
  job->operation = g_object_ref (operation);
  job->context = g_object_ref (context);
  gtk_print_operation_set_defer_drawing (operation);
  xl_thread_paper_run_async (read_page, job, NULL, (GDestroyNotify) xl_picture_free, XL_PAPER_WORK, NULL, on_page, job);
}

static void
drop_pdf (gpointer pdf, GClosure *closure)
{
  g_bytes_unref (pdf);
}

void
xl_filings_print (GtkWidget *parent, GBytes *pdf, int n_pages, const char *name)
{
  g_autoptr(GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr(GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr(GtkPaperSize) a4 = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  g_autoptr(GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (parent);

  gtk_page_setup_set_paper_size (setup, a4);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_n_pages (operation, MAX (n_pages, 1));
  gtk_print_operation_set_job_name (operation, name != NULL ? name : _("Filing"));
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (on_draw_page), g_bytes_ref (pdf), drop_pdf, 0);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (root), &error)
      == GTK_PRINT_OPERATION_RESULT_ERROR)
    xl_alert_error (parent, _("The paper could not be printed."), error);
}
