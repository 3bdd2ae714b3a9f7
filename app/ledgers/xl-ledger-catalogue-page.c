#include "ledgers/xl-ledger-catalogue-page.h"

#include "ledgers/xl-ledger-words-page.h"
#include "ui/xl-grid.h"
#include "ui/xl-memory-source.h"

#include <glib/gi18n.h>
#include <string.h>

enum { TITLE, DEPARTMENT, PERIOD, DONE, IN_PERIOD, ALL, FILED, N_COLUMNS };

struct _XlLedgerCatalogue
{
  GtkBox          parent_instance;
  XlGrid         *grid;
  XlMemorySource *source;
  GPtrArray      *list;      /* XlLedgerSummary; NULL before the first answer */
  GPtrArray      *keys;      /* by row id - 1 */
  char           *filter;
};
enum { OPENED, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlLedgerCatalogue, xl_ledger_catalogue, GTK_TYPE_BOX)

static void
on_activated (XlGrid *grid, gint64 row, int column, XlLedgerCatalogue *self)
{
  gint64 id = xl_grid_source_get_row_id (XL_GRID_SOURCE (self->source), row);

  if (id > 0 && id <= self->keys->len)
    g_signal_emit (self, signals[OPENED], 0, g_ptr_array_index (self->keys, id - 1));
}

static XlCellMark
mark_done (const XlLedgerSummary *s)
{
  if (s->month == NULL || s->month->rate.due == 0)
    return XL_CELL_PLAIN;
  return s->month->rate.met ? XL_CELL_MET : XL_CELL_OVERDUE;
}

static void
add_ledger (XlLedgerCatalogue *self, const XlLedgerSummary *s)
{
  g_autofree char *period = s->period != NULL ? xl_ledger_period_words (s->period) : g_strdup ("");
  g_autofree char *done =
      s->month != NULL ? g_strdup_printf ("%d/%d", s->month->rate.visited, s->month->rate.due) : g_strdup ("");
  g_autofree char *in_period = s->period != NULL ? g_strdup_printf ("%" G_GINT64_FORMAT, s->n_period) : g_strdup ("");
  g_autofree char *all = g_strdup_printf ("%" G_GINT64_FORMAT, s->n_records);
  g_autofree char *filed = xl_ledger_filed_words (s);
  const char *cells[N_COLUMNS] = { s->t->title, s->t->department, period, done, in_period, all, filed };
  gint64 row = self->keys->len;

  g_ptr_array_add (self->keys, g_strdup (s->t->key));
  xl_memory_source_add (self->source, self->keys->len, cells);
  xl_memory_source_set_mark (self->source, row, DONE, mark_done (s));
  if (s->t->filing != NULL)
    xl_memory_source_set_mark (self->source, row, FILED, s->filed != NULL ? XL_CELL_MET : XL_CELL_PLAIN);
}

static gboolean
is_wanted (XlLedgerCatalogue *self, const XlLedgerSummary *s)
{
  return self->filter == NULL || strstr (s->t->title, self->filter) != NULL
         || strstr (s->t->department, self->filter) != NULL;
}

static void
fill (XlLedgerCatalogue *self)
{
  xl_memory_source_clear (self->source);
  g_ptr_array_set_size (self->keys, 0);
  for (guint i = 0; self->list != NULL && i < self->list->len; i++)
    if (is_wanted (self, g_ptr_array_index (self->list, i)))
      add_ledger (self, g_ptr_array_index (self->list, i));
  xl_grid_source_reset (XL_GRID_SOURCE (self->source));
}

void
xl_ledger_catalogue_show (XlLedgerCatalogue *self, GPtrArray *list)
{
  g_clear_pointer (&self->list, g_ptr_array_unref);
  self->list = g_ptr_array_ref (list);
  fill (self);
}

void
xl_ledger_catalogue_filter (XlLedgerCatalogue *self, const char *text)
{
  g_free (self->filter);
  self->filter = text[0] != '\0' ? g_strdup (text) : NULL;
  fill (self);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (XL_LEDGER_CATALOGUE (widget)->grid));
}

static void
xl_ledger_catalogue_finalize (GObject *object)
{
  XlLedgerCatalogue *self = XL_LEDGER_CATALOGUE (object);

  g_object_unref (self->source);
  g_ptr_array_unref (self->keys);
  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_free (self->filter);
  G_OBJECT_CLASS (xl_ledger_catalogue_parent_class)->finalize (object);
}

static void
xl_ledger_catalogue_class_init (XlLedgerCatalogueClass *class)
{
  G_OBJECT_CLASS (class)->finalize = xl_ledger_catalogue_finalize;
  GTK_WIDGET_CLASS (class)->grab_focus = grab_focus;
  signals[OPENED] = g_signal_new ("opened", XL_TYPE_LEDGER_CATALOGUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
xl_ledger_catalogue_init (XlLedgerCatalogue *self)
{
  GtkWidget *scrolled = xl_grid_new_scrolled (&self->grid);
  const struct { const char *id, *title; double em; XlGridKind kind; } columns[N_COLUMNS] = {
    [TITLE] = { "title", _("Ledger"), 15, XL_GRID_TEXT },
    [DEPARTMENT] = { "department", _("Department"), 5, XL_GRID_TEXT },
    [PERIOD] = { "period", _("Period"), 6.5, XL_GRID_CENTRE },
    [DONE] = { "done", _("Done/due"), 5, XL_GRID_CENTRE },
    [IN_PERIOD] = { "in-period", _("In period"), 5.5, XL_GRID_NUMBER },
    [ALL] = { "all", _("All records"), 5.5, XL_GRID_NUMBER },
    [FILED] = { "filed", _("Filing"), 12, XL_GRID_TEXT },
  };

  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->source = xl_memory_source_new (N_COLUMNS);
  for (int i = 0; i < N_COLUMNS; i++)
    xl_grid_add_column (self->grid, xl_grid_column_new (i, columns[i].id, columns[i].title, columns[i].em,
                                                        columns[i].kind, XL_GRID_SORTABLE));
  xl_grid_set_frozen (self->grid, 1);
  xl_grid_set_label (self->grid, _("Ledgers"));
  xl_grid_set_source (self->grid, XL_GRID_SOURCE (self->source));
  g_signal_connect (self->grid, "cell-activated", G_CALLBACK (on_activated), self);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self), scrolled);
}

XlLedgerCatalogue *
xl_ledger_catalogue_new (void)
{
  return g_object_new (XL_TYPE_LEDGER_CATALOGUE, NULL);
}
