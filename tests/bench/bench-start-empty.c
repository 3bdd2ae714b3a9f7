/* An empty GTK 4 window, linked with GTK alone: bench-start-empty BEGAN prints the milliseconds from BEGAN (µs of the
 * monotonic clock) to its first frame, and its peak memory in KB. */
#include <gtk/gtk.h>
#include <stdlib.h>
#include <string.h>

static gint64 began_us;

static void
on_frame (GdkFrameClock *clock, gpointer data)
{
  g_autofree char *status = NULL;
  const char *line = NULL;

  if (g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    line = strstr (status, "VmHWM:");
  g_print ("%" G_GINT64_FORMAT " %ld\n", (g_get_monotonic_time () - began_us) / 1000,
           line != NULL ? atol (line + strlen ("VmHWM:")) : 0);
  exit (0);
}

static void
on_activate (GtkApplication *app)
{
  GtkWidget *window = gtk_application_window_new (app);

  gtk_window_set_child (GTK_WINDOW (window), gtk_label_new ("empty"));
  gtk_window_set_default_size (GTK_WINDOW (window), 1180, 760);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_frame), NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr(GtkApplication) app = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  began_us = argc > 1 ? g_ascii_strtoll (argv[1], NULL, 10) : g_get_monotonic_time ();
  g_signal_connect (app, "activate", G_CALLBACK (on_activate), NULL);
  return g_application_run (G_APPLICATION (app), 1, argv);
}
