#include "ledgers/xl-ledger-view-page.h"

#include "ledgers/xl-ledger-words-page.h"
#include "ui/xl-grid.h"
#include "ui/xl-memory-source.h"
#include "ui/xl-paged-source.h"

#include <glib/gi18n.h>
#include <string.h>

struct _XlLedgerView
{
  GtkBox            parent_instance;
  GtkWidget        *bar, *tabs, *records_tab, *missed_tab, *words, *stack, *records, *missed;
  XlGrid           *grid, *missed_grid;
  XlPagedRows      *rows;
  XlMemorySource   *missed_source;
  XlLedgerQuestion *asked;       /* what the records are, as last asked */
};
enum { RECORD_ACTIVATED, MISSED_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlLedgerView, xl_ledger_view, GTK_TYPE_BOX)

/* Columns --------------------------------------------------------------------------------------------------------- */

static double
width_of (const XlLedgerField *f)
{
  if (g_strcmp0 (f->from_person, "id_number") == 0)
    return 11;
  switch (f->type)
    {
    case XL_LEDGER_DATE:
      return 6.5;
    case XL_LEDGER_PERSON:
      return 6;
    case XL_LEDGER_LONG_TEXT:
      return 14;
    case XL_LEDGER_CODES:
      return 9;
    case XL_LEDGER_CODE:
    case XL_LEDGER_TIME:
    case XL_LEDGER_YES_NO:
      return 5.5;
    default:
      return xl_ledger_field_is_number (f->type) ? 6 : 8;
    }
}

static XlGridKind
kind_of (const XlLedgerField *f)
{
  if (f->type == XL_LEDGER_DATE || f->type == XL_LEDGER_TIME || f->type == XL_LEDGER_MONTH
      || f->type == XL_LEDGER_YES_NO)
    return XL_GRID_CENTRE;
  if (f->type == XL_LEDGER_INTEGER || f->type == XL_LEDGER_DECIMAL || f->type == XL_LEDGER_MONEY
      || f->type == XL_LEDGER_MINUTES)
    return XL_GRID_NUMBER;
  return XL_GRID_TEXT;
}

static void
make_columns (XlLedgerView *self, const XlTemplate *t)
{
  xl_grid_clear_columns (self->grid);
  for (guint i = 0; i < xl_template_n_fields (t) && i < XL_LEDGER_MAX_COLUMNS; i++)
    {
      const XlLedgerField *f = xl_template_field (t, i);

      xl_grid_add_column (self->grid, xl_grid_column_new ((int) i, f->key, f->title, width_of (f), kind_of (f),
                                                          f->from_person == NULL ? XL_GRID_SORTABLE : 0));
    }
  xl_grid_set_frozen (self->grid, t->subject_field == 0 ? 1 : 0);
  xl_grid_set_label (self->grid, t->title);
}

/* Records --------------------------------------------------------------------------------------------------------- */

static XlLedgerQuestion *
copy_question (const XlLedgerQuestion *q)
{
  XlLedgerQuestion *copy = g_new0 (XlLedgerQuestion, 1);

  copy->t = xl_template_ref (q->t);
  copy->layout = xl_ledger_layout_whole (q->t);
  copy->office = g_strdup (q->office);
  copy->period = g_strdup (q->period);
  copy->order = g_strdup (q->order);
  copy->filter = g_strdup (q->filter);
  copy->today = g_strdup (q->today);
  copy->descending = q->descending;
  return copy;
}

static void
ask (XlLedgerView *self)
{
  xl_paged_rows_ask (self->rows, copy_question (self->asked), (GDestroyNotify) xl_ledger_question_free);
}

static gboolean
on_order (int column, gboolean descending, gpointer data)
{
  XlLedgerView *self = data;
  const XlLedgerField *f = xl_template_field (self->asked->t, (guint) column);

  if (f->from_person != NULL)
    return FALSE;
  g_free (self->asked->order);
  self->asked->order = g_strdup (f->key);
  self->asked->descending = descending;
  ask (self);
  return TRUE;
}

static void
set_up_rows (XlLedgerView *self, XlStore *store, const XlTemplate *t)
{
  g_autoptr(XlPagedSource) source = NULL;

  g_clear_object (&self->rows);
  self->rows = xl_paged_rows_new (store, &xl_ledger_book_rows);
  source = xl_paged_source_new (self->rows);
  xl_paged_source_set_order (source, on_order, self);
  make_columns (self, t);
  xl_grid_set_source (self->grid, XL_GRID_SOURCE (source));
}

