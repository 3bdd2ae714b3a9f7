#include "ledgers/xl-ledger-layout-dialog-private.h"

#include "filings/xl-filing-view-page.h"
#include "filings/xl-filings-print-page.h"
#include "filings/xl-thread-paper.h"

#include <glib/gi18n.h>
#include <string.h>

#define PREVIEW_ROWS 12

/* A job on its way between threads: whoever takes it out owns it.  A refusal is an answer: it is shown where the rows would be. */
typedef struct {
  XlLayoutDialog *self;        /* of the main thread alone */
  XlLedgerExport *job;
  GError         *error;
  guint           generation;
  gboolean        show, print; /* the paper is shown, or goes to the printer */
} Trip;

static void
trip_free (gpointer data)
{
  Trip *trip = data;

  g_clear_object (&trip->self);
  xl_ledger_export_free (trip->job);
  g_clear_error (&trip->error);
  g_free (trip);
}

static Trip *
trip_new (XlLayoutDialog *self)
{
  Trip *trip = g_new0 (Trip, 1);

  trip->self = g_object_ref (self);
  trip->job = xl_layout_dialog_make_job (self);
  return trip;
}

/* An XlReadFunc whose answer is the trip itself, owned by the asker all the time. */
static gpointer
read_job (XlDb *db, gpointer data, GError **error)
{
  Trip *trip = data;

  xl_ledger_export_run (db, trip->job, &trip->error);
  return trip;
}

static gpointer
draw_job (gpointer data, GCancellable *cancellable, GError **error)
{
  Trip *trip = data;

  xl_ledger_export_draw (trip->job, cancellable, &trip->error);
  return trip;
}

/* The first rows -------------------------------------------------------------------------------------------------- */

static double
width_of (const XlFilingSheet *rows, guint column, const char *heading)
{
  glong most = g_utf8_strlen (heading, -1);

  for (guint i = 0; i < xl_filing_sheet_n_rows (rows); i++)
    {
      const char *cell = xl_filing_sheet_cell (rows, i, column);
      glong length = g_utf8_strlen (cell, -1);

      most = MAX (most, (glong) strlen (cell) > length ? length : (length + 1) / 2);
    }
  return CLAMP ((double) most + 1.5, 3.5, 16);
}

static void
fill_grid (XlLayoutDialog *self, const XlLayoutSheet *sheet)
{
  const XlFilingSheet *rows = xl_filing_data_sheet (sheet->data, "rows");
  guint n = sheet->columns->len;
  g_autoptr(XlMemorySource) source = xl_memory_source_new ((int) n);
  g_autofree const char **cells = g_new0 (const char *, n + 1);

  xl_grid_clear_columns (self->grid);
  for (guint i = 0; i < n; i++)
    {
      const XlFormColumn *c = g_ptr_array_index (sheet->columns, i);
      XlGridKind kind = c->align == XL_FORM_NUMBER ? XL_GRID_NUMBER : c->align == XL_FORM_CENTER ? XL_GRID_CENTRE : XL_GRID_TEXT;

      xl_grid_add_column (self->grid, xl_grid_column_new ((int) i, c->key, c->title, width_of (rows, i, c->title), kind, 0));
    }
  for (guint row = 0; row < xl_filing_sheet_n_rows (rows); row++)
    {
      for (guint i = 0; i < n; i++)
        cells[i] = xl_filing_sheet_cell (rows, row, i);
      xl_memory_source_add (source, row + 1, cells);
    }
  xl_grid_set_source (self->grid, XL_GRID_SOURCE (source));
}

static void
on_preview (GObject *source, GAsyncResult *result, gpointer data)
{
  Trip *trip = data;
  XlLayoutDialog *self = trip->self;

  xl_store_read_finish (XL_STORE (source), result, NULL);
  xl_layout_dialog_end (self);
  if (!self->gone && trip->generation == self->generation)
    {
      if (trip->error != NULL)
        xl_layout_dialog_say_error (self, trip->error);
      else
        {
          fill_grid (self, trip->job->sheet);
          xl_layout_dialog_set_head (self, trip->job->sheet);
          if (self->warned || !self->changed)
            xl_layout_dialog_say (self, "", FALSE);
          self->warned = FALSE;
        }
      gtk_widget_set_visible (self->grid_box, trip->error == NULL);
    }
  trip_free (trip);
}

