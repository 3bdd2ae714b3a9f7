#include "ledgers/xl-ledger-catalogue-page.h"

#include "base/xl-pinyin.h"
#include "ledgers/xl-ledger-words-page.h"
#include "ui/xl-grid.h"
#include "ui/xl-memory-source.h"

#include <glib/gi18n.h>
#include <string.h>

enum { DEPARTMENT, TITLE, PERIOD, DONE, ALERTS, ALL, FILED, N_COLUMNS };

/* One line as it is shown, kept for the filter. */
typedef struct {
  char      *key, *initials;
  guint      lately;
  char      *cells[N_COLUMNS];
  XlCellMark marks[N_COLUMNS];
} Line;

struct _XlLedgerCatalogue
{
  GtkBox          parent_instance;
  XlGrid         *grid;
  XlMemorySource *source;
  GPtrArray      *lines;     /* Line, in the order of departments */
  GPtrArray      *shown;     /* Line, borrowed, by row id - 1 */
  char           *filter;    /* lower case; NULL: all */
};
enum { OPENED, N_SIGNALS };
static guint signals[N_SIGNALS];
G_DEFINE_FINAL_TYPE (XlLedgerCatalogue, xl_ledger_catalogue, GTK_TYPE_BOX)

static void
line_free (gpointer data)
{
  Line *line = data;

  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (line->cells[i]);
  g_free (line->key);
  g_free (line->initials);
  g_free (line);
}

/* Lines ----------------------------------------------------------------------------------------------------------- */

/* The first letter of each syllable. */
static char *
make_initials (const char *title)
{
  g_autofree char *pinyin = xl_pinyin_words (title);
  g_auto(GStrv) syllables = g_strsplit (pinyin, " ", -1);
  g_autoptr(GString) initials = g_string_new (NULL);

  for (guint i = 0; syllables[i] != NULL; i++)
    if (syllables[i][0] != '\0')
      g_string_append_c (initials, syllables[i][0]);
  return g_string_free (g_steal_pointer (&initials), FALSE);
}

static Line *
new_line (const XlLedgerPlace *place, const char *department, const char *title)
{
  Line *line = g_new0 (Line, 1);

  line->key = g_strdup (place->key);
  line->lately = place->lately;
  line->initials = make_initials (title);
  line->cells[DEPARTMENT] = g_strdup (department);
  line->cells[TITLE] = g_strdup (title);
  line->cells[ALL] = g_strdup_printf ("%" G_GINT64_FORMAT, place->n);
  line->marks[DEPARTMENT] = XL_CELL_STRONG;
  return line;
}

/* 19/31 · 12 missing, or how many records there are in the period. */
static void
set_done (Line *line, const XlLedgerSummary *s)
{
  const XlMonthVisits *m = s->month;

  if (m == NULL || m->rate.due == 0)
    {
      line->cells[DONE] = s->n_period > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, s->n_period) : NULL;
      return;
    }
  if (m->rate.missed->len == 0)
    line->cells[DONE] = g_strdup_printf (C_("period", "%d/%d · all done"), m->rate.visited, m->rate.due);
  else
    line->cells[DONE] = g_strdup_printf (C_("period", "%d/%d · %u missing"), m->rate.visited, m->rate.due, m->rate.missed->len);
  line->marks[DONE] = m->rate.met ? XL_CELL_MET : XL_CELL_OVERDUE;
}

static Line *
line_of (const XlLedgerPlace *place)
{
  const XlLedgerSummary *s = place->summary;
  gboolean people = strcmp (place->key, "@people") == 0;
  Line *line;

  if (s == NULL)
    return new_line (place, _("Basics"), people ? _("Residents") : _("Households"));
  line = new_line (place, s->t->department, s->t->title);
  line->cells[PERIOD] = s->period != NULL ? xl_ledger_period_words (s->period) : NULL;
  line->cells[FILED] = xl_ledger_filed_words (s);
  set_done (line, s);
  for (guint i = 0; i < N_COLUMNS && s->n_records == 0; i++)
    line->marks[i] |= i != DEPARTMENT ? XL_CELL_FADED : 0;
  if (s->t->filing != NULL)
    line->marks[FILED] = s->filed != NULL ? XL_CELL_MET : XL_CELL_PLAIN;
  return line;
}

/* Filling --------------------------------------------------------------------------------------------------------- */

static gboolean
is_wanted (XlLedgerCatalogue *self, const Line *line)
{
  return self->filter == NULL || strstr (line->cells[TITLE], self->filter) != NULL
         || strstr (line->cells[DEPARTMENT], self->filter) != NULL || strstr (line->initials, self->filter) != NULL;
}

/* @department: what stands in the first column, on the first line of its group alone, as on paper. */
static void
add_line (XlLedgerCatalogue *self, Line *line, const char *department)
{
  const char *cells[N_COLUMNS];
  gint64 row = self->shown->len;

  for (guint i = 0; i < N_COLUMNS; i++)
    cells[i] = line->cells[i];
  cells[DEPARTMENT] = department;
  g_ptr_array_add (self->shown, line);
  xl_memory_source_add (self->source, self->shown->len, cells);
  for (int i = 0; i < N_COLUMNS; i++)
    if (line->marks[i] != XL_CELL_PLAIN)
      xl_memory_source_set_mark (self->source, row, i, line->marks[i]);
}