void
xl_ledger_view_ask (XlLedgerView *self, XlStore *store, XlTemplate *t, const char *office, const char *period,
                    const char *filter, const char *today)
{
  gboolean other =
      self->asked == NULL || strcmp (self->asked->t->key, t->key) != 0 || self->asked->t->version != t->version;
  XlLedgerQuestion *q = g_new0 (XlLedgerQuestion, 1);

  q->t = xl_template_ref (t);
  q->office = g_strdup (office);
  q->period = g_strdup (period);
  q->filter = g_strdup (filter);
  q->today = g_strdup (today);
  q->order = other ? NULL : g_strdup (self->asked->order);
  q->descending = !other && self->asked->descending;
  q->layout = xl_ledger_layout_whole (t);
  g_clear_pointer (&self->asked, xl_ledger_question_free);
  self->asked = q;
  if (other)
    set_up_rows (self, store, t);
  ask (self);
}

/* The line and the missing ---------------------------------------------------------------------------------------- */

static void
show_words (XlLedgerView *self, const XlLedgerSummary *s)
{
  g_autofree char *words = xl_ledger_rate_words (s);
  const char *class = s->month == NULL || s->month->rate.due == 0 ? "note" : s->month->rate.met ? "green" : "seal";

  gtk_label_set_text (GTK_LABEL (self->words), words != NULL ? words : "");
  gtk_widget_set_css_classes (self->words, (const char *[]) { "ledger-words", class, NULL });
}

static void
set_tab (GtkWidget *tab, const char *format, guint n)
{
  g_autofree char *label = g_strdup_printf (format, n);

  gtk_button_set_label (GTK_BUTTON (tab), label);
}

void
xl_ledger_view_show (XlLedgerView *self, const XlLedgerAnswer *answer)
{
  const XlLedgerSummary *s = answer->summary;

  show_words (self, s);
  set_tab (self->records_tab, C_("tab", "Records %u"), (guint) (s->period != NULL ? s->n_period : s->n_records));
  set_tab (self->missed_tab, C_("tab", "Missing %u"), answer->missed->len);
  gtk_widget_set_visible (self->tabs, s->month != NULL);
  gtk_widget_set_visible (self->words, s->month != NULL);
  if (s->month == NULL)
    xl_ledger_view_show_missed (self, FALSE);
  xl_memory_source_clear (self->missed_source);
  for (guint i = 0; i < answer->missed->len; i++)
    xl_memory_source_add (self->missed_source, g_array_index (answer->missed_ids, gint64, i),
                          g_ptr_array_index (answer->missed, i));
  xl_grid_source_reset (XL_GRID_SOURCE (self->missed_source));
}

void
xl_ledger_view_show_missed (XlLedgerView *self, gboolean missed)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (missed ? self->missed_tab : self->records_tab), TRUE);
}

gboolean
xl_ledger_view_shows_missed (XlLedgerView *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->missed_tab));
}

gint64
xl_ledger_view_get_missed (XlLedgerView *self, char **name)
{
  gint64 row = xl_grid_get_cursor (self->missed_grid, NULL),
         id = row >= 0 ? xl_grid_get_cursor_id (self->missed_grid) : 0;

  if (name != NULL)
    *name = id != 0 ? g_strdup (xl_grid_source_peek (XL_GRID_SOURCE (self->missed_source), row, 0)) : NULL;
  return id;
}

gint64
xl_ledger_view_get_record (XlLedgerView *self)
{
  return xl_grid_get_cursor_id (self->grid);
}

gint64
xl_ledger_view_get_n_records (XlLedgerView *self)
{
  return self->rows != NULL ? xl_paged_rows_get_n_rows (self->rows) : 0;
}

const char *
xl_ledger_view_get_words (XlLedgerView *self)
{
  return gtk_label_get_text (GTK_LABEL (self->words));
}

static void
on_tab (GtkToggleButton *tab, GParamSpec *pspec, XlLedgerView *self)
{
  gtk_stack_set_visible_child (GTK_STACK (self->stack),
                               xl_ledger_view_shows_missed (self) ? self->missed : self->records);
}

static void
on_record (XlGrid *grid, gint64 row, int column, XlLedgerView *self)
{
  if (xl_ledger_view_get_record (self) != 0)
    g_signal_emit (self, signals[RECORD_ACTIVATED], 0, xl_ledger_view_get_record (self));
}

