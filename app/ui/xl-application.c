#include "ui/xl-application.h"

#include <gtk/gtk.h>

GResource *xl_ui_get_resource (void);

static void
on_activate (GtkApplication *app, gpointer data)
{
  GtkWidget *window = gtk_application_window_new (app);

  gtk_window_present (GTK_WINDOW (window));
}

int
xl_application_main (int argc, char **argv)
{
  g_autoptr(GtkApplication) app = gtk_application_new ("org.xiangli.Xiangli", G_APPLICATION_DEFAULT_FLAGS);

  xl_ui_get_resource ();
  g_signal_connect (app, "activate", G_CALLBACK (on_activate), NULL);
  return g_application_run (G_APPLICATION (app), argc, argv);
}