static void
add_lately (XlLedgerCatalogue *self)
{
  for (guint n = 1; n <= XL_LEDGER_LATELY && self->filter == NULL; n++)
    for (guint i = 0; i < self->lines->len; i++)
      {
        Line *line = g_ptr_array_index (self->lines, i);

        if (line->lately == n)
          add_line (self, line, self->shown->len == 0 ? _("Lately") : "");
      }
}

static void
fill (XlLedgerCatalogue *self)
{
  const char *department = "";

  xl_memory_source_clear (self->source);
  g_ptr_array_set_size (self->shown, 0);
  add_lately (self);
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);
      gboolean first = strcmp (department, line->cells[DEPARTMENT]) != 0;

      if (!is_wanted (self, line))
        continue;
      department = line->cells[DEPARTMENT];
      add_line (self, line, first ? department : "");
    }
  xl_grid_source_reset (XL_GRID_SOURCE (self->source));
}

void
xl_ledger_catalogue_show (XlLedgerCatalogue *self, const XlLedgerShelf *shelf)
{
  g_ptr_array_set_size (self->shown, 0);
  g_ptr_array_set_size (self->lines, 0);
  for (guint i = 0; i < shelf->places->len; i++)
    g_ptr_array_add (self->lines, line_of (g_ptr_array_index (shelf->places, i)));
  fill (self);
}

static Line *
find_line (XlLedgerCatalogue *self, const char *key)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (strcmp (((Line *) g_ptr_array_index (self->lines, i))->key, key) == 0)
      return g_ptr_array_index (self->lines, i);
  return NULL;
}

static void
set_wanted (Line *line, const XlLedgerWanted *w)
{
  gint64 late = w->overdue + w->late, soon = w->soon + w->open;

  g_clear_pointer (&line->cells[ALERTS], g_free);
  line->marks[ALERTS] = late > 0 ? XL_CELL_OVERDUE : soon > 0 ? XL_CELL_FLAGGED : XL_CELL_PLAIN;
  if (late > 0 && soon > 0)
    line->cells[ALERTS] = g_strdup_printf (_("%d overdue · %d soon"), (int) late, (int) soon);
  else if (late > 0)
    line->cells[ALERTS] = g_strdup_printf (_("%d overdue"), (int) late);
  else if (soon > 0)
    line->cells[ALERTS] = g_strdup_printf (_("%d soon"), (int) soon);
}

void
xl_ledger_catalogue_show_wanted (XlLedgerCatalogue *self, const GPtrArray *wanted)
{
  for (guint i = 0; i < wanted->len; i++)
    {
      const XlLedgerWanted *w = g_ptr_array_index (wanted, i);
      Line *line = find_line (self, w->key);

      if (line != NULL)
        set_wanted (line, w);
    }
  fill (self);
}

void
xl_ledger_catalogue_to_top (XlLedgerCatalogue *self)
{
  if (self->shown->len > 0)
    xl_grid_move_cursor (self->grid, 0, TITLE, FALSE);
}

void
xl_ledger_catalogue_filter (XlLedgerCatalogue *self, const char *text)
{
  g_free (self->filter);
  self->filter = text[0] != '\0' ? g_ascii_strdown (text, -1) : NULL;
  fill (self);
  xl_ledger_catalogue_to_top (self);
}

guint
xl_ledger_catalogue_get_n (XlLedgerCatalogue *self)
{
  return self->shown->len;
}

const char *
xl_ledger_catalogue_get_key (XlLedgerCatalogue *self)
{
  gint64 id = xl_grid_get_cursor_id (self->grid);

  return id > 0 && id <= self->shown->len ? ((Line *) g_ptr_array_index (self->shown, id - 1))->key : NULL;
}

/* The widget ------------------------------------------------------------------------------------------------------ */

static void
on_activated (XlGrid *grid, gint64 row, int column, XlLedgerCatalogue *self)
{
  const char *key = xl_ledger_catalogue_get_key (self);

  if (key != NULL)
    g_signal_emit (self, signals[OPENED], 0, key);
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
  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->lines);
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
    [DEPARTMENT] = { "department", _("Department"), 6, XL_GRID_TEXT },
    [TITLE] = { "title", _("Ledger"), 15, XL_GRID_TEXT },
    [PERIOD] = { "period", _("Period"), 6.5, XL_GRID_CENTRE },
    [DONE] = { "done", _("In the period"), 8.5, XL_GRID_TEXT },
    [ALERTS] = { "alerts", _("To look at"), 8.2, XL_GRID_TEXT },
    [ALL] = { "all", _("All records"), 5, XL_GRID_NUMBER },
    [FILED] = { "filed", _("Filing"), 9, XL_GRID_TEXT },
  };

  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->shown = g_ptr_array_new ();
  self->source = xl_memory_source_new (N_COLUMNS);
  for (int i = 0; i < N_COLUMNS; i++)
    xl_grid_add_column (self->grid, xl_grid_column_new (i, columns[i].id, columns[i].title, columns[i].em,
                                                        columns[i].kind, 0));
  xl_grid_set_frozen (self->grid, 2);
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
