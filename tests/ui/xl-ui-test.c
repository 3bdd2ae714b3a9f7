#include "xl-ui-test.h"

#include "ui/xl-preferences.h"

GResource *xl_ui_get_resource (void);

#define PATIENCE_S 60
#define MOST_TURNS 100000     /* what is always ready would never come to rest */

void
xl_ui_test_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  gtk_init ();
  xl_ui_get_resource ();
  xl_preferences_apply (xl_preferences_get ());
}

static gboolean
on_impatient (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_CONTINUE;
}

void
xl_ui_test_wait (XlUiTestIsSo is_so, gpointer data, const char *what)
{
  gboolean late = FALSE;
  guint timer = g_timeout_add_seconds (PATIENCE_S, on_impatient, &late);

  while (!is_so (data) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  if (late)
    g_error ("waited in vain for: %s", what);
}

void
xl_ui_test_settle (void)
{
  guint turns = 0;

  while (g_main_context_iteration (NULL, FALSE))
    if (++turns == MOST_TURNS)
      g_error ("the main loop does not come to rest");
}

typedef struct {
  guint left;
} Frames;

static void
on_frame (GdkFrameClock *clock, Frames *frames)
{
  if (frames->left > 0)
    frames->left--;
  if (frames->left > 0)
    gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
}

static gboolean
is_drawn (gpointer data)
{
  return ((Frames *) data)->left == 0;
}

void
xl_ui_test_frames (GtkWidget *widget, guint n)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  Frames frames = { n };
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (on_frame), &frames);

  gtk_widget_queue_draw (widget);
  xl_ui_test_wait (is_drawn, &frames, "a frame");
  g_signal_handler_disconnect (clock, handler);
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

GtkWindow *
xl_ui_test_window (GtkWidget *child, int width, int height)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_default_size (window, width, height);
  gtk_window_set_child (window, child);
  gtk_window_present (window);
  xl_ui_test_wait (is_mapped, window, "the window");
  xl_ui_test_frames (GTK_WIDGET (window), 2);
  return window;
}

static const char *
text_of (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_BUTTON (widget))
    return gtk_button_get_label (GTK_BUTTON (widget));
  return GTK_IS_EDITABLE (widget) ? gtk_editable_get_text (GTK_EDITABLE (widget)) : NULL;
}

GtkWidget *
xl_ui_test_find (GtkWidget *root, GType type, const char *text)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (text == NULL || g_strcmp0 (text_of (root), text) == 0))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = xl_ui_test_find (child, type, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
xl_ui_test_find_action (GtkWidget *root, const char *name)
{
  if (GTK_IS_ACTIONABLE (root) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), name) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = xl_ui_test_find_action (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GdkTexture *
take_picture (GtkWidget *widget)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  GskRenderNode *node;
  GdkTexture *texture;

  xl_ui_test_frames (widget, 2);      /* without a frame the paintable is empty */
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return NULL;
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gsk_render_node_unref (node);
  return texture;
}

gboolean
xl_ui_test_has_ink (GtkWidget *widget)
{
  g_autoptr(GdkTexture) texture = take_picture (widget);
  g_autofree guint32 *pixels = NULL;
  gsize n;

  if (texture == NULL)
    return FALSE;
  n = (gsize) gdk_texture_get_width (texture) * gdk_texture_get_height (texture);
  pixels = g_new (guint32, n);
  gdk_texture_download (texture, (guchar *) pixels, gdk_texture_get_width (texture) * 4);
  for (gsize i = 1; i < n; i++)
    if (pixels[i] != pixels[0])
      return TRUE;
  return FALSE;
}

void
xl_ui_test_shoot (GtkWidget *widget, const char *name)
{
  const char *folder = g_getenv ("XL_SHOTS");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;
  g_autoptr(GdkTexture) texture = path != NULL ? take_picture (widget) : NULL;

  g_assert_true (path == NULL || (texture != NULL && gdk_texture_save_to_png (texture, path)));
}