static void
on_missed (XlGrid *grid, gint64 row, int column, XlLedgerView *self)
{
  g_autofree char *name = NULL;
  gint64 id = xl_ledger_view_get_missed (self, &name);

  if (id != 0)
    g_signal_emit (self, signals[MISSED_ACTIVATED], 0, id, name);
}

/* Building -------------------------------------------------------------------------------------------------------- */

static gboolean
grab_focus (GtkWidget *widget)
{
  XlLedgerView *self = XL_LEDGER_VIEW (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (xl_ledger_view_shows_missed (self) ? self->missed_grid : self->grid));
}

static void
xl_ledger_view_dispose (GObject *object)
{
  XlLedgerView *self = XL_LEDGER_VIEW (object);

  g_clear_object (&self->rows);
  g_clear_object (&self->missed_source);
  g_clear_pointer (&self->asked, xl_ledger_question_free);
  G_OBJECT_CLASS (xl_ledger_view_parent_class)->dispose (object);
}

static void
xl_ledger_view_class_init (XlLedgerViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = xl_ledger_view_dispose;
  GTK_WIDGET_CLASS (class)->grab_focus = grab_focus;
  signals[RECORD_ACTIVATED] = g_signal_new ("record-activated", XL_TYPE_LEDGER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[MISSED_ACTIVATED] = g_signal_new ("missed-activated", XL_TYPE_LEDGER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
}

static void
make_tabs (XlLedgerView *self)
{
  self->tabs = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->records_tab = gtk_toggle_button_new_with_label ("");
  self->missed_tab = gtk_toggle_button_new_with_label ("");
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->missed_tab), GTK_TOGGLE_BUTTON (self->records_tab));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->records_tab), TRUE);
  g_signal_connect (self->missed_tab, "notify::active", G_CALLBACK (on_tab), self);
  gtk_box_append (GTK_BOX (self->tabs), self->records_tab);
  gtk_box_append (GTK_BOX (self->tabs), self->missed_tab);
}

/* Way back, period and tabs; below them how the period stands, whole. */
static void
make_bar (XlLedgerView *self)
{
  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->words = gtk_label_new (NULL);
  make_tabs (self);
  gtk_label_set_xalign (GTK_LABEL (self->words), 0);
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_widget_set_margin_start (self->tabs, 12);
  gtk_widget_add_css_class (self->bar, "ledger-bar");
  gtk_widget_add_css_class (self->words, "ledger-words");
  gtk_box_append (GTK_BOX (self->bar), self->tabs);
}

void
xl_ledger_view_add_head (XlLedgerView *self, GtkWidget *widget)
{
  gtk_box_insert_child_after (GTK_BOX (self->bar), widget, gtk_widget_get_prev_sibling (self->tabs));
}

static void
make_missed (XlLedgerView *self)
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

  self->missed = xl_grid_new_scrolled (&self->missed_grid);
  self->missed_source = xl_memory_source_new (XL_LEDGER_MISSED_COLUMNS);
  for (int i = 0; i < XL_LEDGER_MISSED_COLUMNS; i++)
    xl_grid_add_column (self->missed_grid, xl_grid_column_new (i, columns[i].id, columns[i].title, columns[i].em,
                                                               columns[i].kind, XL_GRID_SORTABLE));
  xl_grid_set_frozen (self->missed_grid, 1);
  xl_grid_set_label (self->missed_grid, _("Missing in this period"));
  xl_grid_set_source (self->missed_grid, XL_GRID_SOURCE (self->missed_source));
  g_signal_connect (self->missed_grid, "cell-activated", G_CALLBACK (on_missed), self);
}

static void
xl_ledger_view_init (XlLedgerView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->stack = gtk_stack_new ();
  self->records = xl_grid_new_scrolled (&self->grid);
  g_signal_connect (self->grid, "cell-activated", G_CALLBACK (on_record), self);
  make_missed (self);
  make_bar (self);
  gtk_stack_add_child (GTK_STACK (self->stack), self->records);
  gtk_stack_add_child (GTK_STACK (self->stack), self->missed);
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (self), self->bar);
  gtk_box_append (GTK_BOX (self), self->words);
  gtk_box_append (GTK_BOX (self), self->stack);
}

XlLedgerView *
xl_ledger_view_new (void)
{
  return g_object_new (XL_TYPE_LEDGER_VIEW, NULL);
}