void
xl_layout_dialog_preview (XlLayoutDialog *self)
{
  Trip *trip;

  self->generation++;
  if (self->layout->columns->len == 0)
    {
      gtk_widget_set_visible (self->grid_box, FALSE);
      return;
    }
  trip = trip_new (self);
  trip->generation = self->generation;
  trip->job->pdf = TRUE;
  trip->job->max_rows = PREVIEW_ROWS;
  if (trip->job->given->title == NULL || trip->job->given->title[0] == '\0')
    {
      g_free (trip->job->given->title);
      trip->job->given->title = g_strdup (self->t->title);
    }
  for (guint i = 0; i < trip->job->given->columns->len; i++)     /* a heading that is being typed is no mistake yet */
    {
      XlLayoutColumn *c = g_ptr_array_index (trip->job->given->columns, i);

      if (c->heading == NULL || c->heading[0] == '\0')
        {
          g_free (c->heading);
          c->heading = g_strdup ("　");
        }
    }
  xl_layout_dialog_begin (self);
  xl_store_read_async (self->store, read_job, trip, NULL, NULL, NULL, on_preview, trip);
}

GtkWidget *
xl_layout_dialog_build_preview (XlLayoutDialog *self)
{
  GtkWidget *rows = xl_grid_new_scrolled (&self->grid);

  self->grid_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->head = gtk_label_new (NULL);
  gtk_label_set_justify (GTK_LABEL (self->head), GTK_JUSTIFY_CENTER);
  gtk_label_set_wrap (GTK_LABEL (self->head), TRUE);
  gtk_box_append (GTK_BOX (self->grid_box), self->head);
  gtk_box_append (GTK_BOX (self->grid_box), rows);
  xl_grid_set_label (self->grid, _("The first rows of the form"));
  gtk_widget_set_size_request (rows, -1, 190);
  gtk_widget_set_vexpand (rows, FALSE);
  gtk_widget_add_css_class (rows, "layout-frame");
  return self->grid_box;
}

/* The log --------------------------------------------------------------------------------------------------------- */

static gint64
write_note (XlDb *db, gpointer data, GError **error)
{
  return xl_ledger_export_note (db, ((Trip *) data)->job, error);
}

static void
note (Trip *trip)
{
  XlStore *store = trip->self->store;

  if (xl_store_is_read_only (store))
    {
      trip_free (trip);
      return;
    }
  g_clear_object (&trip->self);
  xl_store_write_async (store, XL_CHANGE_FINAL, _("Export"), write_note, trip, trip_free, NULL, NULL, NULL);
}

static void
say_made (XlLayoutDialog *self, const XlLedgerExport *job)
{
  g_autofree char *name = job->path != NULL ? g_path_get_basename (job->path) : g_strdup (job->title);
  g_autofree char *words = g_strdup_printf (_("%s: %u rows; %u cells filled from the ledger, %u by hand"), name, (guint) job->n_rows,
                                            (guint) job->n_filled, (guint) job->n_typed);

  xl_layout_dialog_say (self, words, FALSE);
}

/* A file ----------------------------------------------------------------------------------------------------------- */

static void
finish_output (Trip *trip)
{
  XlLayoutDialog *self = trip->self;

  xl_layout_dialog_end (self);
  if (trip->error != NULL)
    {
      if (!self->gone)
        xl_layout_dialog_say_error (self, trip->error);
      trip_free (trip);
      return;
    }
  if (!self->gone)
    say_made (self, trip->job);
  note (trip);
}

static void
on_drawn_file (GObject *source, GAsyncResult *result, gpointer data)
{
  xl_thread_paper_run_finish (result, NULL);
  finish_output (data);
}

static void
on_run (GObject *source, GAsyncResult *result, gpointer data)
{
  Trip *trip = data;

  xl_store_read_finish (XL_STORE (source), result, NULL);
  if (trip->error == NULL && trip->job->pdf)
    xl_thread_paper_run_async (draw_job, trip, NULL, NULL, XL_PAPER_WORK, NULL, on_drawn_file, trip);
  else
    finish_output (trip);
}

