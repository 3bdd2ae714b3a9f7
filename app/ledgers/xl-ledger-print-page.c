#include "ledgers/xl-ledger-print-page.h"

#include "filings/xl-filing-view-page.h"
#include "filings/xl-filings-print-page.h"
#include "filings/xl-thread-paper.h"
#include "ui/xl-alert.h"

#include <glib/gi18n.h>

#define TURNED 0.7      /* a turned sheet is so much smaller to be seen whole */

/* The preview ----------------------------------------------------------------------------------------------------- */

typedef struct {
  GtkWindow *window;
  GBytes    *pdf;
  char      *title;
  int        n_pages;
  gboolean   turned;
} Preview;

static void
preview_free (gpointer data)
{
  Preview *p = data;

  g_bytes_unref (p->pdf);
  g_free (p->title);
  g_free (p);
}

static void
on_print (GtkButton *button, Preview *p)
{
  xl_filings_print (GTK_WIDGET (p->window), p->pdf, p->n_pages, p->title);
}

static void
on_close (GtkButton *button, Preview *p)
{
  gtk_window_destroy (p->window);
}

static gboolean
on_escape (GtkWidget *widget, GVariant *args, gpointer data)
{
  gtk_window_destroy (((Preview *) data)->window);
  return TRUE;
}

static gboolean
on_ctrl_p (GtkWidget *widget, GVariant *args, gpointer data)
{
  on_print (NULL, data);
  return TRUE;
}

static void
add_keys (Preview *p)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_callback_action_new (on_escape, p, NULL)));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_p, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (on_ctrl_p, p, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (p->window), keys);
}

static GtkWidget *
make_foot (Preview *p, gint64 n_rows)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *close = gtk_button_new_with_label (_("Close")), *print = gtk_button_new_with_label (_("Print"));
  g_autofree char *pages = g_strdup_printf (ngettext ("%d page", "%d pages", (gulong) p->n_pages), p->n_pages);
  g_autofree char *rows = g_strdup_printf (ngettext ("%u record", "%u records", (gulong) n_rows), (guint) n_rows);
  g_autofree char *words = g_strdup_printf ("%s · %s", pages, rows);
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (line, "ledger-form-foot");
  gtk_widget_add_css_class (print, "primary");
  g_signal_connect (close, "clicked", G_CALLBACK (on_close), p);
  g_signal_connect (print, "clicked", G_CALLBACK (on_print), p);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), close);
  gtk_box_append (GTK_BOX (line), print);
  gtk_window_set_default_widget (p->window, print);
  return line;
}

/* With the width the window has got. */
static gboolean
on_tick (GtkWidget *view, GdkFrameClock *clock, gpointer data)
{
  const Preview *p = data;

  if (gtk_widget_get_width (view) <= 1)
    return G_SOURCE_CONTINUE;
  if (p->turned)
    xl_filing_view_set_zoom (XL_FILING_VIEW (view), TURNED);
  xl_filing_view_set_pdf (XL_FILING_VIEW (view), p->pdf, NULL);
  return G_SOURCE_REMOVE;
}

static void
show_preview (XlPage *page, const XlLedgerExport *job)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *view = GTK_WIDGET (xl_filing_view_new ());
  Preview *p = g_new0 (Preview, 1);

  p->window = GTK_WINDOW (gtk_window_new ());
  p->pdf = g_bytes_ref (job->bytes);
  p->n_pages = (int) job->n_pages;
  p->title = g_strdup (job->title);
  p->turned = job->sheet != NULL && g_strcmp0 (job->sheet->paper, "A4") != 0;
  g_object_set_data_full (G_OBJECT (p->window), "xl-preview", p, preview_free);
  gtk_window_set_title (p->window, _("Print preview"));
  gtk_window_set_modal (p->window, TRUE);
  gtk_window_set_default_size (p->window, 900, 660);
  gtk_window_set_transient_for (p->window, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  if (root != NULL && gtk_widget_has_css_class (GTK_WIDGET (root), "large"))
    gtk_widget_add_css_class (GTK_WIDGET (p->window), "large");
  gtk_widget_set_vexpand (view, TRUE);
  gtk_box_append (GTK_BOX (box), view);
  gtk_box_append (GTK_BOX (box), make_foot (p, job->n_rows));
  gtk_window_set_child (p->window, box);
  gtk_widget_grab_focus (gtk_window_get_default_widget (p->window));      /* Enter prints */
  add_keys (p);
  gtk_window_present (p->window);
  gtk_widget_add_tick_callback (view, on_tick, p, NULL);
}

/* Drawing --------------------------------------------------------------------------------------------------------- */

/* A job on its way between threads: whoever takes it out owns it. */
typedef struct {
  XlLedgerExport *job;
  XlPage         *page;
  XlReadFunc      read;         /* (nullable): makes the job of @data */
  gpointer        data;
  GDestroyNotify  free_data;
} Parcel;

static void
parcel_free (gpointer data)
{
  Parcel *parcel = data;

  g_clear_pointer (&parcel->job, xl_ledger_export_free);
  g_clear_object (&parcel->page);
  if (parcel->free_data != NULL)
    parcel->free_data (parcel->data);
  g_free (parcel);
}

static void
on_drawn (GObject *source, GAsyncResult *result, gpointer data)
{
  Parcel *parcel = data;
  g_autoptr(GError) error = NULL;

  xl_page_set_progress (parcel->page, "", -1, NULL);
  if (xl_thread_paper_run_finish (result, &error) != NULL)
    show_preview (parcel->page, parcel->job);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    xl_alert_error (GTK_WIDGET (parcel->page), _("print"), error);
  parcel_free (parcel);
}

static gpointer
gather (XlDb *db, gpointer data, GError **error)
{
  Parcel *parcel = data, *answer;

  if (parcel->read != NULL)
    parcel->job = parcel->read (db, parcel->data, error);
  else if (xl_ledger_export_run (db, parcel->job, error) == NULL)
    return NULL;
  if (parcel->job == NULL)
    return NULL;
  answer = g_new0 (Parcel, 1);
  answer->job = g_steal_pointer (&parcel->job);
  return answer;
}

static void
on_gathered (XlPage *page, gpointer result, gpointer data)
{
  Parcel *parcel = g_new0 (Parcel, 1);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  parcel->job = g_steal_pointer (&((Parcel *) result)->job);
  parcel->page = g_object_ref (page);
  xl_page_set_progress (page, _("Drawing the paper"), -1, cancellable);
  xl_thread_paper_run_async (xl_ledger_export_draw, parcel->job, NULL, NULL, XL_PAPER_VISIBLE, cancellable, on_drawn, parcel);
}

void
xl_ledger_print_show (XlPage *page, XlLedgerExport *job)
{
  Parcel *parcel = g_new0 (Parcel, 1);

  job->pdf = TRUE;
  job->print = TRUE;
  parcel->job = job;
  xl_page_read (page, "print", gather, parcel, parcel_free, parcel_free, on_gathered, NULL);
}

void
xl_ledger_print_show_read (XlPage *page, XlReadFunc read, gpointer data, GDestroyNotify free_data)
{
  Parcel *parcel = g_new0 (Parcel, 1);

  parcel->read = read;
  parcel->data = data;
  parcel->free_data = free_data;
  xl_page_read (page, "print", gather, parcel, parcel_free, parcel_free, on_gathered, NULL);
}
