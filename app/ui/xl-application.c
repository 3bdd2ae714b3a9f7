#include "ui/xl-application.h"

#include "office/xl-command.h"
#include "store/xl-store.h"
#include "ui/xl-preferences.h"
#include "ui/xl-window.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

GResource *xl_ui_get_resource (void);

struct _XlApplication
{
  GtkApplication parent_instance;
  char          *path;        /* the office file asked for */
  char          *room;        /* --room: the page to open first */
};
G_DEFINE_FINAL_TYPE (XlApplication, xl_application, GTK_TYPE_APPLICATION)

static const GOptionEntry entries[] = {
  { "store", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("The office file to open"), "FILE" },
  { "room", 0, 0, G_OPTION_ARG_STRING, NULL, N_("The room to open first"), "NAME" },
  { NULL }
};

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlWindow) window = data;
  XlApplication *self = XL_APPLICATION (gtk_window_get_application (GTK_WINDOW (window)));
  g_autoptr(GError) error = NULL;
  g_autoptr(XlStore) store = xl_store_open_finish (result, &error);

  if (store == NULL)
    {
      if (self != NULL)
        xl_window_show_welcome (window, self->path, error);
      return;
    }
  xl_window_set_store (window, store);
  if (self != NULL && self->room != NULL)
    xl_window_open_room (window, self->room);
}

static void
xl_application_activate (GApplication *app)
{
  XlApplication *self = XL_APPLICATION (app);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (app));

  if (window == NULL)
    {
      window = GTK_WINDOW (xl_window_new (GTK_APPLICATION (app)));
      xl_store_open_async (self->path, XL_STORE_FALL_BACK, NULL, on_opened, g_object_ref (window));
    }
  gtk_window_present (window);
}

static void
xl_application_open (GApplication *app, GFile **files, int n_files, const char *hint)
{
  XlApplication *self = XL_APPLICATION (app);
  g_autofree char *path = g_file_get_path (files[0]);

  if (path != NULL)
    {
      g_free (self->path);
      self->path = g_steal_pointer (&path);
    }
  xl_application_activate (app);
}

static int
xl_application_handle_local_options (GApplication *app, GVariantDict *options)
{
  XlApplication *self = XL_APPLICATION (app);
  const char *room = NULL;
  char *path = NULL;

  if (g_variant_dict_lookup (options, "store", "^ay", &path))
    {
      g_free (self->path);
      self->path = path;
    }
  if (g_variant_dict_lookup (options, "room", "&s", &room))
    self->room = g_strdup (room);
  return -1;
}

static void
xl_application_startup (GApplication *app)
{
  G_APPLICATION_CLASS (xl_application_parent_class)->startup (app);
  xl_preferences_apply (xl_preferences_get ());
  gtk_window_set_default_icon_name ("org.xiangli.Xiangli");
}

static void
xl_application_finalize (GObject *object)
{
  XlApplication *self = XL_APPLICATION (object);

  g_free (self->path);
  g_free (self->room);
  G_OBJECT_CLASS (xl_application_parent_class)->finalize (object);
}

static void
xl_application_class_init (XlApplicationClass *klass)
{
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = xl_application_finalize;
  app_class->activate = xl_application_activate;
  app_class->open = xl_application_open;
  app_class->startup = xl_application_startup;
  app_class->handle_local_options = xl_application_handle_local_options;
}

static void
xl_application_init (XlApplication *self)
{
  self->path = xl_default_store_path ();
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

XlApplication *
xl_application_new (void)
{
  xl_ui_get_resource ();
  return g_object_new (XL_TYPE_APPLICATION, "application-id", "org.xiangli.Xiangli",
                       "flags", G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE, NULL);
}

/* Drawing by the processor is ten times faster than OpenGL done in software and takes a third of the memory; a PC
 * without a graphics device of its own therefore gets cairo, unless somebody asked for another. */
static void
choose_renderer (void)
{
  if (!g_file_test ("/dev/dri", G_FILE_TEST_IS_DIR))
    {
      g_setenv ("GSK_RENDERER", "cairo", FALSE);
      g_setenv ("GDK_DEBUG", "gl-disable", FALSE);
    }
}

int
xl_application_main (int argc, char **argv)
{
  g_autoptr(XlApplication) app = NULL;

  choose_renderer ();
  app = xl_application_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}
