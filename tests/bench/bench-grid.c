/* Frame times of the record grid beside GtkColumnView with GtkInscription cells: 1,000,000 rows of 12 columns, from
 * before-paint to after-paint of the frame clock. */
#include "../ui/xl-test-source.h"
#include "../ui/xl-ui-test.h"

#include "ui/xl-grid.h"

#include <stdlib.h>

#define ROWS G_GINT64_CONSTANT (1000000)
#define FRAMES 60
#define COLUMNS 12

/* --- the peer's rows ---------------------------------------------------------------------------------------------- */

#define BENCH_TYPE_ROWS (bench_rows_get_type ())
G_DECLARE_FINAL_TYPE (BenchRows, bench_rows, BENCH, ROWS, GObject)
struct _BenchRows { GObject parent_instance; };

static GType
get_item_type (GListModel *model)
{
  return GTK_TYPE_STRING_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return ROWS;
}

static gpointer
get_item (GListModel *model, guint position)
{
  g_autofree char *text = g_strdup_printf ("r%u", position);

  return position < ROWS ? gtk_string_object_new (text) : NULL;
}

static void
model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BenchRows, bench_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, model_init))

static void
bench_rows_class_init (BenchRowsClass *klass)
{
}

static void
bench_rows_init (BenchRows *self)
{
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_child (item, gtk_inscription_new (NULL));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  g_autofree char *text = g_strdup_printf ("%sc%d", gtk_string_object_get_string (gtk_list_item_get_item (item)),
                                           GPOINTER_TO_INT (column));

  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)), text);
}

static GtkWidget *
make_column_view (void)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GListModel *rows = g_object_new (BENCH_TYPE_ROWS, NULL);
  GtkWidget *view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (rows)));

  for (int c = 0; c < COLUMNS; c++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      GtkColumnViewColumn *column;

      g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind), GINT_TO_POINTER (c));
      column = gtk_column_view_column_new ("Column", factory);
      gtk_column_view_column_set_fixed_width (column, 95);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
      g_object_unref (column);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  return scrolled;
}

static GtkWidget *
make_grid (void)
{
  g_autoptr(XlGridSource) source = xl_test_source_new (ROWS);
  XlGrid *grid;
  GtkWidget *scrolled = xl_grid_new_scrolled (&grid);

  for (int c = 0; c < COLUMNS; c++)
    xl_grid_add_column (grid, xl_grid_column_new (c, "column", "Column", 5.5, XL_GRID_TEXT, 0));
  xl_grid_set_source (grid, source);
  return scrolled;
}

/* --- measuring ---------------------------------------------------------------------------------------------------- */

typedef struct {
  double ms[FRAMES];
  guint  n;
  gint64 began_us;
} Times;

static void
on_before (GdkFrameClock *clock, Times *times)
{
  times->began_us = g_get_monotonic_time ();
}

static void
on_after (GdkFrameClock *clock, Times *times)
{
  if (times->n < FRAMES && times->began_us != 0)
    times->ms[times->n++] = (g_get_monotonic_time () - times->began_us) / 1000.0;
}

typedef enum { LINE, PAGE, JUMP, N_WAYS } Way;
static const char *const way_names[] = { "line", "page", "far jump" };

static double
next_value (GtkAdjustment *down, Way way, int i)
{
  double value = gtk_adjustment_get_value (down),
         end = gtk_adjustment_get_upper (down) - gtk_adjustment_get_page_size (down);

  if (way == LINE)
    return value + 53;
  return way == PAGE ? value + gtk_adjustment_get_page_size (down) : end * ((i * 37 + 11) % 100) / 100;
}

static void
measure (GtkWidget *scrolled, Way way, Times *times)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (scrolled);
  GtkAdjustment *down = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  gulong before = g_signal_connect (clock, "before-paint", G_CALLBACK (on_before), times);
  gulong after = g_signal_connect (clock, "after-paint", G_CALLBACK (on_after), times);

  times->n = 0;
  gtk_adjustment_set_value (down, 1000);
  xl_ui_test_frames (scrolled, 3);
  times->n = 0;
  for (int i = 0; times->n < FRAMES; i++)
    {
      guint n = times->n;

      gtk_adjustment_set_value (down, next_value (down, way, i));
      while (times->n == n)
        g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, before);
  g_signal_handler_disconnect (clock, after);
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
mean (Times *times)
{
  double sum = 0;

  for (int i = 0; i < FRAMES; i++)
    sum += times->ms[i];
  qsort (times->ms, FRAMES, sizeof times->ms[0], compare_doubles);
  return sum / FRAMES;
}

int
main (int argc, char **argv)
{
  GtkWidget *grid, *view;

  xl_ui_test_init (&argc, &argv);
  grid = make_grid ();
  view = make_column_view ();
  xl_ui_test_window (grid, 1200, 760);
  xl_ui_test_window (view, 1200, 760);
  for (int way = 0; way < N_WAYS; way++)
    {
      Times ours, theirs;
      double our_mean, their_mean;

      measure (grid, (Way) way, &ours);
      measure (view, (Way) way, &theirs);
      our_mean = mean (&ours);
      their_mean = mean (&theirs);
      g_print ("%s: XlGrid %.1f ms (p95 %.1f), GtkColumnView %.1f ms (p95 %.1f), %.1f times faster\n", way_names[way],
               our_mean, ours.ms[FRAMES * 95 / 100], their_mean, theirs.ms[FRAMES * 95 / 100], their_mean / our_mean);
    }
  return 0;
}
