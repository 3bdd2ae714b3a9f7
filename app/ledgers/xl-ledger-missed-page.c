#include "ledgers/xl-ledger-missed-page.h"

#include "ui/xl-grid.h"
#include "ui/xl-memory-source.h"

#include <glib/gi18n.h>

struct _XlLedgerMissed
{
  GtkWidget       parent_instance;
  GtkWidget      *scrolled, *nobody;
  XlGrid         *grid;
  XlMemorySource *source;
};
enum { ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlLedgerMissed, xl_ledger_missed, GTK_TYPE_WIDGET)

gint64
xl_ledger_missed_get (XlLedgerMissed *self, char **name)
{
  gint64 row = xl_grid_get_cursor (self->grid, NULL), id = row >= 0 ? xl_grid_get_cursor_id (self->grid) : 0;

  if (name != NULL)
    *name = id != 0 ? g_strdup (xl_grid_source_peek (XL_GRID_SOURCE (self->source), row, 0)) : NULL;
  return id;
}

void
xl_ledger_missed_show (XlLedgerMissed *self, const XlLedgerAnswer *answer)
{
  xl_memory_source_clear (self->source);
  for (guint i = 0; i < answer->missed->len; i++)
    xl_memory_source_add (self->source, g_array_index (answer->missed_ids, gint64, i), g_ptr_array_index (answer->missed, i));
  xl_grid_source_reset (XL_GRID_SOURCE (self->source));
  gtk_widget_set_visible (self->scrolled, answer->missed->len > 0);
  gtk_widget_set_visible (self->nobody, answer->missed->len == 0);
}

static void
on_activated (XlGrid *grid, gint64 row, int column, XlLedgerMissed *self)
{
  g_autofree char *name = NULL;
  gint64 id = xl_ledger_missed_get (self, &name);

  if (id != 0)
    g_signal_emit (self, signals[ACTIVATED], 0, id, name);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (XL_LEDGER_MISSED (widget)->grid));
}

/* What takes the focus for its list would keep Shift+Tab from leaving it. */
static gboolean
move_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (XL_LEDGER_MISSED (widget)->scrolled, direction);
}

static void
xl_ledger_missed_dispose (GObject *object)
{
  XlLedgerMissed *self = XL_LEDGER_MISSED (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_pointer (&self->nobody, gtk_widget_unparent);
  g_clear_object (&self->source);
  G_OBJECT_CLASS (xl_ledger_missed_parent_class)->dispose (object);
}

static void
xl_ledger_missed_class_init (XlLedgerMissedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = xl_ledger_missed_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = grab_focus;
  GTK_WIDGET_CLASS (klass)->focus = move_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[ACTIVATED] = g_signal_new ("activated", XL_TYPE_LEDGER_MISSED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                     G_TYPE_INT64, G_TYPE_STRING);
}

static void
xl_ledger_missed_init (XlLedgerMissed *self)
{
  const struct { const char *id, *title; double em; XlGridKind kind; } columns[XL_LEDGER_MISSED_COLUMNS] = {
    { "name", C_("person", "Name"), 6, XL_GRID_TEXT },
    { "age", C_("person", "Age"), 4, XL_GRID_NUMBER },
    { "kinds", C_("person", "Kinds"), 9, XL_GRID_TEXT },
    { "group", C_("person", "Group"), 4, XL_GRID_CENTRE },
    { "address", C_("person", "Address"), 14, XL_GRID_TEXT },
    { "phone", C_("person", "Phone"), 8, XL_GRID_TEXT },
    { "last", _("Last time"), 6.5, XL_GRID_CENTRE },
  };

  self->scrolled = xl_grid_new_scrolled (&self->grid);
  self->source = xl_memory_source_new (XL_LEDGER_MISSED_COLUMNS);
  for (int i = 0; i < XL_LEDGER_MISSED_COLUMNS; i++)
    xl_grid_add_column (self->grid, xl_grid_column_new (i, columns[i].id, columns[i].title, columns[i].em, columns[i].kind,
                                                        XL_GRID_SORTABLE));
  xl_grid_set_frozen (self->grid, 1);
  xl_grid_set_label (self->grid, _("Missing in this period"));
  xl_grid_set_source (self->grid, XL_GRID_SOURCE (self->source));
  g_signal_connect (self->grid, "cell-activated", G_CALLBACK (on_activated), self);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  self->nobody = gtk_label_new (_("Nobody is missing: everyone due in this period has been recorded."));
  gtk_widget_set_valign (self->nobody, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->nobody, "page-content");
  gtk_widget_set_visible (self->nobody, FALSE);
  gtk_widget_set_parent (self->nobody, GTK_WIDGET (self));
}

GtkWidget *
xl_ledger_missed_new (void)
{
  return g_object_new (XL_TYPE_LEDGER_MISSED, NULL);
}