void
xl_layout_dialog_write (XlLayoutDialog *self, const char *path)
{
  Trip *trip = trip_new (self);
  g_autoptr(GError) error = NULL;

  trip->job->path = g_strdup (path);
  if (!xl_ledger_export_take_format (trip->job, &error))
    {
      xl_layout_dialog_say_error (self, error);
      trip_free (trip);
      return;
    }
  xl_layout_dialog_begin (self);
  xl_layout_dialog_say (self, _("Writing…"), FALSE);
  xl_store_read_async (self->store, read_job, trip, NULL, NULL, NULL, on_run, trip);
}

/* The paper --------------------------------------------------------------------------------------------------------- */

static double
page_width (const char *paper)
{
  return (strcmp (paper, "A4") == 0 ? 210 : strcmp (paper, "A3-landscape") == 0 ? 420 : 297) * 72 / 25.4;
}

static void
show_drawn (XlLayoutDialog *self, Trip *trip)
{
  g_autofree char *facts = g_strdup_printf (ngettext ("%u page", "%u pages", trip->job->n_pages), trip->job->n_pages);
  g_autofree char *words = g_strdup_printf (_("%s · %u rows; %u cells filled from the ledger, %u by hand"), facts, (guint) trip->job->n_rows,
                                            (guint) trip->job->n_filled, (guint) trip->job->n_typed);

  xl_filing_view_set_page_width (XL_FILING_VIEW (self->view), page_width (trip->job->sheet->paper));
  xl_filing_view_set_pdf (XL_FILING_VIEW (self->view), trip->job->bytes, NULL);
  gtk_label_set_text (GTK_LABEL (self->facts), words);
  xl_ledger_export_free (self->paper);
  self->paper = g_steal_pointer (&trip->job);
  gtk_widget_child_focus (self->view, GTK_DIR_TAB_FORWARD);
}

static void
show_refused (XlLayoutDialog *self, const GError *error)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "columns");
  xl_layout_dialog_say_error (self, error);
}

static void
on_drawn (GObject *source, GAsyncResult *result, gpointer data)
{
  Trip *trip = data;
  XlLayoutDialog *self = trip->self;

  xl_thread_paper_run_finish (result, NULL);
  xl_layout_dialog_end (self);
  if (!self->gone && trip->error != NULL)
    show_refused (self, trip->error);
  else if (!self->gone)
    show_drawn (self, trip);
  trip_free (trip);
}

static void
on_gathered (GObject *source, GAsyncResult *result, gpointer data)
{
  Trip *trip = data;
  XlLayoutDialog *self = trip->self;

  xl_store_read_finish (XL_STORE (source), result, NULL);
  if (trip->error == NULL)
    {
      xl_thread_paper_run_async (draw_job, trip, NULL, NULL, XL_PAPER_VISIBLE, NULL, on_drawn, trip);
      return;
    }
  xl_layout_dialog_end (self);
  if (!self->gone)
    show_refused (self, trip->error);
  trip_free (trip);
}

void
xl_layout_dialog_show_paper (XlLayoutDialog *self)
{
  Trip *trip = trip_new (self);

  trip->job->pdf = TRUE;
  xl_filing_view_set_pdf (XL_FILING_VIEW (self->view), NULL, _("Drawing the paper"));
  gtk_label_set_text (GTK_LABEL (self->facts), "");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "paper");    /* shown first, so that it knows how wide it is */
  xl_layout_dialog_begin (self);
  xl_store_read_async (self->store, read_job, trip, NULL, NULL, NULL, on_gathered, trip);
}

/* What is on the screen goes to the printer, and is counted as made. */
void
xl_layout_dialog_print (XlLayoutDialog *self)
{
  Trip *trip;

  if (self->paper == NULL)
    return;
  xl_filings_print (GTK_WIDGET (self), self->paper->bytes, (int) self->paper->n_pages, self->paper->title);
  trip = trip_new (self);
  trip->job->pdf = TRUE;
  trip->job->print = TRUE;
  xl_layout_dialog_begin (self);
  xl_store_read_async (self->store, read_job, trip, NULL, NULL, NULL, (GAsyncReadyCallback) on_run, trip);
}
