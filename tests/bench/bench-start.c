/* From the start of the process to a usable window on an office of 1,000,000 residents, beside an empty GTK 4 window.
 *
 *   bench-start EMPTY FILE     runs EMPTY and itself in turn, room by room; prints medians, memory and their ratio
 *   bench-start BEGAN FILE ROOM        one start, as the program makes it
 */
#include "ui/xl-application.h"
#include "ui/xl-grid.h"
#include "ui/xl-page.h"
#include "ui/xl-window.h"

#include <stdlib.h>
#include <string.h>

#define ROUNDS 7

/* --- what is measured --------------------------------------------------------------------------------------------- */

static gint64 began_us, first_us;

static long
memory_kb (const char *path, const char *key)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents (path, &status, NULL, NULL))
    return 0;
  line = strstr (status, key);
  return line != NULL ? atol (line + strlen (key)) : 0;
}

static gboolean
on_rested (gpointer data)
{
  g_print ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %ld %ld\n", (first_us - began_us) / 1000, *(gint64 *) data / 1000,
           memory_kb ("/proc/self/status", "VmHWM:"), memory_kb ("/proc/self/smaps_rollup", "Pss:"));
  exit (0);
}

static GtkWidget *
find_widget (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gtk_widget_get_child_visible (child) ? find_widget (child, type) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Usable: its rows are drawn; in a room without rows, all that it has to say. */
static gboolean
is_usable (GtkWidget *window)
{
  GtkWidget *page = find_widget (window, XL_TYPE_PAGE);
  GtkWidget *grid = page != NULL ? find_widget (page, XL_TYPE_GRID) : NULL;
  XlGridSource *source = grid != NULL ? xl_grid_get_source (XL_GRID (grid)) : NULL;

  if (grid == NULL)
    return page != NULL && xl_page_get_summary (XL_PAGE (page)) != NULL;
  return source != NULL && xl_grid_source_get_n_rows (source) > 0 && xl_grid_source_peek (source, 0, 0) != NULL;
}

static void
on_frame (GdkFrameClock *clock, GtkWidget *window)
{
  static gint64 usable_us;

  if (first_us == 0)
    first_us = g_get_monotonic_time ();
  if (usable_us > 0 || !is_usable (window))
    return;
  usable_us = g_get_monotonic_time () - began_us;
  g_timeout_add (1500, on_rested, &usable_us);      /* the memory of a program at rest */
}

static void
on_realized (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_frame), window);
}

static void
on_window (GtkApplication *app, GtkWindow *window)
{
  g_signal_connect (window, "realize", G_CALLBACK (on_realized), NULL);
}

static int
run (char *path, char *room)
{
  g_autoptr(XlApplication) app = xl_application_new ();
  char *argv[] = { "xiangli", "--store", path, "--room", room, NULL };

  g_signal_connect (app, "window-added", G_CALLBACK (on_window), NULL);
  return g_application_run (G_APPLICATION (app), 5, argv);
}

/* --- both sides in turn ------------------------------------------------------------------------------------------- */

typedef struct {
  int  ms[ROUNDS];          /* usable */
  int  first_ms[ROUNDS];    /* the first frame, whatever is in it */
  long kb, rest_kb;
} Side;

static void
ask (const char *exe, const char *path, const char *room, Side *side, int round)
{
  g_autofree char *began = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  const char *argv[] = { exe, began, path, room, NULL };
  g_autofree char *out = NULL;
  g_autoptr(GError) error = NULL;
  gboolean understood;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, NULL, &error))
    g_error ("%s", error->message);
  if (path == NULL)
    understood = sscanf (out, "%d %ld", &side->ms[round], &side->kb) == 2;
  else
    understood = sscanf (out, "%d %d %ld %ld", &side->first_ms[round], &side->ms[round], &side->kb, &side->rest_kb) == 4;
  if (!understood)
    g_error ("%s: said %s", exe, out);
}

static int
compare_ints (const void *a, const void *b)
{
  return *(const int *) a - *(const int *) b;
}

static int
median (int *ms)
{
  qsort (ms, ROUNDS, sizeof *ms, compare_ints);
  return ms[ROUNDS / 2];
}

static void
compare (const char *self, const char *exe, const char *path, const char *room)
{
  Side empty = { 0 }, window = { 0 };
  int ms, empty_ms;

  for (int round = 0; round < ROUNDS; round++)
    {
      ask (exe, NULL, NULL, &empty, round);
      ask (self, path, room, &window, round);
    }
  ms = median (window.ms);
  empty_ms = median (empty.ms);
  g_print ("start to a usable window, %s: %d ms (first frame %d ms), peak %ld MB, at rest %ld MB; an empty GTK 4 window: %d ms, "
           "%ld MB; ratio %.2f\n", room, ms, median (window.first_ms), window.kb / 1024, window.rest_kb / 1024, empty_ms,
           empty.kb / 1024, (double) ms / empty_ms);
}

int
main (int argc, char **argv)
{
  static const char *const rooms[] = { "people", "home", "ledgers" };

  if (argc == 4)
    {
      began_us = g_ascii_strtoll (argv[1], NULL, 10);
      return run (argv[2], argv[3]);
    }
  if (argc != 3)
    {
      g_printerr ("usage: bench-start EMPTY FILE\n");
      return 2;
    }
  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    compare (argv[0], argv[1], argv[2], rooms[i]);
  return 0;
}
