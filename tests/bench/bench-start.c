/* From the start of the program to a usable window on an office of 1,000,000 residents, beside an empty GTK 4 window.
 *
 *   bench-start FILE     runs itself in turn as "empty" and "window FILE"; prints medians, memory and their ratio
 */
#include "ui/xl-grid.h"
#include "ui/xl-preferences.h"
#include "ui/xl-window.h"

#include <stdlib.h>
#include <string.h>

#define ROUNDS 5

GResource *xl_ui_get_resource (void);

/* --- what is measured --------------------------------------------------------------------------------------------- */

static gint64 began_us;

static long
peak_memory_kb (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmHWM:");
  return line != NULL ? atol (line + strlen ("VmHWM:")) : 0;
}

static void
report (void)
{
  g_print ("%" G_GINT64_FORMAT " %ld\n", (g_get_monotonic_time () - began_us) / 1000, peak_memory_kb ());
  exit (0);
}

static XlGrid *
find_grid (GtkWidget *root)
{
  if (XL_IS_GRID (root))
    return XL_GRID (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      XlGrid *grid = find_grid (child);

      if (grid != NULL)
        return grid;
    }
  return NULL;
}

/* Usable: the first rows of the residents are drawn. */
static void
on_frame (GdkFrameClock *clock, GtkWidget *window)
{
  XlGrid *grid = XL_IS_WINDOW (window) ? find_grid (window) : NULL;
  XlGridSource *source = grid != NULL ? xl_grid_get_source (grid) : NULL;

  if (!XL_IS_WINDOW (window) || (source != NULL && xl_grid_source_get_n_rows (source) > 0
                                 && xl_grid_source_peek (source, 0, 0) != NULL))
    report ();
}

static void
on_opened (GObject *object, GAsyncResult *result, gpointer window)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(XlStore) store = xl_store_open_finish (result, &error);

  if (store == NULL)
    g_error ("%s", error->message);
  xl_preferences_set_text (xl_preferences_get (), "last-room", "people");
  xl_window_set_store (window, store);
}

static void
run (const char *path)
{
  GtkWidget *window;

  gtk_init ();
  if (path == NULL)
    {
      window = gtk_window_new ();
      gtk_window_set_child (GTK_WINDOW (window), gtk_label_new ("empty"));
    }
  else
    {
      xl_ui_get_resource ();
      xl_preferences_apply (xl_preferences_get ());
      window = g_object_new (XL_TYPE_WINDOW, NULL);
      xl_store_open_async (path, XL_STORE_READ_ONLY, NULL, on_opened, window);
    }
  gtk_window_set_default_size (GTK_WINDOW (window), 1180, 760);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_frame), window);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

/* --- both sides in turn ------------------------------------------------------------------------------------------- */

typedef struct {
  int  ms[ROUNDS];
  long kb;
} Side;

static void
ask (const char *self, const char *mode, const char *path, Side *side, int round)
{
  const char *argv[] = { self, mode, path, NULL };
  g_autofree char *out = NULL;
  g_autoptr(GError) error = NULL;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, NULL, &error))
    g_error ("%s", error->message);
  if (sscanf (out, "%d %ld", &side->ms[round], &side->kb) != 2)
    g_error ("%s: said %s", mode, out);
}

static int
compare_ints (const void *a, const void *b)
{
  return *(const int *) a - *(const int *) b;
}

static int
median (Side *side)
{
  qsort (side->ms, ROUNDS, sizeof side->ms[0], compare_ints);
  return side->ms[ROUNDS / 2];
}

int
main (int argc, char **argv)
{
  Side empty = { 0 }, window = { 0 };

  began_us = g_get_monotonic_time ();
  if (argc > 1 && g_str_equal (argv[1], "empty"))
    run (NULL);
  if (argc > 2 && g_str_equal (argv[1], "window"))
    run (argv[2]);
  if (argc != 2)
    {
      g_printerr ("usage: bench-start FILE\n");
      return 2;
    }
  for (int round = 0; round < ROUNDS; round++)
    {
      ask (argv[0], "empty", NULL, &empty, round);
      ask (argv[0], "window", argv[1], &window, round);
    }
  g_print ("start to the first rows of residents: %d ms, %ld MB; an empty window: %d ms, %ld MB; ratio %.2f\n",
           median (&window), window.kb / 1024, median (&empty), empty.kb / 1024,
           (double)median (&window) / median (&empty));
  return 0;
}
