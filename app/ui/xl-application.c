#include "ui/xl-application.h"

#include "office/xl-command.h"
#include "store/xl-store.h"
#include "ui/xl-preferences.h"
#include "ui/xl-window.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

GResource *xl_ui_get_resource (void);

/* A file that opens sooner than this is never announced: the window comes with its rows. */
#define OPENING_MS 60

struct _XlApplication
{
  GtkApplication parent_instance;
  char          *path;        /* the office file asked for */
  char          *room;        /* --room: the page to open first */
  XlWindow      *window;      /* the first one; a weak pointer */
  guint          show_timer;  /* the window waits for the file, not longer than OPENING_MS */
};
G_DEFINE_FINAL_TYPE (XlApplication, xl_application, GTK_TYPE_APPLICATION)

static const GOptionEntry entries[] = {
  { "store", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("The office file to open"), "FILE" },
  { "room", 0, 0, G_OPTION_ARG_STRING, NULL, N_("The room to open first"), "NAME" },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, NULL },
  { NULL }
};

static void
show_window (XlApplication *self)
{
  g_clear_handle_id (&self->show_timer, g_source_remove);
  if (self->window != NULL)
    gtk_window_present (GTK_WINDOW (self->window));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(XlApplication) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(XlStore) store = xl_store_open_finish (result, &error);

  if (self->window == NULL)
    return;
  if (store != NULL)
    xl_window_set_store (self->window, store);
  else
    xl_window_show_welcome (self->window, self->path, error);
  show_window (self);
}

static gboolean
on_show_timer (gpointer data)
{
  XlApplication *self = data;

  self->show_timer = 0;
  if (self->window != NULL)
    xl_window_show_opening (self->window, self->path);
  show_window (self);
  return G_SOURCE_REMOVE;
}

static void
xl_application_activate (GApplication *app)
{
  XlApplication *self = XL_APPLICATION (app);

  if (self->window != NULL)
    {
      show_window (self);
      return;
    }
  g_set_weak_pointer (&self->window, xl_window_new (GTK_APPLICATION (app)));
  if (self->room != NULL)
    xl_window_open_room (self->window, self->room);
  self->show_timer = g_timeout_add (OPENING_MS, on_show_timer, self);
}

static void
take_path (XlApplication *self, GVariantDict *options)
{
  g_autofree const char **rest = NULL;
  g_autoptr(GFile) file = NULL;
  char *path = NULL;

  if (g_variant_dict_lookup (options, "store", "^ay", &path))
    {
      g_free (self->path);
      self->path = path;
    }
  if (!g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &rest) || rest[0] == NULL)
    return;
  file = g_file_new_for_commandline_arg (rest[0]);
  path = g_file_get_path (file);
  if (path == NULL)
    return;
  g_free (self->path);
  self->path = path;
}

/* The file is opened beside all that the window needs. */
static int
xl_application_handle_local_options (GApplication *app, GVariantDict *options)
{
  XlApplication *self = XL_APPLICATION (app);

  take_path (self, options);
  g_variant_dict_lookup (options, "room", "s", &self->room);
  xl_store_open_async (self->path, XL_STORE_FALL_BACK, NULL, on_opened, g_object_ref (self));
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

  g_clear_handle_id (&self->show_timer, g_source_remove);
  g_clear_weak_pointer (&self->window);
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
                       "flags", G_APPLICATION_NON_UNIQUE, NULL);
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
