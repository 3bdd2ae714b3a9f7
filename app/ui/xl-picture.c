#include "ui/xl-picture.h"

#include "base/xl-attachment.h"

/* A PNG is decoded whole before it is made smaller: 4 bytes a pixel. */
#define MOST_PNG_PIXELS (16 * 1000 * 1000)
#define LIGHT_SIDE      2400
#define LIGHT_QUALITY   "85"

static gboolean
is_harmless (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gint64 most = xl_attachment_sort (data, size) == XL_ATTACHMENT_PNG ? MOST_PNG_PIXELS : XL_PICTURE_MOST_PIXELS;
  int width, height;

  return xl_attachment_pixels (data, size, &width, &height) && (gint64) width * height <= most;
}

static GdkPixbuf *
decode (GBytes *bytes, int side)
{
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GdkPixbuf) plain = NULL;

  if (!is_harmless (bytes))
    return NULL;
  stream = g_memory_input_stream_new_from_bytes (bytes);
  plain = gdk_pixbuf_new_from_stream_at_scale (stream, side, side, TRUE, NULL, NULL);
  return plain != NULL ? gdk_pixbuf_apply_embedded_orientation (plain) : NULL;
}

GdkTexture *
xl_picture_thumbnail (GBytes *bytes, int side)
{
  g_autoptr(GdkPixbuf) pixels = decode (bytes, side);

  return pixels != NULL ? gdk_texture_new_for_pixbuf (pixels) : NULL;
}

GBytes *
xl_picture_make_lighter (GBytes *bytes)
{
  g_autoptr(GdkPixbuf) pixels = decode (bytes, LIGHT_SIDE);
  char *data = NULL;
  gsize size = 0;

  if (pixels == NULL
      || !gdk_pixbuf_save_to_buffer (pixels, &data, &size, "jpeg", NULL, "quality", LIGHT_QUALITY, NULL))
    return NULL;
  if (size < g_bytes_get_size (bytes))
    return g_bytes_new_take (data, size);
  g_free (data);
  return NULL;
}
